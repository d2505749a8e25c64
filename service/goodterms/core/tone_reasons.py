"""Which words drove a score: contributions in log-odds that add up to the score itself.

Contribution = feature value times weight. A word pair's is shared by its two words, a character
piece's by the words that hold it, a concept's by the words that made it up (tone study e.8).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.core import concepts, tokens
from goodterms.core.sentences import sentences as split
from goodterms.core.tone_features import extract, factors, logits, pairs, union

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.core.tone_features import Features
    from goodterms.core.tone_model import Level, ToneModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Why one label got its score.

    Attributes:
        logit: The calibrated log-odds.
        offset: The part that no word of the text accounts for; its length is in it.
        words: Folded words with their contributions, largest first; with `offset` they sum up to
            `logit`.
        concepts: Names of concepts the text fired, with what they contributed (part of `words`).
    """

    logit: float
    offset: float
    words: tuple[tuple[str, float], ...]
    concepts: tuple[tuple[str, float], ...]


def explain(model: ToneModel, text: str, label: str, *, language: str | None) -> Reasons:
    """Return the words and concepts that drove the score of a label.

    Args:
        model: The tone model.
        text: The newly written text; must hold at least one word.
        label: One of the model's labels.
        language: The language the text was scored in.

    Raises:
        ValueError: The label is unknown or the text holds no token.
    """
    number = model.labels.index(label)
    items = [each for each in map(tokens.tokens, split(text)) if each]
    features = [extract(model, [model.lexicon.entry(token) for token in each]) for each in items]
    strengths = [logits(model, model.sentence, each)[number] for each in features]
    best = max(range(len(items)), key=strengths.__getitem__)
    decision = model.decided(language)[number]
    ledger = _Ledger(model, number)
    ledger.add(model.message, items, union(features), decision.message)
    ledger.add(model.sentence, [items[best]], features[best], decision.sentence)
    whole = logits(model, model.message, union(features))[number]
    offset = (
        decision.odds(0.0, 0.0, len(items))
        + decision.message * model.message.offsets[number]
        + decision.sentence * model.sentence.offsets[number]
    )
    return Reasons(
        logit=decision.odds(whole, strengths[best], len(items)),
        offset=offset,
        words=_ranked(ledger.words),
        concepts=_ranked(ledger.concepts),
    )


def _ranked(table: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Return the entries, largest first; ties by name."""
    return tuple(sorted(table.items(), key=lambda entry: (-entry[1], entry[0])))


class _Ledger:
    """Contributions booked to words and concepts."""

    def __init__(self, model: ToneModel, number: int) -> None:
        self.words: dict[str, float] = defaultdict(float)
        self.concepts: dict[str, float] = defaultdict(float)
        self._model = model
        self._number = number

    def add(
        self, level: Level, items: Sequence[Sequence[str]], features: Features, slope: float
    ) -> None:
        """Book every feature of one level."""
        owners = (
            _word_owners(items),
            _char_owners(items),
            _concept_owners(self._model, items),
        )
        scaled = zip(factors(self._model, features), level.weights, strict=True)
        for position, (factor, weights) in enumerate(scaled):
            block = self._model.blocks[position]
            for feature, holders in owners[position].items():
                index = block.index.get(feature)
                if index is None:
                    continue
                worth = slope * factor * weights[self._number][index] * block.values[index]
                for holder in holders:
                    self.words[holder] += worth / len(holders)
                if position == 2:
                    self.concepts[feature] += worth


def _word_owners(items: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    """Return the words that make up each word feature."""
    return {gram: gram.split() for each in items for gram in tokens.word_grams(list(each))}


def _char_owners(items: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    """Return the different words that hold each character piece."""
    owners: dict[str, list[str]] = defaultdict(list)
    for token in sorted({token for each in items for token in each if tokens.is_word(token)}):
        for gram in set(tokens.char_grams(token)):
            owners[gram].append(token)
    return owners


def _concept_owners(model: ToneModel, items: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    """Return the words of the first place where each concept or pair of concepts was found."""
    owners: dict[str, list[str]] = {}
    for each in items:
        found = concepts.find(model.concepts, each)
        places = {
            model.concepts.names[index]: list(each[start:end])
            for index, (start, end) in found.items()
        }
        for name in pairs(sorted(places)):
            holders = [word for part in name.split("+") for word in places[part]]
            owners.setdefault(name, holders)
    return owners
