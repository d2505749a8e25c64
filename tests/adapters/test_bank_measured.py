"""The readers of bank files against the shared samples and what is expected (measured, not copied).

"note" and keys that begin with "_" say how the expected results were made.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from goodterms.adapters.invoices import FileImporter
from goodterms.errors import ImportFileError

SAMPLES = Path(__file__).parents[2].parent / "shared" / "eval" / "invoices"

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the shared samples (../shared/eval/invoices) are not here"
)


def expected(folder: str) -> dict[str, Any]:
    path = SAMPLES / folder / "expected.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found


def shown(path: Path) -> list[dict[str, Any]]:
    """Return the rows as ``import --json`` shows them: what the file states wins over our words."""
    found = FileImporter().read(path, clients=[], known={})
    rows = [
        {
            "line": each.line,
            "id": each.id,
            "bank_ref": each.bank_ref,
            "status": each.status,
            **json.loads(each.stated),
        }
        for each in found.payments
    ]
    return sorted([*rows, *map(dict, found.undecided)], key=lambda each: each["line"])


CASES = [
    (folder, name, wanted)
    for folder in ("camt", "mt940", "ofx")
    for name, wanted in expected(folder).items()
]


@pytest.mark.parametrize(
    ("folder", "name", "wanted"), CASES, ids=[f"{folder}/{name}" for folder, name, _ in CASES]
)
def test_every_row_of_a_sample_is_read_as_expected(
    folder: str, name: str, wanted: dict[str, Any]
) -> None:
    path = SAMPLES / folder / name
    if wanted.get("expect") == "reject":
        with pytest.raises(ImportFileError):
            shown(path)
        return
    rows = shown(path)
    assert len(rows) == wanted["rows"]
    told = [
        {key: row.get(key, "(missing)") for key in each}
        for row, each in zip(rows, wanted["payments"], strict=True)
    ]
    assert told == wanted["payments"]


def payments(name: str) -> list[Any]:
    path = SAMPLES / "synthetic-payments" / name
    return list(FileImporter().read(path, clients=[], known={}).payments)


def test_a_croatian_statement_shows_every_row_and_keeps_the_credits() -> None:
    wanted = expected("synthetic-payments")["hr_camt053.xml"]
    found = payments("hr_camt053.xml")
    assert len(found) == wanted["rows"]
    assert sum(each.status == "booked" for each in found) == wanted["credits"]
    own = [row for row, each in enumerate(found, 1) if each.status == "own"]
    assert own == wanted["ignored_debits"]


def test_an_overlapping_statement_brings_only_the_reversal() -> None:
    wanted = expected("synthetic-payments")["hr_camt053_again.xml"]
    known = {each.id for each in payments("hr_camt053.xml")}
    again = payments("hr_camt053_again.xml")
    assert len(again) == wanted["rows"]
    new = [row for row, each in enumerate(again, 1) if each.id not in known]
    assert new == wanted["new"]
    assert (again[2].amount_minor, again[2].status) == (-90000, "booked")


def test_the_fee_of_paypal_is_apart_from_what_the_client_paid() -> None:
    (first, refund) = payments("paypal_activity_usd.csv")
    wanted = expected("synthetic-payments")["paypal_activity_usd.csv"]["matches"]
    assert json.loads(first.stated)["fee_minor"] == wanted[0]["fee_minor"]
    assert [each.bank_ref for each in (first, refund)] == [each["id"] for each in wanted]
