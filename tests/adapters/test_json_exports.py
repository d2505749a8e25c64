"""JSON of invoice tools: each tool's own keys, codes and units give the same facts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from goodterms.adapters.invoices import Asked, read_bytes
from goodterms.adapters.invoices.json_exports import TOOLS
from goodterms.adapters.invoices.json_shapes import SHAPES
from goodterms.core.columns import Field, TableKind
from goodterms.core.ledger import DocumentKind, DocumentState
from tool_records import (
    FAKTUROID,
    FRESHBOOKS,
    HARVEST,
    NINJA,
    QUICKBOOKS,
    SEVDESK,
    STRIPE,
    XERO,
    ZOHO,
)


def imported(value: object, **facts: str) -> Any:
    return read_bytes(json.dumps(value, indent=1).encode(), "a.json", Asked(**facts))


@pytest.mark.parametrize(
    ("value", "tool", "facts"),
    [
        (
            {"object": "list", "data": [STRIPE]},
            "stripe",
            ("AB-1", "Oak", "2026-01-06", "2026-02-05", "EUR", 12100, 12100, "paid"),
        ),
        (
            {"Id": "x", "Invoices": [XERO]},
            "xero",
            ("INV-1", "Oak", "2026-01-05", "2026-02-04", "GBP", 12100, 4000, "partial"),
        ),
        (
            {"QueryResponse": {"Invoice": [QUICKBOOKS], "maxResults": 1}},
            "quickbooks",
            ("1001", "Oak", "2026-01-05", "2026-02-04", "USD", 36207, 0, "open"),
        ),
        (
            {"invoices": [HARVEST], "per_page": 100},
            "harvest",
            ("1001", "Oak", "2026-02-12", "2026-03-12", "EUR", 900000, 900000, "paid"),
        ),
        (
            {"response": {"result": {"invoices": [FRESHBOOKS], "page": 1}}},
            "freshbooks",
            ("0000012", "Oak", "2026-01-05", "2026-02-04", "CAD", 36207, 10000, "partial"),
        ),
        (
            {"code": 0, "invoices": [ZOHO]},
            "zoho",
            ("INV-9", "Oak", "2026-01-05", "2026-02-04", "INR", 407000, 0, "open"),
        ),
        (
            [FAKTUROID],
            "fakturoid",
            (
                "2026-0001",
                "Krásná s.r.o.",
                "2026-01-05",
                "2026-01-19",
                "CZK",
                1210000,
                1210000,
                "paid",
            ),
        ),
        (
            {"objects": [SEVDESK]},
            "sevdesk",
            ("RE-1", "Groß GmbH", "2026-01-05", "2026-01-19", "EUR", 11900, 1900, "partial"),
        ),
        (
            {
                "invoices": [NINJA],
                "clients": [{"id": "opn", "name": "Oak", "settings": {"currency_id": "3"}}],
            },
            "invoice-ninja",
            ("0003", "Oak", "2026-01-05", "2026-02-04", "EUR", 12100, 10000, "partial"),
        ),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_an_invoice_of_each_tool_gives_its_facts(
    value: object, tool: str, facts: tuple[object, ...]
) -> None:
    found = imported(value)
    assert (found.format, found.problems, len(found.undecided)) == (f"json-{tool}", [], 0)
    (each,) = found.documents
    assert facts == (
        *(each.number, each.buyer, str(each.issue_date), str(each.due_date), each.currency),
        *(each.total_minor, each.paid_minor, each.state.value),
    )


def test_the_day_of_the_last_payment_makes_a_payment() -> None:
    (payment,) = imported([FAKTUROID]).payments
    assert (str(payment.paid_on), payment.amount_minor) == ("2026-01-18", 1210000)


def test_credit_notes_are_negative_and_name_what_they_credit() -> None:
    note = {
        "CreditNoteNumber": "CN-1",
        "Type": "ACCRECCREDIT",
        "Contact": {"Name": "Oak"},
        "DateString": "2026-02-01T00:00:00",
        "Total": 20,
        "SubTotal": 20,
        "Status": "PAID",
        "CurrencyCode": "EUR",
        "Allocations": [{"Invoice": {"InvoiceNumber": "INV-1"}}],
    }
    (found,) = imported({"CreditNotes": [note]}).documents
    assert (found.kind, found.total_minor) == (DocumentKind.CREDIT_NOTE, -2000)
    assert found.refers_to == ("INV-1",)
    storno = {**SEVDESK, "invoiceType": "SR", "status": "1000", "paidAmount": "0"}
    (found,) = imported([storno]).documents
    assert (found.kind, found.total_minor) == (DocumentKind.CREDIT_NOTE, -11900)


def test_bills_of_the_owner_reminders_and_offers_are_left_out_and_told_once() -> None:
    found = imported({"Invoices": [{**XERO, "Type": "ACCPAY"}] * 3 + [XERO]})
    assert len(found.documents) == 1
    assert [each.text for each in found.problems] == [
        'type: "ACCPAY" is no invoice and no credit note (3 rows)'
    ]


def test_a_harvest_invoice_that_was_closed_is_written_off() -> None:
    (found,) = imported([{**HARVEST, "state": "closed", "paid_date": None}]).documents
    assert (found.state, found.paid_minor) == (DocumentState.WRITTEN_OFF, 0)


def test_stripe_counts_in_the_units_of_each_currency() -> None:
    def total(currency: str) -> int:
        (found,) = imported([{**STRIPE, "currency": currency}]).documents
        return int(found.total_minor)

    # yen have no decimals; of kronur without decimals the service still counts hundredths
    assert (total("jpy"), total("kwd"), total("isk")) == (12100, 12100, 121)


def test_payments_of_services_are_payments_and_failed_ones_are_not() -> None:
    charge = {
        "id": "ch_12345678",
        "object": "charge",
        "amount": 12100,
        "amount_refunded": 2100,
        "currency": "eur",
        "created": 1769904000,
        "status": "succeeded",
        "billing_details": {"name": "Oak"},
        "description": "AB-1",
    }
    found = imported({"object": "list", "data": [charge, {**charge, "status": "failed"}]})
    (payment,) = found.payments
    assert (payment.amount_minor, payment.currency, payment.payer) == (10000, "EUR", "Oak")
    assert str(payment.paid_on) == "2026-02-01"


def test_quickbooks_answers_with_invoices_memos_and_payments_together() -> None:
    memo = {**QUICKBOOKS, "DocNumber": "CM-1", "TotalAmt": 10, "RemainingCredit": 10}
    paid = {"Id": "77", "TxnDate": "2026-02-01", "CustomerRef": {"name": "Oak"}, "TotalAmt": 5}
    paid |= {"UnappliedAmt": 0, "CurrencyRef": {"value": "USD"}}
    value = {"Invoice": [QUICKBOOKS], "CreditMemo": [memo], "Payment": [paid]}
    found = imported({"QueryResponse": value})
    assert sorted(each.total_minor for each in found.documents) == [-1000, 36207]
    assert [each.amount_minor for each in found.payments] == [500]


def test_without_a_currency_the_owner_is_asked() -> None:
    bare = {key: value for key, value in QUICKBOOKS.items() if key != "CurrencyRef"}
    found = imported([bare])
    assert (len(found.documents), [each.code for each in found.problems]) == (0, ["currency"])
    assert (found.undecided[0]["total"], found.undecided[0]["total_minor"]) == ("362.07", None)
    assert imported([bare], currency="USD").documents[0].total_minor == 36207


def test_the_rest_of_a_binary_fraction_is_no_money() -> None:
    (found,) = imported([{**HARVEST, "amount": 119.00000000000001, "due_amount": 0}]).documents
    assert found.total_minor == 11900


def test_deleted_records_of_a_backup_are_left_out() -> None:
    clients = [{"id": "opn", "name": "Oak", "settings": {"currency_id": "3"}}]
    gone = {**NINJA, "number": "0004", "is_deleted": True}
    found = imported({"invoices": [NINJA, gone], "clients": clients})
    assert [each.number for each in found.documents] == ["0003"]


def test_a_record_knows_the_line_it_begins_on() -> None:
    found = imported({"invoices": [HARVEST, {**HARVEST, "number": "1002"}]})
    lines = json.dumps({"invoices": [HARVEST, HARVEST]}, indent=1).splitlines()
    starts = [place for place, text in enumerate(lines, 1) if text == "  {"]
    assert [each.line for each in found.documents] == starts


def test_a_bad_record_is_named_and_the_others_kept() -> None:
    found = imported([{**HARVEST, "amount": "much"}, {**HARVEST, "number": "2"}, "x", None])
    assert [each.number for each in found.documents] == ["2"]
    assert found.problems[0].text.startswith("total: ")


def test_every_shape_names_only_fields_that_rows_have() -> None:
    for shape in SHAPES:
        assert TableKind(shape.kind)
        for names in (shape.fields, shape.words, shape.constants, shape.seconds):
            assert all(Field(name) for name in names)
    assert len({each.tool for each in SHAPES}) == len(SHAPES)
    assert all(each.tool.startswith(TOOLS) for each in SHAPES)
