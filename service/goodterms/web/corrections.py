"""The owner's word on single items of evidence, what it changes, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters import words_verdict
from goodterms.adapters.texts import mark
from goodterms.core.client import Correction, CorrectionKind
from goodterms.core.correcting import WHOLE
from goodterms.core.mail import LABELS
from goodterms.core.review_batch import batch
from goodterms.core.verdict import Code
from goodterms.web.form import FormError
from goodterms.web.notices import Undo
from goodterms.web.pages.frame import Said
from goodterms.web.paths import about

if TYPE_CHECKING:
    from goodterms.adapters.store import SqliteStore
    from goodterms.adapters.texts import Texts
    from goodterms.core.client import Client
    from goodterms.core.verdict import Assessment
    from goodterms.web.desk import Desk
    from goodterms.web.form import Form

CODES = frozenset((*LABELS, *(each.value for each in Code), WHOLE))

VIEW = ("shown", "month", "unconfirmed", "page")
"""Fields that say which part of the evidence was looked at; ``shown`` is the kind."""

BOTH = mark("Burn %(before)s → %(after)s, now %(certainty)s: %(verdict)s.")
SAME = mark("Burn %(after)s as before, %(certainty)s: %(verdict)s.")
KEPT = mark("Kept. The next assessment takes it into account.")


def correct(desk: Desk, store: SqliteStore, client: Client, form: Form) -> Said:
    """Keep the owner's word on one item and say how the burn changed."""
    source, code = item_of(store, client, form)
    kind = CorrectionKind(form.choice("kind", frozenset(CorrectionKind)))
    return changed(desk, store, client, [(source, code, kind)], shown=shown_in(form))


def undo(desk: Desk, store: SqliteStore, client: Client, form: Form) -> Said:
    """Take the owner's words on some items back; `items` are pairs of source and code."""
    pairs = [tuple(each.split(" ", 1)) for each in form.every("item")]
    if not pairs or not all(len(each) == 2 for each in pairs):
        message = "this form names no item"
        raise FormError(message)
    before = desk.judged_of(store, client.name)
    for source, code in pairs:
        _check(store, client, source, code)
        store.undo_last_correction(source, code)
    after = desk.judge_as_stored(store, client)
    return Said(text=sentence(desk.frame().texts, before, after))


def decide_batch(desk: Desk, store: SqliteStore, client: Client, form: Form) -> Said | None:
    """Keep the words on a batch; None when nothing was chosen. Only items of the batch count."""
    judged = desk.judged_of(store, client.name)
    items = batch(judged, store.corrections_of(client.name)) if judged else ()
    words = []
    for each in items:
        answer = form.text(f"item {each.id}")
        if answer in frozenset(CorrectionKind):
            words.append((each.sources[0], each.code.value, CorrectionKind(answer)))
    return changed(desk, store, client, words) if words else None


def changed(
    desk: Desk,
    store: SqliteStore,
    client: Client,
    words: list[tuple[str, str, CorrectionKind]],
    *,
    shown: tuple[tuple[str, str], ...] = (),
) -> Said:
    """Write words of the owner, judge the client again, and say what came of it."""
    before = desk.judged_of(store, client.name)
    for source, code, kind in words:
        at = desk.app.clock.now()
        store.correct(Correction(id=0, message=source, code=code, kind=kind, corrected_at=at))
    after = desk.judge_as_stored(store, client)
    taking_back = Undo(
        action=about(client.name, "undo"),
        items=tuple(f"{source} {code}" for source, code, _ in words),
        shown=shown,
    )
    return Said(text=sentence(desk.frame().texts, before, after), undo=taking_back)


def shown_in(form: Form) -> tuple[tuple[str, str], ...]:
    """Return which part of the evidence a form stood in."""
    return tuple((name, form.text(name)) for name in VIEW if form.text(name))


def item_of(store: SqliteStore, client: Client, form: Form) -> tuple[str, str]:
    """Return source and code of an item of this client.

    Raises:
        FormError: It is none of this client's.
    """
    source, code = form.text("source"), form.text("code")
    _check(store, client, source, code)
    return source, code


def _check(store: SqliteStore, client: Client, source: str, code: str) -> None:
    if code not in CODES or store.client_of(source) != client.name:
        message = "this is no item of this client; nothing was changed"
        raise FormError(message, hint="Go back to the evidence")


def sentence(texts: Texts, before: Assessment | None, after: Assessment | None) -> str:
    """Return how the burn changed, such as "Burn 1.8 → 1.6, now likely: talk first"."""
    if after is None:
        return texts.say(KEPT)
    numbers = [texts.number(each.long.mean, 1) for each in (before, after) if each is not None]
    finer = [texts.number(each.long.mean, 2) for each in (before, after) if each is not None]
    if before is not None and numbers[0] == numbers[-1] and finer[0] != finer[-1]:
        numbers = finer
    return texts.say(
        BOTH if numbers[0] != numbers[-1] else SAME,
        before=numbers[0],
        after=numbers[-1],
        certainty=texts.say(words_verdict.CERTAINTIES[after.certainty]),
        verdict=words_verdict.word(texts, after.verdict),
    )
