"""Values of the core as JSON text and back, exactly: what was kept equals what is read.

Only data can be made of a text: dataclasses and words of `goodterms.core`, dates, fractions and
plain values. Sets and mappings are sorted, so that equal values give equal texts.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

HOME = "goodterms.core."

LEAVES = frozenset({str, int, float, bool, type(None)})
"""Types that stand for themselves: most of what is kept."""

_TEXTS: tuple[tuple[str, type, Callable[[Any], str], Callable[[str], object]], ...] = (
    ("datetime", datetime, datetime.isoformat, datetime.fromisoformat),  # before date, its parent
    ("date", date, date.isoformat, date.fromisoformat),
    ("time", time, time.isoformat, time.fromisoformat),
    ("fraction", Fraction, str, Fraction),
    ("decimal", Decimal, str, Decimal),
)


def to_text(value: object) -> str:
    """Return a value as JSON.

    Raises:
        TypeError: It holds something that is no data.
    """
    return json.dumps(_plain(value), separators=(",", ":"))


def from_text(text: str) -> object:
    """Return the value that `to_text` was given.

    Raises:
        ValueError: The text is no such value, or one of another version of the program.
    """
    try:
        return _value(json.loads(text))
    except (TypeError, LookupError, ImportError, AttributeError, StopIteration) as error:
        message = "the text is no value that was kept"
        raise ValueError(message) from error


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return {"word": _name(type(value)), "is": value.value}
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        names = _fields(type(value))
        return {"of": _name(type(value)), "is": [_plain(getattr(value, name)) for name in names]}
    return _gathered(value)


def _gathered(value: object) -> object:
    if isinstance(value, frozenset):
        return {"set": sorted((_plain(each) for each in value), key=json.dumps)}
    if isinstance(value, Mapping):
        pairs = [[_plain(key), _plain(each)] for key, each in value.items()]
        return {"map": sorted(pairs, key=json.dumps)}
    for name, kind, turned, _ in _TEXTS:
        if isinstance(value, kind):
            return {name: turned(value)}
    message = f"{type(value).__name__} is no data"
    raise TypeError(message)


def _value(plain: Any) -> object:  # noqa: ANN401 - whatever JSON gives
    if isinstance(plain, list):
        return tuple([each if type(each) in LEAVES else _value(each) for each in plain])
    return _made(plain) if isinstance(plain, dict) else plain


def _made(plain: dict[str, Any]) -> object:
    if "of" in plain:
        kind = _kind(plain["of"])
        found = [each if type(each) in LEAVES else _value(each) for each in plain["is"]]
        return kind(**dict(zip(_fields(kind), found, strict=True)))
    if "word" in plain:
        return _kind(plain["word"])(plain["is"])
    if "set" in plain:
        return frozenset(_value(each) for each in plain["set"])
    if "map" in plain:
        return {_value(key): _value(each) for key, each in plain["map"]}
    ((name, text),) = plain.items()
    return next(made(text) for known, _, _, made in _TEXTS if known == name)


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind) if each.init)


@cache
def _name(kind: type) -> str:
    if not kind.__module__.startswith(HOME):
        message = f"{kind.__name__} is not of the core"
        raise TypeError(message)
    return f"{kind.__module__.removeprefix(HOME)}.{kind.__name__}"


@cache
def _kind(name: str) -> Any:  # noqa: ANN401 - a class, called with what was kept
    module, _, word = name.rpartition(".")
    kind = getattr(importlib.import_module(HOME + module), word)
    if not (is_dataclass(kind) or (isinstance(kind, type) and issubclass(kind, Enum))):
        message = f"{name} is no data"
        raise TypeError(message)
    return kind
