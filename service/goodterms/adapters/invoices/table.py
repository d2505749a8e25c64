"""CSV text to a header and rows: delimiter, title rows above the header, physical line numbers.

Source: invoices study, "Sources and their traps" (CSV of tools).
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.core.columns import header_digest, propose, recognised
from goodterms.core.table_row import TableRow
from goodterms.errors import ImportFileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from goodterms.core.columns import ColumnMapping

DELIMITERS = (",", ";", "\t", "|")

HEADER_WITHIN = 30
"""Records above the header at most: title rows of reports."""

HINT = (
    "Name the columns number, issue_date, client and total for invoices, or paid_on, amount and"
    " invoice for payments"
)


def read_table(text: str, name: str, known: Mapping[str, ColumnMapping]) -> Table:
    """Return the table in a CSV text.

    Args:
        text: The decoded file.
        name: File name, for messages; breaks a tie between invoices and payments.
        known: Saved mappings by header digest; one comes before what the titles suggest, unless
            this file's own words say that it holds the other kind of rows.

    Raises:
        ImportFileError: No row names columns we know, or the quotes of the file do not close.
    """
    delimiter = max(DELIMITERS, key=lambda each: _score(text, each))
    header: Record | None = None
    mapping: ColumnMapping | None = None
    best = 0
    titles: list[str] = []
    records = _records(text, delimiter, name)
    head = [each for _, each in zip(range(HEADER_WITHIN), records, strict=False)]
    for record in head:
        hint = " ".join([name, *titles])
        found = _mapping(record.cells, hint, known)
        if found is not None and recognised(record.cells) > best:
            header, mapping, best = record, found, recognised(record.cells)
        titles += [each for each in record.cells if each]
    if header is None or mapping is None:
        raise ImportFileError(_no_header(name, head), hint=HINT)
    below = [each for each in head if each.line > header.line]
    return Table(header=header, mapping=mapping, records=[*below, *records])


def _mapping(
    titles: Sequence[str], hint: str, known: Mapping[str, ColumnMapping]
) -> ColumnMapping | None:
    saved, proposal = known.get(header_digest(titles)), propose(titles, hint=hint)
    if saved is None or (proposal is not None and proposal.kind is not saved.kind):
        return proposal
    return saved


def _score(text: str, delimiter: str) -> tuple[int, int]:
    """Return how many titles a delimiter makes readable, and how many columns it gives."""
    best = (0, 0)
    rows = csv.reader(io.StringIO(text[:65536], newline=""), delimiter=delimiter)
    try:
        for _, cells in zip(range(HEADER_WITHIN), rows, strict=False):
            best = max(best, (recognised(cells), len(cells)))
    except csv.Error:
        return best
    return best


def _records(text: str, delimiter: str, name: str) -> Iterator[Record]:
    """Yield the records that hold anything, each with the physical line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            if any(each.strip() for each in cells):
                yield Record(line=before + 1, cells=[each.strip() for each in cells])
            before = reader.line_num
    except csv.Error as error:
        message = f"{name} is no readable CSV from line {before + 1}: {error}"
        raise ImportFileError(message, hint="Export the file again") from error


def _no_header(name: str, head: Sequence[Record]) -> str:
    """Return the sentence for a file whose columns cannot be told."""
    likely = max(head, key=lambda each: recognised(each.cells), default=None)
    if likely is None or recognised(likely.cells) < 2:
        return f"{name} has no row that names the columns of invoices or payments"
    titles = ", ".join(each for each in likely.cells if each)[:200]
    return f"{name} could hold invoices or payments, or lacks a column ({titles})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The cells of one record, stripped, and the physical line it begins on."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A header, what its columns mean, and the records below it."""

    header: Record
    mapping: ColumnMapping
    records: list[Record] = field(default_factory=list)

    def rows(self) -> list[TableRow]:
        """Return the records as rows by field; one cell alone is a group title or a footer."""
        positions = self.mapping.positions(self.header.cells)
        width = len(self.header.cells)
        found = []
        for record in self.records:
            if sum(map(bool, record.cells)) < 2:
                continue
            cells = {
                name: record.cells[place]
                for name, place in positions.items()
                if place < len(record.cells)
            }
            extra = any(record.cells[width:])
            flaw = f"row: {len(record.cells)} cells, expected {width}" if extra else ""
            found.append(TableRow(line=record.line, cells=cells, flaw=flaw))
        return found
