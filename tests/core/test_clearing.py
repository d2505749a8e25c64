"""Money put to documents in every way it can come: edge cases of the invoices study, by name."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_document, a_payment
from goodterms.core.ledger import DocumentKind, DocumentState
from goodterms.core.owner_words import DocumentWord, DocumentWordKind, as_said
from goodterms.core.payment_links import linked
from goodterms.core.settlement import cleared, settlements

DUE = date(2026, 4, 1)
LATER = date(2026, 12, 31)


def days(count: int) -> date:
    return DUE + timedelta(days=count)


def money(number: int = 1, amount: int = 60000, *, on: date = DUE, **facts: object):
    values = {"id": f"P-{number}", "document": None, "amount_minor": amount, "on": on}
    return a_payment(**{**values, **facts})


def settle(documents, payments=(), *, today=LATER):
    cut = linked(documents, payments)
    return {
        each.document.id: each for each in settlements(documents, cut, today=today, terms_days=30)
    }


def only(documents, payments=(), *, today=LATER):
    (one,) = settle(documents, payments, today=today).values()
    return one


def a_credit(number="C1", *, issued=date(2026, 3, 20), total=-60000, **facts):
    return a_document(
        number, issued=issued, total_minor=total, kind=DocumentKind.CREDIT_NOTE, **facts
    )


def test_pending_money_settles_nothing():
    assert not only([a_document()], [money(reference="7", status="pending")]).is_settled


def test_probable_money_settles_in_the_clients_favour_and_says_so():
    one = only([a_document()], [money(on=days(2))])
    assert (one.settled_on, one.days_late, one.unconfirmed_minor) == (days(2), 2, 60000)
    sure = only([a_document()], [money(on=days(2), reference="7")])
    assert (sure.settled_on, sure.unconfirmed_minor) == (days(2), 0)


def test_probable_money_never_makes_anybody_late():
    paid = a_document(state=DocumentState.PAID, paid_minor=60000)
    assert only([paid]).days_late is None
    assert only([paid], [money(on=days(40))]).days_late is None


def test_probable_money_back_never_opens_what_surely_was_paid():
    sure, back = money(1, reference="7"), money(2, -60000, on=days(9))
    assert only([a_document()], [sure, back]).is_settled
    probable = money(1)
    assert not only([a_document()], [probable, back]).is_settled


def test_overpayment_with_credit_balance():
    documents = [a_document()]
    found = cleared(
        documents,
        linked(documents, [money(amount=70000, reference="7")]),
        today=LATER,
        terms_days=30,
    )
    assert (found.settlements[0].state, found.credit_minor) == ("paid", {"EUR": 10000})
    back = [money(amount=70000, reference="7"), money(2, -10000, on=days(3), client="Alba")]
    again = cleared(documents, linked(documents, back), today=LATER, terms_days=30)
    assert again.credit_minor == {}


def test_prepayment_is_not_owed_again_and_its_money_not_counted_twice():
    advance = a_document("A-1", kind=DocumentKind.PREPAYMENT, total_minor=20000)
    final = a_document("9", total_minor=60000, prepaid_minor=20000, issued=date(2026, 3, 5))
    paid = [money(1, 20000, reference="A-1"), money(2, 40000, reference="9")]
    assert settle([advance, final], paid)["9/2026"].state == "paid"
    half = settle([advance, final], paid[:1])["9/2026"]
    assert half.remaining_minor == 40000


def test_prepayment_that_the_final_invoice_only_refers_to_counts_for_it():
    advance = a_document("A-1", kind=DocumentKind.PREPAYMENT, total_minor=20000)
    final = a_document("9", issued=date(2026, 3, 5), refers_to=("A-1",))
    paid = [money(1, 20000, reference="A-1")]
    assert settle([advance, final], paid)["9/2026"].remaining_minor == 40000


def test_corrected_invoice_takes_the_place_and_the_money_of_the_former():
    former = a_document("7")
    later = a_document(
        "7-K",
        issued=date(2026, 3, 20),
        kind=DocumentKind.CORRECTED,
        refers_to=("7",),
        total_minor=50000,
    )
    paid = [money(1, 50000, reference="7")]
    assert list(settle([former, later], paid)) == ["7-K/2026"]
    assert only([former, later], paid).state == "paid"
    assert only([former, later], paid, today=date(2026, 3, 10)).document == former


def test_a_correction_that_names_nothing_is_left_out():
    lonely = a_document("7-K", kind=DocumentKind.CORRECTED)
    assert settle([lonely]) == {}


def test_credit_note_against_a_paid_invoice_is_a_credit_balance():
    documents = [a_document(), a_credit(refers_to=("7",), total=-10000)]
    found = cleared(
        documents, linked(documents, [money(reference="7")]), today=LATER, terms_days=30
    )
    assert (found.settlements[0].state, found.credit_minor) == ("paid", {"EUR": 10000})


def test_credit_note_settles_what_it_refers_to_and_not_the_oldest():
    documents = [
        a_document("7"),
        a_document("8", issued=date(2026, 3, 9)),
        a_credit(refers_to=("8",)),
    ]
    found = settle(documents)
    assert (found["7/2026"].is_settled, found["8/2026"].is_settled) == (False, True)


def test_credit_note_on_a_disputed_invoice_pays_no_other():
    documents = [
        a_document("7", state=DocumentState.DISPUTED),
        a_document("8", issued=date(2026, 3, 9)),
        a_credit(refers_to=("7",), total=-10000),
    ]
    assert settle(documents)["8/2026"].remaining_minor == 60000


def test_reversed_prepayment_invoice_takes_nothing_off_others():
    storno = a_document("18", kind=DocumentKind.CORRECTED, total_minor=-50000, prepaid_minor=-50000)
    assert settle([a_document(), storno])["7/2026"].remaining_minor == 60000


def test_cancelled_invoice_that_was_paid_is_a_credit_balance():
    gone = a_document("6", kind=DocumentKind.CANCELLED)
    assert settle([gone, a_document()], [money(reference="6")])["7/2026"].settled_on == DUE


def test_withholding_tax_is_no_shortfall():
    document = a_document(stated=json.dumps({"payable_minor": 48000}))
    assert only([document], [money(amount=48000, reference="7")]).state == "paid"


def test_bank_fee_shortfall_makes_nobody_late_and_stays_partial_until_written_off():
    paid = [money(amount=59500, reference="7")]
    one = only([a_document()], paid)
    assert (one.is_settled, one.days_late, one.state, one.remaining_minor) == (
        True,
        0,
        "partial",
        500,
    )


def written_off(on: date) -> DocumentWord:
    return DocumentWord(id=1, document="7/2026", word=DocumentWordKind.WRITTEN_OFF, on_day=on)


def test_early_payment_discount_taken_is_partial_until_the_owner_writes_it_off():
    paid = [money(amount=58000, reference="7")]
    for today, state in ((days(5), "partial"), (days(10), "paid")):
        documents = as_said([a_document()], [written_off(days(10))], today=today)
        assert only(documents, paid, today=today).state == state


def test_written_off_without_any_payment_is_no_debt_from_that_day():
    for today, count in ((days(9), 1), (days(10), 0)):
        documents = as_said([a_document()], [written_off(days(10))], today=today)
        assert len(settle(documents, today=today)) == count


INSTALMENTS = json.dumps(
    {
        "instalments": [
            {"due_date": "2026-04-01", "amount_minor": 30000},
            {"due_date": "2026-05-01", "amount_minor": 30000},
        ]
    }
)


@pytest.mark.parametrize(
    ("paid", "today", "late"),
    [
        ([(0, 30000), (30, 30000)], LATER, 0),
        ([(7, 30000), (30, 30000)], LATER, 7),
        ([(0, 30000), (33, 30000)], LATER, 3),
        ([(-5, 60000)], LATER, -5),
        ([], days(10), 10),
        ([(0, 30000)], days(10), 0),
        ([(0, 30000)], days(35), 5),
    ],
)
def test_instalments_are_late_each_by_its_own_day(paid, today, late):
    document = a_document(stated=INSTALMENTS)
    payments = [
        money(number, amount, on=days(day), reference="7")
        for number, (day, amount) in enumerate(paid)
    ]
    assert only([document], payments, today=today).days_late == late


def test_zero_invoice_is_paid():
    assert only([a_document(total_minor=0)]).state == "paid"


entries = st.lists(
    st.tuples(
        st.integers(-40, 60),
        st.integers(1, 70000),
        st.sampled_from(["", "7", "8", "7 invoice 8"]),
        st.booleans(),
    ),
    max_size=5,
)


def drawn(rows) -> list:
    return [
        money(number, -amount if is_back else amount, on=days(day), reference=text)
        for number, (day, amount, text, is_back) in enumerate(rows)
    ]


BOTH = [a_document("7"), a_document("8", issued=date(2026, 3, 9), total_minor=30000)]


@settings(max_examples=150, deadline=None)
@given(rows=entries)
def test_money_adds_up(rows):
    payments = drawn(rows)
    found = cleared(BOTH, linked(BOTH, payments), today=LATER, terms_days=30)
    settled = {each.document.id: each for each in found.settlements}
    used = sum(amount for each in found.settlements for _, amount in each.entries)
    back = sum(-each.amount_minor for each in payments if each.amount_minor < 0)
    for each in settled.values():
        rest = max(0, each.document.total_minor - sum(amount for _, amount in each.entries))
        assert rest - back <= each.remaining_minor <= rest  # money back before any was undated
        assert back or each.remaining_minor == rest
    came = sum(each.amount_minor for each in payments if each.amount_minor > 0)
    assert used + found.credit_minor.get("EUR", 0) <= 2 * came  # what is over stands in both
    assert found.credit_minor.get("EUR", 0) >= 0


@settings(max_examples=150, deadline=None)
@given(rows=entries, extra=st.sampled_from([30000, 60000, 90000, 777]), day=st.integers(-40, 60))
def test_unconfirmed_money_never_makes_anybody_later(rows, extra, day):
    payments = drawn(rows)
    more = [*payments, money(99, extra, on=days(day))]
    before, after = settle(BOTH, payments), settle(BOTH, more)
    for key, one in before.items():
        assert after[key].remaining_minor <= one.remaining_minor
        if one.days_late is None:
            assert after[key].days_late is None
