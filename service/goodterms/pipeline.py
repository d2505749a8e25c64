"""The whole program in four functions; read this file first.

    fetch   folders | cursor -> search -> envelopes -> client? -> noise? -> bodies -> facts | store
    import  file    | rows -> client? -> documents, payments, problems                      | store
    assess  store   | facts -> incidents -> estimate -> ladder -> reasons -> verdict row    | store
    report  store   | due? -> claim -> view -> words -> outbox -> send                      | sender

Each takes ports, settings and `now`, and returns what it did. None holds a rule of its own: rules
are in `core`, and everything that touches the world is behind a port. Measured facts are written
once; incidents, estimates and verdicts are computed from them anew each time, so that a changed
working week or price changes the past too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Protocol

from goodterms.core import dossier, due, row, sync
from goodterms.core import report as views
from goodterms.core.edition import Edition, period_key
from goodterms.core.findings import Privacy
from goodterms.core.history import History
from goodterms.core.mail import Problem
from goodterms.core.portfolio import Portfolio
from goodterms.core.summary import FetchSummary, ImportSummary
from goodterms.core.worth import Book
from goodterms.errors import DeliveryError, FolderError
from goodterms.ports import Chunk
from goodterms.reading import crowded_hours, read_chunk, search

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from goodterms.core.client import Client, Freshness
    from goodterms.core.portfolio import Judging
    from goodterms.core.report import Report
    from goodterms.core.sync import Cursor, FolderState
    from goodterms.core.verdict import Assessment
    from goodterms.ports import Importer, LedgerFile, Mailbox, Renderer, Sender, Store
    from goodterms.reading import Reading


class Progress(Protocol):
    """Told how far a long step is."""

    def __call__(self, label: str, done: int, total: int) -> None:
        """Show it."""
        ...


# --- fetch ---------------------------------------------------------------------------------------


def fetch(
    mailbox: Mailbox, store: Store, reading: Reading, *, now: datetime, progress: Progress
) -> FetchSummary:
    """Read what is new in every folder; each chunk and its cursor are one transaction.

    A folder that cannot be read becomes a problem and the others go on, but only a reading of all
    folders counts as fresh. A lost connection ends the step (`MailboxError`); the next run goes on
    after the last chunk that was stored.
    """
    cursors = store.cursors(reading.account)
    total = FetchSummary()
    for state in mailbox.folders():
        cursor = cursors.get(state.name)
        try:
            found = _fetch_folder(mailbox, store, reading, state, cursor, progress)
        except FolderError as error:
            problem = Problem(kind="folder", source=state.name, text=error.message)
            store.save_chunk(reading.account, Chunk(problems=(problem,)))
            found = FetchSummary(problems=1, unread=1)
        total = total.plus(found)
    if not total.unread:
        store.finish_fetch(reading.account, now)
    return total


def _fetch_folder(
    mailbox: Mailbox,
    store: Store,
    reading: Reading,
    state: FolderState,
    cursor: Cursor | None,
    progress: Progress,
) -> FetchSummary:
    """Read one folder from where its cursor stands; nothing to do when the server has no news."""
    total = FetchSummary(folders=1)
    if sync.is_read(cursor, state, mapping=reading.mapping_digest):
        return total
    state = mailbox.examine(state.name)
    cursor = sync.start(cursor, state, mapping=reading.mapping_digest)
    for step in sync.steps(cursor, state):
        uids = search(mailbox, reading, step.low, step.high)
        crowded = crowded_hours(mailbox, reading, cursor, step, uids)
        for number, chunk in enumerate(sync.chunks(step, uids)):
            progress(state.name, number * sync.CHUNK, len(uids))
            cursor = sync.after_chunk(cursor, step, chunk)
            read, found = read_chunk(mailbox, reading, chunk, crowded, cursor)
            store.save_chunk(reading.account, read)
            total = total.plus(found)
        cursor = sync.after_step(cursor, step)
        store.save_chunk(reading.account, Chunk(cursor=cursor))
        progress(state.name, len(uids), len(uids))
    return total


# --- import --------------------------------------------------------------------------------------


def import_ledger(
    importer: Importer,
    store: Store,
    path: Path,
    *,
    clients: Sequence[Client],
    now: datetime,
    dry_run: bool,
) -> tuple[LedgerFile, ImportSummary]:
    """Read one money file and keep its good rows together; a second time changes nothing."""
    read = importer.read(path, clients=clients, known=store.mappings())
    unmapped = sum(1 for each in read.documents if each.client is None)
    if dry_run:
        summary = ImportSummary(problems=len(read.problems), unmapped=unmapped)
        return read, summary
    if read.mapping:
        store.save_mapping(read.mapping, now)
    saved = store.save_ledger(read.source, read.documents, read.payments, read.problems, now)
    summary = ImportSummary(
        added=saved.added,
        changed=saved.changed,
        same=saved.same,
        problems=len(read.problems),
        unmapped=unmapped,
    )
    return read, summary


# --- assess --------------------------------------------------------------------------------------


def assess(
    store: Store, judging: Judging, *, now: datetime, progress: Progress
) -> tuple[Assessment, ...]:
    """Judge every client from the stored facts and append what changed as verdict rows."""
    freshness = store.freshness(judging.account)
    portfolio = _portfolio(store, judging, freshness, now=now)
    found = []
    for number, client in enumerate(judging.clients):
        progress("assess", number, len(judging.clients))
        judged = portfolio.judge(client, now=now)
        store.save_assessment(row.to_json(judged, freshness), judged, now)
        found.append(judged)
    progress("assess", len(judging.clients), len(judging.clients))
    return tuple(found)


def replay(store: Store, judging: Judging, client: Client, text: str) -> str:
    """Return the row that today's facts, settings and rules give for a stored one's instant."""
    as_of, freshness = row.resting_on(text)
    portfolio = _portfolio(store, judging, freshness, now=as_of)
    return row.to_json(portfolio.judge(client, now=as_of), freshness)


def _portfolio(store: Store, judging: Judging, freshness: Freshness, *, now: datetime) -> Portfolio:
    """Load what every judgement of one instant shares, under the client mapping of today."""
    store.remap(judging.clients)
    documents, payments = store.ledger()
    return Portfolio.gathered(
        judging,
        {client.name: history(store, client.name) for client in judging.clients},
        Book(documents=documents, payments=payments),
        freshness,
        now=now,
    )


def history(store: Store, client: str) -> History:
    """Return all stored facts of one client."""
    known = store.facts(client)
    return History(
        messages=known.messages,
        documents=known.documents,
        payments=known.payments,
        corrections=known.corrections,
        decisions=known.decisions,
    )


# --- report --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """How reports are made.

    Attributes:
        every: ``month`` or ``week``.
        again: Send although this period was sent before.
    """

    judging: Judging
    every: str
    privacy: Privacy
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSummary:
    """What one `report` did.

    Attributes:
        places: Where emails went, older ones from the outbox included.
        waiting: Emails that could not be handed over, with the reason; they stay in the outbox.
        already: The period had been sent before, so nothing new was made.
    """

    period: str
    places: tuple[str, ...]
    waiting: tuple[str, ...]
    already: bool


def report(
    store: Store,
    renderer: Renderer,
    sender: Sender,
    assessed: Sequence[Assessment],
    setup: Reporting,
    *,
    now: datetime,
) -> ReportSummary:
    """Write this period's report and hand it over, once.

    The period is claimed and the finished email put into the outbox in one transaction; only then
    is it sent. What cannot be sent stays there and goes out with the next run.
    """
    view = report_view(store, assessed, setup, now=now)
    letter = renderer.letter(view)
    queued = store.enqueue(letter, again=setup.again, now=now)
    places, waiting = [], []
    for number, outgoing in store.outbox():
        try:
            places.append(sender.send(outgoing))
        except DeliveryError as error:
            waiting.append(str(error))
        else:
            store.outbox_done(number, now)
    return ReportSummary(
        period=view.period,
        places=tuple(places),
        waiting=tuple(waiting),
        already=not queued,
    )


def report_view(
    store: Store, assessed: Sequence[Assessment], setup: Reporting, *, now: datetime
) -> Report:
    """Return what the report of this period says, as data; nothing is kept or sent."""
    judging = setup.judging
    local = judging.owner.workweek.local(now)
    first = due.period_start(setup.every, local.date())
    edition = Edition(
        period=period_key(local, setup.every),
        privacy=setup.privacy,
        freshness=store.freshness(judging.account),
        problems=len(store.problems()),
        previous=store.verdicts_before(datetime.combine(first, time(), tzinfo=local.tzinfo)),
        excerpts=store.excerpts() if setup.privacy is Privacy.FULL else {},
    )
    return views.report_view(
        assessed, clients=judging.clients, owner=judging.owner, edition=edition, now=now
    )


def dossier_page(
    store: Store, renderer: Renderer, judged: Assessment, judging: Judging, *, now: datetime
) -> str:
    """Return one client's dossier as a page."""
    client = next(each for each in judging.clients if each.name == judged.client)
    view = dossier.dossier_view(
        judged, client=client, owner=judging.owner, history=history(store, client.name), now=now
    )
    return renderer.dossier(view)
