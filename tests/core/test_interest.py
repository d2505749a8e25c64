"""Statutory interest; the sums are the oracles of field study F6 and sums done by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core.interest import Debt, Law, Rule, StatutoryRate, claim, half_year
from goodterms.core.rates import half_up


def rule(law, *rates):
    """Build a rule from (first day, per cent)."""
    return Rule(
        law=law,
        rates=tuple(
            StatutoryRate(law=law, first=date.fromisoformat(first), percent=Decimal(percent))
            for first, percent in rates
        ),
    )


EU = rule(
    Law.EU, ("2023-07-01", "12.00"), ("2024-01-01", "12.50"), ("2024-07-01", "12.25"),
    ("2025-01-01", "11.15"),
)  # fmt: skip
UK = rule(Law.UK, ("2024-01-01", "13.25"), ("2024-07-01", "13.00"), ("2022-01-01", "8.25"))


def a_debt(due, until, *, open_minor=0, later=(), currency="EUR"):
    return Debt(
        currency=currency,
        due_on=date.fromisoformat(due),
        until=date.fromisoformat(until),
        open_minor=open_minor,
        later=tuple((date.fromisoformat(day), amount) for day, amount in later),
    )


@pytest.mark.parametrize(
    ("principal", "percent", "days", "expected"),
    [
        (1000_00, "8.5", 50, 11_64),  # 11.6438; the page of the government rounds each day's sum
        (1000_00, "8.25", 60, 13_56),
        (2000_00, "12.25", 45, 30_21),
    ],
)
def test_oracle_sums_of_one_rate(principal, percent, days, expected):
    due = date(2025, 1, 10)
    debt = Debt(currency="GBP", due_on=due, until=due + timedelta(days=days), open_minor=principal)
    found = claim(debt, rule(Law.UK, ("2025-01-01", percent)))
    assert (found.steps[0].days, found.interest_minor) == (days, expected)


def test_a_debt_over_two_half_years_is_split():
    """EUR 1,000 due 20 June 2024 and paid 31 August: 3.42 + 20.81 = 24.23."""
    debt = a_debt("2024-06-20", "2024-12-31", later=[("2024-08-31", 1000_00)])
    found = claim(debt, EU)
    steps = [(str(s.first), str(s.last), s.days, str(s.rate.percent), half_up(s.exact_minor))
             for s in found.steps]  # fmt: skip
    assert steps == [
        ("2024-06-21", "2024-06-30", 10, "12.50", 3_42),
        ("2024-07-01", "2024-08-31", 62, "12.25", 20_81),
    ]
    assert found.interest_minor == 24_23
    assert found.fixed == (40_00, "EUR")


def test_the_british_rate_is_fixed_when_interest_begins():
    debt = a_debt("2024-06-20", "2024-08-31", open_minor=1000_00, currency="GBP")
    found = claim(debt, UK)
    (step,) = found.steps
    assert (step.days, str(step.rate.percent)) == (72, "13.25")
    assert found.interest_minor == 26_14  # 1000 x 13.25 % x 72 / 365 = 26.137


def test_interest_that_begins_on_the_first_of_july_has_the_rate_of_the_second_half():
    found = claim(a_debt("2024-06-30", "2024-07-01", open_minor=100_00, currency="GBP"), UK)
    assert str(found.steps[0].rate.percent) == "13.00"


@pytest.mark.parametrize(
    ("size", "sum_"),
    [(999_99, 40_00), (1000_00, 70_00), (9999_99, 70_00), (10_000_00, 100_00)],
)
def test_the_british_fixed_sum_goes_by_the_size_of_the_debt(size, sum_):
    debt = a_debt("2024-06-20", "2024-06-22", open_minor=size, currency="GBP")
    assert claim(debt, UK).fixed == (sum_, "GBP")


def test_a_debt_in_another_currency_has_no_british_fixed_sum():
    assert claim(a_debt("2024-06-20", "2024-06-22", open_minor=100), UK).fixed is None


def test_a_partial_payment_lowers_the_principal_from_the_next_day():
    debt = a_debt("2024-01-10", "2024-01-30", open_minor=400_00, later=[("2024-01-20", 600_00)])
    found = claim(debt, EU)
    assert [(s.days, s.principal_minor) for s in found.steps] == [(10, 1000_00), (10, 400_00)]
    assert found.exact_minor == Fraction(1000_00 * 10 + 400_00 * 10) * Fraction(125, 365_000)


def test_a_refund_raises_the_principal_again():
    later = [("2024-01-20", 1000_00), ("2024-02-09", -300_00)]
    found = claim(a_debt("2024-01-10", "2024-02-19", open_minor=300_00, later=later), EU)
    assert [(s.days, s.principal_minor) for s in found.steps] == [(10, 1000_00), (10, 300_00)]


def test_what_was_paid_by_the_due_day_bears_nothing():
    debt = a_debt("2024-01-10", "2024-03-01", later=[("2024-01-10", 1000_00)])
    found = claim(debt, EU)
    assert (found.steps, found.interest_minor, found.fixed) == ((), 0, None)


def test_payments_after_the_last_day_are_not_seen():
    debt = a_debt("2024-01-10", "2024-01-20", open_minor=500_00, later=[("2024-02-01", 500_00)])
    assert claim(debt, EU).steps[0].principal_minor == 500_00


def test_a_half_year_without_a_rate_is_named_and_bears_nothing():
    debt = a_debt("2025-06-20", "2026-01-10", open_minor=1000_00)
    found = claim(debt, EU)
    assert [(str(s.first), str(s.last)) for s in found.steps] == [("2025-06-21", "2025-06-30")]
    assert found.missing == (date(2025, 7, 1), date(2026, 1, 1))
    assert found.fixed == (40_00, "EUR")


def test_half_years_begin_in_january_and_july():
    assert half_year(date(2024, 6, 30)) == date(2024, 1, 1)
    assert half_year(date(2024, 7, 1)) == date(2024, 7, 1)


def test_a_leap_day_is_a_day():
    found = claim(a_debt("2024-02-28", "2024-03-01", open_minor=1000_00), EU)
    assert sum(step.days for step in found.steps) == 2


DUE = date(2023, 9, 1)


@settings(max_examples=60)
@given(
    open_minor=st.integers(1, 10**9),
    parts=st.lists(st.tuples(st.integers(-30, 500), st.integers(1, 10**8)), max_size=4),
    middle=st.integers(1, 400),
    length=st.integers(1, 400),
)
def test_a_debt_split_at_a_day_bears_as_much_as_unsplit(open_minor, parts, middle, length):
    later = tuple((DUE + timedelta(days=day), amount) for day, amount in parts)
    end = DUE + timedelta(days=min(middle + length, 600))
    split = min(DUE + timedelta(days=middle), end)
    whole = Debt(currency="EUR", due_on=DUE, until=end, open_minor=open_minor, later=later)
    rest = open_minor + sum(amount for day, amount in later if split < day <= end)
    first = Debt(currency="EUR", due_on=DUE, until=split, open_minor=rest, later=later)
    second = Debt(currency="EUR", due_on=split, until=end, open_minor=open_minor, later=later)
    assert (
        claim(whole, EU).exact_minor == claim(first, EU).exact_minor + claim(second, EU).exact_minor
    )
