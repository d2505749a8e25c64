"""When made-up people write: their own office hours, evenings, weekends, the owner's leave."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from goodterms.adapters.calendar import public_holidays
from goodterms.core.hours import Window, Workweek
from goodterms.demo import people

if TYPE_CHECKING:
    from random import Random

    from goodterms.demo.people import Contact

WEEKS = 52
OPENING, CLOSING = time(9), time(17)
WEEK_WINDOWS = ((Window(start=OPENING, end=CLOSING),),) * 5 + ((), ())
"""The owner works Monday to Friday, 9 to 17."""

OFFICE_START, OFFICE_END = time(8, 40), time(17, 20)
"""When clients sit at their desks, in their own zone."""

EVENING_ANSWERS = 0.14
"""Share of the owner's answers that she would write the same evening if they had to wait."""

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def first_monday(end: date) -> date:
    """Return the Monday on which the 52 project weeks up to `end` begin."""
    monday = end - timedelta(days=end.weekday())
    return monday - timedelta(weeks=WEEKS - 1)


def leave_days(end: date) -> frozenset[date]:
    """Return the owner's days off: Christmas to New Year, and the first two weeks of August."""
    found = []
    for year in (end.year - 1, end.year):
        found += [date(year, 12, 24) + n * DAY for n in range(11)]
        august = date(year, 8, 1)
        monday = august + (7 - august.weekday()) % 7 * DAY
        found += [monday + n * DAY for n in range(12)]
    return frozenset(each for each in found if first_monday(end) <= each <= end)


def workweek(end: date) -> Workweek:
    """Return the owner's working time over the year."""
    years = range(end.year - 1, end.year + 2)
    return Workweek(
        zone=people.ZONE,
        windows=WEEK_WINDOWS,
        holidays=public_holidays("HR", "", years=years),
        leave=leave_days(end),
    )


class Rhythm:
    """Picks instants.

    Args:
        rng: Where all chance comes from.
        working: The owner's working time.
    """

    def __init__(self, rng: Random, working: Workweek) -> None:
        self._rng = rng
        self.working = working

    def owner_at(self, after: datetime, hours: float) -> datetime:
        """Return when the owner answers `hours` working hours later, rarely in the evening."""
        at = self.working.add_business_hours(after, hours)
        if self._rng.random() < EVENING_ANSWERS and self.working.is_open(after):
            evening = self.evening(self.working.day(after))
            return min(at, evening) if evening > after + 20 * MINUTE else at
        return at + self._rng.uniform(0, 40) * timedelta(seconds=1)

    def client_at(self, after: datetime, days: float, contact: Contact, evening: float) -> datetime:
        """Return when a client writes, about `days` later.

        Args:
            after: The mail they answer.
            days: Mean delay in days.
            contact: Their zone and nothing else.
            evening: Share of mails written when the owner is off work.
        """
        at = after + min(self._rng.expovariate(1 / days), 4 * days) * DAY + 25 * MINUTE
        if self._rng.random() < evening:
            found = self.evening(self.working.day(at))
            if found > after + 25 * MINUTE:
                return found
        return self.office_at(at, contact)

    def office_at(self, at: datetime, contact: Contact) -> datetime:
        """Return `at` when the contact sits at their desk then, else a time soon after they do."""
        zone = ZoneInfo(contact.zone)
        local = at.astimezone(zone)
        if self._is_desk_day(local.date(), contact) and OFFICE_START <= local.time() < OFFICE_END:
            return at
        day = local.date() if local.time() < OFFICE_START else local.date() + DAY
        while not self._is_desk_day(day, contact):
            day += DAY
        start = datetime.combine(day, OFFICE_START, tzinfo=zone)
        return (start + self._rng.betavariate(1.2, 2.2) * 500 * MINUTE).astimezone(UTC)

    def evening(self, day: date) -> datetime:
        """Return an instant of a day at which the owner does not work: evening or weekend."""
        zone = ZoneInfo(people.ZONE)
        if self.working.is_workday(day):
            first, minutes = time(18, 20), 290
        else:
            first, minutes = time(10), 660
        start = datetime.combine(day, first, tzinfo=zone)
        return (start + self._rng.uniform(0, minutes) * MINUTE).astimezone(UTC)

    def in_week(self, monday: date) -> datetime:
        """Return a working moment of a week: a weekday between 8:30 and 17:00, the owner's zone."""
        day = monday + self._rng.randrange(5) * DAY
        start = datetime.combine(day, time(8, 30), tzinfo=ZoneInfo(people.ZONE))
        return (start + self._rng.uniform(0, 510) * MINUTE).astimezone(UTC)

    def _is_desk_day(self, day: date, contact: Contact) -> bool:
        if day.weekday() >= 5:
            return False
        return contact.language != "hr" or day not in self.working.holidays
