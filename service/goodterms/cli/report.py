"""`goodterms report`: make and send this period's report; list, test and repeat what was sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click
from rich.table import Table

from goodterms import pipeline
from goodterms.adapters.clock import SystemClock
from goodterms.adapters.receipts import Receipts
from goodterms.adapters.reply_sender import way_out
from goodterms.cli.session import (
    Session,
    as_of_option,
    console,
    json_option,
    pass_session,
    print_json,
    progress_bars,
)
from goodterms.core import delivery
from goodterms.core.delivery import State
from goodterms.delivery import hand_over

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from goodterms.adapters.store import SqliteStore
    from goodterms.app import App
    from goodterms.core.delivery import Posting
    from goodterms.core.verdict import Assessment

MOST_LISTED = 50
"""Most mails that --list shows as a table; --json has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What one invocation asks for; at most one of the first five."""

    preview: bool
    again: bool
    listed: bool
    resend: int | None
    test: bool
    digest: str | None

    def check(self) -> None:
        """Refuse two wishes at once."""
        asked = {
            "--preview": self.preview,
            "--again": self.again,
            "--list": self.listed,
            "--resend": self.resend is not None,
            "--test": self.test,
            "--digest": self.digest is not None,
        }
        names = [name for name, is_asked in asked.items() if is_asked]
        if len(names) > 1:
            message = f"{' and '.join(names)} cannot be asked for together"
            raise click.UsageError(message)


@click.command()
@as_of_option
@click.option("--preview", is_flag=True, help="Print the text; send and keep nothing.")
@click.option("--again", is_flag=True, help="Send once more although this period was sent.")
@click.option("--list", "listed", is_flag=True, help="Say what was sent when, what waits, and why.")
@click.option("--resend", type=int, metavar="ID", help="Send a mail of --list once more.")
@click.option("--test", is_flag=True, help="Send yourself one test mail, to see that it arrives.")
@click.option("--digest", type=click.Choice(["on", "off"]), help="Let reports come or not.")
@json_option
@pass_session
def report(session: Session, /, as_of: date | None, as_json: bool, **asked: object) -> None:
    """Send yourself the report of this period, once.

    It goes where [report] in the config says: your own mailbox by SMTP, this machine's sendmail,
    or a folder as .eml. Never by IMAP, never to a client. What cannot be handed over waits in the
    outbox for the next run, and ends this one with status 1. What the server refuses for good is
    not tried again by itself: --list says why, --resend sends it when that is mended.

    \b
    Examples:
      goodterms report --preview
      goodterms report
      goodterms report --test
      goodterms report --list
      goodterms report --resend 12
      goodterms report --digest on
    """
    wish = Wish(**asked)  # type: ignore[arg-type]
    wish.check()
    app = session.app(as_of)
    with app.open_store() as store:
        if wish.digest:
            store.set_digest(off=wish.digest == "off")
            _say_digest(wish.digest, as_json=as_json)
        elif wish.listed:
            show(store.postings(), as_json=as_json)
        elif wish.resend is not None:
            finish(resend(app, store, wish.resend), as_json=as_json)
        elif wish.test:
            finish(send_test(app, store), as_json=as_json)
        elif wish.preview:
            _preview(app, store, judged(app, store, as_of))
        else:
            _periodic(app, store, wish, judged(app, store, as_of), as_json=as_json)


def judged(app: App, store: SqliteStore, as_of: date | None) -> Sequence[Assessment]:
    """Judge every client; a report of a past day does not count as told on that day."""
    recorded_at = SystemClock().now() if as_of else None
    with progress_bars() as progress:
        return pipeline.assess(
            store,
            app.judging(),
            now=app.clock.now(),
            progress=progress,
            recorded_at=recorded_at,
        )


def _preview(app: App, store: SqliteStore, found: Sequence[Assessment]) -> None:
    view = pipeline.report_view(store, found, app.reporting(again=False), now=app.clock.now())
    click.echo(app.renderer().letter(view).text)


def _periodic(
    app: App, store: SqliteStore, wish: Wish, found: Sequence[Assessment], *, as_json: bool
) -> None:
    """Make this period's report and hand over what waits."""
    again = wish.again
    sender = way_out(app.sender(), store, app.settings.database, app.clock, again=again)
    setup = app.reporting(again=again)
    sent = pipeline.report(store, app.renderer(), sender, found, setup, now=app.clock.now())
    if as_json:
        print_json({
            "period": sent.period,
            "already": sent.already,
            "places": sent.places,
            "waiting": sent.waiting,
            "refused": sent.refused,
        })  # fmt: skip
    else:
        _say(sent.places, sent.waiting, sent.refused)
        if sent.already:
            period = sent.period.partition(":")[2] or sent.period
            click.echo(f"The report of {period} was made before; --again makes it once more.")
    if sent.waiting or sent.refused:
        raise click.exceptions.Exit(1)


