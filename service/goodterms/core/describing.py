"""What is told beside the verdict: own lateness, what leaving would change, since when, last year.

Each is a description of facts; none enters a verdict (decision model A2.7 and A2.8).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.core import narrative, outlook
from goodterms.core.evaluation import HORIZON_DAYS
from goodterms.core.history import seen
from goodterms.core.insight import Insight, Quarter, YearAgo
from goodterms.core.own_work import own_work
from goodterms.core.timeline import INSTANT, present
from goodterms.core.what_if import what_if

if TYPE_CHECKING:
    from datetime import date

    from goodterms.core.case import Case
    from goodterms.core.counts import Counts
    from goodterms.core.evaluation import Evidence
    from goodterms.core.insight import Split
    from goodterms.core.timeline import Inquiry
    from goodterms.core.verdict import Estimate, MoneyView
    from goodterms.core.worth import Year


def insight(inquiry: Inquiry, known: Case, counted: Counts, scene: Scene) -> Insight:
    """Return what is told beside the verdict.

    Args:
        inquiry: Facts and settings.
        known: The facts as known now.
        counted: Counts of the long window.
        scene: What the assessment found so far.
    """
    today, name, income = inquiry.today, inquiry.client.name, inquiry.income
    entries = seen(inquiry.history, now=inquiry.now, today=today).entries
    return Insight(
        own_work=own_work(known, counted.waits, entries, start=scene.long.start),
        what_if=what_if(
            scene.year,
            scene.money,
            others_minor=income.whole(today=today) - income.of(name, today=today),
            client=inquiry.client,
            owner=inquiry.owner,
        ),
        split=_split(inquiry, scene),
        year_ago=_year_ago(inquiry, scene.last),
    )


def _split(inquiry: Inquiry, scene: Scene) -> Split | None:
    """Look for the split among the whole weeks within reach, since the first mail."""
    if not inquiry.weeks:
        return None
    end = scene.last.end
    reach = end - timedelta(days=HORIZON_DAYS - 1)
    reach += timedelta(days=-reach.weekday() % 7)
    first = max(inquiry.weeks[0], reach)
    return narrative.split(scene.last.entries, unit=scene.long.unit, first=first, end=end)


def _year_ago(inquiry: Inquiry, last: Evidence) -> YearAgo | None:
    """Compare with the same quarter of last year, as it was known at its end."""
    then = narrative.year_before(last.end)
    if not inquiry.weeks or inquiry.weeks[0] > narrative.quarter_start(then):
        return None
    after = inquiry.owner.workweek.midnight(then + timedelta(days=1))
    before = present(replace(inquiry, now=after - INSTANT, woven=inquiry.strands))
    return YearAgo(now=_quarter(inquiry, last, last.end), then=_quarter(inquiry, before, then))


def _quarter(inquiry: Inquiry, evidence: Evidence, end: date) -> Quarter:
    start = narrative.quarter_start(end)
    found, _ = outlook.window(evidence, inquiry.policy, inquiry.owner.workweek, start=start)
    return Quarter(
        start=start,
        end=end,
        hours=found.hours,
        spent=found.spent,
        mean=found.mean,
        low=found.low,
        high=found.high,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the assessment found before.

    Attributes:
        last: The evidence of the instant itself.
        long: The estimate over the long window.
        year: The last 12 months; `money` the money line made of them.
    """

    last: Evidence
    long: Estimate
    year: Year
    money: MoneyView
