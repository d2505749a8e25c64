"""The ladder: learning, healthy, watch, talk, prepare, let_go (decision model A2.5).

A pure state machine over evaluations. A Monday's evaluation (00:00 in the owner's zone, knowing all
before it) counts runs and rises or falls by at most one step. The assessment's own evaluation, at
its very instant, is the last one and is not a week: it can hold, be capped by a gate, cross the
bright line or go where the owner went, never rise otherwise, so that looking daily raises no
verdict that looking weekly would not. Conditions must hold on two Mondays in a row; falling takes
four.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from goodterms.core import decided, gates
from goodterms.core.client import DecisionKind
from goodterms.core.told import ALWAYS, told_on
from goodterms.core.verdict import LADDER, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from goodterms.core.client import Decision
    from goodterms.core.evaluation import Evaluation
    from goodterms.core.hours import Workweek
    from goodterms.core.policy import Policy
    from goodterms.core.told import Told

LEARNING, HEALTHY, WATCH, TALK, PREPARE, LET_GO = range(len(LADDER))

EVEN = 0.5
"""P(long burn > 1) from which a client is watched, below which talk and above are left (A2.5)."""

SHORT_WATCH, SHORT_HOT, SHORT_CALM = 0.8, 0.7, 0.3
"""P(short burn > 1): enough for watch; needed to rise to talk; below it talk is left (A2.5)."""

RISE_RUN, FALL_RUN = 2, 4
"""Mondays in a row that raise and that lower (A2.5)."""

TALK_DAYS, PREPARE_DAYS = 56, 28
"""Least days in talk (or since the recorded talk) and in prepare before the next step (A2.5)."""

HEARD_DAYS = 182
"""A talk this long before talk was entered still tells the owner: the long window (A2.4)."""

SEASON_WEEKS = 8
"""Crowded Mondays in a row that stop rising at most: then they fill the short window (A2.4).
A2.5 pauses one evaluation, which is no season; a bad book must not stop rising for good."""

FLAP_DAYS, FLAPS = 182, 3
"""Changes of direction within 26 weeks that freeze rising (A2.5, flapping)."""


def climb(
    evaluations: Sequence[Evaluation], rules: Rules, *, start: State | None = None
) -> tuple[State, ...]:
    """Return the state after each evaluation, oldest first.

    Args:
        evaluations: Mondays in order, then at most one that is not weekly.
        rules: Policy, the owner's decisions and workweek.
        start: State to go on from; None begins in learning.
    """
    states: list[State] = []
    state = start or State()
    for each in evaluations:
        state = advance(state, each, rules)
        states.append(state)
    return tuple(states)


def advance(state: State, evaluation: Evaluation, rules: Rules) -> State:
    """Return the state after one more evaluation."""
    state = replace(state, jumped=state.jumped or _jumps(state, evaluation, rules))
    if not evaluation.weekly:
        return _settled(state, _held(state, state.step, evaluation, rules), evaluation)
    met = conditions(evaluation, rules.policy)
    runs = tuple(run + 1 if holds else 0 for run, holds in zip(state.runs, met, strict=True))
    state = replace(state, runs=runs, frozen=_is_frozen(state, evaluation.on))
    if evaluation.active_weeks < gates.ACTIVE_WEEKS:
        return _settled(state, _pushed(state, LEARNING, evaluation, rules), evaluation)
    state = replace(state, step=max(state.step, HEALTHY))
    state = replace(state, quiet=state.quiet + 1 if is_gone(evaluation, state.step) else 0)
    state = replace(state, cool_off_until=_cool_off(state, evaluation, rules))
    step = state.step
    if state.quiet >= FALL_RUN:
        step = max(HEALTHY, step - 1)
    elif not pauses(evaluation.on, rules.crowded) and _may_rise(state, evaluation, rules):
        step += 1
    return _settled(state, _held(state, step, evaluation, rules), evaluation)


def conditions(evaluation: Evaluation, policy: Policy) -> tuple[bool, bool, bool, bool]:
    """Return whether the numbers of watch, talk, prepare and let_go hold (A2.5, column Enter)."""
    sure, hot = policy.certainty, evaluation.p_short >= SHORT_HOT
    repeated = len(evaluation.bad_months) >= gates.BAD_MONTHS
    return (
        evaluation.p_over >= EVEN or evaluation.p_short >= SHORT_WATCH,
        evaluation.p_over >= sure and hot,
        evaluation.p_over_125 >= sure and hot and repeated,
        evaluation.p_over_150 >= sure
        and hot
        and repeated
        and evaluation.hard_share >= gates.HARD_SHARE,
    )


def pauses(monday: date, crowded: Collection[date]) -> bool:
    """Return whether nobody rises on a Monday, because half of all clients are over budget.

    After eight such Mondays running it is no season any more and rising goes on.
    """
    before = (monday - timedelta(days=7 * week) for week in range(1, SEASON_WEEKS + 1))
    return monday in crowded and not all(each in crowded for each in before)


def is_gone(evaluation: Evaluation, step: int) -> bool:
    """Return whether the condition for staying on a step is gone (A2.5, column Leave)."""
    if step <= HEALTHY:
        return False
    if step == WATCH:
        return evaluation.p_over < EVEN and evaluation.p_short < SHORT_WATCH
    return evaluation.p_over < EVEN or evaluation.p_short < SHORT_CALM


def _held(state: State, step: int, evaluation: Evaluation, rules: Rules) -> int:
    """A step after bright line, the owner's word and the ceiling, all of which work at once.

    Where the owner went needs no six incidents, as little as the bright line does.
    """
    limit = LADDER.index(gates.ceiling(evaluation, rules.decisions))
    if state.jumped:
        limit = max(limit, PREPARE)
    return min(_pushed(state, step, evaluation, rules), limit)


def _pushed(state: State, step: int, evaluation: Evaluation, rules: Rules) -> int:
    """A step after bright line and the owner's word, which no count of weeks holds up."""
    if evaluation.bright:
        step = max(step, TALK)
    if _jumps(state, evaluation, rules) or (state.jumped and step == LEARNING):
        step = max(step, PREPARE)
    kept = decided.kept_until(rules.decisions, evaluation.on)
    return step if kept is None else min(step, TALK)


