"""Paid hours of one client over time: the denominator of the burn (decision model A2.3).

Which invoice stands for which hours is in `billing`, which recorded hours count in `timesheets`.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Self

from goodterms.core import billing, timesheets
from goodterms.core.mail import Direction
from goodterms.core.verdict import Exposure

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from goodterms.core.billing import Period
    from goodterms.core.client import Client, Owner
    from goodterms.core.history import History
    from goodterms.core.hours import Workweek
    from goodterms.core.mail import Message

LOG_ERRORS = {"timesheet": 0.10, "invoiced": 0.25, "fixed_fee": 0.35, "proxy": 0.50}
"""Standard deviation of the log of the hours by source (decision model A2.3)."""

NOTHING = 1e-9
"""Hours below this are rounding."""


def mail_days(messages: Iterable[Message], workweek: Workweek, *, today: date) -> list[int]:
    """Return the ordinals of local days with mail written by the owner, ascending."""
    days = {
        workweek.day(each.arrived_at)
        for each in messages
        if each.direction is Direction.OUT and each.noise is None
    }
    return sorted(day.toordinal() for day in days if day <= today)


class PaidHours:
    """Paid hours of one client as known on `today`; built once, asked for many windows.

    Args:
        history: Hours recorded, documents and messages; later ones than `today` are not seen.
        client: Its rate wins over the owner's.
        owner: Rate, currency and zone.
        today: Last day known, in the owner's zone.
        hours_per_mail_day: The owner's median hours on a day with mail to a client. Where documents
            give no hours at all, each such day counts with it (source ``proxy``), as far as no
            recorded hours speak for it.

    Source: decision model A2.3.
    """

    __slots__ = ("_curves", "_weakest")

    def __init__(
        self,
        history: History,
        client: Client,
        owner: Owner,
        today: date,
        hours_per_mail_day: float,
    ) -> None:
        days = partial(mail_days, history.messages, owner.workweek, today=today)
        billed = billing.periods(
            history.documents,
            client,
            owner,
            today=today,
            mail_days=days,
            hours_per_mail_day=hours_per_mail_day,
        )
        guesses = guessed([] if billed else days(), hours_per_mail_day)
        sheets = timesheets.periods(history.entries, today=today)
        self._put(told(sheets, billed), guesses, today=today)

    @classmethod
    def of(cls, known: list[Period], guesses: list[Period], *, today: date) -> Self:
        """Return the paid hours of periods as `told` and `guessed` give them."""
        found = cls.__new__(cls)
        found._put(known, guesses, today=today)  # noqa: SLF001 - of the class itself
        return found

    def _put(self, known: list[Period], guesses: list[Period], *, today: date) -> None:
        found = _put_together(known, guesses, today=today.toordinal())
        used = [name for name in billing.SOURCES if any(each.source == name for each in found)]
        self._curves = {
            name: _Curve(each for each in found if each.source == name) for name in used
        }
        self._weakest = used[-1] if used else "proxy"

    @property
    def is_guessed(self) -> bool:
        """Return whether any of the hours rest on days of mail."""
        return "proxy" in self._curves

    def between(self, start: date, end: date) -> Exposure:
        """Return the paid hours from `start` to `end`, both inclusive, in O(log n).

        The source is the weakest one that gave hours in the window; without any, the weakest known.
        """
        low, high = start.toordinal(), end.toordinal() + 1
        total, weakest = 0.0, self._weakest
        for source, curve in self._curves.items():  # surest first
            hours = curve.before(high) - curve.before(low)
            if hours > NOTHING:
                total, weakest = total + hours, source
        return Exposure(hours=total, source=weakest, log_error=LOG_ERRORS[weakest])


def guessed(days: Iterable[int], hours: float) -> list[billing.Period]:
    """Return the hours of days with mail (proleptic ordinals) where no document gives any."""
    return [billing.Period(first=day, last=day, hours=hours, source="proxy") for day in days]


def told(sheets: list[Period], billed: list[Period]) -> list[Period]:
    """Return all periods that somebody told of, oldest first: each day by its surest source."""
    known = timesheets.joined((each.first, each.last) for each in sheets)
    found = [*sheets, *timesheets.outside(billed, known)]
    found.sort(key=lambda each: (each.last, each.first))
    return found


def _put_together(known: list[Period], guesses: list[Period], *, today: int) -> list[Period]:
    """Return all periods, the last pace carried on.

    Days of mail are the measure only where neither a timesheet nor its pace speaks.
    """
    found = [*known, *billing.carried(known, today=today)]
    if guesses:
        taken = timesheets.joined((each.first, each.last) for each in found)
        found += timesheets.outside(guesses, taken)
    return found


class _Curve:
    """Hours from the first day up to any day: a sum of even spreads that may overlap."""

    __slots__ = ("_days", "_grown", "_paces")

    def __init__(self, periods: Iterable[Period]) -> None:
        steps: dict[int, float] = {}
        for each in periods:
            pace = each.hours / (each.last - each.first + 1)
            steps[each.first] = steps.get(each.first, 0.0) + pace
            steps[each.last + 1] = steps.get(each.last + 1, 0.0) - pace
        self._days = sorted(steps)
        self._paces = list(accumulate(steps[day] for day in self._days))
        widths = [later - day for day, later in zip(self._days, self._days[1:], strict=False)]
        grown = (pace * width for pace, width in zip(self._paces, widths, strict=False))
        self._grown = list(accumulate(grown, initial=0.0))

    def before(self, day: int) -> float:
        """Return the hours of all days before `day` (ordinal)."""
        place = bisect_right(self._days, day) - 1
        if place < 0:
            return 0.0
        return self._grown[place] + self._paces[place] * (day - self._days[place])
