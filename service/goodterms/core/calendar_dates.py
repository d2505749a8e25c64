"""Text to calendar date: ISO, day first, month first by proof, month names, spreadsheet serials.

A date that could be read in two ways is never guessed: a day above 12 anywhere in the file proves
the order of all of them. Source: invoices study, "Sources and their traps".
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

YEARS = range(1990, 2100)
"""Years that an invoice or payment can have; others are typing errors."""

SERIALS = range(33_000, 73_000)
"""Spreadsheet day numbers of those years; day 0 is 30 December 1899."""

_MONTH_NAMES = """
1: jan january januar januara janvier janv gennaio gen enero ene ledna leden led stycznia styczen
   sty januari janeiro sij sijecanj sijecnja jaenner janner
2: feb february februar februara fevrier fevr fev febbraio febrero unora unor uno lutego luty lut
   februari fevereiro velj veljaca veljace
3: mar march marz maerz marec marca mars marzo brezna brezen bre marzec maart mrt marco ozu ozuj
   ozujak ozujka mrz
4: apr april aprila avril avr aprile abril abr dubna duben dub kwietnia kwiecien kwi tra trav
   travanj travnja
5: may mai maj maja maggio mag mayo kvetna kveten kve mei maio svi svib svibanj svibnja
6: jun june juni junij junija juin giugno giu junio cervna cerven cvn czerwca czerwiec cze junho
   lip lipanj lipnja
7: jul july juli julij julija juillet juil luglio lug julio cervence cervenec cvc lipca lipiec
   julho srp srpanj srpnja
8: aug august avgust avgusta avg aout aou agosto ago srpna srpen sierpnia sierpien sie augustus kol
   kolovoz kolovoza
9: sep sept september septembra septembre settembre set septiembre zari zar wrzesnia wrzesien wrz
   setembro ruj rujan rujna
10: oct october okt oktober oktobra octobre ottobre ott octubre rijna rijen rij pazdziernika
   pazdziernik paz outubro out lis listopad listopada
11: nov november novembra novembre noviembre novembro stu studeni studenoga studenog
12: dec december decembra dez dezember decembre dicembre dic diciembre prosince prosinec pro
   grudnia grudzien gru dezembro prosinac prosinca pros
"""
"""Names of months in eleven languages as `columns.normalise_title` would write them."""

_TWO_MONTHS = frozenset({"lip", "srp", "lis", "listopad", "listopada"})
"""Croatian June, July and October; Polish or Czech July, August and November.

Croatian writes a point behind the day, Polish does not: only with it they are read.
"""


def _months(text: str) -> dict[str, int]:
    entries = text.strip().replace("\n   ", " ").splitlines()
    split = (entry.partition(":") for entry in entries)
    return {name: int(number) for number, _, names in split for name in names.split()}


MONTHS = _months(_MONTH_NAMES)
"""Name or short form of a month to its number."""

LONGEST_DATE = 80
"""Longest text that is looked at as a date, in characters."""

_TIME = re.compile(r"(?<=[0-9])[T ]\s*[0-9]{1,2}:[0-9]{2}.*$")
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})\.?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NUMERIC = re.compile(r"([0-9]{1,2})([-/.])\s?([0-9]{1,2})[-/.]\s?([0-9]{4}|[0-9]{2})\.?")
_WEEKDAY = re.compile(r"^[^\W\d_]{2,12}\.?,\s+")
_DAY_NAME = re.compile(
    r"([0-9]{1,2})(?:\.|st|nd|rd|th|er|º|°)?(?:\s+de)?[\s/.-]*([^\W\d_]+)\.?,?(?:\s+de)?"
    r"[\s/.-]+([0-9]{4}|[0-9]{2})\.?"
)
_NAME_DAY = re.compile(r"([^\W\d_]+)\.?[\s-]+([0-9]{1,2})(?:st|nd|rd|th)?,?[\s-]+([0-9]{4})")
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")


class DateError(ValueError):
    """Text is no calendar date; the message says why, without naming the field."""


class UnclearDateError(DateError):
    """Text is a date once somebody says whether day or month stands first."""


def date_order(texts: Iterable[str]) -> str:
    """Return the order that a file's dates prove: ``dmy``, ``mdy`` or "" (none, or both)."""
    proved = set()
    for text in texts:
        found = _NUMERIC.fullmatch(_TIME.sub("", text.strip()[:LONGEST_DATE]))
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
    bare = _WEEKDAY.sub("", _TIME.sub("", text.strip()[:LONGEST_DATE]).strip())
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
        raise UnclearDateError(message)
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
    name = _plain(word)
    if name in _TWO_MONTHS and not re.match(r"[0-9]{1,2}\.", bare):
        message = f'"{bare}" names a different month in Croatian and in Polish; expected 2026-02-28'
        raise DateError(message)
    number = MONTHS.get(name)
    return (_year(year), number, int(day)) if number else None


def _plain(word: str) -> str:
    """Return a name of a month in lower case letters without accents."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("\u0142", "l"))
    return "".join(each for each in plain if each.isalpha())
