"""Tables of text: invoices, payments or hours, told apart by the names of their columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodterms.adapters.invoices import time_tables
from goodterms.adapters.invoices.decoding import decode
from goodterms.adapters.invoices.table import read_table, refuse_wide
from goodterms.core.ledger_rows import read_rows
from goodterms.ports import LedgerFile

if TYPE_CHECKING:
    from goodterms.adapters.invoices.asked import Asked


def read(data: bytes, name: str, asked: Asked) -> LedgerFile:
    """Return what a table holds; a bad row becomes a problem, the others are kept.

    Raises:
        ImportFileError: It is no table, or one whose columns mean nothing to us.
    """
    text = decode(data, name)
    refuse_wide(text, name)
    if not asked.columns and time_tables.recognises(text):
        return time_tables.read_text(text, name, asked)
    table = read_table(text, name, asked.known, asked.columns)
    mapping = replace(
        table.mapping,
        currency=asked.currency or table.mapping.currency,
        date_order=asked.date_order or table.mapping.date_order,
    )
    ledger = read_rows(table, mapping, source=name, clients=asked.clients)
    return LedgerFile(
        source=name,
        format=ledger.mapping.format,
        documents=ledger.documents,
        payments=ledger.payments,
        problems=ledger.problems,
        mapping=ledger.mapping,
        undecided=ledger.undecided,
    )
