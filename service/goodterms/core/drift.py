"""Whether the mail of late still looks to the tone model as that of its first weeks did.

Figures over whole weeks with 30 messages or more (quieter weeks are put together), beside those of
the first four such stretches. They are reported; nothing is ever retuned by them. Source: tone
study (e), "Drift".
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from typing import TYPE_CHECKING

from goodterms.core.mail import LABELS
from goodterms.core.tone_measures import WILSON_Z, wilson_low

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FEWEST_MESSAGES = 30
"""Messages from which on a week is looked at (tone study e)."""

LEAST_STEP = 0.01
"""Smaller differences of the mean confidence are not worth a look, however certain."""

REFERENCE = 4
"""Stretches that make up the first weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """One message of a client as the model saw it.

    Attributes:
        week: ISO week of its arrival, such as ``2026-W47``; sorts by time.
        scores: Label to probability; empty when the model abstained.
        given: Labels whose score reaches the threshold.
        wrong: Those among `given` that the owner called wrong.
    """

    week: str
    scores: Mapping[str, float]
    given: frozenset[str]
    wrong: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of late beside the first weeks'.

    Attributes:
        name: ``labels``, ``confidence``, ``unscored``, ``corrected`` or ``label <name>``.
        late: 0 to 1.
        first: 0 to 1.
        moved: The difference is larger than chance explains: the 95 % intervals are apart.
    """

    name: str
    late: float
    first: float
    moved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """Figures of the last stretch; `figures` is empty until there are first weeks to compare."""

    since: str
    until: str
    messages: int
    figures: tuple[Figure, ...]


def drift(messages: Iterable[Observed]) -> Drift | None:
    """Return the figures of the last stretch of whole weeks, None before there is one.

    Args:
        messages: Of whole weeks: leave the present one out.
    """
    parts = stretches(messages)
    if not parts:
        return None
    late = parts[-1]
    first = [each for part in parts[:-1][:REFERENCE] for each in part]
    return Drift(
        since=late[0].week,
        until=late[-1].week,
        messages=len(late),
        figures=tuple(_figures(late, first)) if len(parts) > REFERENCE else (),
    )


def stretches(messages: Iterable[Observed]) -> list[list[Observed]]:
    """Return runs of whole weeks, each the shortest with `FEWEST_MESSAGES`; a rest is left out."""
    ordered = sorted(messages, key=lambda each: each.week)
    found: list[list[Observed]] = []
    open_run: list[Observed] = []
    for _, week in groupby(ordered, key=lambda each: each.week):
        open_run += week
        if len(open_run) >= FEWEST_MESSAGES:
            found.append(open_run)
            open_run = []
    return found


def _figures(late: Sequence[Observed], first: Sequence[Observed]) -> list[Figure]:
    """Return every figure; a share over an empty total is left out."""
    found = [
        _share("labels", _labelled(late), _labelled(first)),
        *(_share(f"label {name}", _with(late, name), _with(first, name)) for name in LABELS),
        _share("unscored", _unscored(late), _unscored(first)),
        _share("corrected", _corrected(late), _corrected(first)),
        _confidence(late, first),
    ]
    return [each for each in found if each]


def _labelled(part: Sequence[Observed]) -> tuple[int, int]:
    scored = [each for each in part if each.scores]
    return sum(bool(each.given) for each in scored), len(scored)


def _with(part: Sequence[Observed], label: str) -> tuple[int, int]:
    scored = [each for each in part if each.scores]
    return sum(label in each.given for each in scored), len(scored)


def _unscored(part: Sequence[Observed]) -> tuple[int, int]:
    return sum(not each.scores for each in part), len(part)


def _corrected(part: Sequence[Observed]) -> tuple[int, int]:
    return sum(len(each.wrong) for each in part), sum(len(each.given) for each in part)


def _share(name: str, late: tuple[int, int], first: tuple[int, int]) -> Figure | None:
    """Return a share as a figure."""
    if not late[1] or not first[1]:
        return None
    apart = wilson_low(*late) > _wilson_high(*first) or wilson_low(*first) > _wilson_high(*late)
    return Figure(
        name=name,
        late=round(late[0] / late[1], 4),
        first=round(first[0] / first[1], 4),
        moved=apart,
    )


def _wilson_high(hits: int, total: int) -> float:
    return 1.0 - wilson_low(total - hits, total)


def _confidence(late: Sequence[Observed], first: Sequence[Observed]) -> Figure | None:
    """Return how sure the model is on average: of each label the chance of its likelier answer."""
    lists = [[_sureness(each.scores) for each in part if each.scores] for part in (late, first)]
    if not all(lists):
        return None
    means = [sum(part) / len(part) for part in lists]
    spreads = [
        WILSON_Z * sqrt(sum((each - mean) ** 2 for each in part)) / len(part)
        for part, mean in zip(lists, means, strict=True)
    ]
    return Figure(
        name="confidence",
        late=round(means[0], 4),
        first=round(means[1], 4),
        moved=abs(means[0] - means[1]) > max(LEAST_STEP, sum(spreads)),
    )


def _sureness(scores: Mapping[str, float]) -> float:
    """Return the mean chance of the likelier answer to each label, 0.5 to 1."""
    return sum(max(each, 1.0 - each) for each in scores.values()) / len(scores)
