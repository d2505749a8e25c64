"""`goodterms import --dry-run --json` against the shared samples (measured, not copied)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from program import run

SAMPLES = Path(__file__).parents[2].parent / "shared" / "eval" / "invoices"
FOLDERS = (
    "camt", "en16931-cii", "en16931-ubl", "fatturapa", "hostile", "hr-eracun",
    "invoice-app-fixtures", "mt940", "ofx", "peppol-bis3", "plain-text", "synthetic-invoice-csv",
    "synthetic-time", "time-fixtures", "xrechnung", "zugferd-pdf",
)  # fmt: skip
REMARKS = ("_", "note")
"""Keys that begin like this are remarks of the samples, not results."""

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the shared samples (../shared/eval/invoices) are not here"
)


def expectations() -> list[Any]:
    if not SAMPLES.is_dir():
        return [pytest.param("", "", id="none")]
    return [
        pytest.param(folder, name, id=f"{folder}/{name}")
        for folder in FOLDERS
        for name in json.loads((SAMPLES / folder / "expected.json").read_text(encoding="utf-8"))
    ]


def differences(wanted: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    return {
        key: (value, found.get(key))
        for key, value in wanted.items()
        if not key.startswith(REMARKS) and (key not in found or found[key] != value)
    }


def numbered(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    """Compare documents, which are told apart by number and day."""
    assert len(wanted) == len(found)
    for each in wanted:
        key = (each["number"], each["issue_date"])
        (same,) = [other for other in found if (other["number"], other["issue_date"]) == key]
        named = {name: value for name, value in each.items() if name != "key"}
        assert differences(named, same) == {}, key


@pytest.mark.timeout(20)
@pytest.mark.parametrize(("folder", "name"), expectations())
def test_a_sample_gives_what_is_expected(folder: str, name: str, tmp_path: Path) -> None:
    path = SAMPLES / folder / name
    wanted = json.loads((path.parent / "expected.json").read_text(encoding="utf-8"))[name]
    ran = run("--config", tmp_path / "none.toml", "import", path, "--dry-run", "--json")
    found = ran.value
    assert isinstance(found, dict)
    assert ran.status == (1 if found["problems"] else 0)
    if str(wanted.get("expect", "")).startswith("reject"):
        assert found["problems"]
        assert [found[kind] for kind in ("documents", "payments", "entries")] == [[], [], []]
        return
    if "number" in wanted:
        numbered([wanted], found["documents"])
    numbered_lists = wanted.get("documents", wanted.get("invoices"))
    if numbered_lists is not None:
        numbered(numbered_lists, found["documents"])
    for kind in ("payments", "entries"):
        assert len(found[kind]) == len(wanted.get(kind, found[kind]))
        for each, other in zip(wanted.get(kind, ()), found[kind], strict=False):
            assert differences(each, other) == {}
