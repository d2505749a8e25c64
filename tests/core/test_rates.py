from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core.rates import FIXED, Rate, Rates, converted, dated, half_up

JANUARY, MARCH, JULY = date(2026, 1, 1), date(2026, 3, 1), date(2026, 7, 1)
HOME = dated(
    "EUR",
    [
        Rate(currency="USD", on=JULY, per_unit=Decimal("0.90")),
        Rate(currency="USD", on=JANUARY, per_unit=Decimal("0.92")),
        Rate(currency="JPY", on=JANUARY, per_unit=Decimal("0.0061")),
        Rate(currency="GBP", on=MARCH, per_unit=Decimal("1.15")),
    ],
)


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2025, 12, 31), None), (JANUARY, 9200), (MARCH, 9200), (JULY, 9000),
     (date(2030, 1, 1), 9000), (None, None)],
)  # fmt: skip
def test_the_last_rate_on_or_before_the_day_holds(on, expected):
    assert converted(100_00, "USD", "EUR", rates=HOME, on=on) == expected


def test_without_a_rate_nothing_is_guessed():
    assert converted(100, "CHF", "EUR", rates=HOME, on=JULY) is None
    assert converted(100, "USD", "EUR") is None


def test_the_owners_currency_becomes_another_and_two_others_meet_at_home():
    assert converted(92_00, "EUR", "USD", rates=HOME, on=JANUARY) == 100_00
    assert converted(115_00, "USD", "GBP", rates=HOME, on=MARCH) == 92_00


def test_minor_units_follow_the_currency():
    assert converted(10_000, "JPY", "EUR", rates=HOME, on=MARCH) == 61_00
    assert converted(61_00, "EUR", "JPY", rates=HOME, on=MARCH) == 10_000


@pytest.mark.parametrize("rates", [FIXED, HOME, Rates(home="EUR"), Rates(home="HRK")])
def test_the_kuna_is_fixed_both_ways_with_or_without_rates(rates):
    assert converted(7534_50, "HRK", "EUR", rates=rates) == 1000_00
    assert converted(1000_00, "EUR", "HRK", rates=rates) == 7534_50


def test_the_kuna_reaches_other_currencies_through_the_euro():
    assert converted(753_45, "HRK", "USD", rates=HOME, on=JANUARY) == 108_70


def test_an_owner_who_counts_in_dollars_has_kuna_by_the_rate_of_the_euro():
    rates = dated("USD", [Rate(currency="EUR", on=JANUARY, per_unit=Decimal("1.10"))])
    assert converted(753_45, "HRK", "USD", rates=rates, on=MARCH) == 110_00
    assert converted(753_45, "HRK", "USD", rates=rates, on=date(2025, 1, 1)) is None


def test_a_half_goes_away_from_zero():
    assert [half_up(Fraction(n, 2)) for n in (1, -1, 3, -3, 4)] == [1, -1, 2, -2, 2]
    assert converted(10_00, "EUR", "HRK") == 75_35  # 75.345
    assert converted(-10_00, "EUR", "HRK") == -75_35


def test_of_two_rates_for_one_day_the_later_given_wins():
    twice = [Rate(currency="USD", on=MARCH, per_unit=Decimal(n)) for n in (1, 2)]
    assert converted(100, "USD", "EUR", rates=dated("EUR", twice), on=MARCH) == 200


@settings(max_examples=60)
@given(
    amount=st.integers(-(10**12), 10**12),
    per_unit=st.decimals("0.01", "100", places=4),
)
def test_there_and_back_is_within_half_a_minor_unit_of_each_side(amount, per_unit):
    rates = dated("EUR", [Rate(currency="USD", on=JANUARY, per_unit=per_unit)])
    there = converted(amount, "USD", "EUR", rates=rates, on=MARCH)
    back = converted(there, "EUR", "USD", rates=rates, on=MARCH)
    assert abs(back - amount) <= Fraction(1, 2) / Fraction(per_unit) + Fraction(1, 2)


@settings(max_examples=60)
@given(amount=st.integers(-(10**12), 10**12))
def test_kuna_there_and_back_is_off_by_four_lipa_at_most(amount):
    back = converted(converted(amount, "HRK", "EUR"), "EUR", "HRK")
    assert abs(back - amount) <= 4


@settings(max_examples=60)
@given(amount=st.integers(0, 10**12))
def test_a_credit_note_takes_back_what_its_invoice_added(amount):
    assert converted(-amount, "HRK", "EUR") == -converted(amount, "HRK", "EUR")
