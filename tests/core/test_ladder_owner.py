"""What the owner's word does to the ladder: keeping, going to prepare, a busy season, threats."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from builders_judgement import (
    MONDAY,
    WORKWEEK,
    a_decision,
    a_message,
    a_relation,
    an_evaluation,
    assessed,
)
from goodterms.core.client import Correction, CorrectionKind, DecisionKind
from goodterms.core.ladder import LET_GO, PREPARE, TALK, Rules, climb
from goodterms.core.policy import Policy

BAD = (date(2025, 9, 1), date(2025, 10, 1), date(2025, 11, 1))
LOUD = {"p_over": 0.99, "p_over_125": 0.97, "p_over_150": 0.9, "p_short": 0.9, "bad_months": BAD}
WEDNESDAY = datetime.combine(MONDAY + timedelta(days=30 * 7 + 2), time(10), tzinfo=UTC)


def day(week: int, more: int = 0) -> date:
    return MONDAY + timedelta(days=7 * week + more)


def steps(count: int, *decisions, crowded=(), **facts) -> list[int]:
    rules = Rules(
        policy=Policy(), decisions=decisions, workweek=WORKWEEK, crowded=frozenset(crowded)
    )
    weeks = [an_evaluation(day(week), **{**LOUD, **facts}) for week in range(count)]
    return [each.step for each in climb(weeks, rules)]


def kept(week: int, until: date | None = None, **facts):
    return a_decision(DecisionKind.KEPT, day(week), until=until, **facts)


def ratings(*weeks: int):
    return [
        a_decision(DecisionKind.GUT, day(week), id=place, value=3)
        for place, week in enumerate(weeks, start=1)
    ]


def test_nobody_rises_on_a_crowded_monday_and_the_runs_go_on():
    assert steps(4) == [1, 2, 3, 3]
    assert steps(4, crowded=[day(1)]) == [1, 1, 2, 3]
    assert steps(4, crowded=[day(0)]) == steps(4)


def test_after_eight_crowded_mondays_it_is_no_season_any_more():
    crowded = [day(week) for week in range(1, 30)]
    assert steps(12, crowded=crowded) == [1] * 9 + [2, 3, 3]
    broken = [each for each in crowded if each != day(6)]
    assert steps(16, crowded=broken)[:7] == [1] * 6 + [2]


def test_a_crowded_monday_stops_no_bright_line():
    assert steps(1, crowded=[day(0)], bright=True) == [TALK]


def test_who_is_kept_stands_on_talk_until_the_last_day_and_waits_no_less():
    found = steps(30, kept(12, until=day(20)))
    assert found[11:13] == [PREPARE, TALK]
    assert set(found[12:21]) == {TALK}
    assert found[21] == PREPARE  # eight weeks after the owner looked at it
    assert max(found[:12]) == PREPARE
    assert steps(16, kept(12, until=day(13)))[13:] == [TALK, TALK, TALK]


def test_keeping_holds_for_half_a_year_unless_the_owner_says_otherwise():
    found = steps(50, kept(12))
    assert [found.index(PREPARE, 13), found[38]] == [39, TALK]


@pytest.mark.parametrize("kind", [DecisionKind.RESUMED, DecisionKind.PREPARE])
def test_keeping_ends_when_the_owner_resumes_or_goes_to_prepare(kind):
    later = a_decision(kind, day(21), id=9)
    assert steps(22, kept(12), later, *ratings(1, 6))[-1] == PREPARE


def test_the_owner_may_go_to_prepare_on_two_high_ratings_a_month_apart():
    jump = a_decision(DecisionKind.PREPARE, day(6, 2), id=9)
    calm = {"p_over": 0.6, "p_over_125": 0.2, "p_over_150": 0.1, "p_short": 0.5, "cited": 2}
    assert steps(9, jump, *ratings(1, 6), **calm) == [1, 2, 2, 2, 2, 2, 2, PREPARE, PREPARE]
    assert max(steps(9, jump, *ratings(4, 6), **calm)) < PREPARE
    assert max(steps(9, jump, *ratings(1, 7), **calm)) < PREPARE  # the second came after the jump


def test_going_to_prepare_opens_nothing_above_it_and_is_left_like_any_other():
    jump = a_decision(DecisionKind.PREPARE, day(6, 2), id=9)
    assert max(steps(30, jump, *ratings(1, 6), cited=5)) == PREPARE
    assert steps(30, jump, *ratings(1, 6))[-1] == LET_GO
    calm = {"p_over": 0.2, "p_over_125": 0.1, "p_over_150": 0.0, "p_short": 0.1}
    found = steps(13, jump, *ratings(1, 6), **calm)
    assert found[7:] == [PREPARE] * 4 + [TALK] * 2


def test_going_to_prepare_counts_on_the_very_day():
    jump = a_decision(DecisionKind.PREPARE, day(6, 2), id=9)
    rules = Rules(policy=Policy(), decisions=(jump, *ratings(1, 6)), workweek=WORKWEEK)
    today = an_evaluation(day(6, 2), weekly=False)
    weeks = [an_evaluation(day(week)) for week in range(7)]
    assert [each.step for each in climb([*weeks, today], rules)][-2:] == [1, PREPARE]


def test_a_young_client_whom_the_owner_dreads_stays_on_prepare():
    jump = a_decision(DecisionKind.PREPARE, day(6, 2), id=9)
    found = steps(10, jump, *ratings(1, 6), active_weeks=5)
    assert found[6:] == [0, PREPARE, PREPARE, PREPARE]


def rude(count: int, *, apart: int = 7):
    return [
        a_message(
            WEDNESDAY - timedelta(days=14 + apart * place), name=f"rude{place}",
            scores={"hostile": 0.3},
        )
        for place in range(count)
    ]  # fmt: skip


def said(*kinds: CorrectionKind):
    return tuple(
        Correction(id=place, message=f"M-rude{place}", code="HO", kind=kind, corrected_at=WEDNESDAY)
        for place, kind in enumerate(kinds)
    )


RIGHT, THREAT, WRONG = CorrectionKind.RIGHT, CorrectionKind.THREAT, CorrectionKind.WRONG


@pytest.mark.parametrize(
    ("kinds", "apart", "verdict"),
    [
        ((THREAT,), 7, "talk"),
        ((RIGHT,), 7, "healthy"),
        ((RIGHT, RIGHT), 7, "talk"),
        ((RIGHT, RIGHT), 89, "healthy"),
        ((RIGHT, WRONG), 7, "healthy"),
        ((), 7, "healthy"),
    ],
)
def test_one_confirmed_threat_or_two_confirmed_insults_are_a_bright_line(kinds, apart, verdict):
    calm = a_relation(weeks=30)
    messages = (*calm.messages, *rude(2, apart=apart))
    history = replace(calm, messages=messages, corrections=said(*kinds))
    assert assessed(history, WEDNESDAY).verdict == verdict


def test_a_threat_counts_although_it_was_not_the_first_insult_of_its_wait():
    calm = a_relation(weeks=30)
    first, second = rude(2, apart=0)
    first = replace(first, scores={"hostile": 0.95})
    second = replace(
        second, arrived_at=second.arrived_at + timedelta(minutes=9),
        parents=("rude0@mail.example",),
    )  # fmt: skip
    words = (replace(said(THREAT)[0], message="M-rude1"),)
    found = assessed(
        replace(calm, messages=(*calm.messages, first, second), corrections=words), WEDNESDAY
    )
    hostile = [each for each in found.incidents if each.code == "HO"]
    assert [(each.sources[0], each.why, each.hard) for each in hostile] == [
        ("M-rude1", "threat", True)
    ]
    assert found.verdict == "talk"
