"""Hours of a window and what they cost in money: the divisor of the hourly rates."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Hours of one client in the window.

    Attributes:
        billable: Sold by the hour or by invoice; `unbillable` worked and not sold.
        trouble: Hours of counted incidents.
        costs_minor: Direct costs in the window, in the currency of the figures.
    """

    billable: Fraction = Fraction(0)
    unbillable: Fraction = Fraction(0)
    trouble: Fraction = Fraction(0)
    costs_minor: int = 0

    @property
    def worked(self) -> Fraction:
        """Return the hours without those of trouble."""
        return self.billable + self.unbillable

    @property
    def all(self) -> Fraction:
        """Return all hours, those of trouble included."""
        return self.worked + self.trouble

    def plus(self, other: Hours) -> Hours:
        """Return the sum of two."""
        return Hours(
            billable=self.billable + other.billable,
            unbillable=self.unbillable + other.unbillable,
            trouble=self.trouble + other.trouble,
            costs_minor=self.costs_minor + other.costs_minor,
        )


NO_HOURS = Hours()
