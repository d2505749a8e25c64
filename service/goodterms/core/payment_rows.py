"""Rows of a payment table to payments: what clients paid, and what was paid back to them.

The owner's own spending, conversions and transfers that never arrived are left out: they are no
payments of clients (`payment_types`). Source: invoices study, natural keys and Matching.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from goodterms.core.booking_keys import meaningful, numbered, referenced_key
from goodterms.core.columns import Field
from goodterms.core.ledger import Payment
from goodterms.core.payment_types import counts, goes_out, is_clients, payer_of
from goodterms.core.references import reference_key
from goodterms.core.table_row import RowError

if TYPE_CHECKING:
    from collections import Counter
    from datetime import date

    from goodterms.core.columns import ColumnMapping
    from goodterms.core.table_row import TableRow

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
    if not is_clients(row):
        return None
    paid_on = row.day(Field.PAID_ON, mapping)
    if paid_on is None:
        message = "paid_on: missing; every payment needs a day"
        raise RowError(message)
    currency = row.currency(_amount_field(row), mapping)
    amount = _amount(row, currency, mapping)
    if not counts(row, amount):
        return None
    payer = payer_of(row)
    return Payment(
        id=numbered(_key(row, paid_on, (amount, currency), payer), seen),
        document=None,
        client=None,
        amount_minor=amount,
        currency=currency,
        paid_on=paid_on,
        payer=payer,
        reference=_reference(row),
        bank_ref=row.text(Field.PAYMENT_ID),
        stated=_stated(row, amount, currency, mapping),
        source=source,
        line=row.line,
    )


def _amount_field(row: TableRow) -> Field:
    """Return which of the amount columns holds something."""
    fields = (Field.AMOUNT, Field.MONEY_IN, Field.MONEY_OUT)
    return next((each for each in fields if row.has(each)), Field.AMOUNT)


def _amount(row: TableRow, currency: str, mapping: ColumnMapping) -> int:
    """Return the signed amount: of one column, with a direction beside it, or of two columns.

    Raises:
        RowError: There is none.
    """
    amount = row.money(Field.AMOUNT, currency, mapping)
    if amount is not None:
        amount -= abs(row.money(Field.REFUNDED, currency, mapping) or 0)
        return -abs(amount) if goes_out(row) else amount
    money_in = row.money(Field.MONEY_IN, currency, mapping)
    money_out = row.money(Field.MONEY_OUT, currency, mapping)
    if money_in is None and money_out is None:
        message = "amount: missing; every payment needs one"
        raise RowError(message)
    return (money_in or 0) - abs(money_out or 0)


def _reference(row: TableRow) -> str:
    """Return the most telling text that names a document: number, bank reference, then prose."""
    reference = meaningful(row.text(Field.REFERENCE))  # HR99 and its like stand for none
    return row.text(Field.INVOICE) or reference or row.text(Field.TEXT)


def _stated(row: TableRow, amount: int, currency: str, mapping: ColumnMapping) -> str:
    """Return what bank files state beside our fields: text, fee and the service's own id."""
    told: dict[str, object] = {"signed_minor": amount}
    if text := row.text(Field.TEXT):
        told["unstructured"] = [text]
    if reference := row.text(Field.REFERENCE):
        told["structured_ref"] = reference
    fee = row.money(Field.FEE, currency, mapping)
    if fee:
        told["fee_minor"] = abs(fee)
    return json.dumps(told, sort_keys=True, ensure_ascii=False)


def _key(row: TableRow, paid_on: date, money: tuple[int, str], payer: str) -> str:
    """Return a key that is the same in every export that holds this payment."""
    amount, currency = money
    given = row.text(Field.PAYMENT_ID)
    if len(given) >= LONG_ID:
        return referenced_key(given, amount, currency)
    parts = (given, paid_on.isoformat(), str(amount), currency, reference_key(_reference(row)))
    return "|".join((*parts, payer.casefold()))
