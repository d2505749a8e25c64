"""Days of an ending as calendar files: published, private, with neutral titles.

Calendars are shared and synced, so no name, reason or amount is in them; the dossier says which
"review note" is which. Nobody is invited: METHOD:PUBLISH without organizer and attendees, as
REQUEST makes programs answer somebody. Source: decision model B1.2 (ICS), RFC 5545, RFC 5546 3.2.1.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from goodterms.adapters.texts import mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodterms.adapters.texts import Texts
    from goodterms.core.exit_dates import ExitDate

PRODUCER = "-//Good Terms//review notes//EN"

DOMAIN = "goodterms.invalid"
"""Right side of every UID: never a real host."""

SEQUENCE_BEGINS = datetime(2026, 1, 1, tzinfo=UTC)

TITLE = mark("Review note %(number)s")


def title(texts: Texts, date: ExitDate) -> str:
    """Return the neutral title of a day, the same in the calendar and in the dossier."""
    return texts.say(TITLE, number=date.number)


def file_name(date: ExitDate) -> str:
    """Return a neutral file name, for example ``review-note-42.ics``."""
    return f"review-note-{date.number}.ics"


def sequence(now: datetime) -> int:
    """Return the number of a version: minutes since 2026, so that a later file always wins.

    It grows with the clock and so needs no memory; a file that is read twice changes nothing.
    """
    return max(0, int((now - SEQUENCE_BEGINS) / timedelta(minutes=1)))


def calendar(dates: Iterable[ExitDate], texts: Texts, *, now: datetime) -> bytes:
    """Return one calendar with an all-day event for each day.

    Args:
        dates: Any number; for a mail or a file usually one.
        texts: Language of the titles.
        now: When it was made, aware.

    Returns:
        A whole ``text/calendar; method=PUBLISH; charset=utf-8`` file.
    """
    from icalendar import Calendar, Event  # noqa: PLC0415 - a quarter of a second of start-up

    made = Calendar()
    made.add("prodid", PRODUCER)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    for each in dates:
        event = Event()
        event.add("uid", f"{each.uid}@{DOMAIN}")
        event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
        event.add("dtstart", each.on)
        # all-day events end before their last day (RFC 5545, 3.6.1)
        event.add("dtend", each.on + timedelta(days=1))
        event.add("sequence", sequence(now))
        event.add("summary", title(texts, each))
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        event.add("status", "CONFIRMED")
        made.add_component(event)
    data = made.to_ical()
    assert isinstance(data, bytes)  # noqa: S101 - typed as such only from version 7 on
    return data
