"""Three steps of the pipeline as commands: fetch, assess, report; `ledger` holds the fourth."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import click

from goodterms import pipeline
from goodterms.adapters.receipts import OnceSender, Receipts
from goodterms.cli.flaws import flaw_lines
from goodterms.cli.session import (
    Session,
    as_of_option,
    console,
    json_option,
    pass_session,
    print_json,
    progress_bars,
)
from goodterms.cli.verdicts import verdict_table
from goodterms.core.staleness import stale_sources
from goodterms.errors import StaleDataError

if TYPE_CHECKING:
    from datetime import date

    from goodterms.core.summary import FetchSummary

STOPPED = (
    "Stopped: as much as may be read in a day ([mailbox] daily_megabytes) is read. What was read is"
    " kept; the first run after midnight UTC goes on from here."
)


@click.command()
@click.option("--rescore", is_flag=True, help="Read all texts again that an earlier model scored.")
@json_option
@pass_session
def fetch(session: Session, rescore: bool, as_json: bool) -> None:
    """Read what is new in the mailbox, without changing it.

    Only mail from and to your clients is read; of everybody else nothing, or headers at most. Can
    be stopped at any time: the next run goes on where this one was.

    E-invoices (XML, or PDF with XML inside) that you mailed to clients are filed with their number,
    dates and amounts; [mailbox] read_own_invoices = false leaves attached files alone.

    After an update that brings another tone model, every run reads up to 500 older texts again,
    newest first and after all new mail, so that it scores them too; --rescore reads all of them at
    once. `goodterms status` says how many wait. What is gone keeps its old scores.

    \b
    Examples:
      goodterms fetch
      goodterms fetch --json
      goodterms fetch --rescore
    """
    started = time.monotonic()
    app = session.app()
    with (
        app.open_store(thorough=False) as store,  # run often; SQLite names damage when it meets it
        app.open_mailbox() as mailbox,
        progress_bars(quiet=as_json) as progress,
    ):
        now = app.clock.now()
        reading = replace(app.reading(), at_once=rescore)
        found = pipeline.fetch(mailbox, store, reading, now=now, progress=progress)
    seconds = round(time.monotonic() - started, 2)
    if as_json:
        print_json({**asdict(found), "seconds": seconds})
    else:
        click.echo(fetch_line(found, seconds))
        for line in flaw_lines({**found.flaws, "bounce": found.noise.get("bounce", 0)}):
            click.echo(line, err=True)
        if found.stopped:
            click.echo(STOPPED, err=True)
    if found.unread:
        raise click.exceptions.Exit(1)


def fetch_line(found: FetchSummary, seconds: float) -> str:
    """Return what a reading did, in one line."""
    noise = sum(found.noise.values())
    parts = [
        f"{found.folders} folders",
        f"{found.seen} new messages seen",
        f"{found.mapped} of clients",
        f"{found.scored} scored",
        *([f"{found.rescored} scored again"] if found.rescored else []),
        *([f"{found.invoices} new invoices"] if found.invoices else []),
        f"{noise} automatic set apart",
        f"{found.problems} problems",
    ]
    return ", ".join(parts) + f" ({seconds:.1f} s)."


@click.command()
@as_of_option
@json_option
@pass_session
def assess(session: Session, as_of: date | None, as_json: bool) -> None:
    """Judge every client from the stored facts and keep the verdicts.

    Ends with status 3 when the mailbox was not read lately: the verdicts are shown and withheld.

    \b
    Examples:
      goodterms assess
      goodterms assess --as-of 2026-10-01 --json
    """
    app = session.app(as_of)
    now = app.clock.now()
    with app.open_store() as store:
        with progress_bars(quiet=as_json) as progress:
            found = pipeline.assess(store, app.judging(), now=now, progress=progress)
        freshness = store.freshness(session.settings.mailbox.account)
        rows = [store.verdict_row(each.client, each.as_of) for each in found]
    if as_json:
        print_json([json.loads(row) for row in rows if row])
    else:
        table = verdict_table(found, session.settings.policy)
        console().print(table)
    stale = stale_sources(freshness, session.settings.policy, now=now)
    if stale:
        message = f"data too old for a verdict: {', '.join(stale)}"
        raise StaleDataError(message, hint="Run `goodterms fetch` and import newer invoices")


@click.command()
@as_of_option
@click.option("--preview", is_flag=True, help="Print the text; send and keep nothing.")
@click.option("--again", is_flag=True, help="Send once more although this period was sent.")
@pass_session
def report(session: Session, as_of: date | None, preview: bool, again: bool) -> None:
    """Send yourself the report of this period, once.

    It goes where [report] in the config says: your own mailbox by SMTP, this machine's sendmail,
    or a folder as .eml. Never by IMAP, never to a client. What cannot be handed over waits in the
    outbox for the next run, and ends this one with status 1.

    \b
    Examples:
      goodterms report --preview
      goodterms report
    """
    app = session.app(as_of)
    with app.open_store() as store:
        with progress_bars() as progress:
            found = pipeline.assess(store, app.judging(), now=app.clock.now(), progress=progress)
        setup = app.reporting(again=again)
        if preview:
            view = pipeline.report_view(store, found, setup, now=app.clock.now())
            click.echo(app.renderer().letter(view).text)
            return
        sender = app.sender()
        if not again:
            sender = OnceSender(sender, Receipts.beside(app.settings.database))
        sent = pipeline.report(store, app.renderer(), sender, found, setup, now=app.clock.now())
    for place in sent.places:
        click.echo(f"Handed over: {place}")
    for reason in sent.waiting:
        click.echo(f"Waiting in the outbox: {reason}", err=True)
    if sent.already:
        period = sent.period.partition(":")[2] or sent.period
        click.echo(f"The report of {period} was made before; --again makes it once more.")
    if sent.waiting:
        raise click.exceptions.Exit(1)
