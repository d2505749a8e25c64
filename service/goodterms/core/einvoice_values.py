"""Amounts, days and names as XML invoices write them: one way each, anything else is refused.

Messages never quote the file: it may be hostile, and they end up in terminals and mails.
Source: EN 16931-1 (amounts with a point, days as year-month-day), UN/CEFACT format codes 102 and
203, FatturaPA 1.2 (same forms); invoices study, "Edge cases".
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from goodterms.core.amounts import MOST_DIGITS, AmountError
from goodterms.core.calendar_dates import YEARS, DateError
from goodterms.core.currency import CODES, exponent

MOST_LETTERS = 2000
"""Longest text kept of terms of payment and the like."""

_AMOUNT = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?")
_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:[T+Z-].{0,40}|[0-9]{4})?")


def currency_of(text: str) -> str:
    """Return an ISO 4217 code in capitals.

    Raises:
        AmountError: There is none, or it is not known.
    """
    code = text.strip().upper()
    if code not in CODES:
        said = "is missing" if not code else "is not known"
        message = f"the currency {said}; expected an ISO 4217 code such as EUR"
        raise AmountError(message)
    return code


def minor_of(text: str, currency: str) -> int:
    """Return an amount in minor units; nothing is rounded.

    Args:
        text: Digits, at most one point, a sign before them.
        currency: ISO 4217 code, which fixes the number of decimals.

    Raises:
        AmountError: No such number, too long, or more decimals than the currency has.
    """
    found = _AMOUNT.fullmatch(text.strip()) if len(text) < 200 else None
    if found is not None and len(found[2].lstrip("0")) > MOST_DIGITS:
        message = f"the amount is out of range: more than {MOST_DIGITS} digits"
        raise AmountError(message)
    if found is None or not (found[2] or found[3]):
        message = "the amount is no number; expected digits with a point, as in 1250.00"
        raise AmountError(message)
    decimals = exponent(currency)
    fraction = found[3] or ""
    if fraction[decimals:].strip("0"):
        message = f"the amount has more decimals than {currency} has"
        raise AmountError(message)
    minor = int((found[2] or "0") + fraction[:decimals].ljust(decimals, "0"))
    return -minor if found[1] == "-" else minor


def day_of(text: str) -> date:
    """Return a calendar day; a time or zone behind it is left out.

    Raises:
        DateError: It is none, or of a year in which nobody wrote e-invoices.
    """
    found = _DAY.fullmatch(text.strip())
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        message = "the date is no calendar date; expected one such as 2026-01-31"
        raise DateError(message)
    return day


def words_of(text: str) -> str:
    """Return text as stated, without characters that could rearrange or hide what is shown."""
    kept = "".join(
        each
        for each in text.strip()[:MOST_LETTERS]
        if each in "\n\t" or unicodedata.category(each) not in {"Cc", "Cf", "Cs", "Co"}
    )
    return kept.strip()


def line_of_words(text: str) -> str:
    """Return `words_of` on one line."""
    return " ".join(words_of(text).split())
