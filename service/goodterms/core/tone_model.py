"""The shape of the tone model: plain numbers and words, no code; built by `adapters.weights`."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log
from typing import TYPE_CHECKING

from goodterms.core.tone_blocks import BLOCKS, Block, Level
from goodterms.core.tone_lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodterms.core.concept_terms import Concepts

__all__ = ["BLOCKS", "POOLED", "Block", "Decision", "Level", "ToneModel"]

POOLED = ""
"""Key of the decisions made from all languages together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """How one label is decided in one language.

    Attributes:
        message: Slope of the message logit.
        sentence: Slope of the strongest sentence's logit.
        offset: Constant, in log-odds; calibration and the shift to the rate in real mail.
        length: Slope of the logarithm of the number of sentences: the strongest of many is strong
            by chance.
        unsure: Probability from which the answer is "unsure".
        yes: Probability from which the label is given.
    """

    message: float
    sentence: float
    offset: float
    unsure: float
    yes: float
    length: float = 0.0

    def odds(self, message: float, sentence: float, count: int) -> float:
        """Return the calibrated log-odds of a message of `count` sentences, 1 or more."""
        longer = self.length * log(count)
        return self.message * message + self.sentence * sentence + longer + self.offset


@dataclass(frozen=True, slots=True, kw_only=True)
class ToneModel:
    """Everything needed to score a text.

    Attributes:
        digest: First 12 hex digits of the file's SHA-256.
        labels: Label names, in the order of all weights.
        languages: Codes of the languages it was trained on.
        concepts: Compiled concept lists.
        blocks: Features in the order of `BLOCKS`.
        decisions: Per language one per label; `POOLED` for text whose language is not known.
        lexicon: The same numbers laid out for speed, filled as words are met.
    """

    digest: str
    labels: tuple[str, ...]
    languages: tuple[str, ...]
    concepts: Concepts
    blocks: tuple[Block, Block, Block]
    message: Level
    sentence: Level
    decisions: Mapping[str, tuple[Decision, ...]]
    lexicon: Lexicon = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Lay the numbers out for speed."""
        levels = (self.message, self.sentence)
        object.__setattr__(self, "lexicon", Lexicon(self.blocks, levels, self.concepts))

    def given(self, scores: Mapping[str, float], language: str | None) -> list[str]:
        """Return the labels whose score reaches the threshold of the language."""
        decisions = zip(self.labels, self.decided(language), strict=True)
        return [label for label, each in decisions if scores.get(label, 0.0) >= each.yes]

    def decided(self, language: str | None) -> tuple[Decision, ...]:
        """Return the decisions for a language, the pooled ones where it has none."""
        return self.decisions.get(language or POOLED, self.decisions[POOLED])
