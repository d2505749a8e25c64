"""Text to calendar date: ISO, day first, month first by proof, month names, spreadsheet serials.

A date that could be read in two ways is never guessed: a day above 12 anywhere in the file proves
the order of all of them. Source: invoices study, "Sources and their traps".
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

YEARS = range(1990, 2100)
"""Years that an invoice or payment can have; others are typing errors."""

SERIALS = range(33_000, 73_000)
"""Spreadsheet day numbers of those years; day 0 is 30 December 1899."""

MONTHS = (
    ("jan", "sij"),
    ("feb", "velj"),
    ("mar", "mär", "maer", "ozuj", "ožuj"),
    ("apr", "trav"),
    ("may", "mai", "svib"),
    ("jun", "lip"),
    ("jul", "srp"),
    ("aug", "kol"),
    ("sep", "ruj"),
    ("oct", "okt", "list"),
    ("nov", "stud"),
    ("dec", "dez", "pros"),
)
"""Beginnings of month names in English, German and Croatian."""

_TIME = re.compile(r"(?<=[0-9])[T ]\s*[0-9]{1,2}:[0-9]{2}.*$")
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})\.?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NUMERIC = re.compile(r"([0-9]{1,2})([-/.])\s?([0-9]{1,2})[-/.]\s?([0-9]{4}|[0-9]{2})\.?")
_DAY_NAME = re.compile(
    r"([0-9]{1,2})(?:\.|st|nd|rd|th)?[\s-]+([^\W\d_]+)\.?,?[\s-]+([0-9]{4}|[0-9]{2})\.?"
)
_NAME_DAY = re.compile(r"([^\W\d_]+)\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})")
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")


class DateError(ValueError):
    """Text is no calendar date; the message says why, without naming the field."""


def date_order(texts: Iterable[str]) -> str:
    """Return the order that a file's dates prove: ``dmy``, ``mdy`` or "" (none, or both)."""
    proved = set()
    for text in texts:
        found = _NUMERIC.fullmatch(_TIME.sub("", text.strip()))
        if found is None:
            continue
        first, second = int(found[1]), int(found[3])
        if found[2] == "." or (first > 12 >= second):
            proved.add("dmy")
        elif second > 12 >= first:
            proved.add("mdy")
    return proved.pop() if len(proved) == 1 else ""


def parse_date(text: str, *, order: str) -> date:
    """Return the calendar date a cell holds; a time of day behind it is left out.

    Args:
        text: As in the file. Dots always stand day first; slashes and dashes need `order`.
        order: ``dmy``, ``mdy`` or "" when the file proves none.

    Raises:
        DateError: No date, one that does not exist, or one that could be two.
    """
    bare = _TIME.sub("", text.strip()).strip()
    year, month, day = _parts(bare, order)
    if year not in YEARS:
        message = f'"{bare}" is out of range; expected a year from {YEARS[0]} to {YEARS[-1]}'
        raise DateError(message)
    try:
        return date(year, month, day)
    except ValueError as error:
        message = f'"{bare}" does not exist in the calendar'
        raise DateError(message) from error


def _parts(bare: str, order: str) -> tuple[int, int, int]:
    """Return year, month and day as numbers."""
    iso = _ISO.fullmatch(bare) or _COMPACT.fullmatch(bare)
    if iso:
        return int(iso[1]), int(iso[2]), int(iso[3])
    numeric = _NUMERIC.fullmatch(bare)
    if numeric:
        return _ordered(bare, numeric, order)
    serial = _SERIAL.fullmatch(bare)
    if serial and int(serial[1]) in SERIALS:
        found = date(1899, 12, 30) + timedelta(days=int(serial[1]))
        return found.year, found.month, found.day
    named = _named(bare)
    if named is None:
        message = f'"{bare}" is no date; expected a day such as 2026-02-28'
        raise DateError(message)
    return named


def _ordered(bare: str, numeric: re.Match[str], order: str) -> tuple[int, int, int]:
    """Return year, month and day of ``01/02/2026`` and its like."""
    first, second, year = int(numeric[1]), int(numeric[3]), _year(numeric[4])
    if numeric[2] == "." or first > 12 or first == second:
        order = "dmy"
    elif second > 12:
        order = "mdy"
    if not order:
        message = (
            f'"{bare}" can be day or month first and no date in this file proves which;'
            " expected a day such as 2026-02-28"
        )
        raise DateError(message)
    return (year, first, second) if order == "mdy" else (year, second, first)


def _year(text: str) -> int:
    """Return a year; one of two digits belongs to this century."""
    return int(text) + (2000 if len(text) == 2 else 0)


def _named(bare: str) -> tuple[int, int, int] | None:
    """Return year, month and day of a date with the month as a word."""
    by_day, by_name = _DAY_NAME.fullmatch(bare), _NAME_DAY.fullmatch(bare)
    if by_day:
        word, day, year = by_day[2], by_day[1], by_day[3]
    elif by_name:
        word, day, year = by_name[1], by_name[2], by_name[3]
    else:
        return None
    for number, names in enumerate(MONTHS, 1):
        if word.lower().startswith(names):
            return _year(year), number, int(day)
    return None
