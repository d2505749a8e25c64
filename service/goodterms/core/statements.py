"""Whether the balances of a bank statement agree with its bookings.

A statement that does not add up is read all the same, since its bookings still happened; the owner
is told, because one may be missing. Source: ISO 20022 camt.053 and SWIFT MT940, which both define
the closing balance as the opening balance and all bookings between.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.core.currency import exponent

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class Balances:
    """What one statement says of its balance.

    Attributes:
        opening, closing: Currency and signed minor units; None where the statement does not say.
        moved: Currency and signed minor units of each booking, batches once.
        line: On which the statement begins.
    """

    opening: tuple[str, int] | None
    closing: tuple[str, int] | None
    moved: tuple[tuple[str, int], ...]
    line: int = 0

    def gap_minor(self) -> int | None:
        """Return closing balance less opening balance and bookings; None where nobody can say.

        Nobody can when a balance is missing or money of another currency is in it.
        """
        if self.opening is None or self.closing is None:
            return None
        if {self.opening[0], self.closing[0], *(each[0] for each in self.moved)} != {
            self.opening[0]
        }:
            return None
        return self.closing[1] - self.opening[1] - sum(amount for _, amount in self.moved)


def contradictions(statements: Iterable[Balances]) -> list[tuple[int, str]]:
    """Return line and sentence for each statement that does not add up."""
    found = []
    for each in statements:
        gap = each.gap_minor()
        if gap and each.closing is not None:
            currency = each.closing[0]
            told = f"{written(gap, currency)} {currency}"
            text = f"balance: it differs from the bookings by {told}, one may be missing: kept"
            found.append((each.line, text))
    return found


def written(minor: int, currency: str) -> str:
    """Return minor units as a plain number: -1250.00."""
    decimals = exponent(currency)
    digits = f"{abs(minor):0{decimals + 1}}"
    whole, fraction = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    return f"{'-' if minor < 0 else ''}{whole}{'.' if fraction else ''}{fraction}"
