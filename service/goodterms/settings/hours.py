"""``[hours]``: the owner's week, what changed in it from some day on, and days off."""

from __future__ import annotations

import itertools
import re
import zoneinfo
from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from goodterms.core.hours import FIRST_DAY, Window
from goodterms.settings.model import HoursPeriod, HoursSettings
from goodterms.settings.sections import located

if TYPE_CHECKING:
    from pathlib import Path

    from goodterms.core.hours import Windows
    from goodterms.settings.table import Table

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MAX_LEAVE_DAYS = 366
MOST_PERIODS = 100
"""More moves than anybody's; a guard against a broken file."""


def hours(table: Table, *, beside: Path) -> HoursSettings:
    """Read ``[hours]``; `beside` is the config file."""
    zone = table.text("zone")
    if zone and not is_zone(zone):
        table.wrong("zone", f'"{zone}" is not an IANA time zone such as "Europe/Zagreb"')
    week = tuple(day_windows(table, day) for day in WEEKDAYS)
    if not any(week):
        table.wrong("monday", "no working window on any day")
    calendar = table.text("leave_file", "")
    found = HoursSettings(
        zone=zone if zone and is_zone(zone) else "UTC",
        windows=week,
        country=country(table, ""),
        region=table.text("region", ""),
        leave=leave(table),
        leave_file=located(calendar, beside=beside) if calendar else None,
    )
    found = replace(found, periods=periods(table, found.all_periods[0]))
    table.finish()
    return found


def periods(table: Table, before: HoursPeriod) -> tuple[HoursPeriod, ...]:
    """Read what changed on which day; what a table leaves out stays as it was before."""
    found: list[HoursPeriod] = []
    rows = table.tables("periods")
    if len(rows) > MOST_PERIODS:
        table.wrong("periods", f"more than {MOST_PERIODS} changes")
        return ()
    for row in rows:
        period = _period(row, before)
        row.finish()
        if period is None:
            continue
        if period.since <= before.since:
            row.wrong("from", f"{period.since} is not after the one before, {before.since}")
            continue
        found.append(period)
        before = period
    return tuple(found)


def _period(row: Table, before: HoursPeriod) -> HoursPeriod | None:
    since = row.day("from")
    zone = row.text("zone", before.zone)
    if not is_zone(zone):
        row.wrong("zone", f'"{zone}" is not an IANA time zone such as "Europe/Zagreb"')
        zone = before.zone
    week: Windows = tuple(
        day_windows(row, day) if day in row.values else windows
        for day, windows in zip(WEEKDAYS, before.windows, strict=True)
    )
    row.known.update(WEEKDAYS)
    if not any(week):
        row.wrong("monday", "no working window on any day")
    place = country(row, before.country)
    # a region is one of its country; a new country begins without
    usual = before.region if place == before.country else ""
    region = row.text("region", usual)
    if since is None or since == FIRST_DAY:
        return None
    return HoursPeriod(since=since, zone=zone, windows=week, country=place, region=region)


def country(table: Table, default: str) -> str:
    """Read an ISO 3166 code, or "" for none."""
    code = table.text("country", default)
    if code and not re.fullmatch(r"[A-Z]{2}", code):
        table.wrong("country", f'expected two capital letters such as "HR", found "{code}"')
    return code


def is_zone(name: str) -> bool:
    """Return whether the zone exists."""
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def day_windows(table: Table, day: str) -> tuple[Window, ...]:
    """Read the windows of one weekday; overlapping ones are a problem."""
    found = []
    for text in table.texts(day):
        match = re.fullmatch(r"(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)", text)
        numbers = [int(each) for each in match.groups()] if match else [99] * 4
        if max(numbers[0], numbers[2] % 24) > 23 or max(numbers[1], numbers[3]) > 59:
            table.wrong(day, f'"{text}" is not a window such as "09:00-17:00"')
            continue
        start, end = time(numbers[0], numbers[1]), time(numbers[2] % 24, numbers[3])
        if start == end:
            table.wrong(day, f'"{text}" has no length')
            continue
        found.append(Window(start=start, end=end))
    found.sort(key=lambda window: window.start)
    for earlier, later in itertools.pairwise(found):
        if earlier.end <= earlier.start or earlier.end > later.start:
            table.wrong(day, "windows overlap")
    return tuple(found)


def leave(table: Table) -> frozenset[date]:
    """Read single days and ranges, both ends inclusive."""
    days: set[date] = set()
    for text in table.texts("leave"):
        first, _, last = text.partition("..")
        try:
            start = date.fromisoformat(first.strip())
            end = date.fromisoformat(last.strip()) if last else start
        except ValueError:
            table.wrong("leave", f'"{text}" is not a day or "2026-08-01..2026-08-15"')
            continue
        if not start <= end <= start + timedelta(days=MAX_LEAVE_DAYS):
            table.wrong("leave", f'"{text}" ends before it begins or lasts over a year')
            continue
        days.update(start + timedelta(days=n) for n in range((end - start).days + 1))
    return frozenset(days)
