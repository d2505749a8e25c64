"""Plain counts of one client in a window: the denominators that reasons, mirror and praise need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from goodterms.core import conversation
from goodterms.core.mail import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from goodterms.core.case import Case
    from goodterms.core.conversation import Wait
    from goodterms.core.mail import Message
    from goodterms.core.settlement import Settlement


def counts(case: Case, *, start: date, end: date) -> Counts:
    """Return the counts of the days `start` to `end`, both inclusive, in the owner's zone."""
    first = case.workweek.midnight(start)
    after = case.workweek.midnight(end + timedelta(days=1))
    everyone = [
        each
        for thread in case.threads.values()
        for each in thread
        if first <= each.arrived_at < after
    ]
    inbound = [each for each in everyone if each.direction is Direction.IN]
    outbound = [each for each in everyone if each.direction is Direction.OUT]
    bills = tuple(each for each in case.settled if _is_of(each, start))
    return Counts(
        inbound=len(inbound),
        outbound=len(outbound),
        after_hours=_closed(case, inbound),
        own_after_hours=_closed(case, outbound),
        waits=tuple(each for each in case.waits if first <= each.first.arrived_at < after),
        threads=sum(
            1
            for thread in case.threads.values()
            if any(first <= m.arrived_at < after for m in thread)
        ),
        rounds=sum(
            first <= reply.arrived_at < after
            for thread in case.threads.values()
            for reply in _first_replies(thread)
        ),
        bills=bills,
        client_replies=_client_replies(case, first),
    )


def reply_hours(case: Case, waits: Sequence[Wait]) -> float | None:
    """Return the owner's median reply delay in working hours; None without an answer."""
    minutes = (conversation.reply_minutes(each, case.workweek) for each in waits)
    known = [each for each in minutes if each is not None]
    return median(known) / 60.0 if known else None


def over_expected(case: Case, waits: Sequence[Wait]) -> tuple[Wait, ...]:
    """Return the waits that lasted longer than the client was asked to wait.

    One that was never answered counts only when the client came back to it: many last messages need
    no answer.
    """
    found = []
    for each in waits:
        asked = case.workweek.day(each.first.arrived_at)
        limit = case.client.reply_hours_on(asked) * 60
        last = each.answer.arrived_at if each.answer else case.now
        came_back = bool(conversation.further(each, policy=case.policy))
        waited = case.workweek.business_minutes(each.first.arrived_at, last)
        if waited > limit and (each.answer is not None or came_back):
            found.append(each)
    return tuple(found)


def _is_of(bill: Settlement, start: date) -> bool:
    """Whether an invoice was issued or settled since `start`, or is still open."""
    settled_since = bill.settled_on is not None and bill.settled_on >= start
    return bill.document.issue_date >= start or settled_since or not bill.is_settled


def _client_replies(case: Case, first: datetime) -> tuple[float, ...]:
    found: list[float] = []
    for thread in case.threads.values():
        recent = [each for each in thread if each.arrived_at >= first]
        found += conversation.client_reply_minutes(recent, case.workweek)
    return tuple(found)


def _closed(case: Case, messages: Sequence[Message]) -> int:
    return sum(not case.workweek.is_open(each.arrived_at) for each in messages)


def _first_replies(thread: Sequence[Message]) -> list[Message]:
    """The first word of the client after each delivery: one per round."""
    found, is_waiting = [], False
    for each in thread:
        if each.direction is Direction.OUT:
            is_waiting = is_waiting or each.delivers
        elif is_waiting:
            found.append(each)
            is_waiting = False
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What happened in a window, noise left out.

    Attributes:
        after_hours, own_after_hours: Messages of client and owner outside working time.
        waits: Requests: waits of the client that began in the window.
        rounds: Deliveries the client answered.
        bills: Invoices issued or settled in the window, or still open.
        client_replies: Working minutes the owner waited for each answer.
    """

    inbound: int
    outbound: int
    after_hours: int
    own_after_hours: int
    waits: tuple[Wait, ...]
    threads: int
    rounds: int
    bills: tuple[Settlement, ...]
    client_replies: tuple[float, ...]
