"""The jobs of the service: read, judge, report, hand over what waits, copy the database."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms import pipeline
from goodterms.adapters import backup, watched_folder
from goodterms.adapters.receipts import Receipts
from goodterms.adapters.reply_sender import way_out
from goodterms.app import money_importer
from goodterms.core import due
from goodterms.core.mail import Problem
from goodterms.daemon.patience import Connection
from goodterms.delivery import hand_over
from goodterms.errors import DeliveryError, ImportFileError
from goodterms.ports import Chunk

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from goodterms.adapters.store import SqliteStore
    from goodterms.app import App
    from goodterms.ports import Sender
    from goodterms.reading import Progress

log = logging.getLogger("goodterms")


@dataclass(frozen=True, slots=True, kw_only=True)
class Jobs:
    """One round of jobs over an open database.

    Attributes:
        progress: Told how far a long step is; raises to end it.
        monotonic: Seconds of the clock that nobody sets.
        least_free: Bytes that must be free on the disk before anything is read.
        connection: What became of the reading, for the waiting rule.
    """

    app: App
    store: SqliteStore
    progress: Progress
    monotonic: Callable[[], float]
    least_free: int = backup.FREE_BYTES
    connection: Connection = field(default_factory=Connection)

    def fetch(self, now: datetime) -> None:
        """Read what is new."""
        self._check_space()
        with self.app.open_mailbox() as mailbox:
            started = self.monotonic()
            try:
                found = pipeline.fetch(
                    mailbox, self.store, self.app.reading(), now=now, progress=self._reading
                )
            finally:
                self.connection.lasted = timedelta(seconds=self.monotonic() - started)
        log.info(
            "fetch seen=%d mapped=%d scored=%d rescored=%d invoices=%d problems=%d",
            found.seen,
            found.mapped,
            found.scored,
            found.rescored,
            found.invoices,
            found.problems,
        )

    def files(self, now: datetime) -> None:
        """Import what is new in the watched folder; a file that is refused becomes a problem.

        Raises:
            ImportFileError: The folder cannot be read.
        """
        folder = self.app.settings.import_folder
        if folder is None:
            return
        counts = Counter({"taken": 0, "refused": 0})
        how = pipeline.Importing(clients=self.app.settings.clients)
        for found in watched_folder.pending(folder, self.store.watched(), now=now):
            self.progress("files", counts.total(), counts.total() + 1)
            importer = money_importer(self.app.settings)
            digest = importer.digest(found.path)
            try:
                if not self.store.is_watched(digest):
                    pipeline.import_ledger(importer, self.store, found.path, how, now=now)
                    counts["taken"] += 1
            except ImportFileError as error:
                self.store.refuse_file(found.path.name, str(error))
                counts["refused"] += 1
            self.store.note_watched(found, digest, now)
        log.info("files taken=%d refused=%d", counts["taken"], counts["refused"])

    def assess(self, now: datetime) -> None:
        """Judge every client from what is stored."""
        judging = self.app.judging()
        found = pipeline.assess(self.store, judging, now=now, progress=self.progress)
        log.info("assess clients=%d", len(found))

    def report(self, now: datetime) -> None:
        """Make the report of a period that is over, inside the owner's hours, once.

        What was due while the machine was off leaves late, within `due.LATE`; older ones are
        skipped, and the next report counts that among what went wrong. The due time moves on only
        afterwards: the claimed period, not the clock, is what keeps a second one from being made.

        Raises:
            DeliveryError: The email waits in the outbox.
        """
        workweek, every = self.app.owner.workweek, self.app.settings.report.every
        if due.report_moment(workweek, now=now) > now:
            return
        since = self.store.due("report") or now
        plan = due.report_plan(every, workweek, since=since, now=now)
        for period in plan.skipped:
            self._skip(period, now)
        waiting: tuple[str, ...] = ()
        if plan.period and not self.store.is_digest_off() and not self._left(plan.period, now):
            waiting = self._make(now)
        self.store.set_due("report", due.next_report(every, workweek, now=now))
        if waiting:
            raise DeliveryError("; ".join(waiting))

    def news(self, now: datetime) -> None:
        """Mail what cannot wait for the next report, inside the owner's hours, at most once a week.

        Raises:
            DeliveryError: The email waits in the outbox.
        """
        app = self.app
        if not app.settings.report.events or not app.owner.workweek.is_open(now):
            return
        found = pipeline.assess(self.store, app.judging(), now=now, progress=self.progress)
        sent = pipeline.tell_news(
            self.store, app.renderer(), self._sender(), found, app.reporting(), now=now
        )
        if sent.period:
            log.info("news period=%s sent=%d", sent.period, len(sent.places))
        if sent.waiting:
            raise DeliveryError("; ".join(sent.waiting))

    def outbox(self, now: datetime) -> None:
        """Hand over what waits.

        Raises:
            DeliveryError: Something still waits.
        """
        handed = hand_over(self.store, self._sender(), now=now)
        for period in handed.periods:
            log.info("report period=%s sent=1", period)
        for text in handed.refused:
            log.error("report refused=1 error=%s", text)
        if handed.waiting:
            raise DeliveryError("; ".join(handed.waiting))

    def backup(self, now: datetime) -> None:
        """Copy the database, at most once a night."""
        database = self.app.settings.database
        if backup.is_nightly_due(database, now=now):
            made = backup.make(database, now=now)
            log.info("backup file=%s", made.name)

    def _make(self, now: datetime) -> tuple[str, ...]:
        """Make and send this period's report; return what still waits in the outbox."""
        judging = self.app.judging()
        found = pipeline.assess(self.store, judging, now=now, progress=self.progress)
        sent = pipeline.report(
            self.store,
            self.app.renderer(),
            self._sender(),
            found,
            self.app.reporting(again=False),
            now=now,
        )
        log.info("report period=%s sent=%d", sent.period, len(sent.places))
        if not sent.already and not sent.silent:
            self.store.settle("store")
            self.store.settle("report")
        return sent.waiting

    def _left(self, period: str, now: datetime) -> bool:
        """Return whether the report of a period was made, by the database or by its receipt.

        A database that was restored from a backup does not know what left since.
        """
        if self.store.is_claimed(period):
            return True
        if not Receipts.beside(self.app.settings.database).has_period(period):
            return False
        self.store.claim(period, now)
        return True

    def _skip(self, period: str, now: datetime) -> None:
        if self._left(period, now):
            return
        name = period.partition(":")[2]
        text = f"the report of {name} was skipped: nothing ran when it was due, and now it is late"
        log.warning("%s", text)
        problem = Problem(kind="report", source=period, text=text, code="skipped")
        self.store.save_chunk(self.app.settings.mailbox.account, Chunk(problems=(problem,), at=now))

    def _sender(self) -> Sender:
        app = self.app
        return way_out(app.sender(), self.store, app.settings.database, app.clock)

    def _reading(self, label: str, done: int, total: int) -> None:
        """Pass progress on, count folders that are done, and stop before the disk is full."""
        self.progress(label, done, total)
        if done >= total:
            self.connection.folders += 1
        else:
            self._check_space()

    def _check_space(self) -> None:
        backup.check_space(self.app.settings.database, least=self.least_free)
