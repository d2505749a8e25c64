"""Text to a time of day, and to an instant: 24 hours or 12, with a zone or without.

Source: invoices study, "Sources and their traps" (zone missing); ISO 8601 in its long and its
basic form (timewarrior writes ``20260302T080000Z``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from goodterms.core.calendar_dates import DateError, parse_date

if TYPE_CHECKING:
    from datetime import tzinfo

_TIME = re.compile(
    r"([0-9]{1,2})(?:[:.]([0-9]{2})(?:[:.]([0-9]{2})(?:[.,][0-9]{1,9})?)?)?"
    r"\s*([ap])?\.?\s?(m)?\.?",
    re.IGNORECASE,
)
_BASIC = re.compile(r"([0-9]{8})T([0-9]{2})([0-9]{2})([0-9]{2})(Z|[+-][0-9]{2}:?[0-9]{2})?")
_ZONE = re.compile(r"\s*(Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})$", re.IGNORECASE)
_SPLIT = re.compile(
    r"(?<=[0-9.])(?:T|,?\s+)(?=[0-9]{1,2}(?::|\.[0-9]{2}(?![0-9])|\s*[ap]\.?m))", re.IGNORECASE
)


class ClockError(ValueError):
    """Text is no time of day; the message says why, without naming the field."""


def parse_time(text: str) -> time:
    """Return a time of day: ``9:05``, ``22:15:30``, ``10:23 AM``; fractions are left out.

    Raises:
        ClockError: It is none.
    """
    found = _TIME.fullmatch(" ".join(text.split()))
    half = (found[4] or "").lower() if found else ""
    if found is None or bool(half) != bool(found[5]) or not (half or found[2]):
        raise _no_time(text)
    hour, minute, second = (int(part or 0) for part in found.groups()[:3])
    if half:
        if not 1 <= hour <= 12:
            raise _no_time(text)
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour == 24 and not minute and not second:
        hour = 0  # the end of a day, as some tools write it
    try:
        return time(hour, minute, second)
    except ValueError as error:
        raise _no_time(text) from error


def parse_moment(text: str, *, order: str) -> Moment:
    """Return the day, the time if there is one, and the zone if there is one, of one cell.

    Args:
        text: ``2024-03-04T09:23:52Z``, ``2026-03-02 09:00``, ``20260302T080000Z``, or a day alone.
        order: As of `calendar_dates.parse_date`.

    Raises:
        ClockError: The time is none.
        DateError: The day is none, or could be two.
    """
    bare = text.strip()
    basic = _BASIC.fullmatch(bare)
    if basic:
        at = parse_time(f"{basic[2]}:{basic[3]}:{basic[4]}")
        return Moment(day=parse_date(basic[1], order=order), at=at, zone=_zone(basic[5] or ""))
    pieces = _SPLIT.split(bare, maxsplit=1)
    if len(pieces) == 1:
        return Moment(day=parse_date(bare, order=order))
    zone = _ZONE.search(pieces[1])
    clock = pieces[1][: zone.start()] if zone else pieces[1]
    return Moment(
        day=parse_date(pieces[0], order=order),
        at=parse_time(clock),
        zone=_zone(zone[1]) if zone else None,
    )


def _no_time(text: str) -> ClockError:
    return ClockError(f'"{text.strip()}" is no time of day; expected one such as 14:30')


def _zone(text: str) -> tzinfo | None:
    """Return the zone that an offset names, None for none.

    Raises:
        ClockError: No place on earth has it.
    """
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    if minutes >= 24 * 60 or int(text[-2:]) >= 60:
        raise _no_time(text)
    offset = timedelta(minutes=-minutes if text[0] == "-" else minutes)
    return timezone(offset) if minutes else UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day, and a time of it and a zone as far as a source gives them."""

    day: date
    at: time | None = None
    zone: tzinfo | None = None

    def instant(self, zone: tzinfo) -> datetime | None:
        """Return the aware UTC instant, None without a time of day.

        An hour that summer time skips or repeats is taken at its first reading.

        Args:
            zone: Where a time without a zone was read.

        Raises:
            DateError: It lies beyond the years that instants have.
        """
        if self.at is None:
            return None
        try:
            return datetime.combine(self.day, self.at, tzinfo=self.zone or zone).astimezone(UTC)
        except OverflowError as error:
            message = f'"{self.day}" is out of range'
            raise DateError(message) from error

    def next_day(self) -> Moment:
        """Return the same time of the day after."""
        return replace(self, day=self.day + timedelta(days=1))

    def stated(self) -> str:
        """Return it as ISO 8601, with ``Z`` or an offset only when the source gave a zone."""
        if self.at is None:
            return self.day.isoformat()
        found = datetime.combine(self.day, self.at, tzinfo=self.zone).isoformat()
        return found.removesuffix("+00:00") + "Z" if self.zone is UTC else found