def _jumps(state: State, evaluation: Evaluation, rules: Rules) -> bool:
    """Whether this is the first evaluation since the owner went to prepare."""
    day = decided.jumped_on(rules.decisions, evaluation.on)
    return day is not None and (state.on is None or day > state.on or day == evaluation.on)


def _may_rise(state: State, evaluation: Evaluation, rules: Rules) -> bool:
    """Whether runs and waiting times allow the next step; ceilings are applied afterwards."""
    if state.step == LET_GO or state.frozen or state.runs[state.step - HEALTHY] < RISE_RUN:
        return False
    if state.step == TALK:
        return _waited_in_talk(state, evaluation, rules)
    if state.step == PREPARE:
        until = state.cool_off_until
        return until is not None and evaluation.on >= until
    return True


def _waited_in_talk(state: State, evaluation: Evaluation, rules: Rules) -> bool:
    """Eight weeks since talk was entered or a later talk was recorded; bright line: none."""
    if evaluation.bright:
        return True
    begun = waits_since(state, rules, on=evaluation.on)
    return begun is not None and (evaluation.on - begun).days >= TALK_DAYS


def waits_since(state: State, rules: Rules, *, on: date) -> date | None:
    """Return the day from which the waiting time of prepare counts; None while it does not run.

    That is the last talk recorded in the present stay on talk or above. Without one it is the day
    on which the owner knew: was told, or had talked shortly before. Keeping the client starts it
    again on its day.
    """
    since = state.talk_since
    if since is None:
        return None
    known = [each for each in rules.decisions if each.decided_on <= on]
    talks = [each.decided_on for each in known if each.kind is DecisionKind.TALKED]
    begun = max((day for day in talks if day >= since - timedelta(days=HEARD_DAYS)), default=None)
    begun = told_on(rules.told, since) if begun is None else max(begun, since)
    keeps = (each.decided_on for each in known if each.kind is DecisionKind.KEPT)
    begun = None if begun is None else max([begun, *keeps])
    return begun if begun is not None and begun <= on else None


