"""A file of hours to entries: good rows kept, bad ones named, doubtful days left to the owner.

Source: invoices study, "Canonical shape" (entry, natural keys), "Sources and their traps".
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodterms.core.calendar_dates import DateError
from goodterms.core.entry_notes import Notes
from goodterms.core.entry_rows import EntryRows
from goodterms.core.table_row import RowError
from goodterms.core.time_columns import TimeField
from goodterms.core.time_rows import UndecidedError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from goodterms.core.client import Client
    from goodterms.core.ledger import Entry
    from goodterms.core.mail import Problem
    from goodterms.core.time_rows import TimeTable


def read_entries(
    table: TimeTable,
    *,
    clients: Sequence[Client],
    zone: tzinfo,
    order: str = "",
    currency: str = "",
) -> Hours:
    """Return what the rows of one file hold.

    Args:
        table: Its rows, in the order of the file.
        clients: To find whose hours they are: by name, tax number, project, then tag.
        zone: The owner's, for clock times without one and for the day of an instant.
        order: ``dmy`` or ``mdy`` for dates that prove none; "" leaves such rows undecided.
        currency: ISO 4217 code of rates and amounts that name none.
    """
    habits = table.habits(order, zone)
    reader = EntryRows(
        table=table, habits=habits, clients=clients, zone=zone, currency=table.currency or currency
    )
    notes = Notes(source=table.source)
    found: list[Entry] = []
    undecided: list[Mapping[str, object]] = []
    seen: Counter[str] = Counter()
    for row in table.rows:
        try:
            if reader.is_work(row, notes):
                entry = _counted(reader.entry(row, notes), seen)
                notes.worked(entry, row.text(TimeField.USER))
                found.append(entry)
        except UndecidedError as error:
            notes.doubtful(row.line, str(error))
            undecided.append(reader.undecided(row))
        except (RowError, DateError) as error:
            notes.refused(row.line, str(error))
    return Hours(entries=tuple(found), undecided=tuple(undecided), problems=tuple(notes.problems()))


def entry_json(entry: Entry) -> dict[str, object]:
    """Return an entry with the field names of ``import --json``; what the source states wins.

    ``client`` is the name in the file, ``mapped`` the owner's client; times are UTC, `start` and
    `end` as the file states them.
    """
    started = entry.started_at.isoformat().replace("+00:00", "Z") if entry.started_at else None
    return {
        "id": entry.id,
        "client": entry.client_name,
        "mapped": entry.client,
        "project": entry.project,
        "date": entry.worked_on.isoformat(),
        "started_at": started,
        "seconds": entry.seconds,
        "billable": entry.is_billable,
        "invoiced": entry.is_invoiced,
        "rate_minor": entry.rate_minor,
        "currency": entry.currency,
        "file": entry.source,
        "line": entry.line,
        **json.loads(entry.stated),
    }


def _counted(entry: Entry, seen: Counter[str]) -> Entry:
    """Return the entry with its ordinal among those that are equal by their natural key."""
    seen[entry.id] += 1
    count = seen[entry.id]
    return entry if count == 1 else replace(entry, id=f"{entry.id}#{count}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """What one file gave, in the order of its rows."""

    entries: tuple[Entry, ...]
    undecided: tuple[Mapping[str, object], ...]
    problems: tuple[Problem, ...]
