"""What the report says of one client: its section and its line in the table of all.

Data only; which clients get a section is decided in `report`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodterms.core import findings
from goodterms.core.findings import Privacy
from goodterms.core.verdict import LADDER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from goodterms.core.course import Course
    from goodterms.core.edition import Edition
    from goodterms.core.event import Event
    from goodterms.core.figures_client import ClientMoney
    from goodterms.core.findings import Burn, CitedReason
    from goodterms.core.insight import Insight
    from goodterms.core.verdict import (
        Assessment,
        Code,
        Counterfactual,
        Gate,
        Mirror,
        MoneyView,
        Praise,
        Verdict,
    )


NAME_SHOWN = 80
"""Longest name of a client in a mail, in characters."""


def change(verdict: Verdict, was: Verdict | None) -> str:
    """Return ``new``, ``up``, ``down`` or ``same``; the owner's own states have no direction."""
    if was is None:
        return "new"
    if verdict == was or verdict not in LADDER or was not in LADDER:
        return "same"
    return "up" if LADDER.index(verdict) > LADDER.index(was) else "down"


def _moved(assessment: Assessment, edition: Edition) -> str:
    """Return the change; in the first report of all nothing is new."""
    if not edition.previous:
        return "same"
    return change(assessment.verdict, edition.previous.get(assessment.client))


def _name(assessment: Assessment, edition: Edition) -> str:
    """Return the name as it may be mailed: the owner may have taken it from a client's own mail."""
    if edition.privacy is Privacy.PRIVATE:
        return ""
    return findings.shown_excerpt(assessment.client, limit=NAME_SHOWN)


def _typed(assessment: Assessment, edition: Edition) -> str:
    """Return the name as commands want it, "" where it may not be mailed like that."""
    name = _name(assessment, edition)
    return name if name == assessment.client else ""


def section(
    assessment: Assessment, number: int, edition: Edition, events: tuple[Event, ...] = ()
) -> Section:
    """Return one client's section; the name and foreign words only as far as privacy allows."""
    numbers = findings.numbered(assessment.incidents)
    return Section(
        number=number,
        client=_name(assessment, edition),
        typed=_typed(assessment, edition),
        events=tuple(replace(each, client=_name(assessment, edition)) for each in events),
        verdict=assessment.verdict,
        was=edition.previous.get(assessment.client),
        since=assessment.since,
        cool_off_until=assessment.cool_off_until,
        burn=findings.burn(assessment.long),
        certainty=assessment.certainty,
        p_over=assessment.long.p_over,
        data_weight=assessment.long.data_weight,
        spent=assessment.long.spent,
        hours=assessment.long.hours,
        exposure=assessment.exposure.source,
        trend=assessment.trend,
        course=assessment.course,
        after_hours=assessment.after_hours,
        inbound=assessment.inbound,
        arrivals_count=findings.arrivals_count(assessment.incidents),
        reasons=findings.cited(assessment.reasons, numbers),
        counterfactuals=assessment.counterfactuals,
        open_gates=tuple(each for each in assessment.gates if not each.passed),
        money=assessment.money,
        praise=assessment.praise,
        mirror=assessment.mirror,
        insight=assessment.insight,
        figures=edition.figures.of(assessment.client) if edition.figures else None,
        remedy=assessment.reasons[0].code if assessment.reasons else None,
        excerpts=_excerpts(assessment, numbers, edition),
    )


def _excerpts(
    assessment: Assessment, numbers: Mapping[str, str], edition: Edition
) -> tuple[tuple[str, str], ...]:
    """Return the excerpts of the dearest incidents among the reasons."""
    if edition.privacy is not Privacy.FULL:
        return ()
    named = {one for reason in assessment.reasons for one in reason.incidents}
    dearest = sorted(assessment.incidents, key=lambda each: (-each.minutes, each.id))
    found = [
        (numbers[each.id], findings.shown_excerpt(edition.excerpts[each.sources[0]]))
        for each in dearest
        if each.id in named and each.sources and edition.excerpts.get(each.sources[0])
    ]
    return tuple(found[: findings.EXCERPTS_SHOWN])


def row(assessment: Assessment, number: int, edition: Edition, months: tuple[date, ...]) -> Row:
    """Return one client's line in the table of all."""
    return Row(
        number=number,
        client=_name(assessment, edition),
        verdict=assessment.verdict,
        change=_moved(assessment, edition),
        trend=assessment.trend,
        burn=findings.burn(assessment.long),
        data_weight=assessment.long.data_weight,
        income_share=assessment.money.income_share,
        months=tuple(_cell(assessment, month) for month in months),
    )


def _cell(assessment: Assessment, month: date) -> Cell:
    inside = [each for each in assessment.weeks if each.on.replace(day=1) == month]
    if not inside:
        return Cell(month=month, burn=None, verdict=None)
    last = max(inside, key=lambda each: each.on)
    return Cell(month=month, burn=last.mean, verdict=last.verdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One past month: the burn and verdict of its last weekly evaluation, None without one."""

    month: date
    burn: float | None
    verdict: Verdict | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One client's section.

    Attributes:
        number: Place of the client in the config, from 1; stands for the name when `name` is "".
        client: The owner's name for it, "" at privacy `private`.
        typed: The same for commands; "" where a mail program would make a link of it.
        events: What is news about it, in an event mail only.
        was: Verdict in the report before, None for a new client.
        p_over: P(burn > 1); `data_weight` the share of the estimate that is this client's data.
        spent: Trouble minutes in the long window.
        hours: Paid hours in the long window; `exposure` how they are known.
        course: How it came to this and what rising waits for, None of a row of former rules.
        arrivals_count: Mere arrivals after hours cost minutes, as the owner priced them.
        open_gates: Conditions that hold the next step back.
        figures: Of invoices and payments, None where they were not asked for.
        remedy: Signal whose remedy is the next step at `talk`; None without one.
        excerpts: Evidence number and safe excerpt, at most three, at privacy `full` only.
    """

    number: int
    client: str
    typed: str
    events: tuple[Event, ...]
    verdict: Verdict
    was: Verdict | None
    since: date
    cool_off_until: date | None
    burn: Burn
    certainty: str
    p_over: float
    data_weight: float
    spent: float
    hours: float
    exposure: str
    trend: str
    course: Course | None
    after_hours: int
    inbound: int
    arrivals_count: bool
    reasons: tuple[CitedReason, ...]
    counterfactuals: tuple[Counterfactual, ...]
    open_gates: tuple[Gate, ...]
    money: MoneyView
    praise: tuple[Praise, ...]
    mirror: Mirror
    figures: ClientMoney | None
    remedy: Code | None
    excerpts: tuple[tuple[str, str], ...]
    insight: Insight | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table of all clients.

    Attributes:
        change: ``new``, ``up`` (towards parting), ``down`` or ``same`` against the report before.
        months: The four months before the present one, oldest first.
    """

    number: int
    client: str
    verdict: Verdict
    change: str
    trend: str
    burn: Burn
    data_weight: float
    income_share: float
    months: tuple[Cell, ...]
