"""Amounts, days and words as XML invoices write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.core.amounts import AmountError
from goodterms.core.calendar_dates import DateError
from goodterms.core.einvoice_values import currency_of, day_of, line_of_words, minor_of, words_of


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1125", "EUR", 112500),
        ("1125.5", "EUR", 112550),
        (" +12.50 ", "EUR", 1250),
        ("-0.01", "EUR", -1),
        (".5", "EUR", 50),
        ("5.", "EUR", 500),
        ("12.500000", "EUR", 1250),
        ("0001.00", "EUR", 100),
        ("1250.00", "JPY", 1250),
        ("1.234", "KWD", 1234),
        ("999999999999999", "EUR", 99999999999999900),
    ],
)
def test_an_amount_is_read_in_minor_units(text: str, currency: str, minor: int) -> None:
    assert minor_of(text, currency) == minor


@pytest.mark.parametrize(
    ("text", "currency", "reason"),
    [
        ("", "EUR", "no number"),
        (".", "EUR", "no number"),
        ("NaN", "EUR", "no number"),
        ("1E3", "EUR", "no number"),
        ("1 000.00", "EUR", "no number"),
        ("12,50", "EUR", "no number"),
        ("１２", "EUR", "no number"),
        ("1" * 201, "EUR", "no number"),
        ("1" * 16, "EUR", "out of range"),
        ("1.005", "EUR", "more decimals than EUR has"),
        ("1.5", "JPY", "more decimals than JPY has"),
    ],
)
def test_anything_else_is_refused(text: str, currency: str, reason: str) -> None:
    with pytest.raises(AmountError, match=reason):
        minor_of(text, currency)


@given(st.integers(-(10**15), 10**15))
def test_every_amount_comes_back_to_the_last_cent(minor: int) -> None:
    sign = "-" if minor < 0 else ""
    assert minor_of(f"{sign}{abs(minor) // 100}.{abs(minor) % 100:02}", "EUR") == minor


@pytest.mark.parametrize(
    "text",
    ["2026-02-28", "20260228", " 2026-02-28 ", "2026-02-28+01:00", "2026-02-28Z",
     "2026-02-28T10:00:00", "202602281030"],
)  # fmt: skip
def test_a_day_is_read(text: str) -> None:
    assert day_of(text) == date(2026, 2, 28)


@pytest.mark.parametrize(
    "text", ["", "2026-02-30", "20261301", "28.02.2026", "1026-02-28", "9999-01-01", "2026-02-28x"]
)
def test_anything_else_is_no_day(text: str) -> None:
    with pytest.raises(DateError):
        day_of(text)


def test_a_currency_is_one_that_exists() -> None:
    assert currency_of(" eur ") == "EUR"
    for text, reason in (("", "is missing"), ("€", "is not known"), ("EURO", "is not known")):
        with pytest.raises(AmountError, match=reason):
            currency_of(text)


def test_words_keep_their_lines_and_lose_what_hides() -> None:
    assert words_of(" Ku\u202epac\n  d.o.o.\x07 ") == "Kupac\n  d.o.o."
    assert line_of_words(" a\n  b ") == "a b"
    assert len(words_of("x" * 5000)) == 2000
