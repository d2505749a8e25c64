"""Who waited for whom: blocks, waits, reply delays and chasers inside the threads of one client.

Times are working minutes of the owner. Source: field study B2 and decision model A2.2. What a
chaser costs is in `incidents`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from goodterms.core.hours import without_leave
from goodterms.core.mail import Direction
from goodterms.core.threads import thread_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from goodterms.core.hours import Workweek
    from goodterms.core.mail import Message
    from goodterms.core.policy import Policy


def threads(
    messages: Iterable[Message], *, people: frozenset[str] | None = None
) -> dict[str, tuple[Message, ...]]:
    """Return the messages people wrote by thread, each sorted by arrival; noise is left out.

    Noise still joins threads: an answer to an automatic mail belongs where that mail belongs.
    `people` is as in `threads.thread_ids`.
    """
    everything = list(messages)
    ids = thread_ids(everything, people=people)
    found: dict[str, list[Message]] = {}
    for each in sorted(everything, key=lambda each: (each.arrived_at, each.id)):
        if each.noise is None:
            found.setdefault(ids[each.id], []).append(each)
    return {thread: tuple(each) for thread, each in found.items()}


def blocks(thread: Sequence[Message]) -> list[tuple[Message, ...]]:
    """Split a sorted thread into blocks: uninterrupted messages of one side."""
    return [tuple(block) for _, block in groupby(thread, key=lambda each: each.direction)]


def waits(threads_found: dict[str, tuple[Message, ...]]) -> list[Wait]:
    """Return every wait of the client for the owner, by the arrival of its first message."""
    found = []
    for name, thread in threads_found.items():
        turns = blocks(thread)
        for index, block in enumerate(turns):
            if block[0].direction is Direction.IN:
                answer = turns[index + 1][0] if index + 1 < len(turns) else None
                found.append(Wait(thread=name, messages=block, answer=answer))
    return sorted(found, key=lambda each: (each.first.arrived_at, each.first.id))


def reply_minutes(wait: Wait, workweek: Workweek) -> float | None:
    """Return working minutes from the first message of the wait to the answer; None without one."""
    if wait.answer is None:
        return None
    return workweek.business_minutes(wait.first.arrived_at, wait.answer.arrived_at)


def further(wait: Wait, *, policy: Policy) -> list[Message]:
    """Return the messages of a wait that stand for themselves, without its first.

    A message within `chaser_grace_minutes` of the last one that stands for itself belongs to that
    one ("forgot the attachment"), and so does one at any time that only adds to it or thanks.
    """
    grace = timedelta(minutes=policy.chaser_grace_minutes)
    found: list[Message] = []
    last = wait.first
    for each in wait.messages[1:]:
        if not each.adds and each.arrived_at - last.arrived_at > grace:
            found.append(each)
            last = each
    return found


def chasers(
    wait: Wait, workweek: Workweek, *, expect_reply_hours: int, policy: Policy
) -> list[Message]:
    """Return the chasers of a wait, at most `chasers_per_wait`.

    A chaser comes less than `expect_reply_hours` working hours after the first message; later the
    delay is the owner's and a reminder is fair (decision model A2.2, CH). Days of leave count as
    working days here: who is not told of them waits just as long.
    """
    limit = expect_reply_hours * 60
    known = without_leave(workweek)
    early = []
    for each in further(wait, policy=policy):
        if known.business_minutes(wait.first.arrived_at, each.arrived_at) >= limit:
            break
        early.append(each)
    return early[: policy.chasers_per_wait]


def client_reply_minutes(thread: Sequence[Message], workweek: Workweek) -> list[float]:
    """Return how long the owner waited for each answer of the client, from first of block."""
    turns = blocks(thread)
    return [
        workweek.business_minutes(mine[0].arrived_at, theirs[0].arrived_at)
        for mine, theirs in pairwise(turns)
        if mine[0].direction is Direction.OUT
    ]


def wrote_out_of_hours(
    thread: Sequence[Message], workweek: Workweek, *, before: datetime, minutes: int
) -> bool:
    """Return whether the owner wrote here out of hours within `minutes` before an instant.

    Then the answer was invited (decision model A2.1).
    """
    since = before - timedelta(minutes=minutes)
    return any(
        each.direction is Direction.OUT
        and since <= each.arrived_at <= before
        and not workweek.is_open(each.arrived_at)
        for each in thread
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One block of the client's messages and the owner's answer to it.

    Attributes:
        messages: At least one, by arrival.
        answer: The owner's next message in the thread; None while there is none.
    """

    thread: str
    messages: tuple[Message, ...]
    answer: Message | None

    @property
    def first(self) -> Message:
        """Return the message from which the client waits."""
        return self.messages[0]
