from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import a_client
from goodterms.core.client import DecisionKind
from program import Ran, run, write_config

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = "2026-11-15"


@pytest.fixture
def one(tmp_path: Path) -> Path:
    return write_config(tmp_path, port=1, password="x", clients=[a_client("Alba")])


def reason(year: Path, client: str = "Ombrell Estates") -> dict:
    ran = run("--config", year, "explain", client, "--json")
    return ran.value["reasons"][0]


@pytest.mark.parametrize("kind", [each for each in DecisionKind if each is not DecisionKind.GUT])
def test_every_decision_is_kept(one: Path, kind: DecisionKind) -> None:
    ran = run("--config", one, "decide", "alba", kind.value, "--as-of", AS_OF)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"Kept: Alba, {kind}")
    assert AS_OF in ran.out


def test_a_snooze_says_when_it_ends(one: Path) -> None:
    ran = run("--config", one, "decide", "alba", "snoozed", "--as-of", AS_OF)
    assert "until 2026-12-15" in ran.out
    ran = run("--config", one, "decide", "alba", "snoozed", "--days", "7", "--as-of", AS_OF)
    assert "until 2026-11-22" in ran.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("snoozed", "--days", "91"),
        ("snoozed", "--days", "0"),
        ("gut",),
        ("gut", "--rating", "5"),
        ("talked", "--rating", "3"),
        ("parted", "--days", "5"),
        ("talked", "--as-of", "2026-13-01"),
        ("talked", "--as-of", "0001-01-01"),
        ("nothing",),
    ],
)
def test_a_decision_that_says_nothing_clear_is_a_usage_error(
    one: Path, arguments: tuple[str, ...]
) -> None:
    ran = run("--config", one, "decide", "Alba", *arguments)
    assert ran.status == 2
    assert "Traceback" not in ran.err
    assert run("--config", one, "decide", "Alba", "gut", "--rating", "0").status == 0


@pytest.mark.parametrize("name", ["", " ", "Nobody"])
def test_a_client_must_be_named_to_be_meant(one: Path, name: str) -> None:
    ran = run("--config", one, "decide", name, "talked")
    assert ran.status == 2
    assert "Known: Alba" in ran.err


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


def test_a_verdict_is_explained_in_words(year: Path) -> None:
    ran = run("--config", year, "explain", "ombrell")
    assert ran.status == 0
    assert ran.out.startswith("Ombrell Estates: let go\n")
    assert "late payments: " in ran.out
    assert "What would change it:" in ran.out
    found = reason(year)
    assert found["sources"][0] in ran.out
    assert "P1_25" not in ran.out


def test_a_verdict_that_was_never_given_says_what_to_run(one: Path) -> None:
    ran = run("--config", one, "explain", "Alba", "--as-of", AS_OF)
    assert ran.status == 1
    assert f"goodterms assess --as-of {AS_OF}" in ran.err


def test_a_dossier_that_cannot_be_written_is_one_line(year: Path, tmp_path: Path) -> None:
    ran = run("--config", year, "dossier", "ombrell", "--out", tmp_path)
    assert ran.status == 1
    assert "cannot be written" in ran.err
