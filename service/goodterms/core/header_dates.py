"""The Date header as an instant, for every spelling that occurs in mail.

The e-mail library behind `adapters.mime` takes CEST for UTC and gives up on ISO dates, one-digit
hours, dotted times, long months and ``GMT+0200`` (IMAP study 0.7, d 57 and 58); hence this ladder.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

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

_NAMES = """
january february march april may june july august september october november december
"""

MONTHS = {
    name[:length]: number
    for number, name in enumerate(_NAMES.split(), 1)
    for length in (3, 4, len(name))
}
"""Month numbers by English name, long or cut to three or four letters (``Sept``)."""

_TIME = (
    r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?:[.,]\d{1,9})?"
    r"(?:\s?(?P<half>[AaPp])\.?[Mm]\b\.?)?"
)

_ZONE = (
    r"\s*(?P<name>[A-Za-z]{1,5}\b)?\s*"
    r"(?:(?P<sign>[+-])(?P<zh>\d{1,2}?)(?::?(?P<zm>\d{2}))?(?!\d))?"
)

_FORMS = tuple(
    re.compile(form)
    for form in (
        # Tue, 5 May 2026 10:12:13 +0200, also 05-May-26 and Tuesday, 5. May 2026, 10.12
        (
            r"(?:[^\W\d_]{2,12}[.,]*\s{0,3})?(?P<day>\d{1,2})(?:\.\s?|[ -])"
            r"\s?(?P<month>[A-Za-z]{3,9})(?:[.,] ?|[ -])\s?"
            rf"(?P<year>\d{{2,4}}),?\s+(?:at )?{_TIME}{_ZONE}"
        ),
        # 2026-05-05T10:12:13+02:00
        (
            r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
            rf"(?:\s{{0,2}}T\s?|,?\s+){_TIME}{_ZONE}"
        ),
        # Tue May 5 10:12:13 CEST 2026 (C library), May 5, 2026 10:12 AM
        (
            r"(?:[A-Za-z]{2,9},? )?(?P<month>[A-Za-z]{3,9})\.? {1,2}(?P<day>\d{1,2}) "
            rf"{_TIME}{_ZONE} (?P<year>\d{{4}})"
        ),
        (
            r"(?:[A-Za-z]{2,9},? )?(?P<month>[A-Za-z]{3,9})\.? {1,2}(?P<day>\d{1,2}),? "
            rf"(?P<year>\d{{4}}),? (?:at )?{_TIME}{_ZONE}"
        ),
        # 05.05.2026. 10:12, as in Croatian and German; a slash date is ambiguous and left alone
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>\d{{4}})\.?,?\s+{_TIME}{_ZONE}",
    )
)


def parse_date(text: str) -> tuple[datetime, int] | None:
    """Return the instant in UTC and the sender's offset in minutes east, None when unreadable.

    A date without zone, or with a name nobody knows, is read as UTC with offset 0 (RFC 5322 4.3).
    The weekday is ignored, a leap second is the second before it, and comments are dropped.

    Args:
        text: The header's text; only the first `LIMIT` characters count.
    """
    text = re.sub(r"\([^()]{0,60}\)?", " ", text[:LIMIT]).strip()
    for form in _FORMS:
        if match := form.match(text):
            return _instant(match)
    return None


def _instant(match: re.Match[str]) -> tuple[datetime, int] | None:
    """Return the instant of a match, None when its numbers make no date."""
    part = match.groupdict()
    month = MONTHS.get(part["month"].lower()) or _number(part["month"])
    year, offset = _year(part["year"]), _offset(part)
    if month is None or offset is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    hour, second = int(part["hour"]), min(int(part["second"] or 0), 60)
    if part["half"]:
        hour = hour % 12 + (12 if part["half"] in "Pp" else 0)
    try:
        local = datetime(
            year,
            month,
            int(part["day"]),
            hour,
            int(part["minute"]),
            min(second, 59),
            tzinfo=timezone(timedelta(minutes=offset)),
        )
    except ValueError:
        return None
    return local.astimezone(UTC), offset


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _year(text: str) -> int:
    """Return the full year; two digits turn at 50 and three count from 1900 (RFC 5322 4.3)."""
    year = int(text)
    if len(text) == 2:
        return year + (2000 if year < 50 else 1900)
    return year + 1900 if len(text) == 3 else year


def _offset(part: dict[str, str | None]) -> int | None:
    """Return minutes east of UTC, None for an offset that no place has."""
    if part["sign"]:
        minutes = int(part["zm"] or 0)
        offset = int(part["zh"] or 0) * 60 + minutes
        if minutes > 59 or offset > LARGEST_OFFSET:
            return None
        return -offset if part["sign"] == "-" else offset
    return ZONES.get((part["name"] or "").upper(), 0)
