"""The geometry of the dossier's chart: weekly burn with its band, and the strip of verdicts.

Numbers only; the template draws them as inline SVG without scripts or styles.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from goodterms.core.verdict import Verdict, Week

WIDTH, HEIGHT = 640, 200
LEFT, RIGHT, TOP, BOTTOM = 34, 8, 10, 46
STRIP_TOP, STRIP_HEIGHT = HEIGHT - 38, 14
TOP_BURN = 6.0
"""Burns above this are drawn at the upper edge: the text holds the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One week: its place, and what to say of it."""

    x: float
    y: float
    week: Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Weeks in a row with the same verdict, as a bar of the strip."""

    x: float
    width: float
    verdict: Verdict
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Everything the template draws, in SVG user units.

    Attributes:
        line, band: Points of the polyline and of the 80 % band's polygon.
        levels: Height and value of each horizontal rule; 1 is the tolerance.
        months: Place and first day of each month on the axis.
    """

    line: str
    band: str
    levels: tuple[tuple[float, int], ...]
    months: tuple[tuple[float, date], ...]
    points: tuple[Point, ...]
    strip: tuple[Stretch, ...]


def burn_chart(weeks: Sequence[Week]) -> Chart | None:
    """Return the chart of weekly evaluations, oldest first; None for fewer than two."""
    if len(weeks) < 2:
        return None
    top = min(TOP_BURN, max(2.0, float(ceil(max(each.high for each in weeks)))))
    step = (WIDTH - LEFT - RIGHT) / (len(weeks) - 1)
    xs = [LEFT + place * step for place in range(len(weeks))]
    highs = [f"{x:.1f},{_y(week.high, top):.1f}" for x, week in zip(xs, weeks, strict=True)]
    lows = [f"{x:.1f},{_y(week.low, top):.1f}" for x, week in zip(xs, weeks, strict=True)]
    points = tuple(
        Point(x=x, y=_y(week.mean, top), week=week) for x, week in zip(xs, weeks, strict=True)
    )
    return Chart(
        line=" ".join(f"{each.x:.1f},{each.y:.1f}" for each in points),
        band=" ".join([*highs, *reversed(lows)]),
        levels=tuple((_y(level, top), level) for level in range(int(top) + 1)),
        months=_months(xs, weeks),
        points=points,
        strip=_strip(xs, weeks, step),
    )


def _y(burn: float, top: float) -> float:
    inside = HEIGHT - TOP - BOTTOM
    return TOP + inside * (1 - min(burn, top) / top)


def _months(xs: Sequence[float], weeks: Sequence[Week]) -> tuple[tuple[float, date], ...]:
    """Return where each month begins, but none whose name would leave the chart."""
    return tuple(
        (x, after.on)
        for x, (before, after) in zip(xs[1:], pairwise(weeks), strict=False)
        if after.on.month != before.on.month and x < WIDTH - LEFT
    )


def _strip(xs: Sequence[float], weeks: Sequence[Week], step: float) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    start = 0
    for place in range(1, len(weeks) + 1):
        if place == len(weeks) or weeks[place].verdict is not weeks[start].verdict:
            left = max(LEFT, xs[start] - step / 2)
            right = min(WIDTH - RIGHT, xs[place - 1] + step / 2)
            found.append(
                Stretch(
                    x=left,
                    width=right - left,
                    verdict=weeks[start].verdict,
                    first=weeks[start].on,
                    last=weeks[place - 1].on,
                )
            )
            start = place
    return tuple(found)
