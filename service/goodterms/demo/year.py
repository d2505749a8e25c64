"""One client's year: week by week, threads by the rates of their behaviour."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.demo import accounts, errands, machines, pieces
from goodterms.demo.rhythm import WEEKS
from goodterms.demo.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, datetime
    from random import Random

    from goodterms.core.hours import Workweek
    from goodterms.demo.ledger import Invoice
    from goodterms.demo.letters import Letter
    from goodterms.demo.people import Behaviour, Cast

KINDS: Mapping[str, Callable[[Scene, datetime], None]] = {
    "pieces": pieces.piece,
    "requests": errands.request,
    "chats": errands.talk,
    "extras": errands.extra,
    "scope": errands.unpaid,
    "hostile": errands.hostile,
}
"""How threads begin, by the rate of `people.Behaviour` that says how often."""

QUIET_SHARE = 0.15
"""Share of the usual mail in weeks of the owner's leave."""


def correspondence(
    cast: Cast,
    seed: int,
    *,
    monday: date,
    working: Workweek,
    invoices: Iterable[Invoice],
    limit: datetime,
) -> list[Letter]:
    """Return all mail between the owner and one client sent before `limit`, oldest first."""
    scene = Scene(cast, seed, monday, working)
    pace = Pace(scene.rng)
    for week in range(WEEKS):
        mood = cast.behaviour(week)
        if mood is not None:
            _week(scene, pace, monday + timedelta(weeks=week), mood)
    for each in invoices:
        if not each.is_credit:
            accounts.letters_about(scene, each)
    told = [each for each in scene.letters if each.at < limit]
    told.sort(key=lambda each: (each.at, each.message_id))
    answers = [each for each in machines.automatic(scene, told) if each.at < limit]
    return sorted([*told, *answers], key=lambda each: (each.at, each.message_id))


def _week(scene: Scene, pace: Pace, monday: date, mood: Behaviour) -> None:
    """Begin the threads of one week."""
    working = scene.rhythm.working
    open_days = sum(working.is_workday(monday + timedelta(days=n)) for n in range(5))
    share = max(QUIET_SHARE, open_days / 5)
    for name, begin in KINDS.items():
        for _ in range(pace.due(name, getattr(mood, name) * share)):
            begin(scene, scene.rhythm.in_week(monday))
    for _ in range(pace.due("demands", mood.demands * share)):
        errands.demand(scene, monday)


class Pace:
    """Turns weekly rates into whole numbers whose sum stays close to the sum of the rates."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._owed: dict[str, float] = {}

    def due(self, name: str, rate: float) -> int:
        """Return how many of a kind begin this week."""
        owed = self._owed.get(name, 0.0) + rate
        count = max(0, math.floor(owed + self._rng.random()))
        self._owed[name] = owed - count
        return count
