"""CSV text to a header and rows: delimiter, title rows above the header, physical line numbers.

Source: invoices study, "Sources and their traps" (CSV of tools).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from goodterms.adapters.invoices.table_header import refusal, with_owner_columns
from goodterms.core.columns import (
    Field,
    TableKind,
    header_digest,
    normalise_title,
    propose,
    recognised,
)
from goodterms.core.table_row import TableRow
from goodterms.errors import ImportFileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from goodterms.core.columns import ColumnMapping

DELIMITERS = (",", ";", "\t", "|")

HEADER_WITHIN = 30
"""Records above the header at most: title rows of reports."""

HEAD = 64 * 1024
"""So many characters are looked at to tell the delimiter."""

MOST_COLUMNS = 5000
"""More delimiters in one line are no columns; the widest exports have 150."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+\Z")


def read_table(
    text: str,
    name: str,
    known: Mapping[str, ColumnMapping],
    columns: Mapping[str, str] | None = None,
) -> Table:
    """Return the table in a CSV text.

    Args:
        text: The decoded file.
        name: File name, for messages; breaks a tie between invoices and payments.
        known: Saved mappings by header digest; one comes before what the titles suggest, unless
            this file's own words say that it holds the other kind of rows.
        columns: What the owner says of single columns: title to field.

    Raises:
        ImportFileError: No row names columns we know, or the quotes of the file do not close.
    """
    delimiter = _delimiter(text, columns or {})
    head = list(islice(_records(text, delimiter, name), HEADER_WITHIN))
    if columns:
        header, mapping = with_owner_columns([each.cells for each in head], columns, known, name)
    else:
        header, mapping = _header([each.cells for each in head], name, known)
    return Table(
        line=head[header].line,
        header=head[header].cells,
        mapping=mapping,
        text=text,
        name=name,
        delimiter=delimiter,
    )


def refuse_wide(text: str, name: str) -> None:
    """Raise for a text that is no table because its first lines have columns without end.

    Raises:
        ImportFileError: As said.
    """
    for line in islice(_lines(text), HEADER_WITHIN):
        if max(map(line.count, DELIMITERS)) > MOST_COLUMNS:
            message = f"{name} has more than {MOST_COLUMNS} columns, so it is no table"
            raise ImportFileError(message, hint="Export invoices or payments as CSV")


def _header(
    head: Sequence[list[str]], name: str, known: Mapping[str, ColumnMapping]
) -> tuple[int, ColumnMapping]:
    """Return the place of the record with most titles that we know, and what they mean."""
    found: tuple[int, ColumnMapping] | None = None
    best = 0
    titles: list[str] = []
    for place, cells in enumerate(head):
        mapping = _mapping(cells, " ".join([name, *titles]), known)
        if mapping is not None and recognised(cells) > best:
            found, best = (place, mapping), recognised(cells)
        titles += [each for each in cells if each]
    if found is None:
        raise refusal(head, name)
    return found


def _mapping(
    titles: Sequence[str], hint: str, known: Mapping[str, ColumnMapping]
) -> ColumnMapping | None:
    saved, proposal = known.get(header_digest(titles)), propose(titles, hint=hint)
    if saved is None or (proposal is not None and proposal.kind is not saved.kind):
        return proposal
    return saved


def _delimiter(text: str, columns: Mapping[str, str]) -> str:
    """Return the delimiter that makes most titles readable, those the owner names first."""
    named = {normalise_title(each) for each in columns}
    return max(DELIMITERS, key=lambda each: _score(text, each, named))


def _score(text: str, delimiter: str, named: set[str]) -> tuple[int, int, int]:
    """Return how many titles a delimiter makes readable, and how many columns it gives."""
    best = (0, 0, 0)
    rows = csv.reader(_lines(text[:HEAD]), delimiter=delimiter)
    try:
        for cells in islice(rows, HEADER_WITHIN):
            said = len(named & set(map(normalise_title, cells))) if named else 0
            best = max(best, (said, recognised(cells), len(cells)))
    except csv.Error:
        return best
    return best


def _lines(text: str) -> Iterator[str]:
    """Yield the physical lines with their ends, one at a time."""
    return (each[0] for each in _LINE.finditer(text))


def _records(text: str, delimiter: str, name: str) -> Iterator[Record]:
    """Yield the records that hold anything, each with the physical line it begins on."""
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            stripped = [each.strip() for each in cells]
            if any(stripped):
                yield Record(line=before + 1, cells=stripped)
            before = reader.line_num
    except csv.Error as error:
        message = f"{name} is no readable CSV from line {before + 1}: {error}"
        raise ImportFileError(message, hint="Export the file again") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The cells of one record, stripped, and the physical line it begins on."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A header and what its columns mean; iterating gives the rows below it, anew each time.

    The records are read again at each turn, so that a long file never stands in memory as rows.
    """

    line: int
    header: list[str]
    mapping: ColumnMapping
    text: str = field(repr=False)
    name: str
    delimiter: str

    def __iter__(self) -> Iterator[TableRow]:
        """Yield the records as rows by field; one cell alone is a group title or a footer.

        In reports that have no column of clients, the title of a group is the client.
        """
        places = self.mapping.positions(self.header)
        only = self._only()
        group = ""
        for record in _records(self.text, self.delimiter, self.name):
            if record.line <= self.line or record.cells == self.header:
                continue  # some reports say their header again on each page
            if sum(map(bool, record.cells)) < 2:
                group = max(record.cells)
            elif all(normalise_title(_cell(record, at)) == text for at, text in only):
                yield self._row(record, places, group)

    def _only(self) -> list[tuple[int, str]]:
        """Return which texts the rows of ours have, by position."""
        titles = [normalise_title(each) for each in self.header]
        return [
            (titles.index(title), text)
            for title, text in self.mapping.only.items()
            if title in titles
        ]

    def _row(self, record: Record, places: Mapping[Field, int], group: str) -> TableRow:
        width, count = len(self.header), len(record.cells)
        cells = {**self.mapping.constants} if self.mapping.constants else {}
        cells.update({name: record.cells[at] for name, at in places.items() if at < count})
        is_claim = bool(cells.get(Field.ISSUE_DATE)) and self.mapping.kind is TableKind.INVOICES
        if Field.CLIENT not in places and is_claim:
            cells[Field.CLIENT] = group
        extra = count > width and any(record.cells[width:])
        flaw = f"row: {count} cells, expected {width}" if extra else ""
        return TableRow(line=record.line, cells=cells, flaw=flaw)


def _cell(record: Record, at: int) -> str:
    return record.cells[at] if at < len(record.cells) else ""
