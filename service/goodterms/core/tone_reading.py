"""From a whole body as it came to its tone: cut, tell the language, score, point at the body."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodterms.core import cleaning, language, passages, tone
from goodterms.core.tone import Span, Tone

if TYPE_CHECKING:
    from goodterms.core.tone_model import ToneModel

UNCLEAR = "quotes-unclear"
"""Why a body is not scored whose quotes could not be told apart from new words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A body, read.

    Attributes:
        new: What the sender wrote now.
        language: ``en``, ``hr``, ``other`` or None.
        tone: How it sounds; spans are substrings of the whole body.
    """

    new: str
    language: str | None
    tone: Tone


def read_body(model: ToneModel, body: str) -> Reading:
    """Return how a body sounds; the same steps the pipeline takes with a fetched message.

    Args:
        model: The tone model.
        body: Plain text as it came, quotes and signature included.
    """
    fragments = cleaning.newest(body)
    spoken = language.guess(fragments.new)
    if not fragments.certain:
        found = Tone(abstained=UNCLEAR)
    else:
        found = tone.score(model, fragments.new, language=spoken)
    spans = tuple(
        Span(label=span.label, text=text)
        for span in found.spans
        if (text := passages.shown(span.text, body))
    )
    return Reading(new=fragments.new, language=spoken, tone=replace(found, spans=spans))
