"""What is worth a mail between two reports: a client who reached a step, or a day that came.

At most one such mail a week, everything in it together, each event once (decision model B1.2).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from goodterms.core.client import DecisionKind
from goodterms.core.verdict import LADDER, Verdict

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from datetime import date, datetime

    from goodterms.core.client import Decision
    from goodterms.core.exit_dates import ExitDate
    from goodterms.core.verdict import Assessment

APART = timedelta(days=7)
"""Least time between two event mails (decision model B1.2, "at most one a week")."""

FRESH_DAYS = 14
"""How long an event is news: the week it may have to wait, and one in which nothing ran. The next
report tells what is older."""

PREFIX = "e:"
"""Begins the period keys of event mails and the keys of events."""


class EventKind(StrEnum):
    """Why a mail leaves between reports, most urgent first."""

    LET_GO = "let_go"
    PREPARE = "prepare"
    TALK = "talk"
    NOTICE_END = "notice_end"
    COLLECT_BY = "collect_by"
    MEETING = "meeting"
    COOL_OFF = "cool_off"
    SNOOZE = "snooze"
    TRIAL_30 = "trial_30"
    TRIAL_90 = "trial_90"
    FOLLOW_UP_30 = "follow_up_30"
    FOLLOW_UP_90 = "follow_up_90"


STEPS = {
    Verdict.LET_GO: EventKind.LET_GO,
    Verdict.PREPARE: EventKind.PREPARE,
    Verdict.TALK: EventKind.TALK,
}
"""Verdicts whose first day is an event."""

DATES = frozenset(EventKind) - frozenset(STEPS.values()) - {EventKind.COOL_OFF, EventKind.SNOOZE}
"""Days that follow from the owner's own words on an ending, by the names of `exit_dates.DateKind`;
the cool-off and a snooze are known from the assessment and the decisions."""

ORDER = tuple(EventKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One reason for a mail between reports.

    Attributes:
        on: The day it came, in the owner's zone.
    """

    client: str
    kind: EventKind
    on: date

    @property
    def key(self) -> str:
        """Return what keeps it from being told twice; it holds no name."""
        digest = hashlib.sha256(self.client.encode()).hexdigest()[:12]
        return f"{PREFIX}{digest}:{self.kind}:{self.on.isoformat()}"


def of_dates(client: str, dates: Iterable[ExitDate]) -> tuple[Event, ...]:
    """Return the days of an ending as events, those that are told here."""
    return tuple(
        Event(client=client, kind=EventKind(each.kind.value), on=each.on)
        for each in dates
        if each.kind.value in DATES
    )


def found(
    assessment: Assessment,
    decisions: Iterable[Decision],
    dates: Iterable[Event] = (),
    *,
    today: date,
) -> tuple[Event, ...]:
    """Return what is news about one client on a day, most urgent first.

    Args:
        assessment: The latest one.
        decisions: Of this client, without those taken back.
        dates: Days of the ending and after it, those to come too.
        today: In the owner's zone.
    """
    found = [
        *_entered(assessment),
        *_cooled_off(assessment, today),
        *_awake(assessment, decisions),
        *(each for each in dates if each.client == assessment.client),
    ]
    earliest = today - timedelta(days=FRESH_DAYS)
    news = {each for each in found if earliest < each.on <= today}
    return tuple(sorted(news, key=lambda each: (ORDER.index(each.kind), each.on)))


def _entered(assessment: Assessment) -> list[Event]:
    """A step that is higher than the one before; one from above, or out of a snooze, is none."""
    kind = STEPS.get(assessment.verdict)
    if kind is None:
        return []
    before = [each.verdict for each in assessment.weeks if each.on < assessment.since]
    steps = [LADDER.index(each) for each in before if each in LADDER]
    if steps and steps[-1] >= LADDER.index(assessment.verdict):
        return []
    return [Event(client=assessment.client, kind=kind, on=assessment.since)]


def _cooled_off(assessment: Assessment, today: date) -> list[Event]:
    """The cool-off is over and the verdict did not rise; if it did, that is the event."""
    over = assessment.cool_off_until
    if over is None or over > today or assessment.verdict is not Verdict.PREPARE:
        return []
    return [Event(client=assessment.client, kind=EventKind.COOL_OFF, on=over)]


def _awake(assessment: Assessment, decisions: Iterable[Decision]) -> list[Event]:
    """A snooze ended by its day; one that a higher verdict ended is told as that."""
    kinds = {DecisionKind.SNOOZED, DecisionKind.RESUMED}
    own = sorted(
        (each for each in decisions if each.kind in kinds),
        key=lambda each: (each.decided_on, each.id),
    )
    if not own or own[-1].kind is not DecisionKind.SNOOZED or own[-1].until is None:
        return []
    if assessment.verdict in {Verdict.SNOOZED, Verdict.PARTING, Verdict.PARTED}:
        return []
    last = own[-1].until + timedelta(days=1)
    return [Event(client=assessment.client, kind=EventKind.SNOOZE, on=last)]


def to_tell(
    events: Sequence[Event], told: Container[str], last: datetime | None, *, now: datetime
) -> tuple[Event, ...]:
    """Return what a mail of this moment tells; nothing within `APART` of the one before.

    Args:
        events: Of all clients.
        told: Keys of what was told before, by a report or an event mail.
        last: When the last event mail was made, None without one.
        now: Aware UTC.
    """
    if last is not None and now - last < APART:
        return ()
    return tuple(each for each in events if each.key not in told)


def mail_period(today: date) -> str:
    """Return the period key of an event mail, for example ``e:2026-11-16``."""
    return f"{PREFIX}{today.isoformat()}"


def is_mail(key: str) -> bool:
    """Return whether a key is of a mail and not of an event."""
    return key.startswith(PREFIX) and key.count(":") == 1
