"""What the owner's corrections of tone labels change in later scores: a small, bounded layer.

A layer adds log-odds to a label's score for concepts of the shipped model and for the owner's most
corrected words. It is refitted from scratch from the corrections that stand, so taking one back
takes back what it did. Source: tone study (e), "Learning from the owner".

Of a corrected message these are kept: the names of the concepts and the different single words that
*the shipped model knows*, sorted, and the model's log-odds before any layer. No text, no order, no
numbers, and no word the model does not know, so that names and addresses stay out.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from math import log, sqrt
from typing import TYPE_CHECKING

from goodterms.core import tokens, tone
from goodterms.core.client import CorrectionKind
from goodterms.core.correcting import CONFIRMING, LABELS_OF, corrections_by
from goodterms.core.mail import LABELS
from goodterms.core.sentences import sentences
from goodterms.core.tone_features import concept_names, probability

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from goodterms.core.client import Correction
    from goodterms.core.tone_model import ToneModel

FEWEST_CORRECTIONS = 5
"""Corrections of a label before anything changes (tone study e)."""

MOST_CORRECTIONS = 400
"""Latest corrections of a label that are learned from; keeps a refit short."""

MOST_WORDS = 200
"""The owner's most corrected words that may carry weight (tone study e)."""

LARGEST_SHIFT = 1.5
"""Log-odds by which a layer moves one label of one message at most (tone study e)."""

RIDGE = 2.0
"""Pull towards the shipped weights: five like corrections move a like message by about 1.4."""

SWEEPS, STEADY = 200, 1e-4
"""Most passes over the features, and the step below which a pass ends the fit."""

NEARLY = 1e-6
"""Closest a score comes to 0 or 1 when its log-odds are taken; scores have six decimals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vector:
    """What is kept of a message that was corrected.

    Attributes:
        model: Digest of the model that gave `odds`.
        features: ``concept:<name>`` and ``word:<word>``, sorted.
        odds: Label to log-odds without a layer.
    """

    model: str
    features: tuple[str, ...]
    odds: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One label of one message with the owner's word on it; `odds` are the shipped model's."""

    label: str
    holds: bool
    odds: float
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """The owner's layer over one shipped model.

    Attributes:
        model: Digest of the model it was fitted for; with another it must not be used.
        offsets: Label to feature to log-odds.
        withheld: Labels whose offsets failed the replay, with precision before and with them.
    """

    model: str = ""
    offsets: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    withheld: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Return 12 hex digits over what changes scores; empty when nothing does."""
        if not self.offsets:
            return ""
        text = json.dumps([self.model, self.offsets], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def named(self, model_digest: str) -> str:
        """Return the digest that a verdict row names: the model's, and the layer's if it counts."""
        return f"{model_digest}+{self.digest}" if self.digest else model_digest

    def shift(self, label: str, features: Sequence[str]) -> float:
        """Return the log-odds added to a label, -1.5 to 1.5."""
        weights = self.offsets.get(label)
        if not weights:
            return 0.0
        whole = sum(weights.get(name, 0.0) * value for name, value in _values(features).items())
        return max(-LARGEST_SHIFT, min(LARGEST_SHIFT, whole))


def adjusted(
    layer: Layer, scores: Mapping[str, float], features: Sequence[str]
) -> dict[str, float]:
    """Return the shipped model's scores as the layer moves them.

    A score of 0 stays: it is a label that explicit words denied (`facts`).

    Args:
        layer: The owner's layer over the model that gave the scores.
        scores: Label to probability without a layer.
        features: Of the same text, by `features_of`.
    """
    return {
        label: round(probability(odds_of(chance) + shift), 6)
        if chance and (shift := layer.shift(label, features))
        else chance
        for label, chance in scores.items()
    }


def odds_of(chance: float) -> float:
    """Return the log-odds of a probability, at most 13.8 either way."""
    held = max(NEARLY, min(1.0 - NEARLY, chance))
    return log(held / (1.0 - held))


def features_of(model: ToneModel, text: str) -> tuple[str, ...]:
    """Return the concepts and words of a text that the model knows, sorted."""
    items = [tokens.tokens(each) for each in sentences(text)]
    spoken = {
        each for each in concept_names(model.concepts, items) if each in model.blocks[2].index
    }
    known = model.blocks[0].index
    words = {each for part in items for each in part if tokens.is_word(each) and each in known}
    return (
        *(f"concept:{each}" for each in sorted(spoken)),
        *(f"word:{each}" for each in sorted(words)),
    )


def vector(model: ToneModel, text: str, *, language: str | None) -> Vector | None:
    """Return what is kept of a newly written text; None when the model does not score it."""
    found = tone.score(model, text, language=language)
    if found.abstained:
        return None
    return Vector(
        model=model.digest,
        features=features_of(model, text),
        odds={label: round(odds_of(chance), 4) for label, chance in found.scores.items()},
    )


def label_of(code: str) -> str | None:
    """Return the tone label that a correction's code speaks of, None when it is of none."""
    names = {str(each): label for each, label in LABELS_OF.items()}
    return code if code in LABELS else names.get(code)


