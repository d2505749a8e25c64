"""How many decimals a currency has (ISO 4217)."""

from __future__ import annotations

from goodterms.core.amounts import EXPONENTS


def exponent(currency: str) -> int:
    """Return the decimals of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD."""
    return EXPONENTS.get(currency, 2)
