"""The owner's decisions as lines for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.core.client import DecisionKind
from goodterms.core.decided import taken_back

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.core.client import Decision


def decision_lines(decisions: Sequence[Decision]) -> list[str]:
    """Return one line per decision: number, day, client, what, note, whether it was taken back."""
    gone = taken_back(decisions)
    found = []
    for each in decisions:
        back = " (taken back)" if each.id in gone else ""
        note = f": {each.note}" if each.note else ""
        what = f"{each.client}, {decision_words(each)}{note}{back}"
        found.append(f"{each.id:>4}  {each.decided_on}  {what}")
    return found


def decision_words(decision: Decision) -> str:
    """Return the kind with its end, its rating, or the number that was taken back."""
    if decision.kind is DecisionKind.UNDONE:
        return f"took {decision.value} back"
    value = "" if decision.value is None else f" {decision.value}"
    until = f" until {decision.until}" if decision.until else ""
    return f"{decision.kind}{value}{until}"
