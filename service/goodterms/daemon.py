"""The service: a scheduler that only ticks, and jobs whose due times live in the database.

Each tick runs what is due and sets the next due time *before* the work, so that a crash cannot do a
thing twice in a row. A failing job is logged, and tried again with a growing delay. Source of the
recipe: healthchecks' sendreports, and IMAP study 0.8 on the scheduler's defaults.
"""

from __future__ import annotations

import logging
import os
import random
import signal
import socket
import threading
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from apscheduler.schedulers.background import BackgroundScheduler

from goodterms import pipeline
from goodterms.core import due
from goodterms.errors import (
    CertificateError,
    DeliveryError,
    GoodTermsError,
    SignInError,
    UnreachableError,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from types import FrameType

    from goodterms.adapters.store import SqliteStore
    from goodterms.app import App

log = logging.getLogger("goodterms")

TICK_SECONDS = 30
STOP_SECONDS = 6
"""SIGTERM must end the service within 10 s; a reading that is cut goes on at its last chunk."""


class Stopping(Exception):  # noqa: N818 - not an error: the owner asked for it
    """Raised inside a long step when the service is asked to stop."""


@dataclass
class Daemon:
    """The running service; `run` returns when it was asked to stop."""

    app: App
    stop: threading.Event = field(default_factory=threading.Event)
    failures: dict[str, int] = field(default_factory=dict)

    def run(self) -> None:
        """Tick until SIGTERM or SIGINT, then stop within `STOP_SECONDS`."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._asked)
        scheduler = BackgroundScheduler(timezone="UTC")
        scheduler.add_job(
            self._safe_tick,
            "interval",
            seconds=TICK_SECONDS,
            next_run_time=self.app.clock.now(),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        scheduler.start()
        notify("READY=1")
        log.info("started accounts=1 clients=%d", len(self.app.settings.clients))
        self.stop.wait()
        notify("STOPPING=1")
        waiter = threading.Thread(target=scheduler.shutdown, daemon=True)
        waiter.start()
        waiter.join(STOP_SECONDS)
        log.info("stopped clean=%s", not waiter.is_alive())
        if waiter.is_alive():
            # a read that hangs would keep its thread and us; what is not committed rolls back
            logging.shutdown()
            os._exit(0)

    def _asked(self, _number: int, _frame: FrameType | None) -> None:
        if self.stop.is_set():
            os._exit(1)  # asked twice: leave at once, the open transaction rolls back
        self.stop.set()

    def _safe_tick(self) -> None:
        try:
            self.tick()
        except Stopping:
            log.info("stopping in the middle of a step")
        except GoodTermsError as error:
            log.error("tick error=%s", error)  # noqa: TRY400 - expected, no traceback
        notify("WATCHDOG=1")

    def tick(self) -> None:
        """Run every job that is due, in the order of the pipeline."""
        with self.app.open_store() as store:
            for name, job in (
                ("fetch", self._fetch),
                ("assess", self._assess),
                ("report", self._report),
            ):
                if self.stop.is_set():
                    return
                self._run_if_due(store, name, job)

    def _run_if_due(
        self, store: SqliteStore, name: str, job: Callable[[SqliteStore, datetime], None]
    ) -> None:
        now = self.app.clock.now()
        at = store.due(name)
        if at is None:
            at = self._first(name, now)
            store.set_due(name, at)
        if at > now:
            return
        store.set_due(name, self._next(name, now))
        try:
            job(store, now)
        except (SignInError, CertificateError, UnreachableError, DeliveryError) as error:
            count = self.failures[name] = self.failures.get(name, 0) + 1
            wait = due.retry_delay(error_kind(error), count, chance=random.random())  # noqa: S311 - jitter
            store.set_due(name, now + wait)
            log.warning("%s failed=%d retry_in_s=%d error=%s", name, count, wait.seconds, error)
        else:
            self.failures.pop(name, None)

    def _first(self, name: str, now: datetime) -> datetime:
        """Return when a job that never ran is due: at once, but a report not before its day."""
        return self._next(name, now) if name == "report" else now

    def _next(self, name: str, now: datetime) -> datetime:
        if name == "fetch":
            minutes = self.app.settings.mailbox.poll_minutes
            return now + timedelta(minutes=minutes * random.uniform(0.8, 1.2))  # noqa: S311 - jitter
        return due.next_run(name, self.app.settings.report.every, self.app.owner.workweek, now=now)

    def _fetch(self, store: SqliteStore, now: datetime) -> None:
        with self.app.open_mailbox() as mailbox:
            found = pipeline.fetch(
                mailbox, store, self.app.reading(), now=now, progress=self._progress
            )
        log.info(
            "fetch seen=%d mapped=%d scored=%d problems=%d",
            found.seen,
            found.mapped,
            found.scored,
            found.problems,
        )

    def _assess(self, store: SqliteStore, now: datetime) -> None:
        found = pipeline.assess(store, self.app.judging(), now=now, progress=self._progress)
        log.info("assess clients=%d", len(found))

    def _report(self, store: SqliteStore, now: datetime) -> None:
        """Send the report, unless the machine woke up outside the owner's hours.

        Raises:
            DeliveryError: An email waits in the outbox; a retry sends it and makes no second one.
        """
        moment = due.report_moment(self.app.owner.workweek, now=now)
        if moment > now:
            store.set_due("report", moment)
            return
        found = pipeline.assess(store, self.app.judging(), now=now, progress=self._progress)
        sent = pipeline.report(
            store,
            self.app.renderer(),
            self.app.sender(),
            found,
            self.app.reporting(again=False),
            now=now,
        )
        log.info("report period=%s sent=%d", sent.period, len(sent.places))
        if sent.waiting:
            raise DeliveryError("; ".join(sent.waiting))

    def _progress(self, label: str, done: int, total: int) -> None:
        """Feed the watchdog with real progress; end a long step when asked to stop."""
        del label, done, total
        if self.stop.is_set():
            raise Stopping
        notify("WATCHDOG=1")


def error_kind(error: GoodTermsError) -> str:
    """Return the error class that the waiting rule knows.

    A delivery may have failed on a refused login, so it is not tried more often than a sign-in.
    """
    if isinstance(error, SignInError | DeliveryError):
        return "sign_in"
    return "certificate" if isinstance(error, CertificateError) else "transient"


def notify(text: str) -> None:
    """Tell systemd, when it listens: one datagram, no library (IMAP study b.10)."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    name = "\0" + address[1:] if address.startswith("@") else address
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        try:
            channel.sendto(text.encode(), name)
        except OSError as error:
            log.debug("notify error=%s", error)
