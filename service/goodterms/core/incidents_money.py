"""Incidents about money: late invoices and payment put off (decision model A2.2, LP and ST)."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from goodterms.core.case import note
from goodterms.core.verdict import Code, Incident

if TYPE_CHECKING:
    from goodterms.core.case import Case
    from goodterms.core.conversation import Wait
    from goodterms.core.mail import Message
    from goodterms.core.settlement import Settlement

NOON = time(12, tzinfo=UTC)
"""Calendar days stand at noon UTC: the same day in every zone a freelancer lives in."""


def late_payments(case: Case) -> list[Incident]:
    """Return one incident per invoice overdue beyond the grace, dearer with each started week.

    It stands at the day it was settled, while open at now. Disputed, void, draft and written-off
    documents are never late, nor is one that was settled on an unknown day or by a credit note.
    """
    return [
        _late(case, each)
        for each in case.settled
        if each.is_late(grace_days=case.policy.grace_days)
    ]


def stalling(case: Case) -> list[Incident]:
    """Return payment put off in words while a bill was open, one per wait."""
    found = []
    for wait in case.waits:
        for each in wait.messages:
            level = case.probability(each, "stalling")
            bill = _open_bill(case, each) if level >= case.policy.soft_level else None
            if bill is not None:
                incident = Incident(
                    id=f"{Code.STALLING}-{each.id}",
                    code=Code.STALLING,
                    at=each.arrived_at,
                    price=case.policy.prices[Code.STALLING],
                    weight=level,
                    hard=False,
                    sources=(each.id, bill.document.id),
                    why="stalling",
                    note=note(number=bill.document.number),
                )
                found.append(incident)
                break
    return found


def puts_off(case: Case, wait: Wait) -> bool:
    """Return whether anything in a wait may put a payment off, if there is one to make."""
    return any(
        case.probability(each, "stalling") >= case.policy.soft_level for each in wait.messages
    )


def _late(case: Case, settled: Settlement) -> Incident:
    days = settled.days_late or 0
    policy, document = case.policy, settled.document
    weeks = -(-days // 7)  # started weeks
    price = policy.prices[Code.LATE_PAYMENT] + policy.late_week_minutes * weeks
    at = case.now
    if settled.settled_on is not None:
        at = min(case.now, datetime.combine(settled.settled_on, NOON))
    return Incident(
        id=f"{Code.LATE_PAYMENT}-{document.id}",
        code=Code.LATE_PAYMENT,
        at=at,
        price=min(policy.late_cap_minutes, price),
        weight=1.0,
        hard=True,
        sources=(document.id,),
        why="late" if settled.is_settled else "overdue",
        note=note(days=days, number=document.number),
    )


def _open_bill(case: Case, message: Message) -> Settlement | None:
    """Return an invoice that was issued and not known to be settled when the message arrived."""
    day = case.workweek.day(message.arrived_at)
    return next((each for each in case.settled if each.was_open_on(day)), None)
