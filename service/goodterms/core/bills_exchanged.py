"""Bills of several currencies in one: what every figure in the owner's currency is made of.

Each document keeps the rate of its issue day, for its payments and its rest too, so that what was
billed, paid and is open of it goes on telling one story. What no rate leads to is left out and
counted, never guessed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodterms.core.bills import Advance, Bill, Billing, Note
from goodterms.core.rates import converted

if TYPE_CHECKING:
    from datetime import date

    from goodterms.core.rates import Rates
    from goodterms.core.settlement import Entry


def in_currency(found: Billing, target: str, rates: Rates, *, today: date) -> Billing:
    """Return everything in the currency `target`; balances not used yet by the rate of `today`."""
    bills = [_bill(each, target, rates) for each in found.bills]
    notes = [_note(each, target, rates) for each in found.notes]
    advances = [_advance(each, target, rates) for each in found.advances]
    prepaid, lost = _sum(found.prepaid_minor, target, rates, today=today)
    credit, missing = _sum(found.credit_minor, target, rates, today=today)
    return Billing(
        bills=tuple(each for each in bills if each is not None),
        notes=tuple(each for each in notes if each is not None),
        advances=tuple(each for each in advances if each is not None),
        prepaid_minor=prepaid,
        credit_minor=credit,
        left_out=found.left_out + sum(each is None for each in (*bills, *notes)) + lost + missing,
    )


def _sum(
    amounts: tuple[tuple[str, int], ...], target: str, rates: Rates, *, today: date
) -> tuple[tuple[tuple[str, int], ...], int]:
    """Return the one sum in `target`, and how many currencies have no rate today."""
    found = [converted(amount, name, target, rates=rates, on=today) for name, amount in amounts]
    total = sum(each for each in found if each is not None)
    return ((target, total),) if total else (), found.count(None)


def _bill(bill: Bill, target: str, rates: Rates) -> Bill | None:
    if bill.currency == target:
        return bill

    def exchanged(amount: int) -> int | None:
        return converted(amount, bill.currency, target, rates=rates, on=bill.issued_on)

    def parts(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple((day, exchanged(amount) or 0) for day, amount in entries)

    total, rest = exchanged(bill.total_minor), exchanged(bill.open_minor)
    if total is None or rest is None:
        return None
    return replace(
        bill,
        currency=target,
        total_minor=total,
        net_minor=None if bill.net_minor is None else exchanged(bill.net_minor),
        open_minor=rest,
        paid=parts(bill.paid),
        credited=parts(bill.credited),
    )


def _advance(advance: Advance, target: str, rates: Rates) -> Advance | None:
    name, on = advance.currency, advance.issued_on
    amount = converted(advance.amount_minor, name, target, rates=rates, on=on)
    net = converted(advance.net_minor, name, target, rates=rates, on=on)
    if amount is None or net is None:
        return None
    return replace(advance, currency=target, amount_minor=amount, net_minor=net)


def _note(note: Note, target: str, rates: Rates) -> Note | None:
    total = converted(note.total_minor, note.currency, target, rates=rates, on=note.issued_on)
    net = converted(note.net_minor, note.currency, target, rates=rates, on=note.issued_on)
    if total is None or net is None:
        return None
    return replace(note, currency=target, total_minor=total, net_minor=net)
