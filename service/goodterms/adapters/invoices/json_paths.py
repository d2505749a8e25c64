"""Values inside JSON records by path, as the texts that table cells hold.

A path is keys joined by dots: ``contact.name``, a number for a place in a list (``contacts.0``), a
star for all of them (``payments.*.date``: the last one counts). A tilde in front passes over zero.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LONGEST = 2000
"""Longest text that is taken from a record, in characters."""

MOST_DECIMALS = 8
"""More decimals are the rest of a binary fraction (119.00000000000001), not money."""

EPOCH = date(1970, 1, 1)

_MICROSOFT = re.compile(r"/Date\((-?[0-9]{1,14})(?:[+-][0-9]{4})?\)/")


def first_text(record: Mapping[str, object], paths: Sequence[str]) -> str:
    """Return the text at the first path that holds any, "" for none."""
    for path in paths:
        bare = path.removeprefix("~")
        texts = [text_of(each) for each in _values(record, bare.split("."))]
        found = max((each for each in texts if each), default="")
        if found and not (path.startswith("~") and not found.strip("-0.,")):
            return found
    return ""


def text_of(value: object) -> str:
    """Return a scalar as text, "" for null, lists and objects; numbers without an exponent."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return _decimal_text(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _day_text(value.strip()[:LONGEST])
    return ""


def day_of_seconds(text: str) -> str:
    """Return the UTC day of a Unix time in seconds as an ISO date; other text stays as it is."""
    if not re.fullmatch(r"-?[0-9]{1,11}", text):
        return text
    return (EPOCH + timedelta(days=int(text) // 86400)).isoformat()


def _decimal_text(value: Decimal) -> str:
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -MOST_DECIMALS:
        value = value.quantize(Decimal((0, (1,), -6)))
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day_text(text: str) -> str:
    """Return ``/Date(1518652800000+0000)/`` as an ISO date; other text stays as it is."""
    found = _MICROSOFT.fullmatch(text)
    return day_of_seconds(str(int(found[1]) // 1000)) if found else text


def _values(value: object, keys: Sequence[str]) -> Iterator[object]:
    """Yield what stands at the end of a path, several where it has a star."""
    if not keys:
        yield value
        return
    key, rest = keys[0], keys[1:]
    if isinstance(value, dict):
        if key in value:
            yield from _values(value[key], rest)
    elif isinstance(value, list):
        if key == "*":
            for each in value:
                yield from _values(each, rest)
        elif key.isdecimal() and int(key) < len(value):
            yield from _values(value[int(key)], rest)
