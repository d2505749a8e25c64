"""From sentences to features and from features to log-odds, the same in training and scoring.

A message is the union of its sentences: every feature is present or absent, so that a repeated word
weighs no more, and pairs of words or concepts never reach over a sentence's end.
"""

from __future__ import annotations

from itertools import chain
from math import exp, sqrt
from typing import TYPE_CHECKING

from goodterms.core import concepts, tokens
from goodterms.core.tone_rows import UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from goodterms.core.concept_terms import Concepts
    from goodterms.core.tone_lexicon import Entry, Lexicon
    from goodterms.core.tone_model import Block, Level, ToneModel

Features = tuple[dict[int, int], dict[int, int], dict[int, int]]
"""Per block the positions of the present features with their rows (see `tone_rows`)."""


def words(sentences: Iterable[Sequence[str]]) -> list[str]:
    """Return words, word pairs and loose pairs of tokenised sentences."""
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


def extract(model: ToneModel, entries: Sequence[Entry]) -> Features:
    """Return the features of one sentence that the model knows, from its tokens' entries."""
    lexicon = model.lexicon
    words: dict[int, int] = {}
    chars: dict[int, int] = {}
    row_of = lexicon.words
    nothing: Mapping[str, int] = {}
    # pairs that the last token begins, and loose ones that the one, two and three before begin
    after, later, second, third = nothing, nothing, nothing, nothing
    for entry in entries:
        token, place = entry.token, entry.place
        if place is not None:
            words[place] = row_of[place]
        for known in (after, second, third):
            if token in known:
                words[known[token]] = row_of[known[token]]
        chars |= entry.pieces
        after, later, second, third = entry.after, entry.later, later, second
    return words, chars, _spoken_pairs(lexicon, entries)


def _spoken_pairs(lexicon: Lexicon, entries: Sequence[Entry]) -> dict[int, int]:
    """Return the concepts of one sentence, and each two of them, with their rows."""
    said = [entry.said for entry in entries]
    spoken = sorted(concepts.heard([entry.token for entry in entries], said))
    found, row_of = {}, lexicon.concepts
    for position, first in enumerate(spoken):
        place_of = lexicon.pairs[first]
        for second in spoken[position:]:
            if second in place_of:
                place = place_of[second]
                found[place] = row_of[place]
    return found


def union(parts: Sequence[Features]) -> Features:
    """Return the features of a message from those of its sentences."""
    found: Features = ({}, {}, {})
    words, chars, spoken = found
    for part in parts:
        words |= part[0]
        chars |= part[1]
        spoken |= part[2]
    return found


def factors(model: ToneModel, features: Features) -> tuple[float, ...]:
    """Return what each block's weights are multiplied by: its scale over its length."""
    lexicon = model.lexicon
    all_rows = (lexicon.words, lexicon.chars, lexicon.concepts)
    return tuple(
        _factor(block, rows.numbers(sum(present.values())))
        for block, rows, present in zip(model.blocks, all_rows, features, strict=True)
    )


def logits(model: ToneModel, level: Level, features: Features) -> list[float]:
    """Return the log-odds of each label at one level."""
    lexicon, blocks = model.lexicon, model.blocks
    word = lexicon.words.numbers(sum(features[0].values()))
    char = lexicon.chars.numbers(sum(features[1].values()))
    concept = lexicon.concepts.numbers(sum(features[2].values()))
    by_word = _factor(blocks[0], word) / UNIT
    by_char = _factor(blocks[1], char) / UNIT
    by_concept = _factor(blocks[2], concept) / UNIT
    start = 1 if level is model.message else 1 + len(level.offsets)
    return [
        offset + by_word * word[place] + by_char * char[place] + by_concept * concept[place]
        for place, offset in enumerate(level.offsets, start)
    ]


def _factor(block: Block, numbers: Sequence[int]) -> float:
    """Return a block's scale over its length, from the sums of its rows."""
    return block.scale / sqrt(numbers[0] / UNIT) if numbers[0] else 0.0


def probability(logit: float) -> float:
    """Return the probability of log-odds, safe for any size."""
    if logit >= 0:
        return 1.0 / (1.0 + exp(-logit))
    grown = exp(logit)
    return grown / (1.0 + grown)
