"""What the owner says about money: of matches, of documents, and of buyers.

A word on a match or a buyer says what something *is* and holds for the past too; a word on a
document says what happened on a day, and nothing before that day knows of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from goodterms.core.ledger import DocumentState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from goodterms.core.client import Client
    from goodterms.core.ledger import Document


class MatchWord(StrEnum):
    """Whether a payment belongs to a document."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class DocumentWordKind(StrEnum):
    """What became of a document; the second of each pair takes the first back."""

    DISPUTED = "disputed"
    RESOLVED = "resolved"
    WRITTEN_OFF = "written_off"
    OWED = "owed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationWord:
    """The owner's word on one payment and one document.

    Attributes:
        document: `Document.id`; "" with ``rejected`` says that no document is paid by it.
        applied_minor: In the payment's currency; None for all that fits.
    """

    payment: str
    document: str
    word: MatchWord
    applied_minor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentWord:
    """The owner's word on one document from a day on.

    Attributes:
        id: Running number; of two words of one day the later one holds.
        on_day: Calendar day in the owner's zone.
    """

    id: int
    document: str
    word: DocumentWordKind
    on_day: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerWord:
    """Which client a buyer or payer is; `client` "" when the owner says: none of mine."""

    buyer: str
    client: str


def as_said(
    documents: Iterable[Document], words: Sequence[DocumentWord], *, today: date
) -> tuple[Document, ...]:
    """Return the documents in the state that the owner's words up to `today` give them.

    The last word of a document holds; without one, the state of the source.
    """
    last: dict[str, DocumentWord] = {}
    for each in sorted(words, key=lambda word: (word.on_day, word.id)):
        if each.on_day <= today:
            last[each.document] = each
    return tuple(_said(each, last[each.id]) if each.id in last else each for each in documents)


def _said(document: Document, word: DocumentWord) -> Document:
    if word.word is DocumentWordKind.DISPUTED:
        return replace(document, state=DocumentState.DISPUTED)
    if word.word is DocumentWordKind.WRITTEN_OFF:
        return replace(document, state=DocumentState.WRITTEN_OFF)
    taken_back = {
        DocumentWordKind.RESOLVED: DocumentState.DISPUTED,
        DocumentWordKind.OWED: DocumentState.WRITTEN_OFF,
    }
    if document.state is taken_back[word.word]:
        return replace(document, state=DocumentState.OPEN)
    return document


def with_buyers(clients: Iterable[Client], words: Iterable[BuyerWord]) -> tuple[Client, ...]:
    """Return the clients, each knowing the buyers that the owner said are this client."""
    names: dict[str, list[str]] = {}
    for each in words:
        names.setdefault(each.client, []).append(each.buyer)
    return tuple(
        replace(each, invoice_names=(*each.invoice_names, *sorted(names[each.name])))
        if each.name in names
        else each
        for each in clients
    )
