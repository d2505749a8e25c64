"""Which documents a payment pays: by what the owner said, what it names, and only then by likeness.

The rule: a reference is *certain*; a number that stands in other words, or several whose sums fit
exactly, is *high*; amount with payer and day, or amount alone, is *probable*. What several
documents fit alike is asked, not guessed. Probable money is kept apart: it counts in the client's
favour (not late after that day) and never against anybody, until the owner confirms or rejects it.
Source: invoices study, Matching.

Everything is computed anew from all documents and payments, in the order of their days, so that
the order in which files are imported does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from goodterms.core.owed import owed_minor
from goodterms.core.owner_words import MatchWord
from goodterms.core.rates import FIXED, Rates, converted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from goodterms.core.ledger import Document, Payment
    from goodterms.core.owner_words import AllocationWord

SUMMARY_MARK = "#paid"
"""End of the id of a payment that an invoice row sums up ("paid 200 so far, last on ...")."""


class Confidence(StrEnum):
    """How sure it is that a payment belongs to a document, surest first."""

    CONFIRMED = "confirmed"
    CERTAIN = "certain"
    HIGH = "high"
    PROBABLE = "probable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """A part of a payment that belongs to a document.

    Attributes:
        applied_minor: In the payment's currency, with its sign.
        basis: What the match rests on, in words.
    """

    payment: str
    document: str
    applied_minor: int
    confidence: Confidence
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A payment that fits several documents: the owner is asked.

    Attributes:
        candidates: Document ids, sorted.
    """

    payment: str
    candidates: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """Every allocation and every doubt, by day and id of the payment.

    Attributes:
        told_twice: Payments that another row tells of too; each has a doubt.
        set_aside: Payments of which the owner said that they pay no document.
    """

    allocations: tuple[Allocation, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    told_twice: frozenset[str] = frozenset()
    set_aside: frozenset[str] = frozenset()


@dataclass(slots=True, kw_only=True)
class Ledger:
    """What is known while payments are put to documents one after the other.

    Attributes:
        documents: By id.
        paid: What single payments put to a document so far, in its currency.
        found: Allocations by payment; `doubts` likewise.
        rejected: Pairs of payment and document that the owner denied.
        taken_back: Payments that a reversal already answers.
        summed_on: Day of the last payment by the documents' own rows.
    """

    documents: dict[str, Document]
    rates: Rates = FIXED
    paid: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    found: dict[str, list[Allocation]] = field(default_factory=dict)
    doubts: dict[str, Doubt] = field(default_factory=dict)
    rejected: set[tuple[str, str]] = field(default_factory=set)
    taken_back: set[str] = field(default_factory=set)
    summed_on: dict[str, date] = field(default_factory=dict)

    def worth(self, payment: Payment, amount_minor: int, document: Document) -> int | None:
        """Return an amount of a payment in a document's currency; None without a rate."""
        return converted(
            amount_minor,
            payment.currency,
            document.currency,
            rates=self.rates,
            on=payment.paid_on,
        )

    def left(self, document: Document) -> int:
        """Return what single payments have not paid yet of a document."""
        return owed_minor(document) - self.paid[document.id]

    def allows(self, payment: Payment, document: Document) -> bool:
        """Return whether owner, currency and client do not speak against a match."""
        if {(payment.id, document.id), (payment.id, "")} & self.rejected:
            return False
        if self.worth(payment, 1, document) is None:
            return False
        return len({payment.client, document.client} - {None}) <= 1

    def put(
        self,
        payment: Payment,
        parts: Iterable[tuple[Document, int]],
        confidence: Confidence,
        basis: str,
    ) -> None:
        """Put parts of a payment to documents; what is pending settles nothing yet."""
        rows = self.found.setdefault(payment.id, [])
        for document, amount in parts:
            rows.append(
                Allocation(
                    payment=payment.id,
                    document=document.id,
                    applied_minor=amount,
                    confidence=confidence,
                    basis=basis,
                )
            )
            if payment.id.endswith(SUMMARY_MARK):
                self.summed_on[document.id] = payment.paid_on
            if is_counted(payment):
                self.paid[document.id] += self.worth(payment, amount, document) or 0

    def ask(self, payment: Payment, candidates: Iterable[Document], reason: str) -> None:
        """Note that several documents fit alike."""
        self.doubts[payment.id] = Doubt(
            payment=payment.id,
            candidates=tuple(sorted(each.id for each in candidates)),
            reason=reason,
        )


def is_counted(payment: Payment) -> bool:
    """Return whether it is money of its own that has arrived: no sum in an invoice row."""
    return payment.status == "booked" and not payment.id.endswith(SUMMARY_MARK)


def take_confirmed(payment: Payment, words: Sequence[AllocationWord], ledger: Ledger) -> bool:
    """Put a payment where the owner said; return whether the owner said where.

    An amount that the owner gave holds; the others share what is left in the order of their days,
    the last one takes the rest.
    """
    said = [
        (ledger.documents[each.document], each.applied_minor)
        for each in words
        if each.word is MatchWord.CONFIRMED and each.document in ledger.documents
    ]
    if not said:
        return False
    said.sort(key=lambda pair: (pair[1] is None, pair[0].issue_date, pair[0].id))
    sign = 1 if payment.amount_minor >= 0 else -1
    left, parts = abs(payment.amount_minor), []
    for place, (document, amount) in enumerate(said):
        is_last = place == len(said) - 1
        wish = abs(amount) if amount is not None else _open_part(payment, document, ledger)
        part = left if is_last and amount is None else min(left, wish)
        if part:
            parts.append((document, sign * part))
        left -= part
    ledger.put(payment, parts, Confidence.CONFIRMED, "you confirmed it")
    return True


def _open_part(payment: Payment, document: Document, ledger: Ledger) -> int:
    """Return how much of a payment's own currency a document still takes or has received."""
    if payment.amount_minor < 0:
        return max(0, ledger.paid[document.id])
    return max(0, ledger.left(document)) if payment.currency == document.currency else 0
