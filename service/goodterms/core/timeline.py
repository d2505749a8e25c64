"""The weeks of a client: what was known at each Monday, and at the instant of the assessment.

Incidents and paid hours are computed anew for every week from what was known then; everything after
that (replays, counterfactuals) only reads the result.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from goodterms.core import estimate, gates
from goodterms.core.evaluation import HORIZON_DAYS, Block, Evidence, entries
from goodterms.core.strands import strands
from goodterms.core.stream import Stream
from goodterms.core.workload import Workload

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.core.client import Client, Freshness, Owner
    from goodterms.core.evaluation import Entry
    from goodterms.core.history import History
    from goodterms.core.policy import Policy
    from goodterms.core.strands import Strand
    from goodterms.core.verdict import Exposure
    from goodterms.core.worth import Income

LADDER_WEEKS = 104
"""Mondays the ladder is replayed over: two years bound the cost for a mailbox of any age. From a
fresh start let_go takes about 20 weeks, so that older weeks hardly decide anything."""

INSTANT = timedelta(microseconds=1)
WEEK = timedelta(days=7)


def timeline(inquiry: Inquiry) -> tuple[Evidence, ...]:
    """Return the evidence of each Monday since the first message, then that of the instant itself.

    A Monday's evaluation is dated that Monday, knows everything before 00:00 of it in the owner's
    zone, and its windows end on the Sunday. The last one knows everything up to and including `now`
    and its windows end that day.
    """
    weekly = [
        _evidence(inquiry, inquiry.owner.workweek.midnight(monday) - INSTANT, monday)
        for monday in mondays(inquiry)
    ]
    final = present(inquiry)
    fresh = gates.is_fresh(inquiry.freshness, inquiry.policy, now=inquiry.now)
    return (*weekly, replace(final, fresh=fresh))


def present(inquiry: Inquiry) -> Evidence:
    """Return the evidence of the instant itself."""
    return _evidence(inquiry, inquiry.now, None)


def mondays(inquiry: Inquiry) -> list[date]:
    """Return the Mondays of the ladder: after the first message, not after today, at most 104."""
    if not inquiry.weeks:
        return []
    last = inquiry.today - timedelta(days=inquiry.today.weekday())
    count = min(LADDER_WEEKS, (last - inquiry.weeks[0]).days // 7)
    return [last - WEEK * place for place in range(count - 1, -1, -1)]


def ahead(evidence: Evidence, *, monday: date, weekly_hours: float) -> Evidence:
    """Return what a coming Monday would know if no trouble came and work went on at this pace.

    Invoices still open are taken as settled on the day of `evidence`.
    """
    end = monday - timedelta(days=1)
    paid = Continued(paid=evidence.paid, until=evidence.end, pace=weekly_hours / 7.0)
    coming = replace(evidence, on=monday, end=end, weekly=True, fresh=True, last_contact=end)
    return windowed(coming, paid)


def reach(end: date, owner: Owner) -> datetime:
    """Return the instant before which nothing counts for windows that end on a day."""
    return owner.workweek.midnight(end) - timedelta(days=HORIZON_DAYS + 1)


def _evidence(inquiry: Inquiry, at: datetime, monday: date | None) -> Evidence:
    workweek = inquiry.owner.workweek
    end = workweek.day(at)
    known = inquiry.stream.at(at, since=reach(end, inquiry.owner))
    paid = inquiry.workload.paid(end)
    nothing = paid.between(end, end)
    bare = Evidence(
        at=at,
        on=monday or end,
        end=end,
        weekly=monday is not None,
        incidents=known,
        entries=inquiry.shared(entries(known, workweek, end=end)),
        paid=paid,
        long_start=end,
        short_start=end,
        long=nothing,
        short=nothing,
        blocks=(),
        active_weeks=bisect_right(inquiry.weeks, end),
        income_share=inquiry.income.share(inquiry.client.name, today=end),
        last_contact=inquiry.last_contact(end),
    )
    return windowed(bare, paid)


def windowed(evidence: Evidence, paid: estimate.Hours) -> Evidence:
    """Return the evidence with the windows, blocks and hours that belong to its last day."""
    end = evidence.end
    long_start, short_start = estimate.long_start(paid, end), estimate.short_start(end)
    return replace(
        evidence,
        paid=paid,
        long_start=long_start,
        short_start=short_start,
        long=paid.between(long_start, end),
        short=paid.between(short_start, end),
        blocks=tuple(
            Block(start=first, hours=paid.between(first, last).hours)
            for first, last in estimate.blocks(end)
        ),
    )


def forgotten(evidence: Evidence) -> Evidence:
    """Return the evidence of a Monday with no more than a replay of it reads."""
    return replace(evidence, incidents=(), paid=Forgotten())


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Paid hours that nobody asks for any more; those of the windows stand in the evidence."""

    def between(self, start: date, end: date) -> Exposure:
        """Refuse.

        Raises:
            LookupError: Always.
        """
        message = f"the hours from {start} to {end} are not kept"
        raise LookupError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Continued:
    """Paid hours known until a day and carried on after it at a steady pace (hours per day)."""

    paid: estimate.Hours
    until: date
    pace: float

    def between(self, start: date, end: date) -> Exposure:
        """Return the paid hours from `start` to `end`, both inclusive."""
        known = self.paid.between(start, min(end, self.until))
        coming = (end - max(start - timedelta(days=1), self.until)).days
        return replace(known, hours=known.hours + max(0, coming) * self.pace)


