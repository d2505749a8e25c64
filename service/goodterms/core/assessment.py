"""One client, one instant: from facts to the assessment that is stored and told (A2.4 to A2.8).

    facts -> timeline (evidence per week) -> evaluations -> ladder -> verdict
          -> reasons, gates, counterfactuals, money, mirror, praise

The same facts, policy and instant always give the same assessment.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodterms.core import gates, outlook
from goodterms.core.counterfactual import Replay, counterfactuals
from goodterms.core.course_taken import course
from goodterms.core.decided import in_force
from goodterms.core.draft import draft
from goodterms.core.ladder import Rules, climb
from goodterms.core.owner_state import shown
from goodterms.core.policy import RULES_VERSION
from goodterms.core.timeline import Inquiry
from goodterms.core.told import stays
from goodterms.core.verdict import Assessment, Verdict
from goodterms.core.worth import Income

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from goodterms.core.client import Client, Freshness, Owner
    from goodterms.core.course import Course
    from goodterms.core.draft import Draft
    from goodterms.core.history import History
    from goodterms.core.policy import Policy
    from goodterms.core.told import Telling
    from goodterms.core.verdict import Gate
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
    crowded: frozenset[date] = frozenset(),
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
        crowded: Mondays on which half of all clients were over budget at once; nobody rose then.
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
    return finished(draft(inquiry), model_digest, crowded=crowded)


def finished(
    found: Draft,
    model_digest: str,
    *,
    crowded: frozenset[date],
    told: Sequence[Telling] | None = None,
    now: datetime | None = None,
) -> Assessment:
    """Return the assessment that a draft gives.

    Args:
        found: The draft.
        model_digest: As for `assess`.
        crowded: Likewise.
        told: What was made known to the owner; None for what the history says.
        now: Before when; None for the instant of the draft.
    """
    inquiry = found.inquiry
    tellings = inquiry.history.told if told is None else told
    workweek = inquiry.owner.workweek
    rules = Rules(
        policy=inquiry.policy,
        decisions=in_force(inquiry.history.decisions, today=inquiry.today),
        workweek=workweek,
        told=stays(tellings, workweek, now=now or inquiry.now),
        crowded=crowded,
    )
    return _assessed(found, _replay(found, rules), model_digest)


def _replay(found: Draft, rules: Rules) -> Replay:
    """The climb on the facts; incidents the owner took back can only lower where it leads.

    Taking soft incidents back raises the share of hard ones and thereby might open a gate: the
    step is then held where it was with them (A2.8, "may only lower the verdict").
    """
    climbed = Replay(
        evidence=found.evidence,
        evaluations=found.evaluations,
        states=climb(found.evaluations, rules),
        rules=rules,
    )
    if not found.before:
        return climbed
    step = min(climbed.state.step, climb(found.before, rules)[-1].step)
    return replace(climbed, states=(*climbed.states[:-1], replace(climbed.state, step=step)))


def _assessed(found: Draft, replay: Replay, model_digest: str) -> Assessment:
    inquiry, policy = found.inquiry, found.inquiry.policy
    last = replay.evidence[-1]
    verdicts = shown(replay.states, replay.rules.decisions)
    way = _course(found, replay)
    return Assessment(
        client=inquiry.client.name,
        as_of=inquiry.now,
        verdict=verdicts[-1].verdict,
        previous=verdicts[-2].verdict if len(verdicts) > 1 else Verdict.LEARNING,
        since=verdicts[-1].since,
        long=found.long,
        short=found.short,
        exposure=last.long,
        certainty=outlook.certainty(found.long.p_over),
        trend=outlook.trend(found.short, found.long),
        bad_months=replay.evaluations[-1].bad_months,
        active_weeks=last.active_weeks,
        inbound=found.inbound,
        outbound=found.outbound,
        after_hours=found.after_hours,
        reasons=found.reasons,
        gates=_gates(inquiry, replay, way),
        counterfactuals=counterfactuals(replay),
        praise=found.praise,
        mirror=found.mirror,
        money=found.money,
        incidents=found.incidents,
        weeks=outlook.weeks(replay.evaluations, verdicts),
        cool_off_until=replay.state.cool_off_until,
        hot_weeks_month=outlook.hot_weeks(last, policy, weeks=outlook.MONTH_WEEKS),
        hot_weeks_year=outlook.hot_weeks(last, policy, weeks=outlook.YEAR_WEEKS),
        noise=found.noise,
        policy_digest=policy.digest,
        model_digest=model_digest,
        rules_version=RULES_VERSION,
        course=way,
        insight=found.insight,
    )


def _course(found: Draft, replay: Replay) -> Course:
    recorded, on = found.inquiry.history.decisions, replay.evaluations[-1].on
    return course(replay.state, replay.rules, found.reasons, recorded, on=on)


def _gates(inquiry: Inquiry, replay: Replay, way: Course) -> tuple[Gate, ...]:
    return gates.gates(
        gates.Look(
            evaluation=replay.evaluations[-1],
            step=replay.state.step,
            cool_off_until=replay.state.cool_off_until,
            decisions=replay.rules.decisions,
            freshness=inquiry.freshness,
            left_out=inquiry.income.left_out_in(today=inquiry.today),
            now=inquiry.now,
            course=way,
        )
    )
