from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from builders import a_document, a_payment
from goodterms.core.bills import Bill, Note, billing
from goodterms.core.bills_exchanged import in_currency
from goodterms.core.ledger import DocumentKind, DocumentState
from goodterms.core.rates import FIXED, Rate, dated

TODAY = date(2026, 6, 30)
FIRST, LAST = date(2026, 3, 2), date(2026, 4, 1)


def found(documents, payments=(), rates=FIXED):
    return billing(documents, payments, today=TODAY, terms_days=30, rates=rates)


def test_an_open_invoice_is_a_bill_with_its_rest():
    (bill,) = found([a_document()], [a_payment(amount_minor=20000)]).bills
    assert (bill.total_minor, bill.open_minor, bill.paid) == (60000, 40000, ((LAST, 20000),))
    assert (bill.days_late, bill.days_open, bill.days_to_pay) == (90, 90, None)


def test_a_settled_invoice_has_nothing_open():
    (bill,) = found([a_document()], [a_payment(on=date(2026, 4, 11))]).bills
    assert (bill.open_minor, bill.days_late, bill.days_to_pay) == (0, 10, 40)


def test_a_disputed_invoice_takes_its_money_and_is_named():
    (bill,) = found([a_document(state=DocumentState.DISPUTED)], [a_payment(amount_minor=1)]).bills
    assert (bill.is_disputed, bill.open_minor, bill.is_written_off) == (True, 59999, False)


def test_a_written_off_invoice_leaves_nothing_open_and_no_days():
    (bill,) = found([a_document(state=DocumentState.WRITTEN_OFF)]).bills
    assert (bill.is_written_off, bill.open_minor, bill.days_late) == (True, 0, None)


@pytest.mark.parametrize("state", [DocumentState.DRAFT, DocumentState.VOID])
def test_drafts_and_voids_are_no_bills(state):
    assert found([a_document(state=state)]).bills == ()


def test_later_invoices_are_not_seen():
    assert found([a_document(issued=date(2026, 7, 1))]).bills == ()


def test_a_credit_note_is_a_note_and_stands_on_the_bill_by_its_day():
    note = a_document(
        "9", kind=DocumentKind.CREDIT_NOTE, issued=date(2026, 5, 5), total_minor=-10000,
        net_minor=-8000, refers_to=("7",),
    )  # fmt: skip
    whole = found([a_document(), note])
    assert whole.notes == (
        Note(issued_on=date(2026, 5, 5), currency="EUR", total_minor=10000, net_minor=8000),
    )
    assert whole.bills[0].credited == ((date(2026, 5, 5), 10000),)
    assert whole.bills[0].open_minor == 50000


def test_prepaid_is_what_was_paid_ahead_less_what_invoices_took_in():
    ahead = a_document("A1", kind=DocumentKind.PREPAYMENT, total_minor=50000)
    final = a_document("7", prepaid_minor=20000)
    paid = a_payment("A1/2026", amount_minor=50000)
    assert found([ahead], [paid]).prepaid_minor == (("EUR", 50000),)
    assert found([ahead, final], [paid]).prepaid_minor == (("EUR", 30000),)
    assert found([ahead]).prepaid_minor == ()


def test_currencies_are_named_and_kept_apart():
    whole = found([a_document("1"), a_document("2", currency="USD")])
    assert whole.currencies() == ("EUR", "USD")
    assert [each.number for each in whole.of("USD").bills] == ["2"]


def test_a_bill_keeps_the_rate_of_its_issue_day_for_all_its_parts():
    rates = dated("EUR", [
        Rate(currency="USD", on=date(2026, 1, 1), per_unit=Decimal("0.5")),
        Rate(currency="USD", on=date(2026, 4, 1), per_unit=Decimal("0.9")),
    ])  # fmt: skip
    dollars = a_document(currency="USD", net_minor=48000)
    whole = found([dollars], [a_payment(amount_minor=20000, currency="USD")])
    (bill,) = in_currency(whole, "EUR", rates, today=TODAY).bills
    assert (bill.currency, bill.total_minor, bill.net_minor) == ("EUR", 30000, 24000)
    assert (bill.open_minor, bill.paid) == (20000, ((LAST, 10000),))


