"""The goals of decision model A3.5, each with what was measured, its error and the naive rule's.

A goal is kept when the measured value lies on the right side of its limit, three Monte Carlo
standard errors granted (A3.5, last paragraph).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.simulation.kinds import Truth
from goodterms.simulation.measures import YEAR, Share, mean
from goodterms.simulation.world import WEEKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.simulation.measures import Outcome
    from goodterms.simulation.study import Result

YEARS = WEEKS / YEAR

ERRORS = 3.0
"""Standard errors granted to a goal."""

EDGE = "edge"
"""Left out of the changes a year, as A3.3 has it: clients at the very limit change more often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One goal.

    Attributes:
        name: Stable name for JSON.
        limit: In the unit of the value: share, share a client-year, weeks, or times.
        most: Whether the value may be at most the limit; else at least.
        naive: The same measure of the naive rule, None where it says nothing.
    """

    name: str
    limit: float
    value: Share
    most: bool = True
    naive: Share | None = None

    @property
    def kept(self) -> bool:
        """Return whether the goal is kept within its Monte Carlo error."""
        slack = ERRORS * self.value.error
        if self.most:
            return self.value.value <= self.limit + slack
        return self.value.value >= self.limit - slack

    def as_json(self) -> dict[str, object]:
        """Return it as JSON values."""
        found: dict[str, object] = {"name": self.name, "limit": self.limit, "most": self.most}
        found |= {**self.value.as_json(), "kept": self.kept}
        if self.naive is not None:
            found["naive"] = self.naive.as_json()
        return found


def goals(found: Result) -> tuple[Goal, ...]:
    """Return every goal of A3.5 that a simulation can tell, in its order."""
    fourfold, twofold = found.steady["burn_4"], found.steady["burn_2"]
    ours, naive = found.outcomes, found.naive
    return (
        _false("false_let_go", "let_go", 0.0010, ours, naive),
        _false("false_prepare", "prepare", 0.004, ours, naive),
        _false("false_talk", "talk", 0.03, ours, naive),
        Goal(
            name="worst_good_kind_let_go",
            limit=0.01,
            value=worst(ours),
            naive=worst(naive),
        ),
        Goal(
            name="let_go_truly_over",
            limit=0.95,
            value=truly_over(ours),
            most=False,
            naive=truly_over(naive),
        ),
        Goal(name="burn_4_weeks_to_talk", limit=12.0, value=_weeks(fourfold, 0)),
        Goal(name="burn_4_weeks_to_let_go", limit=32.0, value=_weeks(fourfold, 2)),
        Goal(name="burn_2_talk_in_26_weeks", limit=0.60, value=twofold.early_talk, most=False),
        Goal(name="prepare_after_a_talk_that_worked", limit=0.04, value=found.talked.prepare),
        Goal(name="let_go_after_a_talk_that_worked", limit=0.005, value=found.talked.let_go),
        Goal(name="changes_a_good_year", limit=0.6, value=_changes(ours), naive=_changes(naive)),
        Goal(
            name="calibration_error",
            limit=0.05,
            value=Share(value=found.calibration.error, error=0.0),
        ),
        Goal(
            name="interval_coverage_least",
            limit=0.72,
            value=found.calibration.coverage,
            most=False,
        ),
        Goal(name="interval_coverage_most", limit=0.88, value=found.calibration.coverage),
        Goal(name="naive_times_worse", limit=50.0, value=times_worse(ours, naive), most=False),
    )


def good(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return the outcomes of good kinds."""
    return [each for each in outcomes if each.kind.truth is Truth.WITHIN]


def false_let_go(outcomes: Sequence[Outcome]) -> Share:
    """Return let_go verdicts a good client-year, every good kind weighing the same."""
    return mean([each.let_go for each in good(outcomes)]).over(YEARS)


def worst(outcomes: Sequence[Outcome]) -> Share:
    """Return the share of the good kind that is let go most often."""
    return max((each.let_go for each in good(outcomes)), key=lambda each: each.value)


def truly_over(outcomes: Sequence[Outcome]) -> Share:
    """Return which share of an owner's let_go verdicts hits a client truly over budget."""
    weights = [each.kind.weight for each in outcomes]
    everybody = mean([each.let_go for each in outcomes], weights)
    right = [each for each in outcomes if each.kind.truth is not Truth.WITHIN]
    wrong = good(outcomes)
    total = sum(weights) or 1.0
    false = mean([each.let_go for each in wrong], [each.kind.weight for each in wrong])
    part = sum(each.kind.weight for each in wrong) / total
    if everybody.value <= 0.0:
        return Share(value=0.0, error=1.0)
    hit = mean([each.let_go for each in right], [each.kind.weight for each in right])
    value = (1.0 - part) * hit.value / everybody.value
    error = (part * false.error * hit.value + part * false.value * hit.error) * (1.0 - part)
    return Share(value=value, error=error / everybody.value**2)


def times_worse(ours: Sequence[Outcome], naive: Sequence[Outcome]) -> Share:
    """Return how many times more often the naive rule wrongly lets go.

    Where ours never did, one client is taken: at least so many times.
    """
    mine, theirs = false_let_go(ours), false_let_go(naive)
    least = 1.0 / (sum(each.clients for each in good(ours)) * YEARS)
    value = theirs.value / max(mine.value, least)
    relative = (mine.error / max(mine.value, least)) ** 2
    relative += (theirs.error / max(theirs.value, least)) ** 2
    return Share(value=value, error=value * relative**0.5)


def _false(
    name: str, step: str, limit: float, ours: Sequence[Outcome], naive: Sequence[Outcome]
) -> Goal:
    def rate(outcomes: Sequence[Outcome]) -> Share:
        return mean([getattr(each, step) for each in good(outcomes)]).over(YEARS)

    return Goal(name=name, limit=limit, value=rate(ours), naive=rate(naive))


def _weeks(found: Outcome, place: int) -> Share:
    weeks = found.weeks[place]
    return Share(value=float("inf") if weeks is None else weeks, error=0.0)


def _changes(outcomes: Sequence[Outcome]) -> Share:
    return mean([each.changes for each in good(outcomes) if each.kind.name != EDGE])
