from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from goodterms.adapters.bundled import bundled
from goodterms.core.interest import Law
from goodterms.errors import ConfigError
from goodterms.settings.file import parse

EXAMPLE = bundled("config.example.toml").read_text(encoding="utf-8")


def read(text: str):
    return parse(text, path=Path("/srv/terms/config.toml"), state=Path()).money


def test_the_example_has_no_rates_and_the_law_of_its_country():
    found = read(EXAMPLE)
    assert (found.rates, found.rates_file, found.interest_file) == ((), None, None)
    assert found.law is Law.HR


def test_rates_are_read_by_currency_and_day():
    text = EXAMPLE.replace("# USD = ", "USD = ")
    assert [(each.currency, each.on, each.per_unit) for each in read(text).rates] == [
        ("USD", date(2026, 1, 1), Decimal("0.92")),
        ("USD", date(2026, 7, 1), Decimal("0.90")),
    ]


@pytest.mark.parametrize(
    ("country", "law", "expected"),
    [("DE", "", Law.EU), ("GB", "", Law.UK), ("US", "", None), ("DE", "none", None),
     ("US", "uk", Law.UK), ("PL", "", None)],
)  # fmt: skip
def test_the_law_is_the_one_named_or_that_of_the_country(country, law, expected):
    text = EXAMPLE.replace('country = "HR"', f'country = "{country}"')
    assert read(text.replace('law = ""', f'law = "{law}"')).law is expected


def test_files_lie_beside_the_config():
    head, _, tail = EXAMPLE.partition("[rates]")
    found = read(head + "[rates]" + tail.replace('file = ""', 'file = "x.csv"'))
    assert found.rates_file == Path("/srv/terms/x.csv")
    assert found.interest_file == Path("/srv/terms/x.csv")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("# USD = {", "EUR = {", "another currency"),
        ("# USD = {", "DOLLAR = {", "another currency"),
        ('# USD = { "2026-01-01" = "0.92"', 'USD = { "2026-01-01" = "-1"', "a number"),
        ('# USD = { "2026-01-01" = "0.92"', 'USD = { "1.1.2026" = "1"', "a day"),
        ('# USD = { "2026-01-01" = "0.92"', 'USD = { "2026-01-01" = 0', "above 0"),
        ('law = ""', 'law = "mars"', "expected one of"),
        ("# monthly_costs = 20", "monthly_costs = -20", "above 0"),
    ],
)
def test_each_wrong_value_says_what_was_expected(old, new, expected):
    assert old in EXAMPLE
    with pytest.raises(ConfigError) as caught:
        read(EXAMPLE.replace(old, new, 1))
    assert any(expected in each for each in caught.value.problems)


def test_monthly_costs_are_minor_units():
    text = EXAMPLE.replace("# monthly_costs = 20", "monthly_costs = 20.5")
    found = parse(text, path=Path("config.toml"), state=Path())
    assert found.clients[0].monthly_costs_minor == 2050
