"""From the parsed JSON of a weights file to a checked `ToneModel`.

Every check raises `ValueError`, `KeyError` or `TypeError`; `adapters.weights` names the file.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from goodterms.adapters import packed_numbers
from goodterms.core import concept_terms
from goodterms.core.mail import LABELS
from goodterms.core.tone_model import BLOCKS, POOLED, Block, Decision, Level, ToneModel
from goodterms.core.tone_rows import LARGEST_NUMBER, MOST_FEATURES

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMAT = 3
"""Number of the file format; a change that old programs cannot read raises it."""


def model_from(raw: dict[str, Any], digest: str) -> ToneModel:
    """Return the model of a parsed weights file.

    Args:
        raw: The parsed JSON; see models/README.md.
        digest: First 12 hex digits of the file's SHA-256.

    Raises:
        ValueError: A number, length or format is not what it must be.
        KeyError: A part is missing.
        TypeError: A part has the wrong kind.
    """
    if raw["format"] != FORMAT:
        problem = f"format {raw['format']!r} is not {FORMAT}"
        raise ValueError(problem)
    labels = tuple(str(each) for each in raw["labels"])
    if labels != LABELS:
        problem = f"labels are {labels}, not {LABELS}"
        raise ValueError(problem)
    languages = tuple(str(each) for each in raw["languages"])
    blocks = [_block(raw["blocks"][kind]) for kind in BLOCKS]
    return ToneModel(
        digest=digest,
        labels=labels,
        languages=languages,
        concepts=concept_terms.compile_terms(
            {str(name): [str(term) for term in terms] for name, terms in raw["concepts"].items()}
        ),
        blocks=(blocks[0], blocks[1], blocks[2]),
        message=_level(raw["message"], blocks),
        sentence=_level(raw["sentence"], blocks),
        decisions={
            language: tuple(_decision(raw["decisions"][language][label]) for label in labels)
            for language in (POOLED, *languages)
        },
    )


def _block(raw: dict[str, Any]) -> Block:
    """Return one block of features."""
    names = raw["features"]
    if len(names) > MOST_FEATURES:
        problem = f"{len(names)} features are more than {MOST_FEATURES}"
        raise ValueError(problem)
    index = {str(name): position for position, name in enumerate(names)}
    if len(index) != len(names):
        problem = "a feature stands twice"
        raise ValueError(problem)
    return Block(
        index=index,
        values=_numbers(raw["values"], len(names)),
        scale=_number(raw["scale"]),
    )


def _level(raw: dict[str, Any], blocks: list[Block]) -> Level:
    """Return the weights of one level."""
    weights = []
    for kind, block in zip(BLOCKS, blocks, strict=True):
        columns = raw["weights"][kind]
        if len(columns) != len(LABELS):
            problem = f"{len(columns)} columns of weights instead of {len(LABELS)}"
            raise ValueError(problem)
        weights.append(tuple(_numbers(column, len(block.values)) for column in columns))
    offsets = tuple(_number(each) for each in raw["offsets"])
    if len(offsets) != len(LABELS):
        problem = f"{len(offsets)} offsets instead of {len(LABELS)}"
        raise ValueError(problem)
    return Level(offsets=offsets, weights=tuple(weights))


def _decision(raw: dict[str, Any]) -> Decision:
    """Return how one label is decided."""
    unsure, yes = _number(raw["unsure"]), _number(raw["yes"])
    if not 0 < unsure <= yes <= 1:
        problem = f"thresholds {unsure} and {yes} are not in order between 0 and 1"
        raise ValueError(problem)
    return Decision(
        message=_number(raw["message"]),
        sentence=_number(raw["sentence"]),
        offset=_number(raw["offset"]),
        unsure=unsure,
        yes=yes,
        length=_number(raw["length"]),
    )


def _numbers(raw: object, length: int) -> Sequence[float]:
    """Return packed numbers of exactly this length, all within bounds."""
    found = packed_numbers.unpack(raw)
    if len(found) != length:
        problem = f"{len(found)} numbers instead of {length}"
        raise ValueError(problem)
    if found.largest > LARGEST_NUMBER:
        problem = "a list holds a number that is out of bounds"
        raise ValueError(problem)
    return found


def _number(raw: object) -> float:
    """Return a finite number within bounds."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        problem = f"{raw!r} is not a number"
        raise TypeError(problem)
    if not isfinite(raw) or abs(raw) > LARGEST_NUMBER:
        problem = f"{raw!r} is out of bounds"
        raise ValueError(problem)
    return float(raw)
