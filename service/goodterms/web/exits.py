"""The owner's words on the steps of an ending as forms; rules are `core.exit_words`'."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.adapters.texts import mark
from goodterms.core.exit_words import ExitWord, Said, checked, step_named
from goodterms.web.form import FormError, day_of
from goodterms.web.notices import Undo
from goodterms.web.pages import frame as pages
from goodterms.web.paths import about

if TYPE_CHECKING:
    from goodterms.adapters.store import SqliteStore
    from goodterms.core.client import Client
    from goodterms.web.desk import Desk
    from goodterms.web.form import Form

FARTHEST = timedelta(days=3 * 366)
"""A day of a step lies at most three years ahead, as for `goodterms dossier --step`."""

KEPT = mark("Kept: the step is marked.")
BACK = mark("Taken back.")
STATES = frozenset(Said)


def say(desk: Desk, store: SqliteStore, client: Client, form: Form) -> pages.Said:
    """Keep a word on one step.

    Raises:
        StepError: It cannot be kept; says why.
        FormError: The form is none of ours.
    """
    today = desk.app.owner.workweek.day(desk.app.clock.now())
    on, rating = day_of(form.text("on")), form.text("rating")
    if rating not in {"", *map(str, range(5))} or (on and on > today + FARTHEST):
        message = "a rating is a number from 0 to 4, a day lies at most three years ahead"
        raise FormError(message)
    word = ExitWord(
        id=0,
        client=client.name,
        step=step_named(form.text("step")),
        state=Said(form.choice("state", STATES)),
        said_on=today,
        day=on,
        rating=int(rating) if rating else None,
        note=" ".join(form.text("note").split()),
    )
    number = store.say_step(checked(word))
    undo = Undo(action=about(client.name, "step/undo"), items=(str(number),))
    return pages.Said(text=desk.frame().texts.say(KEPT), undo=undo)


def undo(desk: Desk, store: SqliteStore, client: Client, form: Form) -> pages.Said:
    """Take a word on a step back; both stay on record."""
    today = desk.app.owner.workweek.day(desk.app.clock.now())
    store.take_step_back(form.number("item"), client=client.name, said_on=today)
    return pages.Said(text=desk.frame().texts.say(BACK))
