"""The whole simulation: every kind, every condition, the naive rule beside ours.

`run` gives the measures of decision model A3.5 with their Monte Carlo errors. The clients are
divided evenly over the kinds; conditions that may go wrong get half as many of each.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np

from goodterms.core.ladder import TALK
from goodterms.core.policy import Policy
from goodterms.simulation import ascent
from goodterms.simulation.chances import chances
from goodterms.simulation.conditions import BASE, ROBUSTNESS
from goodterms.simulation.kinds import KINDS, POPULATION, Truth
from goodterms.simulation.measures import calibration, outcome, reached
from goodterms.simulation.naive import naive
from goodterms.simulation.world import world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from goodterms.simulation.chances import Chances
    from goodterms.simulation.conditions import Conditions
    from goodterms.simulation.kinds import Kind
    from goodterms.simulation.measures import Calibration, Outcome
    from goodterms.simulation.world import World

CERTAINTIES = (0.75, 0.80, 0.85, 0.90, 0.95)
"""Levels of the frontier; patience short, normal and long are the middle three."""

STEADY_HOURS = 4.0
"""Paid hours a week from which the bars of A3.5 speak of delay."""

AFTER_TALK, CALMED = 2, 1.0 / 3.0
"""A talk that works: two weeks later trouble falls to a third (A3.4)."""

OWNERS_CLIENTS = 12
"""Clients of one owner, for the rule of the busy season."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Everything one run found.

    Attributes:
        outcomes: Of each kind under the base conditions, by our rule; `naive` by the naive one.
        frontier: Outcomes by certainty.
        steady: Outcomes of the clients with at least four paid hours a week.
        talked: Of those with a burn of 2 whose talk worked.
        robust: Outcomes by condition.
        clients: How many were simulated in all.
    """

    seed: int
    clients: int
    outcomes: tuple[Outcome, ...]
    naive: tuple[Outcome, ...]
    frontier: dict[float, tuple[Outcome, ...]]
    steady: dict[str, Outcome]
    talked: Outcome
    robust: dict[str, tuple[Outcome, ...]]
    calibration: Calibration


def run(*, seed: int, clients: int, workers: int, progress: Callable[[int, int], None]) -> Result:
    """Simulate and return what was found; the same seed gives the same result.

    Args:
        seed: Any whole number from 0.
        clients: Under the base conditions, over all kinds; at least 15.
        workers: Processes.
        progress: Told how many tasks of how many are done.
    """
    each = max(1, clients // len(KINDS))
    tasks = [Task(kind=kind, conditions=BASE, count=each, seed=seed) for kind in KINDS]
    tasks += [
        Task(kind=kind, conditions=conditions, count=max(1, each // 2), seed=seed)
        for conditions in ROBUSTNESS
        for kind in KINDS
        if kind.truth is Truth.WITHIN
    ]
    tasks.append(Task(kind=POPULATION, conditions=BASE, count=each, seed=seed))
    found = dict(_done(tasks, workers, progress))
    base = [found[each.name] for each in tasks if each.conditions is BASE and each.is_kind]
    return Result(
        seed=seed,
        clients=sum(each.count for each in tasks),
        outcomes=tuple(part.ours for part in base),
        naive=tuple(part.naive for part in base if part.naive),
        frontier={level: tuple(part.frontier[level] for part in base) for level in CERTAINTIES},
        steady={part.ours.kind.name: part.steady for part in base if part.steady},
        talked=next(part.talked for part in base if part.talked),
        robust={
            conditions.name: tuple(
                found[each.name].ours for each in tasks if each.conditions is conditions
            )
            for conditions in ROBUSTNESS
        },
        calibration=next(part.calibration for part in found.values() if part.calibration),
    )


def _done(
    tasks: list[Task], workers: int, progress: Callable[[int, int], None]
) -> Iterator[tuple[str, Part]]:
    if workers < 2:
        for place, each in enumerate(tasks):
            yield each.name, judge(each)
            progress(place + 1, len(tasks))
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for place, part in enumerate(pool.map(judge, tasks)):
            yield tasks[place].name, part
            progress(place + 1, len(tasks))


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Clients of one kind under one condition."""

    kind: Kind
    conditions: Conditions
    count: int
    seed: int

    @property
    def name(self) -> str:
        """Return what tells it from the others."""
        return f"{self.conditions.name}/{self.kind.name}"

    @property
    def is_kind(self) -> bool:
        """Return whether it is one of the kinds, not the population for the calibration."""
        return self.kind.name != POPULATION.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one task found; only base tasks fill more than `ours`."""

    ours: Outcome
    naive: Outcome | None = None
    frontier: dict[float, Outcome]
    steady: Outcome | None = None
    talked: Outcome | None = None
    calibration: Calibration | None = None


def judge(task: Task) -> Part:
    """Make up the clients of a task and judge them."""
    policy = Policy()
    made = world(task.kind, task.count, task.conditions, task.seed)
    is_base = task.conditions.name == BASE.name
    found = chances(made, policy, floor=min(CERTAINTIES) if is_base else policy.certainty)
    paused = _paused(found) if task.conditions.busy else None
    steps = ascent.climb(found, policy, source=made.source, paused=paused)
    if not is_base:
        return Part(ours=outcome(made, steps), frontier={})
    levels = {level: replace(policy, certainty=level) for level in CERTAINTIES}
    is_steady = made.true_hours.mean(axis=1) >= STEADY_HOURS
    return Part(
        ours=outcome(made, steps),
        naive=outcome(made, ascent.climb(naive(found), policy, source=made.source)),
        frontier={
            level: outcome(made, ascent.climb(found, each, source=made.source))
            for level, each in levels.items()
        },
        steady=outcome(made, steps, is_steady),
        talked=_talked(made, steps, policy) if task.kind.name == "burn_2" else None,
        calibration=calibration(made, found, week=51) if not task.is_kind else None,
    )


def _paused(found: Chances) -> NDArray[np.bool_]:
    """Weeks in which half of an owner's clients are over budget at once (A2.5, busy season)."""
    over = found.p_short > 0.5
    owner = np.arange(len(over)) // OWNERS_CLIENTS
    counts = np.bincount(owner)[:, None]
    totals = np.zeros((len(counts), over.shape[1]))
    np.add.at(totals, owner, over.astype(float))
    crowded: NDArray[np.bool_] = (totals >= counts / 2)[owner]
    return crowded


def _talked(made: World, steps: NDArray[np.int64], policy: Policy) -> Outcome:
    """What becomes of clients whose trouble falls to a third two weeks after the first talk."""
    first = reached(steps, TALK)
    chosen = np.isfinite(first)
    week = np.where(chosen, first, 10_000).astype(np.int64) - 1
    random = np.random.default_rng([len(steps), 7])
    seen = made.seen
    later = seen.week >= week[seen.client] + AFTER_TALK
    kept = ~later | (random.random(len(later)) < CALMED)
    calmed = replace(made, seen=seen.only(kept), onset=np.where(chosen, week, 0))
    found = chances(calmed, policy, floor=policy.certainty)
    again = ascent.climb(found, policy, source=made.source, talked=week)
    return outcome(calmed, again, chosen)
