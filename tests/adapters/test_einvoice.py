"""E-invoices in the ledger: whose they are, which client's, and what is not kept."""

from __future__ import annotations

import json

import pytest

from builders import a_client
from einvoices import fattura, fattura_body, ubl, ubl_party
from goodterms.adapters.invoices import Asked, read_bytes
from goodterms.ports import LedgerFile

OWN = "HR12345678903"
BUYER = "HR98765432106"


def read(data: bytes, *tax_ids: str, **asked) -> LedgerFile:
    return read_bytes(data, "a.xml", Asked(tax_ids=tax_ids, **asked))


@pytest.mark.parametrize("own", [OWN, "12345678903", "hr 12345678903"])
def test_an_invoice_of_the_owner_is_kept(own: str) -> None:
    found = read(ubl(), own)
    assert (len(found.documents), found.problems) == (1, ())


def test_a_suppliers_invoice_is_not_kept_and_the_problem_says_why() -> None:
    found = read(ubl(), BUYER)
    assert found.documents == ()
    (problem,) = found.problems
    assert problem.text == (
        "7/P1/1 is an invoice to you, from Studio Brod: no income of yours, so not kept"
    )
    assert (problem.kind, problem.source, problem.line) == ("invoice", "a.xml", 2)


def test_an_invoice_between_others_is_not_kept_once_the_owner_is_known() -> None:
    found = read(ubl(), "DE999999999")
    assert found.documents == ()
    assert "the seller, Studio Brod, has none of your tax numbers" in found.problems[0].text
    assert "tax_ids" in found.problems[0].text
    assert len(read(ubl()).documents) == 1


def test_a_seller_without_a_number_cannot_be_told_and_is_taken() -> None:
    assert len(read(ubl(seller=ubl_party("Studio", "")), OWN).documents) == 1
    assert read(ubl(seller=ubl_party("Supplier", "")), BUYER).documents == ()


def test_a_pro_forma_invoice_claims_nothing() -> None:
    found = read(ubl(code="325"))
    assert (found.documents, len(found.problems)) == ((), 1)
    assert "claims nothing" in found.problems[0].text


def test_the_client_is_found_by_tax_number_then_address() -> None:
    by_number = a_client(name="Kupac", tax_id="98765432106")
    by_address = a_client(name="Ured", addresses=("ured@kupac.example",))
    (document,) = read(ubl(), clients=[by_number, by_address]).documents
    assert document.client == "Kupac"
    (document,) = read(ubl(), clients=[by_address]).documents
    assert document.client == "Ured"


def test_names_cannot_rearrange_what_is_shown() -> None:
    data = ubl(buyer=ubl_party("Ku\u202epac\u200b d.o.o.", BUYER))
    (document,) = read(data).documents
    assert document.buyer == "Kupac d.o.o."
    assert json.loads(document.stated)["buyer"]["name"] == "Kupac d.o.o."


def test_each_body_of_a_file_becomes_a_document() -> None:
    found = read(fattura(fattura_body(number="1"), fattura_body(number="2")))
    assert [each.id for each in found.documents] == ["1/2026", "2/2026"]
    assert found.format == "fatturapa"
