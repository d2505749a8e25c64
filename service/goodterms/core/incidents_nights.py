"""Messages out of hours: arrived is shown, only demanded is counted (field study B1, A2.2)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.core import urgency
from goodterms.core.case import note
from goodterms.core.hours import without_leave
from goodterms.core.mail import Direction
from goodterms.core.verdict import Code, Incident

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from goodterms.core.case import Case
    from goodterms.core.mail import Message

DEMAND = Code.AFTER_HOURS_DEMAND

Earned = tuple[str, tuple["Message", ...], float]
"""Why a message is a demand, the messages it rests on (itself first) and the weight."""


def after_hours(case: Case) -> tuple[list[Incident], frozenset[str]]:
    """Return ``AHP`` and ``AH``, one per thread and night, and the messages of demanding nights.

    A night is the time up to the next opening. The first message of a night that demands something
    makes it an ``AHP``; a night without demand is an ``AH``, which the policy prices at 0. A client
    who pays for availability has neither at that time. On the owner's leave mail of usual hours is
    an arrival and no demand: nobody told the client.
    """
    found = []
    counted: set[str] = set()
    for thread in case.threads.values():
        nights = _nights(case, thread)
        again = _second_messages(case, thread, nights)
        for night in nights.values():
            demand = _demand(case, thread, night, again)
            found.append(demand or _arrived(case, thread, night))
            if demand is not None:
                counted.update(each.id for each in night)
    return found, frozenset(counted)


def _nights(case: Case, thread: Sequence[Message]) -> dict[datetime, list[Message]]:
    """Return the client's messages out of hours by the opening that follows them."""
    nights: dict[datetime, list[Message]] = {}
    for each in thread:
        if each.direction is Direction.IN and not case.workweek.is_open(each.arrived_at):
            if case.client.rush_on(case.workweek.day(each.arrived_at)):
                continue
            opening = case.workweek.next_opening(each.arrived_at)
            nights.setdefault(opening, []).append(each)
    return nights


def _second_messages(
    case: Case, thread: Sequence[Message], nights: dict[datetime, list[Message]]
) -> dict[str, Message]:
    """Return the messages that follow another one of the same night unanswered, with that one.

    The grace for a forgotten attachment holds here as for chasers, and what only adds or thanks
    presses nobody at night either.
    """
    grace = timedelta(minutes=case.policy.chaser_grace_minutes)
    night_of = {each.id: _opening(case, each) for night in nights.values() for each in night}
    again: dict[str, Message] = {}
    last: Message | None = None
    for each in thread:
        if each.id not in night_of:  # the owner answered, or it came inside hours
            last = None
        elif last is None or night_of[last.id] != night_of[each.id]:
            last = each
        elif not each.adds and each.arrived_at - last.arrived_at > grace:
            again[each.id] = last
            last = each
    return again


def _demand(
    case: Case,
    thread: Sequence[Message],
    night: Sequence[Message],
    again: dict[str, Message],
) -> Incident | None:
    """Return the night's demand: the first that was not invited, else the first invited one."""
    invited = None
    for each in night:
        earned = _earned(case, each, again)
        if earned is None:
            continue
        if not case.is_invited(each, thread):
            return _as_incident(case, earned)
        invited = invited or earned
    if invited is None:
        return None
    return _as_incident(case, ("invited", invited[1], 0.0))


def _opening(case: Case, message: Message) -> datetime:
    """Return the opening a client has in mind, who knows of no leave; the arrival when open."""
    return without_leave(case.workweek).next_opening(message.arrived_at)


def _earned(case: Case, message: Message, again: dict[str, Message]) -> Earned | None:
    """Return why one message out of hours is a demand; None when it asks for nothing now."""
    opening = _opening(case, message)
    if opening == message.arrived_at:
        return None
    if message.id in again:
        return "second_message", (message, again[message.id]), 1.0
    if message.demand is not None:
        due = urgency.due(
            message.demand,
            arrived_at=message.arrived_at,
            zone=case.workweek.place_at(message.arrived_at),
        )
        limit = without_leave(case.workweek).add_business_hours(opening, case.policy.demand_hours)
        if due is not None and due < limit:
            return "deadline", (message,), 1.0
    pressure = case.probability(message, "pressure")
    if pressure >= case.policy.wording_level:
        return "wording", (message,), pressure
    return None


def _as_incident(case: Case, earned: Earned) -> Incident:
    why, messages, weight = earned
    message = messages[0]
    ahead = (_opening(case, message) - message.arrived_at) / timedelta(hours=1)
    return Incident(
        id=f"{DEMAND}-{message.id}",
        code=DEMAND,
        at=message.arrived_at,
        price=case.policy.prices[DEMAND],
        weight=weight,
        hard=why != "wording",
        sources=tuple(each.id for each in messages),
        why=why,
        note=note(hours_before_opening=round(ahead), demand=message.demand or ""),
    )


def _arrived(case: Case, thread: Sequence[Message], night: Sequence[Message]) -> Incident:
    """Return the arrival of a night without demand: shown, never held against anyone."""
    first = night[0]
    is_invited = case.is_invited(first, thread)
    return Incident(
        id=f"{Code.AFTER_HOURS}-{first.id}",
        code=Code.AFTER_HOURS,
        at=first.arrived_at,
        price=case.policy.prices[Code.AFTER_HOURS],
        weight=0.0 if is_invited else 1.0,
        hard=True,
        sources=(first.id,),
        why="invited" if is_invited else "arrived",
        note=note(messages=len(night)),
    )