def _cool_off(state: State, evaluation: Evaluation, rules: Rules) -> date | None:
    """First day all conditions of let_go hold plus the cool-off; None once one fails (A2.6)."""
    if state.step == LET_GO:
        return state.cool_off_until
    since = state.prepare_since
    holds = (
        state.step == PREPARE
        and since is not None
        and (evaluation.on - since).days >= PREPARE_DAYS
        and state.runs[-1] > 0
        and gates.ceiling(evaluation, rules.decisions) is Verdict.LET_GO
    )
    if not holds:
        return None
    begun = state.cool_off_until
    return begun or rules.workweek.add_business_days(evaluation.on, rules.policy.cool_off_days)


def _settled(state: State, step: int, evaluation: Evaluation) -> State:
    """The state on its new step, with since when and what moves that makes."""
    if step == state.step and state.on is not None:
        return replace(state, on=evaluation.on)
    moved = step != state.step and min(step, state.step) >= HEALTHY
    move = ((evaluation.on, step > state.step),) if moved else ()
    return replace(
        state,
        on=evaluation.on,
        step=step,
        quiet=0,
        talk_since=(state.talk_since or evaluation.on) if step >= TALK else None,
        prepare_since=(state.prepare_since or evaluation.on) if step >= PREPARE else None,
        cool_off_until=state.cool_off_until if step >= PREPARE else None,
        jumped=state.jumped and step >= PREPARE,
        moves=(*state.moves, *move),
    )


def _is_frozen(state: State, on: date) -> bool:
    """Whether three or more changes of direction fell into the last 26 weeks."""
    earliest = on - timedelta(days=FLAP_DAYS)
    pairs = zip(state.moves, state.moves[1:], strict=False)
    return sum(1 for (_, a), (day, b) in pairs if a != b and day > earliest) >= FLAPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the ladder goes by beside the evaluations; later decisions are not seen.

    Attributes:
        decisions: Those in force, see `decided.in_force`.
        told: When talk or more was made known to the owner.
        crowded: Mondays on which half of all clients are over budget at once (A2.5, busy season);
            see `pauses`.
    """

    policy: Policy
    decisions: tuple[Decision, ...]
    workweek: Workweek
    told: tuple[Told, ...] = ALWAYS
    crowded: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a client stands after an evaluation.

    Attributes:
        on: Day of the evaluation; None before the first.
        step: Index into `LADDER`.
        runs: Mondays in a row on which watch, talk, prepare and let_go held.
        quiet: Mondays in a row, since the last change, on which the condition for staying was gone.
        talk_since: First day of the present stay on talk or above; `prepare_since` likewise.
        cool_off_until: First day on which let_go may stand; None when no cool-off runs or ran.
        moves: Changes of step between healthy and let_go: day and whether it rose.
        frozen: Rising is stopped because the step changed direction too often.
        jumped: The present stay on prepare or above is one the owner began on the gut ratings.
    """

    on: date | None = None
    step: int = LEARNING
    runs: tuple[int, ...] = (0, 0, 0, 0)
    quiet: int = 0
    talk_since: date | None = None
    prepare_since: date | None = None
    cool_off_until: date | None = None
    moves: tuple[tuple[date, bool], ...] = ()
    frozen: bool = False
    jumped: bool = False

    @property
    def verdict(self) -> Verdict:
        """Return the step as a word."""
        return LADDER[self.step]
