"""JSON of a tool that is not known: a list of objects whose keys are taken as titles of a table.

``client: {"name": ...}`` counts as a column ``client name``, lists inside a record are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from goodterms.adapters.invoices.json_lines import record_lines
from goodterms.adapters.invoices.json_paths import text_of
from goodterms.adapters.invoices.table_header import refusal, with_owner_columns
from goodterms.core.columns import header_digest, normalise_title, propose
from goodterms.core.ledger_rows import read_rows
from goodterms.core.table_row import TableRow
from goodterms.ports import LedgerFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from goodterms.adapters.invoices.asked import Asked
    from goodterms.core.columns import ColumnMapping, Field

SAMPLE = 200
"""So many records are looked at for their keys."""

MOST_LEVELS = 3
MOST_TITLES = 300


def records_in(value: object) -> tuple[str, list[dict[str, object]]]:
    """Return the longest list of objects at the top of a value, and the key it stands under."""
    if isinstance(value, list):
        return "", [each for each in value if isinstance(each, dict)]
    lists = value.items() if isinstance(value, dict) else ()
    found = [
        (str(key), [one for one in each if isinstance(one, dict)])
        for key, each in lists
        if isinstance(each, list)
    ]
    best = max(found, key=lambda each: len(each[1]), default=("", []))
    return best if best[1] or not isinstance(value, dict) else ("", [value])


def read_value(value: object, name: str, asked: Asked, data: bytes = b"") -> LedgerFile:
    """Return what a list of objects holds, read as a table.

    Raises:
        ImportFileError: Its keys do not say what it is.
    """
    key, records = records_in(value)
    header = _titles(records)
    if asked.columns:
        _, mapping = with_owner_columns([header], asked.columns, asked.known, name)
    else:
        found = asked.known.get(header_digest(header)) or propose(header, hint=f"{name} {key}")
        if found is None:
            raise refusal([header], name)
        mapping = found
    rows = Rows(records=records, mapping=mapping, lines=_lines(data, key, records))
    read = read_rows(rows, _habits(mapping, records, asked), source=name, clients=asked.clients)
    return LedgerFile(
        source=name,
        format=f"json-{read.mapping.kind}",
        documents=read.documents,
        payments=read.payments,
        problems=read.problems,
        undecided=read.undecided,
        mapping=read.mapping,
    )


def _habits(mapping: ColumnMapping, records: Sequence[object], asked: Asked) -> ColumnMapping:
    """Return the mapping with the owner's word; bare numbers have a decimal point by definition."""
    has_numbers = any(
        isinstance(each, int | Decimal) and not isinstance(each, bool)
        for record in records[:SAMPLE]
        if isinstance(record, dict)
        for each in record.values()
    )
    return replace(
        mapping,
        decimal="." if has_numbers else mapping.decimal,
        currency=asked.currency or mapping.currency,
        date_order=asked.date_order or mapping.date_order,
    )


def _lines(data: bytes, key: str, records: Sequence[object]) -> Sequence[int]:
    found = record_lines(data, key) if data else []
    return found if len(found) == len(records) else range(1, len(records) + 1)


def _titles(records: Sequence[dict[str, object]]) -> list[str]:
    found: dict[str, None] = {}
    for record in records[:SAMPLE]:
        found.update(dict.fromkeys(title for title, _ in _flat(record)))
    return list(found)[:MOST_TITLES]


def _flat(
    record: Mapping[str, object], before: str = "", level: int = 0
) -> Iterator[tuple[str, str]]:
    """Yield title and text of each scalar in a record, inner ones with the outer key in front."""
    for key, value in record.items():
        title = f"{before} {key}".strip()
        if isinstance(value, dict) and level < MOST_LEVELS:
            yield from _flat(value, title, level + 1)
        elif not isinstance(value, dict | list):
            yield title, text_of(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Records as rows of a table; iterating gives them anew each time."""

    records: Sequence[dict[str, object]]
    mapping: ColumnMapping
    lines: Sequence[int]

    def __iter__(self) -> Iterator[TableRow]:
        """Yield each record as a row, in the order of the file."""
        for line, record in zip(self.lines, self.records, strict=True):
            cells: dict[Field, str] = dict(self.mapping.constants)
            for title, text in _flat(record):
                meaning = self.mapping.fields.get(normalise_title(title))
                if meaning is not None:
                    cells.setdefault(meaning, text)
            yield TableRow(line=line, cells=cells)
