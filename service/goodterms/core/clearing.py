"""Money put to documents: what names them, then what probably means them, then what is loose.

Integers only. How sure a payment's document is, `allocations` says; here it is put to use. What is
not sure only ever helps: it can settle a document, and it never makes one open or late.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.core.allocations import Confidence
from goodterms.core.ledger import DocumentState
from goodterms.core.owed import NOT_OWED, owed_minor
from goodterms.core.rates import Rates, converted
from goodterms.core.references import reference_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from goodterms.core.ledger import Document, Payment

Entry = tuple["date", int]
"""Money that settles a document: the day and the amount in minor units (negative: paid back)."""


@dataclass(slots=True, kw_only=True)
class Account:
    """One document while money is being put to it; `needed` is what payments have to cover.

    Attributes:
        credits: What credit notes took off, by the day of the note.
        unconfirmed: How much of the entries nobody confirmed: probable or loose money.
    """

    document: Document
    entries: list[Entry]
    needed: int
    credits: list[Entry] = field(default_factory=list)
    unconfirmed: int = 0

    @property
    def left(self) -> int:
        """Return what is still open; negative when more was paid."""
        return self.needed - sum(amount for _, amount in self.entries)


@dataclass(slots=True, kw_only=True)
class Loose:
    """Money that pays no document yet; `document` is the one that a credit note refers to."""

    day: date
    amount: int
    currency: str
    document: str = ""


def opened(
    document: Document, payments: Sequence[Payment], *, today: date, rates: Rates
) -> Account:
    """Return what the payments that surely belong to a document say of it.

    The state in a file is as of its import, so it only speaks where dated payments do not. A rest
    that the owner wrote off is not needed any more. Where no file says whether it was paid, and no
    later payment of this client is known, it counts as settled on an unknown day.
    """
    entries, is_foreign = [], False
    for each in payments:
        if each.document != document.id or each.confidence == Confidence.PROBABLE:
            continue
        amount = converted(
            each.amount_minor, each.currency, document.currency, rates=rates, on=each.paid_on
        )
        if amount is None:
            is_foreign = True
        else:
            entries.append((each.paid_on, amount))
    dated = sum(amount for _, amount in entries)
    needed = owed_minor(document) - max(0, document.paid_minor - dated)
    settled = document.state in (DocumentState.PAID, DocumentState.WRITTEN_OFF)
    if settled or is_foreign or _is_unsaid(document, payments):
        # the rest was settled in a way no payment shows: a discount, a fee, another currency
        needed = min(needed, dated)
    known = [entry for entry in entries if entry[0] <= today]
    return Account(document=document, entries=known, needed=needed)


def _is_unsaid(document: Document, payments: Iterable[Payment]) -> bool:
    """Return whether nobody can know if a document is open.

    A payment of the same client after the due day shows that payments are read up to then.
    """
    if document.state is not DocumentState.UNSAID:
        return False
    due = document.due_date or document.issue_date
    return all(each.paid_on <= due for each in payments)


def put_probable(
    accounts: Iterable[Account], payments: Sequence[Payment], *, today: date, rates: Rates
) -> None:
    """Put money to the document it probably means, no more than is open there.

    What goes back takes back only what probably came.
    """
    for account in accounts:
        for each in payments:
            if each.document != account.document.id or each.confidence != Confidence.PROBABLE:
                continue
            amount = converted(
                each.amount_minor,
                each.currency,
                account.document.currency,
                rates=rates,
                on=each.paid_on,
            )
            if amount is None or each.paid_on > today:
                continue
            part = max(min(amount, account.left), -account.unconfirmed)
            if part:
                account.entries.append((each.paid_on, part))
                account.unconfirmed += part


def loose_money(
    accounts: Iterable[Account], payments: Iterable[Payment], dead: Iterable[str], *, today: date
) -> list[Loose]:
    """Return what has no document, what was paid on a cancelled one, and what was paid too much.

    Less what went back without a document: the latest money first.
    """
    gone = set(dead)
    known = [
        each
        for each in payments
        if each.paid_on <= today and (each.document is None or each.document in gone)
    ]
    loose = [
        Loose(day=each.paid_on, amount=each.amount_minor, currency=each.currency)
        for each in known
        if each.amount_minor > 0
    ]
    for account in accounts:
        above = sum(amount for _, amount in account.entries) - owed_minor(account.document)
        if account.entries and account.left < 0 and above > 0:
            last = max(day for day, _ in account.entries)
            loose.append(Loose(day=last, amount=above, currency=account.document.currency))
    loose.sort(key=lambda each: (each.day, each.amount))
    for each in sorted(known, key=lambda one: (one.paid_on, one.id)):
        if each.amount_minor < 0:
            _take_back(loose, each)
    return [each for each in loose if each.amount > 0]


def _take_back(loose: Sequence[Loose], payment: Payment) -> None:
    left = -payment.amount_minor
    for each in reversed(loose):
        if each.currency == payment.currency and each.day <= payment.paid_on:
            part = min(left, each.amount)
            each.amount -= part
            left -= part


def credit_money(
    notes: Iterable[Document],
    payments: Sequence[Payment],
    documents: Sequence[Document],
    replaced: Mapping[str, str],
    *,
    today: date,
) -> list[Loose]:
    """Return what is left of each credit note after what was paid back on it.

    A note knows the document it refers to; where several have that number, the latest before it.
    """
    found = []
    for note in notes:
        back = sum(
            -each.amount_minor
            for each in payments
            if each.document == note.id and each.paid_on <= today
        )
        left = abs(owed_minor(note)) - max(0, back)
        if note.state not in NOT_OWED and left > 0:
            target = _target(note, documents)
            target = replaced.get(target, target)
            found.append(
                Loose(day=note.issue_date, amount=left, currency=note.currency, document=target)
            )
    return sorted(found, key=lambda each: (each.day, each.amount, each.document))


def _target(note: Document, documents: Iterable[Document]) -> str:
    keys = {reference_key(number) for number in note.refers_to} - {""}
    known = [
        each
        for each in documents
        if each.id != note.id
        and each.issue_date <= note.issue_date
        and each.currency == note.currency
        and reference_key(each.number) in keys
    ]
    last = max(known, key=lambda each: (each.issue_date, each.id), default=None)
    return last.id if last else ""


def without_absent(
    loose: Iterable[Loose], accounts: Iterable[Account], documents: Iterable[Document]
) -> list[Loose]:
    """Return credits less what belongs to documents that are not owed: disputed, cancelled ones."""
    present = {each.document.id for each in accounts}
    absent = {each.id: max(0, owed_minor(each)) for each in documents if each.id not in present}
    for each in (found := list(loose)):
        part = min(each.amount, absent.get(each.document, 0))
        each.amount -= part
        if part:
            absent[each.document] -= part
    return [each for each in found if each.amount > 0]


def spread(accounts: Sequence[Account], loose: Iterable[Loose], *, is_credit: bool) -> None:
    """Settle open documents: the one referred to, then the same amount, else the oldest first.

    Each `Loose` keeps what no document takes: the client's credit balance.
    """
    for each in loose:
        takers = [
            one for one in accounts if one.document.currency == each.currency and one.left > 0
        ]
        amount = each.amount
        takers.sort(key=lambda one: (one.document.id != each.document, one.left != amount))
        for taker in takers:
            part = min(each.amount, taker.left)
            if is_credit:
                taker.needed -= part
                taker.credits.append((each.day, part))
            else:
                taker.entries.append((each.day, part))
                taker.unconfirmed += part
            each.amount -= part
            if each.amount == 0:
                break
