"""What an e-invoice states, and the ledger's document of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from goodterms.core.einvoice import EInvoice, Instalment, Party, Side, document_of, side_of, stated
from goodterms.core.ledger import DocumentKind, DocumentState

SELLER = Party(name="Studio", tax_id="HR12345678903", numbers=("HR12345678903",))
BUYER = Party(
    name="Kupac\n  d.o.o.",
    tax_id="HR98765432106",
    tax_number="HR98765432106",
    numbers=("HR98765432106",),
    email="ured@kupac.example",
)
INVOICE = EInvoice(
    syntax="ubl",
    type_code="380",
    word="invoice",
    number="7/P1/1",
    issue_date=date(2026, 3, 2),
    due_date=date(2026, 4, 1),
    due_basis="explicit",
    currency="EUR",
    payable_minor=12500,
    seller=SELLER,
    buyer=BUYER,
    total_minor=12500,
    total="125.00",
    payable="125.00",
    prepaid_minor=0,
    net_minor=10000,
    references=("HR00 7", "x"),
    line=2,
)


def test_an_invoice_becomes_a_document() -> None:
    found = document_of(INVOICE, source="a.xml")
    assert (found.id, found.number, found.kind) == ("7/P1/1/2026", "7/P1/1", DocumentKind.INVOICE)
    assert (found.total_minor, found.prepaid_minor, found.net_minor) == (12500, 0, 10000)
    assert (found.buyer, found.buyer_tax_id) == ("Kupac d.o.o.", "HR98765432106")
    assert (found.payment_reference, found.state) == ("HR00 7", DocumentState.UNSAID)
    assert (found.source, found.line, found.client) == ("a.xml", 2, None)


def test_a_credit_note_turns_to_the_sellers_side_and_is_stated_as_printed() -> None:
    note = replace(INVOICE, word="credit_note", type_code="381", prepaid_minor=2500,
                   payable_minor=10000, refers_to=("6/P1/1",))  # fmt: skip
    found = document_of(note, source="a.xml")
    assert (found.total_minor, found.prepaid_minor, found.net_minor) == (-12500, -2500, -10000)
    assert (found.kind, found.refers_to) == (DocumentKind.CREDIT_NOTE, ("6/P1/1",))
    told = json.loads(found.stated)
    assert (told["total_minor"], told["payable_minor"], told["receivable_minor"]) == (
        12500,
        10000,
        -10000,
    )


def test_what_is_owed_is_total_less_prepaid_even_where_the_file_rounds_or_withholds() -> None:
    rounded = replace(INVOICE, total_minor=33690, payable_minor=33691)
    withheld = replace(INVOICE, total_minor=122000, payable_minor=102000, withheld_minor=20000)
    for each in (rounded, withheld):
        found = document_of(each, source="a")
        assert found.total_minor - found.prepaid_minor == each.payable_minor
        assert json.loads(found.stated)["total_minor"] == each.total_minor


def test_what_was_paid_before_in_full_is_paid() -> None:
    advance = replace(INVOICE, word="advance_invoice", prepaid_minor=12500, payable_minor=0)
    found = document_of(advance, source="a")
    assert (found.kind, found.state) == (DocumentKind.PREPAYMENT, DocumentState.PAID)
    zero = replace(INVOICE, total_minor=0, payable_minor=0)
    assert document_of(zero, source="a").state is DocumentState.UNSAID


def test_what_the_file_does_not_say_is_not_stated() -> None:
    bare = replace(INVOICE, references=(), net_minor=None, payable=None, total=None, type_code="")
    told = stated(bare)
    assert "payment_reference" not in told
    assert "net_minor" not in told
    assert "withheld_minor" not in told
    assert (told["total"], told["type_code"], told["prepaid_minor"]) == (None, None, 0)


def test_instalments_are_stated_with_their_days() -> None:
    parts = (
        Instalment(amount_minor=1, due_date=date(2026, 4, 1)),
        Instalment(amount_minor=2, due_date=None),
    )
    assert stated(replace(INVOICE, instalments=parts))["instalments"] == [
        {"amount_minor": 1, "due_date": "2026-04-01"},
        {"amount_minor": 2, "due_date": None},
    ]


@pytest.mark.parametrize(
    ("own", "side"),
    [
        ([], Side.OWN),
        ([""], Side.OWN),
        (["12345678903"], Side.OWN),
        (["HR 12345678903", "DE1"], Side.OWN),
        (["98765432106"], Side.SUPPLIER),
        (["12345678903", "98765432106"], Side.OWN),
        (["DE999999999"], Side.STRANGER),
    ],
)
def test_whose_invoice_it_is_is_told_by_tax_numbers(own: list[str], side: Side) -> None:
    assert side_of(INVOICE, own) is side


def test_a_seller_without_numbers_is_no_stranger() -> None:
    unnamed = replace(INVOICE, seller=Party(name="Studio", tax_id=None))
    assert side_of(unnamed, ["DE999999999"]) is Side.OWN
