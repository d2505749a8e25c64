"""The numbers of every weekly evaluation of every made-up client at once.

The vectorised twin of `core.evaluation.evaluate` and of the windows of `core.timeline`: constants
are the core's own, and a test proves the results equal on random histories.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import gammaincc, gammaincinv

from goodterms.core import estimate, evaluation
from goodterms.core.exposure import LOG_ERRORS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodterms.core.policy import Policy
    from goodterms.simulation.world import World

LONG, MOST, SHORT = estimate.LONG_DAYS // 7, estimate.MOST_DAYS // 7, estimate.SHORT_DAYS // 7
BLOCK = estimate.BLOCK_DAYS // 7
BRIGHT_WEEKS = -(-evaluation.BRIGHT_DAYS // 7)
"""Incidents lie on the Wednesday of their week: 13 weeks back are 88 days, 14 are 95."""


def chances(world: World, policy: Policy, *, floor: float) -> Chances:
    """Return what the ladder asks for, an array of shape (clients, weeks) each.

    Week `t` is the evaluation of the Monday after week `t`, which knows weeks 0 to `t`. The first
    week begins on a Monday on which a 4-week block begins.

    Args:
        world: Recorded hours and incidents.
        policy: Tolerance and over-dispersion.
        floor: P(burn > 1.25) and (> 1.5) are worked out only where the step before reaches this,
            and are 0 elsewhere; at most the certainty that the ladder will ask for.
    """
    sums = _Sums.of(world)
    lengths = _long_lengths(world.hours)
    shorts = np.full_like(lengths, SHORT)
    long = Window.of(sums, lengths, policy)
    short = Window.of(sums, shorts, policy)
    log_error = LOG_ERRORS[world.source]
    over = long.over(1.0, log_error)
    over_125 = long.over(1.25, log_error, where=over >= floor)
    return Chances(
        long=long,
        short=short,
        p_over=over,
        p_over_125=over_125,
        p_over_150=long.over(1.5, log_error, where=over_125 >= floor),
        p_short=short.over(1.0, log_error),
        bad_months=_bad_months(sums, policy),
        bright=sums.last("bright", np.full_like(lengths, BRIGHT_WEEKS)) >= evaluation.BRIGHT_COUNT,
        active_weeks=np.cumsum(_active(world), axis=1),
        silent=_silent(world),
    )


def _long_lengths(hours: NDArray[np.float64]) -> NDArray[np.int64]:
    """Weeks of the long window: 26, stretched by weeks until it holds 64 hours, at most 52."""
    total = _before(np.cumsum(np.maximum(hours, 0.0), axis=1))
    weeks = np.arange(1, hours.shape[1] + 1)
    lengths = np.full(hours.shape, MOST)
    for length in range(MOST - 1, LONG - 1, -1):
        held = total[:, weeks] - total[:, np.maximum(weeks - length, 0)]
        lengths[held >= estimate.ENOUGH_HOURS] = length
    return lengths


def _before(running: NDArray[np.float64]) -> NDArray[np.float64]:
    """Running sums with a leading 0: column `t` holds what lies before week `t`."""
    return np.concatenate([np.zeros((len(running), 1)), running], axis=1)


def _active(world: World) -> NDArray[np.bool_]:
    """Weeks with mail: those with work, until the client writes elsewhere."""
    active = world.true_hours > 0.0
    if world.gone_from is not None:
        active[:, world.gone_from :] = False
    return active


def _silent(world: World) -> NDArray[np.bool_]:
    """Whether the short window holds no mail of anybody."""
    weeks = world.shape[1]
    running = _before(np.cumsum(_active(world), axis=1, dtype=float))
    after = np.arange(1, weeks + 1)
    recent = running[:, after] - running[:, np.maximum(after - SHORT, 0)]
    silent: NDArray[np.bool_] = recent == 0.0
    return silent & (running[:, after] > 0.0)


def _bad_months(sums: _Sums, policy: Policy) -> NDArray[np.int64]:
    """How many of the last 13 complete blocks are bad."""
    clients, weeks = sums.shape
    blocks = weeks // BLOCK
    by_block = {
        name: column[:, : blocks * BLOCK].reshape(clients, blocks, BLOCK).sum(axis=2)
        for name, column in sums.weekly.items()
    }
    granted = policy.tolerance_minutes * by_block["hours"]
    bad = (by_block["count"] >= estimate.BAD_INCIDENTS) & (
        by_block["minutes"] >= estimate.BAD_RATIO * granted
    )
    running = _before(np.cumsum(bad, axis=1, dtype=float))
    complete = np.arange(1, weeks + 1) // BLOCK
    found = running[:, complete] - running[:, np.maximum(complete - estimate.BLOCKS, 0)]
    return found.astype(np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sums:
    """Weekly sums of every column and their running sums."""

    weekly: dict[str, NDArray[np.float64]]
    running: dict[str, NDArray[np.float64]]

    @classmethod
    def of(cls, world: World) -> _Sums:
        seen, (clients, weeks) = world.seen, world.shape
        place = seen.client * weeks + seen.week
        columns = {
            "minutes": seen.minutes,
            "count": np.ones_like(seen.minutes),
            "hard": np.where(seen.hard, seen.minutes, 0.0),
            "bright": seen.bright.astype(float),
        }
        weekly: dict[str, NDArray[np.float64]] = {
            name: np.bincount(place, weights=column, minlength=clients * weeks)
            .reshape(clients, weeks)
            .astype(np.float64)
            for name, column in columns.items()
        }
        weekly["hours"] = np.maximum(world.hours, 0.0)
        return cls(
            weekly=weekly,
            running={name: _before(np.cumsum(each, axis=1)) for name, each in weekly.items()},
        )

    @property
    def shape(self) -> tuple[int, int]:
        clients, weeks = self.weekly["hours"].shape
        return clients, weeks

    def last(self, name: str, lengths: NDArray[np.int64]) -> NDArray[np.float64]:
        """Sum of a column over the window of so many weeks that ends with each week."""
        clients, weeks = self.shape
        after = np.arange(1, weeks + 1)[None, :]
        rows = np.arange(clients)[:, None]
        running = self.running[name]
        found: NDArray[np.float64] = running[:, 1:] - running[rows, np.maximum(after - lengths, 0)]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Posterior of the burn over one window of each client and week (A2.4)."""

    shape: NDArray[np.float64]
    rate: NDArray[np.float64]
    spent: NDArray[np.float64]
    granted: NDArray[np.float64]
    count: NDArray[np.float64]
    hard_share: NDArray[np.float64]

    @classmethod
    def of(cls, sums: _Sums, lengths: NDArray[np.int64], policy: Policy) -> Window:
        """Return the posteriors over windows of so many weeks that end with each week."""
        spent = np.maximum(sums.last("minutes", lengths), 0.0)
        count = np.rint(sums.last("count", lengths))
        spent[count == 0] = 0.0  # what running sums leave behind
        granted = policy.tolerance_minutes * np.maximum(sums.last("hours", lengths), 0.0)
        some = spent > 0.0
        hard = np.divide(sums.last("hard", lengths), spent, out=np.zeros_like(spent), where=some)
        unit = policy.dispersion * estimate.STANDARD_MINUTES
        return cls(
            shape=estimate.PRIOR_SHAPE + spent / unit,
            rate=estimate.PRIOR_RATE + granted / unit,
            spent=spent,
            granted=granted,
            count=count,
            hard_share=hard,
        )

    def over(
        self, burn: float, log_error: float, where: NDArray[np.bool_] | None = None
    ) -> NDArray[np.float64]:
        """P(burn of the client > `burn`); 0 outside of `where`."""
        chosen = np.ones(self.shape.shape, dtype=bool) if where is None else where
        shape, scale = self.shape[chosen], self.rate[chosen] * burn
        total = np.zeros_like(scale)
        for node, weight in estimate.NODES:
            total += weight * gammaincc(shape, scale * np.exp(log_error * node))
        found = np.zeros_like(self.shape)
        found[chosen] = total
        return found

    def interval(self, week: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Ends of the 80 % interval of one week's burns."""
        shape, rate = self.shape[:, week], self.rate[:, week]
        return gammaincinv(shape, 0.1) / rate, gammaincinv(shape, 0.9) / rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """What `ladder.advance` reads of each evaluation; arrays of shape (clients, weeks)."""

    long: Window
    short: Window
    p_over: NDArray[np.float64]
    p_over_125: NDArray[np.float64]
    p_over_150: NDArray[np.float64]
    p_short: NDArray[np.float64]
    bad_months: NDArray[np.int64]
    bright: NDArray[np.bool_]
    active_weeks: NDArray[np.int64]
    silent: NDArray[np.bool_]
