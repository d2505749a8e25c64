"""Tables without totals: the total of an invoice is the sum of its lines, one row each.

FreshBooks writes its invoices so. One line that cannot be read spoils the whole invoice: a sum
that lacks a line would be a wrong claim.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from goodterms.core.amounts import amount_text
from goodterms.core.columns import Field
from goodterms.core.table_row import NO_CURRENCY, RowError, UndecidedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from goodterms.core.columns import ColumnMapping
    from goodterms.core.table_row import TableRow


def with_totals(rows: Iterable[TableRow], mapping: ColumnMapping) -> Iterator[TableRow]:
    """Yield the rows with the total of their invoice on the first of each and on the others."""
    sums: dict[tuple[str, str], Sum] = {}
    for row in rows:
        each = sums.setdefault(_key(row), Sum())
        each.add(row, mapping)
    point = mapping.decimal or "."
    for row in rows:
        each = sums[_key(row)]
        total = amount_text(each.minor, each.currency).replace(".", point)
        cells = dict(row.cells)
        cells.pop(Field.LINE_TOTAL, None)
        if row.has(Field.LINE_TOTAL):
            cells |= {Field.TOTAL: total, Field.QUANTITY: "1"}
        yield replace(row, cells=cells, flaw=row.flaw or each.flaw)


def _key(row: TableRow) -> tuple[str, str]:
    return row.text(Field.NUMBER), row.text(Field.ISSUE_DATE)


@dataclass(slots=True)
class Sum:
    """The lines of one invoice added up, or why they cannot be."""

    minor: int = 0
    currency: str = field(default=NO_CURRENCY)
    flaw: str = ""

    def add(self, row: TableRow, mapping: ColumnMapping) -> None:
        """Add the line of a row."""
        try:
            self.currency = row.currency(Field.LINE_TOTAL, mapping)
        except UndecidedError:
            self.currency = NO_CURRENCY
        except RowError as error:
            self.flaw = str(error)
            return
        try:
            self.minor += row.money(Field.LINE_TOTAL, self.currency, mapping) or 0
        except RowError as error:
            self.flaw = f"line {row.line}: {error}"
