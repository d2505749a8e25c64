from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from goodterms.adapters import concept_lists, corpus, training, training_fit, weights
from goodterms.adapters.bundled import bundled
from goodterms.adapters.training_documents import FOLDS, Documents, fold_of, prepare
from goodterms.core import tokens
from goodterms.core.mail import LABELS
from goodterms.core.sentences import sentences
from goodterms.core.tone_features import Features, extract, logits, union
from goodterms.core.tone_model import BLOCKS, Level, ToneModel
from goodterms.errors import ModelError
from tone_models import CONCEPTS, some_rows

EVAL = Path(__file__).resolve().parents[3] / "shared" / "eval" / "authored"


@cache
def trained() -> training.Trained:
    return training.train(some_rows(), CONCEPTS)


def documents_of(texts: list[str]) -> list[list[list[str]]]:
    return [[tokens.tokens(each) for each in sentences(text)] for text in texts]


def by_scikit_learn(model: ToneModel, level: Level, documents: list[list[list[str]]]) -> np.ndarray:
    """Return log-odds by vectorisers and a dot product of scikit-learn and scipy."""
    vectorisers = []
    for block, analyzer in zip(model.blocks, training_fit.analyzers(model.concepts), strict=True):
        vectoriser = TfidfVectorizer(analyzer=analyzer, binary=True, vocabulary=dict(block.index))
        vectoriser.idf_ = np.asarray(block.values, dtype=float)
        vectorisers.append(vectoriser)
    features = training_fit.matrix(training_fit.Space(vectorisers=tuple(vectorisers)), documents)
    coefficients = np.vstack([np.asarray(columns).T for columns in level.weights])
    return features @ coefficients + np.asarray(level.offsets)


def of_message(model: ToneModel, sentences: Sequence[Sequence[str]]) -> Features:
    entry = model.lexicon.entry
    return union([extract(model, list(map(entry, items))) for items in sentences])


def differences(model: ToneModel, texts: list[str]) -> float:
    documents = [each for each in documents_of(texts) if each]
    expected = by_scikit_learn(model, model.message, documents)
    found = [logits(model, model.message, of_message(model, each)) for each in documents]
    single = [[items] for each in documents for items in each]
    expected_single = by_scikit_learn(model, model.sentence, single)
    found_single = [logits(model, model.sentence, of_message(model, each)) for each in single]
    return max(
        float(np.abs(expected - np.asarray(found)).max()),
        float(np.abs(expected_single - np.asarray(found_single)).max()),
    )


def test_training_twice_gives_the_same_bytes() -> None:
    again = training.train(some_rows(), CONCEPTS)
    assert again.weights == trained().weights
    assert again.manifest == trained().manifest


def test_the_exported_numbers_are_those_of_the_fitted_estimators() -> None:
    rows = some_rows()
    documents = prepare(rows)
    model = weights.read(trained().weights)
    fitted = training.fit_on(documents, model.concepts, range(len(rows)))
    features = training_fit.matrix(fitted.space, documents.messages)
    chances = np.column_stack([each.predict_proba(features)[:, 1] for each in fitted.message])
    found = [logits(model, model.message, of_message(model, each)) for each in documents.messages]
    assert np.abs(chances - 1 / (1 + np.exp(-np.asarray(found)))).max() < 1e-6


def test_a_written_model_loads_and_finds_what_it_was_taught(tmp_path: Path) -> None:
    paths = training.write(trained(), tmp_path / "model")
    model = weights.load(paths[0])
    assert json.loads(paths[1].read_text(encoding="utf-8"))["messages"] == 120
    items = tokens.tokens("We pay the flyer when our client pays us.")
    found = logits(model, model.message, of_message(model, [items]))
    assert LABELS[int(np.argmax(found))] == "stalling"


def test_a_family_never_stands_on_both_sides_of_a_split() -> None:
    rows = some_rows()
    documents: Documents = prepare(rows)
    folds = {}
    for row, fold in zip(rows, documents.folds, strict=True):
        assert folds.setdefault(row.family, fold) == fold
    assert set(folds.values()) == set(range(FOLDS))
    assert fold_of("en/some-family") == fold_of("en/some-family")


def test_a_sentence_is_labelled_where_the_passage_lies() -> None:
    row = some_rows()[1]
    assert row.labels == {"pressure"}
    documents = prepare([row])
    assert [any(each) for each in documents.sentence_targets] == [False, True]


def test_too_small_a_corpus_is_refused() -> None:
    with pytest.raises(ModelError, match="too few to learn from"):
        training.train(some_rows()[:12], CONCEPTS)


def test_the_manifest_tells_what_it_was_made_of() -> None:
    manifest = trained().manifest
    assert manifest["corpus_digest"] == corpus.digest(some_rows())
    assert manifest["concepts_digest"] == concept_lists.digest(CONCEPTS)
    assert set(manifest["features"]) == set(BLOCKS)
    assert set(manifest["cross_validation"]["en"]) == set(LABELS)


def test_the_shipped_scorer_equals_scikit_learn_on_the_corpus() -> None:
    rows, _ = corpus.load(bundled("models/tone/corpus"))
    assert differences(weights.load(), [row.text for row in rows[::9]]) < 1e-6


@pytest.mark.skipif(not EVAL.is_dir(), reason="the measuring texts (../shared/eval) are not here")
def test_the_shipped_scorer_equals_scikit_learn_on_every_measuring_text() -> None:
    texts = [
        json.loads(line)["body"]
        for path in sorted(EVAL.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert len(texts) >= 400
    assert differences(weights.load(), texts) < 1e-6
