from __future__ import annotations

from datetime import timedelta

import pytest

from builders_judgement import MONDAY, WORKWEEK, an_incident, evidence_of
from goodterms.core.counterfactual import Replay, counterfactuals
from goodterms.core.evaluation import evaluate
from goodterms.core.ladder import LET_GO, TALK, Rules, advance, climb
from goodterms.core.policy import Policy
from goodterms.core.timeline import ahead
from goodterms.core.verdict import LADDER, Code

RULES = Rules(policy=Policy(), decisions=(), workweek=WORKWEEK)
CHASERS = [an_incident(MONDAY + timedelta(days=2 * i), 15.0, name=f"ch{i}") for i in range(105)]
SCOPE = [
    an_incident(MONDAY + timedelta(days=21 * i), 45.0, name=f"sc{i}", code=Code.SCOPE)
    for i in range(10)
]


def replayed(incidents, *, weekly_hours=3.5):
    evidence = evidence_of(incidents, weekly_hours=weekly_hours)
    evaluations = tuple(evaluate(each, RULES.policy) for each in evidence)
    return Replay(
        evidence=evidence,
        evaluations=evaluations,
        states=climb(evaluations, RULES),
        rules=RULES,
    )


@pytest.fixture(scope="module")
def loud():
    return replayed([*CHASERS, *SCOPE])


def by_kind(replay, kind):
    return [each for each in counterfactuals(replay) if each.kind == kind]


def test_below_watch_there_is_nothing_to_counter():
    assert counterfactuals(replayed(CHASERS[::10], weekly_hours=20.0)) == ()


def test_each_signal_left_out_is_the_climb_without_it(loud):
    assert loud.state.step == LET_GO
    found = {each.code: each.verdict for each in by_kind(loud, "without_signal")}
    assert found == {
        Code.CHASER: LADDER[replayed(SCOPE).state.step],
        Code.SCOPE: LADDER[replayed(CHASERS).state.step],
    }
    assert found[Code.CHASER] == "healthy"


def test_the_fewest_incidents_are_the_largest_and_one_less_changes_nothing(loud):
    (found,) = by_kind(loud, "without_incidents")
    assert found.count == len(found.incidents) > 1
    window = [
        e for e in loud.evidence[-1].entries if e.day >= loud.evidence[-1].long_start.toordinal()
    ]
    left = [e.minutes for e in window if e.incident.id not in found.incidents]
    taken = [e.minutes for e in window if e.incident.id in found.incidents]
    assert min(taken) >= max(left)
    for count, lowers in ((found.count, True), (found.count - 1, False)):
        without = [each for each in [*CHASERS, *SCOPE] if each.id not in found.incidents[:count]]
        again = replayed(without).state
        assert (again.step < loud.state.step) is lowers
    assert found.verdict in LADDER[:LET_GO]


def test_quiet_weeks_are_what_really_happens_when_nothing_comes(loud):
    (found,) = by_kind(loud, "quiet_weeks")
    real = evidence_of([*CHASERS, *SCOPE], weekly_hours=3.5, weeks=30 + found.count)
    states = climb([evaluate(each, RULES.policy) for each in real], RULES)
    assert states[-1].step < loud.state.step
    assert states[-2].step == loud.state.step
    assert found.verdict == states[-1].verdict


def test_work_goes_on_at_the_known_pace_in_the_weeks_ahead(loud):
    last = loud.evidence[-1]
    coming = ahead(last, monday=last.on + timedelta(days=28), weekly_hours=3.5)
    assert coming.short.hours == pytest.approx(last.short.hours)
    stopped = ahead(last, monday=last.on + timedelta(days=28), weekly_hours=0.0)
    assert stopped.short.hours == pytest.approx(last.short.hours / 2)
    state = advance(loud.state, evaluate(coming, RULES.policy), RULES)
    assert state.step >= TALK


def test_no_replay_is_said_to_raise_the_verdict(loud):
    steps = [LADDER.index(each.verdict) for each in counterfactuals(loud)]
    assert max(steps) <= loud.state.step
