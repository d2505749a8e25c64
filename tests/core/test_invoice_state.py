"""The column "paid": an amount, a day, or only yes and no."""

from __future__ import annotations

import pytest

from goodterms.core.columns import ColumnMapping, Field, TableKind
from goodterms.core.invoice_state import paid_of, told_apart
from goodterms.core.ledger import DocumentState
from goodterms.core.table_row import TableRow

MAPPING = ColumnMapping(digest="d", kind=TableKind.INVOICES)


def row(**cells: str) -> TableRow:
    return TableRow(line=2, cells={Field(name): text for name, text in cells.items()})


@pytest.mark.parametrize("text", ["18.01.2026", "2026-01-18", "18. 1. 2026.", "2026-01-18 10:00"])
def test_a_day_is_the_day_of_the_payment(text: str) -> None:
    found = told_apart(row(paid=text))
    assert found.cells == {Field.LAST_PAYMENT: text, Field.STATE: "paid"}


@pytest.mark.parametrize(("text", "state"), [("Da", "paid"), ("yes", "paid"), ("Ne", None)])
def test_yes_and_no_are_a_state(text: str, state: str | None) -> None:
    assert told_apart(row(paid=text)).cells.get(Field.STATE) == state


def test_a_state_of_its_own_stands() -> None:
    assert told_apart(row(paid="yes", state="void")).cells[Field.STATE] == "void"


@pytest.mark.parametrize("text", ["0", "1.250,00", "1250", "€5", "much"])
def test_an_amount_stays_one(text: str) -> None:
    assert told_apart(row(paid=text)).cells == {Field.PAID: text}


@pytest.mark.parametrize(
    ("cells", "total", "paid"),
    [
        ({"balance": "50.00"}, -5000, 0),
        ({"balance": "-50.00"}, -5000, 0),
        ({"balance": "20.00"}, -5000, -3000),
        ({"paid": "30.00"}, -5000, -3000),
        ({"balance": "20.00"}, 5000, 3000),
    ],
)
def test_what_is_paid_has_the_sign_of_the_total(
    cells: dict[str, str], total: int, paid: int
) -> None:
    assert paid_of(row(**cells), DocumentState.OPEN, total, "EUR", MAPPING) == paid
