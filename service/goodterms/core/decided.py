"""What of the owner's recorded decisions holds on a day (decision model A2.5, A2.6)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.core import gates
from goodterms.core.client import DecisionKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from goodterms.core.client import Decision

KEEP_DAYS = 182
"""Days that keeping holds unless the owner says otherwise: the length of the long window (A2.4), so
that what is judged after it came after it."""


def in_force(decisions: Iterable[Decision], *, today: date) -> tuple[Decision, ...]:
    """Return what the owner had decided by a day, without what was taken back by then.

    Taking back is a decision too and can itself be taken back; nothing is ever deleted.
    """
    known = [each for each in decisions if each.decided_on <= today]
    undone = taken_back(known)
    kept = [
        each for each in known if each.id not in undone and each.kind is not DecisionKind.UNDONE
    ]
    return tuple(sorted(kept, key=lambda each: (each.decided_on, each.id)))


def taken_back(decisions: Iterable[Decision]) -> frozenset[int]:
    """Return the ids of the decisions that were taken back, and not restored."""
    undone: set[int] = set()
    for each in sorted(decisions, key=lambda one: -one.id):
        if each.kind is DecisionKind.UNDONE and each.value and each.id not in undone:
            undone.add(each.value)
    return frozenset(undone)


def kept_until(decisions: Iterable[Decision], on: date) -> date | None:
    """Return the last day of keeping that holds on a day; None when none does.

    Keeping ends on its last day, or when the owner resumes or goes to prepare.
    """
    kinds = {DecisionKind.KEPT, DecisionKind.RESUMED, DecisionKind.PREPARE}
    past = [each for each in decisions if each.kind in kinds and each.decided_on <= on]
    if not past:
        return None
    last = max(past, key=lambda each: (each.decided_on, each.id))
    until = last.until or last.decided_on + timedelta(days=KEEP_DAYS)
    return until if last.kind is DecisionKind.KEPT and on <= until else None


def jumped_on(decisions: Iterable[Decision], on: date) -> date | None:
    """Return the last day up to `on` on which the owner went to prepare on the ratings (A2.5).

    A jump without two high ratings a month apart before it is none.
    """
    known = tuple(decisions)
    days = (
        each.decided_on
        for each in known
        if each.kind is DecisionKind.PREPARE
        and each.decided_on <= on
        and gates.gut_opens(known, on=each.decided_on)
    )
    return max(days, default=None)
