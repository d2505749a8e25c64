"""The folder of money files that the service looks into: each file once, and never touched."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from goodterms.adapters import watched_folder
from goodterms.errors import ImportFileError
from program import run
from service_stage import Hands, Stage

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HEADER = "number,issue_date,due_date,client,total,paid,status,currency\n"
ROW = "A-1,2026-01-31,2026-03-02,Alba,100.00,0,sent,EUR\n"


class Watch:
    """A service with a folder, and what is put into it."""

    def __init__(self, folder: Path) -> None:
        self.stage = Stage(folder, Hands(NOON))
        self.folder = folder / "money"
        self.folder.mkdir()
        self.stage.configure(import__folder="money")
        self.daemon = self.stage.daemon()
        self.daemon.tick()

    def put(self, name: str, text: str, *, age: timedelta = 2 * MINUTE) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        at = (self.stage.hands.now() - age).timestamp()
        os.utime(path, (at, at))
        return path

    def tick(self) -> None:
        self.stage.hands.wait(MINUTE)
        self.daemon.tick()

    def numbers(self) -> list[str]:
        with self.stage.store() as store:
            return [each.number for each in store.ledger()[0]]

    def problems(self) -> list[str]:
        with self.stage.store() as store:
            return [each.text for each in store.problems() if each.kind == "file"]


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    return Watch(tmp_path)


def test_a_file_is_imported_and_left_as_it_is(watch: Watch) -> None:
    path = watch.put("a.csv", HEADER + ROW)
    before = path.stat()
    watch.tick()
    assert watch.numbers() == ["A-1"]
    after = path.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
    assert path.read_text(encoding="utf-8") == HEADER + ROW
    assert [each.name for each in watch.folder.iterdir()] == ["a.csv"]


def test_a_file_that_is_still_written_waits(watch: Watch) -> None:
    watch.put("a.csv", HEADER + ROW, age=-MINUTE / 2)
    watch.tick()
    assert watch.numbers() == []
    watch.tick()
    assert watch.numbers() == ["A-1"]


def test_the_same_file_again_is_nothing(watch: Watch) -> None:
    watch.put("a.csv", HEADER + ROW)
    watch.tick()
    with watch.stage.store() as store:
        before = store.dump()
    watch.tick()
    watch.put("copy.csv", HEADER + ROW)
    watch.tick()
    with watch.stage.store() as store:
        told = ("document ", "ledger_", "source_file ", "problem ")
        assert [line for line in store.dump().splitlines() if line.startswith(told)] == [
            line for line in before.splitlines() if line.startswith(told)
        ]


def test_a_new_edition_of_a_file_is_read(watch: Watch) -> None:
    watch.put("a.csv", HEADER + ROW)
    watch.tick()
    watch.put("a.csv", HEADER + ROW + ROW.replace("A-1", "A-2"), age=MINUTE)
    watch.tick()
    assert watch.numbers() == ["A-1", "A-2"]


def test_a_refused_file_is_told_once_and_no_more_when_it_was_mended(watch: Watch) -> None:
    watch.put("a.csv", "hello\n")
    watch.put("b.csv", HEADER + ROW)
    watch.tick()
    watch.tick()
    (text,) = watch.problems()
    assert "a.csv" in text
    assert watch.numbers() == ["A-1"]
    config = watch.stage.folder / "config.toml"
    assert text in run("--config", config, "status").out
    assert run("--config", config, "status", "--json").value["refused_files"] == [text]
    watch.put("a.csv", HEADER + ROW.replace("A-1", "A-2"), age=MINUTE)
    watch.tick()
    assert watch.problems() == []
    assert watch.numbers() == ["A-1", "A-2"]


def test_a_file_that_was_taken_back_is_not_taken_again(watch: Watch) -> None:
    path = watch.put("a.csv", HEADER + ROW)
    watch.tick()
    ran = run("--config", watch.stage.folder / "config.toml", "import", "--undo", path)
    assert ran.status == 0
    watch.put("renamed.csv", HEADER + ROW)
    watch.tick()
    assert watch.numbers() == []


def test_a_folder_that_is_gone_is_a_failure_until_it_is_back(watch: Watch) -> None:
    watch.folder.rmdir()
    watch.tick()
    wait = watch.stage.wait_of("files")
    assert wait is not None
    assert "money cannot be read" in wait.text
    watch.folder.mkdir()
    watch.tick()
    assert watch.stage.wait_of("files") is None


def test_an_idle_folder_writes_nothing(watch: Watch) -> None:
    watch.put("a.csv", HEADER + ROW)
    watch.tick()
    with watch.stage.store() as store:
        before = store.dump()
    watch.stage.hands.wait(timedelta(seconds=30))
    watch.daemon.tick()
    with watch.stage.store() as store:
        assert store.dump() == before


def test_hidden_unfinished_linked_and_empty_files_are_left_alone(watch: Watch) -> None:
    for name in (".a.csv", "a.csv.part", "a.csv.crdownload", "~$a.csv", "a.csv~", "b\x1b[2J.csv"):
        watch.put(name, HEADER + ROW)
    watch.put("empty.csv", "")
    outside = watch.stage.folder / "outside.csv"
    outside.write_text(HEADER + ROW, encoding="utf-8")
    (watch.folder / "link.csv").symlink_to(outside)
    (watch.folder / "below").mkdir()
    later = NOON + timedelta(days=1)
    assert watched_folder.pending(watch.folder, {}, now=later) == ()


def test_a_folder_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ImportFileError, match="cannot be read"):
        watched_folder.pending(tmp_path / "none", {}, now=NOON)


def test_many_files_are_taken_in_turns(tmp_path: Path) -> None:
    for number in range(watched_folder.MOST_AT_ONCE + 5):
        (tmp_path / f"{number:03}.csv").write_text("x", encoding="utf-8")
    now = datetime.fromtimestamp((tmp_path / "000.csv").stat().st_mtime, tz=UTC) + 5 * MINUTE
    found = watched_folder.pending(tmp_path, {}, now=now)
    assert len(found) == watched_folder.MOST_AT_ONCE
    known = {each.path.name: (each.size, each.changed_ns) for each in found}
    assert len(watched_folder.pending(tmp_path, known, now=now)) == 5
