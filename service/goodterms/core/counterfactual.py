"""What would have made another verdict: by leaving incidents out and climbing again (A2.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.core.evaluation import evaluate
from goodterms.core.ladder import WATCH, advance, climb
from goodterms.core.timeline import WEEK, ahead
from goodterms.core.verdict import LADDER, Counterfactual

if TYPE_CHECKING:
    from goodterms.core.evaluation import Entry, Evaluation, Evidence, Kept
    from goodterms.core.ladder import Rules, State
    from goodterms.core.verdict import Code

MOST_QUIET_WEEKS = 60
"""Weeks looked ahead: the longest window is over after 52."""


def counterfactuals(replay: Replay) -> tuple[Counterfactual, ...]:
    """Return what would lower the verdict; nothing below watch.

    One per signal with minutes (its verdict may be the same), the fewest incidents, largest first,
    and the quiet weeks. A replay is never said to raise the verdict.
    """
    if replay.state.step < WATCH:
        return ()
    counted = _counted(replay.evidence[-1])
    codes = sorted({each.incident.code for each in counted})
    found = (
        *(_without_signal(replay, code) for code in codes),
        _without_incidents(replay, counted),
        _quiet_weeks(replay),
    )
    return tuple(each for each in found if each is not None)


def _counted(evidence: Evidence) -> list[Entry]:
    """The entries of the long window, largest first."""
    first = evidence.long_start.toordinal()
    counted = [each for each in evidence.entries if each.day >= first]
    return sorted(counted, key=lambda each: (-each.minutes, each.day, each.incident.id))


def _without_signal(replay: Replay, code: Code) -> Counterfactual:
    step = replay.step(lambda each: each.incident.code is not code)
    return Counterfactual(kind="without_signal", verdict=LADDER[step], code=code)


def _without_incidents(replay: Replay, counted: list[Entry]) -> Counterfactual | None:
    """Halving the range of counts: leaving more out never helps the verdict up again."""
    ids = [each.incident.id for each in counted]

    def step_without(count: int) -> int:
        removed = frozenset(ids[:count])
        return replay.step(lambda each: each.incident.id not in removed)

    low, high, lowest = 0, len(ids), step_without(len(ids))
    if lowest >= replay.state.step:
        return None  # what holds the verdict up lies before the window, and fades by itself
    while high - low > 1:
        middle = (low + high) // 2
        step = step_without(middle)
        if step < replay.state.step:
            high, lowest = middle, step
        else:
            low = middle
    return Counterfactual(
        kind="without_incidents",
        verdict=LADDER[lowest],
        count=high,
        incidents=tuple(ids[:high]),
    )


def _quiet_weeks(replay: Replay) -> Counterfactual | None:
    """Mondays without trouble, at the pace of work of the long window, until a step down."""
    last, state = replay.evidence[-1], replay.state
    days = (last.end - last.long_start).days + 1
    monday = last.on - timedelta(days=last.on.weekday())
    for count in range(1, MOST_QUIET_WEEKS + 1):
        monday += WEEK
        coming = ahead(last, monday=monday, weekly_hours=last.long.hours / days * 7)
        state = advance(state, evaluate(coming, replay.rules.policy), replay.rules)
        if state.step < replay.state.step:
            return Counterfactual(kind="quiet_weeks", verdict=state.verdict, count=count)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A climb that can be run again with incidents left out.

    Attributes:
        evidence: What was known at each evaluation.
        evaluations: The numbers made of it, nothing left out.
        states: Where that led, after each.
    """

    evidence: tuple[Evidence, ...]
    evaluations: tuple[Evaluation, ...]
    states: tuple[State, ...]
    rules: Rules

    @property
    def state(self) -> State:
        """Return where it led in the end."""
        return self.states[-1]

    def step(self, kept: Kept) -> int:
        """Return the step with only the kept incidents, at most the present one."""
        policy = self.rules.policy
        again = [
            done if all(map(kept, known.entries)) else evaluate(known, policy, kept)
            for known, done in zip(self.evidence, self.evaluations, strict=True)
        ]
        return min(self.state.step, climb(again, self.rules)[-1].step)
