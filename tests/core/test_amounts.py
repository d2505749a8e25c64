"""Amounts: never guessed, never rounded, never a float."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.core.amounts import (
    AmountError,
    amount_text,
    currency_code,
    currency_in,
    decimal_sign,
    is_unclear_symbol,
    parse_amount,
    parse_hours,
)
from goodterms.core.currency import CODES, EXPONENTS


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("20 160,0", "SEK", 2016000),
        ("20\u00a0160,0", "SEK", 2016000),
        ("20\u202f160,50", "EUR", 2016050),
        ("1.250,00 €", "EUR", 125000),
        ("€ 1.250,00", "EUR", 125000),
        ("$13.50 ", "USD", 1350),
        ("1'250.00", "CHF", 125000),
        ("1500.0000", "EUR", 150000),
        ("1,234,567", "EUR", 123456700),
        ("EUR 12.00", "EUR", 1200),
        ("15,000", "JPY", 15000),
        ("12.3456", "KWD", None),
        ("1.234", "KWD", None),
        ("0.125", "KWD", 125),
        ("-84.25", "USD", -8425),
        ("−84.25", "USD", -8425),
        ("(84.25)", "USD", -8425),
        ("84,25-", "EUR", -8425),
        ("-€5.00", "EUR", -500),
        ("€-5.00", "EUR", -500),
        (".50", "EUR", 50),
        ("7", "EUR", 700),
    ],
)
def test_an_amount_that_proves_itself_is_read(text: str, currency: str, minor: int | None) -> None:
    if minor is None:
        with pytest.raises(AmountError):
            parse_amount(text, currency=currency, decimal="")
    else:
        assert parse_amount(text, currency=currency, decimal="") == minor


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", "nan", "inf", "1e3", "=1+1", "=5", "1.2.3", "1,0,000.00", "12-34", "abc 12"),
        *(
            "INV12",
            "(12.00",
            "1..2",
            "٣",
            "0x10",
            "1 2.3.4",
            "+-5",
            "5 10",
            "12 34",
            "1 2345",
            "9" * 16,
            "1,2,3",
        ),
    ],
)
def test_what_is_no_amount_is_refused_and_named(text: str) -> None:
    with pytest.raises(AmountError):
        parse_amount(text, currency="EUR", decimal=".")


def test_an_amount_that_could_be_two_is_read_only_with_proof() -> None:
    with pytest.raises(AmountError, match="two ways"):
        parse_amount("1.250", currency="EUR", decimal="")
    assert parse_amount("1.250", currency="EUR", decimal=",") == 125000
    assert parse_amount("1.250", currency="EUR", decimal=".") == 125


def test_an_amount_that_speaks_against_the_file_is_refused() -> None:
    with pytest.raises(AmountError, match="decimal sign of this file"):
        parse_amount("1.250,00", currency="EUR", decimal=".")


@pytest.mark.parametrize(("text", "currency"), [("100.005", "EUR"), ("100.50", "JPY")])
def test_more_decimals_than_the_currency_has_are_never_rounded(text: str, currency: str) -> None:
    with pytest.raises(AmountError, match=f"more decimals than {currency}"):
        parse_amount(text, currency=currency, decimal=".")


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        (["100.00", "1.2.3", "0"], "."),
        (["1.250", "3,50"], ","),
        (["1.250", "2.500"], ""),
        (["1.250,00", "1,250.00"], ""),
        (["1.250.000"], ","),
        (["no number", ""], ""),
        (["0,125"], ","),
        (["1234.567"], "."),
    ],
)
def test_the_decimal_sign_is_what_all_amounts_together_prove(texts: list[str], sign: str) -> None:
    assert decimal_sign(texts) == sign


@given(
    minor=st.integers(-(10**12), 10**12),
    decimal=st.sampled_from(".,"),
    group=st.sampled_from(["", " ", "\u00a0", "'", "other"]),
    currency=st.sampled_from(["EUR", "JPY", "KWD", "HRK"]),
)
def test_whatever_is_written_out_is_read_back(
    minor: int, decimal: str, group: str, currency: str
) -> None:
    exponent = EXPONENTS.get(currency, 2)
    separator = ("," if decimal == "." else ".") if group == "other" else group
    digits = str(abs(minor)).rjust(exponent + 1, "0")
    whole, fraction = digits[: len(digits) - exponent], digits[len(digits) - exponent :]
    grouped = f"{int(whole):,}".replace(",", separator)
    text = ("-" if minor < 0 else "") + grouped + (decimal + fraction if exponent else "")
    assert parse_amount(text, currency=currency, decimal=decimal) == minor


@given(st.text(max_size=12))
def test_any_text_is_an_amount_or_an_amount_error(text: str) -> None:
    with suppress(AmountError):
        assert isinstance(parse_amount(text, currency="EUR", decimal=""), int)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("eur", "EUR"),
        (" € ", "EUR"),
        ("kn", "HRK"),
        ("Swedish Krona - SEK", "SEK"),
        ("USD - United States Dollar", "USD"),
    ],
)
def test_a_currency_is_told_by_code_symbol_or_name_with_code(text: str, code: str) -> None:
    assert currency_code(text) == code


@pytest.mark.parametrize("text", ["EURO", "$", "kr", "", "XYZ", "EUR USD", "NON - EURO"])
def test_what_names_no_single_currency_is_refused(text: str) -> None:
    with pytest.raises(AmountError, match="no currency"):
        currency_code(text)


def test_the_currency_beside_an_amount_is_found_where_it_is_certain() -> None:
    texts = ["12,00 €", "EUR 12.00", "$12.00", "12.00", "x"]
    assert [currency_in(text) for text in texts] == ["EUR", "EUR", "", "", ""]


def test_every_exponent_belongs_to_a_code() -> None:
    assert set(EXPONENTS) <= CODES
    assert all(len(code) == 3 for code in CODES)


@pytest.mark.parametrize(
    ("text", "hours"), [("12.5", 12.5), ("12,5", 12.5), ("7:30", 7.5), ("8h", 8), ("-1.50", -1.5)]
)
def test_hours_are_read_as_numbers_or_as_clock(text: str, hours: float) -> None:
    assert parse_hours(text) == hours


@pytest.mark.parametrize("text", ["", "--1", "7:75", "12345", "nan", "1.5.2"])
def test_what_is_no_number_of_hours_is_refused(text: str) -> None:
    with pytest.raises(AmountError, match="hours"):
        parse_hours(text)


@pytest.mark.parametrize(
    ("text", "minor"),
    [("1,00,000.00", 10000000), ("12,34,567.5", 123456750), ("1,00,000", 10000000)],
)
def test_indian_groups_are_read(text: str, minor: int) -> None:
    assert parse_amount(text, currency="INR", decimal="") == minor


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (102000, "EUR", "1020.00"),
        (-8425, "USD", "-84.25"),
        (15000, "JPY", "15000"),
        (5, "KWD", "0.005"),
        (0, "EUR", "0.00"),
    ],
)
def test_minor_units_are_written_as_a_plain_decimal(minor: int, currency: str, text: str) -> None:
    assert amount_text(minor, currency) == text
    assert parse_amount(text, currency=currency, decimal=".") == minor


@pytest.mark.parametrize(
    ("text", "code"), [("us$", "USD"), ("R$", "BRL"), ("Euro (EUR)", "EUR"), ("CHF", "CHF")]
)
def test_a_currency_is_known_by_its_sign_where_only_one_has_it(text: str, code: str) -> None:
    assert currency_code(text) == code


@pytest.mark.parametrize("text", ["$", "kr", " ¥ "])
def test_a_sign_of_several_currencies_is_asked_for(text: str) -> None:
    assert is_unclear_symbol(text)
    with pytest.raises(AmountError):
        currency_code(text)
