"""What one client was billed and how each bill stands: the facts that every figure is made of.

A bill is an invoice with the money put to it, all in one currency; drafts, void and cancelled
documents and prepayments are none. Disputed and written-off ones are kept here, and named.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from goodterms.core import settlement
from goodterms.core.ledger import DocumentKind, DocumentState
from goodterms.core.rates import FIXED, half_up
from goodterms.core.supersession import is_dead, successors

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from goodterms.core.ledger import Document, Payment
    from goodterms.core.rates import Rates
    from goodterms.core.settlement import Entry, Settlement

_NEVER_OWED = (DocumentState.VOID, DocumentState.DRAFT)
_APART = (DocumentState.DISPUTED, DocumentState.WRITTEN_OFF)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """One invoice as it stands at the end of `as_of`.

    Attributes:
        id: Of the document.
        total_minor: Billed, tax included; `net_minor` without tax, None when not known.
        open_minor: Still to be paid; 0 once settled or written off.
        paid: Money by day; `credited` what credit notes took off it.
        settled_on, worst_part_days: As of a `Settlement`.
    """

    id: str
    number: str
    currency: str
    as_of: date
    issued_on: date
    due_on: date
    total_minor: int
    net_minor: int | None
    open_minor: int
    paid: tuple[Entry, ...] = ()
    credited: tuple[Entry, ...] = ()
    settled_on: date | None = None
    is_settled: bool = False
    is_disputed: bool = False
    is_written_off: bool = False
    worst_part_days: int | None = None

    @property
    def days_late(self) -> int | None:
        """Return days from due to settled, to `as_of` while open; None when nobody can know.

        Of instalments those of the latest one.
        """
        if self.settled_on is None and (self.is_settled or self.is_written_off):
            return None
        if self.worst_part_days is not None:
            return self.worst_part_days
        return ((self.settled_on or self.as_of) - self.due_on).days

    @property
    def days_to_pay(self) -> int | None:
        """Return days from issue to settled; None while open or when the day is unknown."""
        return None if self.settled_on is None else (self.settled_on - self.issued_on).days

    @property
    def days_open(self) -> int:
        """Return days past the due day at `as_of`; 0 and less is not overdue."""
        return (self.as_of - self.due_on).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A credit note: what it takes off the billed sums; amounts above 0."""

    issued_on: date
    currency: str
    total_minor: int
    net_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """Money paid ahead: on a prepayment document whose place no invoice took.

    Attributes:
        issued_on: Of the document, whose rate it has.
        amount_minor: Signed; `net_minor` its part without tax.
    """

    issued_on: date
    paid_on: date
    currency: str
    amount_minor: int
    net_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Billing:
    """Bills and credit notes of one client, or of the book.

    Attributes:
        advances: Money paid on prepayment documents.
        prepaid_minor: Of it what no later invoice took in, by currency.
        credit_minor: Money by currency that no document took: paid too much, credited too late.
        left_out: Documents left out because no rate leads from their currency to the one asked for.
    """

    bills: tuple[Bill, ...] = ()
    notes: tuple[Note, ...] = ()
    advances: tuple[Advance, ...] = ()
    prepaid_minor: tuple[tuple[str, int], ...] = ()
    credit_minor: tuple[tuple[str, int], ...] = ()
    left_out: int = 0

    def of(self, currency: str) -> Billing:
        """Return only what is of one currency."""
        return Billing(
            bills=tuple(each for each in self.bills if each.currency == currency),
            notes=tuple(each for each in self.notes if each.currency == currency),
            advances=tuple(each for each in self.advances if each.currency == currency),
            prepaid_minor=tuple(each for each in self.prepaid_minor if each[0] == currency),
            credit_minor=tuple(each for each in self.credit_minor if each[0] == currency),
        )

    def currencies(self) -> tuple[str, ...]:
        """Return the currencies that occur, in order."""
        billed = {each.currency for each in self.bills} | {each.currency for each in self.notes}
        return tuple(sorted(billed | {name for name, _ in self.prepaid_minor + self.credit_minor}))


