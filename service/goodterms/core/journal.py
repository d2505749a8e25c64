"""The nouns of plain-text ledgers: transactions and postings, and what kind an account is.

hledger, ledger and beancount say the same with other signs; their readers are in
`adapters.invoices`. Source: the manuals of hledger (journal format) and beancount (syntax).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from goodterms.core.columns import normalise_title

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_RECEIVABLE = re.compile(
    r"(?:accounts?|trade|client|customer)?(?:receivables?|ar|debtors?)|debtors?|customers?|"
    r"unpaidinvoices|potrazivanj[ae](?:odkupaca|kupaca)?|kupci|forderung(?:en)?(?:all)?|"
    r"debitor(?:en)?|crediti(?:versoclienti)?|clienti|creances(?:clients)?|clients?|debiteuren|"
    r"terjatve|naleznosci|pohledavky"
)
_NOT_ASSETS = ("income", "expense", "liabilit", "equity")

_ROOTS = {
    "income": ("income", "revenue", "sales", "prihod", "erlos", "ertrag", "einnahmen", "ricavi"),
    "expense": ("expense", "cost", "rashod", "trosk", "ausgaben", "aufwand", "kosten", "costi"),
    "liabilit": ("liabilit", "obvez", "verbindlich", "passiv", "schulden"),
    "equity": ("equity", "opening", "kapital", "eigenkapital", "glavnica"),
}
"""Beginnings of the first part of an account, in several languages."""

_FEES = re.compile(r"fee|charge|commission|bank|stripe|paypal|naknad|provizij|gebuhr|spesen")
_DISCOUNTS = re.compile(r"discount|skonto|rabat|popust|sconto")
_WITHHELD = re.compile(r"withh|tax|porez|steuer|ritenut")

TOLERANCE = Decimal("0.005")
"""Half a cent may be left over where prices were converted (beancount's own default)."""


class AccountKind(StrEnum):
    """What an account means beside a receivable."""

    RECEIVABLE = "receivable"
    MONEY = "money"
    INCOME = "income"
    EXPENSE = "expense"
    LIABILITY = "liabilit"
    EQUITY = "equity"


class JournalError(ValueError):
    """A transaction is not understood; the message says why."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def kind_of(account: str) -> AccountKind:
    """Return what an account is; one that no word tells of is taken for money."""
    parts = [normalise_title(each) for each in account.split(":")]
    for name, beginnings in _ROOTS.items():
        if parts[0].startswith(beginnings):
            return AccountKind(name)
    found = any(_RECEIVABLE.fullmatch(each) for each in parts)
    return AccountKind.RECEIVABLE if found else AccountKind.MONEY


def leaf_of(account: str) -> str:
    """Return the part of a receivable account that names the client, "" when there is none."""
    parts = account.split(":")
    places = [
        place for place, each in enumerate(parts) if _RECEIVABLE.fullmatch(normalise_title(each))
    ]
    return ":".join(parts[places[-1] + 1 :]) if places else ""


def deduction_of(account: str) -> str:
    """Return the name under which a deduction from a payment is stated."""
    words = normalise_title(account)
    if _FEES.search(words):
        return "fee_minor"
    if _DISCOUNTS.search(words):
        return "discount_minor"
    return "withheld_minor" if _WITHHELD.search(words) else "deducted_minor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One line of a transaction.

    Attributes:
        amount: None when the journal leaves it to be worked out.
        commodity: As written: a code, a symbol, or "" for none.
        cost: The amount in another commodity by which it balances, None for itself.
        tags: Its own tags, names in lower case.
    """

    account: str
    amount: Decimal | None
    commodity: str = ""
    cost: tuple[Decimal, str] | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """One entry of a journal.

    Attributes:
        code: What stands in brackets before the description, "" for none.
        payee: Who is named apart from the note, "" when nobody is.
        note: The rest of the description.
        tags: Names in lower case; `links` as in beancount, without the sign.
        line: Physical line it begins on.
    """

    day: date
    code: str
    payee: str
    note: str
    tags: Mapping[str, str]
    links: tuple[str, ...]
    postings: tuple[Posting, ...]
    line: int

    def touches_receivables(self) -> bool:
        """Return whether it is about what clients owe."""
        return any(kind_of(each.account) is AccountKind.RECEIVABLE for each in self.postings)


def balanced(transaction: Transaction) -> tuple[Posting, ...]:
    """Return the postings with the one missing amount worked out.

    Raises:
        JournalError: Two amounts are missing, or the postings do not balance.
    """
    missing = [each for each in transaction.postings if each.amount is None]
    sums: dict[str, Decimal] = {}
    for each in transaction.postings:
        if each.amount is not None:
            weight, commodity = each.cost or (each.amount, each.commodity)
            sums[commodity] = sums.get(commodity, Decimal(0)) + weight
    left = {name: total for name, total in sums.items() if abs(total) > TOLERANCE}
    if len(missing) > 1:
        message = "two postings have no amount; one at most can be worked out"
        raise JournalError(message, transaction.line)
    if not missing:
        is_exchange = len(left) == 2 and min(left.values()) < 0 < max(left.values())
        if left and not is_exchange:
            message = "the postings do not balance; their sum should be 0"
            raise JournalError(message, transaction.line)
        return transaction.postings
    if len(left) > 1:
        message = "the missing amount would have two currencies; write it out"
        raise JournalError(message, transaction.line)
    commodity, total = next(iter(left.items()), (next(iter(sums), ""), Decimal(0)))
    return tuple(
        each
        if each.amount is not None
        else Posting(
            account=each.account,
            amount=-total,
            commodity=commodity,
            tags=each.tags,
            line=each.line,
        )
        for each in transaction.postings
    )
