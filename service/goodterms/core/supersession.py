"""Which document takes the place of which: corrections, reissued numbers, final invoices.

Money paid on the former one counts for the later one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from goodterms.core.ledger import DocumentKind, DocumentState
from goodterms.core.references import reference_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.core.ledger import Document

DEAD = (DocumentState.VOID, DocumentState.DRAFT)
"""States in which a document asks for nothing."""


def is_dead(document: Document) -> bool:
    """Return whether nothing can be paid on a document: cancelled, void or never sent."""
    return document.kind is DocumentKind.CANCELLED or document.state in DEAD


def successors(documents: Sequence[Document]) -> dict[str, str]:
    """Return the id of the last document in the place of each one that was replaced.

    A corrected invoice with a positive total replaces what it refers to (UNTDID 1001, 384); an
    invoice replaces a cancelled one that it refers to, and the prepayment invoices, unless their
    amount already stands in it as prepaid (EN 16931, BT-113).
    """
    by_number: dict[str, list[Document]] = defaultdict(list)
    for each in documents:
        by_number[reference_key(each.number)].append(each)
    found: dict[str, str] = {}
    for each in sorted(documents, key=_place):
        for number in each.refers_to:
            former = [old for old in by_number[reference_key(number)] if _replaces(each, old)]
            if former:
                found.setdefault(max(former, key=_place).id, each.id)
    return {old: _last(new, found) for old, new in found.items()}


def _place(document: Document) -> tuple[object, str]:
    return document.issue_date, document.id


def _last(document: str, found: dict[str, str]) -> str:
    """Follow to the end; each step leads to a later document, so it ends."""
    while document in found:
        document = found[document]
    return document


def _replaces(document: Document, former: Document) -> bool:
    if _place(former) >= _place(document) or document.total_minor <= 0 or is_dead(document):
        return False
    if document.currency != former.currency or not _same_buyer(document, former):
        return False
    if document.kind is DocumentKind.CORRECTED:
        return former.kind in (DocumentKind.INVOICE, DocumentKind.CORRECTED)
    if document.kind is not DocumentKind.INVOICE:
        return False
    if former.kind is DocumentKind.PREPAYMENT:
        return document.prepaid_minor == 0
    return is_dead(former)


def _same_buyer(one: Document, other: Document) -> bool:
    if one.client is not None and other.client is not None:
        return one.client == other.client
    return one.buyer.casefold() == other.buyer.casefold()
