from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders_money import DUE, TODAY, a_bill
from goodterms.core.bills import Billing, Note
from goodterms.core.figures import Period, ageing, figures, short_paid
from goodterms.core.figures_hours import NO_HOURS, Hours

PERIOD = Period(as_of=TODAY)


def of(*bills, notes=(), hours=NO_HOURS, prepaid=(), period=PERIOD):
    return figures(Billing(bills=bills, notes=notes, prepaid_minor=prepaid), "EUR", period, hours)


def test_without_bills_every_share_and_rate_is_unknown():
    found = of()
    shares = (found.dispute_rate_count, found.dispute_rate_value, found.write_off_rate_value,
              found.effective_hourly_rate_cash_minor, found.billed_hourly_rate_minor,
              found.lateness.late_share, found.lateness.median_days_late)  # fmt: skip
    assert shares == (None,) * 7
    assert (found.open_minor, found.net_billed_minor, sum(found.ageing_minor.values())) == (0, 0, 0)


def test_other_currencies_are_not_looked_at():
    assert of(a_bill(None), a_bill(None, currency="USD")).open_minor == 100_00


def test_open_overdue_and_disputed_money():
    found = of(
        a_bill(None, 10_00), a_bill(None, 20_00, is_disputed=True),
        a_bill(None, 40_00, due_on=TODAY), a_bill(5, 80_00),
    )  # fmt: skip
    assert (found.open_minor, found.overdue_minor, found.disputed_minor) == (70_00, 30_00, 20_00)
    assert (found.invoices, found.settled_count) == (4, 1)


@pytest.mark.parametrize(
    ("past", "age"),
    [(-1, "current"), (0, "current"), (1, "1-30"), (30, "1-30"), (31, "31-60"), (60, "31-60"),
     (61, "61-90"), (90, "61-90"), (91, "over 90")],
)  # fmt: skip
def test_open_money_has_an_age(past, age):
    table = ageing([a_bill(None, due_on=TODAY - timedelta(days=past))])
    assert {name for name, amount in table.items() if amount} == {age}


def test_billed_and_received_are_those_of_the_window():
    old = date(2025, 5, 1)
    found = of(
        a_bill(0, 125_00, net_minor=100_00),
        a_bill(0, 999_00, due_on=old),
        notes=(Note(issued_on=TODAY, currency="EUR", total_minor=25_00, net_minor=20_00),
               Note(issued_on=old, currency="EUR", total_minor=9_00, net_minor=9_00)),
    )  # fmt: skip
    assert (found.sales_in_window_minor, found.net_billed_minor) == (100_00, 80_00)
    assert (found.received_minor, found.net_cash_minor) == (125_00, 100_00)


def test_the_window_ends_with_its_last_day_and_has_its_length():
    period = Period(as_of=date(2026, 4, 30), window_days=120)
    inside = [date(2026, 1, 1), date(2026, 4, 30)]
    outside = [date(2025, 12, 31), date(2026, 5, 1)]
    assert [period.holds(day) for day in inside + outside] == [True, True, False, False]


def test_a_payment_has_its_share_of_the_tax():
    bill = a_bill(None, 125_00, net_minor=100_00, paid=((DUE, 50_00),), open_minor=75_00)
    assert of(bill).net_cash_minor == 40_00


def test_short_paid_is_a_rest_ten_days_after_the_last_payment():
    for days, found in ((9, 0), (10, 1)):
        part = ((TODAY - timedelta(days=days), 60_00),)
        bill = a_bill(None, paid=part, open_minor=40_00)
        assert len(short_paid([bill])) == found
    assert of(bill).short_paid_minor == 40_00
    assert short_paid([a_bill(None)]) == []
    disputed = a_bill(None, paid=part, open_minor=40_00, is_disputed=True)
    assert short_paid([disputed]) == []


def test_disputes_by_count_and_value():
    found = of(a_bill(0, 300_00), a_bill(None, 100_00, is_disputed=True))
    assert (found.dispute_rate_count, found.dispute_rate_value) == (Fraction(1, 2), Fraction(1, 4))


def test_write_offs_by_value_and_what_was_lost():
    gone = a_bill(None, 100_00, is_written_off=True, open_minor=0, paid=((DUE, 30_00),))
    found = of(a_bill(0, 300_00), gone)
    assert (found.write_off_rate_value, found.written_off_minor) == (Fraction(1, 4), 70_00)


def test_an_hour_with_and_without_trouble_beside_the_billed_one():
    hours = Hours(
        billable=Fraction(8), unbillable=Fraction(2), trouble=Fraction(10), costs_minor=100_00
    )
    found = of(a_bill(0, 500_00), a_bill(None, 300_00), hours=hours)
    assert found.billed_hourly_rate_minor == 100_00  # 800 / 8
    assert found.calm_hourly_rate_cash_minor == 40_00  # (500 - 100) / 10
    assert found.effective_hourly_rate_cash_minor == 20_00  # (500 - 100) / 20
    assert found.effective_hourly_rate_billed_minor == 40_00  # 800 / 20


def test_an_hour_is_not_worth_nothing_while_nothing_came_in():
    found = of(a_bill(None), hours=Hours(billable=Fraction(5), costs_minor=10_00))
    assert found.effective_hourly_rate_cash_minor is None
    assert found.billed_hourly_rate_minor == 20_00


def test_prepaid_money_is_shown():
    assert of(prepaid=(("EUR", 50_00), ("USD", 9))).prepaid_minor == 50_00


@settings(max_examples=60)
@given(
    rests=st.lists(
        st.tuples(st.integers(0, 10**12), st.integers(-400, 4000), st.booleans()), max_size=10
    )
)
def test_the_ages_add_up_to_the_open_balance(rests):
    bills = [
        a_bill(None, rest, due_on=TODAY - timedelta(days=past), is_disputed=disputed)
        for rest, past, disputed in rests
    ]
    found = of(*bills)
    assert sum(found.ageing_minor.values()) == found.open_minor
    assert found.open_minor - found.ageing_minor["current"] == found.overdue_minor
