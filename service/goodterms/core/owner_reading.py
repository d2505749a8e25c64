"""Read texts as `facts` does, then let the owner's layer speak.

It changes scores of what is read from then on; stored scores change when their text is read again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodterms.core import cleaning
from goodterms.core.facts import excerpt
from goodterms.core.owner_layer import adjusted, features_of
from goodterms.core.sentences import sentences
from goodterms.core.tone_features import extract, logits

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goodterms.core.mail import Body, Message
    from goodterms.core.owner_layer import Layer
    from goodterms.core.tone_model import ToneModel

    Read = Callable[[Sequence[tuple[Message, Body]]], Sequence[Message]]


def reader(read: Read, model: Callable[[], ToneModel], layer: Layer) -> Read:
    """Return a `ports.TextReader` that adjusts what another one read.

    Args:
        read: Gives each message's facts without a layer.
        model: Asked only when there is a layer.
        layer: What the corrections that stand taught.
    """

    def adjusting(pairs: Sequence[tuple[Message, Body]]) -> Sequence[Message]:
        return [
            with_layer(message, body, model(), layer) if message.scores else message
            for message, (_, body) in zip(read(pairs), pairs, strict=True)
        ]

    return adjusting if layer.offsets else read


def with_layer(message: Message, body: Body, model: ToneModel, layer: Layer) -> Message:
    """Return a scored message with adjusted scores, and with the excerpt that belongs to them.

    Without a label and a demand there is nothing left to show, so nothing is kept; where a label is
    new, the sentence that speaks most for it is shown.
    """
    text = cleaning.newest(body.text).new
    scores = adjusted(layer, message.scores, features_of(model, text))
    given = _given(model, scores, message.language)
    shown = message.excerpt
    if not given and message.demand is None:
        shown = ""
    elif given and not shown:
        shown = excerpt(_telling(model, text, max(given, key=scores.__getitem__)))
    return replace(message, scores=scores, excerpt=shown)


def _given(model: ToneModel, scores: dict[str, float], language: str | None) -> list[str]:
    """Return the labels whose score reaches their threshold."""
    decisions = zip(model.labels, model.decided(language), strict=True)
    return [label for label, decision in decisions if scores.get(label, 0.0) >= decision.yes]


def _telling(model: ToneModel, text: str, label: str) -> str:
    """Return the sentence that speaks most for a label."""
    number = model.labels.index(label)

    def strength(sentence: str) -> float:
        features = extract(model, model.lexicon.read(sentence))
        return logits(model, model.sentence, features)[number]

    return max(sentences(text), key=strength)
