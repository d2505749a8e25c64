"""Paid hours of one client as known on many days: what does not change between them is kept.

`exposure.PaidHours` is the definition.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING

from goodterms.core import billing, timesheets
from goodterms.core.exposure import PaidHours, guessed, mail_days, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.core.billing import Period
    from goodterms.core.client import Client, Owner
    from goodterms.core.history import History


class Workload:
    """The paid hours of one client, asked for as of any day.

    Args:
        history: Hours recorded, documents and messages, those of every day.
        client: Its rate wins over the owner's.
        owner: Rate, currency and zone.
        hours_per_mail_day: As for `exposure.PaidHours`.

    Attributes:
        is_guessed: Whether any of the hours given so far rest on days of mail.
    """

    def __init__(
        self, history: History, client: Client, owner: Owner, hours_per_mail_day: float
    ) -> None:
        self._history, self._client, self._owner = history, client, owner
        self._pace = hours_per_mail_day
        self._issued = sorted(each.issue_date for each in history.documents)
        self._days: list[int] | None = None
        self._billed: dict[int, list[Period]] = {}
        self.is_guessed = False
        self._alone: dict[int, list[Period]] = {}

    def paid(self, today: date) -> PaidHours:
        """Return the paid hours as known on a day, in the owner's zone."""
        place = bisect_right(self._issued, today)
        if place not in self._billed:
            self._billed[place] = self._invoiced(today)
        billed = self._billed[place]
        guesses = [] if billed else guessed(self._mail_days(today), self._pace)
        found = PaidHours.of(self._told(billed, place, today), guesses, today=today)
        self.is_guessed = self.is_guessed or found.is_guessed
        return found

    def _told(self, billed: list[Period], place: int, today: date) -> list[Period]:
        """Return what somebody told of; without recorded hours that is one thing per document."""
        if self._history.entries:
            return told(timesheets.periods(self._history.entries, today=today), billed)
        if place not in self._alone:
            self._alone[place] = told([], billed)
        return self._alone[place]

    def _invoiced(self, today: date) -> list[Period]:
        """Return what was invoiced by a day: another answer only after another document."""
        return billing.periods(
            self._history.documents,
            self._client,
            self._owner,
            today=today,
            # mail days up to an issue date are the same whenever they are asked for
            mail_days=lambda: self._mail_days(today),
            hours_per_mail_day=self._pace,
        )

    def _mail_days(self, today: date) -> Sequence[int]:
        if self._days is None:
            workweek = self._owner.workweek
            self._days = mail_days(self._history.messages, workweek, today=date.max)
        return self._days[: bisect_right(self._days, today.toordinal())]
