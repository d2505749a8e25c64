"""The importer against the shared samples and what is expected of each (measured, not copied)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from goodterms.adapters.invoices import Asked, FileImporter
from goodterms.core.amounts import amount_text
from goodterms.core.ledger_json import documents_json
from goodterms.errors import ImportFileError

if TYPE_CHECKING:
    from goodterms.ports import LedgerFile

SAMPLES = Path(__file__).parents[2].parent / "shared" / "eval" / "invoices"

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the shared samples (../shared/eval/invoices) are not here"
)


def measured(folder: str, name: str) -> tuple[dict[str, Any], list[dict[str, Any]], LedgerFile]:
    """Return what is expected of a sample, its documents as `import --json` has them, the file."""
    expected = json.loads((SAMPLES / folder / "expected.json").read_text(encoding="utf-8"))[name]
    found = FileImporter().read(SAMPLES / folder / name, clients=[], known={})
    undecided = [dict(each) for each in found.undecided]
    return expected, [*documents_json(found.documents, found.payments), *undecided], found


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
    is_asked = "currency" in expected["documents"][0] and not expected["documents"][0]["currency"]
    is_asked = is_asked or ("currency" in expected and expected["currency"] is None)
    assert [each.code for each in found.problems] == (["currency"] if is_asked else [])
    assert all("--currency" in each.text for each in found.problems)
    wanted = [({"currency": None} if is_asked else {}) | each for each in expected["documents"]]
    told = [
        {key: document.get(key) for key in each}
        for document, each in zip(documents, wanted, strict=True)
    ]
    assert told == wanted


@pytest.mark.parametrize("name", ["qbo_ar_aging_detail.csv"])
def test_with_the_currency_given_the_open_balances_add_up_to_the_control_total(name: str) -> None:
    folder = SAMPLES / "synthetic-invoice-csv"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))[name]
    importer = FileImporter(asked=Asked(currency="USD"))
    found = importer.read(folder / name, clients=[], known={})
    assert (found.problems, found.undecided) == ((), ())
    told = documents_json(found.documents, found.payments)
    total = sum(int(str(each["balance_minor"])) for each in told)
    assert amount_text(total, "USD") == expected["control_total"]


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
    name = "invoiceninja_v4_payments.csv"
    expected, payments, found = measured("invoice-app-fixtures", name)
    # "$" is the sign of several currencies: the owner has to say which
    assert [each.code for each in found.problems] == ["currency"]
    assert len(payments) == expected["data_rows"]
    assert {key: payments[0][key] for key in expected["first"]} == expected["first"]
    assert payments[0]["currency"] is None
    path = SAMPLES / "invoice-app-fixtures" / name
    decided = FileImporter(asked=Asked(currency="USD")).read(path, clients=[], known={})
    assert (len(decided.payments), decided.problems) == (expected["data_rows"], ())


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
