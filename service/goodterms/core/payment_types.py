"""What kind of row a payment table holds: a client's money, the owner's own, or none at all.

Source: the exports of PayPal ("Activity download", transaction types and states), Revolut, Wise and
banks, as publicly described.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from goodterms.core.bookings import says_refund
from goodterms.core.columns import Field, normalise_title

if TYPE_CHECKING:
    from goodterms.core.table_row import TableRow

_NOT_ARRIVED = """pending failed denied declined cancelled canceled rejected expired reverted onhold
    held unclaimed processing created incomplete draft active blocked chargedback
    uobradi odbijeno stornirano nacekanju ausstehend abgelehnt storniert vorgemerkt offen
    fehlgeschlagen inattesa rifiutato enattente refuse pendiente rechazado umsatzvorgemerkt"""
NOT_ARRIVED = frozenset(_NOT_ARRIVED.split())
"""States of money that is not there."""

NOT_FROM_CLIENTS = frozenset(
    ("card", "cardpayment", "cardrefund", "exchange", "fee", "atm", "cashback")
)
"""Types of the owner's own money, as a whole."""

NOT_FROM_CLIENTS_WITHIN = (
    "conversion", "moneyadded", "withdrawal", "bankdeposittopp", "accounthold", "authorization",
    "reserve", "currencyexchange", "wahrungsumrechnung", "abbuchung", "bankgutschriftauf",
    "einbehaltung", "autorisierung",
)  # fmt: skip
"""Parts of longer names of such types."""

OWN_TOP_UP = re.compile(r"(?:apple pay |google pay )?top-?up by|deposit by|money added\b(?! from)")
"""Descriptions of a top-up from the owner's card; one "from" somebody is a transfer."""

SENDER = re.compile(
    r"(?:payment|money added|received money|money received|transfer|deposit)\s+from\s+"
    r"(?P<payer>.+?)(?:\s+with reference\s+.*)?",
    re.IGNORECASE,
)
"""How Revolut and Wise name the payer where no column does."""

_OUT = """out d db dr dt dbit debit debet af s soll dare addebito cargo debe duguje terecenje
    isplata wn obciazenie -"""
OUT = frozenset(_OUT.split())
"""Words of a column that says which way the money went."""


def is_clients(row: TableRow) -> bool:
    """Return whether a row can be a payment of a client, its sign apart."""
    if normalise_title(row.text(Field.PAYMENT_STATE)) in NOT_ARRIVED:
        return False
    kind = normalise_title(row.text(Field.PAYMENT_TYPE))
    if kind in NOT_FROM_CLIENTS or any(each in kind for each in NOT_FROM_CLIENTS_WITHIN):
        return False
    return not (kind in ("topup", "deposit") and OWN_TOP_UP.match(row.text(Field.TEXT).lower()))


def counts(row: TableRow, amount_minor: int) -> bool:
    """Return whether the amount of such a row is one: money in, or money paid back to a client.

    Money that a shop pays back to the owner is no income.
    """
    says = says_refund(row.text(Field.PAYMENT_TYPE))
    if amount_minor < 0:
        return row.has(Field.INVOICE) or says or says_refund(row.text(Field.TEXT))
    return amount_minor > 0 and (row.has(Field.INVOICE) or not says)


def goes_out(row: TableRow) -> bool:
    """Return whether the column of the direction says that money left the account."""
    told = row.text(Field.DIRECTION).casefold().strip(" .")
    return told in OUT or normalise_title(told) in OUT


def payer_of(row: TableRow) -> str:
    """Return who paid: the column, else the name in a description such as "Payment from X"."""
    found = None if row.has(Field.PAYER) else SENDER.fullmatch(row.text(Field.TEXT))
    return found["payer"] if found else row.text(Field.PAYER)
