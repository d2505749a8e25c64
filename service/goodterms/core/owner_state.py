"""The owner's own states over the ladder: snoozed, parting, parted (decision model A2.5).

The ladder goes on counting beneath; only what is shown, and so what is mailed, changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from goodterms.core.client import DecisionKind
from goodterms.core.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.core.client import Decision
    from goodterms.core.ladder import State

SNOOZE_DAYS = 90
"""Longest snooze (A2.5)."""

_ENDS = {DecisionKind.PARTING: Verdict.PARTING, DecisionKind.PARTED: Verdict.PARTED}


def shown(states: Sequence[State], decisions: Sequence[Decision]) -> tuple[Shown, ...]:
    """Return the verdict shown after each state, and since when it is shown.

    Parting and parted hold until the owner resumes. A snooze ends on its last day, when the owner
    resumes, or as soon as the ladder stands above where it stood when it began.
    """
    ordered = sorted(decisions, key=lambda each: (each.decided_on, each.id))
    found: list[Shown] = []
    for place, state in enumerate(states):
        on = state.on or date.min
        own = _own(ordered, states[: place + 1], on)
        if own is not None:
            found.append(own)
        elif found and found[-1].verdict is state.verdict:
            found.append(found[-1])
        else:
            found.append(Shown(verdict=state.verdict, since=on))
    return tuple(found)


def _own(decisions: list[Decision], states: Sequence[State], on: date) -> Shown | None:
    """The owner's own state on a day, None when the ladder speaks."""
    past = [each for each in decisions if each.decided_on <= on]
    parts = [each for each in past if each.kind in _ENDS or each.kind is DecisionKind.RESUMED]
    if parts and parts[-1].kind in _ENDS:
        return Shown(verdict=_ENDS[parts[-1].kind], since=parts[-1].decided_on)
    snoozes = [each for each in past if each.kind in {DecisionKind.SNOOZED, DecisionKind.RESUMED}]
    if not snoozes or snoozes[-1].kind is DecisionKind.RESUMED:
        return None
    begun = snoozes[-1].decided_on
    longest = begun + timedelta(days=SNOOZE_DAYS)
    if on > min(snoozes[-1].until or longest, longest) or _has_risen(states, begun):
        return None
    return Shown(verdict=Verdict.SNOOZED, since=begun)


def _has_risen(states: Sequence[State], begun: date) -> bool:
    before = [each.step for each in states if each.on is not None and each.on <= begun]
    after = [each.step for each in states if each.on is not None and each.on > begun]
    base = before[-1] if before else after[0]
    return any(step > base for step in after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the owner is told: the verdict and its first day."""

    verdict: Verdict
    since: date
