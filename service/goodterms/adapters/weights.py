"""Read and write the tone model: numbers and words as gzipped JSON, checked before use.

Loading can run no code: it is JSON, bounded in size, checked for shape, range and digest. The
format is described in models/README.md.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from typing import TYPE_CHECKING, Any

from goodterms.adapters import packed_numbers
from goodterms.adapters.bundled import bundled
from goodterms.adapters.weights_shape import FORMAT, model_from
from goodterms.core.tone_model import ToneModel
from goodterms.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["ToneModel", "digest", "encode", "load", "read"]

WEIGHTS = "models/tone/weights.json.gz"
MANIFEST = "manifest.json"

LEVELS = ("message", "sentence")

DIGITS = 12
"""Hex digits of the SHA-256 of a weights file that name a model."""

LARGEST_FILE = 8_000_000
"""Bytes of a packed file; ours has under 2,000,000 (tone study f)."""

LARGEST_TEXT = 64_000_000
"""Bytes after unpacking: a small file may not grow without bound."""

_HINT = "Reinstall, or train again with: goodterms train"


def load(path: Path | None = None) -> ToneModel:
    """Return the tone model.

    Args:
        path: A weights file with its manifest.json beside it; the one that ships by default.

    Raises:
        ModelError: A file is missing, damaged, too large, of another format, or does not match the
            digest in the manifest.
    """
    place = bundled(WEIGHTS) if path is None else path
    data = _bytes(place)
    summed = hashlib.sha256(data).hexdigest()
    manifest = _manifest(place.with_name(MANIFEST))
    if manifest.get("format") != FORMAT:
        problem = f"{place.name} has format {manifest.get('format')!r}, this program reads {FORMAT}"
        raise ModelError(problem, hint=_HINT)
    if manifest.get("weights_sha256") != summed:
        problem = f"{place.name} does not match the digest in its manifest"
        raise ModelError(problem, hint=_HINT)
    return read(data)


def digest(path: Path | None = None) -> str:
    """Return the digest of the tone model, which names it in stored rows, without loading it.

    Args:
        path: A weights file with its manifest.json beside it; the one that ships by default.

    Raises:
        ModelError: The manifest is missing or damaged.
    """
    place = bundled(WEIGHTS) if path is None else path
    return str(_manifest(place.with_name(MANIFEST)).get("weights_sha256", ""))[:DIGITS]


def read(data: bytes) -> ToneModel:
    """Return the model in the bytes of a weights file.

    Raises:
        ModelError: The bytes are not a model of this format.
    """
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            text = stream.read(LARGEST_TEXT + 1)
        if len(text) > LARGEST_TEXT:
            problem = f"the tone model unpacks to more than {LARGEST_TEXT} bytes"
            raise ModelError(problem, hint=_HINT)
        raw = json.loads(text)
        return model_from(raw, hashlib.sha256(data).hexdigest()[:DIGITS])
    except (
        OSError,
        EOFError,
        ValueError,
        KeyError,
        TypeError,
        ArithmeticError,
        RecursionError,
    ) as error:
        problem = f"the tone model cannot be read: {error}"
        raise ModelError(problem, hint=_HINT) from error


def encode(raw: dict[str, Any]) -> bytes:
    """Return the bytes of a weights file; the same content gives the same bytes.

    Args:
        raw: The content with plain lists of numbers; the long ones are packed.
    """
    blocks = {
        kind: {**block, "values": packed_numbers.pack(block["values"])}
        for kind, block in raw["blocks"].items()
    }
    levels = {name: _packed(raw[name]) for name in LEVELS}
    text = json.dumps(
        {**raw, "blocks": blocks, **levels},
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=packed, mode="wb", compresslevel=9, mtime=0) as stream:
        stream.write(text.encode())
    return packed.getvalue()


def _packed(level: dict[str, Any]) -> dict[str, Any]:
    """Return the weights of a level with its columns packed."""
    columns = {
        kind: [packed_numbers.pack(column) for column in columns]
        for kind, columns in level["weights"].items()
    }
    return {**level, "weights": columns}


def _bytes(path: Path) -> bytes:
    """Return the bytes of the weights file."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            problem = f"{path.name} is larger than {LARGEST_FILE} bytes"
            raise ModelError(problem, hint=_HINT)
        return path.read_bytes()
    except OSError as error:
        problem = f"the tone model cannot be read: {error}"
        raise ModelError(problem, hint=_HINT) from error


def _manifest(path: Path) -> dict[str, object]:
    """Return the manifest."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        problem = f"{path.name} of the tone model cannot be read: {error}"
        raise ModelError(problem, hint=_HINT) from error
    if not isinstance(found, dict):
        problem = f"{path.name} of the tone model is not a table"
        raise ModelError(problem, hint=_HINT)
    return found
