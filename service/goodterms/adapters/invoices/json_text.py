"""JSON text to values, safely: bounded depth and digits, no key twice, and never a float.

`json` of the standard library takes ``NaN``, the last of equal keys, and floats; a money file with
any of them is refused as a whole. Source: RFC 8259 sections 4, 6 and 9 (a reader may set limits).
"""

from __future__ import annotations

import codecs
import json
import re
from decimal import Decimal
from typing import NoReturn

from goodterms.errors import ImportFileError

MOST_DEPTH = 64
"""Deepest nesting; exports of tools need about ten."""

MOST_DIGITS = 40
"""Longest number in characters; money needs 15, ids of tools up to 25."""

MOST_EXPONENT = 30
"""Largest power of ten beside a number; ``1e999999999`` would fill the memory."""

_STRINGS = re.compile(rb'"(?:[^"\\]+|\\.)*+(?:"|\Z)', re.DOTALL)
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_HINT = "Export it again as JSON or CSV"


def parse(data: bytes, name: str) -> object:
    """Return the value of a JSON file: numbers are int or Decimal, objects have each key once.

    Args:
        data: The whole file, UTF-8 or UTF-16 with or without a byte order mark.
        name: For messages.

    Raises:
        ImportFileError: It is no such JSON; the message never repeats content of the file.
    """
    text = _decoded(data, name)
    if _depth(text.encode()) > MOST_DEPTH:
        raise _refusal(name, f"is nested deeper than {MOST_DEPTH} levels")
    try:
        value: object = json.loads(
            text,
            parse_int=_integer,
            parse_float=_decimal,
            parse_constant=_no_number,
            object_pairs_hook=_object,
        )
        if _SURROGATE.search(text):
            json.dumps(value, ensure_ascii=False, default=str).encode()
    except json.JSONDecodeError as error:
        raise _refusal(name, f"is no well-formed JSON (line {error.lineno})") from error
    except UnicodeEncodeError as error:
        raise _refusal(name, "holds half a character, so it is no text") from error
    except ValueError as error:
        raise _refusal(name, str(error)) from error
    return value


def _refusal(name: str, what: str) -> ImportFileError:
    return ImportFileError(f"{name} {what}", hint=_HINT)


def _decoded(data: bytes, name: str) -> str:
    """Return the text by its byte order mark, else as `json` itself tells UTF-8 and UTF-16."""
    start = data.removeprefix(codecs.BOM_UTF8)
    try:
        return start.decode(json.detect_encoding(start))
    except UnicodeDecodeError as error:
        raise _refusal(name, "is no JSON text in UTF-8 or UTF-16") from error


def _depth(data: bytes) -> int:
    """Return how deep arrays and objects are nested, before anything is built from them."""
    deepest = depth = 0
    for each in _STRINGS.sub(b"", data).translate(None, _NO_BRACKETS):
        depth += 1 if each in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _integer(text: str) -> int:
    if len(text) > MOST_DIGITS:
        message = f"holds a number of more than {MOST_DIGITS} digits"
        raise ValueError(message)
    return int(text)


def _decimal(text: str) -> Decimal:
    power = re.split("[eE]", text)[1:]
    digits = power[0].lstrip("+-0") if power else ""
    if len(text) > MOST_DIGITS or len(digits) > 2 or int(digits or 0) > MOST_EXPONENT:
        message = f"holds a number of more than {MOST_DIGITS} digits"
        raise ValueError(message)
    return Decimal(text)


def _no_number(_text: str) -> NoReturn:
    message = "holds a value that is no number (NaN or Infinity)"
    raise ValueError(message)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        message = "has an object with one key twice, so its meaning is unclear"
        raise ValueError(message)
    return found