def resend(app: App, store: SqliteStore, number: int) -> Posting:
    """Send one mail of the outbox once more, under the same Message-ID; return how it stands.

    Raises:
        click.BadParameter: There is no mail of this number.
    """
    known = store.posting(number)
    if known is None:
        message = f"there is no mail {number}; `goodterms report --list` shows them"
        raise click.BadParameter(message, param_hint="--resend")
    store.send_again(number)
    Receipts.beside(app.settings.database).forget(known.outgoing.message_id)
    return _handed_over(app, store, number, app.clock.now())


def send_test(app: App, store: SqliteStore) -> Posting:
    """Send one test mail; one that fails is not tried again, as it would come at an odd time."""
    from goodterms.adapters import reply_test  # noqa: PLC0415 - words are needed here alone

    now = app.clock.now()
    letter = reply_test.letter(app.settings.owner.language, now=now)
    store.enqueue(letter, again=True, now=now)
    number = next(n for n, each in store.outbox() if each.message_id == letter.message_id)
    found = _handed_over(app, store, number, now)
    if found.state is not State.SENT:
        store.outbox_failed(number, found.trouble, now, for_good=True)
    return store.posting(number) or found


def _handed_over(app: App, store: SqliteStore, number: int, now: datetime) -> Posting:
    sender = way_out(app.sender(), store, app.settings.database, app.clock)
    hand_over(store, sender, now=now, only={number})
    found = store.posting(number)
    assert found is not None  # noqa: S101 - rows of the outbox are never removed
    return found


def finish(posting: Posting, *, as_json: bool) -> None:
    """Say how one mail stands; one that was not handed over ends with status 1."""
    if as_json:
        print_json(delivery.values(posting))
    elif posting.state is State.SENT:
        click.echo(f"Handed over: mail {posting.id}, {posting.outgoing.subject}")
        click.echo("Look for it where you read mail; it can take a few minutes.")
    else:
        click.echo(f"Not handed over: {posting.trouble}", err=True)
    if posting.state is not State.SENT:
        raise click.exceptions.Exit(1)


def show(postings: Sequence[Posting], *, as_json: bool) -> None:
    """Print the mails of the outbox, newest first."""
    if as_json:
        print_json([delivery.values(each) for each in postings])
        return
    if not postings:
        click.echo("No report was made yet.")
        return
    table = Table(box=None, pad_edge=False)
    for title in ("id", "state", "made (UTC)", "sent (UTC)", "subject", "why"):
        table.add_column(title)
    for each in postings[:MOST_LISTED]:
        table.add_row(
            str(each.id),
            str(each.state),
            _minute(each.added_at),
            _minute(each.done_at),
            each.outgoing.subject,
            each.trouble or (UNCERTAIN if each.state is State.UNCERTAIN else ""),
        )
    console().print(table)
    if len(postings) > MOST_LISTED:
        click.echo(f"{len(postings) - MOST_LISTED} older ones; --json names all.")


UNCERTAIN = "a process ended while it was sent, so it may have left; it is sent once more"


def _minute(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else "-"


def _say(places: Sequence[str], waiting: Sequence[str], refused: Sequence[str]) -> None:
    for place in places:
        click.echo(f"Handed over: {place}")
    for reason in waiting:
        click.echo(f"Waiting in the outbox: {reason}", err=True)
    for reason in refused:
        click.echo(f"Refused: {reason}", err=True)


def _say_digest(word: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"digest": word})
    elif word == "off":
        click.echo("No periodic reports any more; mails on events still come.")
    else:
        click.echo("Periodic reports come again.")
