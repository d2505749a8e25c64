from __future__ import annotations

import gzip
import hashlib
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.adapters import concept_lists, weights
from goodterms.adapters.bundled import bundled
from goodterms.adapters.packed_numbers import pack
from goodterms.core import tone
from goodterms.core.mail import LABELS
from goodterms.errors import ModelError


def raw() -> dict[str, Any]:
    level = {
        "offsets": [0.0] * 5,
        "weights": {"word": [[0.5, -0.5]] * 5, "char": [[0.1]] * 5, "concept": [[1.0]] * 5},
    }
    chosen = {
        "message": 1.0,
        "sentence": 0.5,
        "length": -0.1,
        "offset": -1.0,
        "unsure": 0.2,
        "yes": 0.6,
    }
    return {
        "format": 3,
        "labels": list(LABELS),
        "languages": ["en"],
        "concepts": {"urgency": ["asap"]},
        "blocks": {
            "word": {"features": ["asap", "logo"], "values": [2.0, 1.5], "scale": 1.0},
            "char": {"features": ["asa"], "values": [1.0], "scale": 1.0},
            "concept": {"features": ["urgency"], "values": [1.0], "scale": 0.6},
        },
        "message": level,
        "sentence": level,
        "decisions": {language: dict.fromkeys(LABELS, chosen) for language in ("", "en")},
    }


def write(folder: Path, content: dict[str, Any], **manifest: object) -> Path:
    return written(folder, weights.encode(content), **manifest)


def written(folder: Path, data: bytes, **manifest: object) -> Path:
    path = folder / "weights.json.gz"
    path.write_bytes(data)
    told = {"format": 3, "weights_sha256": hashlib.sha256(data).hexdigest(), **manifest}
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    return path


def test_a_model_is_read_with_its_digest(tmp_path: Path) -> None:
    path = write(tmp_path, raw())
    model = weights.load(path)
    assert model.digest == hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    assert list(model.message.weights[0][0]) == [0.5, -0.5]
    assert tone.score(model, "the logo asap", language="en").scores["scope"] > 0


def test_the_same_content_gives_the_same_bytes() -> None:
    shuffled = dict(reversed(raw().items()))
    assert weights.encode(raw()) == weights.encode(shuffled)


def change(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    def apply(content: dict[str, Any]) -> None:
        *parents, last = path.split(".")
        for part in parents:
            content = content[part]
        content[last] = value

    return apply


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("format", 1),
        ("labels", ["vague"]),
        ("languages", 5),
        ("concepts", {"urgency": [".. asap"]}),
        ("blocks.word.features", ["asap", "asap"]),
        ("blocks.word.values", pack([2.0])),
        ("blocks.word.values", pack([2.0, 401.0])),
        ("blocks.word.values", "no base64!"),
        ("blocks.word.values", "AAAA"),
        ("blocks.word.values", [2.0, 1.5]),
        ("blocks.word.scale", "1"),
        ("blocks.word.scale", 10**400),
        ("message.offsets", [0.0] * 4),
        ("message.offsets", [0.0] * 4 + [math.inf]),
        ("message.offsets", [True] * 5),
        ("message.weights.word", [pack([0.5, -0.5])] * 4),
        ("message.weights.word", [pack([0.5])] * 5),
        ("message.weights.concept", [pack([-401.0])] * 5),
        ("message.weights.concept", [[1.0]] * 5),
        ("decisions", {}),
        ("blocks", []),
    ],
)
def test_a_part_that_is_not_what_it_must_be_is_refused(
    tmp_path: Path, path: str, value: object
) -> None:
    content = json.loads(gzip.decompress(weights.encode(raw())))
    change(path, value)(content)
    with pytest.raises(ModelError, match="cannot be read"):
        weights.load(written(tmp_path, gzip.compress(json.dumps(content).encode())))


def test_thresholds_out_of_order_are_refused(tmp_path: Path) -> None:
    content = raw()
    content["decisions"]["en"] = {
        label: {"message": 1, "sentence": 1, "length": 0, "offset": 0, "unsure": 0.9, "yes": 0.5}
        for label in LABELS
    }
    with pytest.raises(ModelError, match="not in order"):
        weights.load(write(tmp_path, content))


def test_weights_that_differ_from_their_manifest_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, raw(), weights_sha256="0" * 64)
    with pytest.raises(ModelError, match="digest"):
        weights.load(path)


def test_another_format_is_named_before_anything_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, raw(), format=9)
    with pytest.raises(ModelError, match="format 9"):
        weights.load(path)


def test_missing_files_are_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="goodterms train"):
        weights.load(tmp_path / "weights.json.gz")
    path = write(tmp_path, raw())
    (tmp_path / "manifest.json").unlink()
    with pytest.raises(ModelError, match=r"manifest\.json"):
        weights.load(path)
    (tmp_path / "manifest.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ModelError, match="not a table"):
        weights.load(path)


def test_a_small_file_that_grows_without_bound_is_refused() -> None:
    bomb = gzip.compress(b" " * (weights.LARGEST_TEXT + 10), mtime=0)
    assert len(bomb) < weights.LARGEST_FILE
    with pytest.raises(ModelError, match="unpacks to more"):
        weights.read(bomb)


def test_a_file_too_large_is_not_even_read(tmp_path: Path) -> None:
    path = write(tmp_path, raw())
    with path.open("r+b") as stream:
        stream.truncate(weights.LARGEST_FILE + 1)
    with pytest.raises(ModelError, match="larger than"):
        weights.load(path)


@settings(max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_model_error(data: bytes) -> None:
    for tried in (data, gzip.compress(data, mtime=0)):
        with pytest.raises(ModelError):
            weights.read(tried)


def test_the_shipped_model_is_the_one_its_manifest_describes() -> None:
    model = weights.load()
    manifest = json.loads(bundled("models/tone/manifest.json").read_text(encoding="utf-8"))
    assert manifest["weights_sha256"].startswith(model.digest)
    lists = concept_lists.load(bundled("models/tone/concepts"))
    assert manifest["concepts_digest"] == concept_lists.digest(lists)
    assert model.languages == ("en", "hr")
    assert bundled("models/tone/weights.json.gz").stat().st_size <= 2_000_000


def test_the_digest_is_known_without_loading_the_model() -> None:
    assert weights.digest() == weights.load().digest
    assert len(weights.digest()) == weights.DIGITS
