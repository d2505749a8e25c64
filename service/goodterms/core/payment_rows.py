"""Rows of a payment table to payments: what clients paid, and what was paid back to them.

The owner's own spending, conversions and transfers that never arrived are left out: they are no
payments of clients. Source: invoices study, natural keys and Matching.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from goodterms.core.columns import Field, normalise_title
from goodterms.core.ledger import Payment
from goodterms.core.payment_links import reference_key
from goodterms.core.table_row import RowError

if TYPE_CHECKING:
    from collections import Counter
    from datetime import date

    from goodterms.core.columns import ColumnMapping
    from goodterms.core.table_row import TableRow

NOT_ARRIVED = frozenset(
    {
        "pending",
        "failed",
        "denied",
        "cancelled",
        "canceled",
        "rejected",
        "expired",
        "onhold",
        "held",
        "unclaimed",
        "processing",
        "uobradi",
        "odbijeno",
        "ausstehend",
        "abgelehnt",
    }
)
"""States of money that is not there."""

NOT_FROM_CLIENTS = ("conversion", "moneyadded", "topup", "withdrawal", "generalwithdrawal", "card")
"""Movements of the owner's own money."""

LONG_ID = 8
"""A shorter id of a transaction is a running number: two tools can both have it."""


def payment_of(
    row: TableRow, mapping: ColumnMapping, seen: Counter[str], *, source: str
) -> Payment | None:
    """Return the payment of a row, None when the row is no payment of a client.

    Args:
        row: One record of the table.
        mapping: With the habits that the file proved.
        source: File name.
        seen: Keys already met in this file; two equal payments on one day are two payments.

    Raises:
        RowError: The row cannot be used; the message names the field and what was expected.
    """
    if row.flaw:
        raise RowError(row.flaw)
    if normalise_title(row.text(Field.PAYMENT_STATE)) in NOT_ARRIVED:
        return None
    if normalise_title(row.text(Field.PAYMENT_TYPE)) in NOT_FROM_CLIENTS:
        return None
    paid_on = row.day(Field.PAID_ON, mapping)
    if paid_on is None:
        message = "paid_on: missing; every payment needs a day"
        raise RowError(message)
    currency = row.currency(Field.AMOUNT, mapping)
    amount = row.money(Field.AMOUNT, currency, mapping)
    if amount is None:
        message = "amount: missing; every payment needs one"
        raise RowError(message)
    if amount == 0 or (amount < 0 and not _is_refund(row)):
        return None
    return Payment(
        id=_payment_id(row, paid_on, amount, currency, seen),
        document=None,
        client=None,
        amount_minor=amount,
        currency=currency,
        paid_on=paid_on,
        payer=row.text(Field.PAYER),
        reference=_reference(row),
        source=source,
        line=row.line,
    )


def _is_refund(row: TableRow) -> bool:
    """Return whether negative money went back to a client: it names an invoice or says so."""
    words = normalise_title(row.text(Field.PAYMENT_TYPE) + row.text(Field.TEXT))
    return row.has(Field.INVOICE) or "refund" in words or "povrat" in words


def _reference(row: TableRow) -> str:
    """Return the most telling text that names a document: number, bank reference, then prose."""
    reference = row.text(Field.REFERENCE)
    if reference_key(reference) in ("HR99", "NOTPROVIDED"):
        reference = ""  # banks write so when the payer gave no reference
    return row.text(Field.INVOICE) or reference or row.text(Field.TEXT)


def _payment_id(
    row: TableRow, paid_on: date, amount: int, currency: str, seen: Counter[str]
) -> str:
    """Return an id that is the same in every export that holds this payment."""
    given = row.text(Field.PAYMENT_ID)
    if len(given) >= LONG_ID:
        key = f"id|{given}"
    else:
        parts = (given, paid_on.isoformat(), str(amount), currency, reference_key(_reference(row)))
        key = "|".join((*parts, row.text(Field.PAYER).casefold()))
    seen[key] += 1
    text = f"{key}|{seen[key] - 1}"
    return f"P-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
