"""One message's stored facts from what was fetched of it: the only place that builds a `Message`.

Reads headers, then (for mapped people only) the new text. Keeps no text but an excerpt of the one
sentence that earned a label or a demand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodterms.core import (
    arrival,
    cleaning,
    cues,
    exit_papers,
    identity,
    language,
    noise,
    tone,
    urgency,
)
from goodterms.core.mail import EXCERPT_LIMIT, Direction, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goodterms.core.client import Client
    from goodterms.core.mail import Body, Envelope
    from goodterms.core.tone import ToneModel


TEXT_FLAWS = frozenset({
    "calendar", "charset", "encoding", "encrypted", "no-text", "quotes-unclear", "too-many-parts",
    "truncated", "unreadable",
})  # fmt: skip
"""Flaws that only the text shows; all others are of the headers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A message that belongs to a client, before its text is read.

    Attributes:
        noise: Why it is automatic mail, None when a person wrote it; noise is never read further.
    """

    envelope: Envelope
    client: Client
    direction: Direction
    noise: str | None


def from_headers(sighting: Sighting) -> Message:
    """Return the facts that the headers alone give.

    Whether INTERNALDATE falls into an hour that hundreds of messages share is known only when more
    of the folder was seen: `redated` says it then.
    """
    envelope = sighting.envelope
    arrived_at, clock = arrival.arrived(envelope.sent_at, envelope.internal_at, crowded=False)
    return Message(
        id=identity.message_key(envelope),
        client=sighting.client.name,
        direction=sighting.direction,
        arrived_at=arrived_at,
        clock=clock,
        sent_at=envelope.sent_at,
        sent_offset_minutes=envelope.sent_offset_minutes,
        internal_at=envelope.internal_at,
        message_id=envelope.message_id,
        parents=envelope.parents,
        sender=envelope.sender.address if envelope.sender else "",
        subject=envelope.subject,
        size=envelope.size,
        thread_hint=envelope.thread_hint,
        noise=sighting.noise,
        flaws=envelope.flaws,
    )


def redated(message: Message) -> Message:
    """Return a message of a crowded hour with the clock that holds there (`core.arrival`)."""
    arrived_at, clock = arrival.arrived(message.sent_at, message.internal_at, crowded=True)
    return replace(message, arrived_at=arrived_at, clock=clock)


def unread(message: Message) -> Message:
    """Return a message as its headers alone give it, so that its text can be read again.

    Identity, times and everything else of the headers stay as they are.
    """
    return replace(
        message,
        language=None,
        words=0,
        scores={},
        model="",
        demand=None,
        delivers=False,
        offers=False,
        asks_change=False,
        adds=False,
        attachments=0,
        papers=(),
        excerpt="",
        flaws=tuple(each for each in message.flaws if each not in TEXT_FLAWS),
    )


def with_text(message: Message, body: Body, model: ToneModel) -> Message:
    """Return the facts with those that the newly written text gives.

    Text whose quotes could not be told apart is counted but not scored: a client must not answer
    for the owner's own words.
    """
    flaws = message.flaws + body.flaws
    if message.direction is Direction.IN and (kind := noise.of_body(body)):
        return replace(message, noise=kind, flaws=flaws)
    fragments = cleaning.newest(body.text)
    if not fragments.certain:
        flaws = (*flaws, "quotes-unclear")
    read = replace(
        message,
        words=len(fragments.new.split()),
        language=language.guess(fragments.new),
        attachments=len(body.attachments),
        papers=exit_papers.papers(body.attachments),
        flaws=flaws,
    )
    if message.direction is Direction.OUT:
        return replace(
            read,
            delivers=cues.delivers(fragments.new, len(body.attachments)),
            offers=cues.offers(fragments.new, body.attachments),
        )
    return _scored(read, fragments.new, model) if fragments.certain else read


def reader(
    model: Callable[[], ToneModel],
) -> Callable[[Sequence[tuple[Message, Body]]], list[Message]]:
    """Return what reads texts, a `ports.TextReader`; `model` is asked with the first of them."""

    def read(pairs: Sequence[tuple[Message, Body]]) -> list[Message]:
        return [with_text(message, body, model()) for message, body in pairs]

    return read


def _scored(message: Message, text: str, model: ToneModel) -> Message:
    """Return an inbound message with tone, demand and the excerpt that shows them.

    Explicit words go before tone: who says that nothing is to be changed is not vague about it.
    """
    found = tone.score(model, text, language=message.language)
    demand = urgency.find_demand(text, language=message.language)
    denied = {"vague"} if cues.is_content(text) else set()
    spans = [span for span in found.spans if span.label not in denied]
    shown = [span.text for span in spans]
    if demand and (not spans or spans[0].label == "pressure"):
        shown = [demand.sentence]  # it names the time, which is what counts
    return replace(
        message,
        scores={label: 0.0 if label in denied else p for label, p in found.scores.items()},
        model=model.digest if found.scores else "",
        demand=demand.kind if demand else None,
        asks_change=cues.asks_change(text),
        adds=demand is None and cues.adds(text, message.attachments),
        excerpt=excerpt(shown[0]) if shown else "",
    )


def excerpt(text: str) -> str:
    """Return one line of at most `EXCERPT_LIMIT` characters."""
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT_LIMIT else line[: EXCERPT_LIMIT - 1].rstrip() + "…"
