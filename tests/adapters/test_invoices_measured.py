"""The importer against the shared samples and what is expected of each (measured, not copied)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from goodterms.adapters.invoices import Asked, FileImporter
from goodterms.core.ledger_rows import documents_json
from goodterms.errors import ImportFileError

SAMPLES = Path(__file__).parents[2].parent / "shared" / "eval" / "invoices"

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the shared samples (../shared/eval/invoices) are not here"
)

NOT_KEPT = {"lines", "refers_to"}
"""Fields of the expected results that a document does not have in this version."""

CURRENCY = {"qbo_ar_aging_detail.csv": "USD", "invoicely_invoices.csv": "USD"}
"""Files that name no currency: the owner has to say it; the sign in the first one is a dollar."""


def measured(folder: str, name: str) -> tuple[dict[str, Any], list[dict[str, Any]], Any]:
    expected = json.loads((SAMPLES / folder / "expected.json").read_text(encoding="utf-8"))[name]
    importer = FileImporter(asked=Asked(currency=CURRENCY.get(name, "")))
    found = importer.read(SAMPLES / folder / name, clients=[], known={})
    return expected, documents_json(found.documents, found.payments), found


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("synthetic-invoice-csv", "de_rechnungen_bom.csv"),
        ("synthetic-invoice-csv", "harvest_invoices_comma.csv"),
        ("synthetic-invoice-csv", "hr_racuni_cp1250.csv"),
        ("synthetic-invoice-csv", "qbo_ar_aging_detail.csv"),
        ("synthetic-invoice-csv", "xero_sales_invoices.csv"),
        ("invoice-app-fixtures", "invoicely_invoices.csv"),
        ("invoice-app-fixtures", "zoho_invoices.csv"),
    ],
)
def test_every_document_of_a_sample_is_read_as_expected(folder: str, name: str) -> None:
    expected, documents, found = measured(folder, name)
    assert found.problems == ()
    assert len(documents) == len(expected["documents"])
    for wanted in expected["documents"]:
        (document,) = [
            each
            for each in documents
            if (each["number"], each["issue_date"]) == (wanted["number"], wanted["issue_date"])
        ]
        told = {**document, "total": cents(document["total_minor"])}
        told["open"] = cents(document["balance_minor"])
        told["currency"] = (
            wanted["currency"] if name not in CURRENCY and "currency" in wanted else None
        )
        assert document["currency"] == (CURRENCY.get(name) or wanted.get("currency"))
        for key, value in wanted.items():
            if key not in NOT_KEPT:
                assert told[key] == value, (wanted["number"], key)


def cents(minor: int) -> str:
    return f"{minor // abs(minor or 1) * (abs(minor) // 100)}.{abs(minor) % 100:02}"


def test_bad_rows_are_refused_by_field_and_the_others_kept() -> None:
    expected, documents, found = measured("synthetic-invoice-csv", "generic_bad_rows.csv")
    assert [each["line"] for each in documents] == expected["accepted_rows"]
    refused = {each.line: each.text for each in found.problems if ": kept" not in each.text}
    warned = {each.line for each in found.problems if ": kept" in each.text}
    assert set(refused) == {int(line) for line in expected["rejected_rows"]}
    assert warned == {int(line) for line in expected["warnings"]}
    for line, field in expected["rejected_rows"].items():
        assert refused[int(line)].startswith(field.split()[0])


def test_the_first_document_of_the_invoice2go_sample_is_read() -> None:
    expected, documents, _ = measured("invoice-app-fixtures", "invoice2go_invoices.csv")
    assert len(documents) == expected["data_rows"]
    assert {key: documents[0][key] for key in expected["first"]} == expected["first"]


def test_all_payments_of_the_invoice_ninja_sample_are_read() -> None:
    path = SAMPLES / "invoice-app-fixtures" / "invoiceninja_v4_payments.csv"
    expected = json.loads((path.parent / "expected.json").read_text(encoding="utf-8"))[path.name]
    found = FileImporter(asked=Asked(currency="USD")).read(path, clients=[], known={})
    assert (len(found.payments), found.problems) == (expected["data_rows"], ())
    first, wanted = found.payments[0], expected["first"]
    assert first.paid_on.isoformat() == wanted["date"]
    assert (first.reference, first.payer) == (wanted["invoice"], wanted["client"])
    assert cents(first.amount_minor) == wanted["amount"]


@pytest.mark.parametrize("name", ["paypal_activity_usd.csv", "wise_balance_gbp.csv"])
def test_of_bank_exports_only_payments_of_clients_are_read(name: str) -> None:
    path = SAMPLES / "synthetic-payments" / name
    expected = json.loads((path.parent / "expected.json").read_text(encoding="utf-8"))[name]
    found = FileImporter().read(path, clients=[], known={})
    assert found.problems == ()
    amounts = [(each.amount_minor, each.reference.replace(" ", "-")) for each in found.payments]
    assert amounts == [(each["applied_minor"], each["invoice"]) for each in expected["matches"]]


def test_control_characters_of_the_hostile_sample_do_not_get_through() -> None:
    path = SAMPLES / "hostile" / "control_chars.csv"
    found = FileImporter().read(path, clients=[], known={})
    assert len(found.documents) == 2
    assert all(each.buyer.isprintable() and each.number.isprintable() for each in found.documents)


@pytest.mark.parametrize(
    "path", sorted((SAMPLES / "hostile").glob("*.xml")), ids=lambda each: each.name
)
def test_hostile_xml_is_refused_unread(path: Path) -> None:
    with pytest.raises(ImportFileError) as caught:
        FileImporter().read(path, clients=[], known={})
    assert "root:" not in str(caught.value)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(ImportFileError, match="NUL"):
        FileImporter().read(SAMPLES / "hostile" / "nul_bytes.csv", clients=[], known={})
