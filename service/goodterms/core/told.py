"""When the owner was told that a talk is due (issue "first run on an old mailbox").

Weeks of the past are replayed from facts, but nobody could have talked because of a verdict that
did not exist yet: the waiting time of prepare begins when the owner knew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from goodterms.core.hours import Workweek


def stays(tellings: Iterable[Telling], workweek: Workweek, *, now: datetime) -> tuple[Told, ...]:
    """Return the stays on talk or above as the owner knew of them before `now` (aware).

    What is found at `now` itself is told then, and known afterwards.
    """
    found: list[Told] = []
    for each in sorted(tellings, key=lambda one: one.at):
        if each.at >= now:
            break
        day = workweek.day(each.at)
        is_open = bool(found) and found[-1].until is None
        if each.high and not is_open:
            found.append(Told(since=day))
        elif is_open and not each.high:
            found[-1] = Told(since=found[-1].since, until=day)
    return tuple(found)


def told_on(told: Iterable[Told], since: date) -> date | None:
    """Return the first day from `since` on that the owner stood told; None when never."""
    days = [max(each.since, since) for each in told if each.until is None or each.until > since]
    return min(days, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A stored verdict that was made known when it was made.

    Attributes:
        at: Its instant (aware UTC).
        high: Talk or a higher step.
    """

    at: datetime
    high: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Days on which the verdict made known to the owner was talk or a higher step.

    Attributes:
        since: First day, in the owner's zone.
        until: First day of a lower verdict after it; None while it lasts.
    """

    since: date
    until: date | None = None


ALWAYS = (Told(since=date.min),)
"""Somebody looks every week: each verdict is told on the day it is reached."""
