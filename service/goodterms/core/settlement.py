"""When each invoice was settled: payments, credit notes and unmatched money put together.

Integers only. Which payment belongs to which document is decided in `allocations`, how money is put
to documents in `clearing`, what a document asks for in `owed`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodterms.core import clearing
from goodterms.core.clearing import Entry
from goodterms.core.ledger import DocumentKind, DocumentState
from goodterms.core.owed import (
    NOT_OWED,
    SHORT_SHARE,
    due_day,
    instalments,
    owed_minor,
    tolerance_minor,
)
from goodterms.core.rates import FIXED, Rates, converted
from goodterms.core.supersession import is_dead, successors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from goodterms.core.clearing import Account
    from goodterms.core.ledger import Document, Payment

__all__ = [
    "NOT_OWED", "SHORT_SHARE", "Cleared", "Entry", "Settlement", "cleared", "converted", "due_day",
    "settlements", "tolerance_minor",
]  # fmt: skip


def settlements(
    documents: Iterable[Document],
    payments: Sequence[Payment],
    *,
    today: date,
    terms_days: int,
    rates: Rates = FIXED,
) -> tuple[Settlement, ...]:
    """Return how each invoice of one client stands at the end of `today`, oldest issue first.

    Drafts, void, cancelled, disputed and unpaid written-off documents and prepayments are left out,
    and so is what a corrected invoice replaced; money paid on it counts for the correction.
    Probable money settles the document it may mean. Credit notes settle what they refer to; what is
    left of them, and payments without a document, settle what is still open: a document of exactly
    that amount first, else the oldest. The state in a file is as of its import, so it only speaks
    where dated payments do not: an invoice said to be paid without any payment is settled on an
    unknown day and never late.

    Args:
        documents: Of one client, in the state that the owner's words give them (`as_said`); those
            issued after `today` are not seen.
        payments: Of the same client, as `payment_links.linked` cuts them. Later ones do not settle
            anything yet, but they explain why a file may call a document paid that was open on
            `today`. Pending ones settle nothing.
        today: In the owner's zone.
        terms_days: Usual days to pay where a document names no due date.
        rates: For payments in another currency than the document's, by the day of the payment.
    """
    found = cleared(documents, payments, today=today, terms_days=terms_days, rates=rates)
    return found.settlements


def cleared(
    documents: Iterable[Document],
    payments: Sequence[Payment],
    *,
    today: date,
    terms_days: int,
    rates: Rates = FIXED,
) -> Cleared:
    """Return the `settlements` of one client and what no document took: its credit balance."""
    known = [each for each in documents if each.issue_date <= today]
    replaced = successors(known)
    moved = _moved(payments, replaced)
    owed = [each for each in known if each.id not in replaced and _is_owed(each, moved)]
    owed.sort(key=lambda each: (each.issue_date, each.id))
    notes = [each for each in known if _is_note(each)]
    accounts = [clearing.opened(each, moved, today=today, rates=rates) for each in owed]
    clearing.put_probable(accounts, moved, today=today, rates=rates)
    dead = [each.id for each in known if is_dead(each) and not _is_note(each)]
    loose = clearing.loose_money(accounts, moved, dead, today=today)
    clearing.spread(accounts, loose, is_credit=False)
    noted = clearing.credit_money(notes, moved, known, replaced, today=today)
    noted = clearing.without_absent(noted, accounts, known)
    clearing.spread(accounts, noted, is_credit=True)
    balance: dict[str, int] = {}
    for each in (*loose, *noted):
        if each.amount:
            balance[each.currency] = balance.get(each.currency, 0) + each.amount
    return Cleared(
        settlements=tuple(_settled(each, today=today, terms_days=terms_days) for each in accounts),
        credit_minor=balance,
    )


def _moved(payments: Iterable[Payment], replaced: Mapping[str, str]) -> list[Payment]:
    """Return the payments that arrived, each on the document that now stands for its own."""
    return [
        replace(each, document=replaced.get(each.document or "", each.document))
        for each in payments
        if each.status == "booked"
    ]


def _is_note(document: Document) -> bool:
    is_negative = document.kind is DocumentKind.CREDIT_NOTE or document.total_minor < 0
    return is_negative and document.kind is not DocumentKind.CANCELLED


def _is_owed(document: Document, payments: Iterable[Payment]) -> bool:
    """Return whether a document is a debt of the client, or was one that was paid in part.

    A correction that names no former document may stand beside one that is counted: left out.
    """
    if _is_note(document):
        return False
    if document.kind is DocumentKind.CORRECTED and document.refers_to:
        pass
    elif document.kind is not DocumentKind.INVOICE:
        return False
    if document.state is DocumentState.WRITTEN_OFF:
        return any(each.document == document.id for each in payments)
    return document.state not in NOT_OWED


def _settled(account: Account, *, today: date, terms_days: int) -> Settlement:
    """Return the settlement of one document: the day from which on it stayed paid."""
    paid, settled_on = 0, None
    enough = account.needed - tolerance_minor(account.document)
    entries = sorted(account.entries)
    for index, (day, amount) in enumerate(entries):
        paid += amount
        if index + 1 < len(entries) and entries[index + 1][0] == day:
            continue  # one day's money counts together: an error taken back at once does not matter
        if paid < enough:
            settled_on = None
        elif settled_on is None:
            settled_on = day
    return Settlement(
        document=account.document,
        due_on=due_day(account.document, terms_days=terms_days),
        as_of=today,
        entries=tuple(entries),
        credits=tuple(sorted(account.credits)),
        remaining_minor=max(0, account.needed - paid),
        settled_on=settled_on,
        is_settled=settled_on is not None or account.left <= 0,
        unconfirmed_minor=account.unconfirmed,
        worst_part_days=_worst_part(account, entries, today=today),
    )


def _worst_part(account: Account, entries: Sequence[Entry], *, today: date) -> int | None:
    """Return the days late of the instalment that was or is latest; None without instalments.

    What is not needed any more (a credit, an undated payment) shortens the last ones.
    """
    parts = instalments(account.document)
    spared = owed_minor(account.document) - account.needed
    total = sum(amount for _, amount in parts) - spared
    worst, upto = None, 0
    for due, amount in parts:
        upto = min(upto + amount, total)
        paid, covered = 0, today
        for day, money in entries:
            paid += money
            if paid >= upto - tolerance_minor(account.document):
                covered = day
                break
        days = (covered - due).days
        worst = days if worst is None else max(worst, days)
    return worst


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """All of one client's documents, and the money by currency that none of them took."""

    settlements: tuple[Settlement, ...]
    credit_minor: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """How one invoice stands at the end of the day `as_of`.

    Attributes:
        due_on: Its due date, or issue date plus the usual terms.
        entries: Dated money put to it, by day.
        remaining_minor: Still to be paid, in the document's currency.
        credits: What credit notes took off it, by the day of the note.
        settled_on: The day from which on it stayed paid; None while open, and when it was settled
            on an unknown day or by a credit note.
        is_settled: Whether anything is still to be paid beyond a small shortfall.
        unconfirmed_minor: How much of `entries` is probable or names no document: the owner has
            not confirmed it.
        worst_part_days: Days late of the latest instalment; None without instalments.
    """

    document: Document
    due_on: date
    as_of: date
    entries: tuple[Entry, ...]
    remaining_minor: int
    settled_on: date | None
    is_settled: bool
    credits: tuple[Entry, ...] = ()
    unconfirmed_minor: int = 0
    worst_part_days: int | None = None

    @property
    def days_late(self) -> int | None:
        """Return days from due to settled, or to `as_of` while open; negative is early.

        Of instalments those of the latest one.

        None when it was settled on an unknown day.
        """
        if self.is_settled and self.settled_on is None:
            return None
        if self.worst_part_days is not None:
            return self.worst_part_days
        return ((self.settled_on or self.as_of) - self.due_on).days

    @property
    def state(self) -> str:
        """Return ``open``, ``partial`` or ``paid``.

        A rest within the tolerance makes nobody late, but the document stays ``partial`` until the
        owner writes it off.
        """
        if self.remaining_minor == 0:
            return "paid"
        return "partial" if self.entries else "open"

    @property
    def days_to_pay(self) -> int | None:
        """Return days from issue to settled; None while open or when the day is unknown."""
        if self.settled_on is None:
            return None
        return (self.settled_on - self.document.issue_date).days

    def is_late(self, *, grace_days: int) -> bool:
        """Return whether it was, or by now is, late beyond the grace."""
        late = self.days_late
        return late is not None and late > grace_days

    def was_open_on(self, day: date) -> bool:
        """Return whether it was issued and not known to be settled before `day`."""
        if day < self.document.issue_date:
            return False
        return self.settled_on is None or self.settled_on >= day
