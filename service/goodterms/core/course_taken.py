"""The course of a client, told from the last state of the ladder and what the owner recorded."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.core import decided, gates
from goodterms.core.client import DecisionKind
from goodterms.core.course import Course
from goodterms.core.ladder import PREPARE, TALK, TALK_DAYS, WATCH, pauses, waits_since

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from goodterms.core.client import Decision
    from goodterms.core.ladder import Rules, State
    from goodterms.core.verdict import Reason

SIGNAL_SHARE = 0.75
"""Share of the minutes from which one signal makes the verdict alone (A2.5; the share is a
judgement, it touches no verdict)."""

GUT_SHOWN_DAYS = 365
"""Days of dread ratings that are shown."""


def course(
    state: State, rules: Rules, reasons: Sequence[Reason], recorded: Sequence[Decision], *, on: date
) -> Course:
    """Return how it came to the state of the day `on`.

    Args:
        state: After the last evaluation; its day is `on`.
        rules: What was climbed by.
        reasons: Strongest first.
        recorded: All decisions, those taken back and those of later days too.
        on: The day, in the owner's zone.
    """
    begun = waits_since(state, rules, on=on)
    days = sorted(rules.crowded)
    last_monday = on - timedelta(days=on.weekday())
    ratings = [each for each in rules.decisions if each.kind is DecisionKind.GUT]
    recent = [each for each in ratings if (on - each.decided_on).days < gates.GUT_DAYS]
    is_waiting = state.step == TALK and begun is not None
    return Course(
        talk_since=state.talk_since,
        told_on=begun,
        waits_until=begun + timedelta(days=TALK_DAYS) if begun and is_waiting else None,
        kept_until=decided.kept_until(rules.decisions, on),
        jumped_on=decided.jumped_on(rules.decisions, on) if state.jumped else None,
        unstable=state.frozen,
        crowded=tuple(each for each in days if each <= on),
        is_crowded=last_monday in rules.crowded,
        is_paused=pauses(last_monday, rules.crowded),
        gut=tuple(
            (each.decided_on, each.value or 0)
            for each in ratings
            if (on - each.decided_on).days < GUT_SHOWN_DAYS
        ),
        gut_due=state.step >= WATCH and not recent,
        may_prepare=state.step < PREPARE and gates.gut_opens(rules.decisions, on=on),
        signal=next((each.code for each in reasons if each.share >= SIGNAL_SHARE), None),
        decisions=tuple(
            sorted(
                (each for each in recorded if each.decided_on <= on),
                key=lambda each: (each.decided_on, each.id),
            )
        ),
    )
