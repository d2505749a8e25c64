from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.adapters.invoices.journal_amounts import Marks, parse_posting, proof, proved
from goodterms.core.journal import JournalError


@pytest.mark.parametrize(
    ("text", "amount", "commodity"),
    [
        ("EUR 1250.00", "1250.00", "EUR"),
        ("EUR -1250.00", "-1250.00", "EUR"),
        ("-1250,00 EUR", "-1250.00", "EUR"),
        ("$-5", "-5", "$"),
        ("-$5.00", "-5.00", "$"),
        ("1.250,00 €", "1250.00", "€"),
        ("1 250,00 kn", "1250.00", "kn"),
        ('3 "A share"', "3", "A share"),
        ("10.00 EUR = 20.00 EUR", "10.00", "EUR"),
    ],
)
def test_amounts_stand_on_either_side(text: str, amount: str, commodity: str) -> None:
    assert parse_posting(text, Marks()) == (Decimal(amount), commodity, None)


def test_prices_of_one_and_of_all() -> None:
    assert parse_posting("10 USD @ 0.90 EUR", Marks())[2] == (Decimal("9.00"), "EUR")
    assert parse_posting("-10 USD @@ 9.00 EUR", Marks())[2] == (Decimal("-9.00"), "EUR")
    assert parse_posting("10 USD {0.80 EUR} @ 0.90 EUR", Marks())[2] == (Decimal("9.00"), "EUR")


def test_a_mark_that_could_be_either_needs_a_word() -> None:
    with pytest.raises(JournalError, match="decimal-mark"):
        parse_posting("EUR 1,250", Marks())
    assert parse_posting("EUR 1,250", Marks(general="."))[0] == Decimal(1250)
    marks = Marks()
    marks.sample("1.000,00 EUR")
    assert parse_posting("1.250 EUR", marks)[0] == Decimal(1250)
    assert proved("2026-01-01 x\n  a  1.5 EUR\n  b\n") == "."
    assert proved("  a  1.5 EUR\n  b  1,5 EUR\n") == ""


@pytest.mark.parametrize("text", ["abc", "EUR", "1.2.3 EUR x y", "10 EUR @ x", "9" * 40, "1" * 600])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(JournalError):
        parse_posting(text, Marks(general="."))


@settings(max_examples=60)
@given(st.integers(-(10**9), 10**9))
def test_amounts_round_trip_with_both_marks(cents: int) -> None:
    value = Decimal(cents) / 100
    english, german = f"{value:,.2f}", f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
    assert parse_posting(f"EUR {english}", Marks())[0] == value
    assert parse_posting(f"{german} EUR", Marks())[0] == value
    assert proof(english.lstrip("-")) == "."
