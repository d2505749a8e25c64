"""Text to integer minor units: decimal signs by proof, separators, symbols, currency codes.

Amounts never pass through a float, and nothing is rounded: an amount with more decimals than its
currency has is refused. Source: invoices study, Canonical shape, "Sources and their traps" and
"Edge cases".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from goodterms.core.currency import CODES, exponent

if TYPE_CHECKING:
    from collections.abc import Iterable

SYMBOLS = {
    "€": "EUR",
    "£": "GBP",
    "kn": "HRK",
    "zł": "PLN",
    "kč": "CZK",
    "ft": "HUF",
    "₹": "INR",
    "us$": "USD",
    "a$": "AUD",
    "au$": "AUD",
    "c$": "CAD",
    "ca$": "CAD",
    "nz$": "NZD",
    "hk$": "HKD",
    "s$": "SGD",
    "sg$": "SGD",
    "r$": "BRL",
    "mx$": "MXN",
}
"""Symbols that mean one currency; ``$``, ``kr`` and ``¥`` mean several and are asked for."""

UNCLEAR_SYMBOLS = frozenset({"$", "kr", "kr.", "\u00a5"})
"""Symbols of several currencies: the owner has to say which."""

MOST_DIGITS = 15
"""Longest amount in digits: far above any invoice, far below 64 bits of minor units."""

_THREE_SIGNS = CODES | {each.upper() for each in SYMBOLS if len(each) == 3} | {"KR."}

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’`]")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[\s\u00a0\u202f\u2009'’`][0-9]{3})+(?:[.,][0-9]*)?")
_NUMBER = re.compile(r"[0-9](?:.*[0-9])?", re.DOTALL)
_SEPARATORS = re.compile(r"[.,]")
_IN_THREES = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")
_INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")
_SIMPLE = re.compile(r"-?[0-9]{1,12}\.[0-9]{2}")
"""How most tools write an amount; it leaves nothing to be told apart."""

_UNIT = r"[A-Z]{3}|[A-Z]{0,2}\$|€|£|¥|₹|kn|kr\.?|zł|Kč|Ft"
_AMOUNT = re.compile(
    rf"(?P<open>\()?(?P<minus>[-−+]?)(?P<before>{_UNIT})?(?P<inner>[-−]?)"
    rf"(?P<digits>[0-9][0-9.,]*|[.,][0-9]+)(?P<after>{_UNIT})?(?P<tail>-?)(?P<close>\))?",
    re.IGNORECASE,
)


class AmountError(ValueError):
    """Text is no amount; the message says why, without naming the field."""


def currency_code(text: str) -> str:
    """Return the ISO 4217 code that a cell such as ``EUR``, ``€`` or ``Euro - EUR`` names.

    Raises:
        AmountError: It names none, or a symbol of several currencies.
    """
    bare = text.strip()
    if bare.upper() in CODES:
        return bare.upper()
    if bare.lower() in SYMBOLS:
        return SYMBOLS[bare.lower()]
    tail = bare.removesuffix(")")
    ends = [part for part in (bare[:3], tail[-3:]) if part in CODES]
    if len(ends) == 1 and (" - " in bare or " (" in bare):
        return ends[0]
    message = f'"{bare}" is no currency; expected an ISO 4217 code such as EUR'
    raise AmountError(message)


def is_unclear_symbol(text: str) -> bool:
    """Return whether a cell is only a sign that several currencies have."""
    return text.strip().lower() in UNCLEAR_SYMBOLS


def currency_in(text: str) -> str:
    """Return the currency named beside an amount (``12,00 €``), "" when there is none."""
    found = _AMOUNT.fullmatch(_SPACES.sub("", text))
    unit = (found["before"] or found["after"] or "") if found else ""
    return unit.upper() if unit.upper() in CODES else SYMBOLS.get(unit.lower(), "")


def decimal_sign(texts: Iterable[str]) -> str:
    """Return the decimal sign a file's amounts prove: ``.``, ``,``, "" (no proof).

    Both being proved is no proof either: then only amounts that prove themselves can be read.
    """
    proved = {"." if _SIMPLE.fullmatch(each) else _proof_in(each) for each in texts} - {""}
    return proved.pop() if len(proved) == 1 else ""


def parse_amount(text: str, *, currency: str, decimal: str) -> int:
    """Return an amount in minor units of `currency`; brackets or a minus at either end negate.

    Args:
        text: As in the file, with or without a symbol or code beside it.
        currency: ISO 4217 code, which fixes the number of decimals.
        decimal: The decimal sign proved by the file, "" when none was.

    Raises:
        AmountError: No amount, ambiguous, too long, or more decimals than the currency has.
    """
    if decimal != "," and _SIMPLE.fullmatch(text) and exponent(currency) == 2:
        return int(text.replace(".", ""))
    digits, is_negative = _bare(text)
    sign = _proof(digits) or decimal or _by_currency(digits, currency)
    if not sign and _SEPARATORS.search(digits):
        message = f'"{text.strip()}" can be read in two ways; expected two decimals, as in 1250.00'
        raise AmountError(message)
    if decimal and _proof(digits) not in ("", decimal):
        message = f'"{text.strip()}" is no amount; the decimal sign of this file is "{decimal}"'
        raise AmountError(message)
    whole, fraction = _split(digits, sign or ".", text)
    decimals = exponent(currency)
    kept, rest = fraction[:decimals], fraction[decimals:]
    if rest.strip("0"):
        message = f'"{text.strip()}" has more decimals than {currency} has'
        raise AmountError(message)
    minor = int(whole + kept.ljust(decimals, "0"))
    return -minor if is_negative else minor


def amount_text(minor: int, currency: str) -> str:
    """Return minor units as a plain decimal: ``1020.00``, ``-84.25``, ``15000`` for yen."""
    decimals = exponent(currency)
    digits = str(abs(minor)).rjust(decimals + 1, "0")
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{text}" if minor < 0 else text


def parse_hours(text: str) -> float:
    """Return hours from ``12.5``, ``12,5`` or ``12:30``; credit notes take back negative ones.

    Raises:
        AmountError: No number of hours, or more than a year of them.
    """
    bare = _SPACES.sub("", text).removesuffix("h")
    sign = -1 if bare[:1] in ("-", "−") else 1
    bare = bare[1:] if sign < 0 else bare
    clock = re.fullmatch(r"([0-9]{1,4}):([0-5][0-9])(?::[0-5][0-9])?", bare)
    plain = re.fullmatch(r"[0-9]{1,4}([.,][0-9]{1,6})?", bare)
    if clock:
        return sign * (int(clock[1]) + int(clock[2]) / 60)
    if plain:
        return sign * float(bare.replace(",", "."))
    message = f'"{text.strip()}" is no number of hours; expected hours such as 12.5 or 12:30'
    raise AmountError(message)


def _bare(text: str) -> tuple[str, bool]:
    """Return digits and separators, and whether the amount is negative."""
    found = _AMOUNT.fullmatch(_SPACES.sub("", text))
    number = _NUMBER.search(text)
    if number is not None and _SPACES.search(number[0]) and not _GROUPED.fullmatch(number[0]):
        found = None  # two numbers in one cell, not one with its thousands set apart
    units = {found["before"], found["after"]} - {None} if found else set()
    is_known = all(len(each) != 3 or each.upper() in _THREE_SIGNS for each in units)
    if found is None or not is_known or bool(found["open"]) != bool(found["close"]):
        message = f'"{text.strip()}" is no amount; expected a number such as 1250.00'
        raise AmountError(message)
    digits = found["digits"]
    if sum(each.isdigit() for each in digits) > MOST_DIGITS:
        message = f"the amount is out of range: more than {MOST_DIGITS} digits"
        raise AmountError(message)
    signs = [found[name] for name in ("minus", "inner", "tail", "open") if found[name]]
    if len(signs) > 1:
        message = f'"{text.strip()}" has two signs; expected a number such as -1250.00'
        raise AmountError(message)
    return digits, bool(signs) and signs != ["+"]


def _proof_in(text: str) -> str:
    """Return the decimal sign a cell proves; a cell that is no amount proves nothing."""
    found = _AMOUNT.fullmatch(_SPACES.sub("", text))
    return _proof(found["digits"]) if found else ""


def _proof(text: str) -> str:
    """Return the decimal sign that one amount proves, "" when it could be either.

    The last of two different signs is the decimal one; a sign that stands twice is none; a single
    sign is one unless exactly three digits follow it and one to three stand before.
    """
    signs = _SEPARATORS.findall(text)
    if not signs:
        return ""
    if len(set(signs)) == 2:
        return signs[-1] if signs.count(signs[-1]) == 1 else ""
    if len(signs) > 1:
        is_grouped = _IN_THREES.fullmatch(text) or _INDIAN.fullmatch(text)
        return "" if not is_grouped else ("." if signs[0] == "," else ",")
    found = re.search(r"([0-9]*)[.,]([0-9]*)", text)
    before, after = (found[1], found[2]) if found else ("", "")
    could_group = len(after) == 3 and 1 <= len(before) <= 3 and before != "0"
    return "" if could_group else signs[0]


def _by_currency(digits: str, currency: str) -> str:
    """Return the decimal sign where a currency without decimals leaves one reading only."""
    found = _SEPARATORS.search(digits)
    if found is None or exponent(currency):
        return ""
    return "," if found[0] == "." else "."


def _split(digits: str, sign: str, text: str) -> tuple[str, str]:
    """Return whole digits and decimals; grouping has to be in threes, or as in India."""
    other = "," if sign == "." else "."
    whole, _, fraction = digits.partition(sign)
    groups = whole.split(other)
    is_grouped = len(groups) == 1 or _IN_THREES.fullmatch(whole) or _INDIAN.fullmatch(whole)
    if not is_grouped or not (fraction.isdigit() or not fraction) or not (whole or fraction):
        message = f'"{text.strip()}" is no amount; expected a number such as 1250.00'
        raise AmountError(message)
    return "".join(groups) or "0", fraction
