"""Rates as an owner writes them: one a line, with the day from which it holds.

Exchange: ``USD,2026-01-01,0.92`` (one US dollar is worth 0.92 of the owner's currency).
Interest: ``law,from,reference,margin,checked,source`` with a title line. Lines that begin with a
``#`` are remarks.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from goodterms.core.currency import CODES
from goodterms.core.interest import Law, StatutoryRate
from goodterms.core.rates import Rate

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_YEAR, LAST_YEAR = 1990, 2200
MOST_LINES = 100_000
"""More lines than two centuries of days of one currency are no table of rates."""

_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,12})?")


class RateTextError(ValueError):
    """A rate that cannot be read; the message says what was expected."""


def day_of(text: str) -> date:
    """Return a day such as ``2026-01-01``.

    Raises:
        RateTextError: It is none, or of no year that money can have.
    """
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = date.min
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        message = 'expected a day such as "2026-01-01"'
        raise RateTextError(message)
    return day


def rate_of(text: str) -> Decimal:
    """Return what one unit is worth, above 0; decimal point or comma.

    Raises:
        RateTextError: It is no such number.
    """
    rate = _number(text)
    if rate <= 0:
        message = 'expected a rate above 0 such as "0.92"'
        raise RateTextError(message)
    return rate


def exchange(text: str) -> tuple[list[Rate], list[tuple[int, str]]]:
    """Return the rates of a text, and line and reason of each line that is none."""
    found: list[Rate] = []
    problems: list[tuple[int, str]] = []
    for line, cells in _lines(text, problems):
        if line == 1 and cells[0].casefold() == "currency":
            continue
        try:
            found.append(_exchange(cells))
        except RateTextError as error:
            problems.append((line, str(error)))
    return found, problems


def statutory(text: str) -> tuple[list[StatutoryRate], list[tuple[int, str]]]:
    """Return the rates of a text, and line and reason of each line that is none."""
    found: list[StatutoryRate] = []
    problems: list[tuple[int, str]] = []
    for line, cells in _lines(text, problems):
        if cells[0].casefold() == "law":
            continue
        try:
            found.append(_statutory(cells))
        except RateTextError as error:
            problems.append((line, str(error)))
    return found, problems


def _lines(text: str, problems: list[tuple[int, str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each line that is neither empty nor a remark."""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if number > MOST_LINES:
            problems.append((number, f"has more than {MOST_LINES} lines"))
            return
        if line.strip() and not line.lstrip().startswith("#"):
            sign = ";" if line.count(";") > line.count(",") else ","
            cells = next(csv.reader([line[:1000]], delimiter=sign), [])
            yield number, [cell.strip() for cell in cells]


def _exchange(cells: list[str]) -> Rate:
    if len(cells) != 3 or cells[0].upper() not in CODES:
        message = 'expected currency, day and rate such as "USD,2026-01-01,0.92"'
        raise RateTextError(message)
    return Rate(currency=cells[0].upper(), on=day_of(cells[1]), per_unit=rate_of(cells[2]))


def _statutory(cells: list[str]) -> StatutoryRate:
    laws = [each.value for each in Law]
    if len(cells) < 4 or cells[0].casefold() not in laws:
        message = f"expected law ({', '.join(laws)}), day, reference rate and margin"
        raise RateTextError(message)
    first = day_of(cells[1])
    if (first.month, first.day) not in {(1, 1), (7, 1)}:
        message = "expected the first day of a half-year, 1 January or 1 July"
        raise RateTextError(message)
    percent = _number(cells[2]) + _number(cells[3])
    if percent > 100:
        message = "expected per cent a year, 100 at most"
        raise RateTextError(message)
    return StatutoryRate(
        law=Law(cells[0].casefold()),
        first=first,
        percent=percent,
        is_checked=len(cells) < 5 or cells[4].casefold() != "no",
        source=cells[5] if len(cells) > 5 else "",
    )


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text.strip()) or not text.isascii():
        message = 'expected a number such as "0.92"'
        raise RateTextError(message)
    return Decimal(text.strip().replace(",", "."))
