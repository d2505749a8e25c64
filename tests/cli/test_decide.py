from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import a_client
from goodterms.cli.decide import KINDS
from program import Ran, run, write_config

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = "2026-11-15"
OMBRELL = "Ombrell Estates"


@pytest.fixture
def one(tmp_path: Path) -> Path:
    return write_config(tmp_path, port=1, password="x", clients=[a_client("Alba")])


def decide(config: Path, *arguments: str) -> Ran:
    return run("--config", config, "decide", *arguments)


@pytest.mark.parametrize("word", sorted(set(KINDS) - {"gut", "prepare"}))
def test_every_decision_is_kept(one: Path, word: str) -> None:
    ran = decide(one, "alba", word, "--as-of", AS_OF)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"Kept: Alba, {KINDS[word]}")
    assert AS_OF in ran.out


@pytest.mark.parametrize("word", ["snoozed", "kept", "exit_plan", "resumed"])
def test_the_recorded_word_does_as_well(one: Path, word: str) -> None:
    assert decide(one, "alba", word).out.startswith(f"Kept: Alba, {word}")


def test_a_snooze_and_keeping_say_when_they_end(one: Path) -> None:
    for words, until in [
        (("snooze",), "2026-12-15"),
        (("snooze", "--days", "7"), "2026-11-22"),
        (("snooze", "--until", "2026-12-01"), "2026-12-01"),
        (("keep",), "2027-05-16"),
        (("keep", "--until", "2027-01-31"), "2027-01-31"),
    ]:
        assert f"until {until}" in decide(one, "alba", *words, "--as-of", AS_OF).out


@pytest.mark.parametrize(
    "arguments",
    [
        ("snooze", "--days", "91"),
        ("snooze", "--days", "0"),
        ("snooze", "--days", "5", "--until", "2099-01-01"),
        ("snooze", "--until", "2020-01-01"),
        ("keep", "--until", "2099-01-01"),
        ("gut",),
        ("gut", "5"),
        ("gut", "--rating", "5"),
        ("gut", "2", "--rating", "3"),
        ("talked", "--rating", "3"),
        ("talked", "3"),
        ("talked", "--on", "2199-01-01"),
        ("talked", "--on", "2020-01-01"),
        ("prepare",),
        ("parted", "--days", "5"),
        ("talked", "--as-of", "2026-13-01"),
        ("talked", "--as-of", "0001-01-01"),
        ("talked", "--list"),
        ("talked", "--undo", "1"),
        ("nothing",),
        (),
    ],
)
def test_a_decision_that_says_nothing_clear_is_a_usage_error(
    one: Path, arguments: tuple[str, ...]
) -> None:
    ran = decide(one, "Alba", *arguments)
    assert ran.status == 2
    assert "Traceback" not in ran.err
    assert ran.err.strip()
    assert decide(one, "--list").out == "Nothing was decided yet.\n"


@pytest.mark.parametrize("name", ["", " ", "Nobody"])
def test_a_client_must_be_named_to_be_meant(one: Path, name: str) -> None:
    ran = decide(one, name, "talked")
    assert ran.status == 2
    assert "Known: Alba" in ran.err


def test_a_talk_of_the_past_lies_between_the_first_mail_and_today(year: Path) -> None:
    early = decide(year, OMBRELL, "talked", "--on", "2024-01-01")
    assert (early.status, "before the first known mail" in early.err) == (2, True)
    late = decide(year, OMBRELL, "talked", "--on", "2026-11-20", "--as-of", "2026-11-16")
    assert (late.status, "lies in the future" in late.err) == (2, True)
    ran = decide(year, OMBRELL, "talked", "--on", "2026-03-14", "--note", "no nights", "--json")
    assert ran.status == 0
    assert ran.value["decided_on"] == "2026-03-14"
    listed = decide(year, OMBRELL, "--list", "--json").value
    assert ran.value in [{k: v for k, v in each.items() if k != "undone"} for each in listed]
    assert {each["client"] for each in listed} == {OMBRELL}


def test_a_decision_is_taken_back_and_stays_on_record(one: Path) -> None:
    decide(one, "Alba", "parting", "--as-of", AS_OF)
    ran = decide(one, "--undo", "1", "--as-of", AS_OF)
    assert ran.out.startswith("Kept: Alba, took 1 back")
    assert decide(one, "--list").out.splitlines() == [
        f"   1  {AS_OF}  Alba, parting (taken back)",
        f"   2  {AS_OF}  Alba, took 1 back",
    ]
    again = decide(one, "--undo", "1")
    assert (again.status, "already taken back" in again.err) == (2, True)
    assert decide(one, "--undo", "2", "--as-of", AS_OF).status == 0
    assert "(taken back)" not in decide(one, "--list").out.splitlines()[0]
    assert decide(one, "--undo", "99").status == 2


def verdict(config: Path, client: str) -> tuple[str, dict]:
    ran = run("--config", config, "assess", "--as-of", "2026-11-16", "--json")
    row = next(each for each in ran.value if each["client"] == client)
    return row["verdict"], row["course"]


def test_what_is_decided_moves_the_verdict_and_taking_it_back_moves_it_again(year: Path) -> None:
    assert verdict(year, OMBRELL)[0] == "let_go"
    for word, said in [("keep", "talk"), ("parting", "parting"), ("snooze", "snoozed")]:
        kept = decide(year, OMBRELL, word, "--as-of", "2026-11-16", "--json").value
        assert verdict(year, OMBRELL)[0] == said
        decide(year, "--undo", str(kept["id"]), "--as-of", "2026-11-16")
        assert verdict(year, OMBRELL)[0] == "let_go"


def test_without_the_recorded_talk_a_first_run_stops_at_talk(year: Path) -> None:
    for number in (1, 6, 9):  # the talks of two clients
        decide(year, "--undo", str(number), "--as-of", "2026-11-16")
    found, course = verdict(year, OMBRELL)
    # the demo's own verdict of that morning told the owner
    assert (found, course["told_on"], course["waits_until"]) == ("talk", "2026-11-16", "2027-01-11")
    assert course["talk_since"] < "2026-04-01"
    decide(year, OMBRELL, "talked", "--on", "2026-03-14", "--as-of", "2026-11-16")
    found, course = verdict(year, OMBRELL)
    assert (found, course["told_on"]) == ("let_go", "2026-03-14")
