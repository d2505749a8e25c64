"""Words and counts around the burn: how sure, which way it goes, how often it came to this."""

from __future__ import annotations

from datetime import timedelta
from math import fsum
from typing import TYPE_CHECKING

from goodterms.core import estimate
from goodterms.core.verdict import Week

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from goodterms.core.evaluation import Evaluation, Evidence
    from goodterms.core.hours import Workweek
    from goodterms.core.owner_state import Shown
    from goodterms.core.policy import Policy
    from goodterms.core.verdict import Estimate, Incident

CERTAINTIES = (
    (0.5, "none"),
    (0.7, "leaning"),
    (0.85, "likely"),
    (0.95, "very_likely"),
)
"""P(long burn > 1) below which each word is used; above all of them ``almost_certain`` (A2.8)."""

TREND_SURE = 0.8
"""P(short burn > long burn) from which it gets worse; 1 minus it below which better (A2.8)."""

MONTH_WEEKS, YEAR_WEEKS = 4, 52
"""Weeks in "repeatedly in a month or a year" (A2.6)."""

MOST_WEEKS = 60
"""Weekly evaluations kept with an assessment."""


def certainty(p_over: float) -> str:
    """Return the word for P(long burn > 1)."""
    return next((word for limit, word in CERTAINTIES if p_over < limit), "almost_certain")


def trend(short: Estimate, long: Estimate) -> str:
    """Return ``worse``, ``better`` or ``steady``; without incidents in both, ``steady``."""
    if not long.incidents and not short.incidents:
        return "steady"
    probability = estimate.exceeds(short, long)
    if probability > TREND_SURE:
        return "worse"
    return "better" if probability < 1.0 - TREND_SURE else "steady"


def hot_weeks(evidence: Evidence, policy: Policy, *, weeks: int) -> int:
    """Return in how many of the last weeks more trouble was spent than granted (A2.6).

    Weeks are spans of seven days, the last one ending on the last day of the evidence.
    """
    last = evidence.end.toordinal()
    spent: list[list[float]] = [[] for _ in range(weeks)]
    for each in evidence.entries:
        place = (last - each.day) // 7
        if place < weeks:
            spent[place].append(each.minutes)
    hot = 0
    for place, minutes in enumerate(spent):
        end = evidence.end - timedelta(days=7 * place)
        hours = evidence.paid.between(end - timedelta(days=6), end).hours
        hot += bool(minutes) and fsum(minutes) > policy.tolerance_minutes * hours
    return hot


def window(
    evidence: Evidence, policy: Policy, workweek: Workweek, *, start: date
) -> tuple[Estimate, tuple[Incident, ...]]:
    """Return the estimate of the window from `start` to the last day, and its incidents.

    Incidents without minutes are among them; the estimate does not count them.
    """
    chosen = tuple(each for each in evidence.incidents if workweek.day(each.at) >= start)
    exposure = evidence.paid.between(start, evidence.end)
    found = estimate.estimate(chosen, exposure, policy, start=start, end=evidence.end)
    return found, chosen


def weeks(evaluations: Sequence[Evaluation], verdicts: Sequence[Shown]) -> tuple[Week, ...]:
    """Return the last 60 evaluations as rows, one per day: the last of a day stands."""
    rows: dict[date, Week] = {}
    for each, shown in list(zip(evaluations, verdicts, strict=True))[-MOST_WEEKS:]:
        low, high = each.burn.interval()
        rows[each.on] = Week(
            on=each.on,
            verdict=shown.verdict,
            mean=each.burn.mean,
            low=low,
            high=high,
            p_over=each.p_over,
            p_short=each.p_short,
        )
    return tuple(rows.values())
