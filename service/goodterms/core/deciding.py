"""What the owner may record as a decision, and how one is taken back (decision model A2.5)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.core import gates
from goodterms.core.client import Decision, DecisionKind
from goodterms.core.decided import KEEP_DAYS, in_force, taken_back
from goodterms.core.owner_state import SNOOZE_DAYS
from goodterms.errors import DecisionError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

LONGEST = {DecisionKind.SNOOZED: SNOOZE_DAYS, DecisionKind.KEPT: 366}
"""Most days ahead of those that end by themselves: a snooze by A2.5; keeping is looked at again
within a year."""

USUAL = {DecisionKind.SNOOZED: 30, DecisionKind.KEPT: KEEP_DAYS}
"""Days without an end given."""

MOST_DREAD = 4


def checked(
    decision: Decision, recorded: Sequence[Decision], *, today: date, first_mail: date | None
) -> Decision:
    """Return the decision with its usual end, ready to be recorded.

    Args:
        decision: As the owner said it.
        recorded: All earlier decisions about the client.
        today: In the owner's zone.
        first_mail: Day of the client's first known message, None without one.

    Raises:
        DecisionError: The day, end or rating cannot be, or the ratings open no way to prepare.
    """
    _check_day(decision, today, first_mail)
    is_gut = decision.kind is DecisionKind.GUT
    if is_gut != (decision.value is not None):
        message = "gut needs a rating from 0 to 4, and nothing else takes one"
        raise DecisionError(message, hint="For example `goodterms decide CLIENT gut 3`")
    if is_gut and not 0 <= (decision.value or 0) <= MOST_DREAD:
        message = f"a rating is a whole number from 0 to {MOST_DREAD}, not {decision.value}"
        raise DecisionError(message)
    if decision.kind is DecisionKind.PREPARE:
        _check_ratings(decision, recorded)
    return _ended(decision)


def undo(number: int, recorded: Sequence[Decision], *, today: date) -> Decision:
    """Return the decision that takes another one back; both stay on record.

    Args:
        number: `Decision.id` of the one to take back, which may itself be a taking back.
        recorded: All decisions.
        today: In the owner's zone.

    Raises:
        DecisionError: There is none of this number, or it was taken back before.
    """
    found = next((each for each in recorded if each.id == number), None)
    if found is None or number in taken_back(recorded):
        what = "there is no decision" if found is None else "already taken back: decision"
        message = f"{what} {number}"
        raise DecisionError(message, hint="Numbers stand in `goodterms decide --list`")
    return Decision(
        id=0, client=found.client, kind=DecisionKind.UNDONE, decided_on=today, value=number
    )


def _check_day(decision: Decision, today: date, first_mail: date | None) -> None:
    day = decision.decided_on
    if day > today:
        message = f"{day} lies in the future"
        raise DecisionError(message, hint=f"Today is {today}; record it when it has happened")
    if day == today:
        return
    if first_mail is None:
        message = f"no mail of {decision.client} is known, so nothing is to be recorded for {day}"
        raise DecisionError(message, hint="Run `goodterms fetch` first")
    if day < first_mail:
        message = f"{day} lies before the first known mail of {decision.client}, {first_mail}"
        raise DecisionError(message, hint="Give a later day; earlier ones change no verdict")


def _check_ratings(decision: Decision, recorded: Sequence[Decision]) -> None:
    known = in_force(recorded, today=decision.decided_on)
    if not gates.gut_opens(known, on=decision.decided_on):
        message = (
            f"going to prepare takes two ratings of {gates.GUT_RATING} or more, "
            f"{gates.GUT_DAYS} days apart"
        )
        raise DecisionError(message, hint="Record one with `goodterms decide CLIENT gut 3`")


def _ended(decision: Decision) -> Decision:
    """The decision with an end where it takes one."""
    day, until = decision.decided_on, decision.until
    if decision.kind not in LONGEST:
        if until is not None:
            message = f"{decision.kind} has no end"
            raise DecisionError(message, hint="Only snooze and keep take --until or --days")
        return decision
    until = until or day + timedelta(days=USUAL[decision.kind])
    longest = day + timedelta(days=LONGEST[decision.kind])
    if not day < until <= longest:
        message = f"the last day must lie after {day} and not after {longest}, but is {until}"
        raise DecisionError(message)
    return Decision(
        id=decision.id,
        client=decision.client,
        kind=decision.kind,
        decided_on=day,
        until=until,
        note=decision.note,
    )
