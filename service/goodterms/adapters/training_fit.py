"""The estimators behind the tone model; with `adapters.training` the only user of scikit-learn.

Binary presence times inverse document frequency, each block scaled to length one, then one logistic
regression per label and level. Candidates and why this one: models/tone/card.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from goodterms.core import tone_features
from goodterms.core.mail import LABELS
from goodterms.core.tone_model import BLOCKS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goodterms.adapters.training_documents import Document
    from goodterms.core.concept_terms import Concepts

Matrix = Any
"""A scipy sparse matrix; the library has no type information."""

SCALES = {"word": 1.0, "char": 1.0, "concept": 0.6}
"""Length of each block's vector; chosen by cross-validation over 0.4 to 1.5 (card)."""

LEAST_ROWS = {"word": 5, "char": 10, "concept": 15}
"""Messages a feature must occur in; rarer ones carry names and accidents (card)."""

LARGE = 2_000
"""Messages from which `LEAST_ROWS` holds; a smaller corpus, as a test has, asks for one each."""

STRENGTH = 8.0
"""Inverse regularisation C of the regressions; flat between 6 and 12 (card)."""

DECIMALS = 4
"""Decimals of exported numbers. Estimators are rounded *before* they are measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """The fitted vectorisers of the three blocks."""

    vectorisers: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Features, one row each, with targets per label and weights."""

    features: Matrix
    targets: Sequence[Sequence[bool]]
    weights: Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimators:
    """One fitted regression per label for each level."""

    space: Space
    message: tuple[Any, ...]
    sentence: tuple[Any, ...]


def analyzers(compiled: Concepts) -> tuple[Callable[[Document], list[str]], ...]:
    """Return what turns a document into features, per block: the functions scoring uses."""
    return (
        tone_features.words,
        tone_features.chars,
        partial(tone_features.concept_names, compiled),
    )


def fit_space(documents: Sequence[Document], compiled: Concepts) -> Space:
    """Return vectorisers fitted on messages, with rounded frequencies."""
    found = []
    for kind, analyzer in zip(BLOCKS, analyzers(compiled), strict=True):
        vectoriser = TfidfVectorizer(
            analyzer=analyzer,
            binary=True,
            use_idf=kind != "concept",
            min_df=LEAST_ROWS[kind] if len(documents) >= LARGE else 1,
        ).fit(documents)
        if kind != "concept":
            vectoriser.idf_ = np.round(vectoriser.idf_, DECIMALS)
        found.append(vectoriser)
    return Space(vectorisers=tuple(found))


def matrix(space: Space, documents: Sequence[Document]) -> Matrix:
    """Return the scaled features of documents, one row each."""
    parts = [
        vectoriser.transform(documents) * SCALES[kind]
        for kind, vectoriser in zip(BLOCKS, space.vectorisers, strict=True)
    ]
    return sparse.hstack(parts).tocsr()


def fit(
    space: Space,
    messages: Examples,
    sentences: Examples,
) -> Estimators:
    """Return the regressions of both levels, coefficients rounded to `DECIMALS`.

    Args:
        space: The vectorisers the features came from.
        messages: Whole messages.
        sentences: Single sentences.
    """
    return Estimators(
        space=space,
        message=_regressions(messages),
        sentence=_regressions(sentences),
    )


def log_odds(regressions: Sequence[Any], features: Matrix) -> Matrix:
    """Return the log-odds of each label, one row per document."""
    return np.column_stack([each.decision_function(features) for each in regressions])


def strongest(odds: Matrix, owners: Sequence[int], count: int) -> Matrix:
    """Return per message the highest log-odds of its sentences."""
    found = np.full((count, len(LABELS)), -np.inf)
    np.maximum.at(found, np.asarray(owners), odds)
    return found


def fit_combination(
    message: Matrix, sentence: Matrix, counts: Sequence[int], target: Sequence[bool]
) -> list[float]:
    """Return the slopes of three numbers and the offset: sigmoid calibration.

    The numbers: message log-odds, strongest sentence's log-odds, logarithm of the sentence count.

    Fitted on out-of-fold log-odds, so that it also calibrates (tone study e.6).
    """
    found = LogisticRegression(C=1e6, solver="lbfgs", max_iter=1000).fit(
        np.column_stack([message, sentence, np.log(counts)]), target
    )
    return [round(float(each), DECIMALS) for each in (*found.coef_[0], found.intercept_[0])]


def _regressions(examples: Examples) -> tuple[Any, ...]:
    """Return one rounded regression per label."""
    table = np.asarray(examples.targets, dtype=bool)
    found = []
    for number in range(len(LABELS)):
        # liblinear's primal solver uses no random numbers and one thread: same input, same bytes
        fitted = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=500).fit(
            examples.features, table[:, number], sample_weight=examples.weights
        )
        fitted.coef_ = np.round(fitted.coef_, DECIMALS)
        fitted.intercept_ = np.round(fitted.intercept_, DECIMALS)
        found.append(fitted)
    return tuple(found)
