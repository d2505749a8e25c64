"""What a money file is, told by its content and never by its name.

A format is one module with ``read(data, name, asked) -> LedgerFile``; it is imported only when a
file of its kind comes. A new one is one line of `FORMATS`.

Source: invoices study, "Sources and their traps" (recognise by).
"""

from __future__ import annotations

import codecs
import importlib
import re
from typing import TYPE_CHECKING, Protocol, cast

from goodterms.errors import ImportFileError

if TYPE_CHECKING:
    from goodterms.adapters.invoices.asked import Asked
    from goodterms.ports import LedgerFile

HEAD_BYTES = 64 * 1024
"""So much of the beginning is looked at."""

FORMATS = {
    "pdf": "pdf",  # Factur-X and ZUGFeRD: a PDF that carries its XML
    "p7m": "signed",  # a signed FatturaPA
    "xml": "xml_kinds",  # e-invoices and CAMT: told apart by their root element
    "ofx": "ofx",
    "mt940": "mt940",
    "json": "json_kinds",  # exports and timewarrior: told apart by their keys
    "hledger": "plain_text",  # hledger and ledger journals
    "beancount": "plain_text",
    "csv": "csv_kinds",  # invoices, payments, time: told apart by their header
}
"""Name of each format and the module of this package that reads it."""

_SIGNS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("pdf", re.compile(rb"\s{0,1024}%PDF-")),
    ("p7m", re.compile(rb"0[\x80-\x84]|-----BEGIN (?:PKCS7|CMS)-----|MI[AGIMQ][A-Za-z0-9+/]{57,}")),
    (
        "ofx",
        re.compile(rb"\s*OFXHEADER\s*:|\s*(?:<\?xml[^>]*>\s*)?<\?OFX\b|\s*<OFX>", re.IGNORECASE),
    ),
    ("xml", re.compile(rb"\s*<")),
    # a SWIFT message begins with its blocks: {1:...}{2:...}{4:
    ("json", re.compile(rb"\s*(?:\[|\{(?!\d:))")),
    (
        "mt940",
        re.compile(
            rb"(?:.{0,400}?)(?:^|\n|\r|\{4:\s*):20:[^\n]{0,200}\n.{0,800}?:(?:25|28C|60[FM]):",
            re.DOTALL,
        ),
    ),
    (
        "beancount",
        re.compile(
            rb"(?:.*\n)*?(?:option\s+\"|\d{4}-\d\d-\d\d\s+(?:open|[*!]|txn|balance)\s+(?:\"|[A-Z]\w+:))"
        ),
    ),
    (
        "hledger",
        re.compile(
            rb"(?:.*\n)*?(?:(?:account|commodity|alias)\s"
            rb"|\d{4}[-/.]\d\d?[-/.]\d\d?(?:=[\d/.-]+)?(?:[ \t](?!\d\d?:\d\d)[^\n]*)?\n"
            rb"(?:[ \t]+;[^\n]*\n)*[ \t]+[^\s;,][^\n]*?(?:  |\t|\n))"
        ),
    ),
)
"""Tried in this order on the first bytes, byte order mark removed; what fits none is a table."""


class Reader(Protocol):
    """What the module of a format offers."""

    def read(self, data: bytes, name: str, asked: Asked) -> LedgerFile:
        """Return what the file holds; raises `ImportFileError` when it cannot be read at all."""
        ...


def detect(data: bytes) -> str:
    """Return the name of the format, one of `FORMATS`."""
    head = data[:HEAD_BYTES]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "replace").encode()
    head = head.removeprefix(codecs.BOM_UTF8)
    return next((name for name, sign in _SIGNS if sign.match(head)), "csv")


def reader(form: str) -> Reader:
    """Return the reader of a format.

    Raises:
        ImportFileError: There is no such format.
    """
    try:
        module = FORMATS[form]
    except KeyError:
        message = f'no format is called "{form}"'
        raise ImportFileError(message, hint=f"Known: {', '.join(FORMATS)}") from None
    return cast("Reader", importlib.import_module(f"goodterms.adapters.invoices.{module}"))
