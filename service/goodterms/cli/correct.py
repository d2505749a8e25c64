"""`goodterms correct`: the owner's word on one message or invoice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from goodterms.cli import learning
from goodterms.cli.session import Session, pass_session
from goodterms.core.client import Correction, CorrectionKind
from goodterms.core.mail import LABELS
from goodterms.core.verdict import Code
from goodterms.errors import GoodTermsError, UnknownSourceError

if TYPE_CHECKING:
    from goodterms.adapters.store import SqliteStore

CODES = (*LABELS, *(code.value for code in Code), "*")


@click.command()
@click.argument("message_id", metavar="ID")
@click.option("--not", "wrong", type=click.Choice(CODES), help="This is not so: it counts no more.")
@click.option("--yes", "right", type=click.Choice(CODES), help="This is so: it counts in full.")
@click.option("--threat", is_flag=True, help="This is a threat: talk first, at once.")
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
    threat: bool,
    invited: str | None,
    mine: str | None,
    undo: str | None,
    offline: bool,
) -> None:
    """Correct what is said of one message or invoice; the next assessment takes it into account.

    The id and the code stand beside each item of evidence in the dossier. `*` is the whole message.
    From --not and --yes with a tone label the scores learn, a little, after five of a label: for
    that the message is read again, read-only, and the words of it that the model knows are kept.

    A threat that you confirm, or two hostile messages within 90 days (--yes HO), enter "talk first"
    at once and waive the eight weeks before the next step; text alone never does.

    \b
    Examples:
      goodterms correct M-3f9a2c11d0aa --not vague
      goodterms correct M-3f9a2c11d0aa --threat
      goodterms correct M-3f9a2c11d0aa --undo vague
    """
    given = {
        CorrectionKind.WRONG: wrong,
        CorrectionKind.RIGHT: right,
        CorrectionKind.THREAT: Code.HOSTILE.value if threat else None,
        CorrectionKind.INVITED: invited,
        CorrectionKind.MINE: mine,
    }
    chosen = [(kind, code) for kind, code in given.items() if code]
    if len(chosen) + bool(undo) != 1:
        message = "give one of --not, --yes, --threat, --invited, --mine or --undo"
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
