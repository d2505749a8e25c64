"""The edge cases of the invoices study, each by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_document, a_payment
from goodterms.core.ledger import DocumentKind, DocumentState
from goodterms.core.settlement import converted, due_day, settlements

DUE = date(2026, 4, 1)  # the document of 2 March is due on 1 April
LATER = date(2026, 12, 31)


def settle(documents, payments=(), today=LATER):
    return settlements(documents, payments, today=today, terms_days=30)


def only(documents, payments=(), today=LATER):
    (one,) = settle(documents, payments, today)
    return one


def a_credit(number="C1", *, issued=date(2026, 3, 20), total=-60000, **changes):
    return a_document(
        number, issued=issued, total_minor=total, kind=DocumentKind.CREDIT_NOTE, **changes
    )


def days(count):
    return DUE + timedelta(days=count)


def test_paid_on_the_due_day_is_no_day_late():
    one = only([a_document()], [a_payment(on=DUE)])
    assert (one.is_settled, one.settled_on, one.days_late, one.days_to_pay) == (True, DUE, 0, 30)


def test_open_counts_to_today_and_is_marked_open():
    one = only([a_document()], today=days(9))
    assert (one.is_settled, one.days_late, one.remaining_minor) == (False, 9, 60000)
    assert one.is_late(grace_days=3)
    assert one.days_to_pay is None
    assert not only([a_document()], today=days(3)).is_late(grace_days=3)


def test_a_later_payment_is_not_known_yet():
    payments = [a_payment(on=days(20))]
    assert only([a_document()], payments, today=days(10)).days_late == 10
    assert only([a_document()], payments, today=days(30)).days_late == 20


def test_partial_payments_settle_on_the_day_of_the_last():
    parts = [a_payment(on=days(1), amount_minor=20000), a_payment(on=days(8), amount_minor=40000)]
    assert only([a_document()], parts).settled_on == days(8)
    half = only([a_document()], parts, today=days(5))
    assert (half.is_settled, half.remaining_minor) == (False, 40000)


@pytest.mark.parametrize(("amount", "settled"), [(59400, True), (59399, False)])
def test_a_bank_fee_up_to_one_hundredth_is_forgiven(amount, settled):
    assert only([a_document()], [a_payment(amount_minor=amount)]).is_settled is settled


def test_payment_before_the_invoice_is_early():
    one = only([a_document()], [a_payment(on=date(2026, 2, 1))])
    assert one.days_late == -59


def test_overpayment_goes_to_the_next_open_invoice():
    documents = [a_document("7"), a_document("8", issued=date(2026, 3, 9))]
    first, second = settle(documents, [a_payment(on=DUE, amount_minor=120000)])
    assert first.settled_on == second.settled_on == DUE


def test_a_reversal_opens_the_invoice_again():
    back = [a_payment(on=DUE), a_payment(on=days(2), amount_minor=-60000)]
    assert not only([a_document()], back).is_settled
    again = [*back, a_payment(on=days(9))]
    assert only([a_document()], again).settled_on == days(9)


def test_a_credit_note_settles_what_it_cancels_and_nobody_was_late():
    one = only([a_document(), a_credit(issued=days(40))])
    assert (one.is_settled, one.settled_on, one.days_late) == (True, None, None)
    assert not one.is_late(grace_days=3)


def test_a_credit_note_against_a_paid_invoice_keeps_it_paid():
    payments = [a_payment(on=DUE), a_payment(on=days(20), amount_minor=-60000)]
    assert only([a_document(), a_credit(issued=days(10))], payments).settled_on == DUE


def test_a_refunded_credit_note_settles_nothing_else():
    refund = a_payment("C1/2026", on=days(1), amount_minor=-60000)
    assert not only([a_document(), a_credit()], [refund]).is_settled


def test_a_credit_note_takes_the_invoice_of_its_amount_first():
    documents = [a_document("7", total_minor=90000), a_document("8"), a_credit()]
    first, second = settle(documents)
    assert (first.is_settled, second.is_settled) == (False, True)


def test_money_without_a_number_pays_the_oldest_open_invoice():
    documents = [a_document("7"), a_document("8", issued=date(2026, 3, 9))]
    first, second = settle(documents, [a_payment(None, on=DUE)])
    assert (first.settled_on, second.is_settled) == (DUE, False)


@pytest.mark.parametrize(
    "state",
    [DocumentState.VOID, DocumentState.DRAFT, DocumentState.DISPUTED, DocumentState.WRITTEN_OFF],
)
def test_what_is_not_owed_is_left_out(state):
    assert settle([a_document(state=state)]) == ()


def test_cancelled_documents_and_prepayments_are_left_out():
    kinds = (DocumentKind.CANCELLED, DocumentKind.PREPAYMENT)
    assert settle([a_document(kind=kind) for kind in kinds]) == ()


def test_paid_on_an_unknown_day_is_never_late():
    for state, paid in ((DocumentState.PAID, 0), (DocumentState.OPEN, 60000)):
        one = only([a_document(state=state, paid_minor=paid)])
        assert (one.is_settled, one.days_late) == (True, None)


def test_a_state_of_today_does_not_hide_that_it_was_open_then():
    document = a_document(state=DocumentState.PAID, paid_minor=60000)
    assert only([document], [a_payment(on=days(20))], today=days(10)).days_late == 10


def test_an_undated_part_of_the_file_counts_beside_dated_payments():
    one = only([a_document(paid_minor=20000)], [a_payment(on=DUE, amount_minor=10000)])
    assert one.remaining_minor == 40000  # the 10000 are among the 20000, the rest is undated


def test_early_payment_discount_taken_is_settled():
    one = only([a_document(state=DocumentState.PAID)], [a_payment(on=DUE, amount_minor=58000)])
    assert one.settled_on == DUE


def test_kuna_invoice_paid_in_euro():
    document = a_document(currency="HRK", total_minor=753450)
    assert only([document], [a_payment(on=DUE, amount_minor=100000)]).settled_on == DUE
    assert converted(753450, "HRK", "EUR") == 100000
    assert converted(100000, "EUR", "HRK") == 753450
    assert converted(1, "USD", "EUR") is None


def test_payment_in_a_currency_without_rate_makes_nobody_late():
    one = only([a_document()], [a_payment(on=days(50), currency="USD")])
    assert one.days_late is None


def test_a_currency_without_decimals_forgives_one_unit():
    yen = a_document(currency="JPY", total_minor=90)
    assert only([yen], [a_payment(amount_minor=89, currency="JPY")]).is_settled
    assert not only([yen], [a_payment(amount_minor=88, currency="JPY")]).is_settled


def test_zero_invoice_is_settled():
    assert only([a_document(total_minor=0)]).is_settled


def test_without_a_usable_due_date_the_usual_terms_hold():
    for due in (None, date(2026, 2, 1)):
        assert due_day(a_document(due_date=due), terms_days=30) == DUE
    leap = a_document(issued=date(2028, 2, 29), due_date=None)
    assert due_day(leap, terms_days=14) == date(2028, 3, 14)


def test_issue_day_and_future_documents():
    assert settle([a_document()], today=date(2026, 3, 1)) == ()
    assert only([a_document()], today=date(2026, 3, 2)).days_late == -30


def test_open_on_a_day_means_issued_and_not_paid_before():
    one = only([a_document()], [a_payment(on=DUE)])
    assert [one.was_open_on(days(each)) for each in (-31, -30, 0, 1)] == [False, True, True, False]


amounts = st.lists(st.tuples(st.integers(-40, 60), st.integers(1, 70000)), max_size=6)


@settings(max_examples=150, deadline=None)
@given(entries=amounts, today=st.integers(-30, 70))
def test_what_is_paid_and_what_remains_add_up(entries, today):
    payments = [a_payment(on=days(day), amount_minor=amount) for day, amount in entries]
    one = only([a_document()], payments, today=days(today))
    paid = sum(amount for day, amount in entries if day <= today)
    assert one.remaining_minor == max(0, 60000 - paid)
    assert one.is_settled == (paid >= 59400)
    if one.settled_on is not None:
        assert one.settled_on <= days(today)


@settings(max_examples=100, deadline=None)
@given(entries=amounts, extra=st.integers(1, 90000), day=st.integers(-40, 60))
def test_more_money_never_makes_anybody_later(entries, extra, day):
    payments = [
        replace(a_payment(on=days(at), amount_minor=amount), id=f"P{number}")
        for number, (at, amount) in enumerate(entries)
    ]
    documents = [a_document("7"), a_document("8", issued=date(2026, 3, 9), total_minor=30000)]
    more = [*payments, a_payment(None, on=days(day), amount_minor=extra)]
    for before, after in zip(settle(documents, payments), settle(documents, more), strict=True):
        assert after.remaining_minor <= before.remaining_minor
