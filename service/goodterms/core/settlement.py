"""When each invoice was settled: payments, credit notes and unmatched money put together.

Integers only. Matching payments to documents by reference is not done here; see the importers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from goodterms.core.currency import exponent
from goodterms.core.ledger import DocumentKind, DocumentState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodterms.core.ledger import Document, Payment

NOT_OWED = (
    DocumentState.VOID,
    DocumentState.DRAFT,
    DocumentState.DISPUTED,
    DocumentState.WRITTEN_OFF,
)
"""States never counted as late: nothing owed, or argued about (invoices study)."""

SHORT_SHARE = 100
"""A shortfall up to one hundredth of the total counts as paid (invoices study, "short paid")."""

HRK_PER_EUR = 753_450
"""Kuna per euro times 100 000, fixed for ever by Council Regulation (EU) 2022/1208."""

Entry = tuple[date, int]
"""Money that settles a document: the day and the amount in minor units (negative: paid back)."""

Loose = tuple[date, int, str]
"""Money that names no document: the day, the amount and the currency."""


def converted(amount_minor: int, currency: str, target: str) -> int | None:
    """Return an amount in another currency, rounded half up; None when no fixed rate exists.

    The kuna to euro rate is the only one known: no rate of a day is ever guessed.
    """
    if currency == target:
        return amount_minor
    if (currency, target) == ("HRK", "EUR"):
        return (2 * amount_minor * 100_000 + HRK_PER_EUR) // (2 * HRK_PER_EUR)
    if (currency, target) == ("EUR", "HRK"):
        return (2 * amount_minor * HRK_PER_EUR + 100_000) // 200_000
    return None


def tolerance_minor(document: Document) -> int:
    """Return the shortfall that still counts as paid: 1 % or one unit, whichever is more."""
    unit: int = 10 ** exponent(document.currency)
    return min(max(document.total_minor // SHORT_SHARE, unit), max(document.total_minor - 1, 0))


def due_day(document: Document, *, terms_days: int) -> date:
    """Return the day it is due; without a usable due date, issue date plus the usual terms."""
    due = document.due_date
    if due is None or due < document.issue_date:
        return document.issue_date + timedelta(days=terms_days)
    return due


def settlements(
    documents: Iterable[Document],
    payments: Sequence[Payment],
    *,
    today: date,
    terms_days: int,
) -> tuple[Settlement, ...]:
    """Return how each invoice of one client stands at the end of `today`, oldest issue first.

    Drafts, void, cancelled, disputed and written-off documents and prepayments are left out.
    Credit notes and payments without a document settle what is still open: a document of exactly
    that amount first, else the oldest. The state in a file is as of its import, so it only speaks
    where dated payments do not: an invoice said to be paid without any payment is settled on an
    unknown day and never late.

    Args:
        documents: Of one client; those issued after `today` are not seen.
        payments: Of the same client. Later ones do not settle anything yet, but they explain why a
            file may call a document paid that was open on `today`.
        today: In the owner's zone.
        terms_days: Usual days to pay where a document names no due date.
    """
    owed, notes = [], []
    for each in documents:
        if each.issue_date > today or each.kind is DocumentKind.CANCELLED:
            continue
        if each.kind is DocumentKind.CREDIT_NOTE or each.total_minor < 0:
            notes.append(each)
        elif each.kind is DocumentKind.INVOICE and each.state not in NOT_OWED:
            owed.append(each)
    owed.sort(key=lambda each: (each.issue_date, each.id))
    ledgers = [_opened(each, payments, today=today) for each in owed]
    _spread(ledgers, _unmatched(ledgers, payments, today=today), is_credit=False)
    _spread(ledgers, _credits(notes, payments, today=today), is_credit=True)
    return tuple(_settled(each, today=today, terms_days=terms_days) for each in ledgers)


def _opened(document: Document, payments: Sequence[Payment], *, today: date) -> _Ledger:
    """Return what the payments that name this document say of it."""
    entries, is_foreign = [], False
    for each in payments:
        if each.document != document.id:
            continue
        amount = converted(each.amount_minor, each.currency, document.currency)
        if amount is None:
            is_foreign = True
        else:
            entries.append((each.paid_on, amount))
    dated = sum(amount for _, amount in entries)
    needed = document.total_minor - max(0, document.paid_minor - dated)
    if document.state is DocumentState.PAID or is_foreign:
        # the rest was settled in a way no payment shows: a discount, a fee, another currency
        needed = min(needed, dated)
    known = [entry for entry in entries if entry[0] <= today]
    return _Ledger(document=document, entries=known, needed=needed)


def _unmatched(
    ledgers: Iterable[_Ledger], payments: Iterable[Payment], *, today: date
) -> list[Loose]:
    """Return payments without a document, and what was paid above a document's total."""
    loose = [
        (each.paid_on, each.amount_minor, each.currency)
        for each in payments
        if each.document is None and each.amount_minor > 0 and each.paid_on <= today
    ]
    for ledger in ledgers:
        if ledger.entries and ledger.left < 0:
            last = max(day for day, _ in ledger.entries)
            above = sum(amount for _, amount in ledger.entries) - ledger.document.total_minor
            loose.append((last, above, ledger.document.currency))
    return sorted(each for each in loose if each[1] > 0)


