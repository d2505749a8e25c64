"""E-invoices to rows of the ledger: whose they are, and which client they belong to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodterms.core.buyers import client_for
from goodterms.core.einvoice import Side, document_of, side_of
from goodterms.core.einvoice_kinds import PROFORMA
from goodterms.core.mail import Problem
from goodterms.core.table_row import plain
from goodterms.ports import LedgerFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.adapters.invoices.asked import Asked
    from goodterms.core.einvoice import EInvoice
    from goodterms.core.ledger import Document

SHOWN_LETTERS = 60
"""Longest name of a party in a message."""


def ledger_of(invoices: Sequence[EInvoice], name: str, form: str, asked: Asked) -> LedgerFile:
    """Return the owner's own invoices among those of one file, and a problem for each other one.

    Args:
        invoices: In the order of the file.
        name: File name.
        form: What the file was recognised as.
        asked: The owner's tax numbers and clients.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    for each in invoices:
        reason = _not_kept(each, asked)
        if reason:
            problems.append(Problem(kind="invoice", source=name, line=each.line, text=reason))
        else:
            document = document_of(each, source=name)
            documents.append(replace(document, client=client_for(document, asked.clients)))
    return LedgerFile(
        source=name, format=form, documents=tuple(documents), problems=tuple(problems)
    )


def _not_kept(invoice: EInvoice, asked: Asked) -> str:
    """Return why a document is no income of the owner, "" when it is."""
    number = plain(invoice.number)[:SHOWN_LETTERS]
    seller = plain(invoice.seller.name)[:SHOWN_LETTERS] or "without a name"
    if invoice.type_code in PROFORMA:
        return f"{number} is a pro-forma invoice, which claims nothing: not kept"
    side = side_of(invoice, asked.tax_ids)
    if side is Side.SUPPLIER:
        return f"{number} is an invoice to you, from {seller}: no income of yours, so not kept"
    if side is Side.STRANGER:
        return (
            f"{number}: the seller, {seller}, has none of your tax numbers, so it is not kept; if"
            " this is you, add the number to tax_ids under [owner]"
        )
    return ""
