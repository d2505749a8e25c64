"""The whole program in four functions; read this file first.

    fetch   folders | plan -> search -> headers -> client? -> noise? | texts -> facts       | store
    import  file    | rows -> client? -> documents, payments, problems                      | store
    assess  store   | facts -> incidents -> estimate -> ladder -> reasons -> verdict row    | store
    report  store   | due? -> claim -> view -> words -> outbox -> send                      | sender

Each takes ports, settings and `now`, and returns what it did. None holds a rule of its own: rules
are in `core`, and everything that touches the world is behind a port. Measured facts are written
once; incidents, estimates and verdicts are computed from them anew each time, so that a changed
working week or price changes the past too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import TYPE_CHECKING

from goodterms.core import dossier, due, rescoring, row
from goodterms.core import report as views
from goodterms.core.edition import Edition, period_key
from goodterms.core.findings import Privacy
from goodterms.core.history import History
from goodterms.core.mail import Problem
from goodterms.core.owner_words import as_said
from goodterms.core.portfolio import Portfolio
from goodterms.core.portfolio_money import portfolio_money
from goodterms.core.summary import FetchSummary, ImportSummary
from goodterms.core.sync import FolderRecord
from goodterms.core.worth import Book
from goodterms.errors import DeliveryError, FolderError, FolderGoneError
from goodterms.ports import Chunk, LedgerFile
from goodterms.reading.folder import read_folder
from goodterms.reading.invoices import read_invoices
from goodterms.reading.money_files import Importing, read_file
from goodterms.reading.names import settle_names
from goodterms.reading.rescoring import read_again
from goodterms.reading.visit import Progress, Visit

__all__ = [
    "Importing", "Progress", "ReportSummary", "Reporting", "assess", "dossier_page", "fetch",
    "history", "import_ledger", "money", "replay", "report", "report_view",
]  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from goodterms.core.client import Client, Freshness
    from goodterms.core.figures_book import BookMoney
    from goodterms.core.portfolio import Judging
    from goodterms.core.report import Report
    from goodterms.core.verdict import Assessment
    from goodterms.ports import Importer, Mailbox, Renderer, Sender, Store
    from goodterms.reading import Reading


# --- fetch ---------------------------------------------------------------------------------------


def fetch(
    mailbox: Mailbox, store: Store, reading: Reading, *, now: datetime, progress: Progress
) -> FetchSummary:
    """Read what is new in every folder; each chunk and its cursor are one transaction.

    A folder that cannot be read becomes a problem and the others go on, but only a reading of all
    folders, texts included, counts as fresh. A lost connection ends the step (`MailboxError`); the
    next run goes on after the last commit. So does the next day when the budget is spent. Last, and
    after all new mail, come files of the owner's own mail that may be invoices, and texts of before
    that another tone model scored.
    """
    visit = Visit.begun(mailbox, store, reading, now=now, progress=progress)
    try:
        total = _fetch_all(visit)
        if total.folders and not total.unread and not total.stopped:
            store.finish_fetch(reading.account, now)
        if total.stopped:
            return total
        total = total.plus(read_invoices(visit))
        return total.plus(read_again(visit))
    finally:
        visit.save(Chunk())  # the bytes count, whatever came of them


def _fetch_all(visit: Visit) -> FetchSummary:
    """Read all folders; list them once more when some go before they are opened."""
    gone: list[FolderGoneError] = []
    done: set[str] = set()
    total = _fetch_listed(visit, done, gone)
    if gone and not total.stopped:
        total = total.plus(_fetch_listed(visit, done, None))
    return total


def _fetch_listed(visit: Visit, done: set[str], gone: list[FolderGoneError] | None) -> FetchSummary:
    """Read the folders that the server lists now and that are not `done`, and add them to it.

    One that goes meanwhile is put on `gone`; without such a list it could not be read.
    """
    listed = visit.mailbox.folders()
    total = settle_names(visit, listed)
    records = visit.records()
    for state in listed:
        if state.name in done:
            continue
        try:
            found = read_folder(
                visit, state, records.get(state.name, FolderRecord(name=state.name))
            )
        except FolderError as error:
            if isinstance(error, FolderGoneError) and gone is not None:
                gone.append(error)
                continue
            found = _unread(visit, state.name, error)
        total = total.plus(found)
        done.add(state.name)
        if total.stopped:
            break
    return total


def _unread(visit: Visit, folder: str, error: FolderError) -> FetchSummary:
    """Keep why a folder could not be read."""
    visit.note(Problem(kind="folder", source=folder, text=error.message))
    return FetchSummary(problems=1, unread=1)


# --- import --------------------------------------------------------------------------------------


def import_ledger(
    importer: Importer, store: Store, path: Path, how: Importing, *, now: datetime
) -> tuple[LedgerFile, ImportSummary]:
    """Read one money file and keep its good rows together; see `reading.money_files`."""
    return read_file(importer, store, path, how, now=now)


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
    today = judging.owner.workweek.day(now)
    return Portfolio.gathered(
        judging,
        {client.name: history(store, client.name) for client in judging.clients},
        Book(documents=as_said(documents, store.document_words(), today=today), payments=payments),
        freshness,
        now=now,
    )


def money(store: Store, judging: Judging, *, now: datetime) -> BookMoney:
    """Return the money figures of every client and of the book; nothing is kept."""
    freshness = store.freshness(judging.account)
    return portfolio_money(_portfolio(store, judging, freshness, now=now), now=now)


def history(store: Store, client: str) -> History:
    """Return all stored facts of one client."""
    known = store.facts(client)
    return History(
        messages=known.messages,
        documents=known.documents,
        payments=known.payments,
        corrections=known.corrections,
        decisions=known.decisions,
        document_words=known.document_words,
        entries=known.entries,
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
        scores=store.old_scores(rescoring.shipped(judging.model_digest)),
        excerpts=store.excerpts() if setup.privacy is Privacy.FULL else {},
        figures=money(store, judging, now=now),
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
    figures = money(store, judging, now=now).of(client.name)
    return renderer.dossier(replace(view, figures=figures))