def billing(
    documents: Iterable[Document],
    payments: Sequence[Payment],
    *,
    today: date,
    terms_days: int,
    rates: Rates = FIXED,
) -> Billing:
    """Return how every bill of one client stands at the end of `today`.

    A disputed invoice takes its money like any other; a written-off one leaves nothing open.

    Args:
        documents: Of one client; those issued after `today` are not seen.
        payments: Of the same client.
        today: In the owner's zone.
        terms_days: Usual days to pay where a document names no due date.
        rates: For payments in another currency than the document's.
    """
    known = [each for each in documents if each.issue_date <= today]
    apart = {each.id: each.state for each in known if each.state in _APART}
    owed = [replace(each, state=DocumentState.OPEN) if each.id in apart else each for each in known]
    found = settlement.cleared(owed, payments, today=today, terms_days=terms_days, rates=rates)
    advances = _advances(known, payments, today=today)
    return Billing(
        bills=tuple(_bill(each, apart.get(each.document.id)) for each in found.settlements),
        notes=tuple(_note(each) for each in known if _is_note(each)),
        advances=advances,
        prepaid_minor=_prepaid(known, advances),
        credit_minor=tuple(sorted(found.credit_minor.items())),
    )


def _bill(settled: Settlement, state: DocumentState | None) -> Bill:
    document = settled.document
    is_gone = state is DocumentState.WRITTEN_OFF
    return Bill(
        id=document.id,
        number=document.number,
        currency=document.currency,
        as_of=settled.as_of,
        issued_on=document.issue_date,
        due_on=settled.due_on,
        total_minor=document.total_minor,
        net_minor=document.net_minor,
        open_minor=0 if is_gone or settled.is_settled else settled.remaining_minor,
        paid=settled.entries,
        credited=settled.credits,
        settled_on=settled.settled_on,
        is_settled=settled.is_settled,
        is_disputed=state is DocumentState.DISPUTED,
        is_written_off=is_gone and not settled.is_settled,
        worst_part_days=settled.worst_part_days,
    )


def _is_note(document: Document) -> bool:
    if document.state in _NEVER_OWED or document.kind is DocumentKind.CANCELLED:
        return False
    return document.kind is DocumentKind.CREDIT_NOTE or document.total_minor < 0


def _note(document: Document) -> Note:
    total = abs(document.total_minor)
    net = total if document.net_minor is None else abs(document.net_minor)
    return Note(
        issued_on=document.issue_date,
        currency=document.currency,
        total_minor=total,
        net_minor=net,
    )


def _advances(
    documents: Sequence[Document], payments: Iterable[Payment], *, today: date
) -> tuple[Advance, ...]:
    """Return the money on prepayment documents; what moved to a final invoice counts there."""
    replaced = successors(documents)
    ahead = {
        each.id: each
        for each in documents
        if each.kind is DocumentKind.PREPAYMENT
        and each.state not in _NEVER_OWED
        and each.id not in replaced
    }
    return tuple(
        _advance(ahead[each.document], each)
        for each in payments
        if each.document in ahead and each.paid_on <= today and each.status == "booked"
        and each.currency == ahead[each.document].currency
    )  # fmt: skip


def _advance(document: Document, payment: Payment) -> Advance:
    total, amount = document.total_minor, payment.amount_minor
    net = total if document.net_minor is None else document.net_minor
    return Advance(
        issued_on=document.issue_date,
        paid_on=payment.paid_on,
        currency=payment.currency,
        amount_minor=amount,
        net_minor=half_up(Fraction(amount * net, total)) if total else amount,
    )


def _prepaid(
    documents: Iterable[Document], advances: Iterable[Advance]
) -> tuple[tuple[str, int], ...]:
    """Return prepayments received less those that an invoice has taken into account."""
    sums: dict[str, int] = {}
    for each in advances:
        sums[each.currency] = sums.get(each.currency, 0) + each.amount_minor
    for document in documents:
        if document.prepaid_minor and not is_dead(document):
            left = sums.get(document.currency, 0) - document.prepaid_minor
            sums[document.currency] = left
    return tuple(sorted((name, amount) for name, amount in sums.items() if amount > 0))
