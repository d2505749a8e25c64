"""The service: a scheduler that only ticks, and jobs whose due times live in the database.

Each tick runs what is due (`jobs`, `timetable`). A failing job is logged and tried again as its
kind of trouble allows (`patience`). Sources of the recipe: healthchecks' sendreports; IMAP study
0.8 on the scheduler's defaults, b.9 on process and storage.
"""

from __future__ import annotations

import logging
import os
import random
import signal
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from apscheduler.schedulers.background import BackgroundScheduler

from goodterms.adapters import attention, backup, instance_lock
from goodterms.adapters.store import open_store
from goodterms.adapters.store_health import RESTORABLE, examine
from goodterms.adapters.systemd import notify
from goodterms.core.mail import Problem
from goodterms.daemon import page, patience
from goodterms.daemon.bell import OURS, Bell, listening
from goodterms.daemon.jobs import Jobs
from goodterms.daemon.patience import JOBS
from goodterms.daemon.standing import standing
from goodterms.daemon.timetable import Pulse, Timetable
from goodterms.errors import DeliveryError, GoodTermsError, StoreError
from goodterms.ports import Chunk

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from goodterms.adapters.store import SqliteStore
    from goodterms.app import App

log = logging.getLogger("goodterms")

TICK_SECONDS = 30

LOOK_SECONDS = 10.0
"""How often the clock is looked at: the scheduler waits for a wall time that may be set back."""

STOP_SECONDS = 6
"""SIGTERM must end the service within 10 s; a reading that is cut goes on at its last chunk."""

LONGEST_PAUSE_SECONDS = 900.0
"""Longest pause while the database cannot be used at all."""


class Stopping(Exception):  # noqa: N818 - not an error: the owner asked for it
    """Raised inside a long step when the service is asked to stop."""


