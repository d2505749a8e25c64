"""The bars of the decision model on a small simulation, and that the naive rule misses them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goodterms.simulation.goals import Goal, false_let_go, goals, times_worse, truly_over
from goodterms.simulation.measures import Share
from goodterms.simulation.study import Result, run

CLIENTS = 6_000


@pytest.fixture(scope="module")
def found() -> Result:
    return run(seed=20, clients=CLIENTS, workers=1, progress=lambda _done, _total: None)


@pytest.mark.timeout(300)
def test_every_goal_is_kept_within_its_monte_carlo_error(found: Result) -> None:
    missed = [each for each in goals(found) if not each.kept]
    assert missed == []


def test_the_naive_rule_misses_the_goals_that_matter_most(found: Result) -> None:
    naive = replace(found, outcomes=found.naive)
    missed = {each.name for each in goals(naive) if not each.kept}
    assert {"false_let_go", "false_prepare", "false_talk", "worst_good_kind_let_go"} <= missed


def test_the_same_seed_gives_the_same_result_in_any_number_of_processes() -> None:
    one, two = (
        run(seed=4, clients=150, workers=workers, progress=lambda _done, _total: None)
        for workers in (1, 2)
    )
    assert one == two


def test_a_goal_grants_three_standard_errors_and_no_more() -> None:
    value = Share(value=0.4, error=0.1)
    assert Goal(name="most", limit=0.101, value=value).kept
    assert not Goal(name="most", limit=0.099, value=value).kept
    assert Goal(name="least", limit=0.699, value=value, most=False).kept
    assert not Goal(name="least", limit=0.701, value=value, most=False).kept


def test_where_we_never_err_the_naive_rule_is_at_least_so_many_times_worse(found: Result) -> None:
    never = tuple(replace(each, let_go=Share(value=0.0, error=0.0)) for each in found.outcomes)
    assert false_let_go(never).value == 0.0
    assert 0.0 < times_worse(never, found.naive).value < float("inf")
    assert truly_over(never).value == 0.0
