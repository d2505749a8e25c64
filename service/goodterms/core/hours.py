"""The owner's working time: one workweek and the few questions that every rule asks of it.

All instants are aware, answers are UTC. Zone and windows may have changed on some days; every
answer is by what held then. Reading holidays and leave is not done here.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Self

from goodterms.core.work_period import FIRST_DAY, Period, Window, Windows, instant

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

__all__ = ["DAY", "FIRST_DAY", "Period", "Span", "Window", "Windows", "Workweek", "without_leave"]

DAY = timedelta(days=1)

MINUTE = timedelta(minutes=1)

Span = tuple[datetime, datetime]
"""Start (inclusive) and end (exclusive) of working time, both UTC."""


def _merged(spans: list[Span]) -> list[Span]:
    """Join overlapping spans so that no minute counts twice."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _raw_spans(workweek: Workweek, day: date) -> list[Span]:
    """Return the working time that begins on a local day; the last span may end on the next."""
    if day in workweek.holidays or day in workweek.leave:
        return []
    period = workweek.period(day)
    moved = workweek.leaves_zone_at(day)
    spans = []
    for window in period.windows[day.weekday()]:
        last = day + DAY if window.end <= window.start else day
        start = instant(day, window.start, period.place)
        end = instant(last, window.end, period.place)
        if moved is not None:  # from then on another clock tells when work is
            end = min(end, moved)
        if start < end:  # a window inside the hour that the clock skips has no minutes
            spans.append((start, end))
    return _without(_merged(spans), workweek.away)


def _without(spans: list[Span], away: tuple[Span, ...]) -> list[Span]:
    """Return the spans without what the owner was away for; `away` is sorted and disjoint."""
    if not away or not spans:
        return spans
    first = bisect_right(away, spans[0][0], key=lambda each: each[1])
    for out, back in away[first:]:
        if out >= spans[-1][1]:
            break
        spans = [
            (start, end)
            for opening, closing in spans
            for start, end in ((opening, min(closing, out)), (max(opening, back), closing))
            if start < end
        ]
    return spans


@lru_cache(maxsize=16384)
def _spans(workweek: Workweek, day: date) -> tuple[Span, ...]:
    """Return the working time that begins on a local day, without what the day before covers."""
    before = _raw_spans(workweek, day - DAY)
    covered = before[-1][1] if before else None
    spans = _raw_spans(workweek, day)
    if covered is None:
        return tuple(spans)
    return tuple((max(start, covered), end) for start, end in spans if end > covered)


@lru_cache(maxsize=16384)
def _length(workweek: Workweek, day: date) -> timedelta:
    """Return how much working time begins on a local day."""
    return sum((end - start for start, end in _spans(workweek, day)), timedelta())


@lru_cache(maxsize=64)
def without_leave(workweek: Workweek) -> Workweek:
    """Return the workweek as a client sees it: nobody is told of the owner's time off."""
    return replace(workweek, leave=frozenset(), away=())


@lru_cache(maxsize=16384)
def _midnight(workweek: Workweek, day: date) -> datetime:
    begins = instant(day, time(), workweek.period(day).place)
    moved = workweek.leaves_zone_at(day)
    return begins if moved is None else min(begins, moved)


@lru_cache(maxsize=16384)
def _day(workweek: Workweek, at: datetime) -> date:
    if not workweek.periods:
        return at.astimezone(workweek.place).date()
    here = workweek.period_at(at)
    found = at.astimezone(here.place).date()
    place = workweek.periods.index(here) + 1
    if place < len(workweek.periods):
        found = min(found, workweek.periods[place].since - DAY)
    return max(found, here.since)


@lru_cache(maxsize=16384)
def _next_opening(workweek: Workweek, at: datetime) -> datetime:
    day = workweek.day(at) - DAY
    while True:
        for start, end in _spans(workweek, day):
            if at < end:
                return max(start, at).astimezone(UTC)
        day += DAY


