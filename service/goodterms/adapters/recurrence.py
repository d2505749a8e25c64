"""When an event takes place: single, repeated, left out, moved; bounded, whatever the rule says.

dateutil (which icalendar brings along) expands rules. It has no guard of its own: an interval of 0
or a rule by the second never ends, so those are refused; a rule that never matches is walked to the
year 9999, so rules are walked 7600 years later, near that end; COUNT is counted here. Source: RFC
5545, 3.3.10 and 3.8.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from goodterms.adapters.calendar_events import CalendarError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import tzinfo

    from goodterms.adapters.calendar_events import Placed

RARE = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
ODD = frozenset({"BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"})
"""Parts that daily and weekly rules hardly ever have and are walked slowest with."""

LATER = 7600
"""Years; the calendar and its weekdays repeat every 400."""

MOST_TIMES = 6_000
"""Times one event may take place: each day of 16 years."""

EARLIEST = 1970
"""Year before which no event may begin; a rule is walked from its beginning."""

LONGEST = timedelta(days=1100)
"""Longest single event, three years; a longer one is a slip."""

Moment = date | datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """One event as read: first start on its own clock, length, rule.

    Attributes:
        start: Naive local time; midnight for whole days.
        zone: Of a timed event; None for whole days, and where the file leaves it to the owner.
        whole_days: Whether it covers days rather than hours.
        length: On that same clock.
    """

    line: int
    start: datetime
    zone: tzinfo | None
    whole_days: bool
    length: timedelta
    placed: Placed

    def key(self, moment: Moment) -> datetime:
        """Return another moment of the same event on its clock."""
        if not isinstance(moment, datetime):
            return datetime.combine(moment, time())
        if moment.tzinfo is None:
            return moment
        return moment.astimezone(self.zone or UTC).replace(tzinfo=None)


def times(placed: Placed) -> Times:
    """Return when an event first takes place and how long.

    Raises:
        CalendarError: Without a start, with an end before it, or of absurd length or age.
    """
    event, line = placed.event, placed.line
    begin = getattr(event.get("DTSTART"), "dt", None)
    if not isinstance(begin, date):
        raise _wrong(line, "has no start (DTSTART)")
    if not EARLIEST <= begin.year <= 2300:
        raise _wrong(line, f"begins before {EARLIEST} or after 2300")
    whole = not isinstance(begin, datetime)
    zone = begin.tzinfo if isinstance(begin, datetime) else None
    bare = Times(
        line=line,
        start=datetime.combine(begin, time()),
        zone=zone,
        whole_days=whole,
        length=timedelta(),
        placed=placed,
    )
    start = bare.key(begin)
    length = _length(bare, start)
    if not timedelta() <= length <= LONGEST:
        raise _wrong(line, "ends before it begins, or lasts more than three years")
    return Times(line=line, start=start, zone=zone, whole_days=whole, length=length, placed=placed)


def _length(times: Times, start: datetime) -> timedelta:
    event = times.placed.event
    end = getattr(event.get("DTEND"), "dt", None)
    duration = getattr(event.get("DURATION"), "dt", None)
    if isinstance(end, date):
        if isinstance(end, datetime) is times.whole_days:
            raise _wrong(times.line, "begins with a day and ends with a time, or the reverse")
        return times.key(end) - start
    if isinstance(duration, timedelta):
        return duration
    return timedelta(days=1) if times.whole_days else timedelta()


def starts(times: Times, *, until: date) -> list[datetime]:
    """Return every start up to the day `until` on the event's own clock, ascending.

    Raises:
        CalendarError: A rule of an unknown kind, too often, or without end where it must have one.
    """
    event, end = times.placed.event, datetime.combine(until, time.max)
    found = {times.start}
    rule = event.get("RRULE")
    if rule is not None:
        found |= set(_ruled(times, rule, end))
    if "EXRULE" in event:
        raise _wrong(times.line, "has a rule of exceptions (EXRULE), which nobody writes any more")
    found |= {times.key(each) for each in _listed(times, "RDATE")}
    found -= {times.key(each) for each in _listed(times, "EXDATE")}
    if len(found) > MOST_TIMES:
        raise _wrong(times.line, f"takes place more than {MOST_TIMES} times")
    return sorted(each for each in found if each <= end)


def _ruled(times: Times, rule: dict[str, list[object]], end: datetime) -> Iterator[datetime]:
    from dateutil.rrule import rrulestr  # noqa: PLC0415 - only for calendars that repeat

    _check(times, rule)
    count = (rule.get("COUNT") or [None])[0]
    last = (rule.get("UNTIL") or [None])[0]
    if isinstance(last, date):
        is_day = not isinstance(last, datetime)
        key = times.key(last)
        end = min(end, datetime.combine(key, time.max) if is_day else key)
    most = min(count, MOST_TIMES + 1) if isinstance(count, int) else MOST_TIMES + 1
    plain = type(rule)({name: value for name, value in rule.items() if name not in _BOUNDS})
    try:
        text = plain.to_ical().decode()  # type: ignore[attr-defined]
        found = rrulestr(text, dtstart=_moved(times.start, LATER))
        found = found.replace(until=_moved(end, LATER))
        yield from (_moved(each, -LATER) for each in islice(found, max(0, most)))
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, AttributeError) as error:
        raise _wrong(times.line, "repeats by a rule that cannot be read (RRULE)") from error


def _check(times: Times, rule: dict[str, list[object]]) -> None:
    """Refuse rules that come too often or that no calendar program writes."""
    frequency = str((rule.get("FREQ") or [""])[0]).upper()
    interval = (rule.get("INTERVAL") or [1])[0]
    if frequency not in RARE or not isinstance(interval, int) or not 1 <= interval <= 1000:
        raise _wrong(times.line, "repeats by a rule that is not daily, weekly, monthly or yearly")
    if frequency in {"DAILY", "WEEKLY"} and ODD & {str(each).upper() for each in rule}:
        raise _wrong(times.line, "repeats daily or weekly, but by days of the month or year")


def _moved(at: datetime, years: int) -> datetime:
    return at.replace(year=at.year + years)


_BOUNDS = frozenset({"COUNT", "UNTIL"})


def _listed(times: Times, name: str) -> Iterator[Moment]:
    """Give the moments of RDATE or EXDATE; of a period its start."""
    value = times.placed.event.get(name)
    for group in value if isinstance(value, list) else [value]:
        for each in getattr(group, "dts", ()):
            moment = each.dt[0] if isinstance(each.dt, tuple) else each.dt
            if not isinstance(moment, date):
                raise _wrong(times.line, f"lists a day that cannot be read ({name})")
            yield moment


def _wrong(line: int, text: str) -> CalendarError:
    return CalendarError(f"line {line}: the event that begins here {text}")


def spread(
    times: Times, start: datetime, zone_on: Callable[[date], tzinfo]
) -> tuple[datetime, datetime]:
    """Return an occurrence as UTC; `zone_on` gives the owner's zone where the file has none."""
    zone = times.zone or zone_on(start.date())
    end = start + times.length
    return start.replace(tzinfo=zone).astimezone(UTC), end.replace(tzinfo=zone).astimezone(UTC)
