"""JSON of invoice tools, and any other list of objects whose keys read like titles of a table.

Each record becomes a row as tables have them, and goes the way of all rows (`core.ledger_rows`).
Source: invoices study, "Sources and their traps"; the shapes are data in `json_shapes`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodterms.adapters.invoices.json_lines import record_lines
from goodterms.adapters.invoices.json_paths import day_of_seconds, first_text
from goodterms.adapters.invoices.json_shapes import SHAPES
from goodterms.core.amounts import amount_text
from goodterms.core.columns import ColumnMapping, Field, TableKind
from goodterms.core.ledger_rows import read_rows
from goodterms.core.table_row import MONEY, TableRow
from goodterms.ports import LedgerFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from goodterms.adapters.invoices.asked import Asked
    from goodterms.adapters.invoices.json_shape import Shape
    from goodterms.core.ledger_rows import Ledger

TOOLS = (
    *("stripe", "xero", "quickbooks", "invoice-ninja", "harvest", "freshbooks", "zoho"),
    *("fakturoid", "sevdesk", "goodterms"),
)
"""Names of the tools, as the format of a file says them."""

MOST_LEVELS = 6
"""So deep records are looked for; tools wrap them in three at most."""

TWO_DECIMALS = frozenset({"ISK", "UGX"})
"""Currencies without decimals of which Stripe still counts hundredths."""


def found_in(value: object) -> list[tuple[str, Shape, list[dict[str, object]]]]:
    """Return the lists of records of tools that we know: key of the list, shape, records."""
    found: list[tuple[str, Shape, list[dict[str, object]]]] = []
    _collect(value, "", 0, found)
    return found


def _collect(
    value: object,
    key: str,
    level: int,
    found: list[tuple[str, Shape, list[dict[str, object]]]],
) -> None:
    """Add the records in a value; what stands inside a record is part of it."""
    if level > MOST_LEVELS:
        return
    members = value if isinstance(value, list) else [value]
    groups: dict[str, list[dict[str, object]]] = {}
    for each in members:
        if not isinstance(each, dict):
            continue
        shape = shape_of(each)
        if shape is not None:
            groups.setdefault(shape.tool, []).append(each)
            continue
        for name, inner in each.items():
            if isinstance(inner, dict | list):
                _collect(inner, str(name), level + 1, found)
    found += [(key, each, groups[each.tool]) for each in SHAPES if each.tool in groups]


def shape_of(record: Mapping[str, object]) -> Shape | None:
    """Return what a record is told to be by its keys, None when it is nothing we know."""
    keys = record.keys()
    for each in SHAPES:
        if each.marks <= keys and all(record.get(k) == text for k, text in each.where.items()):
            return each
    return None


def read_value(
    groups: Sequence[tuple[str, Shape, list[dict[str, object]]]],
    value: object,
    name: str,
    asked: Asked,
    data: bytes = b"",
) -> LedgerFile:
    """Return what the records of tools hold; a bad one becomes a problem, the others are kept.

    Args:
        groups: As `found_in` gave them.
        value: The whole parsed file, for the clients that records name by id.
        name: The source of each row.
        asked: Clients, and currency for records that name none.
        data: The file itself, for the lines of its records; where they cannot be told a record's
            line is its place in its list, the first being 1.
    """
    found = []
    for key, shape, records in groups:
        kept = [each for each in records if each.get("is_deleted") is not True]
        lines = _lines(data, key, records) if len(kept) == len(records) else []
        parties = _parties(value) if shape.parties else {}
        rows = Rows(shape=shape, records=kept, lines=lines, parties=parties)
        found.append(_read(rows, name, asked))
    kinds = {shape.tool for _, shape, _ in groups}
    tool = next((each for each in TOOLS if any(kind.startswith(each) for kind in kinds)), "tool")
    return LedgerFile(
        source=name,
        format=f"json-{tool}",
        documents=[each for ledger in found for each in ledger.documents],
        payments=[each for ledger in found for each in ledger.payments],
        problems=[each for ledger in found for each in ledger.problems],
        undecided=[each for ledger in found for each in ledger.undecided],
    )


def _read(rows: Rows, name: str, asked: Asked) -> Ledger:
    mapping = ColumnMapping(
        digest="",
        kind=TableKind(rows.shape.kind),
        decimal=".",
        currency=asked.currency,
        date_order=asked.date_order,
    )
    return read_rows(rows, mapping, source=name, clients=asked.clients)


def _lines(data: bytes, key: str, records: Sequence[object]) -> Sequence[int]:
    found = record_lines(data, key) if data else []
    return found if len(found) == len(records) else []


def _parties(value: object) -> Mapping[str, object]:
    """Return the clients of a whole backup by their id."""
    clients = value.get("clients") if isinstance(value, dict) else None
    members = clients if isinstance(clients, list) else []
    return {str(each["id"]): each for each in members if isinstance(each, dict) and "id" in each}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Records of one shape as rows of a table; iterating gives them anew each time."""

    shape: Shape
    records: Sequence[dict[str, object]]
    lines: Sequence[int] = ()
    parties: Mapping[str, object]

    def __iter__(self) -> Iterator[TableRow]:
        """Yield each record as a row, in the order of the file."""
        places = self.lines or range(1, len(self.records) + 1)
        for line, record in zip(places, self.records, strict=True):
            party = self.parties.get(str(record.get(self.shape.parties, "")))
            known = {"client": party, **record} if party is not None else record
            yield _row(self.shape, known, line)


def _row(shape: Shape, record: Mapping[str, object], line: int) -> TableRow:
    cells = {Field(name): text for name, text in shape.constants.items()}
    for name, paths in shape.fields.items():
        text = first_text(record, paths)
        text = day_of_seconds(text) if name in shape.seconds else text
        if name in shape.words:
            text = shape.words[name].get(text, text)
        if text:
            cells[Field(name)] = text
    row = TableRow(line=line, cells=cells)
    return _in_units(row) if shape.is_minor else row


def _in_units(row: TableRow) -> TableRow:
    """Return a row whose amounts are in minor units with plain decimals instead."""
    currency = row.cells.get(Field.CURRENCY, "").upper()
    currency = "EUR" if currency in TWO_DECIMALS else currency
    amounts = {
        name: amount_text(int(text), currency)
        for name in (*MONEY, Field.REFUNDED)
        if (text := row.cells.get(name, "")).removeprefix("-").isdecimal()
    }
    return replace(row, cells={**row.cells, **amounts})
