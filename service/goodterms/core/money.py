"""What settled and open invoices say of a client's lateness, for the money line of a verdict.

Days only; sums, ages and rates are in `figures`. Source: invoices study, Metrics; field study B3.
How a document is settled is in `settlement`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from goodterms.core.settlement import Settlement


def late(settled: Iterable[Settlement], *, grace_days: int) -> tuple[Settlement, ...]:
    """Return the documents late beyond the grace, open ones counted to their `as_of`."""
    return tuple(each for each in settled if each.is_late(grace_days=grace_days))


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


def expected_pay_day(open_document: Settlement, settled: Iterable[Settlement]) -> date:
    """Return when an open document is to be expected: due plus this client's own median lateness.

    Never earlier than the day it is due, nor than the day it is asked for.
    """
    usual = quantile(sorted(d for each in settled if (d := _known(each)) is not None), 0.5)
    day = open_document.due_on + timedelta(days=max(0, round(usual or 0)))
    return max(day, open_document.as_of)


def _known(settlement: Settlement) -> int | None:
    return settlement.days_late if settlement.settled_on is not None else None
