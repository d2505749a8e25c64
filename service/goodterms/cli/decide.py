"""`goodterms decide`: what the owner decided about a client, listed and taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from goodterms.cli.decision_lines import decision_lines, decision_words
from goodterms.cli.session import (
    Session,
    as_of_option,
    json_option,
    pass_session,
    print_json,
    sane_day,
)
from goodterms.core import deciding
from goodterms.core.client import Decision, DecisionKind
from goodterms.core.decided import taken_back

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from goodterms.adapters.store import SqliteStore
    from goodterms.app import App

KINDS = {
    "talked": DecisionKind.TALKED,
    "snooze": DecisionKind.SNOOZED,
    "keep": DecisionKind.KEPT,
    "gut": DecisionKind.GUT,
    "prepare": DecisionKind.PREPARE,
    "plan": DecisionKind.EXIT_PLAN,
    "parting": DecisionKind.PARTING,
    "parted": DecisionKind.PARTED,
    "resume": DecisionKind.RESUMED,
}
"""What the owner says and what is recorded."""

SYNONYMS = {
    "snoozed": DecisionKind.SNOOZED,
    "kept": DecisionKind.KEPT,
    "exit_plan": DecisionKind.EXIT_PLAN,
    "resumed": DecisionKind.RESUMED,
}
"""The recorded words do as well."""

DAY = click.DateTime(["%Y-%m-%d"])


class KindChoice(click.Choice[str]):
    """One of the kinds; help and errors show the shorter words alone."""

    name = "kind"

    def __init__(self) -> None:
        """Take the words of `KINDS`."""
        super().__init__(list(KINDS))

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word as it is recorded."""
        if value in SYNONYMS:
            return SYNONYMS[value].value
        return KINDS[super().convert(value, param, ctx)].value


@click.command()
@click.argument("client", required=False)
@click.argument("kind", required=False, metavar="[KIND]", type=KindChoice())
@click.argument("rating", required=False, type=click.IntRange(0, deciding.MOST_DREAD))
@click.option("--on", "on", type=DAY, callback=sane_day, metavar="DAY", help="When; today.")
@click.option("--until", type=DAY, callback=sane_day, metavar="DAY", help="Last day of it.")
@click.option("--days", type=click.IntRange(1, 366), help="The same as a number of days.")
@click.option("--rating", "dread", type=click.IntRange(0, deciding.MOST_DREAD), hidden=True)
@click.option("--note", default="", help="Your own words; they stay on this machine.")
@click.option("--list", "listing", is_flag=True, help="Show what was decided, with numbers.")
@click.option("--undo", type=click.IntRange(1), metavar="NUMBER", help="Take a decision back.")
@as_of_option
@json_option
@pass_session
def decide(session: Session, /, as_of: date | None, as_json: bool, **said: object) -> None:
    """Record what you decided about a client; nothing is sent to anybody.

    \b
    KIND is one of:
      talked    you spoke about it; climbing to "prepare" waits for eight weeks from that day
      snooze    say nothing of this client for a while (--until, --days; 30 days, at most 90);
                ends by itself when the verdict rises
      keep      you looked at it and go on with them: nothing above "talk first" (--until; 26 weeks)
      gut       how much you dread the next message, 0 to 4; touches no number
      prepare   go to "prepare to part" yourself: open after two ratings of 3 or 4, 28 days apart
      plan      you know how to do without their income (--note "62 %" when it is 60 % or more)
      parting   you told the client
      parted    it is over
      resume    ends a snooze, keeping, or a parting

    All of it can be taken back with --undo; nothing is ever deleted.

    \b
    Examples:
      goodterms decide "Alba Studio" talked --on 2026-03-14 --note "two rounds, no nights"
      goodterms decide "Alba Studio" snooze --days 60
      goodterms decide "Alba Studio" gut 3
      goodterms decide --list
      goodterms decide --undo 7
    """
    app = session.app(as_of)
    today = app.owner.workweek.day(app.clock.now())
    if sum((bool(said["listing"]), said["undo"] is not None, said["kind"] is not None)) != 1:
        message = "give a client and a kind, or --list, or --undo NUMBER"
        raise click.UsageError(message)
    name = session.client(str(said["client"])).name if said["client"] is not None else None
    with app.open_store() as store:
        if said["listing"]:
            _listed(_of(store.all_decisions(), name), as_json=as_json)
            return
        if isinstance(undone := said["undo"], int):
            kept = deciding.undo(undone, _of(store.all_decisions(), name), today=today)
        else:
            assert name is not None  # noqa: S101 - click gives the client before the kind
            kept = _checked(app, store, _decision(name, today, said), today)
        number = store.decide(kept)
    _said(kept, number, as_json=as_json)


def _of(decisions: Sequence[Decision], client: str | None) -> list[Decision]:
    return [each for each in decisions if client in (None, each.client)]


def _decision(client: str, today: date, said: dict[str, object]) -> Decision:
    """The decision as the arguments say it."""
    on, until, days = said["on"] or today, said["until"], said["days"]
    rating, dread = said["rating"], said["dread"]
    if (until and days) or (rating is not None and dread is not None):
        message = "say it once: --until or --days, one rating"
        raise click.UsageError(message)
    if isinstance(days, int):
        until = on + timedelta(days=days)  # type: ignore[operator]
    return Decision(
        id=0,
        client=client,
        kind=DecisionKind(str(said["kind"])),
        decided_on=on,  # type: ignore[arg-type]
        until=until,  # type: ignore[arg-type]
        value=rating if dread is None else dread,  # type: ignore[arg-type]
        note=str(said["note"]),
    )


def _checked(app: App, store: SqliteStore, decision: Decision, today: date) -> Decision:
    first = store.first_mail(decision.client)
    return deciding.checked(
        decision,
        store.decisions(decision.client),
        today=today,
        first_mail=None if first is None else app.owner.workweek.day(first),
    )


def _said(kept: Decision, number: int, *, as_json: bool) -> None:
    if as_json:
        print_json(_json(kept, number))
        return
    what = decision_words(kept)
    click.echo(f"Kept: {kept.client}, {what}, {kept.decided_on}. `goodterms assess` applies it.")
    click.echo(f"`goodterms decide --undo {number}` takes it back.")


def _listed(decisions: Sequence[Decision], *, as_json: bool) -> None:
    if as_json:
        gone = taken_back(decisions)
        print_json([_json(each, each.id) | {"undone": each.id in gone} for each in decisions])
        return
    for line in decision_lines(decisions) or ["Nothing was decided yet."]:
        click.echo(line)


def _json(decision: Decision, number: int) -> dict[str, object]:
    return {
        "id": number,
        "client": decision.client,
        "kind": decision.kind.value,
        "decided_on": decision.decided_on.isoformat(),
        "until": decision.until.isoformat() if decision.until else None,
        "value": decision.value,
        "note": decision.note,
    }
