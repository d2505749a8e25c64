"""The owner's working time: one workweek and the few questions that every rule asks of it.

All instants are aware, answers are UTC. Reading holidays and leave is not done here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY = timedelta(days=1)

MINUTE = timedelta(minutes=1)

Span = tuple[datetime, datetime]
"""Start (inclusive) and end (exclusive) of working time, both UTC."""


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return a wall-clock time as UTC: skipped times move on, doubled ones mean the first."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


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
    spans = []
    for window in workweek.windows[day.weekday()]:
        last = day + DAY if window.end <= window.start else day
        start = _instant(day, window.start, workweek.place)
        end = _instant(last, window.end, workweek.place)
        if start < end:  # a window inside the hour that the clock skips has no minutes
            spans.append((start, end))
    return _merged(spans)


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
    """Return the workweek as a client sees it: nobody is told of the owner's days off."""
    return replace(workweek, leave=frozenset())


@lru_cache(maxsize=16384)
def _midnight(zone: ZoneInfo, day: date) -> datetime:
    return _instant(day, time(), zone)


def _inside(spans: tuple[Span, ...], start: datetime, end: datetime) -> timedelta:
    """Return how much of `start` to `end` lies inside the spans."""
    total = timedelta()
    for opening, closing in spans:
        if opening < end and closing > start:
            total += min(closing, end) - max(opening, start)
    return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Working time of one day; an `end` not after `start` lies on the next day.

    ``22:00-02:00`` is four hours and ``00:00-00:00`` the whole day.
    """

    start: time
    end: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Workweek:
    """When the owner works, in the owner's zone (decision model A2.1).

    Attributes:
        zone: IANA name.
        windows: Seven tuples, Monday first.
        holidays: Public holidays.
        leave: Days off declared by the owner. Windows that begin on either kind of day are closed.

    Raises:
        ValueError: Unknown zone, not seven days, or no window in the whole week.
    """

    zone: str
    windows: tuple[tuple[Window, ...], ...]
    holidays: frozenset[date] = frozenset()
    leave: frozenset[date] = frozenset()
    place: ZoneInfo = field(init=False, repr=False, compare=False)
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.windows) != 7:
            message = f"a workweek has 7 days, not {len(self.windows)}"
            raise ValueError(message)
        if not any(self.windows):
            message = "a workweek needs at least one window"
            raise ValueError(message)
        try:
            place = ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, OSError, ValueError) as error:
            message = f"unknown time zone {self.zone!r}"
            raise ValueError(message) from error
        object.__setattr__(self, "place", place)
        # the caches above look a day up about 100 000 times per run: hash the calendar once
        key = (self.zone, self.windows, self.holidays, self.leave)
        object.__setattr__(self, "_hash", hash(key))

    def __hash__(self) -> int:
        return self._hash

    def local(self, at: datetime) -> datetime:
        """Return an instant on the owner's clock."""
        return at.astimezone(self.place)

    def day(self, at: datetime) -> date:
        """Return the calendar day of an instant in the owner's zone."""
        return at.astimezone(self.place).date()

    def midnight(self, day: date) -> datetime:
        """Return the instant at which a calendar day of the owner begins, UTC."""
        return _midnight(self.place, day)

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
        day = self.day(at) - DAY
        while True:
            for start, end in _spans(self, day):
                if at < end:
                    return max(start, at).astimezone(UTC)
            day += DAY

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
