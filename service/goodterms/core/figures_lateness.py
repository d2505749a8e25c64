"""When the bills of one client were paid, against when they were due.

Disputed bills are told apart: they count in the two weighted means, which say where the money is,
and in nothing that says how the client pays. Source: invoices study, Metrics; field study B3.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodterms.core.bills import Bill

LEAST_BILLS = 3
"""Fewer bills say nothing of what a client usually does, nor of a trend."""

LATE_SHARE = Fraction(4, 5)
"""The slower day of an expectation: four of five bills were paid by then (invoices study)."""

YEAR = timedelta(days=365)


def lateness(bills: Sequence[Bill], *, as_of: date, grace_days: int) -> Lateness:
    """Return how one client pays; bills of one currency.

    Args:
        bills: In any order.
        as_of: Open ones past due count up to this day.
        grace_days: Days past due that are not called late.
    """
    paid = [each for each in bills if each.settled_on is not None]
    fair = [each for each in bills if not each.is_disputed]
    days = days_late(fair)
    usual = sorted(d for e in fair if e.settled_on and (d := e.days_late) is not None)
    recent = weighted(_due_within(fair, as_of - YEAR, as_of))
    before = weighted(_due_within(fair, as_of - 2 * YEAR, as_of - YEAR))
    is_known = len(usual) >= LEAST_BILLS
    return Lateness(
        counted=len(days),
        late_count=sum(each > grace_days for each in days),
        avg_days_beyond_terms=_mean([each.days_late or 0 for each in paid]),
        weighted_days_beyond_terms_paid=weighted(bills, with_open=False),
        weighted_days_beyond_terms_incl_open=weighted(bills),
        median_days_late=quantile(days, Fraction(1, 2)),
        worst_days_late=days[-1] if days else None,
        avg_days_to_pay=_mean([each.days_to_pay or 0 for each in paid]),
        trend_days=None if recent is None or before is None else recent - before,
        usual_days=quantile(usual, Fraction(1, 2)) if is_known else None,
        slow_days=quantile(usual, LATE_SHARE) if is_known else None,
    )


def days_late(bills: Iterable[Bill]) -> list[int]:
    """Return days late of settled bills and of open ones past due, ascending.

    An open bill that is not due yet says nothing and is left out.
    """
    found = []
    for each in bills:
        days = each.days_late
        if days is not None and (each.settled_on is not None or (each.open_minor and days > 0)):
            found.append(days)
    return sorted(found)


def weighted(bills: Iterable[Bill], *, with_open: bool = True) -> Fraction | None:
    """Return mean days late weighted by amount, each part payment by its own day.

    Args:
        bills: Of one currency.
        with_open: Whether open money past due counts, up to `as_of`.
    """
    days, weight = 0, 0
    for each in bills:
        for day, amount in each.paid:
            days += (day - each.due_on).days * amount
            weight += amount
        if with_open and each.days_open > 0:
            days += each.days_open * each.open_minor
            weight += each.open_minor
    return Fraction(days, weight) if weight > 0 else None


def quantile(numbers: Sequence[int], share: Fraction) -> Fraction | None:
    """Return a quantile of ascending numbers by linear interpolation; None for none."""
    if not numbers:
        return None
    place = share * (len(numbers) - 1)
    below = int(place)
    above = min(below + 1, len(numbers) - 1)
    return numbers[below] + (numbers[above] - numbers[below]) * (place - below)


def expected(bill: Bill, days: Fraction | None) -> date | None:
    """Return when an open bill is to be expected: due plus what is usual, not before `as_of`.

    None for a disputed bill, for nothing open, and while nothing is known of the usual.
    """
    if days is None or bill.is_disputed or not bill.open_minor:
        return None
    return max(bill.due_on + timedelta(days=max(0, round(days))), bill.as_of)


def _due_within(bills: Iterable[Bill], after: date, until: date) -> list[Bill]:
    """Return the bills due in a year; none when they are too few to speak of it."""
    found = [each for each in bills if after < each.due_on <= until]
    return found if len(found) >= LEAST_BILLS else []


def _mean(numbers: Sequence[int]) -> Fraction | None:
    return Fraction(sum(numbers), len(numbers)) if numbers else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """Days against the due day; negative is early.

    Attributes:
        counted: Bills that say anything; `late_count` of them beyond the grace.
        avg_days_beyond_terms: Mean over settled bills, each as a whole.
        weighted_days_beyond_terms_paid: By amount, each part payment by its own day.
        trend_days: Weighted days late of bills due in the last 12 months less those of the 12
            before; above 0 is later than before.
        usual_days, slow_days: Median and 80th percentile of settled bills; None below three.
    """

    counted: int
    late_count: int
    avg_days_beyond_terms: Fraction | None
    weighted_days_beyond_terms_paid: Fraction | None
    weighted_days_beyond_terms_incl_open: Fraction | None
    median_days_late: Fraction | None
    worst_days_late: int | None
    avg_days_to_pay: Fraction | None
    trend_days: Fraction | None
    usual_days: Fraction | None
    slow_days: Fraction | None

    @property
    def late_share(self) -> Fraction | None:
        """Return the share of bills late beyond the grace, 0 to 1."""
        return Fraction(self.late_count, self.counted) if self.counted else None
