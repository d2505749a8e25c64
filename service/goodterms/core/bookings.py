"""Bookings of a bank account, and which of them are payments of clients.

A bank file is shown whole, but only money that came from clients, or went back to them, is kept:
`PaymentStatus` says which. Source: invoices study, "Canonical shape" and "Sources and their traps".
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from goodterms.core.booking_keys import (
    account_key,
    described_key,
    meaningful,
    names_one,
    numbered,
    referenced_key,
)
from goodterms.core.buyers import client_named, name_key
from goodterms.core.columns import normalise_title
from goodterms.core.ledger import Payment
from goodterms.core.table_row import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from goodterms.core.client import Client

REFUND_WORDS = (
    "refund",
    "chargeback",
    "povrat",
    "rueckzahlung",
    "ruckzahlung",
    "erstattung",
    "rimborso",
    "remboursement",
    "reembolso",
    "zwrot",
    "vracilo",
    "terugbetaling",
)
"""Normalised words by which the owner's own transfer says that it pays a client back."""


class PaymentStatus(StrEnum):
    """What a row of a bank file is; only the first two are kept in the ledger."""

    BOOKED = "booked"
    PENDING = "pending"
    OWN = "own"
    """The owner's own money: spending, fees, transfers between own accounts, zero amounts."""
    INFORMATION = "information"
    """Told for information only; the money is booked elsewhere or not at all."""
    PART = "part"
    """One of a batch that does not say how its sum is split; the first row carries the sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """One row of a bank file.

    Attributes:
        amount_minor: Signed from the owner's side: money in is positive.
        booked_on: The day of booking, else of value; None when the file names neither.
        status: ``booked``, ``pending``, ``information`` or ``part``, as the bank says; `payments`
            finds out which booked rows are the owner's ``own``.
        is_reversal: Takes an earlier booking of the other sign back.
        is_own: The account as a whole holds no payments of clients (a credit card).
        account: The owner's account as the file writes it.
        holder: Its owner's name, "" when the file does not say.
        is_ref_local: The reference names the booking within its account only.
        party: Name of the other side.
        references: Structured references, the most telling first.
        texts: What the payer wrote.
        stated: The row in the file's own words, for ``import --json``.
    """

    amount_minor: int
    currency: str
    booked_on: date | None
    status: PaymentStatus = PaymentStatus.BOOKED
    is_reversal: bool = False
    is_own: bool = False
    account: str = ""
    holder: str = ""
    bank_ref: str = ""
    is_ref_local: bool = False
    party: str = ""
    references: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    line: int = 0
    stated: Mapping[str, object] = field(default_factory=dict)


def payments(
    bookings: Iterable[Booking], *, source: str, clients: Sequence[Client]
) -> tuple[Payment, ...]:
    """Return one payment for each dated booking, in the order of the file.

    Args:
        bookings: Of one file; those without a day are left out.
        source: File name.
        clients: To find whose money it is.
    """
    seen: Counter[str] = Counter()
    found = []
    for each in bookings:
        if each.booked_on is None:
            continue
        payer = plain(each.party)
        found.append(
            Payment(
                id=numbered(_key(each, each.booked_on), seen),
                document=None,
                client=client_named(payer, clients),
                amount_minor=each.amount_minor,
                currency=each.currency,
                paid_on=each.booked_on,
                payer=payer,
                reference=reference_of(each),
                bank_ref=plain(meaningful(each.bank_ref)),
                status=status_of(each).value,
                stated=json.dumps(dict(each.stated), sort_keys=True, ensure_ascii=False),
                source=source,
                line=each.line,
            )
        )
    return tuple(found)


def status_of(booking: Booking) -> PaymentStatus:
    """Return whether a booking is kept, and as what.

    Money in is a client's payment unless it takes the owner's own spending back or comes from the
    owner. Money out is the owner's own unless it takes an earlier payment back or says so.
    """
    if booking.status not in (PaymentStatus.BOOKED, PaymentStatus.PENDING):
        return booking.status
    if booking.is_own or booking.amount_minor == 0 or _from_holder(booking):
        return PaymentStatus.OWN
    is_back = booking.is_reversal or (booking.amount_minor < 0 and says_refund(*booking.texts))
    is_client = is_back if booking.amount_minor < 0 else not booking.is_reversal
    return booking.status if is_client else PaymentStatus.OWN


def says_refund(*texts: str) -> bool:
    """Return whether texts say that money went back."""
    words = normalise_title(" ".join(texts))
    return any(word in words for word in REFUND_WORDS)


def reference_of(booking: Booking) -> str:
    """Return what names documents best: the first reference that is one, else the texts.

    The other references and texts stand in `Booking.stated` and are matched from there.
    """
    told = (meaningful(each) for each in booking.references)
    return plain(next((each for each in told if each), "") or " ".join(booking.texts))


def _from_holder(booking: Booking) -> bool:
    return bool(booking.holder) and name_key(booking.holder) == name_key(booking.party)


def _key(booking: Booking, day: date) -> str:
    bank_ref = meaningful(booking.bank_ref)
    if names_one(bank_ref):
        scope = account_key(booking.account) if booking.is_ref_local else ""
        return referenced_key(f"{scope}{bank_ref}", booking.amount_minor, booking.currency)
    money = booking.amount_minor, booking.currency
    told = [meaningful(each) for each in (*booking.references, *booking.texts)]
    return described_key(booking.account, day, money, "".join(told) or booking.party)
