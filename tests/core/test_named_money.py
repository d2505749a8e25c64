"""Payments that name their document: edge cases of the invoices study, each by name."""

from __future__ import annotations

import json
from datetime import date

import pytest

from builders import a_document
from goodterms.core.ledger import DocumentKind, DocumentState
from goodterms.core.payment_links import matched
from goodterms.core.rates import Rate, dated
from matching_cases import found, money, word


def test_partial_payment_and_its_rest():
    parts = [
        money(1, 20000, reference="7"),
        money(2, 40000, reference="rest of invoice 7", on=date(2026, 4, 9)),
    ]
    assert found([a_document("7")], parts) == [
        ("P-1", "7/2026", 20000, "certain"),
        ("P-2", "7/2026", 40000, "high"),
    ]


def test_overpayment_stays_with_its_invoice():
    assert found([a_document("7")], [money(amount=70000, reference="7")]) == [
        ("P-1", "7/2026", 70000, "certain")
    ]


def test_one_payment_for_three_invoices():
    documents = [a_document(f"INV-0{n}", total_minor=n * 100) for n in (1, 2, 3)]
    payment = money(amount=600, reference="INV-01 INV-02 INV-03")
    assert found(documents, [payment]) == [
        ("P-1", f"INV-0{n}/2026", n * 100, "high") for n in (1, 2, 3)
    ]


def test_several_numbers_of_which_only_some_fit_the_sum():
    documents = [a_document(f"INV-0{n}", total_minor=n * 100) for n in (1, 2, 4)]
    payment = money(amount=500, reference="INV-01 INV-02 INV-04")
    assert [each[1] for each in found(documents, [payment])] == ["INV-01/2026", "INV-04/2026"]


def test_several_numbers_short_by_a_bank_fee():
    documents = [a_document(f"INV-0{n}", total_minor=45000) for n in (1, 2)]
    payment = money(amount=89500, reference="INV-01, INV-02")
    assert [each[2] for each in found(documents, [payment])] == [45000, 44500]


def test_a_few_digits_among_words_name_an_invoice_only_with_its_amount():
    document = a_document("10000")
    text = "customer 10000 says thanks"
    assert found([document], [money(reference=text)])[0][3] == "high"
    assert found([document], [money(amount=777, reference=text)]) == []
    assert found([document], [money(amount=777, reference="invoice 10000")])[0][3] == "high"


def test_number_with_slash_and_spaces():
    document = a_document("1/P1/1", payment_reference="HR00 1-1-2026")
    for text in ("1 / P1 / 1", "HR001-1-2026", "HR00 1-1-2026", "po racunu 1/P1/1"):
        assert len(found([document], [money(amount=5, reference=text)])) == 1


def test_same_number_in_two_years_means_the_one_still_open():
    old, new = (a_document("1", issued=date(year, 1, 15)) for year in (2025, 2026))
    payments = [
        money(1, reference="1", on=date(2025, 2, 1)),
        money(2, reference="1", on=date(2026, 2, 1)),
        money(3, 500, reference="1", on=date(2024, 2, 1)),
    ]
    matches = matched([old, new], payments)
    told = [(each.payment, each.document) for each in matches.allocations]
    assert told == [("P-1", "1/2025"), ("P-2", "1/2026")]
    assert [each.payment for each in matches.doubts] == ["P-3"]


def test_a_reference_that_several_invoices_share_is_told_by_the_amount():
    documents = [
        a_document(number, total_minor=total, payment_reference="HR00 123456")
        for number, total in (("A", 100), ("B", 200))
    ]
    assert found(documents, [money(amount=200, reference="HR00 123456")])[0][1] == "B/2026"
    asked = matched(documents, [money(amount=150, reference="HR00 123456")])
    assert (asked.allocations, len(asked.doubts)) == ((), 1)


def test_cancelled_and_reissued_number_means_the_living_one():
    gone = a_document("7", issued=date(2025, 12, 30), kind=DocumentKind.CANCELLED)
    void = a_document("7", issued=date(2024, 12, 30), state=DocumentState.VOID)
    assert found([gone, void, a_document("7")], [money(reference="7")])[0][1] == "7/2026"


def test_hrk_invoice_paid_in_eur():
    document = a_document("INV-1", currency="HRK", total_minor=753450)
    assert found([document], [money(amount=100000, reference="INV-1")]) == [
        ("P-1", "INV-1/2026", 100000, "certain")
    ]


def test_currency_of_the_amount_differs_from_the_documents():
    document = a_document("INV-1", currency="USD")
    payment = money(reference="INV-1")
    assert found([document], [payment]) == []
    rates = dated("EUR", [Rate(currency="USD", on=date(2026, 1, 1), per_unit=1)])  # type: ignore[arg-type]
    assert found([document], [payment], rates=rates)[0][3] == "certain"
    said = [word("P-1", "INV-1/2026")]
    assert found([document], [payment], said) == [("P-1", "INV-1/2026", 60000, "confirmed")]


def test_a_pending_payment_is_told_but_takes_nothing():
    pending = money(1, reference="7", status="pending")
    booked = money(2, client="Alba", on=date(2026, 4, 5))
    assert found([a_document("7")], [pending, booked]) == [
        ("P-1", "7/2026", 60000, "certain"),
        ("P-2", "7/2026", 60000, "probable"),
    ]


def test_texts_beside_the_reference_are_read():
    stated = json.dumps({"unstructured": ["thanks", "INV-", "0007"], "end_to_end": "NOTPROVIDED"})
    payment = money(amount=5, reference="HR99", stated=stated)
    assert found([a_document("INV-0007")], [payment])[0][1] == "INV-0007/2026"


@pytest.mark.parametrize("stated", ["", "[]", "{", '{"unstructured": 7, "end_to_end": [1, null]}'])
def test_what_a_source_states_oddly_names_nothing(stated: str):
    assert found([a_document("7")], [money(amount=5, stated=stated)]) == []
