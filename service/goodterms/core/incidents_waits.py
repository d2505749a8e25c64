"""Incidents inside a wait: chasers, and hostile wording (decision model A2.2, CH and HO)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.core import conversation
from goodterms.core.case import note
from goodterms.core.verdict import Code, Incident

if TYPE_CHECKING:
    from collections.abc import Collection

    from goodterms.core.case import Case
    from goodterms.core.mail import Message


def chasers(case: Case, *, counted: Collection[str]) -> list[Incident]:
    """Return the chasers of every wait.

    Args:
        case: The client's facts.
        counted: Messages of nights that count as a demand already: one night is one incident.
    """
    found = []
    for wait in case.waits:
        asked = case.workweek.day(wait.first.arrived_at)
        early = conversation.chasers(
            wait,
            case.workweek,
            expect_reply_hours=case.client.reply_hours_on(asked),
            policy=case.policy,
        )
        for number, each in enumerate(early, start=1):
            if each.id in counted:
                continue
            is_invited = case.is_invited(each, case.threads[wait.thread])
            waited = (each.arrived_at - wait.first.arrived_at) / timedelta(minutes=1)
            incident = Incident(
                id=f"{Code.CHASER}-{each.id}",
                code=Code.CHASER,
                at=each.arrived_at,
                price=case.policy.prices[Code.CHASER],
                weight=0.0 if is_invited else 1.0,
                hard=True,
                sources=(each.id, wait.first.id),
                why="invited" if is_invited else "chaser",
                note=note(minutes=round(waited), number=number),
            )
            found.append(incident)
    return found


def hostile(case: Case) -> list[Incident]:
    """Return hostile wording, one incident per wait; soft until the owner confirms it.

    It is the first such message of the wait, or the one that the owner called a threat.
    """
    found = []
    for wait in case.waits:
        loud = [each for each in wait.messages if _is_hostile(case, each)]
        threats = [each for each in loud if case.corrections.is_threat(each)]
        for each in (threats or loud)[:1]:
            incident = Incident(
                id=f"{Code.HOSTILE}-{each.id}",
                code=Code.HOSTILE,
                at=each.arrived_at,
                price=case.policy.prices[Code.HOSTILE],
                weight=case.probability(each, "hostile"),
                hard=False,
                sources=(each.id,),
                why="wording",
            )
            found.append(incident)
    return found


def _is_hostile(case: Case, message: Message) -> bool:
    return case.probability(message, "hostile") >= case.policy.wording_level
