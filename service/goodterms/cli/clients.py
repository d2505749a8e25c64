"""Commands about one client: explain, dossier, correct, decide."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goodterms import pipeline
from goodterms.adapters import private_file
from goodterms.cli import learning
from goodterms.cli.explanation import explained
from goodterms.cli.session import (
    Session,
    as_of_option,
    json_option,
    pass_session,
    progress_bars,
)
from goodterms.core.client import Correction, CorrectionKind, Decision, DecisionKind
from goodterms.core.file_names import dossier_name
from goodterms.core.mail import LABELS
from goodterms.core.verdict import Code
from goodterms.errors import GoodTermsError, UnknownSourceError

if TYPE_CHECKING:
    from datetime import date

    from goodterms.adapters.store import SqliteStore

MAX_SNOOZE_DAYS = 90
"""Longest snooze (decision model A2.5)."""

SNOOZE_DAYS = 30


@click.command()
@click.argument("client")
@as_of_option
@json_option
@pass_session
def explain(session: Session, client: str, as_of: date | None, as_json: bool) -> None:
    """Show a stored verdict as it was: numbers, reasons with ids, and what would change it.

    The ids are those that `goodterms correct` takes. With --json the stored row is printed byte for
    byte. On standard error it says when the facts or rules of today would give another one.

    \b
    Examples:
      goodterms explain "Alba Studio"
      goodterms explain "Alba Studio" --as-of 2026-10-01 --json
    """
    app = session.app()
    chosen = session.client(client)
    name = chosen.name
    with app.open_store() as store:
        text = store.verdict_on(name, as_of, app.owner.workweek.place)
        if text is None:
            day = f" for {as_of}" if as_of else ""
            message = f"no verdict of {name} is stored{day}"
            hint = f"Run `goodterms assess{f' --as-of {as_of}' if as_of else ''}` first"
            raise GoodTermsError(message, hint=hint)
        again = pipeline.replay(store, app.judging(), chosen, text)
    if as_json:
        click.echo(text)
    else:
        click.echo("\n".join(explained(json.loads(text))))
    if again != text:
        click.echo(
            "Note: today's facts, settings or rules would give another row for that day.", err=True
        )


@click.command()
@click.argument("client")
@click.option("--out", type=click.Path(path_type=Path), help="File to write; dossier-CLIENT.html.")
@click.option("--language", type=click.Choice(["en", "hr"]), help="Yours by default.")
@as_of_option
@pass_session
def dossier(
    session: Session, client: str, out: Path | None, language: str | None, as_of: date | None
) -> None:
    """Write a client's dossier: a page to print, every number with its messages and invoices.

    \b
    Example:
      goodterms dossier "Alba Studio" --out alba.html
    """
    app = session.app(as_of)
    chosen = session.client(client)
    with app.open_store() as store:
        with progress_bars() as progress:
            found = pipeline.assess(store, app.judging(), now=app.clock.now(), progress=progress)
        judged = next(each for each in found if each.client == chosen.name)
        page = pipeline.dossier_page(
            store, app.renderer(language), judged, app.judging(), now=app.clock.now()
        )
    path = out or Path(dossier_name(chosen.name))
    private_file.write(path, page)
    click.echo(f"Wrote {path}")


CODES = (*LABELS, *(code.value for code in Code), "*")


@click.command()
@click.argument("message_id", metavar="ID")
@click.option("--not", "wrong", type=click.Choice(CODES), help="This is not so: it counts no more.")
@click.option("--yes", "right", type=click.Choice(CODES), help="This is so: it counts in full.")
@click.option("--invited", type=click.Choice(CODES), help="I had asked for it: it counts nothing.")
@click.option("--mine", type=click.Choice(CODES), help="I was late myself: it counts nothing.")
@click.option("--undo", type=click.Choice(CODES), help="Take a correction back.")
@click.option("--offline", is_flag=True, help="Do not read the message again to learn from it.")
@pass_session
def correct(
    session: Session,
    message_id: str,
    wrong: str | None,
    right: str | None,
    invited: str | None,
    mine: str | None,
    undo: str | None,
    offline: bool,
) -> None:
    """Correct what is said of one message or invoice; the next assessment takes it into account.

    The id and the code stand beside each item of evidence in the dossier. `*` is the whole message.
    From --not and --yes with a tone label the scores learn, a little, after five of a label: for
    that the message is read again, read-only, and the words of it that the model knows are kept.

    \b
    Examples:
      goodterms correct M-3f9a2c11d0aa --not vague
      goodterms correct M-3f9a2c11d0aa --undo vague
    """
    given = {
        CorrectionKind.WRONG: wrong,
        CorrectionKind.RIGHT: right,
        CorrectionKind.INVITED: invited,
        CorrectionKind.MINE: mine,
    }
    chosen = [(kind, code) for kind, code in given.items() if code]
    if len(chosen) + bool(undo) != 1:
        message = "give one of --not, --yes, --invited, --mine or --undo"
        raise click.UsageError(message)
    app = session.app()
    with app.open_store() as store:
        message_id = known_source(store, message_id)
        if undo:
            if not store.undo_correction(message_id, undo):
                message = f"there is no correction of {message_id} {undo}"
                raise GoodTermsError(message, hint="Look at the corrections in the dossier")
            click.echo(f"Taken back: {message_id} {undo}. `goodterms assess` applies it.")
        else:
            kind, code = chosen[0]
            store.correct(
                Correction(
                    id=0, message=message_id, code=code, kind=kind, corrected_at=app.clock.now()
                )
            )
            click.echo(f"Kept: {message_id} {code} is {kind}. `goodterms assess` applies it.")
        said = undo or chosen[0][1]
        for line in learning.after_correction(app, store, message_id, said, offline=offline):
            click.echo(line)


def known_source(store: SqliteStore, name: str) -> str:
    """Return the id of a message or document; that of an incident, such as CH-M-1, stands for it.

    Raises:
        UnknownSourceError: Nothing in the database has this id.
    """
    name = name.strip()
    code, _, source = name.partition("-")
    candidates = (name, source) if code in set(Code) else (name,)
    for each in candidates:
        if store.knows(each):
            return each
    message = f'"{name}" is the id of no message or invoice'
    hint = "Ids stand in `goodterms dossier CLIENT` beside the evidence, such as M-3f9a2c11d0aa"
    raise UnknownSourceError(message, hint=hint)


@click.command()
@click.argument("client")
@click.argument("kind", metavar="KIND", type=click.Choice([each.value for each in DecisionKind]))
@click.option(
    "--days",
    type=click.IntRange(1, MAX_SNOOZE_DAYS),
    help=f"Length of a snooze; {SNOOZE_DAYS} by default.",
)
@click.option("--rating", type=click.IntRange(0, 4), help="Dread from 0 to 4, with gut.")
@click.option("--note", default="", help="Your own words; they stay on this machine.")
@as_of_option
@pass_session
def decide(
    session: Session,
    client: str,
    kind: str,
    days: int | None,
    rating: int | None,
    note: str,
    as_of: date | None,
) -> None:
    """Record what you decided about a client; nothing is sent to anybody.

    \b
    KIND is one of:
      talked     you spoke about it; climbing higher waits for eight weeks
      snoozed    say nothing of this client for a while (--days)
      gut        how much you dread the next message (--rating)
      exit_plan  you know how to do without their income (--note "62 %" when it is 60 % or more)
      parting    you told the client
      parted     it is over
      resumed    takes a snooze or a parting back

    \b
    Examples:
      goodterms decide "Alba Studio" talked
      goodterms decide "Alba Studio" snoozed --days 30
      goodterms decide "Alba Studio" gut --rating 3
    """
    chosen = DecisionKind(kind)
    if (chosen is DecisionKind.GUT) != (rating is not None):
        message = "gut needs --rating 0 to 4, and nothing else takes one"
        raise click.UsageError(message)
    if days is not None and chosen is not DecisionKind.SNOOZED:
        message = "only snoozed takes --days"
        raise click.UsageError(message)
    app = session.app(as_of)
    today = app.owner.workweek.local(app.clock.now()).date()
    decision = Decision(
        id=0,
        client=session.client(client).name,
        kind=chosen,
        decided_on=today,
        value=rating if chosen is DecisionKind.GUT else None,
        note=note,
    )
    if chosen is DecisionKind.SNOOZED:
        decision = replace(decision, until=today + timedelta(days=days or SNOOZE_DAYS))
    with app.open_store() as store:
        store.decide(decision)
    until = f" until {decision.until}" if decision.until else ""
    click.echo(f"Kept: {decision.client}, {kind}{until}, {today}. `goodterms assess` applies it.")
