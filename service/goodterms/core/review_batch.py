"""The few items to look at before parting is advised: what rests on words that nobody confirmed.

Source: decision study B2.2, "Correction": at most ten, and asked for first when nothing soft was
ever confirmed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.core.correcting import CONFIRMING, WHOLE, corrections_by
from goodterms.core.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodterms.core.client import Correction
    from goodterms.core.verdict import Assessment, Incident

MOST = 10

NEAR = (Verdict.PREPARE, Verdict.LET_GO)
"""Verdicts before which a look is asked for: the step to parting and the one below it."""


def batch(assessment: Assessment, corrections: Iterable[Correction]) -> tuple[Incident, ...]:
    """Return at most `MOST` incidents that text alone earned and of which nothing was said yet.

    Dearest first; of equal ones the latest.
    """
    said = corrections_by(corrections)
    open_ones = [
        each
        for each in assessment.incidents
        if not each.hard
        and each.minutes > 0
        and each.sources
        and said.word(each.sources[0], each.code, WHOLE) is None
    ]
    open_ones.sort(key=lambda each: (-each.minutes, -each.at.timestamp(), each.id))
    return tuple(open_ones[:MOST])


def is_due(assessment: Assessment, corrections: Iterable[Correction]) -> bool:
    """Return whether the owner should look first: near parting, and nothing was ever confirmed."""
    known = tuple(corrections)
    if assessment.verdict not in NEAR or any(each.kind in CONFIRMING for each in known):
        return False
    return bool(batch(assessment, known))
