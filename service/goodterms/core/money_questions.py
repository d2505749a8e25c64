"""What waits for a word of the owner: probable matches, unclaimed money, short rests, buyers."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.core.allocations import Confidence
from goodterms.core.buyers import name_key
from goodterms.core.likeness import ALIKE, likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodterms.core.allocations import Allocation, Doubt, Matches
    from goodterms.core.client import Client
    from goodterms.core.ledger import Document, Payment
    from goodterms.core.owner_words import BuyerWord
    from goodterms.core.settlement import Settlement

MOST_SUGGESTED = 3
"""Most clients that are suggested for one buyer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedPayment:
    """A payment with what it pays so far and, where it is asked, what it may pay.

    Attributes:
        rest_minor: What of it pays nothing; signed, in its currency.
    """

    payment: Payment
    allocations: tuple[Allocation, ...] = ()
    doubt: Doubt | None = None
    rest_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownBuyer:
    """A buyer or payer that is no client yet, and who it may be.

    Attributes:
        rows: Documents and payments with this name.
        likely: Client names with their likeness from 0 to 1, most alike first.
    """

    name: str
    rows: int
    likely: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyQuestions:
    """Everything that waits for a word; empty lists where all is clear.

    Attributes:
        probable: Payments whose match the owner may confirm or reject.
        unmatched: Money from or to clients that pays no document.
        short: Documents paid in part, with a rest that may be written off.
        buyers: Names that look like a client.
    """

    probable: tuple[MatchedPayment, ...] = ()
    unmatched: tuple[MatchedPayment, ...] = ()
    short: tuple[Settlement, ...] = ()
    buyers: tuple[UnknownBuyer, ...] = ()


def matched_payments(payments: Iterable[Payment], matches: Matches) -> tuple[MatchedPayment, ...]:
    """Return every payment that is not set aside with its matches, in the order given."""
    rows: dict[str, list[Allocation]] = defaultdict(list)
    for each in matches.allocations:
        rows[each.payment].append(each)
    doubts = {each.payment: each for each in matches.doubts}
    return tuple(
        MatchedPayment(
            payment=each,
            allocations=tuple(rows[each.id]),
            doubt=doubts.get(each.id),
            rest_minor=each.amount_minor - sum(row.applied_minor for row in rows[each.id]),
        )
        for each in payments
        if each.id not in matches.set_aside
    )


def is_probable(matched: MatchedPayment) -> bool:
    """Return whether a match waits for the owner's confirmation."""
    return any(each.confidence is Confidence.PROBABLE for each in matched.allocations)


def unknown_buyers(
    documents: Iterable[Document],
    payments: Iterable[Payment],
    clients: Sequence[Client],
    words: Iterable[BuyerWord],
) -> tuple[UnknownBuyer, ...]:
    """Return the names that are no client but are like one; the more rows, the earlier."""
    said = {name_key(each.buyer) for each in words}
    names = [each.buyer for each in documents if each.client is None]
    names += [each.payer for each in payments if each.client is None and each.amount_minor > 0]
    spelled: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for name in names:
        key = name_key(name)
        if key and key not in said:
            spelled.setdefault(key, name)
            counts[key] += 1
    found = [
        UnknownBuyer(name=spelled[key], rows=count, likely=likely(spelled[key], clients))
        for key, count in counts.items()
    ]
    told = [each for each in found if each.likely]
    return tuple(sorted(told, key=lambda each: (-each.rows, name_key(each.name))))


def likely(name: str, clients: Iterable[Client]) -> tuple[tuple[str, float], ...]:
    """Return the clients whose names are like this one, most alike first."""
    found = []
    for client in clients:
        best = max(likeness(name, each) for each in (client.name, *client.invoice_names))
        if best >= ALIKE:
            found.append((client.name, best))
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0]))[:MOST_SUGGESTED])


def questions(
    found: Iterable[MatchedPayment],
    settled: Iterable[Settlement],
    buyers: Iterable[UnknownBuyer],
) -> MoneyQuestions:
    """Return what waits for a word."""
    known = tuple(found)
    return MoneyQuestions(
        probable=tuple(each for each in known if is_probable(each)),
        unmatched=tuple(each for each in known if each.rest_minor and not is_probable(each)),
        short=tuple(each for each in settled if each.entries and each.remaining_minor > 0),
        buyers=tuple(buyers),
    )
