"""Whose invoice a mailed one is: a debt is never invented."""

from __future__ import annotations

import json
from datetime import date

import pytest

from builders import a_client
from goodterms.core.ledger import Document, DocumentKind, DocumentState
from goodterms.core.own_invoices import MAILED, Books, Issuer, filed, issuer, source

ALBA = a_client(tax_id="HR11223344556")
BROD = a_client("Brod", addresses=("b@brod.example",), tax_id="22334455667")
MINE = "HR98765432109"


def books(*tax_ids: str) -> Books:
    return Books(
        name="Mara Horvat",
        addresses=("mara@studio.example",),
        tax_ids=tax_ids,
        clients=(ALBA, BROD),
    )


def a_document(
    seller: dict[str, str | None] | None, buyer: str = "Alba", **changes: object
) -> Document:
    values: dict[str, object] = {
        "id": "7/2026",
        "number": "7",
        "kind": DocumentKind.INVOICE,
        "client": None,
        "buyer": buyer,
        "issue_date": date(2026, 10, 1),
        "due_date": None,
        "due_basis": "absent",
        "currency": "EUR",
        "total_minor": 100,
        "paid_minor": 0,
        "state": DocumentState.UNSAID,
        "stated": json.dumps({"seller": seller} if seller else {}),
    }
    return Document(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("seller", "tax_ids", "expected"),
    [
        ({"name": "X", "tax_id": MINE}, (MINE,), Issuer.OWNER),
        ({"name": "X", "tax_id": "987 654 321 09"}, (MINE,), Issuer.OWNER),
        ({"name": "Mara Horvat", "tax_id": "DE111"}, (MINE,), Issuer.OTHER),
        ({"name": "X", "tax_id": None}, (MINE,), Issuer.LIKELY),
        ({"name": "Obrt za dizajn, HORVAT Mara", "tax_id": ""}, (), Issuer.OWNER),
        ({"name": "X", "tax_id": "DE123456789"}, (), Issuer.LIKELY),
        ({"name": "X", "tax_id": "HR22334455667"}, (), Issuer.OTHER),
        ({"name": "brod"}, (), Issuer.OTHER),
        (None, (), Issuer.LIKELY),
    ],
)
def test_the_seller_says_it(
    seller: dict[str, str | None] | None, tax_ids: tuple[str, ...], expected: Issuer
) -> None:
    assert issuer(a_document(seller), books(*tax_ids)) is expected


@pytest.mark.parametrize(
    "buyer",
    [
        {"buyer": "Mara Horvat, obrt"},
        {"buyer_email": "Mara@Studio.example"},
        {"buyer_tax_id": "98765432109"},
    ],
)
def test_what_the_owner_has_to_pay_is_no_income(buyer: dict[str, str]) -> None:
    document = a_document({"name": "Supplier"}, **{"buyer": "X", **buyer})
    assert issuer(document, books(MINE)) is Issuer.OTHER
    assert filed(document, ALBA, books(MINE)) is None


def test_a_known_buyer_decides_the_client_whomever_the_mail_went_to() -> None:
    document = a_document({"tax_id": MINE}, buyer="Brod")
    kept = filed(document, ALBA, books(MINE))
    assert kept is not None
    assert (kept.client, kept.state) == ("Brod", DocumentState.UNSAID)


def test_an_unknown_buyer_is_the_client_of_the_mail_only_when_the_owner_surely_wrote_it() -> None:
    sure = filed(a_document({"tax_id": MINE}, buyer="Alba Holding"), ALBA, books(MINE))
    likely = filed(a_document({"name": "M. H."}, buyer="Alba Holding"), ALBA, books())
    assert sure is not None
    assert likely is not None
    assert (sure.client, sure.buyer_email) == ("Alba", ALBA.addresses[0])
    assert (likely.client, likely.buyer_email) == (None, "")


def test_what_a_file_says_of_payment_stays() -> None:
    document = a_document({"tax_id": MINE}, state=DocumentState.PAID)
    kept = filed(document, ALBA, books(MINE))
    assert kept is not None
    assert kept.state is DocumentState.PAID


def test_the_source_names_the_mail_and_the_file() -> None:
    assert source("a@b.example", "r.xml") == "mail <a@b.example>, r.xml"
    assert source("a@b.example", "r.xml").startswith(MAILED)