@dataclass
class Daemon:
    """The running service; `run` returns when it was asked to stop.

    Attributes:
        app: What it works with; SIGHUP replaces it.
        anew: Reads the config again; None when it cannot be.
        monotonic: Seconds of the clock that nobody sets.
        chance: Uniform numbers from 0 to 1, for jitter.
        least_free: Bytes that must be free on the disk before anything is read.
        failures: How often each job failed since the start.
    """

    app: App
    anew: Callable[[], App] | None = None
    monotonic: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random
    least_free: int = backup.FREE_BYTES
    stop: threading.Event = field(default_factory=threading.Event)
    failures: dict[str, int] = field(default_factory=dict)
    _reload: threading.Event = field(default_factory=threading.Event)
    _pulse: Pulse = field(init=False)
    _thorough: bool = True
    _try_all: bool = False
    _stumbles: int = 0
    _resume: float = float("-inf")

    def __post_init__(self) -> None:
        self._pulse = Pulse(self._now, self.monotonic)

    def _now(self) -> datetime:
        return self.app.clock.now()  # not bound once: a new config brings a new app

    # --- process ---------------------------------------------------------------------------------

    def run(self) -> None:
        """Tick until SIGTERM or SIGINT, then stop within `STOP_SECONDS`.

        Raises:
            StoreError: Another service uses the database, or it cannot be used and not restored.
        """
        numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
        with (
            instance_lock.held(self.app.settings.database),
            listening(numbers) as bell,
            page.served(lambda: self.app, self._reload.set),
        ):
            self._open().close()
            scheduler = BackgroundScheduler(timezone="UTC")
            scheduler.add_job(
                self._safe_tick,
                "interval",
                id="tick",
                seconds=TICK_SECONDS,
                next_run_time=self._now(),
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
            scheduler.start()
            notify("READY=1")
            log.info("started accounts=1 clients=%d", len(self.app.settings.clients))
            self._watch(scheduler, bell)
            self._end(scheduler, bell)

    def _watch(self, scheduler: BackgroundScheduler, bell: Bell) -> None:
        """Return when asked to stop; wake the scheduler when the config or the clock changed."""
        pulse = Pulse(self._now, self.monotonic)
        while True:
            number = bell.heard(LOOK_SECONDS)
            if number in {signal.SIGTERM, signal.SIGINT}:
                return
            if number == signal.SIGHUP:
                notify(f"RELOADING=1\nMONOTONIC_USEC={time.monotonic_ns() // 1000}")
                self._reload.set()
            if number == signal.SIGHUP or pulse.jump():
                scheduler.modify_job("tick", next_run_time=self._now())

    def _end(self, scheduler: BackgroundScheduler, bell: Bell) -> None:
        """Wait for a running step to end; a second signal, or a read that hangs, ends at once."""
        self.stop.set()
        notify("STOPPING=1")

        def shut() -> None:
            scheduler.shutdown()
            bell.ring()

        threading.Thread(target=shut, daemon=True).start()
        number = bell.heard(STOP_SECONDS)
        log.info("stopped clean=%s", number == OURS)
        if number != OURS:
            # what is not committed rolls back; the thread that hangs would keep us
            logging.shutdown()
            os._exit(0 if number is None else 1)

    # --- one tick --------------------------------------------------------------------------------

    def _safe_tick(self) -> None:
        try:
            if self.monotonic() >= self._resume or self._reload.is_set():
                self.tick()
                self._stumbles = 0
        except Stopping:
            log.info("stopping in the middle of a step")
        except GoodTermsError as error:
            # the database itself: nothing can be noted in it
            pause = min(LONGEST_PAUSE_SECONDS, TICK_SECONDS * 2.0**self._stumbles)
            self._stumbles += 1
            self._thorough = True
            self._resume = self.monotonic() + pause
            log.error("tick retry_in_s=%d error=%s", pause, error)  # noqa: TRY400 - expected
            attention.say(self.app.settings.database, [str(error)])
        self._reread()  # asked for while a step ran: this is a safe boundary too
        notify("WATCHDOG=1")

    def tick(self) -> None:
        """Run every job that is due, in the order of the pipeline."""
        self._reread()
        jump = self._pulse.jump()
        with self._open() as store:
            table = Timetable(self.app, store, self.chance)
            if jump:
                table.shift(jump)
            now = self._now()
            table.keep_calendar(now)
            if self._try_all:
                self._try_all = False
                table.try_all(now)
            ran = [job for job in JOBS if not self.stop.is_set() and self._run(store, table, job)]
            patience.tell(store, self.app.settings.database)
            if ran:
                now = self._now()
                values = standing(self.app, store, now=now).values(now=now)
                attention.show(self.app.settings.database, values)

    def _run(self, store: SqliteStore, table: Timetable, name: str) -> bool:
        """Run one job if it is due; return whether it was."""
        now = self._now()
        if not table.is_due(name, now):
            return False
        jobs = Jobs(
            app=self.app,
            store=store,
            progress=self._progress,
            monotonic=self.monotonic,
            least_free=self.least_free,
        )
        table.begin(name, now)
        try:
            getattr(jobs, name)(now)
        except GoodTermsError as error:
            self.failures[name] = self.failures.get(name, 0) + 1
            self._thorough = self._thorough or isinstance(error, StoreError)
            failure = patience.failure_of(
                error, jobs.connection, secret=patience.fingerprint(self.app)
            )
            after = self._now()
            # an email that waits is the outbox's affair; the report itself is made
            job = "outbox" if isinstance(error, DeliveryError) else name
            wait = patience.failed(
                store, job, failure, jobs.connection, now=after, chance=self.chance()
            )
            table.failed(job, wait)
            seconds = (wait.until - after).total_seconds()
            log.warning("%s failed=%d retry_in_s=%d error=%s", job, wait.attempts, seconds, error)
        else:
            table.done(name, self._now())
            self.failures.pop(name, None)
        return True

    def _progress(self, label: str, done: int, total: int) -> None:
        """Feed the watchdog with real progress; end a long step when asked to stop."""
        del label, done, total
        if self.stop.is_set():
            raise Stopping
        notify("WATCHDOG=1")

    # --- database and config ---------------------------------------------------------------------

    def _open(self) -> SqliteStore:
        """Open the database; one that is damaged is put aside for its newest sound backup."""
        path = self.app.settings.database
        try:
            store = open_store(path, thorough=self._thorough)
        except StoreError:
            finding = examine(path)
            if finding.health not in RESTORABLE or next(backup.sound(path), None) is None:
                raise
            now = self._now()
            used, aside = backup.restore(path, None, now=now)
            store = open_store(path)
            text = (
                f"{finding.text}; the backup {used.name} took its place"
                + (f", the old file is kept as {aside.name}" if aside else "")
                + "; mail since then is read again, decisions made since then are lost"
            )
            log.error("%s", text)  # noqa: TRY400 - expected, no traceback
            problem = Problem(kind="store", source=path.name, text=text, code="restored")
            chunk = Chunk(problems=(problem,), at=now)
            store.save_chunk(self.app.settings.mailbox.account, chunk)
        self._thorough = False
        return store

    def _reread(self) -> None:
        """Read the config again when asked to; one that cannot be used changes nothing."""
        if not self._reload.is_set():
            return
        self._reload.clear()
        try:
            self._replace()
        except GoodTermsError as error:
            log.error("reload refused, the former config stays: %s", error)  # noqa: TRY400 - expected
        else:
            log.info("reload done clients=%d", len(self.app.settings.clients))
        notify("READY=1")

    def _replace(self) -> None:
        if self.anew is None:
            return
        app = self.anew()
        _ = app.owner  # a country nobody knows shows here
        if app.settings.database != self.app.settings.database:
            message = "another [store] path needs a restart"
            raise StoreError(message, hint="systemctl restart goodterms")
        self.app = app
        self._try_all = True
