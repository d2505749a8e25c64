"""A transaction in minor units: each posting with its kind, its amount and what it refers to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.core.amounts import SYMBOLS
from goodterms.core.currency import CODES, exponent
from goodterms.core.journal import AccountKind, JournalError, balanced, kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from goodterms.core.journal import Transaction

MOST_DIGITS = 15
"""Longest amount in digits of its minor units (see `amounts.MOST_DIGITS`)."""

SEVERAL = frozenset({"", "$", "kr", "kr.", "¥"})
"""Commodities that are several currencies or none: the owner says which."""

REFERENCES = (
    "invoice",
    "inv",
    "bill",
    "racun",
    "račun",
    "rechnung",
    "facture",
    "fattura",
    "faktura",
)
"""Tags that name the invoice a posting is about."""

_IN_NOTE = re.compile(
    r"(?:\b(?:(?:invoice|rechnung|faktura|fattura|facture|ra[cč]un)\w{0,3}|inv)\b\.?"
    r"\s*(?:no|nr|br|num)?\.?|#)\s*[:#]?\s*([^\s,;|]*[0-9][^\s,;|]*)",
    re.IGNORECASE,
)


class NoCurrencyError(ValueError):
    """The amounts of a transaction name no currency, or a sign of several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One posting; `minor` is negative for a credit."""

    account: str
    kind: AccountKind
    minor: int
    currency: str
    tags: Mapping[str, str] = field(default_factory=dict)
    line: int = 0


def parts_of(transaction: Transaction, currency: str) -> tuple[Part, ...]:
    """Return the postings of a transaction, the missing amount worked out.

    Args:
        transaction: One with receivables.
        currency: ISO 4217 code for amounts that name none, or "".

    Raises:
        JournalError: It does not balance, or an amount is no money.
        NoCurrencyError: A receivable names no currency and `currency` is "".
    """
    found = []
    for each in balanced(transaction):
        kind = kind_of(each.account)
        code = _code(each.commodity, currency)
        if not code and kind is not AccountKind.RECEIVABLE:
            continue  # shares, hours, points: no money
        if not code and each.commodity in SEVERAL:
            raise NoCurrencyError(each.commodity)
        if not code:
            message = "a receivable is in no currency; expected a code such as EUR"
            raise JournalError(message, each.line)
        minor = _minor(each.amount, code, each.line)
        found.append(
            Part(
                account=each.account,
                kind=kind,
                minor=minor,
                currency=code,
                tags={**transaction.tags, **each.tags},
                line=each.line or transaction.line,
            )
        )
    return tuple(found)


def references(transaction: Transaction, tags: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a posting says of which invoice it is about, the surest first."""
    named = [part for name in REFERENCES for part in tags.get(name, "").split(",")]
    found = [*named, *transaction.links, transaction.code, number_in(transaction.note)]
    return tuple(dict.fromkeys(each.strip() for each in found if each.strip()))


def number_in(note: str) -> str:
    """Return the number of an invoice that a description names, "" for none."""
    found = _IN_NOTE.search(note)
    return found[1].rstrip(".:") if found else ""


def name_before(note: str) -> str:
    """Return what a description says before it speaks of an invoice, "" for nothing."""
    found = _IN_NOTE.search(note)
    return note[: found.start()].strip(" -–:,|") if found else ""


def _code(commodity: str, currency: str) -> str:
    if commodity.upper() in CODES:
        return commodity.upper()
    return SYMBOLS.get(commodity.lower(), "") or (currency if commodity in SEVERAL else "")


def _minor(amount: Decimal | None, currency: str, line: int) -> int:
    """Return an amount in minor units, exactly."""
    scaled = (amount or 0) * 10 ** exponent(currency)
    whole = int(scaled)
    if whole != scaled:
        message = f"an amount has more decimals than {currency} has"
        raise JournalError(message, line)
    if len(str(abs(whole))) > MOST_DIGITS:
        message = f"an amount is out of range: more than {MOST_DIGITS} digits"
        raise JournalError(message, line)
    return whole
