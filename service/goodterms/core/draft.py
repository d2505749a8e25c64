"""What an assessment needs of the facts of one client, once all messages were looked at.

It holds no message, so that the drafts of many clients fit side by side until it is known on which
Mondays all of them were over budget at once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import fsum
from typing import TYPE_CHECKING

from goodterms.core import fairness, gates, outlook, reasons
from goodterms.core.correcting import CONFIRMING
from goodterms.core.counts import counts
from goodterms.core.describing import Scene, insight
from goodterms.core.evaluation import evaluate
from goodterms.core.timeline import forgotten, timeline
from goodterms.core.worth import LEAST_MONTHS, MONTH_DAYS, YEAR_DAYS, Year, money_view

if TYPE_CHECKING:
    from datetime import datetime

    from goodterms.core.case import Case
    from goodterms.core.counts import Counts
    from goodterms.core.evaluation import Evaluation, Evidence
    from goodterms.core.insight import Insight
    from goodterms.core.timeline import Inquiry
    from goodterms.core.verdict import Estimate, Incident, Mirror, MoneyView, Praise, Reason

EVEN = 0.5
"""P(short burn > 1) above which a client counts as over budget on a Monday (A2.5, busy season)."""


def draft(inquiry: Inquiry) -> Draft:
    """Return all of an assessment that needs no other client."""
    evidence = timeline(inquiry)
    last = evidence[-1]
    span = _span(inquiry, last)
    year = _year(inquiry, span.case, last)
    money = money_view(span.case.settled, year, inquiry.client, inquiry.owner)
    scene = Scene(last=last, long=span.long, year=year, money=money)
    return Draft(
        inquiry=replace(inquiry, history=replace(inquiry.history, messages=()), woven=None),
        evidence=(*map(forgotten, evidence[:-1]), last),
        evaluations=tuple(evaluate(each, inquiry.policy) for each in evidence),
        before=_before(inquiry),
        long=span.long,
        short=span.short,
        incidents=span.incidents,
        inbound=span.counts.inbound,
        outbound=span.counts.outbound,
        after_hours=span.counts.after_hours,
        reasons=reasons.reasons(span.incidents, span.counts, granted=span.long.granted),
        praise=fairness.praise(span.case, span.counts, span.incidents),
        mirror=fairness.mirror(span.case, span.counts),
        money=money,
        noise=_noise(inquiry, last.long_start),
        insight=insight(inquiry, span.case, span.counts, scene),
        good_until=_good_until(inquiry, span.case),
        rests_on_pace=inquiry.workload.is_guessed,
    )


def _before(inquiry: Inquiry) -> tuple[Evaluation, ...]:
    """The evaluations without the incidents that the owner took back; empty when none was."""
    corrections = inquiry.history.corrections
    confirmed = tuple(each for each in corrections if each.kind in CONFIRMING)
    if len(confirmed) == len(corrections):
        return ()
    history = replace(inquiry.history, corrections=confirmed)
    before = replace(inquiry, history=history, woven=inquiry.strands)
    return tuple(evaluate(each, inquiry.policy) for each in timeline(before))


def _span(inquiry: Inquiry, last: Evidence) -> Span:
    policy, workweek = inquiry.policy, inquiry.owner.workweek
    long, incidents = outlook.window(last, policy, workweek, start=last.long_start)
    short, _ = outlook.window(last, policy, workweek, start=last.short_start)
    known = inquiry.stream.case()
    counted = counts(known, start=last.long_start, end=last.end)
    return Span(long=long, short=short, incidents=incidents, case=known, counts=counted)


def _good_until(inquiry: Inquiry, known: Case) -> datetime:
    """Return the first instant at which the same facts may give another draft.

    Up to then nothing but the instant itself is another: days are told in the owner's zone, late
    invoices stand at noon UTC of the day they were settled, messages and hours dated later become
    known, and a request the client came back to may become one that waits too long.
    """
    now, workweek = inquiry.now, inquiry.owner.workweek
    noon = now.replace(hour=12, minute=0, second=0, microsecond=0)
    ends = [workweek.midnight(inquiry.today + timedelta(days=1))]
    ends += [noon if now < noon else noon + timedelta(days=1)]
    ends += [each.arrived_at for each in inquiry.history.messages]
    ends += [each.started_at for each in inquiry.history.entries if each.started_at is not None]
    for each in known.waits:
        if each.answer is None:
            asked = workweek.day(each.first.arrived_at)
            hours = known.client.reply_hours_on(asked)
            ends.append(workweek.add_business_hours(each.first.arrived_at, hours))
    return min(each for each in ends if each > now)


def _year(inquiry: Inquiry, known: Case, last: Evidence) -> Year:
    """The last 12 months, or the time since the first fact when that is later."""
    today, name = inquiry.today, inquiry.client.name
    first = today - timedelta(days=YEAR_DAYS - 1)
    minutes = fsum(each.minutes for each in last.entries if each.day >= first.toordinal())
    began = max(first, min(_first_days(inquiry, known), default=first))
    return Year(
        today=today,
        months=max(LEAST_MONTHS, ((today - began).days + 1) / MONTH_DAYS),
        income_minor=inquiry.income.of(name, today=today),
        income_share=last.income_share,
        paid_hours=last.paid.between(first, today).hours,
        trouble_hours=minutes / 60.0,
        grace_days=inquiry.policy.grace_days,
    )


def _first_days(inquiry: Inquiry, known: Case) -> list[date]:
    documents = [each.issue_date for each in known.documents]
    return [*inquiry.weeks[:1], *documents]


def _noise(inquiry: Inquiry, start: date) -> tuple[tuple[str, int], ...]:
    """Automatic mail since the window began, by reason."""
    first = inquiry.owner.workweek.midnight(start)
    found = Counter(
        each.noise
        for each in inquiry.history.messages
        if each.noise is not None and first <= each.arrived_at <= inquiry.now
    )
    return tuple(sorted(found.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An assessment before the ladder.

    Attributes:
        inquiry: What was asked, without the messages.
        evidence: What was known at each evaluation; of Mondays only what replays read.
        evaluations: The numbers made of it.
        before: Those without the incidents that the owner took back; empty when none was.
        long, short: Estimates of both windows.
        incidents: Those of the long window, the ones without minutes too.
        good_until: The first instant after `inquiry.now` at which the same facts may give another
            draft, but for the instant itself (aware).
        rests_on_pace: Whether any hours were counted by the owner's pace on a day of mail.
    """

    inquiry: Inquiry
    evidence: tuple[Evidence, ...]
    evaluations: tuple[Evaluation, ...]
    before: tuple[Evaluation, ...]
    long: Estimate
    short: Estimate
    incidents: tuple[Incident, ...]
    inbound: int
    outbound: int
    after_hours: int
    reasons: tuple[Reason, ...]
    praise: tuple[Praise, ...]
    mirror: Mirror
    money: MoneyView
    noise: tuple[tuple[str, int], ...]
    insight: Insight
    good_until: datetime
    rests_on_pace: bool

    @property
    def votes(self) -> dict[date, bool]:
        """Return whether the client was over budget on each Monday on which that can be told."""
        return {
            each.on: each.p_short > EVEN
            for each in self.evaluations
            if each.weekly and each.active_weeks >= gates.ACTIVE_WEEKS
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What the long window holds.

    Attributes:
        long, short: Estimates of both windows.
        incidents: Those of the long window, the ones without minutes too.
        case, counts: The facts, and the denominators of the long window.
    """

    long: Estimate
    short: Estimate
    incidents: tuple[Incident, ...]
    case: Case
    counts: Counts