def _inside(spans: tuple[Span, ...], start: datetime, end: datetime) -> timedelta:
    """Return how much of `start` to `end` lies inside the spans."""
    total = timedelta()
    for opening, closing in spans:
        if opening < end and closing > start:
            total += min(closing, end) - max(opening, start)
    return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Workweek:
    """When the owner works, in the owner's zone (decision model A2.1).

    Attributes:
        zone: IANA name; with `periods` the one that holds today.
        windows: Seven tuples, Monday first; with `periods` those of today.
        holidays: Public holidays.
        leave: Days off declared by the owner. Windows that begin on either kind of day are closed.
        away: Hours off declared by the owner, UTC, sorted and disjoint.
        periods: Zones and windows of former and later days, the first of them from `FIRST_DAY` on;
            empty when none ever changed.

    Raises:
        ValueError: Unknown zone, not seven days, no window in the whole week, or `periods` that do
            not begin with `FIRST_DAY` or are out of order.
    """

    zone: str
    windows: Windows
    holidays: frozenset[date] = frozenset()
    leave: frozenset[date] = frozenset()
    away: tuple[Span, ...] = ()
    periods: tuple[Period, ...] = ()
    place: ZoneInfo = field(init=False, repr=False, compare=False)
    _hash: int = field(init=False, repr=False, compare=False)
    _always: Period = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        days = [each.since for each in self.periods]
        if days and (days[0] != FIRST_DAY or sorted(set(days)) != days):
            message = "periods of a workweek begin with the first day of all and go forward"
            raise ValueError(message)
        always = Period(since=FIRST_DAY, zone=self.zone, windows=self.windows)
        object.__setattr__(self, "_always", always)
        object.__setattr__(self, "place", always.place)
        # the caches above look a day up about 100 000 times per run: hash the calendar once
        key = (self.zone, self.windows, self.holidays, self.leave, self.away, self.periods)
        object.__setattr__(self, "_hash", hash(key))

    @classmethod
    def dated(cls, periods: tuple[Period, ...], *, today: date, **days: object) -> Self:
        """Return the workweek of an owner whose zone or windows changed on some days.

        Args:
            periods: At least one; the first from `FIRST_DAY` on, the others after it.
            today: Whose zone and windows are the present ones.
            days: Holidays, leave and hours away, by the names of the attributes.
        """
        present = [each for each in periods if each.since <= today][-1]
        found = periods if len(periods) > 1 else ()
        return cls(zone=present.zone, windows=present.windows, periods=found, **days)  # type: ignore[arg-type]

    def __hash__(self) -> int:
        return self._hash

    def period(self, day: date) -> Period:
        """Return the zone and windows that hold on a calendar day."""
        if not self.periods:
            return self._always
        place = bisect_right(self.periods, day, key=lambda each: each.since)
        return self.periods[max(0, place - 1)]

    def place_at(self, at: datetime) -> ZoneInfo:
        """Return the owner's zone at an instant."""
        return self.period_at(at).place

    def period_at(self, at: datetime) -> Period:
        """Return the zone and windows that hold at an instant."""
        if not self.periods:
            return self._always
        place = bisect_right(self.periods, at, key=lambda each: each.start)
        return self.periods[max(0, place - 1)]

    def leaves_zone_at(self, day: date) -> datetime | None:
        """Return when the zone of a day's period is left for another one; None when it stays."""
        if not self.periods:
            return None
        place = bisect_right(self.periods, day, key=lambda each: each.since)
        here = self.periods[max(0, place - 1)]
        return next((each.start for each in self.periods[place:] if each.zone != here.zone), None)

    def local(self, at: datetime) -> datetime:
        """Return an instant on the owner's clock."""
        return at.astimezone(self.place_at(at))

    def day(self, at: datetime) -> date:
        """Return the calendar day of an instant in the owner's zone.

        Whoever flies west has a longer last day in the old zone, never the same day twice.
        """
        return _day(self, at)

    def midnight(self, day: date) -> datetime:
        """Return the instant at which a calendar day of the owner begins, UTC."""
        return _midnight(self, day)

    def is_open(self, at: datetime) -> bool:
        """Return whether an instant lies inside working time (the closing minute does not)."""
        day = self.day(at)
        return any(
            start <= at < end for each in (day - DAY, day) for start, end in _spans(self, each)
        )

    def is_workday(self, day: date) -> bool:
        """Return whether any working time begins on this calendar day."""
        return bool(_spans(self, day))

    def next_opening(self, at: datetime) -> datetime:
        """Return when working time begins at or after `at`; `at` itself when it is open."""
        return _next_opening(self, at)

    def business_minutes(self, start: datetime, end: datetime) -> float:
        """Return the minutes inside working time from `start` to `end`; 0 when `end` is earlier."""
        if end <= start:
            return 0.0
        first, last = self.day(start) - DAY, self.day(end)
        total, day = timedelta(), first
        while day <= last:
            # only the days at the edges can be cut; those between count whole
            if first + DAY < day < last - DAY:
                total += _length(self, day)
            else:
                total += _inside(_spans(self, day), start, end)
            day += DAY
        return total / MINUTE

    def add_business_hours(self, at: datetime, hours: float) -> datetime:
        """Return the instant by which `hours` (0 or more) of working time have passed since `at`.

        With 0 hours this is the next opening.
        """
        at = self.next_opening(at)
        left, day = timedelta(hours=hours), self.day(at) - DAY
        while True:
            for start, end in _spans(self, day):
                usable = end - max(start, at)
                if end <= at:
                    continue
                if left <= usable:
                    return max(start, at) + left
                left -= usable
            day += DAY

    def add_business_days(self, day: date, count: int) -> date:
        """Return the `count`-th working day (0 or more) after `day`; `day` itself for 0."""
        while count > 0:
            day += DAY
            count -= self.is_workday(day)
        return day
