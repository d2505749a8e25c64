"""Which kind of XML a file is, told by its root; and the e-invoices that are read from XML.

An invoice may stand in an envelope (Peppol's StandardBusinessDocument, SOAP, of a portal).
Source: invoices study, "Sources and their traps".
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, cast

from goodterms.adapters.invoices import cii, fatturapa, ubl
from goodterms.adapters.invoices.einvoice import ledger_of
from goodterms.adapters.invoices.xml_gate import local, parse, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodterms.adapters.invoices.asked import Asked
    from goodterms.adapters.invoices.detection import Reader
    from goodterms.adapters.invoices.xml_gate import Element
    from goodterms.core.einvoice import EInvoice
    from goodterms.ports import LedgerFile

ENVELOPE_DEPTH = 4
"""Levels at which an invoice can stand below an envelope."""

MOST_DOCUMENTS = 10_000
"""Invoices of one file."""


def read(data: bytes, name: str, asked: Asked) -> LedgerFile:
    """Return what an XML file holds: invoices, or the bookings of a bank statement.

    Raises:
        ImportFileError: It is unsafe, not well-formed, neither of the two, or cannot be used.
    """
    root = parse(data, name)
    module = _bank(root)
    if module:
        found = cast("Reader", import_module(f"goodterms.adapters.invoices.{module}"))
        return found.read(data, name, asked)
    return _invoices(root, name, asked)


def read_xml(data: bytes, name: str, asked: Asked) -> LedgerFile:
    """Return the e-invoices of an XML file, as found alone, in a PDF or attached to a mail.

    Raises:
        ImportFileError: It is unsafe, not well-formed, no e-invoice, or cannot be used.
    """
    return _invoices(parse(data, name), name, asked)


def holds_invoice(data: bytes, name: str) -> bool:
    """Return whether an XML file holds an e-invoice of a kind that is read here.

    Raises:
        ImportFileError: It is unsafe or not well-formed.
    """
    return any(True for _ in _documents(parse(data, name), ENVELOPE_DEPTH))


def _bank(root: Element) -> str:
    """Return the module that reads this root as bank statements, "" for none."""
    if local(root) == "OFX":
        return "ofx"
    holds = any(local(each).startswith("BkToCstmr") for each in root)
    return "camt" if local(root) == "Document" and holds else ""


def _invoices(root: Element, name: str, asked: Asked) -> LedgerFile:
    found: list[EInvoice] = []
    forms: list[str] = []
    for element in _documents(root, ENVELOPE_DEPTH):
        if len(found) > MOST_DOCUMENTS:
            raise refusal(name, f"holds more than {MOST_DOCUMENTS} invoices")
        found += _read(element, name)
        forms.append(found[-1].syntax)
    if not found:
        raise refusal(name, _unknown(root))
    return ledger_of(found, name, forms[0], asked)


def _documents(element: Element, depth: int) -> Iterator[Element]:
    """Yield the invoices at or below an element, not looking into them."""
    if any(module.is_document(element) for module in (ubl, cii, fatturapa)):
        yield element
    elif depth > 0:
        for each in element:
            yield from _documents(each, depth - 1)


def _read(element: Element, name: str) -> list[EInvoice]:
    if fatturapa.is_document(element):
        return fatturapa.read_documents(element, name)
    module = ubl if ubl.is_document(element) else cii
    return [module.read_document(element, name)]


def _unknown(root: Element) -> str:
    """Return the sentence for XML of another kind; only plain names are shown."""
    said = local(root)
    shown = f'"{said}"' if re.fullmatch(r"[A-Za-z][\w.-]{0,39}", said, re.ASCII) else "unknown"
    return f"is no invoice or bank statement that is known: its root is {shown}"
