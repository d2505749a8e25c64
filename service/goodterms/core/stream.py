"""The incidents of one client at instants that go forward: only what changed is looked at again.

`incidents.incidents` is the definition; what is given here equals it at every instant, as far back
as is asked for. What happens within a strand changes only when one of its messages arrives or while
a price may still be named; how invoices stand, only on days with a document, a payment or a word.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from goodterms.core import conversation, incidents_money, incidents_work
from goodterms.core.case import Case
from goodterms.core.correcting import corrections_by
from goodterms.core.history import seen
from goodterms.core.incidents import in_order, kept, within_threads
from goodterms.core.reckoning import Reckoning

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from goodterms.core.client import Client, Owner
    from goodterms.core.conversation import Wait
    from goodterms.core.history import History
    from goodterms.core.mail import Message
    from goodterms.core.policy import Policy
    from goodterms.core.strands import Strand
    from goodterms.core.verdict import Incident


class Stream:
    """What is known of one client, week after week.

    Args:
        history: All facts of the client; its messages are those of `strands`.
        client: As mapped by the owner.
        owner: Working time and rates.
        policy: Every tunable number.
        strands: `strands.strands` of the messages.
    """

    def __init__(
        self,
        history: History,
        client: Client,
        owner: Owner,
        policy: Policy,
        strands: Sequence[Strand],
    ) -> None:
        self._facts = replace(history, messages=(), entries=())
        self._client, self._workweek, self._policy = client, owner.workweek, policy
        self._corrections = corrections_by(history.corrections)
        self._reckoning = Reckoning(history, owner, policy)
        self._strands = strands
        self._known: list[_Strand] = []
        self._alive: list[_Strand] = []
        self._now: datetime | None = None

    def at(self, now: datetime, *, since: datetime) -> tuple[Incident, ...]:
        """Return the incidents known at `now` (aware), sorted by `at`, then id.

        Args:
            now: Not before the instant of the call before.
            since: Strands that ended before it are left out for good; not before that of the call
                before. Late invoices are never left out.

        Raises:
            ValueError: `now` went back.
        """
        bare = self._advance(now, since)
        found = []
        for each in self._alive:
            found += each.look(bare, self._reckoning.changes)
        found += kept(incidents_money.late_payments(bare), self._corrections)
        return tuple(sorted(found, key=in_order))

    def case(self) -> Case:
        """Return the facts at the instant last asked for, those of ended strands too."""
        if self._now is None:
            message = "the stream was not asked yet"
            raise ValueError(message)
        bare = self._bare(self._now, exact=True)
        threads: dict[str, tuple[Message, ...]] = {}
        for each in self._known:
            threads |= each.threads_at(self._now)
        return replace(bare, threads=threads, waits=conversation.waits(threads))

    def _advance(self, now: datetime, since: datetime) -> Case:
        if self._now is not None and now < self._now:
            message = "the stream only goes forward"
            raise ValueError(message)
        self._now = now
        for strand in self._strands[len(self._known) :]:
            if strand.arrivals[0] > now:
                break
            self._known.append(_Strand(strand))
            self._alive.append(self._known[-1])
        self._alive = [each for each in self._alive if each.strand.last >= since]
        return self._bare(now)

    def _bare(self, now: datetime, *, exact: bool = False) -> Case:
        """Return the facts known at an instant but for the messages."""
        today = self._workweek.day(now)
        documents = seen(self._facts, now=now, today=today).documents
        settled = self._reckoning.exactly if exact else self._reckoning.at
        return Case(
            client=self._client,
            workweek=self._workweek,
            policy=self._policy,
            now=now,
            today=today,
            threads={},
            waits=[],
            documents=documents,
            settled=settled(documents, today=today),
            corrections=self._corrections,
        )


class _Strand:
    """A strand with what was found in it when it last changed."""

    __slots__ = (
        "_changes",
        "_found",
        "_is_open",
        "_stalled",
        "_threads",
        "_turn",
        "_waits",
        "strand",
    )

    def __init__(self, strand: Strand) -> None:
        self.strand = strand
        self._threads: dict[str, tuple[Message, ...]] = {}
        self._turn = 0
        self._is_open = True
        self._found: list[Incident] = []
        self._waits: list[Wait] = []
        self._stalled: list[Incident] = []
        self._changes = 0

    def look(self, bare: Case, changes: int) -> list[Incident]:
        """Return its incidents as known to a case without messages.

        `changes` is another number when the invoices stand otherwise than at the look before.
        """
        turn = bisect_right(self.strand.turns, bare.now)
        if turn != self._turn or self._is_open:
            self._renew(bare)
            self._turn = turn
        if not self._waits:
            return self._found
        if changes != self._changes:
            there = replace(bare, waits=self._waits)
            self._stalled = kept(incidents_money.stalling(there), bare.corrections)
            self._changes = changes
        return self._found + self._stalled

    def threads_at(self, now: datetime) -> dict[str, tuple[Message, ...]]:
        """Return its threads as known at an instant."""
        if bisect_right(self.strand.turns, now) == self._turn:
            return self._threads
        known, people = self.strand.known(now), self.strand.people_known(now)
        return conversation.threads(known, people=people)

    def _renew(self, bare: Case) -> None:
        self._threads = self.threads_at(bare.now)
        waits = conversation.waits(self._threads)
        there = replace(bare, threads=self._threads, waits=waits)
        self._found = kept(within_threads(there), bare.corrections)
        self._is_open = incidents_work.awaits_price(there)
        self._waits = [each for each in waits if incidents_money.puts_off(there, each)]
        self._changes = 0
