"""The shape of the tone model: plain numbers and words, no code; built by `adapters.weights`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodterms.core.concept_terms import Concepts

BLOCKS = ("word", "char", "concept")
"""Kinds of features; each is scaled to length one by itself, then by the block's scale."""

POOLED = ""
"""Key of the decisions made from all languages together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One kind of features.

    Attributes:
        index: Feature to position.
        values: What a present feature counts before scaling (inverse document frequency).
        squares: `values` squared, for the length.
        scale: Length of the block's vector after scaling.
    """

    index: Mapping[str, int]
    values: tuple[float, ...]
    squares: tuple[float, ...]
    scale: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Weights for whole messages, or for single sentences.

    Attributes:
        offsets: One per label.
        weights: Per block, per feature, per label: coefficient times the feature's value. A row
            per feature and not per label: the numbers of one feature lie side by side in memory,
            which makes scoring four times faster.
    """

    offsets: tuple[float, ...]
    weights: tuple[tuple[tuple[float, ...], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """How one label is decided in one language.

    Attributes:
        message: Slope of the message logit.
        sentence: Slope of the strongest sentence's logit.
        offset: Constant, in log-odds; calibration and the shift to the rate in real mail.
        unsure: Probability from which the answer is "unsure".
        yes: Probability from which the label is given.
    """

    message: float
    sentence: float
    offset: float
    unsure: float
    yes: float


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
        pieces: Memo of the character features of words met before; changes speed, never a score.
    """

    digest: str
    labels: tuple[str, ...]
    languages: tuple[str, ...]
    concepts: Concepts
    blocks: tuple[Block, Block, Block]
    message: Level
    sentence: Level
    decisions: Mapping[str, tuple[Decision, ...]]
    pieces: dict[str, frozenset[int]] = field(default_factory=dict, compare=False, repr=False)

    def decided(self, language: str | None) -> tuple[Decision, ...]:
        """Return the decisions for a language, the pooled ones where it has none."""
        return self.decisions.get(language or POOLED, self.decisions[POOLED])
