"""Bytes of a money file to text: what it is, and in which encoding.

Source: invoices study, "Sources and their traps" (BOM, cp1250) and "Edge cases".
"""

from __future__ import annotations

import codecs

from goodterms.core.column_titles import KNOWN
from goodterms.core.columns import normalise_title
from goodterms.errors import ImportFileError

MOST_BYTES = 50 * 1024 * 1024
"""Larger files are no invoice list; they are not read at all."""

LONGEST_LINE = 1024 * 1024
"""A longer line, in characters, is no table."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_OTHER_FILES = (
    (b"PK\x03\x04", "a spreadsheet or zip archive"),
    (b"PK\x05\x06", "a spreadsheet or zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet"),
    (b"\x1f\x8b", "a gzip archive"),
)

_CENTRAL_BYTES = frozenset(b"\x9a\x9e\x8a\x8e\x8d\x8f\x9d\x81\x90")
"""Š and ž, which western texts hardly have, and bytes that cp1252 does not define."""


def decode(data: bytes, name: str) -> str:
    """Return the text of a file.

    Raises:
        ImportFileError: It is empty, too large, binary, another kind of file, or in no encoding we
            know, or one of its lines is too long.
    """
    _refuse_other(data, name)
    text = _text(data, name)
    if "\0" in text:
        raise _refusal(name, "holds NUL bytes, so it is no text")
    if not text.strip():
        raise _refusal(name, "is empty")
    if _longest_line(text) > LONGEST_LINE:
        raise _refusal(name, "has a line of more than 1 MB, so it is no table")
    return text


def _longest_line(text: str) -> int:
    """Return the length of the longest line, without a copy of them all."""
    longest = start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > longest:
            longest = max(longest, *map(len, text[start:end].split("\r")))
        start = end + 1
    return longest


def _refusal(name: str, what: str) -> ImportFileError:
    hint = "Export invoices or payments as CSV and import that"
    return ImportFileError(f"{name} {what}", hint=hint)


def _refuse_other(data: bytes, name: str) -> None:
    """Raise for content that is plainly no CSV, in words that name what it is."""
    if len(data) > MOST_BYTES:
        raise _refusal(name, "is larger than 50 MB")
    if not data.strip():
        raise _refusal(name, "is empty")
    start = data.removeprefix(codecs.BOM_UTF8).lstrip()
    for sign, what in _OTHER_FILES:
        if start.startswith(sign):
            raise _refusal(name, f"is {what}, which is not read")


def _text(data: bytes, name: str) -> str:
    """Return the decoded text: by byte order mark, else UTF-8, else the likelier 8-bit page."""
    encoding = next((each for bom, each in _BOMS if data.startswith(bom)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8" or b"\0" in data:
            raise _refusal(name, f"cannot be decoded as {encoding}") from error
    pages = [each for each in ("cp1250", "cp1252") if _decodes(data, each)]
    if not pages:
        raise _refusal(name, "is in no encoding that is known here")
    return data.decode(max(pages, key=lambda page: _likeness(data, page)))


def _decodes(data: bytes, page: str) -> bool:
    try:
        data.decode(page)
    except UnicodeDecodeError:
        return False
    return True


def _likeness(data: bytes, page: str) -> tuple[int, int]:
    """Return how well a page fits: known titles in the first lines, then tell-tale bytes."""
    head = data[:8192].decode(page, "replace").replace(";", ",").replace("\t", ",")
    titles = sum(normalise_title(each) in KNOWN for each in head.replace("\n", ",").split(","))
    is_central = not _CENTRAL_BYTES.isdisjoint(data)
    return titles, int(is_central == (page == "cp1250"))
