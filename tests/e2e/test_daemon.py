"""The service as systemd would run it: ready, working, and gone within ten seconds of SIGTERM."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from builders import CLIENT, OWN, a_client
from goodterms.adapters.clock import FixedClock
from goodterms.adapters.store import open_store
from goodterms.app import App
from goodterms.daemon import Daemon, patience
from goodterms.demo import server
from goodterms.settings import load
from imap_peers import PASSWORD
from program import write_config

SENT = datetime(2026, 11, 10, 9, tzinfo=UTC)
MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)
LETTER = (
    f"From: {CLIENT}\r\nTo: {OWN}\r\nSubject: Hi\r\nMessage-ID: <{{0}}@a.example>\r\n"
    "\r\nHello there.\r\n"
)


def letters(count: int) -> list[tuple[bytes, datetime, tuple[str, ...]]]:
    return [(LETTER.format(n).encode(), SENT + timedelta(minutes=n), ()) for n in range(count)]


@pytest.fixture
def served() -> server.Served:
    with server.serve({"INBOX": letters(5)}, user="mara", password=PASSWORD) as found:
        yield found


@pytest.fixture
def config(served: server.Served, tmp_path: Path) -> Path:
    return write_config(tmp_path, port=served.port, password=PASSWORD, clients=[a_client()])


def a_daemon(config: Path, at: datetime) -> Daemon:
    return Daemon(App(load(config, state=config.parent), FixedClock(at)))


def test_it_says_ready_works_and_stops_within_ten_seconds(config: Path, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(60)
        process = subprocess.Popen(
            [sys.executable, "-m", "goodterms", "--config", str(config), "run"],
            env=os.environ | {"NOTIFY_SOCKET": str(tmp_path / "notify")},
            stderr=subprocess.PIPE,
            text=True,
        )
        assert systemd.recv(100) == b"READY=1"
        assert process.stderr
        for line in process.stderr:
            if line.startswith("INFO assess"):
                break
        process.send_signal(signal.SIGTERM)
        _, rest = process.communicate(timeout=10)
    assert process.returncode == 0
    assert "stopped clean=True" in rest
    with open_store(tmp_path / "goodterms.db") as store:
        assert len(store.facts("Alba").messages) == 5


def test_a_job_is_not_repeated_before_it_is_due_again(config: Path) -> None:
    daemon = a_daemon(config, MONDAY)
    daemon.tick()
    with open_store(config.parent / "goodterms.db") as store:
        first = store.due("fetch")
        assert first is not None
        assert first > MONDAY
        daemon.tick()
        assert store.due("fetch") == first
        assert store.due("assess") == MONDAY + timedelta(days=1)


def test_the_first_report_comes_on_its_day_and_only_once(config: Path) -> None:
    a_daemon(config, MONDAY).tick()
    reports = config.parent / "reports"
    assert not reports.exists()
    first_of_december = datetime(2026, 12, 1, 8, 31, tzinfo=UTC)
    a_daemon(config, first_of_december).tick()
    assert [each.name for each in reports.iterdir()] == ["report-m-2026-11.eml"]
    (reports / "report-m-2026-11.eml").unlink()
    a_daemon(config, first_of_december + timedelta(hours=2)).tick()
    assert list(reports.iterdir()) == []


def test_a_report_that_was_slept_over_waits_for_working_hours(config: Path) -> None:
    a_daemon(config, MONDAY).tick()
    saturday = datetime(2026, 12, 5, 22, tzinfo=UTC)
    a_daemon(config, saturday).tick()
    assert not (config.parent / "reports").exists()
    a_daemon(config, datetime(2026, 12, 7, 8, 31, tzinfo=UTC)).tick()
    assert (config.parent / "reports" / "report-m-2026-11.eml").exists()


def test_a_report_that_could_not_leave_is_tried_again_soon_and_sent_once(
    config: Path, caplog: pytest.LogCaptureFixture
) -> None:
    a_daemon(config, MONDAY).tick()
    reports = config.parent / "reports"
    reports.write_text("a file where the folder should be")
    first_of_december = datetime(2026, 12, 1, 8, 31, tzinfo=UTC)
    a_daemon(config, first_of_december).tick()
    assert "the report was not written" in caplog.text
    with open_store(config.parent / "goodterms.db") as store:
        wait = patience.wait_of(store, "outbox")
        assert wait
        assert wait.until == first_of_december + timedelta(minutes=10)
        assert len(store.outbox()) == 1
    reports.unlink()
    a_daemon(config, first_of_december + timedelta(minutes=11)).tick()
    assert [each.name for each in reports.iterdir()] == ["report-m-2026-11.eml"]
    with open_store(config.parent / "goodterms.db") as store:
        assert store.outbox() == []


def test_a_failing_mailbox_is_tried_again_later_and_harms_nothing_else(
    config: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (config.parent / "imap.secret").write_text("wrong\n")
    daemon = a_daemon(config, MONDAY)
    daemon.tick()
    assert daemon.failures == {"fetch": 1}
    assert "wrong" not in caplog.text
    with open_store(config.parent / "goodterms.db") as store:
        assert store.due("fetch") == MONDAY + timedelta(minutes=10)
        assert store.due("assess") == MONDAY + timedelta(days=1)


def test_no_address_subject_or_word_of_a_mail_is_logged(
    config: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="goodterms")
    a_daemon(config, MONDAY).tick()
    assert "fetch seen=5" in caplog.text
    for secret in (CLIENT, "Hello", "Hi", PASSWORD):
        assert secret not in caplog.text


def test_a_server_that_says_nothing_does_not_hold_the_stop_up(tmp_path: Path) -> None:
    """A read that hangs in a thread must not outlive SIGTERM by more than ten seconds."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(60)
        port = silent.getsockname()[1]
        config = write_config(tmp_path, port=port, password=PASSWORD, clients=[a_client()])
        process = subprocess.Popen(
            [sys.executable, "-m", "goodterms", "--config", str(config), "run"],
            stderr=subprocess.PIPE,
            text=True,
        )
        connection, _ = silent.accept()
        with connection:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=10)
    assert process.returncode == 0


def test_a_tick_with_nothing_due_writes_nothing(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    daemon = a_daemon(config, MONDAY)
    daemon.tick()
    commits: list[str] = []
    watched = partial(open_store, on_commit=commits.append)
    monkeypatch.setattr("goodterms.daemon.open_store", watched)
    before = {each: each.stat().st_mtime_ns for each in config.parent.glob("*.json")}
    daemon.tick()
    assert commits == []
    assert before == {each: each.stat().st_mtime_ns for each in config.parent.glob("*.json")}
    assert before
