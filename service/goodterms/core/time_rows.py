"""Rows of a table of hours as text by field, and the habits that all of them together prove.

A cell that cannot be read raises `RowError`, which names the column by the file's own title.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC
from typing import TYPE_CHECKING

from goodterms.core.amounts import decimal_sign
from goodterms.core.calendar_dates import DateError, date_order
from goodterms.core.clock_times import ClockError, Moment, parse_moment, parse_time
from goodterms.core.durations import DurationError, Unit, is_bare, parse_duration
from goodterms.core.table_row import RowError, plain
from goodterms.core.time_columns import TimeField

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import time, tzinfo

DATES = (TimeField.START, TimeField.START_TIME, TimeField.END, TimeField.END_TIME)
NUMBERS = (TimeField.RATE, TimeField.AMOUNT, TimeField.HOURS)

UNITS = {
    TimeField.HOURS: Unit.HOURS,
    TimeField.MINUTES: Unit.MINUTES,
    TimeField.SECONDS: Unit.SECONDS,
}
"""What a bare number counts in a column whose title says it."""

CLOSE_SECONDS = 60
"""Start, end and duration agree within the minute to which some tools round."""


class UndecidedError(ValueError):
    """The day of a row can be read in two ways, and nothing in the file proves which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRow:
    """One record of a table of hours.

    Attributes:
        line: Physical line it begins on; the first line of the file is 1.
        cells: Text by field; fields without a column are absent.
        flaw: Why the record as a whole cannot be trusted, "" when it can.
    """

    line: int
    cells: Mapping[TimeField, str]
    flaw: str = ""

    def text(self, name: TimeField) -> str:
        """Return a cell as plain text, "" when there is none."""
        return plain(self.cells.get(name, ""))

    def has(self, *names: TimeField) -> bool:
        """Return whether one of the cells holds anything."""
        return any(self.cells.get(name, "").strip() for name in names)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeTable:
    """All rows of one file.

    Attributes:
        tool: Which tool wrote it, "" for any other table.
        titles: The file's own title of each field, for messages.
        currency: ISO 4217 code that the title of an amount names, else "".
    """

    source: str
    rows: Sequence[TimeRow]
    tool: str = ""
    titles: Mapping[TimeField, str] = field(default_factory=dict)
    currency: str = ""

    def habits(self, order: str, zone: tzinfo) -> Habits:
        """Return how the cells are to be read.

        Args:
            order: ``dmy``, ``mdy`` or "": for dates that prove none themselves.
            zone: Of clock times without one.
        """
        dates = [row.cells[name] for row in self.rows for name in DATES if name in row.cells]
        numbers = [row.cells[name] for row in self.rows for name in NUMBERS if name in row.cells]
        habits = Habits(
            order=date_order(dates) or order,
            decimal=decimal_sign(numbers),
            titles=self.titles,
            zone=zone,
        )
        return replace(habits, unit=self._unit(habits))

    def _unit(self, habits: Habits) -> Unit | None:
        """Return what whole numbers in the duration column count, if the file proves it."""
        if "(h)" in self.titles.get(TimeField.DURATION, "").lower():
            return Unit.HOURS
        cells = [(row, row.cells.get(TimeField.DURATION, "").strip()) for row in self.rows]
        if any("." in text or "," in text for _, text in cells):
            return Unit.HOURS
        possible = set(Unit)
        proofs = 0
        for row, text in cells:
            if is_bare(text) and int(text):
                between = _between(row, habits)
                if between is not None:
                    proofs += 1
                    possible = {
                        unit
                        for unit in possible
                        if abs(int(text) * unit - between) <= CLOSE_SECONDS
                    }
        return possible.pop() if proofs and len(possible) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How one file writes: proved by the file, else said by the owner.

    Attributes:
        order: ``dmy``, ``mdy`` or "" when nothing proves it.
        decimal: ``.``, ``,`` or "".
        unit: What whole numbers in a duration column count, None when nothing proves it.
        titles: The file's own title of each field, for messages.
        zone: Of clock times without one.
    """

    order: str = ""
    decimal: str = ""
    unit: Unit | None = None
    titles: Mapping[TimeField, str] = field(default_factory=dict)
    zone: tzinfo = UTC

    def unreadable(self, name: TimeField, why: ValueError | str) -> RowError:
        """Return the error for a cell, with the column in front of the reason."""
        return RowError(f"{self.titles.get(name, name.value)}: {plain(str(why))}")

    def start(self, row: TimeRow) -> Moment:
        """Return when a row starts.

        Raises:
            RowError: There is no day, or it is none.
            UndecidedError: The day can be read in two ways.
        """
        if not row.has(TimeField.START):
            raise self.unreadable(TimeField.START, "missing; every row needs a day")
        found = self._moment(row, TimeField.START)
        return self._at(row, TimeField.START_TIME, found)

    def end(self, row: TimeRow, start: Moment) -> Moment | None:
        """Return when a row ends, None when it does not say; errors as of `start`."""
        if row.has(TimeField.END):
            found = self._moment(row, TimeField.END)
        elif row.has(TimeField.END_TIME):
            found = Moment(day=start.day)
        else:
            return None
        found = self._at(row, TimeField.END_TIME, found)
        is_next_day = (
            not row.has(TimeField.END)
            and found.day == start.day
            and found.at is not None
            and start.at is not None
            and found.at < start.at
        )
        return found.next_day() if is_next_day else found

    def seconds(self, row: TimeRow, start: Moment, end: Moment | None) -> int:
        """Return the duration: the column for it, else from start to end.

        The column wins: it knows of pauses and of the hour that summer time takes.

        Raises:
            RowError: It is none, or there is neither.
        """
        for name in (TimeField.DURATION, *UNITS):
            if row.has(name):
                try:
                    return parse_duration(row.cells[name], unit=UNITS.get(name, self.unit))
                except DurationError as error:
                    raise self.unreadable(name, error) from error
        between = _seconds_between(start, end, self.zone)
        if between is None:
            raise self.unreadable(TimeField.DURATION, "missing; expected one such as 1:30 or 1.5")
        if between < 0:
            raise self.unreadable(TimeField.END, "lies before the start")
        return between

    def _moment(self, row: TimeRow, name: TimeField) -> Moment:
        text = row.cells[name]
        try:
            return parse_moment(text, order=self.order)
        except DateError as error:
            if not self.order and _can_be_two(text):
                raise UndecidedError(plain(text)) from error
            raise self.unreadable(name, error) from error
        except ClockError as error:
            raise self.unreadable(name, error) from error

    def _at(self, row: TimeRow, name: TimeField, found: Moment) -> Moment:
        """Return the moment with the time of another column; that may hold the day again."""
        if not row.has(name):
            return found
        try:
            at: time | None = parse_time(row.cells[name])
        except ClockError as error:
            try:
                again = parse_moment(row.cells[name], order=self.order)
            except (ClockError, DateError):
                raise self.unreadable(name, error) from error
            return again if again.at is not None else found
        return Moment(day=found.day, at=at, zone=found.zone)


def _can_be_two(text: str) -> bool:
    """Return whether both orders give a day."""
    try:
        return parse_moment(text, order="dmy").day != parse_moment(text, order="mdy").day
    except (ClockError, DateError):
        return False


def _between(row: TimeRow, habits: Habits) -> int | None:
    """Return the seconds from start to end as the cells say; None when they do not."""
    try:
        start = habits.start(row)
        return _seconds_between(start, habits.end(row, start), habits.zone)
    except (RowError, UndecidedError):
        return None


def _seconds_between(start: Moment, end: Moment | None, zone: tzinfo) -> int | None:
    """Return the seconds that pass between two moments, None when a time is missing."""
    first, last = start.instant(zone), end.instant(zone) if end else None
    return None if first is None or last is None else round((last - first).total_seconds())
