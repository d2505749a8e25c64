"""Train, calibrate, measure and export the tone model; see models/README.md for the commands.

    rows -> documents -> five grouped folds -> out-of-fold log-odds -> calibration and thresholds
                      -> fit on everything  -> numbers only

Nothing here depends on the clock, on random numbers or on the order of a set: written twice, the
same bytes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import numpy as np

from goodterms.adapters import concept_lists, corpus, training_fit, weights
from goodterms.adapters.training_decisions import REAL_RATES, Decider, decided, measures
from goodterms.adapters.training_documents import FOLDS, Documents, fold_of, prepare
from goodterms.adapters.weights_shape import FORMAT
from goodterms.core import concept_terms
from goodterms.core.mail import LABELS
from goodterms.core.tone_model import BLOCKS
from goodterms.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from goodterms.adapters.corpus import Row
    from goodterms.adapters.training_fit import Estimators, Matrix
    from goodterms.core.concept_terms import Concepts


LEAST_FAMILIES = 5
"""Families a label must stand in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """What training leaves.

    Attributes:
        weights: Bytes of weights.json.gz.
        manifest: Content of manifest.json.
    """

    weights: bytes
    manifest: dict[str, Any]


def train(rows: Sequence[Row], lists: dict[str, list[str]]) -> Trained:
    """Return the model trained on all rows, with what cross-validation says of it.

    Args:
        rows: The checked corpus.
        lists: Concept name to terms.

    Raises:
        ModelError: A label has too few families to learn from.
    """
    documents = prepare(rows)
    _check_enough(rows)
    compiled = concept_terms.compile_terms(lists)
    message, sentence = out_of_fold(documents, compiled)
    deciders = decided(message, sentence, documents)
    estimators = fit_on(documents, compiled, range(len(documents.messages)))
    raw = exported(estimators, lists, deciders, sorted(set(documents.languages)))
    packed = weights.encode(raw)
    manifest = {
        "format": FORMAT,
        "labels": list(LABELS),
        "weights_sha256": hashlib.sha256(packed).hexdigest(),
        "weights_bytes": len(packed),
        "features": {kind: len(raw["blocks"][kind]["features"]) for kind in BLOCKS},
        "concepts": len(lists),
        "concepts_digest": concept_lists.digest(lists),
        "corpus_digest": corpus.digest(rows),
        "messages": len(rows),
        "families": len({row.family for row in rows}),
        "libraries": {name: version(name) for name in ("scikit-learn", "numpy", "scipy")},
        "real_rates": REAL_RATES,
        "decisions": raw["decisions"],
        "cross_validation": measures(message, sentence, documents),
    }
    return Trained(weights=packed, manifest=manifest)


def _check_enough(rows: Sequence[Row]) -> None:
    """Raise `ModelError` unless every label stands in enough families of at least two folds."""
    for label in LABELS:
        families = {row.family for row in rows if label in row.labels}
        if len(families) < LEAST_FAMILIES or len(set(map(fold_of, families))) < 2:
            problem = f"{len(families)} families with {label} are too few to learn from"
            raise ModelError(problem, hint=f"At least {LEAST_FAMILIES} are needed")


