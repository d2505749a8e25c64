"""`goodterms tone ask`: the few questions of the week, and what the owner answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from goodterms.cli.learning import keep, outcomes, read_again, refit
from goodterms.cli.session import Session, pass_session
from goodterms.core.client import Correction, CorrectionKind
from goodterms.core.facts import excerpt
from goodterms.core.owner_layer import words_on
from goodterms.core.questions import (
    DAYS_BACK,
    MOST_A_WEEK,
    Answer,
    Candidate,
    choose,
    week_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goodterms.adapters.store import SqliteStore
    from goodterms.app import App
    from goodterms.core.mail import Message
    from goodterms.core.questions import Question

MEANINGS = {
    "vague": "turns work down or wants it changed without saying what to do",
    "pressure": "demands an answer within hours, chases, or blames you for not being there",
    "hostile": "insults, mocks or threatens you",
    "scope": "asks for more work as if it were included",
    "stalling": "puts off paying without naming a day",
}
"""What each label asks, in a line (models/tone/card.md)."""

KINDS = {Answer.YES: CorrectionKind.RIGHT, Answer.NO: CorrectionKind.WRONG}


@click.command()
@click.option("--list", "only_list", is_flag=True, help="Show the open questions; ask nothing.")
@pass_session
def ask(session: Session, only_list: bool) -> None:
    """Answer the week's questions on how messages sound: three at most.

    Half of them are messages the model is least sure of, half are drawn at random from what it is
    sure of, so that `goodterms doctor` can say how often it is right with your mail. A yes or no is
    a correction like one of `goodterms correct`, and taken back there with --undo.

    \b
    Examples:
      goodterms tone ask
      goodterms tone ask --list
    """
    app = session.app()
    with app.open_store() as store:
        questions = open_questions(app, store)
        if not questions:
            click.echo("No open question this week.")
            return
        messages = store.messages({each.message for each in questions})
        read = read_again(app, store, messages)
        try:
            for number, each in enumerate(questions, start=1):
                text = read.texts.get(each.message, "")
                lines = shown(messages[each.message], each.label, text)
                click.echo("\n".join((f"{number} of {len(questions)}", *lines)))
                if not only_list:
                    answered(app, store, each, _asked(each.label), text=text)
        finally:  # who stops has answered some
            for line in () if only_list else outcomes(app, store, refit(app, store)):
                click.echo(f"{line}.")
    if read.problem:
        click.echo(f"Not everything could be read: {read.problem}.", err=True)


def open_questions(app: App, store: SqliteStore) -> list[Question]:
    """Return this week's questions without an answer, choosing more while there is room."""
    now = app.clock.now()
    week = week_of(app.owner.workweek.local(now).date())
    asked = store.questions()
    recent = store.read_since(now - timedelta(days=DAYS_BACK))
    found = choose(candidates(app, store, recent), asked, week=week)
    store.ask(found, now)
    before = [each for each in asked if each.week == week]
    return [each for each in (*before, *found) if each.answer is Answer.OPEN][:MOST_A_WEEK]


def candidates(app: App, store: SqliteStore, recent: Sequence[Message]) -> Iterator[Candidate]:
    """Yield each label of each scored message on which the owner has said nothing."""
    said = words_on(store.corrections())
    for message in recent:
        decisions = zip(app.model.labels, app.model.decided(message.language), strict=True)
        for label, decision in decisions:
            if label in message.scores and (message.id, label) not in said:
                yield Candidate(
                    message=message.id,
                    label=label,
                    score=message.scores[label],
                    threshold=decision.yes,
                )


def shown(message: Message, label: str, text: str) -> list[str]:
    """Return a question in lines: id, client, day, the words, and what is asked."""
    words = message.excerpt or excerpt(text) or f"(its text is out of reach) {message.subject}"
    plain = "".join(each if each.isprintable() else " " for each in words)
    return [
        f"  {message.id}  {message.client}, {message.arrived_at:%Y-%m-%d}",
        f'  "{plain}"',
        f"  {label}: the client {MEANINGS.get(label, label)}",
    ]


def answered(
    app: App, store: SqliteStore, question: Question, answer: Answer, *, text: str
) -> None:
    """Keep one answer; yes and no are corrections, learned from where the text is at hand."""
    now = app.clock.now()
    store.answer(question.message, question.label, answer, now)
    if answer not in KINDS:
        return
    store.correct(
        Correction(
            id=0,
            message=question.message,
            code=question.label,
            kind=KINDS[answer],
            corrected_at=now,
        )
    )
    if text:
        keep(app, store, {question.message: text})


def _asked(label: str) -> Answer:
    """Ask until the answer is one."""
    choice = click.Choice([Answer.YES.value, Answer.NO.value, Answer.SKIP.value])
    return Answer(click.prompt(f"  Is it {label}?", type=choice, default=Answer.SKIP.value))
