"""How one chunk of mail is read: search, headers, client or stranger, noise or person, text, facts.

Port calls only; what is stored when, and in which order folders are read, is `pipeline.fetch`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.core import arrival, facts, matching, noise
from goodterms.core.mail import Body, Direction, Envelope, Problem
from goodterms.core.summary import FetchSummary
from goodterms.ports import Chunk

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from goodterms.core.mail import Location, Message
    from goodterms.core.matching import Mapping
    from goodterms.core.sync import Cursor, Step
    from goodterms.core.tone import ToneModel
    from goodterms.ports import Mailbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a mailbox is to be read.

    Attributes:
        account: Name under which cursors are kept.
        mapping: Which addresses belong to which client.
        own: The owner's addresses, lower case.
        since: First day of the horizon.
        everybody: Read the headers of all mail; otherwise the server searches for clients only.
    """

    account: str
    mapping: Mapping
    own: tuple[str, ...]
    model: ToneModel
    since: date
    everybody: bool

    @property
    def mapping_digest(self) -> str:
        """Return the digest that cursors keep; another mapping reads the folders again."""
        return matching.digest(self.mapping.clients, self.own)


def search(mailbox: Mailbox, reading: Reading, low: int, high: int) -> Sequence[int]:
    """Return the UIDs to look at: everybody's within the horizon, or only those of clients."""
    terms = None if reading.everybody else matching.search_terms(reading.mapping.clients)
    return mailbox.search(low, high, since=reading.since, correspondents=terms)


def crowded_hours(
    mailbox: Mailbox, reading: Reading, cursor: Cursor, step: Step, uids: Sequence[int]
) -> frozenset[datetime]:
    """Return the hours in which a whole mailbox seems to have been imported.

    On the way into the past the whole folder is looked at, not what is left of it, so that a
    reading that was cut and went on decides as an uncut one.
    """
    if step.backwards and step.high != cursor.high:
        uids = search(mailbox, reading, 1, cursor.high)
    if len(uids) < arrival.CROWD:
        return frozenset()
    return arrival.crowded_hours(mailbox.received(uids).values())


def read_chunk(
    mailbox: Mailbox,
    reading: Reading,
    uids: Sequence[int],
    crowded: frozenset[datetime],
    cursor: Cursor,
) -> tuple[Chunk, FetchSummary]:
    """Read one chunk: headers of all, text only of people mapped to a client."""
    problems: list[Problem] = []
    sightings: list[facts.Sighting] = []
    for found in mailbox.envelopes(uids):
        if isinstance(found, Problem):
            problems.append(found)
        elif sighting := _sighting(found, reading, crowded):
            sightings.append(sighting)
    wanted = [each.envelope.location.uid for each in sightings if each.noise is None]
    bodies = mailbox.bodies(wanted) if wanted else {}
    messages: list[tuple[Message, Location]] = []
    for sighting in sightings:
        body = bodies.get(sighting.envelope.location.uid)
        message = facts.from_headers(sighting)
        if isinstance(body, Body):
            message = facts.with_text(message, body, reading.model)
        elif isinstance(body, Problem):
            problems.append(body)
        messages.append((message, sighting.envelope.location))
    kept = [message for message, _ in messages]
    summary = FetchSummary(
        seen=len(uids),
        mapped=len(kept),
        scored=sum(1 for each in kept if each.scores),
        problems=len(problems),
        noise=dict(Counter(each.noise for each in kept if each.noise)),
        flaws=dict(Counter(flaw for each in kept for flaw in set(each.flaws))),
    )
    return Chunk(messages=messages, problems=problems, cursor=cursor), summary


def _sighting(
    envelope: Envelope, reading: Reading, crowded: frozenset[datetime]
) -> facts.Sighting | None:
    """Return whose message this is, None when it belongs to no client."""
    found = reading.mapping.client_of(envelope, reading.own)
    if found is None:
        return None
    client, direction = found
    return facts.Sighting(
        envelope=envelope,
        client=client,
        direction=direction,
        noise=noise.reason(envelope) if direction is Direction.IN else None,
        crowded=arrival.hour(envelope.internal_at) in crowded,
    )
