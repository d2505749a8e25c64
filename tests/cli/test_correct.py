from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from program import Ran, run

if TYPE_CHECKING:
    from pathlib import Path


def reason(year: Path, client: str = "Ombrell Estates") -> dict:
    ran = run("--config", year, "explain", client, "--json")
    return ran.value["reasons"][0]


def correct(config: Path, *arguments: str) -> Ran:
    return run("--config", config, "correct", *arguments)


@pytest.mark.parametrize("name", ["M-000000000000", "", "CH-M-000000000000", "nonsense"])
def test_an_id_that_nothing_has_is_an_error_that_says_where_ids_stand(
    year: Path, name: str
) -> None:
    for option in ("--not", "--undo"):
        ran = correct(year, name, option, "CH")
        assert ran.status == 2
        assert "goodterms dossier" in ran.err
        assert ran.out == ""


def test_a_correction_may_be_said_twice_and_taken_back_once(year: Path) -> None:
    found = reason(year)
    source, code = found["sources"][0], found["code"]
    for _ in range(2):
        assert correct(year, source, "--not", code).status == 0
    assert correct(year, source, "--undo", code).status == 0
    again = correct(year, source, "--undo", code)
    assert again.status == 1
    assert "there is no correction" in again.err


def test_the_id_of_an_incident_stands_for_its_message(year: Path) -> None:
    found = reason(year)
    ran = correct(year, found["ids"][0], "--invited", found["code"])
    assert ran.status == 0
    assert f"Kept: {found['sources'][0]} {found['code']}" in ran.out
    correct(year, found["ids"][0], "--undo", found["code"])


def test_one_correction_at_a_time(year: Path) -> None:
    source = reason(year)["sources"][0]
    assert correct(year, source).status == 2
    assert correct(year, source, "--not", "CH", "--yes", "CH").status == 2


def test_a_threat_is_a_bright_line_and_can_be_taken_back(year: Path) -> None:
    source = reason(year)["sources"][0]
    ran = correct(year, source, "--threat")
    assert (ran.status, ran.out.splitlines()[0]) == (
        0,
        f"Kept: {source} HO is threat. `goodterms assess` applies it.",
    )
    assert correct(year, source, "--threat", "--yes", "HO").status == 2
    assert correct(year, source, "--undo", "HO").status == 0
