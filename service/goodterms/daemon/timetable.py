"""When each job is due: the stored times, and what a changed clock or calendar does to them."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.adapters import watched_folder
from goodterms.core import due, waiting
from goodterms.daemon import patience
from goodterms.errors import ImportFileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from goodterms.adapters.store import SqliteStore
    from goodterms.app import App
    from goodterms.core.waiting import Wait

log = logging.getLogger("goodterms")

POLL_JITTER = 0.2
"""A reading comes this share of its period earlier or later (IMAP study b.8)."""


UNTIMED = frozenset({"report", "outbox", "files"})
"""Jobs that are due by what waits for them; they have no time of their own."""


@dataclass(slots=True)
class Pulse:
    """Compares the wall clock with the one nobody sets, from one look to the next."""

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    _wall: datetime | None = None
    _beat: float = 0.0

    def jump(self) -> timedelta:
        """Return by how much the clock was set since the last look."""
        wall, beat = self.now(), self.monotonic()
        before, self._wall = self._wall, wall
        passed, self._beat = beat - self._beat, beat
        if before is None:
            return timedelta()
        return due.jump(wall - before, timedelta(seconds=passed))


@dataclass(frozen=True, slots=True)
class Timetable:
    """Due times of the jobs in one database."""

    app: App
    store: SqliteStore
    chance: Callable[[], float]

    def shift(self, by: timedelta) -> None:
        """Move every wait with a clock that was set back, so that it lasts as long as it was meant.

        Due times are pulled in by themselves (`is_due`). A clock set forward needs nothing: what
        became due is done at once, and only once.
        """
        log.warning("clock jump_s=%d", by.total_seconds())
        if by >= timedelta():
            return
        for job, wait in patience.waits(self.store).items():
            patience.keep(self.store, job, waiting.moved(wait, by))

    def keep_calendar(self, now: datetime) -> None:
        """Set the times that follow the owner's calendar anew when zone, hours or period changed.

        What is overdue stays so.
        """
        every, workweek = self.app.settings.report.every, self.app.owner.workweek
        off = f"{sorted(workweek.leave)} {workweek.away} {workweek.periods}"
        calendar = f"{every} {workweek.zone} {workweek.windows} {off}"
        digest = hashlib.sha256(calendar.encode()).hexdigest()[:16]
        if self.store.note("calendar") == digest:
            return
        for job in ("report", "news", "backup"):
            at = self.store.due(job)
            if at is not None and at > now:
                self.store.set_due(job, due.next_run(job, every, workweek, now=now))
        self.store.set_note("calendar", digest)

    def is_due(self, job: str, now: datetime) -> bool:
        """Return whether a job is to run now; sets its first time and corrects an absurd one."""
        if job == "outbox" and not self.store.outbox():
            # cut off between the last handing over and this note, or sent by hand
            patience.keep(self.store, job, None)
            return False
        if job == "files" and not self._has_files(now):
            patience.keep(
                self.store, job, None
            )  # none configured any more, or it is readable again
            return False
        wait = self._wait(job, now)
        at = now if job in {"outbox", "files"} else self._at(job, wait, now)
        return at <= now and (wait is None or wait.until <= now)

    def begin(self, job: str, now: datetime) -> None:
        """Set the next time *before* the work, so that a crash cannot do it twice in a row.

        A sign-in that was refused before counts as refused again until it succeeds. Reports are
        guarded by their claimed period instead.
        """
        if job not in UNTIMED:
            wait = patience.wait_of(self.store, job)
            refused = waiting.next_refusal(wait, now=now)
            if wait is not None and refused is not None:
                patience.keep(self.store, job, waiting.until(wait, refused))
            self.store.set_due(job, refused or self._next(job, now))

    def done(self, job: str, now: datetime) -> None:
        """Note that a job went well."""
        wait = patience.wait_of(self.store, job)
        if wait is None:
            return
        log.info("%s is well again after=%d since=%s", job, wait.attempts, wait.since.isoformat())
        patience.keep(self.store, job, None)
        if job not in UNTIMED:
            self.store.set_due(job, self._next(job, now))

    def failed(self, job: str, wait: Wait) -> None:
        """Set when a failed job is tried again."""
        if job not in UNTIMED:
            self.store.set_due(job, wait.until)

    def try_all(self, now: datetime) -> None:
        """Let every job that waits after a failure be tried now: the owner asked for it."""
        for job, wait in patience.waits(self.store).items():
            patience.keep(self.store, job, waiting.until(wait, now))
            self.failed(job, waiting.until(wait, now))

    def _at(self, job: str, wait: Wait | None, now: datetime) -> datetime:
        """Return when a job is due; a time further ahead than its period is pulled in."""
        stored = self.store.due(job)
        if stored is None:
            at = now if job in {"fetch", "assess"} else self._next(job, now)
        else:
            latest = self._latest(job, now)
            at = due.pulled_in(stored, max(latest, wait.until) if wait else latest)
        if at != stored:
            self.store.set_due(job, at)
        return at

    def _has_files(self, now: datetime) -> bool:
        """Return whether the watched folder holds something new, or cannot be read."""
        folder = self.app.settings.import_folder
        if folder is None:
            return False
        try:
            return bool(watched_folder.pending(folder, self.store.watched(), now=now))
        except ImportFileError:
            return True  # the job says so

    def _wait(self, job: str, now: datetime) -> Wait | None:
        """Return what a job waits for, unless the cause is gone."""
        wait = patience.wait_of(self.store, job)
        if wait is None:
            return None
        if job == "fetch":
            read_at = self.store.freshness(self.app.settings.mailbox.account).mail_at
            if waiting.is_over(wait, secret=patience.fingerprint(self.app), read_at=read_at):
                patience.keep(self.store, job, None)
                self.store.set_due(job, now)
                return None
        nearer = waiting.pulled_in(wait, now=now)
        if nearer != wait:
            patience.keep(self.store, job, nearer)
        return nearer

    def _next(self, job: str, now: datetime) -> datetime:
        if job == "fetch":
            return now + self._poll(1.0 + POLL_JITTER * (2.0 * self.chance() - 1.0))
        return due.next_run(job, self.app.settings.report.every, self.app.owner.workweek, now=now)

    def _latest(self, job: str, now: datetime) -> datetime:
        if job == "fetch":
            return now + self._poll(1.0 + POLL_JITTER)
        return due.next_run(job, self.app.settings.report.every, self.app.owner.workweek, now=now)

    def _poll(self, share: float) -> timedelta:
        return timedelta(minutes=self.app.settings.mailbox.poll_minutes * share)
