"""Calibration, thresholds and measures of the tone model, from out-of-fold log-odds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log
from typing import TYPE_CHECKING, Any

import numpy as np

from goodterms.adapters import training_fit
from goodterms.core.mail import LABELS
from goodterms.core.tone_features import probability
from goodterms.core.tone_measures import (
    average_precision,
    calibration_error,
    counts,
    threshold_for,
    wilson_low,
)
from goodterms.core.tone_model import POOLED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodterms.adapters.training_documents import Documents
    from goodterms.adapters.training_fit import Matrix

REAL_RATES = {"vague": 0.06, "pressure": 0.08, "hostile": 0.04, "scope": 0.06, "stalling": 0.06}
"""Share of a trying client's messages that carry each label: an assumption, see the card.

The corpus holds each label in 10 to 13 of 100 messages. Its other messages are mostly near misses,
so that the full step down to a peaceful mailbox (1 to 3 of 100) would count the same doubt twice.
"""

PRECISION = 0.80
"""Least precision among given labels on out-of-fold messages, most of which are near misses."""

LEAST_YES, LEAST_UNSURE = 0.05, 0.01
"""Chances below which nothing is said, however well a corpus separates."""

LEAST_POSITIVES = 50
"""Messages with a label from which a language gets thresholds of its own (tone study e.7)."""

UNSURE_PRECISION = 0.50
"""Precision from which a label may hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """Calibration and thresholds of one label."""

    message: float
    sentence: float
    length: float
    offset: float
    shift: float
    unsure: float
    yes: float

    def chance(self, message: float, sentence: float, count: int) -> float:
        """Return the probability at the rate in real mail of a message of `count` sentences."""
        longer = self.length * log(count)
        odds = self.message * message + self.sentence * sentence + longer
        return probability(odds + self.offset + self.shift)


def decided(message: Matrix, sentence: Matrix, documents: Documents) -> dict[str, list[Decider]]:
    """Return the deciders of each language, and of all together under `POOLED`.

    Each language gets its own once every label has `LEAST_POSITIVES` messages (tone study e.7).
    """
    found = {}
    for language in (POOLED, *sorted(set(documents.languages))):
        numbers = spoken(documents, language, range(len(documents.messages)))
        found[language] = [
            decider(message, sentence, documents, label, numbers) for label in range(len(LABELS))
        ]
    return found


def spoken(documents: Documents, language: str, numbers: Iterable[int]) -> list[int]:
    """Return the given messages of one language; all when it has too few to decide by itself."""
    every = list(numbers)
    own = [number for number in every if documents.languages[number] == language]
    enough = all(
        sum(documents.targets[number][label] for number in own) >= LEAST_POSITIVES
        for label in range(len(LABELS))
    )
    return own if enough else every


def decider(
    message: Matrix, sentence: Matrix, documents: Documents, label: int, numbers: Sequence[int]
) -> Decider:
    """Return calibration and thresholds of one label from out-of-fold log-odds.

    Args:
        message: Out-of-fold message log-odds.
        sentence: Out-of-fold strongest sentence log-odds.
        documents: The corpus.
        label: Position of the label.
        numbers: Messages to learn from.
    """
    used = list(numbers)
    truths = [documents.targets[number][label] for number in used]
    counted = [documents.counts[number] for number in used]
    slopes = training_fit.fit_combination(
        message[used, label], sentence[used, label], counted, truths
    )
    rate, real = sum(truths) / len(truths), REAL_RATES[LABELS[label]]
    shift = log(real / (1 - real)) - log(rate / (1 - rate))
    draft = Decider(
        message=slopes[0],
        sentence=slopes[1],
        length=slopes[2],
        offset=slopes[3],
        shift=round(shift, training_fit.DECIMALS),
        unsure=1.0,
        yes=1.0,
    )
    scores = [
        draft.chance(message[number, label], sentence[number, label], documents.counts[number])
        for number in used
    ]
    yes = min(1.0, round(threshold_for(scores, truths, precision=PRECISION), 4))
    unsure = round(threshold_for(scores, truths, precision=UNSURE_PRECISION), 4)
    yes = max(LEAST_YES, yes)
    return replace(draft, unsure=max(LEAST_UNSURE, min(unsure, yes)), yes=yes)


def measures(message: Matrix, sentence: Matrix, documents: Documents) -> dict[str, Any]:
    """Return what cross-validation says, per language and label.

    Calibration and thresholds of a fold's messages come from the other folds.
    """
    scores, plain, answers = _held_out(message, sentence, documents)
    found: dict[str, Any] = {}
    for language in sorted(set(documents.languages)):
        rows = [at for at, other in enumerate(documents.languages) if other == language]
        found[language] = {
            name: _label_measures(
                scores[rows, label].tolist(),
                plain[rows, label].tolist(),
                answers[rows, label].tolist(),
                [documents.targets[number][label] for number in rows],
            )
            for label, name in enumerate(LABELS)
        }
    return found


def _held_out(
    message: Matrix, sentence: Matrix, documents: Documents
) -> tuple[Matrix, Matrix, Matrix]:
    """Return scores, scores at the corpus's own rate, and answers, per message and label."""
    shape = (len(documents.messages), len(LABELS))
    scores, plain, answers = np.zeros(shape), np.zeros(shape), np.zeros(shape, dtype=bool)
    parts = sorted(set(zip(documents.folds, documents.languages, strict=True)))
    for fold, language in parts:
        inside = [at for at, part in enumerate(documents.folds) if part != fold]
        outside = [
            at
            for at, part in enumerate(zip(documents.folds, documents.languages, strict=True))
            if part == (fold, language)
        ]
        for label in range(len(LABELS)):
            numbers = spoken(documents, language, inside)
            chosen = decider(message, sentence, documents, label, numbers)
            unshifted = replace(chosen, shift=0.0)
            for at in outside:
                odds = (message[at, label], sentence[at, label], documents.counts[at])
                scores[at, label] = chosen.chance(*odds)
                plain[at, label] = unshifted.chance(*odds)
                answers[at, label] = scores[at, label] >= chosen.yes
    return scores, plain, answers


def _label_measures(
    scores: list[float], plain: list[float], answers: list[bool], truths: list[bool]
) -> dict[str, float]:
    """Return the measures of one label."""
    counted = counts(answers, truths)
    given = counted.hits + counted.false_alarms
    return {
        "positives": sum(truths),
        "average_precision": round(average_precision(scores, truths), 3),
        "precision": round(counted.precision, 3),
        "precision_low": round(wilson_low(counted.hits, given), 3),
        "recall": round(counted.recall, 3),
        "f1": round(counted.f1, 3),
        "calibration_error": round(calibration_error(plain, truths), 3),
    }
