"""What everything rests on: sources, skipped input, the model and its record (B2.2, 6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from goodterms.adapters.texts import mark
from goodterms.core.findings import visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from goodterms.core.mail import Problem
    from goodterms.core.questions import Tally
    from goodterms.core.standing import Standing
    from goodterms.web.pages.frame import Frame

MOST_PROBLEMS = 200
"""Skipped messages and rows that are listed; the rest is counted."""

NOISE = {
    "auto-reply": mark("automatic answer"),
    "bounce": mark("delivery failure"),
    "calendar": mark("calendar invitation"),
    "list": mark("mailing list"),
    "newsletter": mark("newsletter"),
    "own-report": mark("report of Good Terms"),
    "receipt": mark("read receipt"),
    "robot": mark("sent by a program"),
}
"""Why mail is left out; a reason that is not here is shown by its own name."""

KINDS = {
    "message": mark("message"),
    "folder": mark("folder"),
    "mailbox": mark("mailbox"),
    "invoice": mark("invoice"),
    "payment": mark("payment"),
    "file": mark("file"),
    "invoices": mark("invoices"),
    "payments": mark("payments"),
}
"""What a problem is about; a kind that is not here is shown by its own name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """When one source was last read completely; `text` names a folder, file or service."""

    text: str
    read_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the page is made from.

    Attributes:
        standing: How the service stands.
        sources: Mailboxes and money files with their last reading.
        problems: Input that could not be used, latest first.
        skipped: Mail left out by the reason, over all clients.
        model: Digest of the tone model that ships.
        tally: What the owner's answers say of the model's labels.
        learned: What the owner's corrections changed, one sentence each.
    """

    standing: Standing
    sources: Sequence[SourceState] = ()
    problems: Sequence[Problem] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)
    model: str = ""
    tally: Tally | None = None
    learned: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthPage:
    """The state of everything, as label and value.

    Attributes:
        notices: What the owner is asked to do, first of all.
        waits: Standing failures with what is done about them.
        more: How many problems are not listed, in words; "" when all are.
    """

    template: ClassVar[str] = "health.html.j2"
    part: ClassVar[str] = "health"

    notices: tuple[str, ...]
    service: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str], ...]
    waits: tuple[tuple[str, str], ...]
    problems: tuple[tuple[str, str, str], ...]
    more: str
    skipped: tuple[tuple[str, str], ...]
    model: tuple[tuple[str, str], ...]
    learned: tuple[str, ...]


def health_page(frame: Frame, state: State) -> HealthPage:
    """Return the page on the state of sources, service and model."""
    texts, left = frame.texts, len(state.problems) - MOST_PROBLEMS
    more = texts.plural("and %(count)s more", "and %(count)s more", left) if left > 0 else ""
    return HealthPage(
        notices=tuple(state.standing.notices),
        service=_service(frame, state.standing),
        sources=tuple((visible(each.text), _read(frame, each)) for each in state.sources),
        waits=_waits(frame, state.standing),
        problems=tuple(_problem(frame, each) for each in state.problems[:MOST_PROBLEMS]),
        more=more,
        skipped=_skipped(frame, state.skipped),
        model=_model(frame, state),
        learned=tuple(state.learned),
    )


def _read(frame: Frame, source: SourceState) -> str:
    return frame.texts.say("never") if source.read_at is None else frame.instant(source.read_at)


def _service(frame: Frame, standing: Standing) -> tuple[tuple[str, str], ...]:
    texts = frame.texts
    runs = texts.say("yes") if standing.process is not None else texts.say("no")
    return (
        (texts.say("Mailbox"), standing.account),
        (texts.say("Last read completely"), frame.instant(standing.read_at)),
        (texts.say("The service runs"), runs),
        (texts.say("Next reading"), frame.instant(standing.next_read)),
        (texts.say("Next report"), frame.instant(standing.next_report)),
        (texts.say("Folders not read to the end yet"), texts.number(standing.unfinished)),
        (texts.say("Reports waiting to leave"), texts.number(standing.outbox)),
        (texts.say("Newest backup"), frame.instant(standing.backup_at)),
        (texts.say("Sign-in"), standing.token),
    )


def _waits(frame: Frame, standing: Standing) -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            job,
            frame.texts.say(
                "%(text)s Since %(since)s; next try %(next)s.",
                text=wait.text if wait.text.endswith(".") else wait.text + ".",
                since=frame.instant(wait.since),
                next=frame.instant(wait.until),
            ),
        )
        for job, wait in standing.waits.items()
    )


def _problem(frame: Frame, problem: Problem) -> tuple[str, str, str]:
    """Return what it is, where it lies, and why it could not be used."""
    texts = frame.texts
    kind = texts.say(KINDS[problem.kind]) if problem.kind in KINDS else problem.kind
    place = visible(problem.source)
    if problem.line:
        place = texts.say("%(file)s, line %(line)s", file=place, line=problem.line)
    return kind, place, visible(problem.text)


def _skipped(frame: Frame, skipped: Mapping[str, int]) -> tuple[tuple[str, str], ...]:
    texts = frame.texts
    ordered = sorted(skipped.items(), key=lambda each: (-each[1], each[0]))
    return tuple(
        (texts.say(NOISE[name]) if name in NOISE else name, texts.number(count))
        for name, count in ordered
        if count
    )


def _model(frame: Frame, state: State) -> tuple[tuple[str, str], ...]:
    texts, scores, tally = frame.texts, state.standing.scores, state.tally
    found = [
        (texts.say("Tone model"), state.model or "–"),
        (texts.say("Messages scored"), texts.number(scores.scored)),
        (texts.say("Of these by an earlier model"), texts.number(scores.old)),
    ]
    if tally is None or not tally.asked:
        return (*found, (texts.say("Right on your own mail"), texts.say("nothing asked yet")))
    answered = texts.say(
        "%(count)s of %(of)s", count=texts.number(tally.answered), of=texts.number(tally.asked)
    )
    found.append((texts.say("Questions you answered"), answered))
    if tally.drawn:
        low, high = tally.interval
        right = texts.say(
            "%(right)s of %(drawn)s labels drawn at random, %(share)s (95 %% between %(low)s and "
            "%(high)s)",
            right=texts.number(tally.right),
            drawn=texts.number(tally.drawn),
            share=texts.percent(tally.precision),
            low=texts.percent(low),
            high=texts.percent(high),
        )
        found.append((texts.say("Right on your own mail"), right))
    return tuple(found)
