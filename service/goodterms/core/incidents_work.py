"""Incidents about delivered work: vague answers, extra rounds, work beyond the agreement (A2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.core.case import note
from goodterms.core.ledger import DocumentKind
from goodterms.core.mail import Direction
from goodterms.core.verdict import Code, Incident

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from goodterms.core.case import Case
    from goodterms.core.conversation import Wait
    from goodterms.core.mail import Message

BILLS = (DocumentKind.INVOICE, DocumentKind.PREPAYMENT)


def vague(case: Case) -> list[Incident]:
    """Return vague answers to deliveries, the first of each round, weighted by probability."""
    found = []
    for each in _all_rounds(case):
        reply = next((r for r in each.replies if _is_vague(case, r)), None)
        if reply is None:
            continue
        incident = Incident(
            id=f"{Code.VAGUE}-{reply.id}",
            code=Code.VAGUE,
            at=reply.arrived_at,
            price=case.policy.prices[Code.VAGUE],
            weight=case.probability(reply, "vague"),
            hard=False,
            sources=(reply.id, each.delivery.id),
            why="vague",
            note=note(round=each.number),
        )
        found.append(incident)
    return found


def extra_rounds(case: Case) -> list[Incident]:
    """Return rounds that ask for a change beyond the included number.

    Hard only where a contract says how many are included: two is merely usual (A2.2, RX).
    """
    found = []
    for each in _all_rounds(case):
        change = each.change
        if change is None:
            continue
        agreed = case.client.rounds_on(case.workweek.day(change.arrived_at))
        included = case.policy.included_rounds if agreed is None else agreed
        if each.number <= included:
            continue
        incident = Incident(
            id=f"{Code.EXTRA_ROUND}-{change.id}",
            code=Code.EXTRA_ROUND,
            at=change.arrived_at,
            price=case.policy.prices[Code.EXTRA_ROUND],
            weight=1.0 if change.asks_change else case.probability(change, "vague"),
            hard=agreed is not None,
            sources=(change.id, each.delivery.id),
            why="round",
            note=note(round=each.number, included=included),
        )
        found.append(incident)
    return found


def scope(case: Case) -> list[Incident]:
    """Return work asked beyond the agreement, one per wait, weighted by probability.

    It counts once `scope_quote_days` working days after the day of arrival are over and the owner
    neither sent an offer in the thread nor issued a bill: until then a price can still be named.
    """
    found = []
    for wait in case.waits:
        asked = _asked(case, wait)
        if asked is None:
            continue
        last = _last_day(case, asked)
        if case.today <= last or _was_priced(case, wait.thread, asked, last):
            continue
        incident = Incident(
            id=f"{Code.SCOPE}-{asked.id}",
            code=Code.SCOPE,
            at=asked.arrived_at,
            price=case.policy.prices[Code.SCOPE],
            weight=case.probability(asked, "scope"),
            hard=False,
            sources=(asked.id,),
            why="scope",
            note=note(days=case.policy.scope_quote_days),
        )
        found.append(incident)
    return found


def awaits_price(case: Case) -> bool:
    """Return whether a price can still be named for work asked beyond the agreement."""
    asked = [_asked(case, wait) for wait in case.waits]
    return any(case.today <= _last_day(case, each) for each in asked if each is not None)


def _asked(case: Case, wait: Wait) -> Message | None:
    return next((each for each in wait.messages if _is_scope(case, each)), None)


def _last_day(case: Case, asked: Message) -> date:
    day = case.workweek.day(asked.arrived_at)
    return case.workweek.add_business_days(day, case.policy.scope_quote_days)


def _was_priced(case: Case, thread: str, asked: Message, last: date) -> bool:
    """Return whether a price was named from the request to the end of the day `last`."""
    first = case.workweek.day(asked.arrived_at)
    offered = any(
        each.offers
        and each.direction is Direction.OUT
        and asked.arrived_at <= each.arrived_at
        and case.workweek.day(each.arrived_at) <= last
        for each in case.threads[thread]
    )
    return offered or any(
        each.kind in BILLS and first <= each.issue_date <= last for each in case.documents
    )


def _all_rounds(case: Case) -> list[Round]:
    return [each for thread in case.threads.values() for each in _rounds(case, thread)]


def _rounds(case: Case, thread: Sequence[Message]) -> list[Round]:
    """Return the rounds of one thread: a delivery and what the client wrote until the next one.

    Deliveries without a word of the client between them are one. Only rounds that ask for a change
    are numbered; the count starts again with an offer, because a new price is a new agreement.
    """
    found: list[Round] = []
    replies: list[Message] = []
    number, delivery = 0, None
    for each in [*thread, None]:
        is_next = each is None or (each.direction is Direction.OUT and each.delivers)
        if is_next and delivery is not None and replies:
            change = next((r for r in replies if r.asks_change or _is_vague(case, r)), None)
            number += change is not None
            found.append(
                Round(delivery=delivery, replies=tuple(replies), change=change, number=number)
            )
        if each is None:
            break
        if is_next:
            delivery, replies = each, []
        elif each.direction is Direction.IN and delivery is not None:
            replies.append(each)
        if each.offers and each.direction is Direction.OUT:
            number = 0
    return found


def _is_vague(case: Case, message: Message) -> bool:
    return case.probability(message, "vague") >= case.policy.soft_level


def _is_scope(case: Case, message: Message) -> bool:
    return case.probability(message, "scope") >= case.policy.soft_level


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One delivery and the client's messages about it.

    Attributes:
        replies: At least one, by arrival.
        change: The first that asks for a change; None when the client was content.
        number: Rounds with a change up to and including this one, since the last offer.
    """

    delivery: Message
    replies: tuple[Message, ...]
    change: Message | None
    number: int
