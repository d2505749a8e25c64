"""The ladder for all made-up clients at once: `core.ladder.advance`, one week after the other.

Every number and every order of steps is the core's; `tests/simulation/test_ascent.py` holds both
equal. The simulated owner works Monday to Friday without holidays, so that a cool-off of five
business days that begins on a Monday ends on the next.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from goodterms.core import gates
from goodterms.core.ladder import (
    EVEN,
    FALL_RUN,
    FLAP_DAYS,
    FLAPS,
    HEALTHY,
    HEARD_DAYS,
    LEARNING,
    LET_GO,
    PREPARE,
    PREPARE_DAYS,
    RISE_RUN,
    SEASON_WEEKS,
    SHORT_CALM,
    SHORT_HOT,
    SHORT_WATCH,
    TALK,
    TALK_DAYS,
    WATCH,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodterms.core.policy import Policy
    from goodterms.simulation.chances import Chances

NEVER = -10_000
"""A week before all others: has not happened."""

WORKDAYS = 5


def conditions(found: Chances, certainty: float) -> NDArray[np.bool_]:
    """Return whether watch, talk, prepare and let_go hold: shape (4, clients, weeks)."""
    hot = found.p_short >= SHORT_HOT
    repeated = found.bad_months >= gates.BAD_MONTHS
    return np.stack(
        [
            (found.p_over >= EVEN) | (found.p_short >= SHORT_WATCH),
            (found.p_over >= certainty) & hot,
            (found.p_over_125 >= certainty) & hot & repeated,
            (found.p_over_150 >= certainty)
            & hot
            & repeated
            & (found.long.hard_share >= gates.HARD_SHARE),
        ]
    )


def gone(found: Chances) -> NDArray[np.bool_]:
    """Return whether the condition for staying is gone, for watch and for the steps above it."""
    watch = (found.p_over < EVEN) & (found.p_short < SHORT_WATCH)
    above = (found.p_over < EVEN) | (found.p_short < SHORT_CALM)
    return np.stack([watch, above])


def ceilings(found: Chances, source: str) -> NDArray[np.int64]:
    """Return the highest step that evidence, source and contact allow."""
    limit = np.full(found.p_over.shape, LET_GO)
    if source in gates.UNSURE_SOURCES:
        limit[:] = PREPARE
    limit[found.silent] = PREPARE
    limit[(found.long.count < gates.INCIDENTS) & ~found.bright] = WATCH
    return limit


def climb(
    found: Chances,
    policy: Policy,
    *,
    source: str,
    talked: NDArray[np.int64] | None = None,
    told: NDArray[np.int64] | None = None,
    paused: NDArray[np.bool_] | None = None,
) -> NDArray[np.int64]:
    """Return the step of every client after every week, shape (clients, weeks).

    Args:
        found: The numbers of every evaluation.
        policy: Certainty and cool-off.
        source: Of the paid hours.
        talked: Week in which each owner talked; `NEVER` where not.
        told: Week from which each owner is told of verdicts; None: somebody looks from the start.
        paused: Weeks in which everybody is over budget, see `core.ladder.pauses`.
    """
    clients, weeks = found.p_over.shape
    met, leaving = conditions(found, policy.certainty), gone(found)
    limits = ceilings(found, source)
    state = _State.begun(clients, talked, told)
    state.cool_weeks = -(-policy.cool_off_days // WORKDAYS)
    steps = np.empty((clients, weeks), dtype=np.int64)
    still = np.zeros((clients, weeks), dtype=bool) if paused is None else _pauses(paused)
    for week in range(weeks):
        look = _Look(
            week=week,
            met=met[:, :, week],
            leaving=leaving[:, :, week],
            limit=limits[:, week],
            bright=found.bright[:, week],
            learning=found.active_weeks[:, week] < gates.ACTIVE_WEEKS,
            paused=still[:, week],
        )
        state.advance(look)
        steps[:, week] = state.step
    return steps


def _pauses(crowded: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the weeks without any rise: crowded ones, unless eight before them were too."""
    running = np.cumsum(np.pad(crowded, ((0, 0), (SEASON_WEEKS + 1, 0))), axis=1)
    before: NDArray[np.int64] = running[:, SEASON_WEEKS:-1] - running[:, : -SEASON_WEEKS - 1]
    found: NDArray[np.bool_] = crowded & (before < SEASON_WEEKS)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """One evaluation of all clients."""

    week: int
    met: NDArray[np.bool_]
    leaving: NDArray[np.bool_]
    limit: NDArray[np.int64]
    bright: NDArray[np.bool_]
    learning: NDArray[np.bool_]
    paused: NDArray[np.bool_]


