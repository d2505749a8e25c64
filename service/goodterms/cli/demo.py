"""`goodterms demo`: see the whole job work on a made-up year of mail."""

from __future__ import annotations

import time
from pathlib import Path

import click

from goodterms.cli.session import console, progress_bars
from goodterms.cli.steps import fetch_line
from goodterms.cli.verdicts import verdict_table


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("goodterms-demo"),
    show_default=True,
    help="Folder for the files.",
)
@click.option("--seed", type=int, default=7, show_default=True, help="Another seed, another year.")
@click.option("--language", type=click.Choice(["en", "hr"]), default="en", show_default=True)
def demo(out: Path, seed: int, language: str) -> None:
    """Read a made-up year of mail from a real IMAP server on this machine, and report on it.

    Writes report.eml, report.html, report.txt, a dossier for each client at "prepare" or above, and
    the database; nothing leaves this machine.

    \b
    Examples:
      goodterms demo
      goodterms demo --language hr --out demo-hr
      goodterms --config goodterms-demo/config.toml explain "Ombrell Estates"
    """
    # not before it is asked for: no other command needs an IMAP server
    from goodterms.demo import run as demonstration  # noqa: PLC0415

    started = time.monotonic()
    with progress_bars() as progress:
        shown = demonstration.run(out, seed=seed, language=language, progress=progress)
    seconds = time.monotonic() - started
    click.echo(
        f"A made-up year: {shown.messages} messages over IMAP. "
        + fetch_line(shown.fetched, seconds)
    )
    console().print(verdict_table(shown.assessed, shown.app.settings.policy))
    click.echo("Wrote:")
    for path in shown.files:
        click.echo(f"  {path}")
