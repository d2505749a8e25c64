"""Zone and windows of a time: what an owner's week looks like from a day on until another day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

SECOND = timedelta(seconds=1)

FIRST_DAY = date.min
"""Since when the first of several periods holds: always."""

EVER = datetime.min.replace(tzinfo=UTC)
"""The instant of it; no message is older."""


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return a wall-clock time as UTC, in the order of the wall clock.

    Skipped times all mean the moment at which the clock skips, doubled ones the first.
    """
    wall = datetime.combine(day, at, tzinfo=zone)
    found = wall.astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return found
    # the offsets before and after the skip bracket it; it is told to the second
    low, high = wall.replace(fold=1).astimezone(UTC), found
    before = low.astimezone(zone).utcoffset()
    while high - low > SECOND:
        middle = low + (high - low) // 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError) as error:
        message = f"unknown time zone {name!r}"
        raise ValueError(message) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Working time of one day; an `end` not after `start` lies on the next day.

    ``22:00-02:00`` is four hours and ``00:00-00:00`` the whole day.
    """

    start: time
    end: time


Windows = tuple[tuple[Window, ...], ...]
"""Windows of seven days, Monday first."""


def _checked(windows: Windows) -> None:
    if len(windows) != 7:
        message = f"a workweek has 7 days, not {len(windows)}"
        raise ValueError(message)
    if not any(windows):
        message = "a workweek needs at least one window"
        raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Zone and windows from the day `since` (in that zone) until the next period begins.

    Raises:
        ValueError: Unknown zone, not seven days, or no window in the whole week.
    """

    since: date
    zone: str
    windows: Windows
    place: ZoneInfo = field(init=False, repr=False, compare=False)
    start: datetime = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        _checked(self.windows)
        object.__setattr__(self, "place", _zone(self.zone))
        # the first period of all has no beginning that any zone could move
        is_first = self.since <= FIRST_DAY
        start = EVER if is_first else instant(self.since, time(), self.place)
        object.__setattr__(self, "start", start)