@dataclass(slots=True, kw_only=True)
class _State:
    """`core.ladder.State` of all clients; days are weeks."""

    step: NDArray[np.int64]
    runs: NDArray[np.int64]
    quiet: NDArray[np.int64]
    talk_since: NDArray[np.int64]
    prepare_since: NDArray[np.int64]
    cool_until: NDArray[np.int64]
    rose: NDArray[np.int64]
    turns: NDArray[np.int64]
    talked: NDArray[np.int64]
    told: NDArray[np.int64]
    cool_weeks: int = 1
    fresh: bool = field(default=True)

    @classmethod
    def begun(
        cls,
        clients: int,
        talked: NDArray[np.int64] | None,
        told: NDArray[np.int64] | None,
    ) -> _State:
        def never() -> NDArray[np.int64]:
            return np.full(clients, NEVER)

        return cls(
            step=np.full(clients, LEARNING),
            runs=np.zeros((4, clients), dtype=np.int64),
            quiet=np.zeros(clients, dtype=np.int64),
            talk_since=never(),
            prepare_since=never(),
            cool_until=never(),
            rose=np.full(clients, -1),
            turns=np.full((FLAPS, clients), NEVER),
            talked=never() if talked is None else talked,
            told=never() if told is None else told,
        )

    def advance(self, look: _Look) -> None:
        self.runs = np.where(look.met, self.runs + 1, 0)
        frozen = self.turns[0] > look.week - FLAP_DAYS // 7
        before = self.step
        step = np.maximum(before, HEALTHY)
        leaving = np.where(step == WATCH, look.leaving[0], look.leaving[1]) & (step > HEALTHY)
        quiet = np.where(leaving, self.quiet + 1, 0)
        cool = self._cooling(step, look)
        falls = quiet >= FALL_RUN
        rises = ~falls & ~frozen & ~look.paused & self._may_rise(step, cool, look)
        after = np.where(falls, np.maximum(HEALTHY, step - 1), step + rises)
        after = np.where(look.bright, np.maximum(after, TALK), after)
        after = np.minimum(after, look.limit)
        # too early to judge: nothing of the above was looked at
        early = np.where(look.bright, TALK, LEARNING)
        self._settle(
            step=np.where(look.learning, before, step),
            after=np.where(look.learning, early, after),
            quiet=np.where(look.learning, self.quiet, quiet),
            cool=np.where(look.learning, self.cool_until, cool),
            week=look.week,
        )

    def _cooling(self, step: NDArray[np.int64], look: _Look) -> NDArray[np.int64]:
        """First week on which let_go may stand."""
        waited = (self.prepare_since > NEVER) & (
            look.week - self.prepare_since >= PREPARE_DAYS // 7
        )
        holds = (step == PREPARE) & waited & (self.runs[3] > 0) & (look.limit == LET_GO)
        begun = np.where(self.cool_until > NEVER, self.cool_until, look.week + self.cool_weeks)
        found: NDArray[np.int64] = np.where(holds, begun, NEVER)
        return np.where(step == LET_GO, self.cool_until, found)

    def _may_rise(
        self, step: NDArray[np.int64], cool: NDArray[np.int64], look: _Look
    ) -> NDArray[np.bool_]:
        below = step < LET_GO
        place = np.where(below, step - HEALTHY, 0)
        enough = below & (np.take_along_axis(self.runs, place[None, :], axis=0)[0] >= RISE_RUN)
        heard = (self.talked >= self.talk_since - HEARD_DAYS // 7) & (self.talked <= look.week)
        known = np.maximum(np.where(heard, self.talked, self.told), self.talk_since)
        waited = look.bright | ((self.talk_since > NEVER) & (look.week - known >= TALK_DAYS // 7))
        cooled = (cool > NEVER) & (look.week >= cool)
        found: NDArray[np.bool_] = enough & ((step != TALK) | waited) & ((step != PREPARE) | cooled)
        return found

    def _settle(
        self,
        *,
        step: NDArray[np.int64],
        after: NDArray[np.int64],
        quiet: NDArray[np.int64],
        cool: NDArray[np.int64],
        week: int,
    ) -> None:
        changed = (after != step) | self.fresh
        self.fresh = False
        moved = (after != step) & (np.minimum(after, step) >= HEALTHY)
        up = (after > step).astype(np.int64)
        turned = moved & (self.rose >= 0) & (self.rose != up)
        shifted = np.vstack([self.turns[1:], np.full((1, len(after)), week)])
        self.turns = np.where(turned, shifted, self.turns)
        self.rose = np.where(moved, up, self.rose)
        self.quiet = np.where(changed, 0, quiet)
        self.talk_since = self._since(self.talk_since, after >= TALK, changed, week)
        self.prepare_since = self._since(self.prepare_since, after >= PREPARE, changed, week)
        self.cool_until = np.where(changed & (after < PREPARE), NEVER, cool)
        self.step = after

    @staticmethod
    def _since(
        since: NDArray[np.int64], holds: NDArray[np.bool_], changed: NDArray[np.bool_], week: int
    ) -> NDArray[np.int64]:
        begun = np.where(since > NEVER, since, week)
        return np.where(changed, np.where(holds, begun, NEVER), since)
