"""Statutory interest on a late invoice, step by step. No legal advice: the owner checks the law.

Simple interest, a year of 365 days, from the day after the due date up to and including the day of
payment; a partial payment lowers the principal from the next day on. Exact fractions, rounded once.
Sources: Directive 2011/7/EU art. 2 and 3 (field study F1), SI 2002/1675 and SI 2013/395 (F2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from goodterms.core.rates import half_up

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

YEAR_DAYS = 365
DAY = timedelta(days=1)

EU_FIXED_MINOR = 40_00
"""Fixed sum for each late invoice in EUR (Directive 2011/7/EU art. 6)."""

UK_FIXED_MINOR = ((1_000_00, 40_00), (10_000_00, 70_00))
"""Debts below the first number have the second as fixed sum, both in GBP (field study F2)."""

UK_FIXED_MOST_MINOR = 100_00
"""Fixed sum in GBP for a debt of 10 000 and more."""


class Law(StrEnum):
    """Whose rule is followed."""

    EU = "eu"
    HR = "hr"
    UK = "uk"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryRate:
    """Per cent a year for the half-year that begins on a day.

    Attributes:
        first: 1 January or 1 July.
        percent: Reference rate and what the law adds.
        source: Where it was read; `is_checked` whether by an official or a second source.
    """

    law: Law
    first: date
    percent: Decimal
    source: str = ""
    is_checked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Whose interest is counted, and by which rates of that law (see `by_half_year`)."""

    law: Law
    rates: tuple[StatutoryRate, ...] = ()


def half_year(day: date) -> date:
    """Return the first day of the half-year a day lies in."""
    return date(day.year, 1 if day.month <= 6 else 7, 1)


def by_half_year(rates: Iterable[StatutoryRate], law: Law) -> dict[date, StatutoryRate]:
    """Return one law's rates by the first day of their half-year; of two the later given wins."""
    return {each.first: each for each in rates if each.law is law}


def claim(debt: Debt, rule: Rule) -> Claim:
    """Return the interest of one debt with every step.

    The EU's rule and Croatia's split a debt over half-years, each with its own rate; the UK's rate
    is the one of the half-year in which interest begins, to the end. A time for which no rate is
    known is named and bears nothing: none is guessed.

    Args:
        debt: The due day, what came later, and what is still open.
        rule: Whose law, and its rates.
    """
    law, rates = rule.law, by_half_year(rule.rates, rule.law)
    steps, missing = [], []
    for first, last in _stretches(debt, law):
        principal = debt.principal_on(first)
        if principal <= 0:
            continue
        begins = half_year(debt.due_on + DAY if law is Law.UK else first)
        rate = rates.get(begins)
        if rate is None:
            missing.append(begins)
            continue
        steps.append(Step(first=first, last=last, principal_minor=principal, rate=rate))
    return Claim(
        law=law,
        currency=debt.currency,
        steps=tuple(steps),
        missing=tuple(dict.fromkeys(missing)),
        fixed=_fixed(debt, law) if steps or missing else None,
    )


def _stretches(debt: Debt, law: Law) -> list[tuple[date, date]]:
    """Return first and last days between which neither principal nor rate changes."""
    changes = {day for day, _ in debt.later if debt.due_on < day <= debt.until}
    end = debt.until if debt.open_minor > 0 else max(changes, default=debt.due_on)
    if end <= debt.due_on:
        return []
    ends = {day for day in changes if day <= end} | {end}
    if law is not Law.UK:
        ends |= _half_year_ends(debt.due_on + DAY, end)
    return [(earlier + DAY, last) for earlier, last in pairwise(sorted({debt.due_on, *ends}))]


def _half_year_ends(first: date, last: date) -> set[date]:
    ends = {date(year, month, 30 if month == 6 else 31)
            for year in range(first.year, last.year + 1) for month in (6, 12)}  # fmt: skip
    return {each for each in ends if first <= each < last}


def _fixed(debt: Debt, law: Law) -> tuple[int, str] | None:
    """Return the fixed sum of a late debt and its currency; None where the law has none for it."""
    if law is not Law.UK:
        return EU_FIXED_MINOR, "EUR"
    if debt.currency != "GBP":
        return None  # the steps are in pounds, and no rate is guessed
    size = debt.principal_on(debt.due_on + DAY)
    return next(
        (sum_ for below, sum_ in UK_FIXED_MINOR if size < below), UK_FIXED_MOST_MINOR
    ), "GBP"


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """One invoice from its due day on, in minor units of `currency`.

    Attributes:
        until: The last day that is counted while anything is open.
        open_minor: Still to be paid at the end of `until`, 0 or more.
        later: Payments and credits by day (negative: paid back); those up to the due day bear none.
    """

    currency: str
    due_on: date
    until: date
    open_minor: int
    later: tuple[tuple[date, int], ...] = ()

    def principal_on(self, day: date) -> int:
        """Return what interest of a day is counted on: paid money still counts on its own day."""
        return self.open_minor + sum(amount for on, amount in self.later if day <= on <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Days with one principal and one rate; `first` and `last` inclusive."""

    first: date
    last: date
    principal_minor: int
    rate: StatutoryRate

    @property
    def days(self) -> int:
        """Return the number of days."""
        return (self.last - self.first).days + 1

    @property
    def exact_minor(self) -> Fraction:
        """Return the interest in minor units, not rounded."""
        return self.principal_minor * self.days * Fraction(self.rate.percent) / (100 * YEAR_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The interest of one debt.

    Attributes:
        currency: Of the interest, the debt's own.
        missing: First days of half-years without a known rate: they bear nothing here.
        fixed: Fixed sum of the law for a late debt in minor units, and its currency.
    """

    law: Law
    currency: str
    steps: tuple[Step, ...]
    missing: tuple[date, ...]
    fixed: tuple[int, str] | None

    @property
    def exact_minor(self) -> Fraction:
        """Return the whole interest in minor units, not rounded."""
        return sum((each.exact_minor for each in self.steps), Fraction(0))

    @property
    def interest_minor(self) -> int:
        """Return the whole interest, rounded once, half up."""
        return half_up(self.exact_minor)

    @property
    def is_checked(self) -> bool:
        """Return whether every rate used was read in an official or a second source."""
        return all(each.rate.is_checked for each in self.steps)
