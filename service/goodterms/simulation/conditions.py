"""How well made-up clients are seen: the base case, and what may go wrong (A3.1, A3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """One setting of everything that is not the client.

    Attributes:
        hours_error: Log-sd of recorded against true hours, for good with each client.
        source: What the program believes of the hours, one of `billing.SOURCES`.
        dispersion: Variance of the weekly counts over that of a Poisson count.
        recall, false_alarms: Of the tone model.
        confirmed: Share of hostile messages that the owner confirms.
        invited: Share of after-hours demands that answer the owner's own night mail.
        prices_error: Prices differ from the owner's true ones by a factor of 1 plus or minus this.
        busy: First week, length and factor of a season in which the owner is swamped: more hours,
            and more trouble from everybody.
        gone_from: Week from which the client writes elsewhere; nothing is seen, work goes on.
    """

    name: str = "base"
    hours_error: float = 0.25
    source: str = "invoiced"
    dispersion: float = 1.6
    recall: float = 0.75
    false_alarms: float = 0.04
    confirmed: float = 0.0
    invited: float = 0.0
    prices_error: float = 0.0
    busy: tuple[int, int, float] | None = None
    gone_from: int | None = None

    def season(self, shape: tuple[int, ...]) -> NDArray[np.float64]:
        """Return the factor on the burn by week."""
        return self._factor(shape, 0.0 if self.busy is None else self.busy[2])

    def pace(self, shape: tuple[int, ...]) -> NDArray[np.float64]:
        """Return the factor on the hours by week: a third more in a busy season."""
        return self._factor(shape, 4.0 / 3.0)

    def _factor(self, shape: tuple[int, ...], factor: float) -> NDArray[np.float64]:
        found = np.ones(shape)
        if self.busy is not None:
            first, length, _ = self.busy
            found[:, first : first + length] = factor
        return found


BASE = Conditions()

ROBUSTNESS: tuple[Conditions, ...] = (
    Conditions(name="hours_error_misdeclared", hours_error=0.5),
    Conditions(name="dispersion_2_5", dispersion=2.5),
    Conditions(name="dispersion_4", dispersion=4.0),
    Conditions(name="recall_50", recall=0.5),
    Conditions(name="false_alarms_15", false_alarms=0.15),
    Conditions(name="false_alarms_30", false_alarms=0.30),
    Conditions(name="prices_off_50", prices_error=0.5),
    Conditions(name="busy_season", busy=(60, 8, 2.0)),
    Conditions(name="hostility_confirmed", confirmed=0.5),
    Conditions(name="owner_writes_at_night", invited=0.5),
    Conditions(name="moved_to_chat", gone_from=52),
    Conditions(name="hours_by_proxy", hours_error=0.5, source="proxy"),
)
"""Rows of A3.4, and what that study left out."""
