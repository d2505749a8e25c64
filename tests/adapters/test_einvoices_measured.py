"""E-invoices against the shared samples and what is expected of each (measured, not copied)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from goodterms.adapters.invoices import Asked, read_bytes
from goodterms.core.ledger import Document
from goodterms.errors import ImportFileError

SAMPLES = Path(__file__).parents[2].parent / "shared" / "eval" / "invoices"

FOLDERS = ("en16931-ubl", "en16931-cii", "xrechnung", "peppol-bis3", "hr-eracun", "fatturapa")

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the shared samples (../shared/eval/invoices) are not here"
)


def expectations() -> list[tuple[str, str, dict[str, Any]]]:
    found = []
    for folder in FOLDERS:
        path = SAMPLES / folder / "expected.json"
        if path.is_file():
            expected = json.loads(path.read_text(encoding="utf-8"))
            found += [(folder, name, each) for name, each in expected.items()]
    return found


def told(document: Document) -> dict[str, Any]:
    ours = {
        "number": document.number,
        "kind": document.kind.value,
        "issue_date": document.issue_date.isoformat(),
        "due_date": document.due_date.isoformat() if document.due_date else None,
        "due_basis": document.due_basis,
        "currency": document.currency,
        "total_minor": document.total_minor,
    }
    return ours | json.loads(document.stated)


@pytest.mark.parametrize(
    ("folder", "name", "expected"),
    [pytest.param(*each, id=f"{each[0]}/{each[1]}") for each in expectations()],
)
def test_a_sample_gives_every_key_that_is_expected_of_it(folder, name, expected) -> None:
    found = read_bytes((SAMPLES / folder / name).read_bytes(), name, Asked())
    assert found.problems == ()
    wanted = expected.get("documents", [expected])
    assert len(found.documents) == expected.get("documents_in_file", 1)
    for document, each in zip(found.documents, wanted, strict=True):
        keys = {key for key in each if not key.startswith("_")}
        assert {key: told(document).get(key) for key in keys} == {key: each[key] for key in keys}
        owed = document.total_minor - document.prepaid_minor
        assert owed == each["receivable_minor"]


@pytest.mark.timeout(20)
@pytest.mark.parametrize("path", sorted((SAMPLES / "hostile").glob("*.xml")), ids=lambda p: p.name)
def test_hostile_xml_is_refused_by_name(path: Path) -> None:
    reasons = json.loads((path.parent / "expected.json").read_text(encoding="utf-8"))
    expected = reasons[path.name]["expect"]
    with pytest.raises(ImportFileError) as caught:
        read_bytes(path.read_bytes(), path.name, Asked())
    for word in ("DTD", "amount", "not well-formed"):
        assert (word in expected) == (word in str(caught.value))
    assert "root:" not in str(caught.value)


def test_a_suppliers_invoice_is_told_by_the_tax_numbers() -> None:
    path = SAMPLES / "hr-eracun" / "eRacun_PDV25.xml"
    buyer = read_bytes(path.read_bytes(), path.name, Asked(tax_ids=["11111111119"]))
    assert (buyer.documents, len(buyer.problems)) == ((), 1)
    seller = read_bytes(path.read_bytes(), path.name, Asked(tax_ids=["HR 12345678901"]))
    assert (len(seller.documents), seller.problems) == (1, ())
