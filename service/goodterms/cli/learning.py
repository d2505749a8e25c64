"""Learning from the owner: read a corrected message again, keep its vector, fit the layer anew.

Shared by `correct`, `tone learn` and `tone ask`. What cannot be read now counts for the verdict all
the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from goodterms.adapters import replay
from goodterms.cli.session import Session, pass_session
from goodterms.core import cleaning
from goodterms.core.mail import LABELS, Body, Direction
from goodterms.core.owner_layer import (
    FEWEST_CORRECTIONS,
    LARGEST_SHIFT,
    examples,
    fit,
    label_of,
    vector,
    words_on,
)
from goodterms.core.owner_replay import checked
from goodterms.core.questions import Answer
from goodterms.errors import FolderError, GoodTermsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from goodterms.adapters.imap import ImapMailbox
    from goodterms.adapters.store import SqliteStore
    from goodterms.app import App
    from goodterms.core.mail import Message
    from goodterms.core.owner_layer import Example, Layer

LATER = "`goodterms tone learn` tries again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """Newly written texts by message id; `problem` says why the others are missing."""

    texts: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


def read_again(app: App, store: SqliteStore, ids: Iterable[str]) -> Reread:
    """Read clients' messages again where they lie, read-only; nothing of the text is kept.

    Never raises for a mailbox that cannot be reached: what is missing is said.
    """
    wanted = [each for each in store.messages(set(ids)).values() if each.direction is Direction.IN]
    if not wanted:
        return Reread()
    found: dict[str, str] = {}
    problem = ""
    try:
        with app.open_mailbox() as mailbox:
            for message in wanted:
                text = _text(mailbox, app, store, message)
                if text is None:
                    problem = f"{message.id} could not be read again"
                else:
                    found[message.id] = text
    except GoodTermsError as error:
        problem = error.message
    return Reread(texts=found, problem=problem)


def _text(mailbox: ImapMailbox, app: App, store: SqliteStore, message: Message) -> str | None:
    """Return what was newly written in a message, None when that cannot be told."""
    for place in store.places(app.settings.mailbox.account, message.id):
        try:
            body = mailbox.look_up(place)
        except FolderError:
            continue
        if isinstance(body, Body):
            fragments = cleaning.newest(body.text)
            return fragments.new if fragments.certain else None
    return None


def keep(app: App, store: SqliteStore, texts: Mapping[str, str]) -> None:
    """Keep the vectors of corrected messages."""
    messages = store.messages(texts)
    for key, text in texts.items():
        found = vector(app.model, text, language=messages[key].language)
        if found:
            store.save_vector(key, found, app.clock.now())


def learned(app: App, store: SqliteStore) -> list[Example]:
    """Return what the corrections that stand teach about the shipped model."""
    words = words_on(store.corrections())
    return examples(words, store.vectors(), model=app.model_digest)


def missing(app: App, store: SqliteStore) -> set[str]:
    """Return the corrected messages whose vector of the shipped model is not kept."""
    kept = {key for key, each in store.vectors().items() if each.model == app.model_digest}
    corrected = {message for message, _ in words_on(store.corrections())} - kept
    return {key for key, each in store.messages(corrected).items() if each.scores}


def refit(app: App, store: SqliteStore) -> Layer:
    """Fit the layer anew from the corrections that stand, try it, keep it, and return it."""
    store.drop_vectors({message for message, _ in words_on(store.corrections())})
    layer = fit(learned(app, store), model=app.model_digest)
    if layer.offsets:
        layer = checked(layer, app.model, replay.cases(app.model))
    if layer != store.tone_layer(app.model_digest):
        store.save_tone_layer(layer, app.clock.now())
    return layer


def outcome(label: str, count: int, layer: Layer) -> str:
    """Return in words what the corrections of a label do."""
    if label in layer.withheld:
        before, after = layer.withheld[label]
        return (
            f"{label}: {count} corrections, not used: on the packaged messages its precision "
            f"would fall from {before:.2f} to {after:.2f}"
        )
    if label in layer.offsets:
        return (
            f"{label}: {count} corrections move the scores of messages read from now on, "
            f"by {LARGEST_SHIFT} log-odds at most"
        )
    return f"{label}: {count} of the {FEWEST_CORRECTIONS} corrections before its scores move"


def outcomes(app: App, store: SqliteStore, layer: Layer) -> list[str]:
    """Return `outcome` of every label that was corrected."""
    found = learned(app, store)
    counts = {label: sum(each.label == label for each in found) for label in LABELS}
    return [outcome(label, count, layer) for label, count in counts.items() if count]


def after_correction(
    app: App, store: SqliteStore, message: str, code: str, *, offline: bool
) -> list[str]:
    """Learn from a correction just made or taken back; return in words what came of it.

    Nothing comes of a code that speaks of no tone label, or of a message that was never scored.
    """
    label = label_of(code)
    if label is None or not any(each.scores for each in store.messages([message]).values()):
        return []
    word = words_on(store.corrections()).get((message, label))
    answer = Answer.SKIP if word is None else Answer.YES if word else Answer.NO
    store.answer(message, label, answer, app.clock.now())
    said = _take(app, store, message, offline=offline) if message in missing(app, store) else ""
    layer = refit(app, store)
    count = sum(each.label == label for each in learned(app, store))
    return [said or f"Learned: {outcome(label, count, layer)}."]


def _take(app: App, store: SqliteStore, message: str, *, offline: bool) -> str:
    """Read one corrected message again; return why nothing was learned from it, if so."""
    if offline:
        return f"Nothing was learned from it; {LATER}."
    read = read_again(app, store, [message])
    keep(app, store, read.texts)
    if message not in missing(app, store):
        return ""
    why = read.problem or "the tone model does not score its text"
    return f"Nothing was learned from it ({why}); {LATER}."


@click.command()
@pass_session
def learn(session: Session) -> None:
    """Learn from your corrections again: after an update, or when the mailbox was out of reach.

    Reads the corrected messages whose words are not known yet, read-only, fits the layer anew, and
    tries it on packaged messages. Of a message only concepts and words that the tone model knows
    are kept, never its text.

    \b
    Example:
      goodterms tone learn
    """
    app = session.app()
    with app.open_store() as store:
        wanted = missing(app, store)
        read = read_again(app, store, wanted)
        keep(app, store, read.texts)
        layer = refit(app, store)
        for line in outcomes(app, store, layer) or ["No correction of a tone label to learn from"]:
            click.echo(f"{line}.")
        left = missing(app, store)
    if left:
        why = f": {read.problem}" if read.problem else ""
        click.echo(f"Not learned from: {len(left)} corrected messages{why}.", err=True)
