"""The events of an .ics file with the lines they stand on, parsed one by one by icalendar.

Only the few properties that say when an event takes place are handed on: a calendar may hold
megabytes of attachments, and time zone definitions of its own whose rules never end. A zone is
known by its IANA or Windows name, else the time is the owner's own. Source: RFC 5545, sections 3.1
(folding), 3.4 and 3.6.1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from icalendar import Event

KEPT = frozenset(
    {
        "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID",
        "UID", "STATUS", "SEQUENCE",
    }
)  # fmt: skip
"""Properties that say whether and when an event takes place."""

ONCE = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "RECURRENCE-ID", "UID", "STATUS"})
"""Properties that an event holds at most once (RFC 5545, 3.6.1; of RRULE it says SHOULD NOT)."""

MOST_EVENTS = 20_000
LONGEST_LINE = 20_000
"""Characters of one unfolded line that is handed on; a date list of years is shorter."""


class CalendarError(Exception):
    """A calendar that cannot be read whole; the text names the line and what was expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An event and the line of the file on which it begins."""

    line: int
    event: Event


def events(text: str) -> list[Placed]:
    """Return the events of a calendar, in file order.

    Args:
        text: The file, line ends of any kind.

    Raises:
        CalendarError: It is no calendar, ends too soon, or an event cannot be read.
    """
    found = [_parsed(line, block) for line, block in _blocks(text)]
    if len(found) > MOST_EVENTS:
        message = f"more than {MOST_EVENTS} events"
        raise CalendarError(message)
    return found


def _parsed(line: int, block: list[str]) -> Placed:
    from icalendar import Event  # noqa: PLC0415 - a quarter of a second that only this needs

    try:
        event = Event.from_ical("\r\n".join(["BEGIN:VEVENT", *block, "END:VEVENT", ""]))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError) as error:
        message = f"line {line}: the event that begins here cannot be read"
        raise CalendarError(message) from error
    if not isinstance(event, Event):
        message = f"line {line}: expected an event"
        raise CalendarError(message)
    broken = sorted({name for name, _ in event.errors if name in KEPT})
    if event.errors:
        named = f" ({', '.join(broken)})" if broken else ""
        message = f"line {line}: the event that begins here cannot be read{named}"
        raise CalendarError(message)
    twice = sorted(name for name in ONCE if isinstance(event.get(name), list))
    if twice:
        message = f"line {line}: the event that begins here has {', '.join(twice)} more than once"
        raise CalendarError(message)
    return Placed(line=line, event=event)


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give each event's line and its kept property lines, without what is nested in it."""
    nest = _Nest()
    for number, line in _unfolded(text):
        name, _, value = line.partition(":")
        word = name.upper()
        if word == "BEGIN":
            nest.begin(number, value.strip().upper())
        elif word == "END":
            if nest.end(number, value.strip().upper()):
                yield nest.began, nest.block
        elif nest.is_event and word.partition(";")[0] in KEPT:
            nest.keep(number, line)
    if nest.depth or not nest.is_calendar:
        message = (
            "the file ends in the middle: an END is missing"
            if nest.is_calendar
            else "not a calendar: expected BEGIN:VCALENDAR"
        )
        raise CalendarError(message)


@dataclass(slots=True)
class _Nest:
    """Which components are open, and the event among them."""

    depth: list[str] = field(default_factory=list)
    block: list[str] = field(default_factory=list)
    began: int = 0
    is_calendar: bool = False

    @property
    def is_event(self) -> bool:
        """Return whether an event is open, and nothing inside it."""
        return len(self.depth) == 2 and self.depth[1] == "VEVENT"

    def begin(self, number: int, name: str) -> None:
        if not self.depth and name != "VCALENDAR":
            message = f"line {number}: expected BEGIN:VCALENDAR first"
            raise CalendarError(message)
        self.is_calendar = True
        self.depth.append(name)
        if self.is_event:
            self.began, self.block = number, []

    def end(self, number: int, name: str) -> bool:
        """Close a component; return whether it was an event."""
        was_event = self.is_event
        if not self.depth or self.depth.pop() != name:
            message = f"line {number}: an END without its BEGIN"
            raise CalendarError(message)
        return was_event

    def keep(self, number: int, line: str) -> None:
        if len(line) > LONGEST_LINE:
            message = f"line {number}: longer than {LONGEST_LINE} characters"
            raise CalendarError(message)
        self.block.append(line)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Give each content line with its number; what begins with a blank goes on with the last."""
    began, parts = 0, [""]
    for number, line in enumerate(text.splitlines(), 1):
        if line[:1] in {" ", "\t"} and began:
            parts.append(line[1:])
            continue
        if began:
            yield began, "".join(parts)
        began, parts = (number, [line]) if line.strip() else (0, [""])
    if began:
        yield began, "".join(parts)
