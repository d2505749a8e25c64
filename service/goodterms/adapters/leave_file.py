"""Time off from a calendar file on this machine: whole days and hours, repeated ones too.

The file is the owner's list of time off, so that every event in it that is not cancelled counts,
also those marked free, as calendar programs mark whole days by themselves. It is taken whole or not
at all. Source: decision model A2.1; RFC 5545.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from goodterms.adapters import calendar_events, recurrence
from goodterms.adapters.calendar_events import CalendarError
from goodterms.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime, tzinfo
    from pathlib import Path

    from goodterms.adapters.calendar_events import Placed
    from goodterms.adapters.recurrence import Times
    from goodterms.core.hours import Span

SECTION = "[hours]"
LARGEST = 4_000_000
"""Bytes; a calendar of twenty years of time off is a hundredth of it."""

MOST_REPEATED = 200
"""Events with a rule; walking so many never-ending ones takes seconds, not hours."""

Stamp = tuple[int, int] | None
"""When the file was written and how long it is; None without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Time off: whole days on the owner's calendar, and hours (UTC, sorted, disjoint)."""

    days: frozenset[date] = frozenset()
    away: tuple[Span, ...] = ()


def stamp(path: Path | None) -> Stamp:
    """Return what changes when the file does."""
    if path is None:
        return None
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def read(path: Path | None, *, zone_on: Callable[[date], tzinfo], first: date, last: date) -> Leave:
    """Return the time off between two days, both inclusive.

    Args:
        path: The file; None for none.
        zone_on: The owner's zone on a day, for times without one.
        first: Earlier events are left out; `last` likewise.
        last: Where repeated events end.

    Raises:
        ConfigError: The file is missing, too large, no calendar, or holds an event that cannot be
            read; nothing of it is taken then.
    """
    if path is None:
        return Leave()
    try:
        found = [recurrence.times(each) for each in _standing(calendar_events.events(_text(path)))]
        return _between(found, zone_on=zone_on, first=first, last=last)
    except (CalendarError, RecursionError) as error:
        raise _refused(path, str(error) or "nested too deep") from error


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise _refused(path, f"cannot be read ({error.strerror})") from error
    if len(data) > LARGEST:
        raise _refused(path, f"larger than {LARGEST // 1_000_000} MB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(path, "not UTF-8, as calendar files are") from error


def _refused(path: Path, text: str) -> ConfigError:
    problem = f"hours.leave_file: {path}: {text}"
    return ConfigError(SECTION, [problem], hint='Export the calendar again, or set leave_file = ""')


def _standing(found: Sequence[Placed]) -> list[Placed]:
    """Return the last version of each event, cancelled ones too: they may cancel a repetition."""
    latest: dict[tuple[str, str], tuple[int, Placed]] = {}
    for place, each in enumerate(found):
        uid = str(each.event.get("UID", f"without {place}"))
        moved = getattr(each.event.get("RECURRENCE-ID"), "dt", "")
        version = int(each.event.get("SEQUENCE", 0) or 0)
        known = latest.get((uid, str(moved)))
        if known is None or version >= known[0]:
            latest[uid, str(moved)] = (version, each)
    return [each for _, each in latest.values()]


def _between(
    found: Sequence[Times], *, zone_on: Callable[[date], tzinfo], first: date, last: date
) -> Leave:
    if sum("RRULE" in each.placed.event for each in found) > MOST_REPEATED:
        message = f"more than {MOST_REPEATED} repeated events"
        raise CalendarError(message)
    moved = _moved(found)
    days: set[date] = set()
    away: list[Span] = []
    for each in found:
        if _is_cancelled(each):
            continue
        uid = str(each.placed.event.get("UID", ""))
        is_moved = "RECURRENCE-ID" in each.placed.event
        for start in recurrence.starts(each, until=last):
            if not is_moved and each.key(start) in moved.get(uid, ()):
                continue
            if start.date() < first - recurrence.LONGEST:
                continue
            if each.whole_days:
                days.update(_days(start.date(), each.length, first, last))
            else:
                away.append(recurrence.spread(each, start, zone_on))
    earliest = first - timedelta(days=1)
    return Leave(
        days=frozenset(days), away=joined(each for each in away if each[1].date() >= earliest)
    )


def _moved(found: Sequence[Times]) -> dict[str, set[datetime]]:
    """Return the repetitions by event that another entry of the file moves or cancels."""
    masters = {
        str(each.placed.event.get("UID", "")): each
        for each in found
        if "RECURRENCE-ID" not in each.placed.event
    }
    moved: dict[str, set[datetime]] = {}
    for each in found:
        value = each.placed.event.get("RECURRENCE-ID")
        if value is None:
            continue
        if "RANGE" in value.params:
            message = (
                f"line {each.line}: the event that begins here changes all later ones at once, "
                "which is not read; end the old one and begin another"
            )
            raise CalendarError(message)
        uid = str(each.placed.event.get("UID", ""))
        moved.setdefault(uid, set()).add(masters.get(uid, each).key(value.dt))
    return moved


def _is_cancelled(times: Times) -> bool:
    return str(times.placed.event.get("STATUS", "")).strip().upper() == "CANCELLED"


def _days(start: date, length: timedelta, first: date, last: date) -> Iterable[date]:
    begin, end = max(start, first), min(start + length - timedelta(days=1), last)
    return (begin + timedelta(days=each) for each in range((end - begin).days + 1))


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans sorted and disjoint, those without length left out."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)
