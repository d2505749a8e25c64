"""JSON of hours worked: timewarrior, and what the services of time trackers answer.

What a record is made of is told in `time_records`, what its cells mean in `core.entries`.
Source: invoices study, "Sources and their traps" (Toggl, Clockify, ...: JSON keys).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from goodterms.adapters.invoices.json_lines import record_lines
from goodterms.adapters.invoices.time_records import tool_of
from goodterms.core.entries import read_entries
from goodterms.core.time_rows import TimeRow, TimeTable
from goodterms.errors import ImportFileError
from goodterms.ports import LedgerFile

if TYPE_CHECKING:
    from goodterms.adapters.invoices.asked import Asked
    from goodterms.adapters.invoices.time_records import Cells, Tool

WRAPPERS = ("time_entries", "timeentries", "timeEntries", "data", "entries", "timesheets")
"""Keys under which a service puts the list of entries."""


def recognises(value: object) -> bool:
    """Return whether a parsed JSON value is a list of hours worked, bare or wrapped."""
    return _tool(_records(value)[1]) is not None


def read_value(value: object, name: str, asked: Asked, data: bytes = b"") -> LedgerFile:
    """Return what a parsed JSON value holds; a bad record becomes a problem, the others are kept.

    Args:
        value: Numbers are int or Decimal, never float (`json_text.parse`).
        name: The source of each row.
        asked: Clients, zone and currency for what the file does not say.
        data: The file itself, for the lines of its records; without it a record's line is its
            place in the list, the first being 1.

    Raises:
        ImportFileError: It is no list of hours.
    """
    key, records = _records(value)
    tool = _tool(records)
    if tool is None:
        message = f"{name} is no list of hours that is known here"
        raise ImportFileError(message, hint="Export the detailed report as CSV")
    found = record_lines(data, key)
    lines = found if len(found) == len(records) else range(1, len(records) + 1)
    rows = [
        TimeRow(line=line, cells=cells, flaw=_flaw(record))
        for line, record in zip(lines, records, strict=True)
        for cells in _cells(tool, record)
    ]
    titles = {each: each.value for each in tool.columns}
    hours = read_entries(
        TimeTable(source=name, rows=rows, tool=tool.name, titles=titles),
        clients=asked.clients,
        zone=asked.zone,
        order=asked.date_order,
        currency=asked.currency,
    )
    return LedgerFile(
        source=name,
        format=f"json-time-{tool.name}",
        entries=hours.entries,
        undecided=hours.undecided,
        problems=hours.problems,
    )


def _tool(records: Sequence[object]) -> Tool | None:
    """Return the tool that wrote the first record."""
    first = next((each for each in records if isinstance(each, Mapping)), None)
    return tool_of(first) if first is not None else None


def _records(value: object) -> tuple[str, Sequence[object]]:
    """Return the list of records, and the key it stands under, "" when it is the whole file."""
    if isinstance(value, list):
        return "", value
    if isinstance(value, Mapping):
        for key in WRAPPERS:
            found = value.get(key)
            if isinstance(found, list):
                return key, found
    return "", ()


def _flaw(record: object) -> str:
    return "" if isinstance(record, Mapping) else "record: expected an object"


def _cells(tool: Tool, record: object) -> list[Cells]:
    """Return the cells of each entry of a record, empty ones left out."""
    if not isinstance(record, Mapping):
        return [{}]
    return [{name: text for name, text in cells.items() if text} for cells in tool.cells(record)]
