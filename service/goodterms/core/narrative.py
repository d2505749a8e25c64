"""Since when: one date at which the trouble changed, and the same quarter of last year (A2.8).

For the telling alone; neither enters a verdict.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import accumulate
from math import log
from typing import TYPE_CHECKING

from goodterms.core.insight import Split

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from goodterms.core.evaluation import Entry

LEAST_GAIN = 3.0
"""Log units by which the split has to beat no split (decision model A2.8)."""

LEAST_WEEKS = 4
"""Weeks on either side of a split; fewer say little of a new habit. Judgement."""

QUARTER_DAYS = 13 * 7
YEAR_DAYS = 52 * 7
"""A quarter and a year in whole weeks, so that both quarters have the same weekdays."""


def split(entries: Iterable[Entry], *, unit: float, first: date, end: date) -> Split | None:
    """Return the best single split of the weekly minutes, None unless it beats no split clearly.

    It has to do so without the heaviest week too: one bad week is no change.

    Minutes of a week are taken as a Poisson count of effective incidents of `unit` minutes, as in
    the estimate (A2.4); the split that makes them most probable is the maximum-likelihood one.

    Args:
        entries: Incidents with minutes; those outside the time are left out.
        unit: Minutes in one effective incident, above 0.
        first: A Monday: the first week looked at.
        end: Last day known; its week may be unfinished.
    """
    weeks = (end - first).days // 7 + 1
    if weeks < 2 * LEAST_WEEKS:
        return None
    spent = [0.0] * weeks
    low = first.toordinal()
    for each in entries:
        place = (each.day - low) // 7
        if 0 <= place < weeks:
            spent[place] += each.minutes
    lengths = [1.0] * (weeks - 1) + [((end - first).days % 7 + 1) / 7.0]
    found = _best(spent, lengths, unit, first)
    if found is None:
        return None
    worst = max(range(weeks), key=spent.__getitem__)
    spent[worst] = lengths[worst] = 0.0
    return found if _is_clear(spent, lengths, unit, (found.since - first).days // 7) else None


def _best(
    spent: Sequence[float], lengths: Sequence[float], unit: float, first: date
) -> Split | None:
    minutes, weeks = list(accumulate(spent)), list(accumulate(lengths))
    whole, all_weeks = minutes[-1], weeks[-1]
    found: Split | None = None
    for place in range(LEAST_WEEKS, len(spent) - LEAST_WEEKS + 1):
        before, gone = minutes[place - 1], weeks[place - 1]
        after, left = whole - before, all_weeks - gone
        sides = _likelihood(before / unit, gone) + _likelihood(after / unit, left)
        gain = sides - _likelihood(whole / unit, all_weeks)
        if gain >= LEAST_GAIN and (found is None or gain > found.gain):
            since = first + timedelta(days=7 * place)
            found = Split(since=since, before=before / gone, after=after / left, gain=gain)
    return found


def _is_clear(spent: Sequence[float], lengths: Sequence[float], unit: float, place: int) -> bool:
    """Return whether a split of these weeks beats no split clearly."""
    parts = [(sum(spent[:place]), sum(lengths[:place])), (sum(spent[place:]), sum(lengths[place:]))]
    sides = sum(_likelihood(minutes / unit, weeks) for minutes, weeks in parts)
    whole = _likelihood(sum(spent) / unit, sum(lengths))
    return sides - whole >= LEAST_GAIN


def _likelihood(count: float, weeks: float) -> float:
    """Log-likelihood of a count at its best rate, without what is the same for every split."""
    return count * log(count / weeks) if count > 0.0 else 0.0


def quarter_start(end: date) -> date:
    """Return the first day of the 13 weeks that end on a day."""
    return end - timedelta(days=QUARTER_DAYS - 1)


def year_before(end: date) -> date:
    """Return the same weekday a year (52 weeks) before."""
    return end - timedelta(days=YEAR_DAYS)
