"""Balances of a statement against its bookings."""

from __future__ import annotations

import pytest

from goodterms.core.statements import Balances, contradictions, written

EVEN = Balances(
    opening=("EUR", 10_000), closing=("EUR", 12_500), moved=(("EUR", 3_000), ("EUR", -500)), line=4
)


def test_balances_that_add_up_say_nothing() -> None:
    assert contradictions([EVEN]) == []


def test_a_gap_is_told_with_line_and_amount() -> None:
    gap = Balances(opening=EVEN.opening, closing=EVEN.closing, moved=(("EUR", 3_000),), line=4)
    ((line, text),) = contradictions([EVEN, gap])
    assert line == 4
    assert "-5.00 EUR" in text


@pytest.mark.parametrize(
    ("opening", "closing", "moved"),
    [
        (None, ("EUR", 1), (("EUR", 5),)),
        (("EUR", 1), None, (("EUR", 5),)),
        (("EUR", 1), ("SEK", 1), (("EUR", 5),)),
        (("EUR", 1), ("EUR", 1), (("EUR", 5), ("USD", 1))),
    ],
)
def test_missing_balances_and_other_currencies_prove_nothing(opening, closing, moved) -> None:
    assert contradictions([Balances(opening=opening, closing=closing, moved=moved)]) == []


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [(5, "EUR", "0.05"), (-1250_00, "EUR", "-1250.00"), (12, "JPY", "12"), (1, "KWD", "0.001")],
)
def test_minor_units_are_written_with_the_decimals_of_the_currency(minor, currency, text) -> None:
    assert written(minor, currency) == text
