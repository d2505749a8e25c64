"""What the program would see of a client's weeks: incidents with their weights, and mistakes.

Set-up: decision model A3.1; where it gives no number, the constant says that it is judgement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodterms.core.policy import DEFAULT_PRICES
from goodterms.core.verdict import Code

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodterms.simulation.conditions import Conditions
    from goodterms.simulation.kinds import Kind

SIGNALS = ("AHP", "CH", "VG", "RX", "SC", "LP", "HO")
SOFT = frozenset({"VG", "SC", "HO"})
PRICES = {code: DEFAULT_PRICES[Code(code)] for code in SIGNALS}

LATE_WEEKS = 2.5
"""Mean of the started weeks an invoice is late (judgement); 20 minutes and 10 each, at most 120."""

LATE_MEAN = 20.0 + 10.0 * LATE_WEEKS

WORDING_ONLY = 0.3
"""Share of after-hours demands told by wording alone, hence soft (judgement)."""

CHANCES_AN_HOUR = {"VG": 0.12, "SC": 0.12, "HO": 0.04}
"""Messages a paid hour that a label might be wrongly seen in (judgement). Hostile counts from 0.8
on and not from 0.5, which a third of its false alarms reach."""

BASE_NIGHTS = 0.02
"""Misread harmless night messages a paid hour, times the kind's night factor (judgement)."""


def signal(
    name: str,
    rate: NDArray[np.float64],
    conditions: Conditions,
    random: np.random.Generator,
) -> Seen:
    """The incidents of one signal that the program sees, each with the weight it gives them."""
    counts = random.poisson(rate)
    client, week = _places(counts)
    size = len(client)
    minutes = np.full(size, PRICES[name])
    hard = np.ones(size, dtype=bool)
    kept = np.ones(size, dtype=bool)
    if name == "LP":
        minutes = np.minimum(20.0 + 10.0 * random.geometric(1.0 / LATE_WEEKS, size), 120.0)
    elif name in SOFT:
        low = 0.8 if name == "HO" else 0.5
        minutes = minutes * np.maximum(random.beta(8.0, 2.0, size), low)
        hard[:] = False
        kept = random.random(size) < conditions.recall
    elif name == "AHP":
        hard = random.random(size) >= WORDING_ONLY
        kept = random.random(size) >= conditions.invited
    confirmed = (name == "HO") & (random.random(size) < conditions.confirmed)
    return Seen(
        client=client[kept],
        week=week[kept],
        minutes=np.where(confirmed, PRICES[name], minutes)[kept],
        hard=(hard | confirmed)[kept],
        bright=confirmed[kept],
        code=np.full(int(kept.sum()), SIGNALS.index(name)),
    )


def mistakes(
    kind: Kind, hours: NDArray[np.float64], conditions: Conditions, random: np.random.Generator
) -> list[Seen]:
    """What is seen and never was: false alarms of the tone model, harmless night mail misread."""
    found = []
    for name in sorted(SOFT):
        low, high = (0.8, 1.0) if name == "HO" else (0.5, 0.8)
        rate = CHANCES_AN_HOUR[name] * conditions.false_alarms * hours
        client, week = _places(random.poisson(rate))
        minutes = PRICES[name] * random.uniform(low, high, len(client))
        found.append(_soft(name, client, week, minutes))
    rate = BASE_NIGHTS * kind.night_factor * conditions.false_alarms * hours
    client, week = _places(random.poisson(rate))
    found.append(_soft("AHP", client, week, np.full(len(client), PRICES["AHP"])))
    return found


def price_errors(seen: Seen, error: float, random: np.random.Generator) -> NDArray[np.float64]:
    """Return the factor on each incident's minutes: one draw by client and signal.

    Args:
        seen: The incidents.
        error: Prices are off by a factor of 1 plus or minus this, evenly.
        random: Where the draws come from.
    """
    if not error or not len(seen.client):
        return np.ones(len(seen.client))
    clients = int(seen.client.max()) + 1
    factors = random.uniform(1.0 - error, 1.0 + error, (clients, len(SIGNALS)))
    found: NDArray[np.float64] = factors[seen.client, seen.code]
    return found


def _soft(
    name: str,
    client: NDArray[np.int64],
    week: NDArray[np.int64],
    minutes: NDArray[np.float64],
) -> Seen:
    nothing = np.zeros(len(client), dtype=bool)
    code = np.full(len(client), SIGNALS.index(name))
    return Seen(client=client, week=week, minutes=minutes, hard=nothing, bright=nothing, code=code)


def _places(counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Client and week of each single incident."""
    flat = np.repeat(np.arange(counts.size), counts.ravel())
    client, week = np.divmod(flat, counts.shape[1])
    return client, week


def joined(parts: list[Seen]) -> Seen:
    """Return all incidents, sorted by client and week."""
    columns = {
        name: np.concatenate([getattr(each, name) for each in parts])
        for name in ("client", "week", "minutes", "hard", "bright", "code")
    }
    order = np.lexsort((columns["week"], columns["client"]))
    return Seen(**{name: column[order] for name, column in columns.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Incidents as the program sees them, one element each, sorted by client and week.

    Attributes:
        minutes: Price times weight.
        hard: Measured, or confirmed by the owner.
        bright: A hostile message that the owner confirmed.
        code: Index into `SIGNALS`.
    """

    client: NDArray[np.int64]
    week: NDArray[np.int64]
    minutes: NDArray[np.float64]
    hard: NDArray[np.bool_]
    bright: NDArray[np.bool_]
    code: NDArray[np.int64]

    def only(self, kept: NDArray[np.bool_]) -> Seen:
        """Return the kept incidents."""
        return Seen(
            client=self.client[kept],
            week=self.week[kept],
            minutes=self.minutes[kept],
            hard=self.hard[kept],
            bright=self.bright[kept],
            code=self.code[kept],
        )
