"""The service in the foreground: `goodterms run`."""

from __future__ import annotations

import logging

import click

from goodterms.cli.session import Session, pass_session
from goodterms.daemon import Daemon


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then stop; 1 if it failed.")
@click.option("-v", "--verbose", is_flag=True, help="Say more on standard error.")
@pass_session
def run(session: Session, once: bool, verbose: bool) -> None:
    """Keep reading, judging and reporting until stopped (SIGTERM or Ctrl-C, within 10 s).

    What is due stands in the database, so that a machine that slept or was switched off goes on
    where it was. See systemd/ for units.

    \b
    Examples:
      goodterms run
      goodterms run --once
    """
    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.INFO, format="%(levelname)s %(message)s"
    )
    for name in ("imapclient", "apscheduler"):  # imapclient's DEBUG holds message bodies
        logging.getLogger(name).setLevel(logging.WARNING)
    daemon = Daemon(session.app())
    if once:
        daemon.tick()
        if daemon.failures:
            raise click.exceptions.Exit(1)
    else:
        daemon.run()
