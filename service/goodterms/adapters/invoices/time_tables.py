"""CSV of hours worked: Toggl, Clockify, Harvest, Kimai, solidtime, and any table that says as much.

Source: invoices study, "Sources and their traps" (Toggl, Clockify, ...: header names).
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.adapters.invoices.table import DELIMITERS, HEADER_WITHIN
from goodterms.core.entries import read_entries
from goodterms.core.time_columns import columns_of, is_summary, recognised
from goodterms.core.time_rows import TimeRow, TimeTable
from goodterms.errors import ImportFileError
from goodterms.ports import LedgerFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goodterms.adapters.invoices.asked import Asked
    from goodterms.core.time_columns import TimeColumns

HEAD = 64 * 1024
"""So many characters are looked at to tell delimiter and header."""


def recognises(text: str) -> bool:
    """Return whether a decoded CSV text is a table of hours, or a summary of them."""
    found = _header(text)
    return found is not None and (found.columns is not None or is_summary(found.cells))


def read_text(text: str, name: str, asked: Asked) -> LedgerFile:
    """Return what a table of hours holds; a bad row becomes a problem, the others are kept.

    Args:
        text: The decoded file.
        name: The source of each row.
        asked: Clients, zone, order of dates and currency for what the file does not say.

    Raises:
        ImportFileError: It is a summary, no table of hours, or its quotes do not close.
    """
    header = _header(text)
    if header is None or header.columns is None:
        what = "sums hours up without their days" if header else "is no table of hours"
        message = f"{name} {what}"
        raise ImportFileError(message, hint="Export the detailed report as CSV")
    found = read_entries(
        TimeTable(
            source=name,
            rows=list(_rows(text, name, header, header.columns)),
            tool=header.columns.tool,
            titles=header.columns.titles,
            currency=header.columns.currency,
        ),
        clients=asked.clients,
        zone=asked.zone,
        order=asked.date_order,
        currency=asked.currency,
    )
    return LedgerFile(
        source=name,
        format=f"csv-time-{header.columns.tool}" if header.columns.tool else "csv-time",
        entries=found.entries,
        undecided=found.undecided,
        problems=found.problems,
    )


def _header(text: str) -> _Header | None:
    """Return the row that heads a table of hours best; a summary only when no row does."""
    found: list[tuple[bool, int, _Header]] = []
    for delimiter in DELIMITERS:
        rows = csv.reader(io.StringIO(text[:HEAD], newline=""), delimiter=delimiter)
        try:
            for index, cells in zip(range(HEADER_WITHIN), rows, strict=False):
                columns = columns_of(cells)
                if columns is not None or is_summary(cells):
                    header = _Header(delimiter=delimiter, index=index, cells=cells, columns=columns)
                    found.append((columns is not None, recognised(cells), header))
        except csv.Error:
            continue
    best = max(found, key=lambda each: each[:2], default=None)
    return best[2] if best else None


def _rows(text: str, name: str, header: _Header, columns: TimeColumns) -> Iterator[TimeRow]:
    """Yield the records below the header that hold more than one cell."""
    width = len(header.cells)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=header.delimiter, strict=True)
    before = 0
    try:
        for index, cells in enumerate(reader):
            line, before = before + 1, reader.line_num
            if index > header.index and sum(bool(each.strip()) for each in cells) > 1:
                extra = any(each.strip() for each in cells[width:])
                yield TimeRow(
                    line=line,
                    cells={
                        field: cells[place].strip()
                        for field, place in columns.places.items()
                        if place < len(cells)
                    },
                    flaw=f"row: {len(cells)} cells, expected {width}" if extra else "",
                )
    except csv.Error as error:
        message = f"{name} is no readable CSV from line {before + 1}: {error}"
        raise ImportFileError(message, hint="Export the file again") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    """The row that names the columns; `columns` is None for a summary."""

    delimiter: str
    index: int
    cells: Sequence[str]
    columns: TimeColumns | None
