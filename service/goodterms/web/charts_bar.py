"""The geometry of a burn bar: 80 % interval and middle against the tolerance line.

All bars of a page have one scale, in multiples of what the owner tolerates, so that rows compare.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodterms.core.findings import Burn

WIDTH = 160
"""User units of the whole scale."""

TOP_BURN = 4.0
"""Multiples of the tolerance at the right edge; what lies beyond ends in an arrow."""

LIMIT_X = round(WIDTH / TOP_BURN)
"""Where the tolerance line stands: burn 1."""

LEAST_WIDTH = 3
"""An interval is drawn at least this wide, or it would vanish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BurnBar:
    """One bar in user units.

    Attributes:
        x, width: The 80 % interval.
        middle: The burn itself.
        is_cut: The interval goes on beyond the edge.
    """

    x: int
    width: int
    middle: int
    is_cut: bool


def burn_bar(burn: Burn) -> BurnBar:
    """Return the bar of one burn; everything beyond `TOP_BURN` stands at the edge."""
    left = min(_x(burn.low), WIDTH - LEAST_WIDTH)
    return BurnBar(
        x=left,
        width=max(LEAST_WIDTH, _x(burn.high) - left),
        middle=_x(burn.mean),
        is_cut=burn.high > TOP_BURN,
    )


def _x(burn: float) -> int:
    return round(WIDTH * min(max(burn, 0.0), TOP_BURN) / TOP_BURN)
