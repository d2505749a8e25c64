"""Fault 81, the disk: locked, full or closed to us, nothing is lost and the owner knows."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from goodterms.adapters import backup, store, store_health
from goodterms.adapters.store import open_store
from goodterms.errors import StoreError
from service_stage import Hands, Stage

HOUR = timedelta(hours=1)
BEFORE = datetime(2026, 11, 26, 9, tzinfo=UTC)
NOBODY = 65534


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path, Hands(BEFORE))
    stage.deliver(3)
    return stage


def messages(stage: Stage) -> int:
    with stage.store() as found:
        return len(found.facts("Alba").messages)


# --- locked --------------------------------------------------------------------------------------


@contextmanager
def locked(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let another program hold the right to write, and our patience be short."""
    for module in (store, store_health, backup):
        monkeypatch.setattr(module, "BUSY_TIMEOUT_MS", 50)
    with closing(sqlite3.connect(stage.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_fault_81_a_database_locked_by_another_writer_is_waited_for_and_tried_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    daemon = stage.daemon()
    daemon.tick()
    stage.deliver(2)
    stage.hands.wait(HOUR)
    with locked(stage, monkeypatch):
        daemon._safe_tick()
        assert "in use by another program" in caplog.text
        assert "in use by another program" in (stage.folder / "attention.txt").read_text()
    stage.hands.wait(HOUR)
    daemon._safe_tick()
    assert messages(stage) == 5
    assert not (stage.folder / "attention.txt").exists()


def test_fault_81_a_pause_after_a_locked_database_grows_and_ends(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    daemon = stage.daemon()
    daemon.tick()
    stage.hands.wait(HOUR)
    with locked(stage, monkeypatch):
        for _ in range(20):
            daemon._safe_tick()
            stage.hands.wait(timedelta(seconds=30))
    assert [caplog.text.count(f"retry_in_s={each} ") for each in (30, 60, 120, 240)] == [1] * 4


def test_fault_81_a_snapshot_that_another_writer_outdated_does_not_refuse_the_next_write(
    stage: Stage,
) -> None:
    with stage.store() as ours, closing(sqlite3.connect(stage.database)) as other:
        assert ours.due("fetch") is None
        other.execute("INSERT INTO job VALUES ('report', '2026-12-01T08:30:00Z')")
        other.commit()
        ours.set_due("fetch", BEFORE)
        assert ours.due("report") is not None


# --- full or closed ------------------------------------------------------------------------------


@dataclass
class Disk:
    """A disk of two megabytes; where none can be mounted, a limit on the size of files."""

    folder: Path
    mounted: bool
    limit: tuple[int, int] = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(self, left: int) -> None:
        """Leave so many bytes."""
        if not self.mounted:
            size = (self.folder / "goodterms.db").stat().st_size + left
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, self.limit[1]))
            return
        size = shutil.disk_usage(self.folder).free - left
        (self.folder / "filler").write_bytes(b"\0" * size)

    def free(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, self.limit)
        (self.folder / "filler").unlink(missing_ok=True)


@pytest.fixture
def disk() -> Iterator[Disk]:
    folder = tempfile.mkdtemp()
    mount, umount = shutil.which("mount") or "mount", shutil.which("umount") or "umount"
    order = [mount, "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder]
    mounted = not subprocess.run(order, check=False, capture_output=True).returncode
    made = Disk(Path(folder), mounted)
    try:
        yield made
    finally:
        made.free()
        if mounted:
            subprocess.run([umount, "-l", folder], check=True)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("left", [0, 60_000], ids=["full", "filling up"])
def test_fault_81_a_full_disk_pauses_the_service_and_what_was_missed_comes_later(
    disk: Disk, caplog: pytest.LogCaptureFixture, left: int
) -> None:
    stage = Stage(disk.folder, Hands(BEFORE))
    stage.deliver(3)
    daemon = stage.daemon()
    daemon.tick()
    stage.deliver(300)
    disk.fill(left)
    for _ in range(3):
        stage.hands.wait(HOUR)
        daemon._safe_tick()
    assert "nothing was lost" in caplog.text
    disk.free()
    for _ in range(2):
        stage.hands.wait(HOUR)
        daemon._safe_tick()
    assert messages(stage) == 303
    assert stage.wait_of("fetch") is None
    assert not (disk.folder / "attention.txt").exists()


def test_fault_81_too_little_free_space_stops_a_reading_before_it_begins(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    daemon = stage.daemon()
    daemon.least_free = 1 << 60
    daemon.tick()
    assert stage.attempts == []
    assert "MB are needed; reading pauses" in caplog.text
    assert "Free some space" in (stage.folder / "attention.txt").read_text(encoding="utf-8")
    daemon.least_free = 0
    stage.hands.wait(HOUR)
    daemon.tick()
    assert messages(stage) == 3


@contextmanager
def as_nobody(folder: Path) -> Iterator[None]:
    """Lose the right to write in a folder: root has it everywhere, so be somebody else."""
    if os.geteuid() != 0:
        folder.chmod(0o500)
        try:
            yield
        finally:
            folder.chmod(0o700)
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_fault_81_a_read_only_directory_is_named_and_the_database_left_alone() -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        folder.chmod(0o755)
        path = folder / "goodterms.db"
        open_store(path).close()
        path.chmod(0o444)
        good = path.read_bytes()
        with as_nobody(folder):
            with pytest.raises(StoreError, match="goodterms") as caught:
                open_store(path)
            with pytest.raises(StoreError, match="who may write there"):
                open_store(folder / "other.db")
            with pytest.raises(StoreError, match="cannot be written"):
                backup.make(path, now=BEFORE)
        assert "who" in caught.value.hint
        assert path.read_bytes() == good
    finally:
        shutil.rmtree(folder)
