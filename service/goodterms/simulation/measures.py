"""What is counted of simulated verdicts: how often, how soon, how surely (A3.2 to A3.5).

Every share comes with its Monte Carlo standard error; nothing found in n clients has that of one
in n, so that no zero looks certain.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isinf, sqrt
from typing import TYPE_CHECKING

import numpy as np

from goodterms.core.ladder import HEALTHY, LEARNING, LET_GO, PREPARE, TALK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from goodterms.simulation.chances import Chances
    from goodterms.simulation.kinds import Kind
    from goodterms.simulation.world import World

YEAR = 52.0
NOT_REACHED = np.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A number with its Monte Carlo standard error."""

    value: float
    error: float

    def over(self, divisor: float) -> Share:
        """Return both divided."""
        return Share(value=self.value / divisor, error=self.error / divisor)

    def as_json(self) -> dict[str, float]:
        """Return both rounded to six digits."""
        return {"value": round(self.value, 6), "error": round(self.error, 6)}


def share(hits: float, count: int) -> Share:
    """Return a share of `count` (0 or more) clients."""
    if count == 0:
        return Share(value=0.0, error=0.0)
    value = hits / count
    spread = max(value * (1.0 - value), (1.0 / count) * (1.0 - 1.0 / count))
    return Share(value=value, error=sqrt(spread / count))


def mean(shares: Sequence[Share], weights: Sequence[float] | None = None) -> Share:
    """Return the weighted mean of independent shares."""
    chosen = [1.0] * len(shares) if weights is None else list(weights)
    total = sum(chosen) or 1.0
    value = sum(w * each.value for w, each in zip(chosen, shares, strict=True)) / total
    spread = sum((w * each.error) ** 2 for w, each in zip(chosen, shares, strict=True))
    return Share(value=value, error=sqrt(spread) / total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of the clients of one kind.

    Attributes:
        talk, prepare, let_go: Share of clients that ever reached the step.
        early_talk, early_let_go: Share that reached talk within 26, let_go within 52 weeks of the
            onset.
        weeks: Median weeks from the onset to talk, prepare and let_go; None: not reached by half.
        changes: Changes of the step a year after learning, in the mean.
        healthy: Share of the judged weeks on healthy.
    """

    kind: Kind
    clients: int
    talk: Share
    prepare: Share
    let_go: Share
    early_talk: Share
    early_let_go: Share
    weeks: tuple[float | None, float | None, float | None]
    changes: Share
    healthy: float

    def as_json(self) -> dict[str, object]:
        """Return it as JSON values."""
        shares = ("talk", "prepare", "let_go", "early_talk", "early_let_go", "changes")
        return {
            "kind": self.kind.name,
            "truth": self.kind.truth.value,
            "clients": self.clients,
            **{name: getattr(self, name).as_json() for name in shares},
            "median_weeks": dict(zip(("talk", "prepare", "let_go"), self.weeks, strict=True)),
            "healthy_weeks": round(self.healthy, 4),
        }


def outcome(
    world: World, steps: NDArray[np.int64], chosen: NDArray[np.bool_] | None = None
) -> Outcome:
    """Return what became of the (chosen) clients of one world."""
    if chosen is not None:
        steps, onset = steps[chosen], world.onset[chosen]
    else:
        onset = world.onset
    clients = len(steps)
    if not clients:
        nobody = share(0, 0)
        return Outcome(
            kind=world.kind,
            clients=0,
            talk=nobody,
            prepare=nobody,
            let_go=nobody,
            early_talk=nobody,
            early_let_go=nobody,
            weeks=(None, None, None),
            changes=nobody,
            healthy=0.0,
        )
    waits = [reached(steps, step) - onset for step in (TALK, PREPARE, LET_GO)]
    ever = [share(float(np.isfinite(each).sum()), clients) for each in waits]
    changes = _changes(steps)
    return Outcome(
        kind=world.kind,
        clients=clients,
        talk=ever[0],
        prepare=ever[1],
        let_go=ever[2],
        early_talk=share(float((waits[0] <= 26).sum()), clients),
        early_let_go=share(float((waits[2] <= 52).sum()), clients),
        weeks=(_median(waits[0]), _median(waits[1]), _median(waits[2])),
        changes=Share(
            value=float(changes.mean()), error=float(changes.std() / sqrt(max(1, clients)))
        ),
        healthy=float((steps == HEALTHY).sum() / max(1, (steps >= HEALTHY).sum())),
    )


def reached(steps: NDArray[np.int64], step: int) -> NDArray[np.float64]:
    """Return weeks until each client first stood on a step or above; infinite for never."""
    hit = steps >= step
    found: NDArray[np.float64] = np.where(hit.any(axis=1), hit.argmax(axis=1) + 1.0, NOT_REACHED)
    return found


def _changes(steps: NDArray[np.int64]) -> NDArray[np.float64]:
    judged = steps[:, :-1] > LEARNING
    moved = (np.diff(steps, axis=1) != 0) & judged
    years = np.maximum(judged.sum(axis=1), 1) / YEAR
    found: NDArray[np.float64] = moved.sum(axis=1) / years
    return found


def _median(waits: NDArray[np.float64]) -> float | None:
    """Median of the waits; None when fewer than half ever ended."""
    if not len(waits):
        return None
    ordered = np.sort(waits)
    middle = float(ordered[(len(ordered) - 1) // 2])
    return None if isinf(middle) else middle


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How true the probabilities are at one week.

    Attributes:
        rows: Mean predicted P(burn > 1), share truly above, and clients, by tenth of predictions.
        error: Mean absolute difference of prediction and truth over those rows, by clients.
        coverage: Share of true burns inside the 80 % interval.
    """

    rows: tuple[tuple[float, float, int], ...]
    error: float
    coverage: Share


def calibration(world: World, found: Chances, *, week: int) -> Calibration:
    """Return how the probabilities of one week agree with the truth.

    Args:
        world: Clients whose burn never changes.
        found: Their numbers.
        week: The evaluation looked at, 0-based.
    """
    truth, predicted = world.burn[:, week], found.p_over[:, week]
    place = np.minimum((predicted * 10).astype(int), 9)
    rows = tuple(
        (
            float(predicted[place == bin_].mean()),
            float((truth[place == bin_] > 1.0).mean()),
            int((place == bin_).sum()),
        )
        for bin_ in range(10)
        if (place == bin_).any()
    )
    total = sum(count for _, _, count in rows)
    error = sum(abs(told - true) * count for told, true, count in rows) / total
    low, high = found.long.interval(week)
    # against the recorded hours, as A3.4 has it: the interval does not hold the error of the hours
    recorded = truth * world.true_hours.sum(axis=1) / np.maximum(world.hours.sum(axis=1), 1e-9)
    inside = (recorded >= low) & (recorded <= high)
    return Calibration(rows=rows, error=error, coverage=share(float(inside.sum()), len(inside)))
