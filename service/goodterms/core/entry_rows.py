"""One row of hours to an entry.

Hours stand even where the price of an hour cannot be read: then the price is named and left out.
Source: invoices study, "Canonical shape" (entry, natural keys).
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodterms.core.amounts import AmountError, currency_code, parse_amount
from goodterms.core.buyers import name_key
from goodterms.core.columns import normalise_title
from goodterms.core.currency import CODES
from goodterms.core.document_words import is_total
from goodterms.core.entry_clients import client_of, name_in_tags
from goodterms.core.entry_notes import Notes
from goodterms.core.ledger import Entry
from goodterms.core.table_row import RowError
from goodterms.core.time_columns import TimeField
from goodterms.core.time_words import is_off, yes_or_no

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, tzinfo

    from goodterms.core.client import Client
    from goodterms.core.clock_times import Moment
    from goodterms.core.time_rows import Habits, TimeRow, TimeTable

LONG_ID = 8
"""A shorter id in a table of no known tool is a running number: two tables can both have it."""

NATURAL = "at"
"""Kind of an id made from client, start and seconds; others begin with the tool's name."""

ENDS = frozenset({TimeField.END, TimeField.END_TIME})
ZERO = frozenset("0:.,hms ")
LENGTHS = (TimeField.DURATION, TimeField.HOURS, TimeField.MINUTES, TimeField.SECONDS)
TELLING = (
    TimeField.CLIENT,
    TimeField.PROJECT,
    TimeField.TASK,
    TimeField.USER,
    TimeField.TEXT,
)

