"""What was agreed with a client from a day on: paid availability, rounds, time to answer.

Dated, so that a contract of today does not judge the mail of last year (decision model A2.1, rush
contracts; A2.2, CH and RX).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

Numbers = tuple[tuple["date", int], ...]
"""A day and the number that holds from it on, days ascending."""


def number_on(numbers: Numbers, day: date) -> int | None:
    """Return the number that holds on a day; None before the first."""
    place = bisect_right(numbers, day, key=lambda each: each[0])
    return numbers[place - 1][1] if place else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """Days from `first` to `last`, both inclusive; without `last` it goes on."""

    first: date
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Return whether a day lies in it."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The dated rules of one client; empty where nothing is dated.

    Attributes:
        rush: When the client pays for availability out of hours.
        included_rounds: Revision rounds a contract includes.
        expect_reply_hours: Working hours the client may be asked to wait.
    """

    rush: tuple[Spell, ...] = ()
    included_rounds: Numbers = ()
    expect_reply_hours: Numbers = ()


UNDATED = Agreement()