def write(trained: Trained, folder: Path) -> list[Path]:
    """Write weights.json.gz and manifest.json, the manifest last; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / "weights.json.gz", folder / "manifest.json"]
    paths[0].write_bytes(trained.weights)
    text = json.dumps(trained.manifest, indent=1, sort_keys=True, ensure_ascii=False)
    paths[1].write_text(text + "\n", encoding="utf-8")
    return paths


def out_of_fold(documents: Documents, compiled: Concepts) -> tuple[Matrix, Matrix]:
    """Return message log-odds and strongest sentence log-odds, from models that saw no relative."""
    count = len(documents.messages)
    message = np.zeros((count, len(LABELS)))
    sentence = np.zeros((count, len(LABELS)))
    for fold in range(FOLDS):
        inside = [at for at, part in enumerate(documents.folds) if part != fold]
        outside = [at for at, part in enumerate(documents.folds) if part == fold]
        if not outside:
            continue
        found = log_odds(fit_on(documents, compiled, inside), documents, outside)
        message[outside], sentence[outside] = found
    return message, sentence


def fit_on(documents: Documents, compiled: Concepts, numbers: Sequence[int]) -> Estimators:
    """Return the estimators of both levels, fitted on the given messages and their sentences."""
    chosen = set(numbers)
    messages = [documents.messages[number] for number in numbers]
    positions = [at for at, owner in enumerate(documents.owners) if owner in chosen]
    sentences = [documents.sentences[at] for at in positions]
    space = training_fit.fit_space(messages, compiled)
    return training_fit.fit(
        space,
        training_fit.Examples(
            features=training_fit.matrix(space, messages),
            targets=[documents.targets[number] for number in numbers],
            weights=[documents.weights[number] for number in numbers],
        ),
        training_fit.Examples(
            features=training_fit.matrix(space, sentences),
            targets=[documents.sentence_targets[at] for at in positions],
            weights=[documents.weights[documents.owners[at]] for at in positions],
        ),
    )


def log_odds(
    estimators: Estimators, documents: Documents, numbers: Sequence[int]
) -> tuple[Matrix, Matrix]:
    """Return message and strongest sentence log-odds of the given messages."""
    order = {number: position for position, number in enumerate(numbers)}
    positions = [at for at, owner in enumerate(documents.owners) if owner in order]
    space = estimators.space
    messages = training_fit.matrix(space, [documents.messages[number] for number in numbers])
    sentences = training_fit.matrix(space, [documents.sentences[at] for at in positions])
    return training_fit.log_odds(estimators.message, messages), training_fit.strongest(
        training_fit.log_odds(estimators.sentence, sentences),
        [order[documents.owners[at]] for at in positions],
        len(numbers),
    )


def exported(
    estimators: Estimators,
    lists: dict[str, list[str]],
    deciders: Mapping[str, Sequence[Decider]],
    languages: Sequence[str],
) -> dict[str, Any]:
    """Return the content of the weights file (models/README.md)."""
    blocks: dict[str, Any] = {}
    bounds = [0]
    for kind, vectoriser in zip(BLOCKS, estimators.space.vectorisers, strict=True):
        names = vectoriser.get_feature_names_out().tolist()
        values = [1.0] * len(names) if kind == "concept" else vectoriser.idf_.tolist()
        blocks[kind] = {
            "features": names,
            "values": values,
            "scale": training_fit.SCALES[kind],
        }
        bounds.append(bounds[-1] + len(names))
    return {
        "format": FORMAT,
        "labels": list(LABELS),
        "languages": list(languages),
        "concepts": lists,
        "blocks": blocks,
        "message": _level(estimators.message, bounds),
        "sentence": _level(estimators.sentence, bounds),
        "decisions": {
            language: {
                label: {
                    "message": each.message,
                    "sentence": each.sentence,
                    "length": each.length,
                    "offset": round(each.offset + each.shift, training_fit.DECIMALS),
                    "unsure": each.unsure,
                    "yes": each.yes,
                }
                for label, each in zip(LABELS, chosen, strict=True)
            }
            for language, chosen in deciders.items()
        },
    }


def _level(regressions: Sequence[Any], bounds: Sequence[int]) -> dict[str, Any]:
    """Return offsets and weights of one level."""
    decimals = training_fit.DECIMALS
    return {
        "offsets": [round(float(each.intercept_[0]), decimals) for each in regressions],
        "weights": {
            kind: [
                [round(float(weight), decimals) for weight in each.coef_[0][start:end]]
                for each in regressions
            ]
            for kind, start, end in zip(BLOCKS, bounds, bounds[1:], strict=False)
        },
    }
