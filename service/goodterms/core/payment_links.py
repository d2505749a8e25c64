"""Payments tied to the documents they pay: every match of the book, and payments cut into parts.

Computed from all documents and payments each time, so that the order in which files are imported
does not matter. The rules are in `allocations`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from goodterms.core.allocations import (
    SUMMARY_MARK,
    Allocation,
    Doubt,
    Ledger,
    Matches,
    is_counted,
    take_confirmed,
)
from goodterms.core.batches import without_sums
from goodterms.core.mentions import Mentions
from goodterms.core.named_money import take_named
from goodterms.core.owner_words import MatchWord
from goodterms.core.probable_money import take_probable
from goodterms.core.rates import FIXED, Rates
from goodterms.core.references import reference_key
from goodterms.core.reversals import take_reversals
from goodterms.core.supersession import successors
from goodterms.core.told_twice import told_twice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodterms.core.ledger import Document, Payment
    from goodterms.core.owner_words import AllocationWord

STATUSES = ("booked", "pending")
"""Payments of other statuses are the owner's own money, which pays no document."""

__all__ = ["SUMMARY_MARK", "linked", "matched", "parts", "possible", "reference_key", "summary_id"]


def summary_id(document_id: str) -> str:
    """Return the id of the one payment that an invoice row itself tells of."""
    return f"{document_id}{SUMMARY_MARK}"


def matched(
    documents: Iterable[Document],
    payments: Iterable[Payment],
    words: Sequence[AllocationWord] = (),
    *,
    rates: Rates = FIXED,
) -> Matches:
    """Return which payment pays which document, and what the owner is asked.

    Args:
        documents: All of the book.
        payments: All of the book, as stored.
        words: What the owner confirmed or rejected.
        rates: Without one, money of another currency is never matched.
    """
    ledger = Ledger(documents={each.id: each for each in documents}, rates=rates)
    said: dict[str, list[AllocationWord]] = defaultdict(list)
    for each in words:
        said[each.payment].append(each)
        if each.word is MatchWord.REJECTED:
            ledger.rejected.add((each.payment, each.document))
    kept = [each for each in without_sums(payments) if each.status in STATUSES]
    ordered = sorted(kept, key=lambda each: (each.paid_on, each.amount_minor < 0, each.id))
    known = sorted(ledger.documents.values(), key=lambda each: (each.issue_date, each.id))
    mentions = Mentions(known)
    unnamed = [
        each
        for each in ordered
        if not take_confirmed(each, said[each.id], ledger)
        and not take_named(each, mentions, ledger)
    ]
    take_reversals(_with_origins(ordered, unnamed), ledger)
    again = told_twice(ordered, ledger)
    for payment_id, other in again.items():
        document = ledger.found.pop(payment_id)[0].document
        reason = f"another file tells of the same money ({other})"
        ledger.doubts[payment_id] = Doubt(payment=payment_id, candidates=(document,), reason=reason)
    take_probable(unnamed, ledger, successors(known))
    take_reversals(_with_origins(ordered, unnamed), ledger)
    return Matches(
        allocations=tuple(row for each in ordered for row in ledger.found.get(each.id, ())),
        doubts=tuple(ledger.doubts[each.id] for each in ordered if each.id in ledger.doubts),
        told_twice=frozenset(again),
        set_aside=frozenset(each for each, document in ledger.rejected if not document),
    )


def _with_origins(ordered: Sequence[Payment], unnamed: Sequence[Payment]) -> list[Payment]:
    """Return all payments that came in, and of those that went back the ones that name nothing."""
    names_nothing = {each.id for each in unnamed}
    return [each for each in ordered if each.amount_minor > 0 or each.id in names_nothing]


def linked(
    documents: Sequence[Document],
    payments: Iterable[Payment],
    words: Sequence[AllocationWord] = (),
    *,
    rates: Rates = FIXED,
) -> tuple[Payment, ...]:
    """Return the payments cut into the parts that each document gets, by day.

    A part has the document's client and says how sure it is; what is left over has no document. A
    payment that an invoice row sums up is lowered by the single payments known for that document
    up to its day, and left out when nothing remains: the same money is not counted twice.
    """
    known = without_sums(payments)
    return parts(documents, known, matched(documents, known, words, rates=rates))


def parts(
    documents: Iterable[Document], payments: Iterable[Payment], matches: Matches
) -> tuple[Payment, ...]:
    """Return `linked` for matches that are known already."""
    by_id = {each.id: each for each in documents}
    rows: dict[str, list[Allocation]] = defaultdict(list)
    for row in matches.allocations:
        rows[row.payment].append(row)
    found = [
        part
        for each in payments
        if each.id not in matches.told_twice | matches.set_aside
        for part in _cut(each, rows[each.id], by_id)
    ]
    singles: dict[str, list[Payment]] = defaultdict(list)
    for part in found:
        if part.document and is_counted(part):
            singles[part.document].append(part)
    left = (_remainder(each, singles) for each in found)
    kept = [each for each in left if each is not None]
    return tuple(sorted(kept, key=lambda each: (each.paid_on, each.id, each.document or "~")))


def possible(
    documents: Iterable[Document], payments: Iterable[Payment], matches: Matches
) -> tuple[Payment, ...]:
    """Return money of unknown payers that may be one of several clients', once for each of them.

    Until the owner says whose it is, it counts in favour of each; it is in no sum of the book.
    """
    by_id = {each.id: each for each in documents}
    by_payment = {each.id: each for each in payments}
    found = []
    for doubt in matches.doubts:
        payment = by_payment[doubt.payment]
        is_unclear = payment.client is None and payment.id not in matches.told_twice
        if is_unclear and payment.amount_minor > 0:
            clients = {by_id[each].client or "" for each in doubt.candidates} - {""}
            found += [replace(payment, client=each) for each in sorted(clients)]
    return tuple(found)


def _cut(payment: Payment, rows: Sequence[Allocation], by_id: dict[str, Document]) -> list[Payment]:
    found = []
    for row in rows:
        client = by_id[row.document].client
        found.append(
            replace(
                payment,
                document=row.document,
                client=client if client is not None else payment.client,
                amount_minor=row.applied_minor,
                confidence=row.confidence.value,
            )
        )
    rest = payment.amount_minor - sum(row.applied_minor for row in rows)
    if not rows:
        return [payment]
    return [*found, replace(payment, document=None, amount_minor=rest)] if rest else found


def _remainder(payment: Payment, singles: dict[str, list[Payment]]) -> Payment | None:
    """Return what a summed-up payment says beyond the single payments known."""
    if not payment.id.endswith(SUMMARY_MARK) or payment.document is None:
        return payment
    known = sum(
        each.amount_minor
        for each in singles[payment.document]
        if each.currency == payment.currency and each.paid_on <= payment.paid_on
    )
    if known <= 0:
        return payment
    left = payment.amount_minor - known
    return replace(payment, amount_minor=left) if left > 0 else None
