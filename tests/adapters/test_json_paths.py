"""Paths into JSON records, and their values as the texts of cells."""

from __future__ import annotations

from decimal import Decimal

import pytest

from goodterms.adapters.invoices.json_paths import day_of_seconds, first_text, text_of

RECORD = {
    "a": {"b": [{"c": "x"}, {"c": "y"}]},
    "zero": Decimal("0.00"),
    "n": 5,
    "none": None,
    "list": [1],
}


@pytest.mark.parametrize(
    ("paths", "text"),
    [
        (["a.b.0.c"], "x"),
        (["a.b.*.c"], "y"),
        (["a.b.7.c", "n"], "5"),
        (["none", "n"], "5"),
        (["~zero", "n"], "5"),
        (["zero", "n"], "0"),
        (["list", "a", "nope.deep"], ""),
    ],
)
def test_the_first_path_that_holds_a_text_counts(paths: list[str], text: str) -> None:
    assert first_text(RECORD, paths) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("119.00000000000001"), "119"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-84.25"), "-84.25"),
        (True, "true"),
        ("/Date(1767571200000+0000)/", "2026-01-05"),
        (" x ", "x"),
        ([], ""),
    ],
)
def test_values_become_plain_texts(value: object, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("text", "day"),
    [("0", "1970-01-01"), ("-1", "1969-12-31"), ("1767571199", "2026-01-04"), ("soon", "soon")],
)
def test_unix_times_become_days(text: str, day: str) -> None:
    assert day_of_seconds(text) == day
