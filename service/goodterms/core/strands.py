"""Messages that may ever share a thread, so that what happens within one need not look at others.

Which of them do share a thread at a given time is in `threads`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.core.threads import first_written, kindred

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from goodterms.core.mail import Message


def strands(messages: Iterable[Message]) -> tuple[Strand, ...]:
    """Return the strands of one client's messages, by when they begin."""
    ordered = sorted(messages, key=lambda each: (each.arrived_at, each.id))
    writers = first_written(ordered)
    kin = kindred(ordered)
    found: dict[str, list[Message]] = {}
    for each in ordered:
        found.setdefault(kin[each.id], []).append(each)
    return tuple(_strand(each, writers) for each in found.values())


def _strand(messages: list[Message], writers: Mapping[str, datetime]) -> Strand:
    named = {parent.lower() for each in messages for parent in each.parents}
    people = {name: writers[name] for name in named if name in writers}
    arrivals = tuple(each.arrived_at for each in messages)
    unmasked = (at for at in people.values() if at > arrivals[0])
    return Strand(
        messages=tuple(messages),
        arrivals=arrivals,
        turns=tuple(sorted({*arrivals, *unmasked})),
        people=people,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """All messages that may share a thread with each other, now or later, and with no other.

    Attributes:
        messages: At least one, by arrival; automatic mail too.
        arrivals: Of each message.
        turns: Every instant at which its threads may become others, ascending: a message arrives,
            or what was taken for a parent turns out to be somebody's address.
        people: When each of its parents that is somebody's lower-case address first wrote.
    """

    messages: tuple[Message, ...]
    arrivals: tuple[datetime, ...]
    turns: tuple[datetime, ...]
    people: Mapping[str, datetime]

    @property
    def last(self) -> datetime:
        """Return when its last message arrives."""
        return self.arrivals[-1]

    def known(self, now: datetime) -> tuple[Message, ...]:
        """Return the messages that arrived up to and including `now`."""
        return self.messages[: bisect_right(self.arrivals, now)]

    def people_known(self, now: datetime) -> frozenset[str]:
        """Return which of its parents are known for addresses by then."""
        return frozenset(name for name, since in self.people.items() if since <= now)
