"""What kind of document an e-invoice is, by its code.

Source: UNTDID 1001 as EN 16931-1 and its UBL and CII bindings restrict it (BT-3); FatturaPA 1.2,
element TipoDocumento.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.core.ledger import DocumentKind

if TYPE_CHECKING:
    from collections.abc import Mapping

_BY_WORD = {
    "credit_note": "81 83 262 296 308 381 396 420 458 532 TD04 TD08",
    "self_billed_credit_note": "261",
    "corrective_invoice": "384",
    "advance_invoice": "386 TD02 TD03",
    "self_billed_invoice": "389 TD16 TD17 TD18 TD19 TD20 TD21 TD27",
    "partial_invoice": "326",
    "debit_note": "383 TD05 TD09",
}
WORDS: Mapping[str, str] = {
    code: word for word, codes in _BY_WORD.items() for code in codes.split()
}
"""The word for each code; every other code is an ``invoice``."""

CREDITS = frozenset({"credit_note", "self_billed_credit_note"})
"""Words of documents whose amounts are stated from the buyer's side: they lower what is owed."""

PROFORMA = frozenset({"310", "325"})
"""Offers and pro-forma invoices claim nothing."""


def kind_word(code: str, *, is_credit_note: bool = False) -> str:
    """Return the word for a type code.

    Args:
        code: As in the file, "" for none.
        is_credit_note: The root of the file says so, whatever its code.
    """
    word = WORDS.get(code.strip().upper(), "invoice")
    return "credit_note" if is_credit_note and word not in CREDITS else word


def kind_of(word: str, owed_minor: int) -> DocumentKind:
    """Return the kind in the ledger.

    A correction above zero is a claim of its own, in place of the invoice it corrects; below zero
    it takes something back.

    Args:
        word: From `kind_word`.
        owed_minor: What the document claims, in minor units.
    """
    if word in CREDITS:
        return DocumentKind.CREDIT_NOTE
    if word == "advance_invoice":
        return DocumentKind.PREPAYMENT
    if word == "corrective_invoice" and owed_minor <= 0:
        return DocumentKind.CORRECTED
    return DocumentKind.INVOICE
