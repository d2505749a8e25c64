"""The owner's words on money in the database: on matches, on documents, and on buyers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from goodterms.adapters.store_session import Session, stamp
from goodterms.core.owner_words import (
    AllocationWord,
    BuyerWord,
    DocumentWord,
    DocumentWordKind,
    MatchWord,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from goodterms.adapters.store_session import Row


class WordTables(Session):
    """The tables ``allocation_word``, ``document_word`` and ``buyer_word``.

    They name payments and documents by ids that every import gives anew, so that a word outlives
    the rows it speaks of.
    """

    def allocation_words(self) -> tuple[AllocationWord, ...]:
        """Return what the owner confirmed and rejected, by payment and document."""
        rows = self._rows("SELECT * FROM allocation_word ORDER BY payment, document")
        return tuple(
            AllocationWord(
                payment=str(row["payment"]),
                document=str(row["document"]),
                word=MatchWord(str(row["word"])),
                applied_minor=None
                if row["applied_minor"] is None
                else int(str(row["applied_minor"])),
            )
            for row in rows
        )

    def say_matches(self, words: Sequence[AllocationWord], now: datetime) -> None:
        """Keep words on one or more payments; they replace all of the same word said of them."""
        with self._writing():
            for payment, word in sorted({(each.payment, each.word.value) for each in words}):
                self._execute(
                    "DELETE FROM allocation_word WHERE payment = ? AND word = ?", [payment, word]
                )
            for each in words:
                self._execute(
                    "DELETE FROM allocation_word WHERE payment = ? AND document = ?",
                    [each.payment, each.document],
                )
                row: Row = {
                    "payment": each.payment,
                    "document": each.document,
                    "applied_minor": each.applied_minor,
                    "word": each.word.value,
                    "said_at": stamp(now),
                }
                self._insert("allocation_word", row)

    def unsay_matches(self, payment: str) -> int:
        """Forget the words on one payment; return how many there were."""
        with self._writing():
            return self._execute("DELETE FROM allocation_word WHERE payment = ?", [payment])

    def document_words(self) -> tuple[DocumentWord, ...]:
        """Return what the owner said of documents, oldest day first."""
        rows = self._rows("SELECT * FROM document_word ORDER BY on_day, id")
        return tuple(
            DocumentWord(
                id=int(str(row["id"])),
                document=str(row["document"]),
                word=DocumentWordKind(str(row["word"])),
                on_day=date.fromisoformat(str(row["on_day"])),
                note=str(row["note"]),
            )
            for row in rows
        )

    def say_document(self, word: DocumentWord, now: datetime) -> int:
        """Append a word on a document; return its id. `word.id` is not looked at."""
        row: Row = {
            "document": word.document,
            "word": word.word.value,
            "on_day": word.on_day.isoformat(),
            "note": word.note,
            "said_at": stamp(now),
        }
        with self._writing():
            return self._insert("document_word", row)

    def unsay_document(self, document: str) -> DocumentWord | None:
        """Forget the last word on a document and return it; None when there is none."""
        said = [each for each in self.document_words() if each.document == document]
        if not said:
            return None
        last = max(said, key=lambda each: each.id)
        with self._writing():
            self._execute("DELETE FROM document_word WHERE id = ?", [last.id])
        return last

    def buyer_words(self) -> tuple[BuyerWord, ...]:
        """Return which client each buyer is that the owner spoke of, by name."""
        rows = self._rows("SELECT buyer, client FROM buyer_word ORDER BY buyer")
        return tuple(BuyerWord(buyer=str(row["buyer"]), client=str(row["client"])) for row in rows)

    def say_buyer(self, word: BuyerWord, now: datetime) -> None:
        """Keep which client a buyer is; a later word replaces the former."""
        row: Row = {"buyer": word.buyer, "client": word.client, "said_at": stamp(now)}
        clause = "ON CONFLICT DO UPDATE SET client = excluded.client, said_at = excluded.said_at"
        with self._writing():
            self._insert("buyer_word", row, clause=clause)

    def unsay_buyer(self, buyer: str) -> bool:
        """Forget who a buyer is; return whether there was a word."""
        with self._writing():
            return self._execute("DELETE FROM buyer_word WHERE buyer = ?", [buyer]) > 0
