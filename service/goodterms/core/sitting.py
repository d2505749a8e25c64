"""All clients judged in two rounds: each alone, then with what is known of all of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from goodterms.core.assessment import finished
from goodterms.core.draft import draft
from goodterms.core.told import Telling
from goodterms.core.verdict import LADDER, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from goodterms.core.draft import Draft
    from goodterms.core.mail import Message
    from goodterms.core.portfolio import Portfolio
    from goodterms.core.verdict import Assessment

FEWEST = 4
"""Active clients from which a Monday can be a crowded one (A2.5, busy season)."""

HIGH = frozenset({Verdict.TALK, Verdict.PREPARE, Verdict.LET_GO})


def crowded(votes: Iterable[Mapping[date, bool]]) -> frozenset[date]:
    """Return the Mondays on which half or more of the active clients were over budget at once.

    Args:
        votes: Of each client, whether it was, on the Mondays on which it was active.

    Source: decision model A2.5, busy season.
    """
    active: Counter[date] = Counter()
    over: Counter[date] = Counter()
    for each in votes:
        active.update(each.keys())  # of a mapping, a counter would add the values
        over.update(day for day, is_over in each.items() if is_over)
    return frozenset(
        day for day, count in active.items() if count >= FEWEST and 2 * over[day] >= count
    )


class Sitting:
    """The drafts of some clients, made one after the other.

    Args:
        portfolio: What is known of all, but for the messages.
    """

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio
        self._clients = {each.name: each for each in portfolio.judging.clients}
        self._drafts: dict[str, Draft] = {}

    def look(self, client: str, messages: tuple[Message, ...]) -> Look:
        """Make the draft of one client and return what others need of it."""
        found = draft(self._portfolio.inquiry(self._clients[client], messages))
        self._drafts[client] = found
        return Look(
            votes=found.votes, good_until=found.good_until, rests_on_pace=found.rests_on_pace
        )

    def judge(self, client: str, crowded_on: frozenset[date]) -> Judged:
        """Return the assessment of a client that was looked at; its draft is given up."""
        found, digest = self._drafts.pop(client), self._portfolio.judging.model_digest
        now = found.inquiry.now
        assessment = finished(found, digest, crowded=crowded_on)
        told = found.inquiry.history.told
        after = told_after(told, assessment.verdict, now)
        if after == told:
            return Judged(assessment=assessment, known=assessment, told=told)
        soon = now + timedelta(seconds=1)
        known = finished(found, digest, crowded=crowded_on, told=after, now=soon)
        return Judged(assessment=assessment, known=known, told=after)


def told_after(told: tuple[Telling, ...], verdict: Verdict, at: datetime) -> tuple[Telling, ...]:
    """Return what was made known once a verdict is, as the stored rows will tell it."""
    is_high = verdict in HIGH
    was_high = bool(told) and told[-1].high
    if verdict not in LADDER or is_high == was_high:
        return told
    return (*told, Telling(at=at.astimezone(UTC).replace(microsecond=0), high=is_high))


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is known of one client before all of them are.

    Attributes:
        votes: Whether the client was over budget on each Monday on which it was active.
        good_until, rests_on_pace: As in `draft.Draft`.
    """

    votes: Mapping[date, bool]
    good_until: datetime
    rests_on_pace: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A verdict, and how it reads once the owner knows of it.

    Attributes:
        told: What the owner knows then.
    """

    assessment: Assessment
    known: Assessment
    told: tuple[Telling, ...]
