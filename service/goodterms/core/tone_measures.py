"""Measures of a classifier: plain functions over scores and truths, nothing about text.

Definitions: tone study (f).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WILSON_Z = 1.959964
"""Normal quantile of a two-sided 95 % interval."""

BINS = 15
"""Equal-mass bins of the calibration error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Right and wrong answers of one label."""

    hits: int
    false_alarms: int
    misses: int

    @property
    def precision(self) -> float:
        """Return the share of given labels that are right; 1 when none was given."""
        given = self.hits + self.false_alarms
        return self.hits / given if given else 1.0

    @property
    def recall(self) -> float:
        """Return the share of true labels that were given; 1 when there is none."""
        true = self.hits + self.misses
        return self.hits / true if true else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        total = 2 * self.hits + self.false_alarms + self.misses
        return 2 * self.hits / total if total else 1.0


def counts(answers: Sequence[bool], truths: Sequence[bool]) -> Counts:
    """Return the counts of given labels against the truth."""
    both = list(zip(answers, truths, strict=True))
    return Counts(
        hits=sum(1 for answer, truth in both if answer and truth),
        false_alarms=sum(1 for answer, truth in both if answer and not truth),
        misses=sum(1 for answer, truth in both if truth and not answer),
    )


def average_precision(scores: Sequence[float], truths: Sequence[bool]) -> float:
    """Return the mean of precision at each true item, best score first; ties count together."""
    ranked = sorted(zip(scores, truths, strict=True), key=lambda pair: -pair[0])
    total = sum(truths)
    found = seen = 0
    area = 0.0
    position = 0
    while position < len(ranked):
        end = position
        while end < len(ranked) and ranked[end][0] == ranked[position][0]:
            end += 1
        fresh = sum(1 for _, truth in ranked[position:end] if truth)
        seen, found = end, found + fresh
        area += fresh * found / seen
        position = end
    return area / total if total else 0.0


def wilson_low(hits: int, total: int) -> float:
    """Return the lower end of the 95 % Wilson interval of a share; 0 for an empty total."""
    if total == 0:
        return 0.0
    share, square = hits / total, WILSON_Z * WILSON_Z
    centre = share + square / (2 * total)
    spread = WILSON_Z * sqrt(share * (1 - share) / total + square / (4 * total * total))
    return (centre - spread) / (1 + square / total)


def calibration_error(scores: Sequence[float], truths: Sequence[bool]) -> float:
    """Return the expected calibration error over `BINS` bins of equal mass.

    Items of one score count with their mean truth, so that their order does not matter.
    """
    tied: dict[float, list[bool]] = {}
    for score, truth in zip(scores, truths, strict=True):
        tied.setdefault(score, []).append(truth)
    gaps = [score - sum(found) / len(found) for score, found in sorted(tied.items()) for _ in found]
    size = len(gaps)
    error = sum(
        abs(sum(gaps[number * size // BINS : (number + 1) * size // BINS]))
        for number in range(BINS)
    )
    return error / size if size else 0.0


def threshold_for(
    scores: Sequence[float], truths: Sequence[bool], *, precision: float, low: float = 0.0
) -> float:
    """Return the lowest score from which on precision reaches a target.

    Args:
        scores: Probabilities.
        truths: Whether the label holds.
        precision: Least share of right answers among those at or above the threshold.
        low: Least Wilson lower end of that share.

    Returns:
        The threshold; above every score when the target cannot be met.
    """
    ranked = sorted(zip(scores, truths, strict=True), key=lambda pair: -pair[0])
    best = max(scores, default=0.0) + 1e-3
    hits = 0
    for position, (score, truth) in enumerate(ranked, start=1):
        hits += truth
        tied = position < len(ranked) and ranked[position][0] == score
        reached = hits / position >= precision and wilson_low(hits, position) >= low
        if reached and not tied:
            best = score
    return best
