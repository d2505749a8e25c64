"""The command `simulate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.cli.simulate import SAID
from goodterms.simulation.goals import goals
from goodterms.simulation.study import run as simulated
from program import run

if TYPE_CHECKING:
    from pathlib import Path

SMALL = ("simulate", "--clients", "150", "--workers", "1", "--seed", "3")


def test_json_is_the_same_for_the_same_seed_and_needs_no_config(tmp_path: Path) -> None:
    first, second = (run("--config", tmp_path / "no.toml", *SMALL, "--json") for _ in range(2))
    assert first.status == 0
    assert first.out == second.out
    assert first.value["seed"] == 3


def test_the_table_names_every_goal_and_the_picture_is_written(tmp_path: Path) -> None:
    plot = tmp_path / "frontier.svg"
    ran = run(*SMALL, "--plot", plot)
    assert ran.status == 0
    assert "wrongly let go" in ran.out
    assert plot.read_text(encoding="utf-8").startswith("<svg")


def test_every_goal_has_words_for_people() -> None:
    found = simulated(seed=3, clients=150, workers=1, progress=lambda _done, _total: None)
    assert {each.name for each in goals(found)} == set(SAID)


def test_too_few_clients_are_a_usage_error() -> None:
    assert run("simulate", "--clients", "10").status == 2
