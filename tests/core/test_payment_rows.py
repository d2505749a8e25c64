"""Rows of a payment table to payments."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from goodterms.core.columns import ColumnMapping, Field, TableKind
from goodterms.core.ledger import Payment
from goodterms.core.payment_rows import payment_of
from goodterms.core.table_row import RowError, TableRow

MAPPING = ColumnMapping(digest="d", kind=TableKind.PAYMENTS, decimal=".", currency="EUR")


def payment(seen: Counter[str] | None = None, **cells: str) -> Payment | None:
    told = {"paid_on": "2026-03-10", **cells}
    row = TableRow(line=2, cells={Field(name): text for name, text in told.items()})
    return payment_of(row, MAPPING, seen if seen is not None else Counter(), source="a.csv")


@pytest.mark.parametrize(
    ("cells", "minor"),
    [
        ({"amount": "12.50"}, 1250),
        ({"money_in": "12.50", "money_out": ""}, 1250),
        ({"money_in": "12.50", "money_out": "0.00"}, 1250),
        ({"money_out": "12.50", "text": "refund"}, -1250),
        ({"money_out": "-12.50", "text": "refund"}, -1250),
        ({"amount": "12.50", "direction": "D", "text": "refund"}, -1250),
    ],
)
def test_the_amount_stands_in_one_column_or_two(cells: dict[str, str], minor: int) -> None:
    found = payment(**cells)
    assert found is not None
    assert found.amount_minor == minor


@pytest.mark.parametrize(
    "cells", [{"amount": "-5.00"}, {"money_out": "5.00"}, {"amount": "5.00", "direction": "Af"}]
)
def test_own_spending_is_left_out(cells: dict[str, str]) -> None:
    assert payment(**cells) is None


@pytest.mark.parametrize(
    ("cells", "field"),
    [({}, "amount"), ({"amount": "5.00", "paid_on": ""}, "paid_on"), ({"amount": "x"}, "amount"),
     ({"money_in": "x"}, "money_in"), ({"amount": "1.00", "fee": "x"}, "fee")],
)  # fmt: skip
def test_a_row_that_cannot_be_used_names_its_field(cells: dict[str, str], field: str) -> None:
    with pytest.raises(RowError, match=f"^{field}"):
        payment(**cells)


def test_fee_and_texts_are_stated() -> None:
    found = payment(amount="20.00", fee="-0.69", text="INV-7", reference="HR99")
    assert found is not None
    assert found.reference == "INV-7"
    stated = {"fee_minor": 69, "signed_minor": 2000, "structured_ref": "HR99"}
    assert json.loads(found.stated) == {**stated, "unstructured": ["INV-7"]}


def test_a_long_id_names_a_payment_and_a_short_one_does_not() -> None:
    def ids(given: str) -> set[str]:
        found = [payment(amount="5.00", payment_id=given, text=text) for text in ("a", "b")]
        return {each.id for each in found if each}

    assert len(ids("9AA00000000000001")) == 1
    assert len(ids("17")) == 2


def test_two_equal_rows_of_one_file_are_two_payments() -> None:
    seen: Counter[str] = Counter()
    first, second = payment(seen, amount="5.00"), payment(seen, amount="5.00")
    assert first and second and first.id != second.id  # noqa: PT018
