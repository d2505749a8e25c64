"""What an amount of one currency is worth in another: rates of a day that the owner supplies.

No rate is ever guessed: without one the result is None, and who asks says what was left out.
Exact fractions until the one rounding at the end, half up (half away from zero, so that a credit
note takes back exactly what its invoice added).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from goodterms.core.currency import exponent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

HRK_PER_EUR = Fraction(753_450, 100_000)
"""Kuna per euro, fixed for ever by Council Regulation (EU) 2022/1208."""


def half_up(value: Fraction) -> int:
    """Return the nearest whole number; a half goes away from zero."""
    size = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return size if value >= 0 else -size


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What one unit of a currency is worth from a day on, in units of the owner's currency.

    Attributes:
        per_unit: Above 0; ``0.92`` when 1 USD is worth 0.92 EUR.
    """

    currency: str
    on: date
    per_unit: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Dated rates against one currency, the kuna's fixed one always among them.

    Attributes:
        home: The currency in which `per_unit` of every rate is given; "" without any rate.
        rates: By currency and day, ascending; at most one for each.
    """

    home: str = ""
    rates: tuple[Rate, ...] = ()

    def of(self, currency: str, on: date | None) -> Fraction | None:
        """Return what one unit was worth at home on a day: by the last rate on or before it.

        Args:
            currency: ISO 4217.
            on: None for no day: then only fixed rates are known.
        """
        if currency == self.home:
            return Fraction(1)
        dated = self._dated(currency, on)
        if dated is not None:
            return dated
        other = {"HRK": "EUR", "EUR": "HRK"}.get(currency, "")
        worth = Fraction(1) if other and other == self.home else self._dated(other, on)
        if worth is None:
            return None
        return worth / HRK_PER_EUR if currency == "HRK" else worth * HRK_PER_EUR

    def _dated(self, currency: str, on: date | None) -> Fraction | None:
        if on is None:
            return None
        place = bisect_right(self.rates, (currency, on), key=lambda each: (each.currency, each.on))
        last = self.rates[place - 1] if place else None
        return Fraction(last.per_unit) if last and last.currency == currency else None


FIXED = Rates()
"""Only what holds for ever: the kuna and the euro."""


def dated(home: str, rates: Iterable[Rate]) -> Rates:
    """Return rates in order; of two for one currency and day the later given one wins."""
    found = {(each.currency, each.on): each for each in rates}
    return Rates(home=home, rates=tuple(found[key] for key in sorted(found)))


def converted(
    amount_minor: int, currency: str, target: str, *, rates: Rates = FIXED, on: date | None = None
) -> int | None:
    """Return an amount in another currency, rounded half up; None without a rate.

    Args:
        amount_minor: Signed, in minor units of `currency`.
        currency: ISO 4217.
        target: ISO 4217; the result is in its minor units.
        rates: What the owner supplied.
        on: The day whose rate is meant; None knows the kuna and the euro only.
    """
    if currency == target:
        return amount_minor
    factor = _factor(currency, target, rates, on)
    if factor is None:
        return None
    shift = Fraction(10) ** (exponent(target) - exponent(currency))
    return half_up(amount_minor * factor * shift)


def _factor(currency: str, target: str, rates: Rates, on: date | None) -> Fraction | None:
    """Return units of `target` for one unit of `currency`."""
    if (currency, target) == ("HRK", "EUR"):
        return 1 / HRK_PER_EUR
    if (currency, target) == ("EUR", "HRK"):
        return HRK_PER_EUR
    worth, of_target = rates.of(currency, on), rates.of(target, on)
    return None if worth is None or of_target is None else worth / of_target