def words_on(corrections: Iterable[Correction]) -> dict[tuple[str, str], bool]:
    """Return whether a label holds, by message and label, as the owner last said.

    Only right and wrong speak of a label; "invited" and "mine" say whose doing it was, and a word
    on the whole message does not say which label was meant.
    """
    known = list(corrections)
    said = corrections_by(known)
    found = {}
    for each in known:
        label = label_of(each.code)
        word = said.word(each.message, each.code, *_codes_of(label)) if label else None
        if label and word in {*CONFIRMING, CorrectionKind.WRONG}:
            found[each.message, label] = word in CONFIRMING
    return found


def _codes_of(label: str) -> tuple[str, ...]:
    return (label, *(str(code) for code, name in LABELS_OF.items() if name == label))


def examples(
    words: Mapping[tuple[str, str], bool], vectors: Mapping[str, Vector], *, model: str
) -> list[Example]:
    """Return what can be learned: words on messages whose vector this model gave."""
    return [
        Example(
            label=label,
            holds=holds,
            odds=vectors[message].odds.get(label, 0.0),
            features=vectors[message].features,
        )
        for (message, label), holds in words.items()
        if message in vectors and vectors[message].model == model
    ]


def fit(found: Sequence[Example], *, model: str) -> Layer:
    """Return the layer of these examples, oldest first; the same ones give the same layer."""
    counted = Counter(name for each in found for name in each.features if name.startswith("word:"))
    ranked = sorted(counted, key=lambda name: (-counted[name], name))
    words = frozenset(ranked[:MOST_WORDS])
    offsets = {}
    for label in LABELS:
        own = [each for each in found if each.label == label][-MOST_CORRECTIONS:]
        if len(own) >= FEWEST_CORRECTIONS and (weights := _ridge(own, words)):
            offsets[label] = weights
    return Layer(model=model, offsets=offsets)


def _values(features: Sequence[str]) -> dict[str, float]:
    """Return each feature's value: concepts and words both have length one, as in the model."""
    spoken = sum(name.startswith("concept:") for name in features)
    by_concept = 1.0 / sqrt(spoken) if spoken else 0.0
    by_word = 1.0 / sqrt(len(features) - spoken) if len(features) > spoken else 0.0
    return {name: by_concept if name.startswith("concept:") else by_word for name in features}


def _ridge(own: Sequence[Example], words: frozenset[str]) -> dict[str, float]:
    """Return the offsets that minimise logistic loss plus half `RIDGE` times their squares.

    One feature at a time, each step by the curvature's upper bound (1/4 of the squares): it never
    overshoots, and the strictly convex loss has one minimum.
    """
    columns: dict[str, list[tuple[int, float]]] = {}
    for row, each in enumerate(own):
        for name, value in _values(each.features).items():
            if name.startswith("concept:") or name in words:
                columns.setdefault(name, []).append((row, value))
    odds = [each.odds for each in own]
    truths = [float(each.holds) for each in own]
    weights = dict.fromkeys(sorted(columns), 0.0)
    for _ in range(SWEEPS):
        largest = 0.0
        for name, weight in weights.items():
            column = columns[name]
            slope = RIDGE * weight + sum(v * (probability(odds[i]) - truths[i]) for i, v in column)
            step = -slope / (RIDGE + sum(v * v for _, v in column) / 4)
            for i, v in column:
                odds[i] += step * v
            weights[name] = weight + step
            largest = max(largest, abs(step))
        if largest < STEADY:
            break
    return {name: round(weight, 4) for name, weight in weights.items() if round(weight, 4)}
