"""Read texts as `facts` does, then let the owner's layer speak.

It changes scores of what is read from then on; stored scores change when their text is read again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodterms.core import cleaning, tone
from goodterms.core.facts import excerpt
from goodterms.core.owner_layer import adjusted, features_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goodterms.core.mail import Body, Message
    from goodterms.core.owner_layer import Layer
    from goodterms.core.tone_model import ToneModel

    Read = Callable[[Sequence[tuple[Message, Body]]], Sequence[Message]]


def reader(read: Read, model: Callable[[], ToneModel], layer: Callable[[], Layer]) -> Read:
    """Return a `ports.TextReader` that adjusts what another one read.

    Args:
        read: Gives each message's facts without a layer.
        model: Asked only when there is a layer.
        layer: What the corrections that stand taught; asked only when there is a text.
    """

    def adjusting(pairs: Sequence[tuple[Message, Body]]) -> Sequence[Message]:
        found = read(pairs)
        if not pairs or not (own := layer()).offsets:
            return found
        return [
            with_layer(message, body, model(), own) if message.scores else message
            for message, (_, body) in zip(found, pairs, strict=True)
        ]

    return adjusting


def with_layer(message: Message, body: Body, model: ToneModel, layer: Layer) -> Message:
    """Return a scored message with adjusted scores, and with the excerpt that belongs to them.

    Without a label and a demand there is nothing left to show, so nothing is kept; where a label is
    new, the sentence that speaks most for it is shown.
    """
    text = cleaning.newest(body.text).new
    scores = adjusted(layer, message.scores, features_of(model, text))
    given = model.given(scores, message.language)
    shown = message.excerpt
    if not given and message.demand is None:
        shown = ""
    elif given and not shown:
        shown = excerpt(tone.shown(model, text, max(given, key=scores.__getitem__)))
    return replace(message, scores=scores, excerpt=shown)
