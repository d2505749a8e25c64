"""What settled and open invoices say of a client: lateness, balances, shortfalls.

Amounts of different currencies are never added.
Source: invoices study, Metrics; field study B3. How a document is settled is in `settlement`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.core.settlement import tolerance_minor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from goodterms.core.settlement import Settlement

SHORT_AFTER_DAYS = 10
"""Days after the last payment from which a rest is called short paid (invoices study)."""

AGES = ((0, "current"), (30, "1-30"), (60, "31-60"), (90, "61-90"))
"""Ageing steps: days past due up to and including, and their name; above is ``over 90``."""


def late(settled: Iterable[Settlement], *, grace_days: int) -> tuple[Settlement, ...]:
    """Return the documents late beyond the grace, open ones counted to their `as_of`."""
    return tuple(each for each in settled if each.is_late(grace_days=grace_days))


def open_minor(settled: Iterable[Settlement]) -> dict[str, int]:
    """Return what is still to be paid by currency: the money at risk."""
    return _sums(each for each in settled if not each.is_settled)


def overdue_minor(settled: Iterable[Settlement]) -> dict[str, int]:
    """Return what is still to be paid and past its due date, by currency."""
    return _sums(each for each in settled if not each.is_settled and each.as_of > each.due_on)


def short_paid(settled: Iterable[Settlement]) -> tuple[Settlement, ...]:
    """Return documents paid in part whose rest did not follow within ten days."""
    wait = timedelta(days=SHORT_AFTER_DAYS)
    return tuple(
        each
        for each in settled
        if not each.is_settled
        and each.entries
        and each.entries[-1][0] + wait <= each.as_of
        and each.remaining_minor > tolerance_minor(each.document)
    )


def ageing(settled: Iterable[Settlement]) -> dict[str, dict[str, int]]:
    """Return open amounts by currency and by age in days past due (see `AGES`)."""
    table: dict[str, dict[str, int]] = {}
    for each in settled:
        if each.is_settled:
            continue
        past = (each.as_of - each.due_on).days
        age = next((name for most, name in AGES if past <= most), "over 90")
        row = table.setdefault(each.document.currency, {})
        row[age] = row.get(age, 0) + each.remaining_minor
    return table


def days_late(settled: Iterable[Settlement]) -> list[int]:
    """Return days late of settled documents and of open ones past due, ascending.

    An open document that is not due yet says nothing and is left out.
    """
    found = []
    for each in settled:
        days = each.days_late
        if days is not None and (each.is_settled or days > 0):
            found.append(days)
    return sorted(found)


def quantile(numbers: Sequence[int], share: float) -> float | None:
    """Return a quantile of ascending numbers by linear interpolation; None for none.

    Args:
        numbers: Ascending.
        share: 0 to 1; 0.5 is the median.
    """
    if not numbers:
        return None
    place = share * (len(numbers) - 1)
    below = int(place)
    above = min(below + 1, len(numbers) - 1)
    return numbers[below] + (numbers[above] - numbers[below]) * (place - below)


def median_days_late(settled: Iterable[Settlement]) -> float | None:
    """Return the median of `days_late`; None when no document says anything."""
    return quantile(days_late(settled), 0.5)


def weighted_days_late(settled: Iterable[Settlement]) -> float | None:
    """Return mean days late weighted by amount, each part payment by its own day.

    Parts still open and past due count to `as_of`. All documents have to be of one currency.

    Raises:
        ValueError: More than one currency.
    """
    chosen = tuple(settled)
    if len({each.document.currency for each in chosen}) > 1:
        message = "amounts of different currencies cannot be weighed against each other"
        raise ValueError(message)
    days, weight = 0, 0
    for each in chosen:
        for day, amount in each.entries:
            days += (day - each.due_on).days * amount
            weight += amount
        if not each.is_settled and each.as_of > each.due_on:
            days += (each.as_of - each.due_on).days * each.remaining_minor
            weight += each.remaining_minor
    return days / weight if weight > 0 else None


def expected_pay_day(open_document: Settlement, settled: Iterable[Settlement]) -> date:
    """Return when an open document is to be expected: due plus this client's own median lateness.

    Never earlier than the day it is due, nor than the day it is asked for.
    """
    usual = quantile(sorted(d for each in settled if (d := _known(each)) is not None), 0.5)
    day = open_document.due_on + timedelta(days=max(0, round(usual or 0)))
    return max(day, open_document.as_of)


def _known(settlement: Settlement) -> int | None:
    return settlement.days_late if settlement.settled_on is not None else None


def _sums(chosen: Iterable[Settlement]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for each in chosen:
        currency = each.document.currency
        sums[currency] = sums.get(currency, 0) + each.remaining_minor
    return sums
