"""The service in the foreground, how it stands, and copies of its database."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodterms.adapters import attention, backup, instance_lock
from goodterms.cli.ledger_view import neutral
from goodterms.cli.session import Session, json_option, pass_session, print_json
from goodterms.core import rescoring
from goodterms.core.standing import FAILING
from goodterms.daemon import Daemon
from goodterms.daemon.standing import standing
from goodterms.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from goodterms.core.standing import Standing


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then stop; 1 if it failed.")
@click.option("-v", "--verbose", is_flag=True, help="Say more on standard error.")
@pass_session
def run(session: Session, once: bool, verbose: bool) -> None:
    """Keep reading, judging and reporting until stopped (SIGTERM or Ctrl-C, within 10 s).

    What is due stands in the database, so that a machine that slept or was switched off goes on
    where it was. SIGHUP reads the config again; a wrong one changes nothing. See systemd/ for
    units.

    \b
    Examples:
      goodterms run
      goodterms run --once
    """
    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.INFO, format="%(levelname)s %(message)s"
    )
    logging.getLogger("imapclient").setLevel(logging.WARNING)  # its DEBUG holds message bodies
    # a tick that is skipped because the last one still reads is no news
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    app = session.app()
    app.check_secrets()
    daemon = Daemon(app, anew=lambda: Session(session.config).app())
    if not once:
        daemon.run()
        return
    with instance_lock.held(session.settings.database):
        daemon.tick()
    if daemon.failures:
        raise click.exceptions.Exit(1)


@click.command()
@json_option
@pass_session
def status(session: Session, as_json: bool) -> None:
    """Say how the service stands: last and next reading, what waits, what fails and since when.

    For monitoring: ends with status 0 when all is well, 1 when something fails, 3 when the mail
    that was read is too old for a verdict. The same lies in status.json beside the database.

    \b
    Examples:
      goodterms status
      goodterms status --json
    """
    app = session.app()
    now = app.clock.now()
    try:
        with app.open_store() as store:
            found = standing(app, store, now=now)
    except StoreError as error:
        if not as_json:
            raise
        lines = attention.notices(session.settings.database)
        print_json({"status": FAILING, "error": str(error), "notices": lines})
        raise click.exceptions.Exit(FAILING) from error
    if as_json:
        print_json(found.values(now=now))
    else:
        for line in status_lines(found, now=now):
            click.echo(line)
    raise click.exceptions.Exit(found.status(now=now))


MOST_REFUSED = 10
"""Most refused money files that are named; --json names all."""


def status_lines(found: Standing, *, now: datetime) -> list[str]:
    """Return the standing as lines of a name and a value."""
    backlog = f"{found.unfinished} folders not read to the end"
    lines = [
        f"account      {found.account}",
        f"service      {f'runs as process {found.process}' if found.process else 'does not run'}",
        f"last reading {_instant(found.read_at)}",
        f"next reading {_instant(found.next_read)}",
        f"next report  {_instant(found.next_report)}",
        f"backlog      {backlog}, {found.outbox} reports not handed over",
        f"sign-in      {found.token}",
        f"backup       {_instant(found.backup_at)}",
        f"problems     {found.problems} kept",
    ]
    lines += [f"refused      {neutral(line)}" for line in found.refused[:MOST_REFUSED]]
    lines += [f"refused      {neutral(line)}" for line in found.refused_mails]
    lines += answer_lines(found.answers)
    lines += [f"tone         {line}" for line in rescoring.lines(found.scores)]
    lines += [
        f"failing      {job} since {_instant(wait.since)}, {wait.attempts} times, "
        f"again {_instant(wait.until)}: {wait.text}"
        for job, wait in found.waits.items()
    ]
    if found.is_overdue(now=now):
        lines.append("overdue      the service should have read long ago: start it")
    if found.stale:
        lines.append(f"too old      {', '.join(found.stale)}: no verdict can rest on it")
    lines += [f"attention    {line}" for line in found.notices]
    return lines


def answer_lines(counts: Mapping[str, int]) -> list[str]:
    """Return how many answers by mail were obeyed and refused; nothing when there was none."""
    if not counts:
        return []
    reasons = {name: count for name, count in counts.items() if name != "taken"}
    said = ", ".join(f"{name} {count}" for name, count in reasons.items())
    refused = f"{sum(reasons.values())} refused" + (f" ({said})" if said else "")
    return [f"answers      {counts.get('taken', 0)} by mail obeyed, {refused}"]


def _instant(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC" if at else "never"


@click.command("backup")
@pass_session
def backup_(session: Session) -> None:
    """Copy the database now, also while the service runs; the newest 7 copies are kept.

    The service does the same every night.

    \b
    Examples:
      goodterms backup
    """
    made = backup.make(session.settings.database, now=session.app().clock.now())
    click.echo(f"Kept: {made}")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@pass_session
def restore(session: Session, file: Path | None) -> None:
    """Put a backup in the place of the database; the newest sound one when no FILE is named.

    The file that stood there is kept under another name, never overwritten. The service must not
    run. Mail that came since is read again by the next `goodterms fetch`.

    \b
    Examples:
      goodterms restore
      goodterms restore backups/goodterms-20261123T033000Z.db
    """
    now = session.app().clock.now()
    used, aside = backup.restore_alone(session.settings.database, file, now=now)
    click.echo(f"In place: {used}")
    if aside:
        click.echo(f"Kept aside: {aside}")
