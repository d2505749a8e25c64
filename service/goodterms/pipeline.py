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
from typing import TYPE_CHECKING

from goodterms import telling
from goodterms.core import report as views
from goodterms.core import row
from goodterms.core.event_view import event_view
from goodterms.core.mail import Problem
from goodterms.core.portfolio_money import portfolio_money
from goodterms.core.summary import FetchSummary, ImportSummary
from goodterms.core.sync import FolderRecord
from goodterms.delivery import hand_over
from goodterms.errors import FolderError, FolderGoneError
from goodterms.judging import judged_all, judged_alone, portfolio_of
from goodterms.ports import Chunk, LedgerFile
from goodterms.reading.answers import read_answers
from goodterms.reading.folder import read_folder
from goodterms.reading.invoices import read_invoices
from goodterms.reading.money_files import Importing, read_file
from goodterms.reading.names import settle_names
from goodterms.reading.rescoring import read_again
from goodterms.reading.visit import Progress, Visit
from goodterms.telling import Reporting, history

__all__ = [
    "Importing", "Progress", "ReportSummary", "Reporting", "assess", "dossier_of", "dossier_page",
    "fetch", "history", "import_ledger", "money", "replay", "report", "report_view", "tell_news",
]  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from goodterms.core.client import Client
    from goodterms.core.dossier import Dossier
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
    next run goes on after the last commit. So does the next day when the budget is spent. After all
    new mail come answers to our own mails, files of the owner's mail that may be invoices, and
    texts of before that another tone model scored.
    """
    visit = Visit.begun(mailbox, store, reading, now=now, progress=progress)
    try:
        total = _fetch_all(visit)
        if total.folders and not total.unread and not total.stopped:
            store.finish_fetch(reading.account, now)
        if total.stopped:
            return total
        total = total.plus(read_answers(visit))
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
    store: Store,
    judging: Judging,
    *,
    now: datetime,
    progress: Progress,
    recorded_at: datetime | None = None,
) -> tuple[Assessment, ...]:
    """Judge every client from the stored facts and append what changed as verdict rows.

    A row recorded on another day than `now` (by default it is the same instant) tells the owner of
    the past, and counts as told on no day.
    """
    freshness = store.freshness(judging.account)
    found = []
    for judged in judged_all(store, judging, freshness, now=now, progress=progress):
        store.save_assessment(row.to_json(judged, freshness), judged, recorded_at or now)
        found.append(judged)
    return tuple(found)


def replay(store: Store, judging: Judging, client: Client, text: str) -> str:
    """Return the row that today's facts, settings and rules give for a stored one's instant.

    Which Mondays were crowded is taken from the row: that is what other clients' mail said then.
    """
    as_of, freshness = row.resting_on(text)
    portfolio = portfolio_of(store, judging, freshness, now=as_of)
    found = judged_alone(store, portfolio, client, crowded=row.crowded_on(text))
    return row.to_json(found, freshness)


def money(store: Store, judging: Judging, *, now: datetime) -> BookMoney:
    """Return the money figures of every client and of the book; nothing is kept."""
    freshness = store.freshness(judging.account)
    return portfolio_money(portfolio_of(store, judging, freshness, now=now), store.client_messages)


# --- report --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSummary:
    """What one `report` did.

    Attributes:
        places: Where emails went, older ones from the outbox included.
        waiting: Why emails could not be handed over; they stay in the outbox and are tried again.
        refused: Why emails never will be handed over as they are; only the owner sends them again.
        already: The period had been sent before, so nothing new was made.
        silent: A quiet week, which is passed over.
    """

    period: str
    places: tuple[str, ...]
    waiting: tuple[str, ...]
    already: bool
    refused: tuple[str, ...] = ()
    silent: bool = False


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
    is it sent. What cannot be sent stays there and goes out with the next run. News that it tells
    gets no mail of its own; a week without any is passed over.
    """
    view = report_view(store, assessed, setup, now=now)
    news = telling.news(store, assessed, setup, {}, now=now)
    if is_silent := telling.is_silent(view, setup, now=now):
        store.claim(view.period, now)
    else:
        letter = telling.addressed(renderer.letter(view), setup, news)
        queued = store.enqueue(letter, again=setup.again, now=now)
    handed = hand_over(store, sender, now=now)
    return ReportSummary(
        period=view.period,
        places=handed.places,
        waiting=handed.waiting,
        refused=handed.refused,
        already=not is_silent and not queued,
        silent=is_silent,
    )


def tell_news(  # like `report`
    store: Store,
    renderer: Renderer,
    sender: Sender,
    assessed: Sequence[Assessment],
    setup: Reporting,
    *,
    now: datetime,
) -> ReportSummary:
    """Write one mail on everything that is news, at most one a week, and hand it over."""
    judging = setup.judging
    dates = {
        each.client: dossier_of(store, each, judging, now=now).exit.dates
        for each in assessed
        if each.verdict in telling.WITH_DATES
    }
    events = telling.untold(store, telling.news(store, assessed, setup, dates, now=now), now=now)
    if not events:
        return ReportSummary(period="", places=(), waiting=(), already=False)
    view = event_view(
        assessed,
        events,
        clients=judging.clients,
        owner=judging.owner,
        edition=replace(telling.edition(store, setup, None, now=now), dates=dates),
        now=now,
    )
    letter = telling.addressed(renderer.letter(view), setup, events)
    queued = store.enqueue(letter, again=False, now=now)
    handed = hand_over(store, sender, now=now)
    return ReportSummary(
        period=view.period,
        places=handed.places,
        waiting=handed.waiting,
        refused=handed.refused,
        already=not queued,
    )


def report_view(
    store: Store, assessed: Sequence[Assessment], setup: Reporting, *, now: datetime
) -> Report:
    """Return what the report of this period says, as data; nothing is kept or sent."""
    judging = setup.judging
    edition = telling.edition(store, setup, money(store, judging, now=now), now=now)
    return views.report_view(
        assessed, clients=judging.clients, owner=judging.owner, edition=edition, now=now
    )


def dossier_page(
    store: Store, renderer: Renderer, judged: Assessment, judging: Judging, *, now: datetime
) -> str:
    """Return one client's dossier as a page."""
    return renderer.dossier(dossier_of(store, judged, judging, now=now))


def dossier_of(store: Store, judged: Assessment, judging: Judging, *, now: datetime) -> Dossier:
    """Return all that is known of one client and of an ending, as data."""
    figures = money(store, judging, now=now).of(judged.client)
    return telling.dossier_of(store, judged, judging, figures, now=now)
