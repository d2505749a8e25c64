"""How a message sounds: probability per label, with the words that earned it.

One linear model over words, character pieces and concepts, read at two levels: the whole message
and its strongest sentence (tone study e.3). Pure arithmetic over plain numbers; precision goes
before recall, and what cannot be judged is left out by name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.core import tokens
from goodterms.core.cues_words import COURTESY
from goodterms.core.sentences import sentences as split
from goodterms.core.spoken import folded
from goodterms.core.tone_features import extract, logits, probability, union
from goodterms.core.tone_model import ToneModel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.core.tone_features import Features
    from goodterms.core.tone_lexicon import Entry
    from goodterms.core.tone_model import Decision

__all__ = ["Span", "Tone", "ToneModel", "score"]

FEWEST_WORDS = 3
"""Shorter messages carry no tone of their own (tone study g, "short messages")."""

FEWEST_SHOWN = 2
"""Fewest words a reader takes as evidence."""

KNOWN_SHARE = 0.3
"""Least share of words the model has seen; below, it is another language (tone study e.9)."""

MOST_WORDS = 1500
"""Words looked at; what a client wants stands before that, and scoring stays fast."""

CLAUSE_SLACK = 0.75
"""Log-odds a clause may fall short of its sentence and still be shown in its place."""

_CLAUSE = re.compile(r"(?:[,;:]|\s[-–—])\s+|\s+(?=(?:but|because|ali|al|jer|nego)\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The client's own words that earned a label; a substring of the scored text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """How one message sounds.

    Attributes:
        scores: Label to calibrated probability, 0 to 1; empty when abstained.
        labels: Labels given, most probable first.
        unsure: Labels that may hold; never counted against anyone.
        spans: One per label in `labels`, in the same order.
        abstained: Why nothing was scored: ``no-text``, ``short``, ``language``, ``unknown-words``.
    """

    scores: Mapping[str, float] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    abstained: str | None = None


def score(model: ToneModel, body_new_text: str, *, language: str | None) -> Tone:
    """Return how a newly written text sounds.

    Args:
        model: The tone model.
        body_new_text: What the client wrote now; quotes and signature are cut already.
        language: ``en``, ``hr``, ``other``, or None when there was too little text to tell.
    """
    sentences = split(body_new_text)
    entries = _read(model, sentences)
    reason = _abstains(model, entries, language)
    if reason:
        return Tone(abstained=reason)
    features = [extract(model, each) for each in entries]
    strengths = [logits(model, model.sentence, each) for each in features]
    decisions = model.decided(language)
    chances = _chances(model, decisions, features, strengths)
    order = sorted(range(len(chances)), key=lambda number: -chances[number])
    given = [number for number in order if chances[number] >= decisions[number].yes]
    maybe = [
        number
        for number in order
        if decisions[number].unsure <= chances[number] < decisions[number].yes
    ]
    return Tone(
        scores={label: round(chances[number], 6) for number, label in enumerate(model.labels)},
        labels=tuple(model.labels[number] for number in given),
        unsure=tuple(model.labels[number] for number in maybe),
        spans=tuple(
            Span(
                label=model.labels[number],
                text=_shown(model, sentences, strengths, number),
            )
            for number in given
        ),
    )


def shown(model: ToneModel, text: str, label: str) -> str:
    """Return the words of a scored text that speak most for a label, as a `Span` shows them."""
    sentences = split(text)
    features = [extract(model, each) for each in _read(model, sentences)]
    strengths = [logits(model, model.sentence, each) for each in features]
    return _shown(model, sentences, strengths, model.labels.index(label))


def _read(model: ToneModel, sentences: Sequence[str]) -> list[list[Entry]]:
    """Return the tokens of each sentence with what they bring, up to `MOST_WORDS` in all."""
    found: list[list[Entry]] = []
    count = 0
    for sentence in sentences:
        entries = model.lexicon.read(sentence)[: MOST_WORDS - count]
        count += len(entries)
        found.append(entries)
        if count >= MOST_WORDS:
            break
    return found


def _abstains(
    model: ToneModel, entries: Sequence[Sequence[Entry]], language: str | None
) -> str | None:
    """Return why a text is not scored, None when it is."""
    spoken = [entry for each in entries for entry in each if entry.is_word]
    if not spoken:
        return "no-text"
    if len(spoken) < FEWEST_WORDS:
        return "short"
    if language is not None and language not in model.languages:
        return "language"
    places = {entry.token: entry.place for entry in spoken}.values()
    if sum(place is not None for place in places) < KNOWN_SHARE * len(places):
        return "unknown-words"
    return None


def _chances(
    model: ToneModel,
    decisions: Sequence[Decision],
    features: Sequence[Features],
    strengths: Sequence[Sequence[float]],
) -> list[float]:
    """Return the probability of each label from the message and its strongest sentence."""
    whole = logits(model, model.message, union(features))
    return [
        probability(
            decision.odds(whole[number], max(each[number] for each in strengths), len(strengths))
        )
        for number, decision in enumerate(decisions)
    ]


def _shown(
    model: ToneModel, sentences: Sequence[str], strengths: Sequence[Sequence[float]], number: int
) -> str:
    """Return the clause to show for a label."""
    return _clause(model, sentences[_telling(sentences, strengths, number)], number)


def _telling(sentences: Sequence[str], strengths: Sequence[Sequence[float]], number: int) -> int:
    """Return the position of the sentence that shows a label best to a reader.

    It is the one that speaks most for it among those of two words or more; "Hmm." and a greeting
    prove nothing to anybody, so they are shown only where nothing else was written.
    """
    places = sorted(range(len(strengths)), key=lambda place: -strengths[place][number])
    return next((each for each in places if _is_statement(sentences[each])), places[0])


def _is_statement(sentence: str) -> bool:
    """Return whether a sentence says something: no greeting, no single word, not broken off."""
    if sum(map(tokens.is_word, tokens.tokens(sentence))) < FEWEST_SHOWN:
        return False
    if sentence.endswith(("...", "…")):
        return False
    return COURTESY.fullmatch(folded(sentence)) is None


def _clause(model: ToneModel, sentence: str, number: int) -> str:
    """Return the shortest run of clauses that speaks for a label as the sentence does."""
    cuts = [(found.start(), found.end()) for found in _CLAUSE.finditer(sentence)][:8]
    if not cuts:
        return sentence
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(sentence)]
    floor = _strength(model, sentence, number) - CLAUSE_SLACK
    runs = sorted(
        (ends[last] - starts[first], starts[first], ends[last])
        for first in range(len(starts))
        for last in range(first, len(ends))
    )
    for _, start, end in runs:
        piece = sentence[start:end]
        if _is_phrase(piece) and _strength(model, piece, number) >= floor:
            return piece
    return sentence


def _is_phrase(piece: str) -> bool:
    """Return whether a clause says enough to stand alone."""
    return sum(map(tokens.is_word, tokens.tokens(piece))) >= FEWEST_WORDS


def _strength(model: ToneModel, text: str, number: int) -> float:
    """Return a text's log-odds for a label as one sentence."""
    return logits(model, model.sentence, extract(model, model.lexicon.read(text)))[number]
