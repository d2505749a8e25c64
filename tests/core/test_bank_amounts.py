"""Amounts of bank files: exact, bounded, never a float."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core.bank_amounts import BankAmountError, bank_minor, is_currency


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("8.85", "EUR", 885),
        ("8,85", "EUR", 885),
        ("200000", "SEK", 20_000_000),
        ("15000,", "EUR", 1_500_000),
        ("0000000001213,28", "EUR", 121_328),
        (".5", "EUR", 50),
        ("-6.60", "CAD", -660),
        ("+6.60", "CAD", 660),
        ("1200", "JPY", 1200),
        ("1.234", "KWD", 1234),
        ("0", "EUR", 0),
        (" 12.00 ", "EUR", 1200),
    ],
)
def test_an_amount_becomes_minor_units(text: str, currency: str, minor: int) -> None:
    assert bank_minor(text, currency) == minor


@pytest.mark.parametrize(
    ("text", "minor"),
    [("8.85000", 885), ("8.85499", 885), ("8.85500", 886), ("-8.85500", -886), ("0.99999", 100)],
)
def test_five_decimals_round_half_away_from_zero(text: str, minor: int) -> None:
    assert bank_minor(text, "EUR") == minor


@pytest.mark.parametrize(
    "text",
    ["", ".", ",", "-", "NaN", "Infinity", "1e9", "1_000", "1.000.00", "9" * 19, "0." + "1" * 19,
     "12 00", "--1", "EUR 5", "٣"],
)  # fmt: skip
def test_what_is_no_amount_is_refused_without_being_quoted(text: str) -> None:
    with pytest.raises(BankAmountError) as caught:
        bank_minor(text, "EUR")
    assert len(text) < 3 or text not in str(caught.value)


@settings(max_examples=100)
@given(minor=st.integers(-(10**17), 10**17), sign=st.sampled_from(".,"))
def test_minor_units_written_out_are_read_as_they_were(minor: int, sign: str) -> None:
    text = format(Decimal(minor).scaleb(-2), "f").replace(".", sign)
    assert bank_minor(text, "EUR") == minor


def test_old_currencies_have_the_shape_of_one() -> None:
    assert all(map(is_currency, ("EUR", "DEM", "HRK")))
    assert not any(map(is_currency, ("", "eur", "EURO", "E\nR", "12A")))
