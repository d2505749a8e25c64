"""The owner's own share, and what speaks for the client: always shown, never subtracted (A2.2)."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from goodterms.core import conversation
from goodterms.core.counts import over_expected, reply_hours
from goodterms.core.verdict import Code, Mirror, Praise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.core.case import Case
    from goodterms.core.counts import Counts
    from goodterms.core.verdict import Incident

MOST_PRAISE = 4

MOSTLY = 0.8
"""Share from which a habit is called one."""

SOME = 3
"""Fewest cases that show a habit."""

QUICK_HOURS = 4.0
"""Median answer within half a working day."""

LONG_YEARS = 2
"""Whole years from which a relation is called long."""


def mirror(case: Case, counts: Counts) -> Mirror:
    """Return the owner's own share in the window of `counts`."""
    return Mirror(
        own_night_replies=counts.own_after_hours,
        own_messages=counts.outbound,
        median_reply_hours=reply_hours(case, counts.waits),
        waits_over_expected=len(over_expected(case, counts.waits)),
        requests=len(counts.waits),
    )


def praise(case: Case, counts: Counts, incidents: Sequence[Incident]) -> tuple[Praise, ...]:
    """Return at most four things that speak for the client, each proven by facts of the window.

    Args:
        case: The client's facts; its oldest one dates the relation.
        counts: Counts of the window.
        incidents: Incidents of the window, those without minutes too.
    """
    found = (
        _paid_on_time(case, counts),
        _clear_feedback(counts, incidents),
        _patient(case, counts),
        _quiet_nights(incidents),
        _quick_answers(counts),
        _within_rounds(counts, incidents),
        _long_relation(case),
    )
    return tuple(each for each in found if each is not None)[:MOST_PRAISE]


def _paid_on_time(case: Case, counts: Counts) -> Praise | None:
    grace = case.policy.grace_days
    late = [each.is_late(grace_days=grace) for each in counts.bills]
    judged = [
        is_late
        for each, is_late in zip(counts.bills, late, strict=True)
        if is_late or each.settled_on is not None
    ]
    return _habit("paid_on_time", good=judged.count(False), of=len(judged))


def _clear_feedback(counts: Counts, incidents: Sequence[Incident]) -> Praise | None:
    vague = sum(each.code is Code.VAGUE and each.minutes > 0.0 for each in incidents)
    return _habit("clear_feedback", good=counts.rounds - vague, of=counts.rounds)


def _patient(case: Case, counts: Counts) -> Praise | None:
    """Waits beyond what was agreed on which the client did not write again before the answer."""
    long = over_expected(case, counts.waits)
    calm = sum(not conversation.further(each, policy=case.policy) for each in long)
    return _habit("patient", good=calm, of=len(long))


def _quiet_nights(incidents: Sequence[Incident]) -> Praise | None:
    """Mail out of hours that asked for nothing before the morning."""
    quiet = sum(each.code is Code.AFTER_HOURS for each in incidents)
    demands = sum(each.code is Code.AFTER_HOURS_DEMAND for each in incidents)
    return _habit("quiet_nights", good=quiet, of=quiet + demands)


def _quick_answers(counts: Counts) -> Praise | None:
    if len(counts.client_replies) < SOME:
        return None
    hours = median(counts.client_replies) / 60.0
    if hours > QUICK_HOURS:
        return None
    return _praise("quick_answers", median_hours=f"{hours:.1f}", of=len(counts.client_replies))


def _within_rounds(counts: Counts, incidents: Sequence[Incident]) -> Praise | None:
    if counts.rounds < SOME or any(each.code is Code.EXTRA_ROUND for each in incidents):
        return None
    return _praise("within_rounds", rounds=counts.rounds)


def _long_relation(case: Case) -> Praise | None:
    days = [each.issue_date for each in case.documents]
    days += [case.workweek.day(thread[0].arrived_at) for thread in case.threads.values()]
    years = (case.today - min(days)).days // 365 if days else 0
    return _praise("long_relation", years=years) if years >= LONG_YEARS else None


def _habit(name: str, *, good: int, of: int) -> Praise | None:
    """Praise for what happened in at least four of five cases, and at least three times."""
    if good < SOME or good < MOSTLY * of:
        return None
    return _praise(name, good=good, of=of)


def _praise(name: str, **facts: object) -> Praise:
    return Praise(name=name, facts=tuple((key, str(value)) for key, value in sorted(facts.items())))
