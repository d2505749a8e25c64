"""Signed e-invoices (``.p7m``, CAdES): the XML inside is read, the signature is not checked.

The owner imports their own invoices; who signed them decides nothing here. Each document says so:
``"signature": "not checked"`` stands in what it states.
Source: RFC 5652 (CMS); Agenzia delle Entrate, Specifiche tecniche FatturaPA (CAdES-BES; files come
as DER, as base64 and with lines around it, signed once or several times).
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from asn1crypto import cms

from goodterms.adapters.invoices.xml_gate import refusal
from goodterms.adapters.invoices.xml_kinds import read_xml

if TYPE_CHECKING:
    from goodterms.adapters.invoices.asked import Asked
    from goodterms.core.ledger import Document
    from goodterms.ports import LedgerFile

MOST_BYTES = 8_000_000
"""The Italian exchange takes files up to 5 MB; base64 makes them a third longer."""

MOST_LAYERS = 4
"""Signatures around each other."""

MOST_CHUNKS = 20_000
"""Pieces in which the content may come; signing tools write 1 to 64 KB in each."""

_WRAPPED = re.compile(
    rb"\s*(?:-----BEGIN [A-Z0-9 ]{1,40}-----)?([A-Za-z0-9+/=\s]+?)(?:-----END|\Z)"
)
_FLAWS = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
)
"""What the library says of a broken file, found by changing bytes at random."""

_CHUNK = re.compile(rb"\x04[\x00-\x03]")


def read(data: bytes, name: str, asked: Asked) -> LedgerFile:
    """Return the e-invoices in a signed file.

    Raises:
        ImportFileError: It is no signed file, or what is in it is no e-invoice.
    """
    found = read_xml(content_of(data, name), name, asked)
    return replace(found, documents=tuple(map(_unchecked, found.documents)))


def content_of(data: bytes, name: str) -> bytes:
    """Return what was signed.

    Raises:
        ImportFileError: It is no signed file, or a signature that stands alone.
    """
    if len(data) > MOST_BYTES:
        raise refusal(name, f"is a signed file of more than {MOST_BYTES // 1_000_000} MB")
    content = data
    for _ in range(MOST_LAYERS):
        content = _unwrapped(content, name)
        if not _is_wrapped(content):
            return content
    raise refusal(name, f"has more than {MOST_LAYERS} signatures around each other")


def _is_wrapped(data: bytes) -> bool:
    return data[:1] == b"0" or data.lstrip()[:2] in {b"MI", b"--"}


def _unwrapped(data: bytes, name: str) -> bytes:
    """Return the content of the outermost signature."""
    der = _decoded(data, name)
    # each piece of the content costs time whatever it holds
    if sum(1 for _ in _CHUNK.finditer(der)) > MOST_CHUNKS:
        raise refusal(name, f"is a signed file in more than {MOST_CHUNKS} pieces")
    try:
        inner = cms.ContentInfo.load(der)
        if inner["content_type"].native != "signed_data":
            raise refusal(name, "is no signed file, though it looks like one")
        content = inner["content"]["encap_content_info"]["content"].native
    except _FLAWS:
        raise refusal(name, "is no signed file that can be read") from None
    if not isinstance(content, bytes) or not content:
        raise refusal(name, "is a signature without the invoice that it signs")
    return content


def _decoded(data: bytes, name: str) -> bytes:
    """Return the binary form of base64, with or without lines around it."""
    if data[:1] == b"0":
        return data
    found = _WRAPPED.match(data)
    try:
        return base64.b64decode(b"".join(found[1].split()), validate=True) if found else data
    except (binascii.Error, ValueError):
        raise refusal(name, "is no signed file that can be read") from None


def _unchecked(document: Document) -> Document:
    stated = {**json.loads(document.stated), "signature": "not checked"}
    return replace(document, stated=json.dumps(stated, sort_keys=True, ensure_ascii=False))
