"""When mail arrives and leaves: counts by weekday and hour on the owner's clock.

Only counts; colours and words are the renderer's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.core.mail import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import time

    from goodterms.core.hours import Windows, Workweek
    from goodterms.core.mail import Message

HOURS = 24

Grid = tuple[tuple[int, ...], ...]
"""Seven rows (Monday first) of 24 counts."""


def heat_map(messages: Iterable[Message], workweek: Workweek) -> HeatMap:
    """Return how many messages people wrote in each hour of the week; noise is left out.

    The hours outlined are those of the day of the last message.
    """
    inbound = [[0] * HOURS for _ in range(7)]
    outbound = [[0] * HOURS for _ in range(7)]
    last = None
    for each in messages:
        if each.noise is None:
            last = each.arrived_at if last is None else max(last, each.arrived_at)
            local = workweek.local(each.arrived_at)
            grid = inbound if each.direction is Direction.IN else outbound
            grid[local.weekday()][local.hour] += 1
    windows = workweek.windows if last is None else workweek.period(workweek.day(last)).windows
    return HeatMap(inbound=_frozen(inbound), outbound=_frozen(outbound), working=_working(windows))


def _frozen(grid: list[list[int]]) -> Grid:
    return tuple(tuple(row) for row in grid)


def _working(week: Windows) -> tuple[tuple[bool, ...], ...]:
    """Return which hours hold any working minute, windows past midnight included."""
    working = [[False] * HOURS for _ in range(7)]
    for day, shifts in enumerate(week):
        for window in shifts:
            first, last = window.start.hour, _last_hour(window.end)
            is_overnight = window.end <= window.start
            for step in range(first, last + 1 + (HOURS if is_overnight else 0)):
                working[(day + step // HOURS) % 7][step % HOURS] = True
    return tuple(tuple(row) for row in working)


def _last_hour(end: time) -> int:
    """Return the last hour before `end`; -1 when it ends at midnight."""
    return end.hour if end.minute or end.second else end.hour - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """Counts by weekday and hour, the owner's own mail beside the client's (fairness)."""

    inbound: Grid
    outbound: Grid
    working: tuple[tuple[bool, ...], ...]

    @property
    def busiest(self) -> int:
        """Return the largest count of both grids, at least 1."""
        return max(
            1, *(count for grid in (self.inbound, self.outbound) for row in grid for count in row)
        )
