"""Payments that name their document: one, several whose sums fit, or a number of two years."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from goodterms.core.allocations import Confidence
from goodterms.core.owed import owed_minor, stated, tolerance_minor
from goodterms.core.supersession import is_dead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.core.allocations import Ledger
    from goodterms.core.ledger import Document, Payment
    from goodterms.core.mentions import Mention, Mentions

MOST_NAMED = 8
"""Most documents of one payment whose sums are tried one by one."""

TEXTS = ("structured_ref", "unstructured", "additional", "end_to_end")
"""What bank files state beside the one reference, most telling first."""


def texts_of(payment: Payment) -> tuple[str, ...]:
    """Return every text of a payment that can name a document, most telling first."""
    said = stated(payment)
    found = [payment.reference]
    for name in TEXTS:
        value = said.get(name)
        lines = [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
        if isinstance(value, str):
            lines = [value]
        found += [*lines, " ".join(lines)] if len(lines) > 1 else lines
    return tuple(dict.fromkeys(each for each in found if each.strip()))


def take_named(payment: Payment, mentions: Mentions, ledger: Ledger) -> bool:
    """Put a payment to the documents it names; return whether it names any, asked or not."""
    own = ledger.documents.get(payment.document or "")
    if own is not None:
        ledger.put(payment, [(own, payment.amount_minor)], Confidence.CERTAIN, "its source says so")
        return True
    named = mentions.of(texts_of(payment))
    if not named:
        return False
    chosen, doubtful = list[_Choice](), list["Document"]()
    for mention in named:
        fitting = [
            each
            for each in mention.documents
            if ledger.allows(payment, each)
            and not (mention.is_bare and not _asks_for(payment, each, ledger))
        ]
        found = _of_one_number(payment, fitting, ledger)
        if len(found) == 1:
            chosen.append(_Choice(document=found[0], mention=mention, is_only=len(fitting) == 1))
        else:
            doubtful += found
    if doubtful or not chosen:
        candidates = [*doubtful, *(each.document for each in chosen)]
        if candidates:
            ledger.ask(payment, candidates, "it names a number that several documents have")
        return bool(candidates)
    _put(payment, chosen, ledger)
    return True


def _of_one_number(
    payment: Payment, documents: Sequence[Document], ledger: Ledger
) -> Sequence[Document]:
    """Return which of several documents with one number or reference is meant; best one alone.

    One that is cancelled is meant last. Then what was issued by the day of the payment, what is
    still open, and what asks for exactly this amount.
    """
    if len(documents) < 2:
        return documents
    tests = (
        lambda each: not is_dead(each),
        lambda each: each.issue_date <= payment.paid_on,
        lambda each: (
            ledger.left(each) > 0 if payment.amount_minor > 0 else ledger.paid[each.id] > 0
        ),
        lambda each: _asks_for(payment, each, ledger),
    )
    for test in tests:
        documents = [each for each in documents if test(each)] or documents
    return documents


def _asks_for(payment: Payment, document: Document, ledger: Ledger) -> bool:
    """Return whether a document asks for exactly this amount, all in all or still."""
    amount = ledger.worth(payment, abs(payment.amount_minor), document)
    return amount in (abs(owed_minor(document)), abs(ledger.left(document)))


def _put(payment: Payment, chosen: Sequence[_Choice], ledger: Ledger) -> None:
    basis = chosen[0].mention.basis
    if len(chosen) == 1:
        sure = chosen[0].mention.is_whole and chosen[0].is_only
        confidence = Confidence.CERTAIN if sure else Confidence.HIGH
        ledger.put(payment, [(chosen[0].document, payment.amount_minor)], confidence, basis)
        return
    documents = list({each.document.id: each.document for each in chosen}.values())
    parts = _shared(payment, documents, ledger)
    if parts is None:
        ledger.ask(payment, documents, "it names several documents whose sums do not fit")
        return
    ledger.put(payment, parts, Confidence.HIGH, f"{basis}, sum exact")


def _shared(
    payment: Payment, documents: Sequence[Document], ledger: Ledger
) -> list[tuple[Document, int]] | None:
    """Return the parts of a payment that names several documents; None when no sum fits.

    What is open on each, or on some of them, in one way only; a payment short by no more than a
    bank's fee leaves the last one short. What goes beyond all of them stays a credit balance.
    """
    if len(documents) > MOST_NAMED or {each.currency for each in documents} != {payment.currency}:
        return None
    sign = 1 if payment.amount_minor > 0 else -1
    amount = abs(payment.amount_minor)
    sizes = [
        (each, ledger.left(each) if sign > 0 else ledger.paid[each.id])
        for each in sorted(documents, key=lambda one: (one.issue_date, one.id))
    ]
    sizes = [(each, size) for each, size in sizes if size > 0]
    total = sum(size for _, size in sizes)
    if total <= amount and sizes:
        return [(each, sign * size) for each, size in sizes]
    found = [
        some
        for count in range(1, len(sizes))
        for some in combinations(sizes, count)
        if sum(size for _, size in some) == amount
    ]
    if len(found) == 1:
        return [(each, sign * size) for each, size in found[0]]
    short = total - amount
    fee = sum(tolerance_minor(each) for each, _ in sizes)
    if found or not sizes or short > fee or short >= sizes[-1][1]:
        return None
    return [
        *((each, sign * size) for each, size in sizes[:-1]),
        (sizes[-1][0], sign * (sizes[-1][1] - short)),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """The one document that a mention means; `is_only` when no other has the number."""

    document: Document
    mention: Mention
    is_only: bool
