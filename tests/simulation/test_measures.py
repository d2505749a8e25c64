"""Counting: shares with their errors, waits, medians."""

from __future__ import annotations

import numpy as np
import pytest

from goodterms.core.ladder import LET_GO, TALK
from goodterms.core.policy import Policy
from goodterms.simulation.chances import chances
from goodterms.simulation.conditions import BASE
from goodterms.simulation.kinds import KINDS, POPULATION
from goodterms.simulation.measures import Share, calibration, mean, outcome, reached, share
from goodterms.simulation.world import world


def test_nothing_found_is_not_certainly_nothing() -> None:
    assert share(0, 100).error == pytest.approx(share(1, 100).error)
    assert share(0, 0) == Share(value=0.0, error=0.0)


def test_a_weighted_mean_keeps_the_errors_apart() -> None:
    found = mean([Share(value=0.0, error=0.3), Share(value=1.0, error=0.4)], [1.0, 1.0])
    assert (found.value, found.error) == (0.5, pytest.approx(0.25))


def test_the_first_week_on_a_step_counts_from_one_and_never_is_infinite() -> None:
    steps = np.array([[1, 2, 3, 2], [1, 1, 1, 1]])
    assert reached(steps, TALK).tolist() == [3.0, float("inf")]


def test_an_outcome_counts_waits_from_the_onset_and_changes_after_learning() -> None:
    made = world(KINDS[0], 2, BASE, seed=1)
    steps = np.zeros(made.shape, dtype=np.int64)
    steps[:, 8:] = 1
    steps[0, 20:] = LET_GO
    found = outcome(made, steps)
    assert (found.talk.value, found.let_go.value) == (0.5, 0.5)
    assert found.weeks == (21.0, 21.0, 21.0)
    judged_years = (made.shape[1] - 1 - 8) / 52.0
    assert found.changes.value == pytest.approx(0.5 / judged_years)


def test_nobody_chosen_is_no_error() -> None:
    made = world(KINDS[0], 2, BASE, seed=1)
    found = outcome(made, np.ones(made.shape, dtype=np.int64), np.zeros(2, dtype=bool))
    assert (found.clients, found.weeks) == (0, (None, None, None))


def test_probabilities_of_clients_far_from_the_limit_are_true() -> None:
    made = world(POPULATION, 400, BASE, seed=2)
    found = calibration(made, chances(made, Policy(), floor=0.85), week=51)
    assert sum(count for _, _, count in found.rows) == 400
    first, last = found.rows[0], found.rows[-1]
    assert first[0] < 0.1 > first[1]
    assert last[0] > 0.9 < last[1]