Json = str | int | bool | list[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRows:
    """Reads the rows of one table, each by itself.

    Attributes:
        clients: To find whose hours they are.
        zone: The owner's.
        currency: Of rates and amounts that name none, else "".
    """

    table: TimeTable
    habits: Habits
    clients: Sequence[Client]
    zone: tzinfo
    currency: str

    def is_work(self, row: TimeRow, notes: Notes) -> bool:
        """Return whether a row is hours worked; raises `RowError` for one that cannot be told."""
        if row.flaw:
            raise RowError(row.flaw)
        if self._is_filler(row):
            return False
        if is_off(row.text(TimeField.TYPE)):
            notes.off(row.line)
            return False
        if self._is_running(row):
            notes.running(row.line, row.text(TimeField.ID))
            return False
        return True

    def entry(self, row: TimeRow, notes: Notes) -> Entry:
        """Return the entry of a row.

        Raises:
            RowError: A cell cannot be read.
            UndecidedError: Its day can be read in two ways.
        """
        start = self.habits.start(row)
        end = self.habits.end(row, start)
        seconds = self.habits.seconds(row, start, end)
        started_at = start.instant(self.zone)
        worked_on = started_at.astimezone(self.zone).date() if started_at else start.day
        name, tags, rate = self._name(row), _tags(row), self._money(row, TimeField.RATE, notes)
        stated = self._stated(row, notes)
        stated["start"] = start.stated()
        if end is not None:
            stated["end"] = end.stated()
        names = [name, row.text(TimeField.PROJECT)]
        return Entry(
            id=self._id(row, started_at, start, seconds),
            client=client_of(names, tags, row.text(TimeField.TAX_ID), self.clients),
            client_name=name,
            project=row.text(TimeField.PROJECT),
            worked_on=worked_on,
            started_at=started_at,
            seconds=seconds,
            is_billable=self._flag(row, TimeField.BILLABLE, notes),
            is_invoiced=self._flag(row, TimeField.INVOICED, notes),
            rate_minor=rate,
            currency=self._currency(row),
            stated=json.dumps(stated, sort_keys=True, ensure_ascii=False),
            source=self.table.source,
            line=row.line,
        )

    def undecided(self, row: TimeRow) -> Mapping[str, object]:
        """Return a row whose day only the owner can tell, as JSON values."""
        quiet = Notes(source=self.table.source)
        try:
            any_day = replace(self.habits, order="dmy")
            start = any_day.start(row)
            seconds: int | None = any_day.seconds(row, start, any_day.end(row, start))
        except RowError:
            seconds = None
        return {
            "client": self._name(row),
            "project": row.text(TimeField.PROJECT),
            "date": None,
            "started_at": None,
            "start": None,
            "seconds": seconds,
            "billable": self._flag(row, TimeField.BILLABLE, quiet),
            "invoiced": self._flag(row, TimeField.INVOICED, quiet),
            "rate_minor": self._money(row, TimeField.RATE, quiet),
            "currency": self._currency(row),
            "file": self.table.source,
            "line": row.line,
            **self._stated(row, quiet),
        }

    def _is_filler(self, row: TimeRow) -> bool:
        """Return whether a row is no entry: empty, a group title or a sum."""
        if row.has(TimeField.START):
            return is_total(row.text(TimeField.START))
        names = (
            TimeField.CLIENT,
            TimeField.PROJECT,
            TimeField.TASK,
            TimeField.USER,
            TimeField.TEXT,
        )
        telling = [row.text(name) for name in names if row.has(name)]
        return not telling or any(is_total(each) for each in telling)

    def _is_running(self, row: TimeRow) -> bool:
        """Return whether the clock still runs: an end is missing and no duration says anything."""
        if row.text(TimeField.RUNNING) == "true":
            return True
        knows_end = bool(ENDS & set(self.table.titles))
        is_zero = all(set(row.text(name)) <= ZERO for name in LENGTHS)
        return knows_end and is_zero and row.has(TimeField.START) and not row.has(*ENDS)

    def _name(self, row: TimeRow) -> str:
        """Return whose hours a row says they are; of tags alone, the one that is a client's."""
        if row.has(TimeField.CLIENT) or TimeField.CLIENT in self.table.titles:
            return row.text(TimeField.CLIENT)
        if row.has(TimeField.PROJECT):
            return ""
        return name_in_tags(_tags(row), self.clients)

    def _id(self, row: TimeRow, started: datetime | None, start: Moment, seconds: int) -> str:
        given = row.text(TimeField.ID)
        if given and (self.table.tool or len(given) >= LONG_ID):
            return f"{self.table.tool or 'entry'}:{given}"
        # as the file says it: what the owner maps later must not make it another entry
        names = (TimeField.CLIENT, TimeField.PROJECT, TimeField.TAGS)
        name = next((row.text(each) for each in names if row.has(each)), "")
        at = started.isoformat() if started else start.stated()
        return _natural_id(name, at, seconds)

    def _stated(self, row: TimeRow, notes: Notes) -> dict[str, Json]:
        """Return what the file says beyond the fields of an entry."""
        found: dict[str, Json] = {"tool": self.table.tool} if self.table.tool else {}
        if row.has(TimeField.TASK):
            found["task"] = row.text(TimeField.TASK)
        if row.has(TimeField.TAGS):
            found["tags"] = list(_tags(row))
        if row.has(TimeField.HOURS) and not row.has(TimeField.DURATION):
            found["hours"] = row.text(TimeField.HOURS).replace(",", ".")
        amount = self._money(row, TimeField.AMOUNT, notes)
        if amount is not None:
            found["amount_minor"] = amount
        return found

    def _flag(self, row: TimeRow, name: TimeField, notes: Notes) -> bool | None:
        if not row.has(name):
            return None
        said = yes_or_no(row.cells[name])
        if said is None:
            title = self.habits.titles.get(name, name.value)
            notes.odd(row.line, f'{title}: "{row.text(name)}" is neither yes nor no')
        return said

    def _currency(self, row: TimeRow) -> str:
        """Return the currency of rate and amount, "" when nothing names it."""
        text = row.text(TimeField.CURRENCY)
        try:
            return currency_code(text) if text else self.currency
        except AmountError:
            return next((part for part in text.upper().split() if part in CODES), "")

    def _money(self, row: TimeRow, name: TimeField, notes: Notes) -> int | None:
        """Return a rate or an amount in minor units, None when it cannot be read."""
        minor = TimeField.RATE_MINOR if name is TimeField.RATE else TimeField.AMOUNT_MINOR
        if re.fullmatch(r"-?[0-9]{1,15}", row.text(minor)):
            return int(row.text(minor))
        currency = self._currency(row)
        if not row.has(name) or not currency:
            return None
        try:
            return parse_amount(row.cells[name], currency=currency, decimal=self.habits.decimal)
        except AmountError as error:
            notes.odd(row.line, str(self.habits.unreadable(name, error)))
            return None


def _natural_id(name: str, start: str, seconds: int) -> str:
    digest = hashlib.sha256(f"{name_key(name)}\x1f{start}\x1f{seconds}".encode()).hexdigest()
    return f"{NATURAL}:{digest[:20]}"


def _tags(row: TimeRow) -> tuple[str, ...]:
    """Return the tags of a row, separated by commas."""
    found = (each.strip() for each in row.text(TimeField.TAGS).split(","))
    return tuple(each for each in found if normalise_title(each))
