"""The burn: trouble minutes spent over trouble minutes granted, as a Gamma-Poisson estimate.

Decision model A2.4 but for the size of an incident, see `STANDARD_MINUTES`. A fixed weak prior
(burn 0.67, worth three incidents of exposure) keeps thin data near "fine"; the exposure error
enters the probabilities, not the interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, fsum
from typing import TYPE_CHECKING, Protocol

from goodterms.core import gamma
from goodterms.core.verdict import Estimate, Exposure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.core.policy import Policy
    from goodterms.core.verdict import Incident

PRIOR_SHAPE = 2.0
PRIOR_RATE = 3.0
"""Prior Gamma(2, 3) of the burn (A2.4)."""

STANDARD_MINUTES = 50.0
"""Minutes in a standard incident, the same for every client.

A2.4 takes the mean size of the client's own incidents weighted by size, at least 30. With that one
more incident can lower the burn, because it makes all the others count for less; a fixed size never
does. 50 is where the simulation is calibrated best (CONTRIBUTING, design notes).
"""

LONG_DAYS, MOST_DAYS, SHORT_DAYS = 26 * 7, 52 * 7, 8 * 7
"""Length of the long window, the most it is stretched to, and the short window (A2.4)."""

ENOUGH_HOURS = 64.0
"""Paid hours the long window is stretched for (A2.4)."""

BLOCK_DAYS = 28
BLOCKS = 13
BLOCK_ORIGIN = date(2024, 1, 1)
"""Fixed calendar of 4-week blocks, counted from a Monday, and how many are looked at (A2.4)."""

BAD_RATIO = 1.5
BAD_INCIDENTS = 2
"""A block is a bad month from W >= 1.5 E and two incidents (A2.4)."""

_LOW, _HIGH = 0.1, 0.9  # the ends of an 80 % interval

# 5-point Gauss-Hermite rule for a standard normal variable: nodes and weights (A2.4)
NODES = (
    (-2.8569700138728056, 0.011257411327720691),
    (-1.3556261799742659, 0.22207592200561263),
    (0.0, 0.5333333333333333),
    (1.3556261799742659, 0.22207592200561263),
    (2.8569700138728056, 0.011257411327720691),
)


def posterior(spent: float, exposure: Exposure, policy: Policy) -> Posterior:
    """Return the posterior of the burn.

    Args:
        spent: Sum of the incidents' minutes W, 0 or more.
        exposure: Paid hours of the same window; negative hours count as none.
        policy: Tolerance and over-dispersion.
    """
    granted = policy.tolerance_minutes * max(0.0, exposure.hours)
    unit = policy.dispersion * STANDARD_MINUTES
    return Posterior(
        spent=spent,
        granted=granted,
        unit=unit,
        shape=PRIOR_SHAPE + spent / unit,
        rate=PRIOR_RATE + granted / unit,
        log_error=exposure.log_error,
    )


def estimate(
    incidents: Sequence[Incident], exposure: Exposure, policy: Policy, *, start: date, end: date
) -> Estimate:
    """Return the burn over one window.

    The 80 % interval holds the quantiles of the gamma posterior alone, as A2.4 has it (its coverage
    was measured so, A3.4); the probabilities also average over the error of the paid hours.

    Args:
        incidents: Those of the window; ones without minutes do not count.
        exposure: Paid hours of the window.
        policy: Tolerance and over-dispersion.
        start: First day of the window.
        end: Last day of the window, inclusive.
    """
    minutes = [each.minutes for each in incidents if each.minutes > 0.0]
    found = posterior(fsum(minutes), exposure, policy)
    evidence = found.granted / found.unit
    low, high = found.interval()
    return Estimate(
        start=start,
        end=end,
        hours=exposure.hours,
        spent=found.spent,
        granted=found.granted,
        unit=found.unit,
        shape=found.shape,
        rate=found.rate,
        mean=found.mean,
        low=low,
        high=high,
        p_over=found.over(1.0),
        p_over_125=found.over(1.25),
        p_over_150=found.over(1.5),
        data_weight=evidence / (PRIOR_RATE + evidence),
        incidents=len(minutes),
    )


def exceeds(short: Estimate, long: Estimate) -> float:
    """Return the probability that the burn of `short` lies above that of `long` (A2.8, trend).

    The two posteriors are taken as independent, averaged over 40 equal slices of the long one; the
    windows overlap, so this is a description and never enters a verdict.
    """
    slices = 40
    marks = (gamma.quantile((i + 0.5) / slices, long.shape) / long.rate for i in range(slices))
    return fsum(gamma.upper(short.shape, short.rate * mark) for mark in marks) / slices


def short_start(end: date) -> date:
    """Return the first day of the short window: 8 weeks ending on `end`."""
    return end - timedelta(days=SHORT_DAYS - 1)


def long_start(paid: Hours, end: date) -> date:
    """Return the first day of the long window ending on `end`.

    26 weeks, stretched backwards by whole weeks until they hold 64 paid hours, to at most 52 weeks.
    """
    days = LONG_DAYS
    while days < MOST_DAYS:
        start = end - timedelta(days=days - 1)
        if paid.between(start, end).hours >= ENOUGH_HOURS:
            return start
        days += 7
    return end - timedelta(days=MOST_DAYS - 1)


def blocks(end: date) -> tuple[tuple[date, date], ...]:
    """Return first and last day of the last 13 complete 4-week blocks, oldest first.

    The running block is left out: a few days of it would be judged by one incident.
    """
    complete = ((end - BLOCK_ORIGIN).days + 1) // BLOCK_DAYS
    starts = (
        BLOCK_ORIGIN + timedelta(days=BLOCK_DAYS * (complete - i)) for i in range(BLOCKS, 0, -1)
    )
    return tuple((start, start + timedelta(days=BLOCK_DAYS - 1)) for start in starts)


def is_bad(spent: float, incidents: int, hours: float, policy: Policy) -> bool:
    """Return whether a block with these minutes, incidents and paid hours is a bad month."""
    granted = policy.tolerance_minutes * max(0.0, hours)
    return incidents >= BAD_INCIDENTS and spent >= BAD_RATIO * granted


class Hours(Protocol):
    """Whatever tells the paid hours of a window; see `exposure.PaidHours`."""

    def between(self, start: date, end: date) -> Exposure:
        """Return the paid hours from `start` to `end`, both inclusive."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """Gamma(`shape`, rate `rate`) of the burn, with what it was made of (A2.4)."""

    spent: float
    granted: float
    unit: float
    shape: float
    rate: float
    log_error: float

    @property
    def mean(self) -> float:
        """Return the mean of the burn."""
        return self.shape / self.rate

    def interval(self) -> tuple[float, float]:
        """Return the ends of the 80 % interval of the gamma posterior alone."""
        low, high = (gamma.quantile(each, self.shape) for each in (_LOW, _HIGH))
        return low / self.rate, high / self.rate

    def over(self, burn: float) -> float:
        """Return P(burn of this client > `burn`), averaged over the error of the paid hours."""
        scale = self.rate * burn
        return fsum(
            weight * gamma.upper(self.shape, scale * exp(self.log_error * node))
            for node, weight in NODES
        )
