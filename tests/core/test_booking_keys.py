"""Keys of bookings: the same money is one payment, different money never is."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from goodterms.core.booking_keys import (
    account_key,
    described_key,
    meaningful,
    names_one,
    numbered,
    referenced_key,
)

DAY = date(2026, 3, 10)


@pytest.mark.parametrize("word", ["NOTPROVIDED", "NONREF", "HR99", "hr 99", "", "  ", "000", "-"])
def test_words_for_no_reference_are_none(word: str) -> None:
    assert meaningful(word) == ""


def test_a_reference_keeps_its_spelling_but_for_spaces() -> None:
    assert meaningful(" HR00  2-1-2026 ") == "HR00 2-1-2026"


@pytest.mark.parametrize(
    ("reference", "names"),
    [("2026-000000001", True), ("0724710333343453", True), ("9AA00000000000001", True),
     ("17", False), ("2026/01", False), ("SALARYPAYMENT", False)],
)  # fmt: skip
def test_only_a_long_number_names_one_booking(reference: str, names: bool) -> None:
    assert names_one(reference) is names


def test_an_account_is_one_however_a_format_writes_it() -> None:
    assert account_key("DE89 3704 0044 0532 0130 00") == account_key("37040044/0532013000")
    assert account_key("HR1210010051863000160") != account_key("HR1210010051863000161")
    assert account_key("ABC") == "ABC"


def test_the_amount_belongs_to_the_key_so_that_a_reversal_is_not_its_booking() -> None:
    assert referenced_key("2026-000000005", 90000, "EUR") != referenced_key(
        "2026-000000005", -90000, "EUR"
    )


def test_without_a_reference_account_day_money_and_text_make_the_key() -> None:
    base = described_key("DE89370400440532013000", DAY, (500, "EUR"), "INV-7")
    assert base == described_key("0532013000", DAY, (500, "EUR"), "inv 7")
    others = [
        described_key("DE89370400440532013001", DAY, (500, "EUR"), "INV-7"),
        described_key("DE89370400440532013000", date(2026, 3, 11), (500, "EUR"), "INV-7"),
        described_key("DE89370400440532013000", DAY, (501, "EUR"), "INV-7"),
        described_key("DE89370400440532013000", DAY, (500, "USD"), "INV-7"),
        described_key("DE89370400440532013000", DAY, (500, "EUR"), "INV-8"),
    ]
    assert base not in others
    assert len(set(others)) == len(others)


def test_two_payments_of_one_amount_on_one_day_are_two() -> None:
    seen: Counter[str] = Counter()
    first, second = numbered("same", seen), numbered("same", seen)
    assert first != second
    again: Counter[str] = Counter()
    assert [numbered("same", again), numbered("same", again)] == [first, second]
