"""At most four reasons, each with minutes, ids, a denominator and numbers for a sentence (A2.8)."""

from __future__ import annotations

from math import fsum
from statistics import median
from types import MappingProxyType
from typing import TYPE_CHECKING

from goodterms.core.verdict import Code, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.core.counts import Counts
    from goodterms.core.verdict import Incident

MOST_REASONS = 4
"""More than four reasons do not help the reader (decision model A1, adverse-action rules)."""

FAIR_PARTS: Mapping[Code, float] = MappingProxyType(
    {
        Code.LATE_PAYMENT: 0.25,
        Code.VAGUE: 0.20,
        Code.CHASER: 0.15,
        Code.AFTER_HOURS_DEMAND: 0.10,
        Code.EXTRA_ROUND: 0.10,
        Code.SCOPE: 0.10,
        Code.STALLING: 0.05,
        Code.HOSTILE: 0.05,
        Code.AFTER_HOURS: 0.0,
    }
)
"""How an average easy client would use the budget; sums to 1. Judgement: it orders reasons only and
never touches a verdict (A2.8, "table shipped")."""


def reasons(incidents: Sequence[Incident], counts: Counts, *, granted: float) -> tuple[Reason, ...]:
    """Return the signals with most minutes above their fair part of the budget, strongest first.

    Args:
        incidents: Those of the long window; every minute belongs to exactly one of them.
        counts: Denominators of the same window.
        granted: Tolerated minutes E of the window.
    """
    spent = fsum(each.minutes for each in incidents)
    found: dict[Code, list[Incident]] = {}
    for each in incidents:
        if each.minutes > 0.0:
            found.setdefault(each.code, []).append(each)
    built = [_reason(code, counted, counts, spent) for code, counted in found.items()]
    built.sort(key=lambda each: (FAIR_PARTS[each.code] * granted - each.minutes, each.code))
    return tuple(built[:MOST_REASONS])


def _reason(code: Code, incidents: list[Incident], counts: Counts, spent: float) -> Reason:
    ordered = sorted(incidents, key=lambda each: (-each.minutes, each.at, each.id))
    minutes = fsum(each.minutes for each in ordered)
    sources = dict.fromkeys(source for each in ordered for source in each.sources[:1])
    return Reason(
        code=code,
        minutes=minutes,
        count=len(ordered),
        of=max(len(ordered), _denominator(code, counts)),
        share=minutes / spent,
        incidents=tuple(each.id for each in ordered),
        sources=tuple(sources),
        facts=_facts(code, ordered, counts),
    )


def _denominator(code: Code, counts: Counts) -> int:
    """What the incidents are shown against (A2.2, column "shown with denominator")."""
    return {
        Code.AFTER_HOURS_DEMAND: counts.after_hours,
        Code.CHASER: len(counts.waits),
        Code.VAGUE: counts.rounds,
        Code.EXTRA_ROUND: counts.rounds,
        Code.SCOPE: counts.threads,
        Code.LATE_PAYMENT: len(counts.bills),
        Code.STALLING: len(counts.bills),
    }.get(code, counts.inbound)


def _facts(
    code: Code, incidents: Sequence[Incident], counts: Counts
) -> tuple[tuple[str, str], ...]:
    hard = sum(each.hard for each in incidents)
    facts: dict[str, str] = {"hard": str(hard)}
    if code is Code.LATE_PAYMENT:
        days = _numbers(incidents, "days")
        facts["overdue"] = str(sum(each.why == "overdue" for each in incidents))
        facts |= {"median_days": _whole(median(days)), "worst_days": _whole(max(days))}
    elif code is Code.CHASER:
        facts["median_minutes"] = _whole(median(_numbers(incidents, "minutes")))
        facts["requests"] = str(len(counts.waits))
    elif code is Code.AFTER_HOURS_DEMAND:
        facts["after_hours"] = str(counts.after_hours)
        facts["inbound"] = str(counts.inbound)
    elif code is Code.EXTRA_ROUND:
        facts["highest_round"] = _whole(max(_numbers(incidents, "round")))
    return tuple(sorted(facts.items()))


def _numbers(incidents: Sequence[Incident], name: str) -> list[float]:
    """The numbers of one name in the incidents' notes; a note without it counts as 0."""
    return [float(dict(each.note).get(name, "0")) for each in incidents]


def _whole(number: float) -> str:
    return str(round(number))
