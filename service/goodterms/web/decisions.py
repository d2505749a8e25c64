"""The owner's decisions about a client as forms; those that are hard to take back want the name.

The rules are `core.deciding`, the same as of `goodterms decide`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.adapters import words_verdict
from goodterms.adapters.texts import mark
from goodterms.core import deciding
from goodterms.core.client import Decision, DecisionKind
from goodterms.web.form import FormError, day_of
from goodterms.web.notices import Undo
from goodterms.web.pages.frame import Said
from goodterms.web.paths import about

if TYPE_CHECKING:
    from datetime import date

    from goodterms.adapters.store import SqliteStore
    from goodterms.core.client import Client
    from goodterms.web.desk import Desk
    from goodterms.web.form import Form

WORDS = {
    DecisionKind.TALKED: mark("We talked"),
    DecisionKind.SNOOZED: mark("Snooze"),
    DecisionKind.KEPT: mark("Keep this client"),
    DecisionKind.GUT: mark("How much I dread the next message"),
    DecisionKind.PREPARE: mark("Go to prepare"),
    DecisionKind.EXIT_PLAN: mark("I have a plan without their income"),
    DecisionKind.PARTING: mark("I told them that we part"),
    DecisionKind.PARTED: mark("We parted"),
    DecisionKind.RESUMED: mark("Go on as before"),
    DecisionKind.UNDONE: mark("Taken back"),
}

FORMS = frozenset(each for each in DecisionKind if each is not DecisionKind.UNDONE)

GRAVE = frozenset(
    {
        DecisionKind.PREPARE,
        DecisionKind.EXIT_PLAN,
        DecisionKind.PARTING,
        DecisionKind.PARTED,
    }
)
"""Decisions for which the client's name is typed: they open the way out (decision study B1.3)."""

LONGEST_NOTE = 1_000

KEPT = mark("Kept: %(what)s. Now: %(verdict)s.")
BACK = mark("Taken back: %(what)s. Now: %(verdict)s.")
NAME = mark("Nothing was changed: the client's name was not typed as it is written.")


def decide(desk: Desk, store: SqliteStore, client: Client, form: Form) -> Said:
    """Record a decision and say where the client stands now.

    Raises:
        DecisionError: The day, end or rating cannot be.
        FormError: The form is none of ours.
    """
    kind = DecisionKind(form.choice("kind", FORMS))
    if kind in GRAVE and not is_named(client.name, form.text("name")):
        return Said(text=desk.frame().texts.say(NAME))
    workweek, now = desk.app.owner.workweek, desk.app.clock.now()
    today, first = workweek.day(now), store.first_mail(client.name)
    kept = deciding.checked(
        decision(client.name, kind, form, today=today),
        store.decisions(client.name),
        today=today,
        first_mail=None if first is None else workweek.day(first),
    )
    number = store.decide(kept)
    return _said(desk, store, client, kept, number)


def undo(desk: Desk, store: SqliteStore, client: Client, form: Form) -> Said:
    """Take a decision back; both stay on record."""
    number = form.number("item")
    recorded = store.decisions(client.name)
    today = desk.app.owner.workweek.day(desk.app.clock.now())
    kept = deciding.undo(number, recorded, today=today)
    former = next(each for each in recorded if each.id == number)
    again = store.decide(kept)
    found = _said(desk, store, client, former, again)
    texts = desk.frame().texts
    judged = desk.judged_of(store, client.name)
    verdict = words_verdict.word(texts, judged.verdict) if judged else ""
    text = texts.say(BACK, what=texts.say(WORDS[former.kind]), verdict=verdict)
    return Said(text=text, undo=found.undo)


def decision(name: str, kind: DecisionKind, form: Form, *, today: date) -> Decision:
    """Return the decision a form says; rules are `core.deciding`'s."""
    rating = form.text("rating")
    if kind is DecisionKind.GUT and rating not in {str(each) for each in range(5)}:
        message = "a rating is a whole number from 0 to 4"
        raise FormError(message)
    note = form.text("note").replace("\n", " ")[:LONGEST_NOTE]
    on = day_of(form.text("on")) or today
    days = form.number("days") if form.text("days") else None
    return Decision(
        id=0,
        client=name,
        kind=kind,
        decided_on=on,
        until=on + timedelta(days=min(days, 999)) if days and kind in deciding.LONGEST else None,
        value=int(rating) if kind is DecisionKind.GUT else None,
        note=note,
    )


def is_named(name: str, typed: str) -> bool:
    """Return whether a client's name was typed; capitals and spaces around it do not matter."""
    return typed.strip().casefold() == name.strip().casefold()


def _said(desk: Desk, store: SqliteStore, client: Client, kept: Decision, number: int) -> Said:
    """Judge the client as of now and say where it stands; an undo names the decision."""
    texts = desk.frame().texts
    judged = desk.judge_now(store, client)
    text = texts.say(
        KEPT,
        what=texts.say(WORDS[kept.kind]),
        verdict=words_verdict.word(texts, judged.verdict),
    )
    return Said(
        text=text, undo=Undo(action=about(client.name, "decide/undo"), items=(str(number),))
    )
