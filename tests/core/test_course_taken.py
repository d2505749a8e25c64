from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from builders_judgement import MONDAY, WORKWEEK, a_decision, a_relation, assessed
from goodterms.core.client import DecisionKind
from goodterms.core.course_taken import course
from goodterms.core.ladder import PREPARE, TALK, WATCH, Rules, State
from goodterms.core.policy import Policy
from goodterms.core.verdict import Code, Reason

ON = MONDAY + timedelta(days=200)


def found(step=TALK, *decisions, crowded=(), reasons=(), recorded=None, **state):
    rules = Rules(
        policy=Policy(), decisions=decisions, workweek=WORKWEEK, crowded=frozenset(crowded)
    )
    talk_since = MONDAY + timedelta(days=190) if step >= TALK else None
    at = State(on=ON, step=step, **{"talk_since": talk_since, **state})
    return course(at, rules, reasons, recorded or decisions, on=ON)


def gut(days_ago: int, value: int = 3):
    return a_decision(DecisionKind.GUT, ON - timedelta(days=days_ago), id=days_ago, value=value)


def reason(code: Code, share: float) -> Reason:
    return Reason(code=code, minutes=share, count=1, of=1, share=share, incidents=(), sources=())


def test_the_waiting_time_counts_from_the_day_the_owner_knew():
    at = found()
    assert at.told_on == at.talk_since
    assert at.waits_until == at.told_on + timedelta(days=56)
    assert found(PREPARE).waits_until is None
    assert (found(WATCH).talk_since, found(WATCH).waits_until) == (None, None)


def test_a_crowded_monday_is_told_while_it_is_the_last_one():
    last = ON - timedelta(days=ON.weekday())
    assert (found(crowded=[last]).is_crowded, found(crowded=[last]).is_paused) == (True, True)
    season = [last - timedelta(days=7 * week) for week in range(9)]
    assert (found(crowded=season).is_crowded, found(crowded=season).is_paused) == (True, False)
    before = found(crowded=[last - timedelta(days=7), last + timedelta(days=7)])
    assert not before.is_crowded
    assert before.crowded == (last - timedelta(days=7),)


@pytest.mark.parametrize(
    ("step", "rated", "due"), [(WATCH, [], True), (WATCH, [28], True), (WATCH, [27], False)]
)
def test_a_rating_is_due_once_a_month_from_watch_on(step, rated, due):
    assert found(step, *map(gut, rated)).gut_due is due
    assert not found(1, *map(gut, rated)).gut_due


def test_ratings_of_a_year_are_shown_and_two_high_ones_open_the_way():
    ratings = [gut(400, 4), gut(90, 1), gut(2, 3)]
    assert found(TALK, *ratings).gut == tuple((each.decided_on, each.value) for each in ratings[1:])
    assert found(TALK, *ratings).may_prepare
    assert not found(PREPARE, *ratings).may_prepare
    assert not found(TALK, *ratings[1:]).may_prepare


@pytest.mark.parametrize(("share", "signal"), [(0.75, Code.VAGUE), (0.74, None)])
def test_one_signal_with_three_quarters_of_the_minutes_is_named(share, signal):
    assert found(reasons=[reason(Code.VAGUE, share)]).signal is signal


def test_all_that_was_recorded_is_kept_the_taken_back_too():
    talked = a_decision(DecisionKind.TALKED, ON - timedelta(days=3), id=1)
    undone = a_decision(DecisionKind.UNDONE, ON, id=2, value=1)
    later = a_decision(DecisionKind.PARTED, ON + timedelta(days=1), id=3)
    assert found(recorded=[later, undone, talked]).decisions == (talked, undone)


def test_the_assessment_says_how_it_came_to_this():
    now = datetime(2026, 8, 5, 10, tzinfo=UTC)
    crowded = frozenset({date(2026, 8, 3)})
    judged = assessed(a_relation(weeks=30, chasers=3, hours=8.0), now, crowded=crowded)
    assert judged.course is not None
    assert judged.course.is_crowded
    assert judged.course.signal is Code.CHASER
    assert "season" in {each.name for each in judged.gates}
