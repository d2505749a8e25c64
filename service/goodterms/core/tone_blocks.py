"""The numbers of the tone model as they stand in its file: features, and weights per level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BLOCKS = ("word", "char", "concept")
"""Kinds of features; each is scaled to length one by itself, then by the block's scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One kind of features.

    Attributes:
        index: Feature to position.
        values: What a present feature counts before scaling (inverse document frequency).
        scale: Length of the block's vector after scaling.
    """

    index: Mapping[str, int]
    values: Sequence[float]
    scale: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Weights for whole messages, or for single sentences.

    Attributes:
        offsets: One per label.
        weights: Per block, per label: one coefficient per feature, as they stand in the file. What
            a feature counts is its coefficient times its value (see `tone_lexicon`).
    """

    offsets: tuple[float, ...]
    weights: tuple[tuple[Sequence[float], ...], ...]
