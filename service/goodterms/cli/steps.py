"""Two steps of the pipeline as commands: fetch and assess. `ledger`, `report` hold the others."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import click

from goodterms import pipeline
from goodterms.adapters.clock import SystemClock
from goodterms.cli.archives import archive_options, read_archives
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
@archive_options
@json_option
@pass_session
def fetch(
    session: Session,
    /,
    rescore: bool,
    as_json: bool,
    **archives: Any,  # noqa: ANN401 - the options of `archive_options`, as click gives them
) -> None:
    """Read what is new in the mailbox, without changing it.

    Only mail from and to your clients is read; of everybody else nothing, or headers at most. Can
    be stopped at any time: the next run goes on where this one was.

    E-invoices (XML, or PDF with XML inside) that you mailed to clients are filed with their number,
    dates and amounts; [mailbox] read_own_invoices = false leaves attached files alone.

    After an update that brings another tone model, every run reads up to 500 older texts again,
    newest first and after all new mail, so that it scores them too; --rescore reads all of them at
    once. `goodterms status` says how many wait. What is gone keeps its old scores.

    An archive on disk is read whole, also before the mailbox's horizon, and never written to; its
    messages are known again when the mailbox holds them too. --workers shares the work among
    processes, --cluster among the machines of a Dask cluster.

    \b
    Examples:
      goodterms fetch
      goodterms fetch --json
      goodterms fetch --rescore
      goodterms fetch --from-mbox old.mbox --from-maildir ~/Mail --workers 4
    """
    started = time.monotonic()
    app = session.app()
    with (
        app.open_store(thorough=False) as store,  # run often; SQLite names damage when it meets it
        progress_bars(quiet=as_json) as progress,
    ):
        if archives["from_mbox"] or archives["from_maildir"]:
            found = read_archives(app, store, archives, progress)
        else:
            with app.open_mailbox() as mailbox:
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
        *([f"{found.answers} answers of yours obeyed"] if found.answers else []),
        *([f"{found.refused_answers} answers refused"] if found.refused_answers else []),
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
            found = pipeline.assess(
                store,
                app.judging(),
                now=now,
                progress=progress,
                recorded_at=SystemClock().now() if as_of else None,
            )
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
