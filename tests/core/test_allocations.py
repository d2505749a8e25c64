"""The owner's word on a match holds, parts add up, and no order of facts matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_document
from goodterms.core.allocations import Confidence
from goodterms.core.payment_links import linked, matched
from matching_cases import APRIL, found, money, word


def test_a_confirmed_match_holds_against_everything_else():
    documents = [a_document("7"), a_document("8")]
    said = [word("P-1", "8/2026")]
    assert found(documents, [money(reference="7")], said) == [("P-1", "8/2026", 60000, "confirmed")]


def test_confirmed_parts_hold_and_the_rest_follows():
    documents = [a_document("7"), a_document("8")]
    said = [word("P-1", "7/2026", amount=100), word("P-1", "8/2026")]
    assert [each[1:3] for each in found(documents, [money(amount=500)], said)] == [
        ("7/2026", 100),
        ("8/2026", 400),
    ]


def test_a_rejected_match_is_not_made_again():
    said = [word("P-1", "7/2026", "rejected")]
    assert found([a_document("7")], [money(reference="7")], said) == []
    assert found([a_document("7")], [money(client="Alba")], said) == []
    assert found([a_document("7"), a_document("8")], [money(client="Alba")], said)[0][1] == "8/2026"


def test_what_pays_no_document_is_set_aside():
    said = [word("P-1", "", "rejected")]
    payment = money(client="Alba")
    assert found([a_document("7")], [payment], said) == []
    assert linked([a_document("7")], [payment], said) == ()


def test_a_word_on_rows_that_are_gone_does_nothing():
    said = [word("P-9", "7/2026"), word("P-1", "9/2026")]
    assert found([a_document("7")], [money(reference="7")], said)[0][3] == "certain"


DOCUMENTS = tuple(
    a_document(number, issued=issued, total_minor=total, client=client, buyer=client)
    for number, issued, total, client in (
        ("INV-2026-01", date(2026, 1, 5), 300, "Alba"),
        ("INV-2026-02", date(2026, 2, 5), 300, "Alba"),
        ("INV-2026-03", date(2026, 3, 5), 500, "Brodet"),
        ("4/1/1", date(2025, 3, 5), 700, "Brodet"),
        ("4/1/1", date(2026, 3, 5), 900, "Brodet"),
    )
)
TEXTS = ("", "INV-2026-01", "INV 2026 02", "INV-2026-01, 02", "4/1/1", "invoice 4/1/1/2025", "x")
rows = st.lists(
    st.tuples(
        st.sampled_from(TEXTS),
        st.sampled_from([300, 500, 600, 700, 900, 299, -300, 1]),
        st.integers(0, 90),
        st.sampled_from([None, "Alba", "Brodet"]),
    ),
    max_size=7,
)


def drawn(entries) -> list:
    return [
        money(
            number,
            amount,
            reference=text,
            client=client,
            payer=client or "",
            on=date.fromordinal(APRIL.toordinal() + day),
        )
        for number, (text, amount, day, client) in enumerate(entries)
    ]


@settings(max_examples=150, deadline=None)
@given(entries=rows)
def test_the_parts_of_a_payment_never_exceed_it_and_add_up(entries):
    payments = drawn(entries)
    for payment in payments:
        parts = [
            each.applied_minor
            for each in matched(DOCUMENTS, payments).allocations
            if each.payment == payment.id
        ]
        assert all((part > 0) == (payment.amount_minor > 0) for part in parts)
        assert abs(sum(parts)) <= abs(payment.amount_minor)
    kept = linked(DOCUMENTS, payments)
    assert sum(each.amount_minor for each in kept) == sum(each.amount_minor for each in payments)


@settings(max_examples=100, deadline=None)
@given(entries=rows, data=st.data())
def test_the_order_of_facts_never_matters(entries, data):
    payments = drawn(entries)
    mixed = data.draw(st.permutations(payments))
    documents = data.draw(st.permutations(DOCUMENTS))
    assert matched(documents, mixed) == matched(DOCUMENTS, payments)


@settings(max_examples=100, deadline=None)
@given(entries=rows, total=st.sampled_from([300, 600, 1]))
def test_an_unrelated_document_never_changes_a_certain_match(entries, total):
    payments = drawn(entries)
    other = a_document("ZZ-999", total_minor=total, client="Nova", buyer="Nova")
    sure = [
        {each for each in matched(some, payments).allocations if each.confidence in SURE}
        for some in (DOCUMENTS, (*DOCUMENTS, other))
    ]
    assert sure[0] == sure[1]


SURE = (Confidence.CERTAIN, Confidence.HIGH)


@settings(max_examples=60, deadline=None)
@given(entries=rows)
def test_confirming_what_is_probable_changes_no_amount(entries):
    payments = drawn(entries)
    before = matched(DOCUMENTS, payments).allocations
    said = [
        word(each.payment, each.document, amount=each.applied_minor)
        for each in before
        if each.confidence is Confidence.PROBABLE
    ]
    after = matched(DOCUMENTS, payments, said).allocations
    told = {(each.payment, each.document, each.applied_minor) for each in after}
    assert {(each.payment, each.document, each.applied_minor) for each in before} <= told


def test_a_confirmed_match_survives_that_the_rows_come_again():
    said = [word("P-1", "8/2026")]
    changed = replace(money(reference="7"), source="other.csv", line=9)
    assert found([a_document("7"), a_document("8")], [changed], said)[0][1] == "8/2026"
