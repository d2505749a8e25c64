"""Amounts as machines write them in bank files: one decimal sign, no grouping, no symbols.

Bounded in digits before anything becomes a number, and never a float. People's ways of writing
amounts are in `amounts`. Source: ISO 20022 ``ActiveOrHistoricCurrencyAndAmount`` (18 digits, of
them 5 decimals), SWIFT MT940 format ``15d``, OFX 1.6 section 3.2.9.1 (comma or period).
"""

from __future__ import annotations

import re

from goodterms.core.currency import exponent

_AMOUNT = re.compile(r"([+-]?)([0-9]{0,18})(?:[.,]([0-9]{0,18}))?")
_CURRENCY = re.compile(r"[A-Z]{3}")


class BankAmountError(ValueError):
    """Text is no amount of a bank file; the message never holds the text."""


def bank_minor(text: str, currency: str) -> int:
    """Return an amount in minor units; decimals beyond those of the currency round half up.

    Banks write up to five decimals where two exist. What they booked has no more than the
    currency, so digits beyond are zeros nearly always; where they are not, half goes away from
    zero.

    Args:
        text: Such as ``8.85000``, ``15000,`` or ``-6.60``.
        currency: ISO 4217 code, which fixes the number of decimals.

    Raises:
        BankAmountError: No amount, or more than 18 digits.
    """
    found = _AMOUNT.fullmatch(text.strip())
    if found is None or not (found[2] or found[3]):
        message = "expected an amount such as 1250.00, of at most 18 digits"
        raise BankAmountError(message)
    decimals = exponent(currency)
    fraction = (found[3] or "").ljust(decimals + 1, "0")
    minor = int((found[2] or "0") + fraction[:decimals])
    if fraction[decimals] >= "5":
        minor += 1
    return -minor if found[1] == "-" else minor


def is_currency(text: str) -> bool:
    """Return whether a text has the shape of an ISO 4217 code; old ones are no longer listed."""
    return _CURRENCY.fullmatch(text) is not None
