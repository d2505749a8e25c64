"""The kinds of made-up clients: what they are like, and what is true of them (decision model A3.1).

`burn` is the true ratio of trouble to tolerated trouble. *Within* is below 1 ("good" in the goals
of the study), *over* 1.8 and above.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Truth(StrEnum):
    """Where a client truly stands against what the owner tolerates."""

    WITHIN = "within"
    NEAR = "near"
    OVER = "over"


EASY_MIX: Mapping[str, float] = {
    "AHP": 0.15,
    "CH": 0.15,
    "VG": 0.20,
    "RX": 0.12,
    "SC": 0.15,
    "LP": 0.18,
    "HO": 0.05,
}
"""Share of the trouble minutes by signal; each client's own mix varies around it (log-normal 0.6).
The shares are judgement: the study names the seven signals, not their shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of client.

    Attributes:
        burn: Least and most of the true burn; each client has its own, for good.
        weekly_hours: Paid hours a week; None draws them (log-normal, median 6, 1 to 30).
        mix: Share of the minutes by signal.
        bout: Weeks of a crunch (least, most) and the burn in it; ``yearly`` repeats it.
        later: Burn from an onset between weeks 26 and 52 on, and weeks it takes to get there.
        weight: Share of this kind among the clients of an owner (a portfolio sums to 1).
    """

    name: str
    truth: Truth
    burn: tuple[float, float]
    weight: float
    weekly_hours: float | None = None
    mix: Mapping[str, float] = field(default_factory=lambda: EASY_MIX)
    bout: tuple[int, int, float] | None = None
    yearly: bool = False
    later: tuple[float, int] | None = None
    night_factor: float = 1.0


WITHIN, NEAR, OVER = Truth.WITHIN, Truth.NEAR, Truth.OVER

KINDS: tuple[Kind, ...] = (
    Kind(name="easy", truth=WITHIN, burn=(0.2, 0.5), weight=0.31),
    Kind(name="normal", truth=WITHIN, burn=(0.5, 0.8), weight=0.31),
    Kind(name="edge", truth=WITHIN, burn=(0.8, 1.0), weight=0.09),
    Kind(name="sparse_good", truth=WITHIN, burn=(0.4, 0.8), weight=0.08, weekly_hours=1.0),
    Kind(name="crunch", truth=WITHIN, burn=(0.5, 0.8), weight=0.05, bout=(3, 6, 3.0)),
    Kind(
        name="seasonal", truth=WITHIN, burn=(0.5, 0.8), weight=0.04, bout=(5, 5, 2.5), yearly=True
    ),
    Kind(name="time_zone", truth=WITHIN, burn=(0.5, 0.8), weight=0.03, night_factor=8.0),
    Kind(name="near", truth=NEAR, burn=(1.1, 1.4), weight=0.04),
    Kind(name="burn_2", truth=OVER, burn=(1.8, 2.5), weight=0.015),
    Kind(name="burn_4", truth=OVER, burn=(3.0, 5.0), weight=0.005),
    Kind(name="sparse_over", truth=OVER, burn=(2.0, 3.0), weight=0.005, weekly_hours=1.5),
    Kind(name="turn", truth=OVER, burn=(0.5, 0.5), weight=0.005, later=(2.2, 0)),
    Kind(name="ramp", truth=OVER, burn=(0.5, 0.5), weight=0.005, later=(2.5, 26)),
    Kind(name="late_payer", truth=OVER, burn=(2.0, 2.0), weight=0.01, mix={"LP": 1.0}),
    Kind(name="vague_only", truth=OVER, burn=(2.0, 2.0), weight=0.005, mix={"VG": 1.0}),
)
"""The clients of A3.1. Weights: 5 % over, 4 % near, the rest within, as the study's portfolio."""

POPULATION = Kind(name="population", truth=NEAR, burn=(0.1, 4.0), weight=0.0)
"""Burns log-normal around 0.6 (log-sd 0.7), clipped: for the calibration of the probabilities."""
