"""Whether an owner's layer keeps the shipped model's promise, tried on packaged messages.

A label whose precision falls below the target loses its offsets, and that is said. The packaged
messages are of those that taught the model, so precision before is flattered; what the replay finds
is harm: a word whose weight lights up ordinary mail. Source: tone study (e).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodterms.core.owner_layer import adjusted
from goodterms.core.tone_measures import counts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.core.owner_layer import Layer
    from goodterms.core.tone_model import ToneModel

TARGET = 0.85
"""Least precision of a label with a layer. Source: issue 4, "precision per label"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One packaged message as the shipped model sees it, with the labels it truly carries."""

    language: str
    labels: frozenset[str]
    scores: Mapping[str, float]
    features: tuple[str, ...]


def checked(layer: Layer, model: ToneModel, cases: Sequence[Case]) -> Layer:
    """Return the layer with only those labels that pass; the others are withheld.

    A label passes when its precision with the layer is the target's or better, or no worse than
    before it.
    """
    kept, withheld = {}, dict(layer.withheld)
    for label, weights in layer.offsets.items():
        before = _precision(replace(layer, offsets={}), model, cases, label)
        after = _precision(layer, model, cases, label)
        if after >= min(TARGET, before):
            kept[label] = weights
        else:
            withheld[label] = (round(before, 3), round(after, 3))
    return replace(layer, offsets=kept, withheld=withheld)


def _precision(layer: Layer, model: ToneModel, cases: Sequence[Case], label: str) -> float:
    """Return the share of given labels that are right."""
    number = model.labels.index(label)
    answers = [
        adjusted(layer, {label: case.scores[label]}, case.features)[label]
        >= model.decided(case.language)[number].yes
        for case in cases
    ]
    return counts(answers, [label in case.labels for case in cases]).precision
