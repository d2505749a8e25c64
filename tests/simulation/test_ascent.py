"""The vectorised judge is the core's: the same numbers, the same step in every single week."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from builders_judgement import WORKWEEK
from goodterms.core.client import Decision, DecisionKind
from goodterms.core.evaluation import evaluate
from goodterms.core.ladder import LET_GO, PREPARE, Rules, climb
from goodterms.core.policy import Policy
from goodterms.core.told import Told
from goodterms.simulation import ascent
from goodterms.simulation.chances import chances
from goodterms.simulation.conditions import BASE, Conditions
from goodterms.simulation.kinds import KINDS
from goodterms.simulation.world import WEEKS, world
from simulated_histories import FIRST, evidence

HARD = Conditions(name="hard", hours_error=0.5, dispersion=3.0, confirmed=0.7, false_alarms=0.3)
GONE = Conditions(name="gone", gone_from=60, confirmed=0.5)
PROXY = Conditions(name="proxy", source="proxy", hours_error=0.5)

CROWDED = [*range(0, WEEKS, 9), *range(20, 32), *range(60, 68)]

CLIENTS = 22
"""Of each kind under three conditions: 15 kinds make 990; ten more under the fourth."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda each: each.name)
@pytest.mark.parametrize("conditions", [BASE, HARD, GONE], ids=lambda each: each.name)
@pytest.mark.timeout(300)
def test_every_week_of_every_history_ends_on_the_same_step(kind, conditions) -> None:
    compare(world(kind, CLIENTS, conditions, seed=11), seed=5)


def test_hours_by_proxy_stop_at_the_same_step() -> None:
    fourfold = next(each for each in KINDS if each.name == "burn_4")
    steps = compare(world(fourfold, 10, PROXY, seed=3), seed=6)
    assert steps.max() == PREPARE


def compare(made, *, seed: int):
    """Half of the owners are told late, as on a first run; long and short seasons are crowded."""
    policy, rolls = Policy(), np.random.default_rng(seed)
    found = chances(made, policy, floor=policy.certainty)
    talked = rolls.integers(20, 2 * WEEKS, made.shape[0])
    told = rolls.integers(-WEEKS, WEEKS, made.shape[0])
    paused = np.zeros(made.shape, dtype=bool)
    paused[:, CROWDED] = True
    steps = ascent.climb(found, policy, source=made.source, talked=talked, told=told, paused=paused)
    for client in range(made.shape[0]):
        talk = Decision(
            id=1, client="A", kind=DecisionKind.TALKED, decided_on=monday(int(talked[client]))
        )
        rules = Rules(
            policy=policy,
            decisions=(talk,),
            workweek=WORKWEEK,
            told=(Told(since=monday(int(told[client]))),),
            crowded=frozenset(map(monday, CROWDED)),
        )
        looks = [evaluate(each, policy) for each in evidence(made, client)]
        assert [each.p_over for each in looks] == pytest.approx(
            found.p_over[client].tolist(), abs=1e-8
        )
        assert [each.p_short for each in looks] == pytest.approx(
            found.p_short[client].tolist(), abs=1e-8
        )
        assert [len(each.bad_months) for each in looks] == found.bad_months[client].tolist()
        assert [each.bright for each in looks] == found.bright[client].tolist()
        assert [each.step for each in climb(looks, rules)] == steps[client].tolist()
    return steps


def monday(week: int) -> date:
    return FIRST + timedelta(days=7 * (week + 1))


def test_the_histories_reach_every_step() -> None:
    reached = set()
    for kind in KINDS:
        made = world(kind, 20, BASE, seed=11)
        found = chances(made, Policy(), floor=0.85)
        reached |= set(np.unique(ascent.climb(found, Policy(), source=made.source)).tolist())
    assert reached == set(range(LET_GO + 1))
