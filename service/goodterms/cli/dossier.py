"""`goodterms dossier`: a client's page, drafts and calendar files, and the steps of an ending."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodterms import pipeline
from goodterms.adapters import private_file
from goodterms.adapters.clock import SystemClock
from goodterms.cli import exit_lines
from goodterms.cli.session import (
    Session,
    as_of_option,
    json_option,
    pass_session,
    print_json,
    progress_bars,
    sane_day,
)
from goodterms.core.file_names import dossier_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from goodterms.adapters.store import SqliteStore
    from goodterms.app import App
    from goodterms.core.client import Client
    from goodterms.core.dossier import Dossier

PAGES = (".html", ".htm")
FARTHEST = timedelta(days=3 * 366)
"""How far ahead a meeting, milestone or trial may lie; farther is a slip of the pen."""


@click.command()
@click.argument("client")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="A page (.html), a PDF (.pdf), or a folder for everything; dossier-CLIENT.html.",
)
@click.option("--pdf", is_flag=True, help='Put a PDF into the folder too; needs "goodterms[pdf]".')
@click.option("--paper", type=click.Choice(["A4", "letter"]), default="A4", show_default=True)
@click.option("--language", type=click.Choice(["en", "hr"]), help="Yours by default.")
@click.option("--step", "steps", multiple=True, metavar="STEP=STATE", help="Say how a step stands.")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=sane_day,
    metavar="DAY",
    help="With --step: day of the talk, start of a trial, end of a milestone.",
)
@click.option("--note", default="", help="With --step: your words; with reason the reason itself.")
@click.option("--rating", type=click.IntRange(0, 4), help="With --step right_decision=done.")
@click.option("--undo", type=click.IntRange(1), metavar="NUMBER", help="Take a word back.")
@click.option("--list", "listing", is_flag=True, help="Show steps and your words; write nothing.")
@as_of_option
@json_option
@pass_session
def dossier(session: Session, /, client: str, as_of: date | None, **said: object) -> None:
    """Write a client's dossier: a page to print, every number with its messages and invoices.

    With a folder it writes drafts in both languages and calendar files too. Nothing is sent.

    \b
    STEP is one of:
      contract (ways_out), obligations, money, meeting, reason, notice, referral (alternative)
      trial            new terms since an early talk: =open --on DAY --note "terms; with semicolons"
      final_payment, right_decision (--rating 0 to 4)
      mail:ID          a mail that set the scope: done confirms, not_needed dismisses it
      promise:NAME     something you promised        access:NAME  something to give back
    STATE is done, open or not_needed. Words are kept with their day; --undo takes one back.

    \b
    Examples:
      goodterms dossier "Alba Studio" --out alba/ --pdf
      goodterms dossier "Alba Studio" --step contract=done --note "30 days, clause 7"
      goodterms dossier "Alba Studio" --step reason=done --note "Our hours do not fit together."
      goodterms dossier "Alba Studio" --list
    """
    app = session.app(as_of)
    chosen = session.client(client)
    _refuse_mixtures(said)
    with app.open_store() as store:
        if said["steps"]:
            _say(app, store, chosen, said)
        elif isinstance(number := said["undo"], int):
            word = store.take_step_back(number, client=chosen.name, said_on=_today(app))
            click.echo(f"Taken back: {word.step}={word.state} of {word.said_on}")
        if (said["steps"] or said["undo"]) and said["out"] is None and not said["listing"]:
            return
        view = _view(app, store, chosen, is_past=as_of is not None)
        if said["listing"] or said["as_json"]:
            _list(store, view, as_json=bool(said["as_json"]))
            return
    _write(app, view, said)


def _refuse_mixtures(said: Mapping[str, object]) -> None:
    if not said["steps"] and (said["on"] or said["note"] or said["rating"] is not None):
        message = "--on, --note and --rating say something of a --step"
        raise click.UsageError(message)
    if said["steps"] and said["undo"]:
        message = "give --step or --undo"
        raise click.UsageError(message)


def _today(app: App) -> date:
    return app.owner.workweek.day(app.clock.now())


def _say(app: App, store: SqliteStore, client: Client, said: Mapping[str, object]) -> None:
    """Keep the words, all or none."""
    today, on = _today(app), said["on"]
    texts = said["steps"]
    assert isinstance(texts, tuple)  # noqa: S101 - click gives a tuple for `multiple`
    if on and on > today + FARTHEST:  # type: ignore[operator]
        message = f"{on} lies more than three years ahead"
        raise click.UsageError(message)
    named = [exit_lines.word_of(each, client=client.name, said_on=today) for each in texts]
    words = exit_lines.checked_words([
        replace(each, day=on, note=" ".join(str(said["note"]).split()), rating=said["rating"])  # type: ignore[arg-type]
        for each in named
    ])  # fmt: skip
    for each in words:
        number = store.say_step(each)
        click.echo(f"Kept as {number}: {each.step}={each.state}, {today}")


def _view(app: App, store: SqliteStore, client: Client, *, is_past: bool) -> Dossier:
    judging, now = app.judging(), app.clock.now()
    with progress_bars() as progress:
        found = pipeline.assess(
            store,
            judging,
            now=now,
            progress=progress,
            recorded_at=SystemClock().now() if is_past else None,
        )
    judged = next(each for each in found if each.client == client.name)
    return pipeline.dossier_of(store, judged, judging, now=now)


def _list(store: SqliteStore, view: Dossier, *, as_json: bool) -> None:
    words = store.exit_words(view.client)
    if as_json:
        print_json(exit_lines.as_value(view, words))
        return
    for line in exit_lines.step_lines(view):
        click.echo(line)
    if words:
        click.echo("\nYour words, for --undo NUMBER:")
    for line in exit_lines.word_lines(words):
        click.echo(line)


def _write(app: App, view: Dossier, said: Mapping[str, object]) -> None:
    """Write the page, the PDF, or a folder with everything."""
    from goodterms.adapters import exit_folder, exit_pdf  # noqa: PLC0415 - not for words alone

    language, out, paper = said["language"], said["out"], str(said["paper"])
    renderer = app.renderer(str(language) if language else None)
    path = out if isinstance(out, Path) else Path(dossier_name(view.client))
    files: dict[Path, str | bytes]
    if path.suffix.lower() == ".pdf":
        files = {path: exit_pdf.pdf(renderer.dossier(view), paper=paper)}
    elif path.suffix.lower() in PAGES:
        files = {path: renderer.dossier(view)}
    else:
        made = exit_folder.files(view, renderer)
        files = {path / name: content for name, content in made.items()}
    if said["pdf"] and path.suffix.lower() != ".pdf":
        place = path.with_suffix(".pdf") if path.suffix else path / "dossier.pdf"
        files[place] = exit_pdf.pdf(renderer.dossier(view), paper=paper)
    for place, content in files.items():
        private_file.write(place, content)
        click.echo(f"Wrote {place}")