def test_what_no_rate_leads_to_is_left_out_and_counted():
    note = a_document("9", kind=DocumentKind.CREDIT_NOTE, currency="USD", total_minor=-1)
    whole = found([a_document("1"), a_document("2", currency="USD"), note])
    home = in_currency(whole, "EUR", FIXED, today=TODAY)
    assert [each.number for each in home.bills] == ["1"]
    assert (home.notes, home.left_out) == ((), 2)


def test_a_payment_in_another_currency_settles_by_the_rate_of_its_day():
    rates = dated("EUR", [Rate(currency="USD", on=FIRST, per_unit=Decimal("0.5"))])
    paid = a_payment(amount_minor=120000, currency="USD")
    (bill,) = found([a_document()], [paid], rates).bills
    assert isinstance(bill, Bill)
    assert (bill.open_minor, bill.settled_on) == (0, LAST)


def test_money_paid_ahead_is_an_advance_with_its_part_of_the_tax():
    ahead = a_document("A1", kind=DocumentKind.PREPAYMENT, total_minor=50000, net_minor=40000)
    (advance,) = found([ahead], [a_payment("A1/2026", amount_minor=25000)]).advances
    assert (advance.amount_minor, advance.net_minor, advance.paid_on) == (25000, 20000, LAST)


def test_a_prepayment_whose_place_the_final_invoice_took_is_no_advance():
    ahead = a_document("A1", kind=DocumentKind.PREPAYMENT, total_minor=50000)
    final = a_document("7", issued=date(2026, 3, 9), refers_to=("A1",))
    whole = found([ahead, final], [a_payment("A1/2026", amount_minor=50000)])
    assert (whole.advances, whole.prepaid_minor) == ((), ())
    assert sum(amount for _, amount in whole.bills[0].paid) == 50000


def test_what_was_paid_too_much_is_a_credit_balance():
    whole = found([a_document()], [a_payment(amount_minor=70000)])
    assert whole.credit_minor == (("EUR", 10000),)
    assert whole.bills[0].open_minor == 0


def test_advances_and_balances_change_currency_too():
    ahead = a_document("A1", kind=DocumentKind.PREPAYMENT, total_minor=50000, currency="USD")
    over = a_document("7", currency="USD", total_minor=10000)
    paid = [
        a_payment("A1/2026", amount_minor=50000, currency="USD"),
        a_payment("7/2026", amount_minor=12000, currency="USD"),
    ]
    rates = dated("EUR", [Rate(currency="USD", on=FIRST, per_unit=Decimal("0.5"))])
    whole = found([ahead, over], paid)
    home = in_currency(whole, "EUR", rates, today=TODAY)
    assert (home.prepaid_minor, home.credit_minor) == ((("EUR", 25000),), (("EUR", 1000),))
    assert [each.amount_minor for each in home.advances] == [25000]
    nothing = in_currency(whole, "EUR", FIXED, today=TODAY)
    assert (nothing.prepaid_minor, nothing.credit_minor, nothing.left_out) == ((), (), 3)


def test_of_instalments_the_latest_one_tells_the_days():
    stated = (
        '{"instalments": [{"due_date": "2026-04-01", "amount_minor": 30000},'
        ' {"due_date": "2026-06-01", "amount_minor": 30000}]}'
    )
    paid = [
        a_payment(on=date(2026, 4, 21), amount_minor=30000),
        a_payment(on=date(2026, 6, 1), amount_minor=30000),
    ]
    (bill,) = found([a_document(stated=stated)], paid).bills
    assert (bill.due_on, bill.days_late) == (date(2026, 6, 1), 20)