@dataclass(frozen=True, kw_only=True)
class Inquiry:
    """All that an assessment of one client goes by.

    Attributes:
        history: The client's facts; later ones than `now` are not seen.
        income: Of all clients.
        now: The instant the assessment speaks for.
        hours_per_mail_day: The owner's median hours on a day with mail to a client.
        woven: The `strands` of its messages where they are known already.
    """

    history: History
    client: Client
    owner: Owner
    policy: Policy
    income: Income
    freshness: Freshness
    now: datetime
    hours_per_mail_day: float
    woven: tuple[Strand, ...] | None = None

    @cached_property
    def today(self) -> date:
        """Return the day of `now` in the owner's zone."""
        return self.owner.workweek.day(self.now)

    @cached_property
    def weeks(self) -> tuple[date, ...]:
        """Return the Mondays of weeks in which a person of either side wrote, ascending."""
        return tuple(sorted({day - timedelta(days=day.weekday()) for day in self._days}))

    def last_contact(self, end: date) -> date | None:
        """Return the last day up to `end` on which a person wrote; None without one."""
        place = bisect_right(self._days, end)
        return self._days[place - 1] if place else None

    @cached_property
    def _days(self) -> tuple[date, ...]:
        """Days on which a person of either side wrote, ascending."""
        days = {
            self.owner.workweek.day(each.arrived_at)
            for each in self.history.messages
            if each.noise is None and each.arrived_at <= self.now
        }
        return tuple(sorted(days))

    def shared(self, found: Sequence[Entry]) -> tuple[Entry, ...]:
        """Return entries that are one object for all Mondays that know the same."""
        known = self._entries
        return tuple(known.setdefault((id(each.incident), each.day), each) for each in found)

    @cached_property
    def _entries(self) -> dict[tuple[int, int], Entry]:
        """Entries by incident, which they keep alive, and day."""
        return {}

    @cached_property
    def workload(self) -> Workload:
        """Return the paid hours as known on any day."""
        return Workload(self.history, self.client, self.owner, self.hours_per_mail_day)

    @cached_property
    def stream(self) -> Stream:
        """Return the incidents as known at instants that go forward."""
        return Stream(self.history, self.client, self.owner, self.policy, self.strands)

    @cached_property
    def strands(self) -> tuple[Strand, ...]:
        """Return the messages by what may ever share a thread."""
        return self.woven or strands(self.history.messages)
