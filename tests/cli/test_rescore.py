"""`goodterms fetch --rescore`, and what `status` and the report say until it is done."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from builders import a_client
from program import run, write_config

if TYPE_CHECKING:
    from pathlib import Path

    from imap_peers import Peer


@pytest.fixture
def scored(busy: Peer, tmp_path: Path) -> Path:
    """The config of a mailbox that was read with an earlier model."""
    values = {"owner__addresses": ["mara@studio.example"], "mailbox__user": busy.user}
    path = write_config(
        tmp_path, port=busy.port, password=busy.password, clients=[a_client()], **values
    )
    assert run("--config", path, "fetch").status == 0
    with closing(sqlite3.connect(database(path))) as connection:
        assert connection.execute("UPDATE message SET model = 'old' WHERE model <> ''").rowcount
        connection.commit()
    return path


def database(config: Path) -> Path:
    (found,) = config.parent.rglob("goodterms.db")
    return found


def tone(config: Path) -> dict[str, int]:
    return run("--config", config, "status", "--json").value["scores"]


def test_all_old_texts_are_read_again_at_once_and_a_second_run_does_nothing(scored: Path) -> None:
    before = tone(scored)
    assert before["waiting"] == before["scored"] > 0
    said = run("--config", scored, "status").out
    assert f"{before['waiting']} of {before['scored']} scored messages wait" in said
    preview = run("--config", scored, "report", "--preview").out
    assert "scored by an earlier model" in preview
    assert "wait for the new model" in run("--config", scored, "doctor").out
    ran = run("--config", scored, "fetch", "--rescore")
    assert (ran.status, ran.err) == (0, "")
    assert f", {before['waiting']} scored again, " in ran.out
    assert tone(scored) == {**before, "waiting": 0}
    assert "wait for the new model" not in run("--config", scored, "status").out
    assert "scored by an earlier model" not in run("--config", scored, "report", "--preview").out
    again = run("--config", scored, "fetch", "--rescore", "--json")
    assert (again.value["rescored"], again.value["problems"]) == (0, 0)


def test_the_next_reading_reads_them_again_by_itself(scored: Path) -> None:
    waiting = tone(scored)["waiting"]
    assert run("--config", scored, "fetch", "--json").value["rescored"] == waiting
    assert tone(scored)["waiting"] == 0


def test_the_help_says_what_it_does() -> None:
    text = " ".join(run("fetch", "--help").out.split())
    assert "--rescore" in text
    assert "What is gone keeps its old scores" in text
