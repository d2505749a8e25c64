"""Two stretches of time of the same length side by side: honest numbers for a trial or an exit.

Counts of stored facts, no judgement: a quiet month can be chance, and the texts say so. Source:
field study E 19 and E 25.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.core.mail import Direction
from goodterms.core.verdict import Code

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from goodterms.core.hours import Workweek
    from goodterms.core.mail import Message
    from goodterms.core.verdict import Incident

EARLY_DAYS = 28
"""Shorter stretches are shown and called too short to compare: one block of four weeks (A2.4)."""

LONGEST_DAYS = 90
"""Longest stretch of a trial (field study E 19: 30 to 90 days)."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What one stretch held, from `first` to `last`, both inclusive.

    Attributes:
        minutes: Trouble minutes of incidents in it.
        demands: Demands after hours; `chasers` early reminders.
        received, sent: Messages written by people.
        after_hours: Received outside the owner's hours; `nights` the owner's days they fell on.
        own_after_hours: Written by the owner outside these hours.
    """

    first: date
    last: date
    minutes: float
    demands: int
    chasers: int
    received: int
    sent: int
    after_hours: int
    nights: int
    own_after_hours: int

    @property
    def days(self) -> int:
        """Return the length in days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Before and after; both of the same length."""

    before: Tally
    after: Tally

    @property
    def is_early(self) -> bool:
        """Return whether the stretches are too short to say anything by."""
        return self.after.days < EARLY_DAYS

    @property
    def minutes_won(self) -> float:
        """Return trouble minutes before less those after; negative when it got worse."""
        return self.before.minutes - self.after.minutes

    @property
    def nights_won(self) -> int:
        """Return disturbed days before less those after."""
        return self.before.nights - self.after.nights


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is compared: facts of one client, of any time."""

    messages: Sequence[Message]
    incidents: Sequence[Incident]
    workweek: Workweek

    def tally(self, first: date, last: date) -> Tally:
        """Return what the days from `first` to `last` held."""
        day = self.workweek.day
        mine = [
            each
            for each in self.messages
            if each.noise is None and first <= day(each.arrived_at) <= last
        ]
        late = [each for each in mine if not self.workweek.is_open(each.arrived_at)]
        theirs = [each for each in late if each.direction is Direction.IN]
        found = [
            each for each in self.incidents if each.minutes > 0 and first <= day(each.at) <= last
        ]
        received = sum(each.direction is Direction.IN for each in mine)
        return Tally(
            first=first,
            last=last,
            minutes=sum(each.minutes for each in found),
            demands=sum(each.code is Code.AFTER_HOURS_DEMAND for each in found),
            chasers=sum(each.code is Code.CHASER for each in found),
            received=received,
            sent=len(mine) - received,
            after_hours=len(theirs),
            nights=len({day(each.arrived_at) for each in theirs}),
            own_after_hours=len(late) - len(theirs),
        )

    def compared(self, *, turned_on: date, days: int, since: date | None = None) -> Compared:
        """Return the last `days` before `turned_on` beside the first `days` from `since` on.

        Args:
            turned_on: First day that is not "before" any more.
            days: At least 1.
            since: First day that is "after"; `turned_on` when nothing lies between.
        """
        begin = since or turned_on
        return Compared(
            before=self.tally(turned_on - days * DAY, turned_on - DAY),
            after=self.tally(begin, begin + (days - 1) * DAY),
        )
