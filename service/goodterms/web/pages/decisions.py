"""The owner's own actions about one client, as rows: what, when, until when, and the note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.adapters.texts import mark
from goodterms.core.client import DecisionKind
from goodterms.core.decided import taken_back
from goodterms.core.findings import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.core.client import Decision
    from goodterms.web.pages.frame import Frame

WORDS = {
    "talked": mark("Talk held"),
    "snoozed": mark("Snoozed"),
    "exit_plan": mark("Plan for the missing income recorded"),
    "gut": mark("Own rating"),
    "parting": mark("Parting begun"),
    "parted": mark("Parted"),
    "resumed": mark("Work goes on"),
    "kept": mark("Looked at, and kept"),
    "prepare": mark("Went to prepare on own ratings"),
    "undone": mark("Taken back"),
}
"""By the value of a kind; one that is not here is shown by its own name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """One recorded decision.

    Attributes:
        id: Of the decision, for the form that takes it back.
        undoes: Id of the decision that this one takes back; None for every other.
        is_undone: A later one took it back; it stays on record.
    """

    id: int
    day: str
    text: str
    note: str
    undoes: int | None
    is_undone: bool


def decision_rows(frame: Frame, decisions: Sequence[Decision]) -> tuple[DecisionRow, ...]:
    """Return the decisions, newest first."""
    undone = taken_back(decisions)
    ordered = sorted(decisions, key=lambda each: (each.decided_on, each.id), reverse=True)
    return tuple(_row(frame, each, is_undone=each.id in undone) for each in ordered)


def _row(frame: Frame, decision: Decision, *, is_undone: bool) -> DecisionRow:
    texts, kind = frame.texts, str(decision.kind)
    said = texts.say(WORDS[kind]) if kind in WORDS else kind
    if decision.kind is DecisionKind.GUT and decision.value is not None:
        said = texts.say("Own rating: %(value)s of 4", value=decision.value)
    elif decision.until is not None:
        until = texts.say("until %(day)s", day=texts.short_day(decision.until))
        said = f"{said}, {until}"
    return DecisionRow(
        id=decision.id,
        day=texts.short_day(decision.decided_on),
        text=said,
        note=visible(decision.note),
        undoes=decision.value if decision.kind is DecisionKind.UNDONE else None,
        is_undone=is_undone,
    )
