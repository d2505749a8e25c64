"""E-invoices in PDF against the shared samples and what is expected of each (measured only)."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from goodterms.adapters.invoices import Asked, read_bytes

SAMPLES = Path(__file__).parents[2].parent / "shared" / "eval" / "invoices" / "zugferd-pdf"
EXPECTED: dict[str, dict[str, object]] = (
    json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8")) if SAMPLES.is_dir() else {}
)

pytestmark = [
    pytest.mark.timeout(20),
    pytest.mark.skipif(
        not EXPECTED, reason="the shared samples (../shared/eval/invoices) are not here"
    ),
]


@pytest.mark.parametrize("name", sorted(EXPECTED) or ["none"])
def test_a_sample_is_read_as_expected(name: str) -> None:
    found = read_bytes((SAMPLES / name).read_bytes(), name, Asked())
    assert (found.problems, found.format) == ((), "pdf")
    (document,) = found.documents
    told = {**asdict(document), **json.loads(document.stated)}
    told = json.loads(json.dumps(told, default=str))
    wanted = {key: value for key, value in EXPECTED[name].items() if not key.startswith("_")}
    assert {key: told.get(key) for key in wanted} == wanted
