"""From sentences to features and from features to log-odds, the same in training and scoring.

A message is the union of its sentences: every feature is present or absent, so that a repeated word
weighs no more, and pairs of words or concepts never reach over a sentence's end.
"""

from __future__ import annotations

from itertools import chain
from math import exp, sqrt
from typing import TYPE_CHECKING

from goodterms.core import concepts, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodterms.core.concept_terms import Concepts
    from goodterms.core.tone_model import Block, Level, ToneModel

Features = tuple[set[int], set[int], set[int]]
"""Positions of the present features, per block."""

MOST_PIECES = 50_000
"""Words whose character features are remembered."""


def words(sentences: Iterable[Sequence[str]]) -> list[str]:
    """Return words and word pairs of tokenised sentences."""
    return [gram for items in sentences for gram in tokens.word_grams(list(items))]


def chars(sentences: Iterable[Sequence[str]]) -> list[str]:
    """Return the character pieces of all words of tokenised sentences."""
    return [gram for items in sentences for gram in tokens.all_char_grams(list(items))]


def concept_names(compiled: Concepts, sentences: Iterable[Sequence[str]]) -> list[str]:
    """Return concepts (``urgency``) and pairs in one sentence (``need+urgency``)."""
    return list(chain.from_iterable(pairs(sentence_concepts(compiled, each)) for each in sentences))


def sentence_concepts(compiled: Concepts, items: Sequence[str]) -> list[str]:
    """Return the names of the concepts of one tokenised sentence, sorted."""
    return [compiled.names[index] for index in sorted(concepts.find(compiled, items))]


def pairs(names: Sequence[str]) -> list[str]:
    """Return the sorted names and each unordered pair of them joined with ``+``."""
    found = list(names)
    for position, left in enumerate(names):
        found += [f"{left}+{right}" for right in names[position + 1 :]]
    return found


def extract(model: ToneModel, items: Sequence[str]) -> Features:
    """Return the features of one tokenised sentence that the model knows."""
    word, _, concept = model.blocks
    names = sentence_concepts(model.concepts, items)
    return (
        known(word, tokens.word_grams(list(items))),
        set().union(*(_pieces(model, token) for token in set(items) if token.isalpha())),
        known(concept, pairs(names)),
    )


def _pieces(model: ToneModel, token: str) -> frozenset[int]:
    """Return the character features of one word."""
    found = model.pieces.get(token)
    if found is None:
        found = frozenset(known(model.blocks[1], tokens.char_grams(token)))
        if len(model.pieces) < MOST_PIECES:
            model.pieces[token] = found
    return found


def known(block: Block, grams: Iterable[str]) -> set[int]:
    """Return the positions of the features that the block knows."""
    found = set(map(block.index.get, grams))
    found.discard(None)
    return found  # type: ignore[return-value]  # None is gone


def union(parts: Sequence[Features]) -> Features:
    """Return the features of a message from those of its sentences."""
    return (
        set().union(*(part[0] for part in parts)),
        set().union(*(part[1] for part in parts)),
        set().union(*(part[2] for part in parts)),
    )


def factors(model: ToneModel, features: Features) -> tuple[float, ...]:
    """Return what each block's weights are multiplied by: its scale over its length."""
    found = []
    for block, present in zip(model.blocks, features, strict=True):
        square = sum(map(block.squares.__getitem__, present))
        found.append(block.scale / sqrt(square) if square else 0.0)
    return tuple(found)


def logits(model: ToneModel, level: Level, features: Features) -> list[float]:
    """Return the log-odds of each label at one level."""
    found = list(level.offsets)
    scaled = zip(factors(model, features), features, level.weights, strict=True)
    for factor, present, weights in scaled:
        if present:
            columns = zip(*map(weights.__getitem__, present), strict=True)
            found = [
                logit + factor * sum(column) for logit, column in zip(found, columns, strict=True)
            ]
    return found


def probability(logit: float) -> float:
    """Return the probability of log-odds, safe for any size."""
    if logit >= 0:
        return 1.0 / (1.0 + exp(-logit))
    grown = exp(logit)
    return grown / (1.0 + grown)
