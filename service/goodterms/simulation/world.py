"""Weeks of made-up clients: paid hours and incidents, true and as the program would see them.

Set-up: decision model A3.1; where it gives no number, the constant says that it is judgement.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from goodterms.core.policy import Policy
from goodterms.simulation.kinds import POPULATION
from goodterms.simulation.sightings import (
    LATE_MEAN,
    PRICES,
    SIGNALS,
    joined,
    mistakes,
    price_errors,
    signal,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodterms.simulation.conditions import Conditions
    from goodterms.simulation.kinds import Kind
    from goodterms.simulation.sightings import Seen

WEEKS = 130
"""Two years and a half (A3.1)."""

TAU = Policy().tolerance_minutes

MIX_SPREAD = 0.6
HOURS_SPREAD = 0.8
"""Log-sd of a client's own mix (A3.1) and of weekly hours between clients (judgement)."""

WEEK_SPREAD = 0.4
"""Log-sd of the hours from week to week (judgement)."""

ON_WEEKS, OFF_WEEKS, OFF_SHARE = 12.0, 3.0, 0.15
"""Mean length of projects and pauses, and hours in a pause (judgement; A3.1 names the spells)."""

HOLIDAYS = (0, 31, 32, 51)
"""Weeks of the year with a tenth of the hours (judgement)."""


def world(kind: Kind, count: int, conditions: Conditions, seed: int) -> World:
    """Return `count` made-up clients of a kind.

    Args:
        kind: What they are like.
        count: How many, at least 1.
        conditions: How well they are seen.
        seed: The same seed gives the same clients on every machine.
    """
    random = np.random.default_rng([seed, *kind.name.encode()])
    hours = _hours(kind, count, conditions, random)
    burn, onset = _burn(kind, count, random)
    burn = burn * conditions.season(burn.shape)
    rates = _rates(kind, burn, hours, random)
    shock = _shocks(rates, conditions.dispersion, random)
    parts = [
        signal(name, rates[name] * shock, conditions, random) for name in SIGNALS if name in rates
    ]
    parts += mistakes(kind, hours, conditions, random)
    seen = joined(parts)
    if conditions.gone_from is not None:  # what is left to see are the bills
        late = seen.code == SIGNALS.index("LP")
        seen = seen.only((seen.week < conditions.gone_from) | late)
    error = np.exp(random.normal(0.0, conditions.hours_error, (count, 1)))
    return World(
        kind=kind,
        burn=burn,
        onset=onset,
        hours=hours * error,
        true_hours=hours,
        seen=replace(
            seen, minutes=seen.minutes * price_errors(seen, conditions.prices_error, random)
        ),
        source=conditions.source,
        gone_from=conditions.gone_from,
    )


def _hours(
    kind: Kind, count: int, conditions: Conditions, random: np.random.Generator
) -> NDArray[np.float64]:
    """Paid hours a week: spells of work, holidays, and a log-normal week."""
    if kind.weekly_hours is None:
        own = np.clip(np.exp(random.normal(np.log(6.0), HOURS_SPREAD, count)), 1.0, 30.0)
    else:
        own = np.full(count, kind.weekly_hours)
    working = random.random(count) < ON_WEEKS / (ON_WEEKS + OFF_WEEKS)
    factor = np.empty((count, WEEKS))
    for week in range(WEEKS):
        factor[:, week] = np.where(working, 1.0, OFF_SHARE)
        if week % 52 in HOLIDAYS:
            factor[:, week] *= 0.1
        change = random.random(count)
        working = np.where(working, change >= 1.0 / ON_WEEKS, change < 1.0 / OFF_WEEKS)
    noise = np.exp(random.normal(0.0, WEEK_SPREAD, (count, WEEKS)) - WEEK_SPREAD**2 / 2)
    hours: NDArray[np.float64] = own[:, None] * factor * noise * conditions.pace((count, WEEKS))
    return hours


def _burn(
    kind: Kind, count: int, random: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The true burn of every week, and the week from which on it grew."""
    low, high = kind.burn
    own = random.uniform(low, high, count)
    if kind.name == POPULATION.name:
        own = np.clip(np.exp(random.normal(np.log(0.6), 0.7, count)), low, high)
    burn = np.repeat(own[:, None], WEEKS, axis=1)
    weeks = np.arange(WEEKS)[None, :]
    onset = np.zeros(count, dtype=np.int64)
    if kind.later is not None:
        level, ramp = kind.later
        onset = random.integers(26, 53, count)
        begun = weeks - onset[:, None]
        way = np.clip(begun / ramp, 0.0, 1.0) if ramp else (begun >= 0).astype(float)
        burn = burn + (level - burn) * way
    if kind.bout is not None:
        shortest, longest, level = kind.bout
        start = random.integers(10, 52 if kind.yearly else WEEKS - 10, count)[:, None]
        length = random.integers(shortest, longest + 1, count)[:, None]
        place = (weeks - start) % 52 if kind.yearly else weeks - start
        burn = np.where((place >= 0) & (place < length), level, burn)
    return burn, onset


def _rates(
    kind: Kind, burn: NDArray[np.float64], hours: NDArray[np.float64], random: np.random.Generator
) -> dict[str, NDArray[np.float64]]:
    """Expected incidents a week by signal, so that their minutes make the true burn."""
    names = [name for name in SIGNALS if name in kind.mix]
    spread = np.exp(random.normal(0.0, MIX_SPREAD, (len(burn), len(names))))
    shares = np.array([kind.mix[name] for name in names]) * spread
    shares /= shares.sum(axis=1, keepdims=True)
    minutes = burn * TAU * hours
    means = {name: LATE_MEAN if name == "LP" else PRICES[name] for name in names}
    return {
        name: minutes * shares[:, place, None] / means[name] for place, name in enumerate(names)
    }


def _shocks(
    rates: dict[str, NDArray[np.float64]], dispersion: float, random: np.random.Generator
) -> NDArray[np.float64]:
    """Weekly gamma shocks, mean 1: the counts then have `dispersion` times a Poisson's variance."""
    total = np.maximum(sum(rates.values()), 1e-9)
    if dispersion <= 1.0:
        return np.ones_like(total)
    shape = total / (dispersion - 1.0)
    shocks: NDArray[np.float64] = random.gamma(np.maximum(shape, 1e-6)) / np.maximum(shape, 1e-6)
    return shocks


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Clients of one kind, arrays of shape (clients, weeks) unless said otherwise.

    Attributes:
        onset: Of each client, the week from which on trouble grew; 0 for always.
        burn: True burn; `true_hours` paid hours as worked, `hours` as recorded.
        seen: The incidents.
        source: Where the hours come from, one of `billing.SOURCES`.
        gone_from: Week from which no mail comes; None for never.
    """

    kind: Kind
    onset: NDArray[np.int64]
    burn: NDArray[np.float64]
    hours: NDArray[np.float64]
    true_hours: NDArray[np.float64]
    seen: Seen
    source: str
    gone_from: int | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """Return how many clients and weeks there are."""
        clients, weeks = self.hours.shape
        return clients, weeks
