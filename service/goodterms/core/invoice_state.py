"""What a row of an invoice table says was paid, and in which state it is by that.

Source: invoices study, Canonical shape and "Sources and their traps".
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from goodterms.core.columns import Field, normalise_title
from goodterms.core.ledger import DocumentState

if TYPE_CHECKING:
    from goodterms.core.columns import ColumnMapping
    from goodterms.core.table_row import TableRow

_YES = "yes y true da ja oui si sim ano tak paid"
YES = frozenset(_YES.split())
NO = frozenset({"no", "n", "false", "ne", "nein", "non", "nao", "nie", "nee", "unpaid"})

_DAY = re.compile(r"[0-9]{1,4}([./-])\s?[0-9]{1,2}\1\s?[0-9]{2,4}\.?(?:[T ].{0,20})?")

SETTLED_WORDS = (DocumentState.VOID, DocumentState.DRAFT, DocumentState.WRITTEN_OFF)
"""States that amounts say nothing against."""


def told_apart(row: TableRow) -> TableRow:
    """Return a row whose column "paid" holds an amount, where it held a day or only yes and no."""
    text = row.text(Field.PAID)
    word = normalise_title(text)
    is_day = bool(_DAY.fullmatch(text))
    if not (is_day or word in YES or word in NO):
        return row
    cells = dict(row.cells)
    del cells[Field.PAID]
    if is_day:
        cells.setdefault(Field.LAST_PAYMENT, text)
    if is_day or word in YES:
        cells[Field.STATE] = cells.get(Field.STATE) or "paid"
    return replace(row, cells=cells)


def paid_of(
    row: TableRow,
    said: DocumentState | None,
    total: int,
    currency: str,
    mapping: ColumnMapping,
) -> int:
    """Return what the file says was paid: its own column, else total less balance."""
    paid = row.money(Field.PAID, currency, mapping)
    if paid is not None:
        return -abs(paid) if total < 0 else paid
    balance = row.money(Field.BALANCE, currency, mapping)
    if balance is not None and said not in SETTLED_WORDS:
        return total - (-abs(balance) if total < 0 else balance)
    return total if said is DocumentState.PAID else 0


def state_of(
    row: TableRow,
    said: DocumentState | None,
    total: int,
    paid: int,
    mapping: ColumnMapping,
) -> DocumentState:
    """Return the state: the owner's word where it is one, else what the amounts say."""
    if said in (*SETTLED_WORDS, DocumentState.DISPUTED, DocumentState.PAID):
        return said or DocumentState.OPEN
    if total <= 0:
        return DocumentState.OPEN
    if said is None and paid == 0 and _is_written_off(row, mapping):
        return DocumentState.WRITTEN_OFF
    if paid >= total:
        return DocumentState.PAID
    if paid > 0 or said is DocumentState.PARTIAL:
        return DocumentState.PARTIAL
    return DocumentState.OPEN


def _is_written_off(row: TableRow, mapping: ColumnMapping) -> bool:
    """Return whether nothing was paid and nothing is owed: Harvest's way to write off."""
    if not (row.has(Field.PAID) and row.has(Field.BALANCE)):
        return False
    return row.money(Field.BALANCE, "EUR", mapping) == 0
