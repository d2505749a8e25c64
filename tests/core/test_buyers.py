"""Whose invoice it is: by number, address or exact name, never by likeness."""

from __future__ import annotations

import pytest

from builders import a_client, a_document
from goodterms.core.buyers import client_for, client_named

ALBA = a_client(
    "Alba", domains=("alba.example",), tax_id="HR11111111119", invoice_names=("Alba Studio d.o.o.",)
)
BRODET = a_client("Brodet Media", addresses=("pay@brodet.example",), tax_id="22222222226")
CLIENTS = (ALBA, BRODET)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"buyer_tax_id": "11111111119"}, "Alba"),
        ({"buyer_tax_id": "HR 22222222226"}, "Brodet Media"),
        ({"buyer_email": "Pay@Brodet.example"}, "Brodet Media"),
        ({"buyer_email": "someone@alba.example"}, "Alba"),
        ({"buyer": "ALBA  studio D.O.O."}, "Alba"),
        ({"buyer": "brodet media"}, "Brodet Media"),
        ({"buyer": "Brodet"}, None),
        ({"buyer": "Alba Studio doo"}, None),
        ({"buyer": ""}, None),
        ({"buyer_email": "x@notalba.example"}, None),
        ({"buyer_tax_id": "22222222226", "buyer": "Alba"}, "Brodet Media"),
    ],
)
def test_a_document_belongs_to_the_client_it_names(
    facts: dict[str, object], expected: str | None
) -> None:
    document = a_document(**{"buyer": "Unknown", "client": None, **facts})
    assert client_for(document, CLIENTS) == expected


def test_client_renamed_is_known_by_both_names() -> None:
    renamed = a_client("Alba", addresses=(), invoice_names=("Old Alba d.o.o.", "Alba Group"))
    assert {client_named(name, (renamed,)) for name in ("old alba d.o.o.", "ALBA GROUP")} == {
        "Alba"
    }


def test_two_clients_with_one_name_are_neither() -> None:
    twins = (a_client("Alba", addresses=()), a_client("alba", addresses=()))
    assert client_for(a_document(buyer="ALBA", client=None), twins) is None


def test_what_fits_two_clients_belongs_to_neither() -> None:
    twin = a_client("Twin", invoice_names=("Alba Studio d.o.o.",))
    assert client_named("Alba Studio d.o.o.", (ALBA, twin)) is None


def test_clients_without_a_tax_number_do_not_fit_documents_without_one() -> None:
    assert client_for(a_document(buyer="Unknown"), (a_client("Alba"),)) is None
