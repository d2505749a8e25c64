"""Sentences about what stands beside the verdict: own lateness, one year without, since when.

Source: decision model A2.7 and A2.8; design, Fairness.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters.texts import pair
from goodterms.core.insight import LATE_DAYS
from goodterms.core.what_if import YEAR_MONTHS

if TYPE_CHECKING:
    from goodterms.adapters.texts import Texts
    from goodterms.core.insight import Insight, OwnWork, Split, WhatIf, YearAgo

LATE = pair(
    "%(count)s of your own %(of)s invoices left more than %(days)s days after the last work.",
    "%(count)s of your own %(of)s invoices left more than %(days)s days after the last work.",
)
USUAL = pair(
    "Half of your invoices left within %(count)s day of the last work, the slowest after "
    "%(worst)s days.",
    "Half of your invoices left within %(count)s days of the last work, the slowest after "
    "%(worst)s days.",
)
WAITING = pair(
    "%(count)s request still waits for your answer although the client came back to it; the oldest "
    "is of %(day)s.",
    "%(count)s requests still wait for your answer although the client came back to them; the "
    "oldest is of %(day)s.",
)


def own_work(texts: Texts, own: OwnWork) -> list[str]:
    """Return the owner's own lateness; nothing where nothing tells of the work."""
    said = []
    if own.invoices and own.median_days is not None:
        said.append(texts.plural(*LATE, own.late, of=texts.number(own.invoices), days=LATE_DAYS))
        worst = texts.number(own.worst_days or 0)
        said.append(texts.plural(*USUAL, round(own.median_days), worst=worst))
    if own.open_requests and own.oldest_request_on is not None:
        day = texts.day(own.oldest_request_on)
        said.append(texts.plural(*WAITING, own.open_requests, day=day))
    return said


def what_if(texts: Texts, found: WhatIf) -> list[str]:
    """Return what would be missing and what would be won; break-even stands in the money lines."""
    said = []
    if found.income_minor > 0:
        said.append(
            texts.say(
                "Without this client %(amount)s a month would be missing.",
                amount=texts.money(found.lost_month_minor, found.currency),
            )
        )
    if found.covered_months is not None:
        said.append(_covered(texts, found))
    if found.freed_hours_month is not None:
        hours = texts.number(found.freed_hours_month)
        said.append(texts.say("About %(hours)s hours a month would be free.", hours=hours))
    return said


def _covered(texts: Texts, found: WhatIf) -> str:
    months = texts.number(found.covered_months or 0.0, 1)
    if not found.gap_month_minor:
        return texts.say(
            "What you invoiced everybody else in 12 months covers your fixed costs for %(months)s "
            "months.",
            months=months,
        )
    return texts.say(
        "What you invoiced everybody else in 12 months covers your fixed costs for %(months)s of "
        "%(year)s months: %(gap)s a month would have to come from elsewhere.",
        months=months,
        year=YEAR_MONTHS,
        gap=texts.money(found.gap_month_minor, found.currency),
    )


def split(texts: Texts, found: Split) -> str:
    """Return since when the trouble is another one."""
    values = {
        "day": texts.day(found.since),
        "before": texts.number(found.before),
        "after": texts.number(found.after),
    }
    if found.after > found.before:
        return texts.say(
            "More trouble since the week of %(day)s: %(after)s minutes a week, %(before)s before.",
            **values,
        )
    return texts.say(
        "Less trouble since the week of %(day)s: %(after)s minutes a week, %(before)s before.",
        **values,
    )


def year_ago(texts: Texts, found: YearAgo) -> str:
    """Return the same quarter of last year beside the present one."""
    return texts.say(
        "The same 13 weeks of last year: %(then)s times what you tolerate; the last 13 weeks: "
        "%(now)s times.",
        then=texts.number(found.then.mean, 1),
        now=texts.number(found.now.mean, 1),
    )


def since(texts: Texts, found: Insight) -> list[str]:
    """Return the dates worth telling: since when, and last year."""
    said = [] if found.split is None else [split(texts, found.split)]
    if found.year_ago is not None:
        said.append(year_ago(texts, found.year_ago))
    return said
