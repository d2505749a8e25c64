"""Made-up clients as the core sees them: the same weeks as evidence and entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from goodterms.core import estimate
from goodterms.core.evaluation import HORIZON_DAYS, Entry, Evidence
from goodterms.core.exposure import LOG_ERRORS
from goodterms.core.timeline import windowed
from goodterms.core.verdict import Code, Exposure, Incident
from goodterms.simulation.sightings import SIGNALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodterms.simulation.world import World

FIRST = estimate.BLOCK_ORIGIN
NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """`estimate.Hours` of one client: whole weeks from `FIRST` on."""

    running: list[float]
    source: str

    def between(self, start: date, end: date) -> Exposure:
        first, after = self._week(start), self._week(end + timedelta(days=1))
        hours = self.running[after] - self.running[first]
        return Exposure(hours=hours, source=self.source, log_error=LOG_ERRORS[self.source])

    def _week(self, day: date) -> int:
        week, rest = divmod((day - FIRST).days, 7)
        assert rest == 0
        return min(max(week, 0), len(self.running) - 1)


def entries(world: World, client: int) -> list[Entry]:
    seen = world.seen
    found = []
    for place in np.flatnonzero(seen.client == client):
        day = FIRST + timedelta(days=7 * int(seen.week[place]) + 2)
        bright = bool(seen.bright[place])
        minutes = float(seen.minutes[place])
        incident = Incident(
            id=f"{place:07}",
            code=Code(SIGNALS[int(seen.code[place])]),
            at=NOON + (day - FIRST),
            price=minutes,
            weight=1.0 if bright else 0.999,
            hard=bool(seen.hard[place]),
            sources=("message",),
            why="wording",
        )
        found.append(Entry(day=day.toordinal(), minutes=minutes, incident=incident))
    return found


def evidence(world: World, client: int) -> Iterator[Evidence]:
    """Yield what each Monday knew of one client."""
    known = entries(world, client)
    running = [0.0, *np.cumsum(world.hours[client]).tolist()]
    active = (world.true_hours[client] > 0.0).tolist()
    if world.gone_from is not None:
        active[world.gone_from :] = [False] * (len(active) - world.gone_from)
    for week in range(world.shape[1]):
        monday = FIRST + timedelta(days=7 * (week + 1))
        end = monday - timedelta(days=1)
        mailed = [place for place in range(week + 1) if active[place]]
        last = FIRST + timedelta(days=7 * mailed[-1] + 6) if mailed else None
        paid = WeeklyHours(running, world.source)
        low = end.toordinal() - HORIZON_DAYS
        nothing = Exposure(hours=0.0, source=world.source, log_error=0.0)
        bare = Evidence(
            at=NOON + (end - FIRST),
            on=monday,
            end=end,
            weekly=True,
            incidents=(),
            entries=tuple(each for each in known if low < each.day <= end.toordinal()),
            paid=paid,
            long_start=end,
            short_start=end,
            long=nothing,
            short=nothing,
            blocks=(),
            active_weeks=len(mailed),
            income_share=0.0,
            last_contact=last,
        )
        yield windowed(bare, paid)
