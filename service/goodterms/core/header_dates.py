"""The Date header as an instant, for every spelling that occurs in mail.

Months are known in English, Croatian, German, Serbian, Slovene, Italian and French. The e-mail
library behind `adapters.mime` takes CEST for UTC and gives up on ISO dates, one-digit hours, dotted
times, long months and ``GMT+0200`` (IMAP study 0.7, d 57 and 58); hence this ladder.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta

LIMIT = 100
"""Longest date text looked at; real ones stay under 50 characters."""

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Years outside are a dead clock or a joke: better no date than a wrong one (IMAP study d 57)."""

LARGEST_OFFSET = 14 * 60
"""Minutes; no place on earth is further from UTC."""

_ZONES = """
UT+0 UTC+0 GMT+0 Z+0 WET+0 WEST+60 BST+60 CET+60 MET+60 MEZ+60 CEST+120 MEST+120 MESZ+120
EET+120 EEST+180 MSK+180 TRT+180 IST+330 SGT+480 HKT+480 AWST+480 JST+540 KST+540 ACST+570
AEST+600 ACDT+630 AEDT+660 NZST+720 NZDT+780 NDT-150 NST-210 ADT-180 BRT-180 ART-180 AST-240
EDT-240 EST-300 CDT-300 CST-360 MDT-360 MST-420 PDT-420 PST-480 AKDT-480 AKST-540 HST-600
"""

ZONES = {
    name: int(sign + minutes) for name, sign, minutes in re.findall(r"([A-Z]+)([+-])(\d+)", _ZONES)
}
"""Minutes east of UTC by zone name; American readings where several continents share a name."""

_BEGINNINGS = """
jan sij gen
feb vel fev
mar mae ozu
apr tra avr
may mai maj mag svi
jun lip giu juin
jul srp lug juil
aug kol avg ago aou
sep ruj set
oct okt lis ott
nov stu
dec dez pro dic
"""

MONTHS = {
    beginning: number
    for number, line in enumerate(_BEGINNINGS.split("\n")[1:-1], 1)
    for beginning in line.split()
}
"""Month numbers by the first three letters of the name, four for French June and July; without
diacritics. Three Croatian names mean another month in Polish or Czech: the owner's market decides.
"""

_COMMENT = re.compile(r"\([^()]{0,60}\)?")

_WORD = r"[^\W\d_]"

_TIME = (
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{1,2})(?:[:.](?P<second>\d{1,2}))?(?!\d)(?:[.,]\d{1,9})?"
    r"(?:\s?(?P<half>[AaPp])\.?[Mm]\b\.?)?"
)

_ZONE = (
    r"\s*[\"']?(?P<name>[A-Za-z]{1,5}\b)?[\"']?\s*"
    r"(?:(?P<sign>[+-])(?P<zh>\d{1,2}?)(?::?(?P<zm>\d{2}))?(?!\d))?"
)

_FORMS = tuple(
    re.compile(form)
    for form in (
        # Tue, 5 May 2026 10:12:13 +0200, also 05-May-26 and Tuesday, 5. May 2026, 10.12
        (
            rf"(?:{_WORD}{{2,12}}[.,]*\s{{0,3}})?(?P<day>\d{{1,2}})(?:\.\s?|[ -]\s{{0,2}})"
            rf"\s?(?P<month>{_WORD}{{3,12}})(?:[.,] ?|[ -])\s{{0,3}}"
            rf"(?P<year>\d{{2,4}})\.?,?\s+(?:(?:at|u|um|ob|alle|à) )?{_TIME}{_ZONE}"
        ),
        # 2026-05-05T10:12:13+02:00
        (
            r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
            rf"(?:\s{{0,2}}T\s?|,?\s+){_TIME}{_ZONE}"
        ),
        # Tue May 5 10:12:13 CEST 2026 (C library), May 5, 2026 10:12 AM
        (
            r"(?:[A-Za-z]{2,9},? )?(?P<month>[A-Za-z]{3,12})\.? {1,2}(?P<day>\d{1,2}) "
            rf"{_TIME}{_ZONE} (?P<year>\d{{4}})"
        ),
        (
            r"(?:[A-Za-z]{2,9},? )?(?P<month>[A-Za-z]{3,12})\.? {1,2}(?P<day>\d{1,2}),? "
            rf"(?P<year>\d{{4}}),? (?:at )?{_TIME}{_ZONE}"
        ),
        # 05.05.2026. 10:12, as in Croatian and German; a slash date is ambiguous and left alone
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>\d{{4}})\.?,?\s+{_TIME}{_ZONE}",
    )
)


def parse_date(text: str) -> tuple[datetime, int | None] | None:
    """Return the instant in UTC and the sender's offset in minutes east, None when unreadable.

    A date without zone, or with a name nobody knows, is read as UTC (RFC 5322 4.3); its offset is
    None, as for ``-0000``: nothing is known of where the sender was. The weekday is ignored, a leap
    second is the second before it, and comments are dropped.

    Args:
        text: The header's text; only the first `LIMIT` characters count.
    """
    text = text[:LIMIT]
    if "(" in text:
        text = _COMMENT.sub(" ", text)
    text = text.strip()
    for form in _FORMS:
        if match := form.match(text):
            return _instant(match)
    return None


def _instant(match: re.Match[str]) -> tuple[datetime, int | None] | None:
    """Return the instant of a match, None when its numbers make no date."""
    part = match.groupdict()
    month, year = _month(part["month"]), _year(part["year"])
    is_known, offset = _offset(part)
    if month is None or offset is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    hour, second = int(part["hour"]), min(int(part["second"] or 0), 60)
    if part["half"]:
        hour = hour % 12 + (12 if part["half"] in "Pp" else 0)
    try:
        local = datetime(
            year, month, int(part["day"]), hour, int(part["minute"]), min(second, 59), tzinfo=UTC
        )
    except ValueError:
        return None
    return local - timedelta(minutes=offset), offset if is_known else None


def _month(text: str) -> int | None:
    """Return the number of a month written as a word or a number."""
    if text.isdecimal():
        return int(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    text = text.lower()
    return MONTHS.get(text[:4]) or MONTHS.get(text[:3])


def _year(text: str) -> int:
    """Return the full year; two digits turn at 50 and three count from 1900 (RFC 5322 4.3)."""
    year = int(text)
    if len(text) == 2:
        return year + (2000 if year < 50 else 1900)
    return year + 1900 if len(text) == 3 else year


def _offset(part: dict[str, str | None]) -> tuple[bool, int | None]:
    """Return whether the zone is known, and minutes east of UTC; None for what no place has."""
    if part["sign"]:
        minutes = int(part["zm"] or 0)
        offset = int(part["zh"] or 0) * 60 + minutes
        if minutes > 59 or offset > LARGEST_OFFSET:
            return False, None
        is_west = part["sign"] == "-"
        return offset > 0 or not is_west, -offset if is_west else offset
    offset_of_name = ZONES.get((part["name"] or "").upper())
    return offset_of_name is not None, offset_of_name or 0
