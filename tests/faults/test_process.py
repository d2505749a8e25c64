"""Faults 51 and 82 (the half of the report): reload, and an end at every point of a sending."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path

import pytest

import smtp_peer
from builders import OWN, a_client
from goodterms import daemon as service
from goodterms.adapters import mail_key
from goodterms.adapters.eml import EmlSender
from goodterms.adapters.smtp import SmtpSender
from goodterms.adapters.store import open_store
from program import run, write_config
from service_stage import Hands, Stage

MINUTE = timedelta(minutes=1)
SENDING = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)


class Aborted(BaseException):
    """Stands for the end of the process: nobody catches it."""


# --- 82 ------------------------------------------------------------------------------------------


def before_sending(folder: Path) -> Stage:
    """Return a service that has done everything but the report, which is due in a minute."""
    folder.mkdir()
    stage = Stage(folder, Hands(SENDING - MINUTE))
    mail_key.read(stage.database)  # one for all copies: what is stored depends on it
    stage.deliver(3)
    with stage.store() as store:
        store.set_due("report", SENDING)
    stage.daemon().tick()
    return stage


def copied(stage: Stage, folder: Path) -> Stage:
    shutil.copytree(stage.folder, folder)
    hands = Hands(stage.hands.wall, stage.hands.beat)
    return Stage(folder, hands, mailbox=stage.mailbox, sender=stage.sender)


class Way:
    """One way out, and how many emails of a period arrived there."""

    def __init__(self, stage: Stage, inbox: smtp_peer.Inbox | None) -> None:
        clock, self.inbox = stage.hands, inbox
        self.folder = stage.folder / "reports"
        if inbox is None:
            self.sender = EmlSender(self.folder, to=OWN, clock=clock)
        else:
            inbox.letters.clear()
            self.sender = SmtpSender(
                to=OWN, sender=OWN, clock=clock, host=inbox.host, port=inbox.port, security="plain"
            )

    def arrived(self) -> int:
        if self.inbox is not None:
            return len(self.inbox.letters)
        return len(list(self.folder.glob("*"))) if self.folder.exists() else 0


@pytest.fixture(params=["eml", "smtp"])
def inbox(request: pytest.FixtureRequest) -> Iterator[smtp_peer.Inbox | None]:
    if request.param == "eml":
        yield None
        return
    with smtp_peer.serve() as running:
        yield running


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch, on_commit: Callable[[str], None]) -> Iterator[None]:
    """Let every commit of the service be seen."""
    with monkeypatch.context() as patch:
        patch.setattr(service, "open_store", partial(open_store, on_commit=on_commit))
        yield


def finish(stage: Stage) -> str:
    """Start the service anew, let it do what is left, and return the content."""
    for _ in range(3):
        stage.daemon().tick()
    with stage.store() as store:
        return store.dump()


def clean(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> tuple[str, int]:
    """Return the content after an undisturbed sending, and how many commit points it has."""
    points: list[str] = []
    with watched(monkeypatch, points.append):
        stage.daemon().tick()
    return finish(stage), len(points)


def abort_at(stop: int) -> Callable[[str], None]:
    steps = count()

    def abort(_when: str) -> None:
        if next(steps) == stop:
            raise Aborted

    return abort


@pytest.mark.parametrize("refused_first", [False, True], ids=["report", "outbox"])
def test_fault_82_a_sending_cut_at_any_commit_point_ends_the_same_and_sends_once(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    inbox: smtp_peer.Inbox | None,
    refused_first: bool,
) -> None:
    start = before_sending(tmp_path / "start")
    start.hands.wait(2 * MINUTE)
    if refused_first:
        start.sender.broken = True
        start.daemon().tick()
        start.hands.wait(11 * MINUTE)
        with start.store() as store:
            assert len(store.outbox()) == 1
            store.set_due("fetch", start.hands.now() + timedelta(hours=1))
    stage = copied(start, tmp_path / "clean")
    way = Way(stage, inbox)
    stage.sender = way.sender
    expected, points = clean(stage, monkeypatch)
    assert way.arrived() == 1
    assert points >= (4 if refused_first else 10)
    for stop in range(points):
        stage = copied(start, tmp_path / str(stop))
        way = Way(stage, inbox)
        stage.sender = way.sender
        with watched(monkeypatch, abort_at(stop)), pytest.raises(Aborted):
            stage.daemon().tick()
        assert finish(stage) == expected, f"cut at {stop}"
        assert way.arrived() == 1, f"cut at {stop}"


def test_fault_82_a_process_that_ends_right_before_the_sending_sends_when_it_is_back(
    tmp_path: Path,
) -> None:
    stage = before_sending(tmp_path / "a")
    stage.hands.wait(2 * MINUTE)
    sender = stage.sender

    class Cut:
        def send(self, _outgoing: object) -> str:
            raise Aborted

    stage.sender = Cut()
    with pytest.raises(Aborted):
        stage.daemon().tick()
    stage.sender = sender
    finish(stage)
    assert [each.period for each in sender.sent] == ["m:2026-11"]


# --- 51 and signals ------------------------------------------------------------------------------


@contextmanager
def process(config: Path, systemd: Path | None = None) -> Iterator[subprocess.Popen[str]]:
    """Run the real service; its log is its standard error."""
    environment = {**os.environ, **({"NOTIFY_SOCKET": str(systemd)} if systemd else {})}
    with subprocess.Popen(
        [sys.executable, "-m", "goodterms", "--config", str(config), "run"],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def until(running: subprocess.Popen[str], text: str) -> str:
    """Return the first line of the log that holds a text."""
    assert running.stderr
    for line in running.stderr:
        if text in line:
            return line
    pytest.fail(f"the service ended without {text!r}")


def heard(systemd: socket.socket, word: bytes) -> bytes:
    while word not in (said := systemd.recv(200)):
        pass
    return said


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write_config(tmp_path, port=1, password="sesame", clients=[a_client()])


def test_fault_51_a_reload_with_an_error_keeps_the_old_config(config: Path, tmp_path: Path) -> None:
    good = config.read_text(encoding="utf-8")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(30)
        with process(config, tmp_path / "notify") as running:
            heard(systemd, b"READY=1")
            until(running, "assess clients=1")
            config.write_text(good.replace('zone = "Europe/Zagreb"', 'zone = "Europe/Nowhere"'))
            running.send_signal(signal.SIGHUP)
            assert b"MONOTONIC_USEC=" in heard(systemd, b"RELOADING=1")
            line = until(running, "reload refused, the former config stays")
            assert "hours.zone" in line
            heard(systemd, b"READY=1")
            two = [a_client(), a_client("Beta", addresses=("b@beta.example",))]
            write_config(tmp_path, port=1, password="sesame", clients=two)
            running.send_signal(signal.SIGHUP)
            until(running, "reload done clients=2")
            heard(systemd, b"READY=1")
            running.send_signal(signal.SIGTERM)
            assert running.wait(10) == 0


def test_fault_51_another_database_is_not_taken_over_by_a_reload(tmp_path: Path) -> None:
    stage = Stage(tmp_path, Hands(SENDING))
    daemon = stage.daemon()
    daemon.tick()
    app = daemon.app
    stage.configure(store__path="elsewhere.db")
    daemon._reload.set()
    daemon.tick()
    assert daemon.app is app
    assert not (tmp_path / "elsewhere.db").exists()


def test_a_second_service_names_the_process_that_holds_the_database(config: Path) -> None:
    with process(config) as running:
        until(running, "started")
        for arguments in (("run",), ("run", "--once"), ("restore",)):
            ran = run("--config", config, *arguments)
            assert ran.status == 1
            assert f"another goodterms service (process {running.pid}) uses" in ran.err
        assert run("--config", config, "clients").status == 0
        assert run("--config", config, "backup").status == 0
        assert run("--config", config, "status", "--json").value["process"] == running.pid


@pytest.mark.timeout(60)
def test_a_second_signal_ends_the_service_at_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(30)
        port = silent.getsockname()[1]
        config = write_config(tmp_path, port=port, password="sesame", clients=[a_client()])
        with process(config) as running:
            connection, _ = silent.accept()
            with connection, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM):
                running.send_signal(signal.SIGTERM)
                running.send_signal(signal.SIGINT)
                assert running.wait(service.STOP_SECONDS - 1) == 1
