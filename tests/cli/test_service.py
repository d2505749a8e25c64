from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from builders import a_client
from goodterms.adapters.store import open_store
from goodterms.adapters.store_health import backups
from goodterms.core import waiting
from goodterms.core.waiting import Failure, Trouble
from goodterms.daemon import patience
from program import run, write_config

if TYPE_CHECKING:
    from pathlib import Path

    from imap_peers import Peer


def config(folder: Path, *, port: int, peer: Peer) -> Path:
    values = {"owner__addresses": ["mara@studio.example"], "mailbox__user": peer.user}
    return write_config(folder, port=port, password=peer.password, clients=[a_client()], **values)


@pytest.fixture
def lonely(tmp_path: Path) -> Path:
    """A config whose mailbox nobody serves."""
    return write_config(tmp_path, port=1, password="sesame", clients=[a_client()])


def test_once_does_what_is_due_and_then_nothing(busy: Peer, tmp_path: Path) -> None:
    path = config(tmp_path, port=busy.port, peer=busy)
    assert run("--config", path, "run", "--once").status == 0
    (client,) = run("--config", path, "clients", "--json").value
    assert client["messages"] == 10
    assert client["verdict"] == "learning"
    assert run("--config", path, "run", "--once").status == 0


def test_once_ends_with_1_when_a_job_failed(lonely: Path) -> None:
    ran = run("--config", lonely, "run", "--once")
    assert ran.status == 1
    assert ran.out == ""


def test_status_says_how_a_mailbox_stands_that_was_read(busy: Peer, tmp_path: Path) -> None:
    path = config(tmp_path, port=busy.port, peer=busy)
    run("--config", path, "run", "--once")
    ran = run("--config", path, "status", "--json")
    assert ran.status == 0, ran.out
    found = ran.value
    assert found["account"] == f"{busy.user}@127.0.0.1"
    assert datetime.fromisoformat(found["last_sync"]) < datetime.fromisoformat(found["next_sync"])
    assert found["backlog"] == {"folders": 0, "outbox": 0}
    assert (found["errors"], found["notices"], found["process"]) == ([], [], None)
    assert found["token"] == "password, accepted"
    written = json.loads((tmp_path / "status.json").read_text(encoding="utf-8"))
    assert written["last_sync"] == found["last_sync"]
    text = run("--config", path, "status")
    assert text.status == 0
    assert "last reading 20" in text.out


def test_status_before_any_reading_is_that_of_old_data(lonely: Path) -> None:
    ran = run("--config", lonely, "status")
    assert ran.status == 3
    assert "last reading never" in ran.out
    assert "mail: no verdict can rest on it" in ran.out


def test_status_names_a_lasting_failure_since_when_and_ends_with_1(lonely: Path) -> None:
    run("--config", lonely, "run", "--once")
    ran = run("--config", lonely, "status", "--json")
    (error,) = ran.value["errors"]
    assert (error["job"], error["kind"], error["attempts"]) == ("fetch", "lost", 1)
    assert ran.status == 3, "one lost connection is not yet a failure"
    since = datetime.fromisoformat(error["since"]) - timedelta(hours=2)
    failure = Failure(trouble=Trouble.LOST, text="no answer")
    with open_store(lonely.parent / "goodterms.db") as store:
        patience.keep(store, "fetch", waiting.failed(None, failure, now=since, chance=1.0))
    ran = run("--config", lonely, "status")
    assert ran.status == 1
    assert f"failing      fetch since {since:%Y-%m-%d %H:%M}" in ran.out


def test_status_of_a_damaged_database_is_1_and_says_so(lonely: Path) -> None:
    (lonely.parent / "goodterms.db").write_bytes(b"")
    ran = run("--config", lonely, "status", "--json")
    assert ran.status == 1
    assert "is empty" in ran.value["error"]


def test_a_backup_is_kept_and_put_back(lonely: Path) -> None:
    database = lonely.parent / "goodterms.db"
    open_store(database).close()
    ran = run("--config", lonely, "backup")
    (copy,) = backups(database)
    assert (ran.status, ran.out) == (0, f"Kept: {copy}\n")
    database.write_bytes(b"")
    ran = run("--config", lonely, "restore")
    assert ran.status == 0
    assert f"In place: {copy}" in ran.out
    assert "Kept aside:" in ran.out
    assert run("--config", lonely, "clients").status == 0


def test_a_restore_without_any_backup_says_so(lonely: Path) -> None:
    open_store(lonely.parent / "goodterms.db").close()
    ran = run("--config", lonely, "restore")
    assert ran.status == 1
    assert "there is no sound backup" in ran.err