def _credits(notes: Iterable[Document], payments: Sequence[Payment], *, today: date) -> list[Loose]:
    """Return what is left of each credit note after what was paid back on it."""
    loose = []
    for note in notes:
        back = sum(
            -each.amount_minor
            for each in payments
            if each.document == note.id and each.paid_on <= today
        )
        left = abs(note.total_minor) - max(0, back)
        if note.state not in NOT_OWED and left > 0:
            loose.append((note.issue_date, left, note.currency))
    return sorted(loose)


def _spread(ledgers: Sequence[_Ledger], loose: Iterable[Loose], *, is_credit: bool) -> None:
    """Settle open documents with loose money: the same amount first, else the oldest first."""
    for day, amount, currency in loose:
        left = amount
        takers = [each for each in ledgers if each.document.currency == currency and each.left > 0]
        takers.sort(key=lambda each: each.left != amount)
        for each in takers:
            part = min(left, each.left)
            if is_credit:
                each.needed -= part
            else:
                each.entries.append((day, part))
            left -= part
            if left == 0:
                break


def _settled(ledger: _Ledger, *, today: date, terms_days: int) -> Settlement:
    """Return the settlement of one document: the day from which on it stayed paid."""
    paid, settled_on = 0, None
    enough = ledger.needed - tolerance_minor(ledger.document)
    entries = sorted(ledger.entries)
    for index, (day, amount) in enumerate(entries):
        paid += amount
        if index + 1 < len(entries) and entries[index + 1][0] == day:
            continue  # one day's money counts together: an error taken back at once does not matter
        if paid < enough:
            settled_on = None
        elif settled_on is None:
            settled_on = day
    return Settlement(
        document=ledger.document,
        due_on=due_day(ledger.document, terms_days=terms_days),
        as_of=today,
        entries=tuple(entries),
        remaining_minor=max(0, ledger.needed - paid),
        settled_on=settled_on,
        is_settled=settled_on is not None or ledger.left <= 0,
    )


@dataclass(slots=True, kw_only=True)
class _Ledger:
    """One document while money is being put to it; `needed` is what payments have to cover."""

    document: Document
    entries: list[Entry]
    needed: int

    @property
    def left(self) -> int:
        """Return what is still open; negative when more was paid."""
        return self.needed - sum(amount for _, amount in self.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """How one invoice stands at the end of the day `as_of`.

    Attributes:
        due_on: Its due date, or issue date plus the usual terms.
        entries: Dated money put to it, by day.
        remaining_minor: Still to be paid, in the document's currency.
        settled_on: The day from which on it stayed paid; None while open, and when it was settled
            on an unknown day or by a credit note.
        is_settled: Whether anything is still to be paid beyond a small shortfall.
    """

    document: Document
    due_on: date
    as_of: date
    entries: tuple[Entry, ...]
    remaining_minor: int
    settled_on: date | None
    is_settled: bool

    @property
    def days_late(self) -> int | None:
        """Return days from due to settled, or to `as_of` while open; negative is early.

        None when it was settled on an unknown day.
        """
        if self.settled_on is not None:
            return (self.settled_on - self.due_on).days
        return None if self.is_settled else (self.as_of - self.due_on).days

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
