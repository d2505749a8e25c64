"""The database on a bad day: one clear line, the documented status, and nothing lost."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import a_client
from goodterms.adapters import store as store_file
from goodterms.adapters.store import open_store
from goodterms.demo import server
from imap_peers import PASSWORD, USER
from program import Ran, run, write_config

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from goodterms.demo.server import Served

NOW = datetime.now(UTC)  # noqa: TID251 - real mail for a program that reads the real clock

RECEIVED, SENT = 420, 30

SOURCE = str(Path(store_file.__file__).parents[2])


def letter(number: int, sender: str, to: str) -> server.Stored:
    at = NOW - timedelta(days=300) + timedelta(hours=7 * number)
    source = (
        f"From: {sender}\r\nTo: {to}\r\nSubject: Poster {number}\r\n"
        f"Message-ID: <{number}.{sender}>\r\nDate: {format_datetime(at)}\r\n\r\n"
        f"Please send me draft {number} today.\r\n"
    )
    return source.encode(), at, ()


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """A mailbox whose first reading takes several commits."""
    ana, mara = "ana@alba.example", "mara@studio.example"
    folders = {
        "INBOX": [letter(each, ana, mara) for each in range(RECEIVED)],
        "Sent": [letter(each, mara, ana) for each in range(SENT)],
    }
    with server.serve(folders, user=USER, password=PASSWORD) as running:
        yield running


@pytest.fixture
def config(served: Served, tmp_path: Path) -> Path:
    return write_config(tmp_path, port=served.port, password=PASSWORD, clients=[a_client()])


@pytest.fixture(scope="module")
def whole(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database after an undisturbed reading; never written to."""
    folder = tmp_path_factory.mktemp("whole")
    path = write_config(folder, port=served.port, password=PASSWORD, clients=[a_client()])
    assert run("--config", path, "fetch", "--json").value["mapped"] == RECEIVED + SENT
    return folder / "goodterms.db"


def database(config: Path) -> Path:
    return config.parent / "goodterms.db"


def content(path: Path) -> list[str]:
    """Return the dump without when, and at what cost in bytes, it was read."""
    own = ("meta ", "traffic ", "folder ")
    with open_store(path) as store:
        return [line for line in store.dump().splitlines() if not line.startswith(own)]


def one_line(ran: Ran) -> str:
    assert ran.status == 1
    (line,) = ran.err.strip().splitlines()
    assert "Traceback" not in line
    return line


@contextmanager
def process(config: Path, before: Callable[[], None] | None = None) -> Iterator[subprocess.Popen]:
    """Run a real `goodterms fetch`."""
    command = [sys.executable, "-m", "goodterms", "--config", str(config), "fetch", "--json"]
    started = subprocess.Popen(  # the limit must be set between fork and exec
        command,
        env={**os.environ, "PYTHONPATH": SOURCE},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,  # noqa: PLW1509
    )
    with started:
        yield started


def stored_messages(path: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM message").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def kill_at(config: Path, messages: int) -> None:
    """End a reading without any clean-up as soon as so many messages are stored."""
    with process(config) as reading:
        while reading.poll() is None and stored_messages(database(config)) < messages:
            time.sleep(0.002)
        reading.kill()
    assert reading.returncode in {-signal.SIGKILL, 0}


def test_a_reading_that_is_killed_again_and_again_ends_with_the_same_content(
    config: Path, whole: Path
) -> None:
    for messages in (1, RECEIVED):
        kill_at(config, messages)
    assert run("--config", config, "fetch").status == 0
    assert content(database(config)) == content(whole)


def test_a_disk_that_fills_up_keeps_what_was_read_and_the_next_run_goes_on(
    config: Path, whole: Path
) -> None:
    enough_for_a_part = 400_000

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (enough_for_a_part, enough_for_a_part))

    with process(config, limit) as reading:
        out, err = reading.communicate()
    assert "nothing was lost" in one_line(Ran(status=reading.returncode, out=out, err=err))
    kept = stored_messages(database(config))
    assert 0 < kept < RECEIVED + SENT
    again = run("--config", config, "fetch", "--json").value
    assert again["seen"] == RECEIVED + SENT - kept
    assert content(database(config)) == content(whole)


def test_a_database_in_use_is_waited_for_and_then_named(
    config: Path, whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database(config).write_bytes(whole.read_bytes())
    monkeypatch.setattr(store_file, "BUSY_TIMEOUT_MS", 50)
    with closing(sqlite3.connect(database(config), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "in use by another program" in one_line(run("--config", config, "fetch"))
        other.execute("ROLLBACK")
    assert run("--config", config, "fetch").status == 0
    assert content(database(config)) == content(whole)


DAMAGED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "zero length": (lambda _: b"", "is empty"),
    "cut in half": (lambda good: good[: len(good) // 2], "damaged"),
    # Wide enough that every command has to read some of it: a page that nobody reads is found by
    # the daemon's and doctor's check of the whole file.
    "overwritten inside": (lambda good: good[:8_192] + b"\xff" * 40_000 + good[48_192:], "damaged"),
    "no database": (lambda _: b"Dear diary,\n" * 500, "not a Good Terms database"),
    "another program's": (lambda good: good[:68] + b"\0" * 4 + good[72:], "another program"),
    "from a newer version": (lambda good: good[:60] + b"\0\0\0\x63" + good[64:], "schema 99"),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_database_that_cannot_be_used_is_named_by_every_command_and_left_as_it_is(
    config: Path, whole: Path, kind: str
) -> None:
    damage, said = DAMAGED[kind]
    bad = damage(whole.read_bytes())
    database(config).write_bytes(bad)
    for command in ("fetch", "assess", "clients", "report"):
        line = one_line(run("--config", config, command))
        assert said in line
        assert str(database(config)) in line
    assert database(config).read_bytes() == bad
    assert not list(config.parent.glob("reports"))


def test_a_directory_where_nothing_can_be_made_is_named(served: Served, tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.touch()
    config = write_config(
        tmp_path,
        port=served.port,
        password=PASSWORD,
        clients=[a_client()],
        store__path=str(place / "goodterms.db"),
    )
    assert "who may write there" in one_line(run("--config", config, "fetch"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_directory_that_is_read_only_is_named_and_its_database_untouched(
    config: Path, whole: Path
) -> None:
    database(config).write_bytes(whole.read_bytes())
    database(config).chmod(0o400)
    config.parent.chmod(0o500)
    try:
        line = one_line(run("--config", config, "fetch"))
    finally:
        config.parent.chmod(0o700)
    assert "who" in line
    assert database(config).read_bytes() == whole.read_bytes()


def test_a_database_that_others_could_read_is_closed_to_them_by_the_next_command(
    config: Path, whole: Path
) -> None:
    database(config).write_bytes(whole.read_bytes())
    database(config).chmod(0o666)
    assert run("--config", config, "clients").status == 0
    assert database(config).stat().st_mode & 0o777 == 0o600
