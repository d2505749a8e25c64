"""Text to a duration in whole seconds, as time trackers and people write it.

Source: invoices study, "Sources and their traps" (duration formats); ISO 8601 durations; the
formats that Kimai documents for its own field (colons, natural, seconds).
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from enum import IntEnum

MOST_SECONDS = 9_999 * 3600
"""Longest duration of one row: more than a year of hours is a typing error."""

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_CLOCK = re.compile(r"([0-9]{1,4}):([0-9]{1,3})(?::([0-9]{1,3})(?:\.[0-9]{1,6})?)?h?")
_PLAIN = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,10})?|[.,][0-9]{1,10}")
_ISO = re.compile(
    r"P(?:([0-9]{1,3})D)?(?:T(?:([0-9]{1,5}(?:\.[0-9]{1,9})?)H)?"
    r"(?:([0-9]{1,6}(?:\.[0-9]{1,9})?)M)?(?:([0-9]{1,9}(?:\.[0-9]{1,9})?)S)?)?",
    re.IGNORECASE,
)
_WORDED = re.compile(
    r"(?:([0-9]{1,5}(?:[.,][0-9]{1,6})?)(?:hours?|hrs?|h|std\.?|stunden?|sati?|sata?|ore?))?"
    r"(?:([0-9]{1,6}(?:[.,][0-9]{1,6})?)(?:minutes?|minuten?|minuta|mins?\.?|m))?"
    r"(?:([0-9]{1,9}(?:[.,][0-9]{1,6})?)(?:seconds?|sekunden?|sekundi|secs?\.?|sek\.?|s))?",
    re.IGNORECASE,
)


class Unit(IntEnum):
    """What a bare number counts, in seconds."""

    SECONDS = 1
    MINUTES = 60
    HOURS = 3600


class DurationError(ValueError):
    """Text is no duration; the message says why, without naming the field."""


def parse_duration(text: str, *, unit: Unit | None) -> int:
    """Return seconds from ``1:30``, ``01:30:00``, ``1.5``, ``1,5 h``, ``1h 30m`` or ``PT1H30M``.

    Args:
        text: As in the file. Two parts with a colon are hours and minutes.
        unit: What a bare number counts. None when nothing says: then one with decimals counts
            hours, and a whole number above 0 is not guessed.

    Returns:
        0 or more; halves of a second are rounded up.

    Raises:
        DurationError: No duration, a negative one, longer than a year, or one without a unit.
    """
    bare = _SPACES.sub("", text)
    if bare[:1] in ("-", "−"):
        message = f'"{text.strip()}" is negative; expected a duration such as 1:30'
        raise DurationError(message)
    seconds = _seconds(bare, unit)
    if seconds is None:
        message = f'"{text.strip()}" is no duration; expected one such as 1:30 or 1.5'
        raise DurationError(message)
    if seconds > MOST_SECONDS:
        message = "the duration is out of range: more than a year"
        raise DurationError(message)
    return int(seconds.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def is_bare(text: str) -> bool:
    """Return whether a cell is a whole number, which says nothing of its unit."""
    return bool(re.fullmatch(r"[0-9]{1,9}", text.strip()))


def _seconds(bare: str, unit: Unit | None) -> Decimal | None:
    clock = _CLOCK.fullmatch(bare)
    if clock:
        hours, minutes, seconds = (Decimal(part or 0) for part in clock.groups())
        return hours * 3600 + minutes * 60 + seconds
    if _PLAIN.fullmatch(bare):
        return _plain(bare, unit)
    iso = _ISO.fullmatch(bare)
    if iso and any(iso.groups()):
        days, hours, minutes, seconds = (Decimal(part or 0) for part in iso.groups())
        return days * 86400 + hours * 3600 + minutes * 60 + seconds
    worded = _WORDED.fullmatch(bare)
    if worded and any(worded.groups()):
        parts = (Decimal((part or "0").replace(",", ".")) for part in worded.groups())
        hours, minutes, seconds = parts
        return hours * 3600 + minutes * 60 + seconds
    return None


def _plain(bare: str, unit: Unit | None) -> Decimal:
    number = Decimal(bare.replace(",", "."))
    if unit is None and number and number == int(number) and is_bare(bare):
        message = f'"{bare}" does not say whether it counts hours, minutes or seconds'
        raise DurationError(message)
    return number * (Unit.HOURS if unit is None else unit)
