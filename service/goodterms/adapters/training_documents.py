"""From corpus rows to what the estimators learn from: tokens and targets."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from goodterms.core import passages, tokens
from goodterms.core.mail import LABELS
from goodterms.core.sentences import sentences as split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.adapters.corpus import Row

Document = list[list[str]]
"""Tokenised sentences of one text."""

FOLDS = 5
"""Parts of the cross-validation."""

ORDINARY_WEIGHT = 3.0
"""Weight of a row of ordinary mail: few rows stand for most of what a mailbox holds.

Measured on development mail (card): without these rows twice as many false alarms; weights above 3
bring little more and cost recall.
"""

LEAST_OVERLAP = 3
"""Characters a labelled passage must share with a sentence to label it."""


@dataclass(frozen=True, kw_only=True)
class Documents:
    """The corpus, ready to learn from.

    Attributes:
        messages: One document per row.
        targets: Per row, whether each label holds.
        sentences: One-sentence documents of all rows, in order.
        sentence_targets: Per sentence, whether each label's passage lies in it.
        owners: Row number of each sentence.
        folds: Fold of each row; a family is never split.
        languages: Language of each row.
        weights: How much each row counts in fitting; see `ORDINARY_WEIGHT`.
    """

    messages: list[Document]
    targets: list[list[bool]]
    sentences: list[Document]
    sentence_targets: list[list[bool]]
    owners: list[int]
    folds: list[int]
    languages: list[str]
    weights: list[float]

    @cached_property
    def counts(self) -> list[int]:
        """Return the number of sentences of each row, at least 1."""
        found = Counter(self.owners)
        return [max(1, found[number]) for number in range(len(self.messages))]


def prepare(rows: Sequence[Row]) -> Documents:
    """Return the tokenised corpus with its targets and folds."""
    found = Documents(
        messages=[],
        targets=[[label in row.labels for label in LABELS] for row in rows],
        sentences=[],
        sentence_targets=[],
        owners=[],
        folds=[fold_of(row.family) for row in rows],
        languages=[row.language for row in rows],
        weights=[ORDINARY_WEIGHT if row.is_ordinary else 1.0 for row in rows],
    )
    for number, row in enumerate(rows):
        texts = split(row.text)
        items = [tokens.tokens(text) for text in texts]
        found.messages.append(items)
        found.sentences.extend([each] for each in items)
        found.owners.extend(number for _ in items)
        found.sentence_targets.extend(sentence_targets(row, texts))
    return found


def fold_of(family: str) -> int:
    """Return the fold of a family: by its digest, so that it stays when others are added."""
    return int(hashlib.sha256(family.encode()).hexdigest(), 16) % FOLDS


def sentence_targets(row: Row, sentences: Sequence[str]) -> list[list[bool]]:
    """Return per sentence whether the passage that earned each label lies in it."""
    found = []
    position = 0
    for sentence in sentences:
        place = passages.locate(sentence, row.text, start=position)
        if place is None:
            found.append([False] * len(LABELS))
            continue
        position = place[1]
        hit = {
            label
            for label, start, end in row.spans
            if min(end, place[1]) - max(start, place[0]) >= min(LEAST_OVERLAP, end - start)
        }
        found.append([label in hit for label in LABELS])
    return found
