"""Payments find their invoice by what they name; the same money never counts twice."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_document, a_payment
from goodterms.core.payment_links import linked, reference_key, summary_id


def loose(**facts: object):
    return a_payment(**{"id": "P-1", "document": None, "client": None, **facts})


@pytest.mark.parametrize(
    ("reference", "number", "own_reference"),
    [
        ("INV-2026-0007", "INV-2026-0007", ""),
        ("INV 2026 0007", "INV-2026-0007", ""),
        ("inv-2026-0007", "INV-2026-0007", ""),
        ("1-1-2026", "1/P1/1", "HR00 1-1-2026"),
        ("HR001-1-2026", "1/P1/1", "HR00 1-1-2026"),
        ("HR01 1-1-2026", "1/P1/1", "HR00 1-1-2026"),
        ("Payment of invoice INV 2026 0007, thanks", "INV-2026-0007", ""),
    ],
)
def test_a_reference_finds_its_invoice_however_it_is_written(
    reference: str, number: str, own_reference: str
) -> None:
    document = a_document(number, payment_reference=own_reference)
    (found,) = linked([document], [loose(reference=reference)])
    assert (found.document, found.client) == (document.id, "Alba")


@pytest.mark.parametrize(
    "facts",
    [
        {"reference": ""},
        {"reference": "8"},
        {"reference": "paid 7 of 9"},
        {"reference": "7", "currency": "USD"},
        {"reference": "7", "client": "Brodet"},
    ],
)
def test_without_a_certain_reference_a_payment_stays_unmatched(facts: dict[str, object]) -> None:
    payment = loose(**{"amount_minor": 100, **facts})
    assert linked([a_document("7")], [payment]) == (payment,)


def test_one_text_that_names_two_invoices_whose_sums_do_not_fit_is_not_guessed() -> None:
    documents = [a_document("INV-0009"), a_document("INV-0010")]
    payment = loose(reference="INV-0009 and INV-0010", amount_minor=70000)
    assert linked(documents, [payment])[0].document is None


def test_parts_of_a_payment_and_what_is_left_over_are_the_payment() -> None:
    documents = [a_document("INV-0009"), a_document("INV-0010")]
    found = linked(documents, [loose(reference="INV-0009, INV-0010", amount_minor=130000)])
    assert [(each.document, each.amount_minor) for each in found] == [
        ("INV-0009/2026", 60000),
        ("INV-0010/2026", 60000),
        (None, 10000),
    ]
    assert [each.confidence for each in found] == ["high", "high", ""]


def test_the_sum_in_an_invoice_row_is_no_second_payment_of_a_probable_one() -> None:
    told = summed(60000, on=date(2026, 4, 1))
    found = linked(
        [a_document("7"), a_document("8")], [told, loose(on=date(2026, 4, 2), reference="")]
    )
    assert {each.document for each in found} == {"7/2026"}


def test_the_owners_own_money_pays_nothing() -> None:
    payment = loose(reference="7", status="own")
    assert linked([a_document("7")], [payment]) == (payment,)


def test_a_kuna_invoice_paid_in_euro_is_matched() -> None:
    document = a_document("INV-1", currency="HRK", total_minor=753450)
    assert linked([document], [loose(reference="INV-1")])[0].document == document.id


def summed(amount: int, on: date = date(2026, 4, 1)):
    return a_payment("7/2026", on=on, id=summary_id("7/2026"), amount_minor=amount)


def test_a_sum_in_the_invoice_file_and_its_single_payments_count_once() -> None:
    singles = [
        loose(id=f"P-{day}", reference="7", amount_minor=300, on=date(2026, 3, day))
        for day in (5, 9)
    ]
    document = a_document("7", total_minor=600)
    assert len(linked([document], [summed(600), *singles])) == 2
    found = linked([document], [summed(600), singles[0]])
    assert [each.amount_minor for each in found] == [300, 300]


def test_single_payments_after_the_sum_were_not_part_of_it() -> None:
    later = loose(reference="7", amount_minor=200, on=date(2026, 5, 1))
    found = linked([a_document("7")], [summed(400), later])
    assert sum(each.amount_minor for each in found) == 600


def test_links_do_not_depend_on_the_order_of_the_rows() -> None:
    documents = [a_document("7"), a_document("INV-0009")]
    payments = [summed(400), loose(reference="7", amount_minor=100, on=date(2026, 3, 3))]
    assert linked(documents, payments) == linked(documents[::-1], payments[::-1])


@given(
    amounts=st.lists(st.integers(1, 500), max_size=4),
    total=st.integers(1, 2000),
)
def test_the_money_known_is_the_larger_of_sum_and_single_payments(
    amounts: list[int], total: int
) -> None:
    singles = [
        loose(id=f"P-{number}", reference="7", amount_minor=amount, on=date(2026, 3, 9))
        for number, amount in enumerate(amounts)
    ]
    found = linked([a_document("7")], [summed(total), *singles])
    assert sum(each.amount_minor for each in found) == max(total, sum(amounts))


def test_keys_are_without_spaces_signs_and_model_numbers() -> None:
    assert reference_key("HR00 1/P1-1") == "1P11"
    assert reference_key("inv № 7") == "INV7"
