"""The geometry of the heat map: weekday by hour, darker for more mail, working hours outlined."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goodterms.core.heat import Grid, HeatMap

CELL_WIDTH, CELL_HEIGHT = 20, 20
LEFT, TOP = 34, 16
HOURS, DAYS = 24, 7
WIDTH, HEIGHT = LEFT + HOURS * CELL_WIDTH + 2, TOP + DAYS * CELL_HEIGHT + 2
HOUR_STEP = 3
"""Every third hour is named below the grid, so that a narrow screen can still be read."""

SHADES = 6
"""Steps of the scale beside the empty one; one hue, so that it reads without colours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One hour of the week with mail in it; `shade` from 1 to `SHADES`."""

    x: int
    y: int
    shade: int
    count: int
    day: int
    hour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """Working hours in a row on one day."""

    x: int
    y: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatChart:
    """One grid.

    Attributes:
        counts: Seven rows (Monday first) of 24, for the table beside the picture.
        total: Messages in all; `outside` of them not in a working hour.
    """

    cells: tuple[Cell, ...]
    outlines: tuple[Outline, ...]
    counts: Grid
    total: int
    outside: int

    @property
    def busiest(self) -> Cell | None:
        """Return the hour with most messages, the first of several; None without any."""
        return max(self.cells, key=lambda each: each.count, default=None)


def heat_charts(heat: HeatMap) -> tuple[HeatChart, HeatChart]:
    """Return the client's grid and the owner's, on one scale so that they compare."""
    return _chart(heat.inbound, heat), _chart(heat.outbound, heat)


def _chart(grid: Grid, heat: HeatMap) -> HeatChart:
    cells = tuple(_cells(grid, heat.busiest))
    return HeatChart(
        cells=cells,
        outlines=tuple(_outlines(heat.working)),
        counts=grid,
        total=sum(each.count for each in cells),
        outside=sum(each.count for each in cells if not heat.working[each.day][each.hour]),
    )


def _cells(grid: Grid, busiest: int) -> Iterator[Cell]:
    for day, row in enumerate(grid):
        for hour, count in enumerate(row):
            if count:
                yield Cell(
                    x=LEFT + hour * CELL_WIDTH,
                    y=TOP + day * CELL_HEIGHT,
                    shade=-(-SHADES * count // max(SHADES, busiest)),
                    count=count,
                    day=day,
                    hour=hour,
                )


def _outlines(working: Sequence[Sequence[bool]]) -> Iterator[Outline]:
    for day, row in enumerate(working):
        for is_open, run in groupby(range(HOURS), key=row.__getitem__):
            hours = list(run)
            if is_open:
                yield Outline(
                    x=LEFT + hours[0] * CELL_WIDTH,
                    y=TOP + day * CELL_HEIGHT,
                    width=len(hours) * CELL_WIDTH,
                )
