"""One client, one instant: from facts to the assessment that is stored and told (A2.4 to A2.8).

    facts -> timeline (evidence per week) -> evaluations -> ladder -> verdict
          -> reasons, gates, counterfactuals, money, mirror, praise

The same facts, policy and instant always give the same assessment.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import fsum
from typing import TYPE_CHECKING

from goodterms.core import fairness, gates, outlook, reasons
from goodterms.core.case import case
from goodterms.core.client import CorrectionKind
from goodterms.core.counterfactual import Replay, counterfactuals
from goodterms.core.counts import counts
from goodterms.core.evaluation import evaluate
from goodterms.core.ladder import Rules, climb
from goodterms.core.owner_state import shown
from goodterms.core.policy import RULES_VERSION
from goodterms.core.timeline import Inquiry, timeline
from goodterms.core.verdict import Assessment, Verdict
from goodterms.core.worth import LEAST_MONTHS, MONTH_DAYS, YEAR_DAYS, Income, Year, money_view

if TYPE_CHECKING:
    from goodterms.core.case import Case
    from goodterms.core.client import Client, Freshness, Owner
    from goodterms.core.counts import Counts
    from goodterms.core.evaluation import Evidence
    from goodterms.core.history import History
    from goodterms.core.policy import Policy
    from goodterms.core.verdict import Estimate, Gate, Incident, MoneyView
    from goodterms.core.worth import Book


def assess(  # noqa: PLR0913 - everything a verdict rests on is named here, nothing is looked up
    history: History,
    client: Client,
    owner: Owner,
    policy: Policy,
    *,
    book: Book,
    freshness: Freshness,
    model_digest: str,
    now: datetime,
    hours_per_mail_day: float,
) -> Assessment:
    """Return the assessment of one client as of `now`.

    Args:
        history: The client's facts in any order; what is later than `now` is not seen.
        client: As mapped by the owner.
        owner: Zone, working time, rates and currency.
        policy: Every tunable number.
        book: All documents and payments of the owner, for the share of income.
        freshness: When mail and invoices were last read completely.
        model_digest: Digest of the tone model whose scores the messages carry.
        now: The instant to speak for (aware).
        hours_per_mail_day: The owner's median hours on a day with mail to a client, above 0.
    """
    inquiry = Inquiry(
        history=history,
        client=client,
        owner=owner,
        policy=policy,
        income=Income(book, owner.currency, owner.rates),
        freshness=freshness,
        now=now,
        hours_per_mail_day=hours_per_mail_day,
    )
    return _assessed(inquiry, _replay(inquiry), model_digest)


def _replay(inquiry: Inquiry) -> Replay:
    """The climb on the facts; incidents the owner took back can only lower where it leads.

    Taking soft incidents back raises the share of hard ones and thereby might open a gate: the
    step is then held where it was with them (A2.8, "may only lower the verdict").
    """
    climbed = _climbed(inquiry)
    confirmed = tuple(
        each for each in inquiry.history.corrections if each.kind is CorrectionKind.RIGHT
    )
    if len(confirmed) == len(inquiry.history.corrections):
        return climbed
    before = replace(inquiry, history=replace(inquiry.history, corrections=confirmed))
    step = min(climbed.state.step, _climbed(before).state.step)
    return replace(climbed, states=(*climbed.states[:-1], replace(climbed.state, step=step)))


def _climbed(inquiry: Inquiry) -> Replay:
    evidence = timeline(inquiry)
    rules = Rules(
        policy=inquiry.policy,
        decisions=inquiry.history.decisions,
        workweek=inquiry.owner.workweek,
    )
    evaluations = tuple(evaluate(each, inquiry.policy) for each in evidence)
    return Replay(
        evidence=evidence,
        evaluations=evaluations,
        states=climb(evaluations, rules),
        rules=rules,
    )


def _assessed(inquiry: Inquiry, replay: Replay, model_digest: str) -> Assessment:
    policy, last, span = inquiry.policy, replay.evidence[-1], _span(inquiry, replay)
    verdicts = shown(replay.states, inquiry.history.decisions)
    return Assessment(
        client=inquiry.client.name,
        as_of=inquiry.now,
        verdict=verdicts[-1].verdict,
        previous=verdicts[-2].verdict if len(verdicts) > 1 else Verdict.LEARNING,
        since=verdicts[-1].since,
        long=span.long,
        short=span.short,
        exposure=last.long,
        certainty=outlook.certainty(span.long.p_over),
        trend=outlook.trend(span.short, span.long),
        bad_months=replay.evaluations[-1].bad_months,
        active_weeks=last.active_weeks,
        inbound=span.counts.inbound,
        outbound=span.counts.outbound,
        after_hours=span.counts.after_hours,
        reasons=reasons.reasons(span.incidents, span.counts, granted=span.long.granted),
        gates=_gates(inquiry, replay),
        counterfactuals=counterfactuals(replay),
        praise=fairness.praise(span.case, span.counts, span.incidents),
        mirror=fairness.mirror(span.case, span.counts),
        money=_money(inquiry, span.case, last),
        incidents=span.incidents,
        weeks=outlook.weeks(replay.evaluations, verdicts),
        cool_off_until=replay.state.cool_off_until,
        hot_weeks_month=outlook.hot_weeks(last, policy, weeks=outlook.MONTH_WEEKS),
        hot_weeks_year=outlook.hot_weeks(last, policy, weeks=outlook.YEAR_WEEKS),
        noise=_noise(inquiry, last.long_start),
        policy_digest=policy.digest,
        model_digest=model_digest,
        rules_version=RULES_VERSION,
    )


def _span(inquiry: Inquiry, replay: Replay) -> Span:
    policy, last, workweek = inquiry.policy, replay.evidence[-1], inquiry.owner.workweek
    long, incidents = outlook.window(last, policy, workweek, start=last.long_start)
    short, _ = outlook.window(last, policy, workweek, start=last.short_start)
    known = case(inquiry.history, inquiry.client, inquiry.owner, policy, now=inquiry.now)
    counted = counts(known, start=last.long_start, end=last.end)
    return Span(long=long, short=short, incidents=incidents, case=known, counts=counted)


def _gates(inquiry: Inquiry, replay: Replay) -> tuple[Gate, ...]:
    return gates.gates(
        gates.Look(
            evaluation=replay.evaluations[-1],
            step=replay.state.step,
            cool_off_until=replay.state.cool_off_until,
            decisions=inquiry.history.decisions,
            freshness=inquiry.freshness,
            left_out=inquiry.income.left_out_in(today=inquiry.today),
            now=inquiry.now,
        )
    )


def _money(inquiry: Inquiry, known: Case, last: Evidence) -> MoneyView:
    """The money line over the last 12 months, or since the first fact when that is later."""
    today, name = inquiry.today, inquiry.client.name
    first = today - timedelta(days=YEAR_DAYS - 1)
    minutes = fsum(each.minutes for each in last.entries if each.day >= first.toordinal())
    began = max(first, min(_first_days(inquiry, known), default=first))
    year = Year(
        today=today,
        months=max(LEAST_MONTHS, ((today - began).days + 1) / MONTH_DAYS),
        income_minor=inquiry.income.of(name, today=today),
        income_share=last.income_share,
        paid_hours=last.paid.between(first, today).hours,
        trouble_hours=minutes / 60.0,
        grace_days=inquiry.policy.grace_days,
    )
    return money_view(known.settled, year, inquiry.client, inquiry.owner)


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
class Span:
    """What the report tells of the long window.

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
