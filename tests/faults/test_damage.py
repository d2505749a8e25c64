"""Fault 81, the file: damaged, cut off, gone or not ours; restored if it can be, else refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from builders import a_client
from goodterms.adapters import backup, schema, store_health
from goodterms.adapters.store import open_store
from goodterms.errors import StoreError
from program import run, write_config
from service_stage import Hands, Stage

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEFORE = datetime(2026, 11, 26, 9, tzinfo=UTC)
NIGHT = datetime(2026, 11, 27, 3, tzinfo=UTC)
"""Half an hour after the nightly copy is due in Zagreb."""


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path, Hands(BEFORE))
    stage.deliver(3)
    return stage


def messages(stage: Stage) -> int:
    with stage.store() as found:
        return len(found.facts("Alba").messages)


def overwritten(good: bytes) -> bytes:
    middle = len(good) // 2
    return good[:middle] + b"\xa5" * 9_000 + good[middle + 9_000 :]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "zero length": lambda _: b"",
    "cut in half": lambda good: good[: len(good) // 2],
    "overwritten inside": overwritten,
    "header gone": lambda good: b"\0" * 100 + good[100:],
}


def damage(stage: Stage, kind: str) -> bytes:
    bad = DAMAGE[kind](stage.database.read_bytes())
    stage.database.write_bytes(bad)
    return bad


@pytest.mark.parametrize("kind", DAMAGE)
def test_fault_81_the_service_restores_a_damaged_database_from_its_nightly_copy(
    stage: Stage, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    daemon = stage.daemon()
    daemon.tick()
    stage.hands.wait(NIGHT - stage.hands.wall)
    daemon.tick()
    stage.deliver(2)
    stage.hands.wait(HOUR)
    daemon.tick()
    assert messages(stage) == 5
    bad = damage(stage, kind)
    caplog.clear()
    daemon = stage.daemon()
    daemon.tick()
    assert messages(stage) == 5, "what came since the copy is read again"
    assert caplog.text.count("took its place") == 1
    (aside,) = [each for each in stage.folder.glob("goodterms.db.aside-*") if each.suffix != ""]
    assert aside.read_bytes() == bad
    with stage.store() as found:
        (problem,) = found.problems()
    assert (problem.kind, problem.code) == ("store", "restored")
    stage.hands.wait(datetime(2026, 12, 1, 8, 31, tzinfo=UTC) - stage.hands.wall)
    daemon.tick()
    (sent,) = stage.sender.sent
    assert "1 message or row could not be read" in sent.text
    with stage.store() as found:
        assert found.problems() == []


def test_fault_81_damage_that_shows_only_at_work_is_repaired_at_the_next_tick(
    stage: Stage,
) -> None:
    daemon = stage.daemon()
    daemon.tick()
    stage.hands.wait(NIGHT - stage.hands.wall)
    daemon.tick()
    with closing(sqlite3.connect(stage.database)) as connection:
        query = "SELECT rootpage, page_size FROM sqlite_master, pragma_page_size WHERE name = ?"
        page, size = connection.execute(query, ["verdict"]).fetchone()
    with stage.database.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)
    stage.hands.wait(DAY)
    daemon.tick()
    assert daemon.failures["assess"] == 1
    assert not list(stage.folder.glob("goodterms.db.aside-*"))
    stage.hands.wait(HOUR)
    daemon.tick()
    assert list(stage.folder.glob("goodterms.db.aside-*"))
    assert stage.wait_of("assess") is None
    assert messages(stage) == 3


def test_fault_81_a_damaged_copy_is_passed_over_for_an_older_one(stage: Stage) -> None:
    daemon = stage.daemon()
    daemon.tick()
    for _ in range(2):
        stage.hands.wait(DAY)
        daemon.tick()
    newest, older = store_health.backups(stage.database)
    newest.write_bytes(overwritten(newest.read_bytes()))
    damage(stage, "zero length")
    assert backup.restore_alone(stage.database, None, now=stage.hands.now())[0] == older
    assert messages(stage) == 3


def test_fault_81_a_report_sent_after_the_copy_is_not_sent_again_by_the_restored_database(
    stage: Stage,
) -> None:
    daemon = stage.daemon()
    stage.hands.wait(datetime(2026, 12, 1, 3, tzinfo=UTC) - stage.hands.wall - DAY)
    daemon.tick()
    stage.hands.wait(DAY)
    daemon.tick()
    assert len(store_health.backups(stage.database)) == 1
    stage.hands.wait(6 * HOUR)
    daemon.tick()
    assert [each.period for each in stage.sender.sent] == ["m:2026-11"]
    damage(stage, "zero length")
    daemon = stage.daemon()
    for _ in range(3):
        stage.hands.wait(HOUR)
        daemon.tick()
    assert [each.period for each in stage.sender.sent] == ["m:2026-11"]


@pytest.mark.parametrize("kind", ["zero length", "cut in half"])
def test_fault_81_without_a_copy_the_service_refuses_and_touches_nothing(
    stage: Stage, kind: str
) -> None:
    stage.daemon().tick()
    bad = damage(stage, kind)
    with pytest.raises(StoreError, match=r"cut off|damaged"):
        stage.daemon().run()
    assert stage.database.read_bytes() == bad
    assert not list(stage.folder.glob("*.aside-*"))


def sql(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (f"PRAGMA user_version = {schema.SCHEMA_VERSION + 1}", "written by a newer version"),
        ("PRAGMA application_id = 7", "database of another program"),
    ],
)
def test_fault_81_a_newer_or_foreign_database_is_refused_even_when_there_are_copies(
    stage: Stage, statement: str, said: str
) -> None:
    stage.daemon().tick()
    backup.make(stage.database, now=BEFORE)
    sql(stage.database, statement)
    sql(stage.database, "PRAGMA journal_mode = DELETE")
    before = stage.database.read_bytes()
    with pytest.raises(StoreError, match=said):
        stage.daemon().run()
    assert stage.database.read_bytes() == before


@pytest.mark.parametrize("kind", [*DAMAGE, "gone"])
def test_fault_81_a_command_refuses_and_names_the_copy_and_what_to_type(
    tmp_path: Path, kind: str
) -> None:
    config = write_config(tmp_path, port=1, password="sesame", clients=[a_client()])
    path = tmp_path / "goodterms.db"
    open_store(path).close()
    assert run("--config", config, "backup").status == 0
    (copy,) = store_health.backups(path)
    if kind == "gone":
        path.unlink()
    else:
        path.write_bytes(DAMAGE[kind](path.read_bytes()))
    ran = run("--config", config, "assess")
    assert ran.status == 1
    assert f"`goodterms restore {copy}`" in ran.err
    assert run("--config", config, "restore", copy).status == 0
    assert run("--config", config, "assess").status == 3
