from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from builders import a_client
from program import run, write_config

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = ("--as-of", "2026-11-16")


@pytest.fixture
def one(tmp_path: Path) -> Path:
    clients = [a_client("Alba"), a_client("Borea", addresses=("bo@borea.example",), domains=())]
    return write_config(tmp_path, port=1, password="x", clients=clients)


def dossier(config: Path, *arguments: object):
    return run("--config", config, "dossier", *map(str, arguments), *AS_OF)


def steps(config: Path, client: str = "alba") -> dict[str, str]:
    found = dossier(config, client, "--json").value
    return {each["name"]: each["state"] for each in found["steps"]}


def test_words_are_kept_shown_and_taken_back(one: Path) -> None:
    ran = dossier(one, "alba", "--step", "contract=done", "--note", "30 days,  clause 7")
    assert (ran.status, ran.out) == (0, "Kept as 1: ways_out=done, 2026-11-16\n")
    assert steps(one)["ways_out"] == "done"
    assert steps(one, "borea")["ways_out"] == "todo"
    shown = dossier(one, "alba", "--list").out
    assert "[x] ways_out: done (owner, 2026-11-16)" in shown
    assert "   1  2026-11-16  ways_out=done: 30 days, clause 7" in shown
    back = dossier(one, "alba", "--undo", "1")
    assert (back.status, back.out) == (0, "Taken back: ways_out=done of 2026-11-16\n")
    assert steps(one)["ways_out"] == "todo"
    assert "(taken back)" in dossier(one, "alba", "--list").out


def test_several_steps_are_said_at_once_or_none_is(one: Path) -> None:
    ran = dossier(one, "alba", "--step", "money=done", "--step", "calm=done")
    assert (ran.status, ran.out) == (2, "")
    assert dossier(one, "alba", "--json").value["words"] == []
    ran = dossier(one, "alba", "--step", "money=done", "--step", "access:hosting=not-needed")
    assert ran.status == 0
    words = dossier(one, "alba", "--json").value["words"]
    assert [each["step"] for each in words] == ["money", "access:hosting"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--step", "contract"),
        ("--step", "contract=maybe"),
        ("--step", "nothing=done"),
        ("--step", "repeated=done"),
        ("--step", "reason=done", "--note", "word " * 21),
        ("--step", "trial=open"),
        ("--step", "trial=open", "--on", "2046-01-01"),
        ("--step", "trial=open", "--on", "0001-01-01"),
        ("--step", "right_decision=done"),
        ("--step", "right_decision=done", "--rating", "5"),
        ("--step", "money=done", "--rating", "1"),
        ("--step", "money=done", "--undo", "1"),
        ("--undo", "0"),
        ("--undo", "77"),
        ("--note", "alone"),
        ("--rating", "2"),
        ("--on", "2026-12-01"),
    ],
)
def test_a_word_that_says_nothing_clear_is_a_usage_error(one: Path, arguments: tuple) -> None:
    ran = dossier(one, "alba", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    assert dossier(one, "alba", "--json").value["words"] == []


def test_words_of_one_client_are_not_taken_back_by_another_name(one: Path) -> None:
    dossier(one, "alba", "--step", "money=done")
    ran = dossier(one, "borea", "--undo", "1")
    assert ran.status == 2
    assert steps(one)["money"] == "done"


def test_a_folder_holds_page_drafts_and_calendar(one: Path, tmp_path: Path) -> None:
    dossier(one, "alba", "--step", "trial=open", "--on", "2026-12-01", "--note", "two rounds")
    out = tmp_path / "alba"
    ran = dossier(one, "alba", "--out", out)
    assert ran.status == 0
    names = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    kinds = ("talk", "closing", "handover", "referral", "reset")
    drafts = {f"drafts/{kind}.{language}.txt" for kind in kinds for language in ("en", "hr")}
    assert {"dossier.html", *drafts} <= names
    assert len([name for name in names if name.startswith("calendar/")]) == 2
    assert all(f"Wrote {out / name}" in ran.out for name in names)
    assert all(path.stat().st_mode & 0o077 == 0 for path in out.rglob("*") if path.is_file())


def test_a_page_alone_is_one_file_in_the_language_asked_for(one: Path, tmp_path: Path) -> None:
    page = tmp_path / "alba.html"
    ran = dossier(one, "alba", "--out", page, "--language", "hr")
    assert (ran.status, ran.out) == (0, f"Wrote {page}\n")
    assert '<html lang="hr">' in page.read_text(encoding="utf-8")


def test_a_page_that_cannot_be_written_is_one_line(one: Path, tmp_path: Path) -> None:
    (tmp_path / "full.html").mkdir()
    ran = dossier(one, "alba", "--out", tmp_path / "full.html")
    assert ran.status == 1
    assert "cannot be written" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_the_list_is_the_same_in_json_and_in_lines(one: Path) -> None:
    lines = dossier(one, "alba", "--list").out.splitlines()
    states = steps(one)
    assert [line[4:].partition(":")[0] for line in lines if line.startswith("[")] == list(states)
    assert len(states) == 9


def test_a_name_that_no_client_has_is_a_usage_error(one: Path) -> None:
    assert dossier(one, "Nobody", "--list").status == 2
