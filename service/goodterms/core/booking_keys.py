"""What names a booking of an account, so that it counts once however often it is imported.

Source: invoices study, "Canonical shape" (natural keys: the bank's reference, else account, date,
amount, reference and ordinal within the day).
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from goodterms.core.references import NO_REFERENCE, reference_key

if TYPE_CHECKING:
    from collections import Counter
    from datetime import date

SHORTEST_REF = 8
"""A shorter reference of a bank is a running number: another statement has it too."""

FEWEST_DIGITS = 4
"""Fewer digits make a word, not a number that names one booking."""

ACCOUNT_DIGITS = 10
"""The end of an IBAN and of a national account number are the same digits."""


def meaningful(reference: str) -> str:
    """Return a reference, "" for the words that stand for none."""
    bare = " ".join(reference.split())
    key = reference_key(bare)
    return "" if not key.strip("0") or key in NO_REFERENCE else bare


def names_one(bank_ref: str) -> bool:
    """Return whether a bank's reference can name one booking among all."""
    bare = re.sub(r"[^0-9A-Za-z]", "", bank_ref)
    return len(bare) >= SHORTEST_REF and sum(map(str.isdigit, bare)) >= FEWEST_DIGITS


def account_key(account: str) -> str:
    """Return an account as compared between formats: its last ten digits, no leading zeros."""
    digits = re.sub(r"[^0-9]", "", account)
    return digits[-ACCOUNT_DIGITS:].lstrip("0") or "".join(account.split()).upper()


def referenced_key(bank_ref: str, amount_minor: int, currency: str) -> str:
    """Return the key of a booking that the bank or service itself names.

    The amount belongs to it: a booking and its reversal may share one reference, and so do the
    payments of a batch. The day does not: value date and booking date differ between formats.
    """
    return f"id|{bank_ref}|{amount_minor}|{currency}"


def described_key(account: str, day: date, money: tuple[int, str], reference: str) -> str:
    """Return the key of a booking that nothing names.

    Args:
        account: As the source writes it, "" when it does not.
        day: The day of booking.
        money: Signed minor units and currency.
        reference: What the payer wrote.
    """
    amount, currency = money
    parts = (account_key(account), day.isoformat(), str(amount), currency)
    return "|".join((*parts, reference_key(reference)))


def numbered(key: str, seen: Counter[str]) -> str:
    """Return the id of a payment; equal keys of one file are counted, they are several payments.

    Args:
        key: Of the functions above.
        seen: How often each key was met in this file so far; counts on.
    """
    ordinal = seen[key]
    seen[key] += 1
    digest = hashlib.sha256(f"{key}|{ordinal}".encode("utf-8", "replace")).hexdigest()
    return f"P-{digest[:12]}"
