"""Rows of money tables: good ones kept, bad ones named, the same invoice counted once."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from builders import a_client, a_document, a_payment
from goodterms.core.columns import ColumnMapping, Field, TableKind
from goodterms.core.ledger import DocumentKind, DocumentState
from goodterms.core.ledger_rows import as_json, documents_json, read_rows
from goodterms.core.payment_links import summary_id
from goodterms.core.table_row import TableRow, plain

if TYPE_CHECKING:
    from goodterms.core.ledger import Document
    from goodterms.core.ledger_rows import Ledger

GOOD = {
    "number": "G-1",
    "issue_date": "2026-01-31",
    "due_date": "2026-03-02",
    "client": "Fir Works",
    "currency": "EUR",
    "total": "100.00",
}


def ledger(*rows: dict[str, str], kind: TableKind = TableKind.INVOICES, **facts: object) -> Ledger:
    records = [
        TableRow(line=line, cells={Field(name): text for name, text in cells.items()})
        for line, cells in enumerate(rows, 2)
    ]
    mapping = ColumnMapping(digest="d", kind=kind, **facts)  # type: ignore[arg-type]
    clients = [a_client("Fir", invoice_names=("Fir Works",))]
    return read_rows(records, mapping, source="a.csv", clients=clients)


def one(**cells: str) -> Document:
    found = ledger({**GOOD, **cells})
    assert [each.text for each in found.problems if "kept" not in each.text] == []
    return found.documents[0]


def refusal(**cells: str) -> str:
    found = ledger({**GOOD, **cells})
    assert found.documents == ()
    return found.problems[0].text


def paid(*rows: dict[str, str], **facts: object) -> Ledger:
    base = {"paid_on": "2026-03-16", "amount": "100.00", "currency": "EUR"}
    return ledger(*({**base, **row} for row in rows), kind=TableKind.PAYMENTS, **facts)


def test_a_row_becomes_a_document_of_its_client() -> None:
    document = one(
        net="80.00", hours="2,5", tax_id="HR1", email="A@fir.example", reference="HR00 1"
    )
    assert document.id == "G-1/2026"
    assert (document.client, document.buyer) == ("Fir", "Fir Works")
    assert (document.due_date, document.due_basis) == (date(2026, 3, 2), "explicit")
    assert (document.total_minor, document.net_minor, document.hours) == (10000, 8000, 2.5)
    assert (document.buyer_email, document.payment_reference) == ("a@fir.example", "HR00 1")
    assert (document.source, document.line) == ("a.csv", 2)
    assert document.state is DocumentState.OPEN


@pytest.mark.parametrize(
    ("cells", "state", "paid_minor"),
    [
        ({"state": "Plaćen"}, DocumentState.PAID, 10000),
        ({"state": "Bezahlt", "paid": "100.00"}, DocumentState.PAID, 10000),
        ({"state": "sent", "paid": "100.00"}, DocumentState.PAID, 10000),
        ({"state": "Awaiting Payment", "paid": "30.00"}, DocumentState.PARTIAL, 3000),
        ({"state": "Djelomično plaćen"}, DocumentState.PARTIAL, 0),
        ({"state": "Teilbezahlt", "paid": "10.00"}, DocumentState.PARTIAL, 1000),
        ({"state": "Nenaplaćen"}, DocumentState.OPEN, 0),
        ({"state": "Storniert"}, DocumentState.VOID, 0),
        ({"state": "Voided", "paid": "0", "balance": "0"}, DocumentState.VOID, 0),
        ({"state": "voided", "balance": "0"}, DocumentState.VOID, 0),
        ({"state": "Draft"}, DocumentState.DRAFT, 0),
        ({"state": "disputed", "paid": "20.00"}, DocumentState.DISPUTED, 2000),
        ({"paid": "0", "balance": "0"}, DocumentState.WRITTEN_OFF, 0),
        ({"balance": "40.00"}, DocumentState.PARTIAL, 6000),
        ({"balance": "0.00"}, DocumentState.PAID, 10000),
        ({"paid": "150.00"}, DocumentState.PAID, 15000),
        ({}, DocumentState.OPEN, 0),
    ],
)
def test_the_state_is_the_owners_word_or_what_the_amounts_say(
    cells: dict[str, str], state: DocumentState, paid_minor: int
) -> None:
    document = one(**cells)
    assert (document.state, document.paid_minor) == (state, paid_minor)


@pytest.mark.parametrize(
    "cells",
    [
        {"total": "-100.00"},
        {"kind": "Credit Memo"},
        {"kind": "Sales credit note", "total": "-100.00"},
        {"state": "Gutschrift", "total": "-100.00"},
        {"state": "Storno računa 3/P1/1", "total": "-100.00"},
    ],
)
def test_a_credit_note_is_negative_and_open_however_it_is_written(cells: dict[str, str]) -> None:
    document = one(**cells, net="80.00", hours="1.5")
    assert document.kind is DocumentKind.CREDIT_NOTE
    assert document.hours == -1.5
    assert (document.total_minor, document.net_minor) == (-10000, -8000)
    assert document.state is DocumentState.OPEN


def test_a_retainer_is_a_prepayment() -> None:
    assert one(kind="Retainer").kind is DocumentKind.PREPAYMENT
    assert one(kind="Standard Invoice").kind is DocumentKind.INVOICE


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("30", (date(2026, 3, 2), "terms")),
        ("Net 14", (date(2026, 2, 14), "terms")),
        ("0", (date(2026, 1, 31), "terms")),
        ("see contract of 2024", (None, "absent")),
        ("", (None, "absent")),
    ],
)
def test_without_a_due_date_the_terms_count_where_they_say_days(
    terms: str, expected: tuple[date | None, str]
) -> None:
    document = one(due_date="", terms=terms)
    assert (document.due_date, document.due_basis) == expected


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"number": ""}, "number: missing"),
        ({"client": " "}, "client: missing"),
        ({"issue_date": ""}, "issue_date: missing"),
        ({"total": ""}, "total: missing"),
        ({"issue_date": "2026-02-30"}, "issue_date: .*does not exist"),
        ({"issue_date": "03/02/2026"}, "issue_date: .*day or month first"),
        ({"due_date": "soon"}, "due_date: .*is no date"),
        ({"currency": "EURO"}, "currency: .*expected an ISO 4217 code"),
        ({"currency": ""}, "currency: the file does not say"),
        ({"total": "=1+1"}, "total: .*is no amount"),
        ({"total": "100.0050"}, "total: .*more decimals"),
        ({"paid": "much"}, "paid: .*is no amount"),
        ({"state": "flurbed"}, 'status: "flurbed" is unknown'),
        ({"kind": "Estimate"}, 'type: "Estimate" is no invoice'),
        ({"hours": "many"}, "hours: .*number of hours"),
        ({"hours": "-2"}, "hours: .*on an invoice"),
    ],
)
def test_a_bad_row_is_refused_and_its_field_named(cells: dict[str, str], said: str) -> None:
    assert re.match(said, refusal(**cells))


def test_one_bad_row_does_not_stop_the_others() -> None:
    found = ledger(GOOD, {**GOOD, "number": "G-2", "total": "x"}, {**GOOD, "number": "G-3"})
    assert [each.number for each in found.documents] == ["G-1", "G-3"]
    assert [(each.kind, each.source, each.line) for each in found.problems] == [
        ("invoice", "a.csv", 3)
    ]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"due_date": "2026-01-01"}, "due_date: kept"),
        ({"total": "0.00"}, "total: kept"),
        ({"paid": "150.00"}, "paid: kept"),
        ({"state": "paid", "paid": "50.00"}, "paid: kept as paid"),
    ],
)
def test_an_unlikely_row_is_kept_and_told(cells: dict[str, str], said: str) -> None:
    found = ledger({**GOOD, **cells})
    assert len(found.documents) == 1
    assert found.problems[0].text.startswith(said)


def test_the_lines_of_one_invoice_count_once() -> None:
    found = ledger(GOOD, GOOD, {"number": "G-1"}, {**GOOD, "number": "G-2"})
    assert [(each.number, each.line) for each in found.documents] == [("G-1", 2), ("G-2", 5)]
    assert found.problems == ()


def test_a_number_that_stands_for_two_different_invoices_is_told() -> None:
    found = ledger(GOOD, {**GOOD, "total": "200.00"})
    assert [each.total_minor for each in found.documents] == [10000]
    assert "differs from line 2" in found.problems[0].text


def test_the_same_number_in_two_years_is_two_invoices() -> None:
    found = ledger(GOOD, {**GOOD, "issue_date": "2025-01-31", "due_date": "2025-03-02"})
    assert [each.id for each in found.documents] == ["G-1/2026", "G-1/2025"]


def test_empty_group_total_and_footer_rows_are_no_data() -> None:
    rows = [
        {},
        {"number": " "},
        {"total": "4926.25"},
        {"number": "UKUPNO", "total": "100.00"},
        {"client": "Total for CURRENT", "total": "100.00"},
    ]
    found = ledger(GOOD, *rows)
    assert (len(found.documents), found.problems) == (1, ())


def test_a_client_called_total_is_a_client() -> None:
    assert one(client="Total Design d.o.o.").buyer == "Total Design d.o.o."


def test_one_date_of_a_file_proves_the_order_of_all() -> None:
    rows = [
        {**GOOD, "issue_date": "03/02/2026", "due_date": ""},
        {**GOOD, "number": "G-2", "issue_date": "14/02/2026", "due_date": ""},
    ]
    found = ledger(*rows)
    assert found.documents[0].issue_date == date(2026, 2, 3)
    assert found.mapping.date_order == "dmy"


def test_what_an_earlier_file_proved_holds_until_this_one_proves_otherwise() -> None:
    unclear = {**GOOD, "issue_date": "03/02/2026", "due_date": "", "total": "1.250"}
    found = ledger(unclear, date_order="mdy", decimal=",")
    assert found.documents[0].issue_date == date(2026, 3, 2)
    assert found.documents[0].total_minor == 125000
    proof = {**unclear, "number": "G-2", "issue_date": "14/02/2026"}
    assert ledger(unclear, proof, date_order="mdy", decimal=",").mapping.date_order == "dmy"


def test_a_paid_amount_with_its_day_is_a_payment_of_that_invoice() -> None:
    found = ledger({**GOOD, "paid": "30.00", "last_payment": "2026-02-20"})
    (payment,) = found.payments
    assert (payment.document, payment.amount_minor) == ("G-1/2026", 3000)
    assert (payment.paid_on, payment.client) == (date(2026, 2, 20), "Fir")


def test_a_paid_amount_without_a_day_is_no_payment() -> None:
    found = ledger({**GOOD, "paid": "100.00"})
    assert (found.payments, found.documents[0].paid_minor) == ((), 10000)


def test_control_and_direction_characters_never_get_through() -> None:
    document = one(number="C-1\x1b[2J", client="\u202eevil\n\u200bname")
    assert (document.number, document.buyer) == ("C-1[2J", "evil name")
    assert plain("a\x00b\u2066c\t d") == "abc d"


def test_a_formula_as_a_name_is_only_text() -> None:
    assert one(client='=HYPERLINK("http://x.example")').buyer == '=HYPERLINK("http://x.example")'


def test_a_payment_row_becomes_a_payment() -> None:
    found = paid({"invoice": "INV-7", "payer": "fir works", "payment_id": "TRANSFER-9000"})
    (payment,) = found.payments
    assert (payment.amount_minor, payment.currency) == (10000, "EUR")
    assert (payment.reference, payment.client, payment.document) == ("INV-7", "Fir", None)


def test_two_equal_payments_of_one_day_are_two_and_stay_the_same_two() -> None:
    twice = [{"invoice": "2", "payer": "x"}] * 2
    first, again = paid(*twice), paid(*twice)
    assert len({each.id for each in first.payments}) == 2
    assert [each.id for each in first.payments] == [each.id for each in again.payments]


def test_a_payment_keeps_its_id_in_an_overlapping_export() -> None:
    a, b = {"invoice": "2"}, {"invoice": "3", "amount": "7.00"}
    assert {each.id for each in paid(a, b).payments} >= {each.id for each in paid(b).payments}


def test_short_running_numbers_of_two_tools_are_not_one_payment() -> None:
    one_tool = paid({"payment_id": "1", "amount": "5.00"}).payments
    other = paid({"payment_id": "1", "amount": "6.00"}).payments
    assert one_tool[0].id != other[0].id


@pytest.mark.parametrize(
    "row",
    [
        {"amount": "-12.50", "payment_type": "CARD"},
        {"amount": "-1900.00"},
        {"amount": "75.00", "payment_state": "Pending"},
        {"amount": "1158.20", "payment_type": "CONVERSION"},
        {"amount": "0.00"},
    ],
)
def test_the_owners_own_movements_are_no_payments_of_clients(row: dict[str, str]) -> None:
    found = paid(row)
    assert (found.payments, found.problems) == ((), ())


def test_a_refund_is_a_negative_payment() -> None:
    found = paid({"amount": "-5.00", "invoice": "7"}, {"amount": "-6.00", "text": "Refund of 8"})
    assert [each.amount_minor for each in found.payments] == [-500, -600]


def test_a_bad_payment_is_named_with_its_line() -> None:
    found = paid({"amount": "x"}, {"paid_on": ""}, {"currency": "", "invoice": "7"}, {"amount": ""})
    # a row without day, invoice and payer is a sum or a footer
    assert [(each.kind, each.line) for each in found.problems] == [
        ("payment", 2),
        ("payment", 4),
        ("payment", 5),
    ]


def test_a_payment_without_a_day_or_with_shifted_cells_is_refused() -> None:
    assert paid({"paid_on": "", "payer": "Fir"}).problems[0].text.startswith("paid_on: missing")
    shifted = TableRow(line=9, cells={Field.PAYER: "Fir"}, flaw="row: 9 cells, expected 5")
    mapping = ColumnMapping(digest="d", kind=TableKind.PAYMENTS)
    found = read_rows([shifted], mapping, source="a.csv", clients=[])
    assert [(each.line, each.text) for each in found.problems] == [(9, "row: 9 cells, expected 5")]


@pytest.mark.parametrize(
    ("row", "reference"),
    [
        ({"invoice": "INV-7", "reference": "HR00 1", "text": "thanks"}, "INV-7"),
        ({"reference": "HR00 1-1-2026", "text": "thanks"}, "HR00 1-1-2026"),
        ({"reference": "HR99", "text": "invoice INV-7"}, "invoice INV-7"),
    ],
)
def test_the_most_telling_text_of_a_payment_is_its_reference(
    row: dict[str, str], reference: str
) -> None:
    assert paid({"payer": "Fir", **row}).payments[0].reference == reference


def test_a_file_without_currency_takes_the_one_of_its_mapping() -> None:
    found = paid({"currency": "", "invoice": "7"}, currency="USD")
    assert found.payments[0].currency == "USD"


def test_documents_are_told_in_the_words_of_the_command_line() -> None:
    document = a_document(paid_minor=20000, state=DocumentState.PARTIAL, buyer_tax_id="1")
    told = as_json(document)
    assert told["client"] == "Alba d.o.o."
    assert told["mapped"] == "Alba"
    assert told["client_tax_id"] == "1"
    assert (told["total_minor"], told["balance_minor"]) == (60000, 40000)
    assert (told["issue_date"], told["state"], told["kind"]) == ("2026-03-02", "partial", "invoice")
    assert as_json(a_document(state=DocumentState.VOID))["balance_minor"] == 0


def test_documents_are_told_with_the_day_of_their_last_payment() -> None:
    payment = a_payment(id=summary_id("7/2026"))
    told = documents_json([a_document("7"), a_document("8")], [payment])
    assert [each["last_payment_date"] for each in told] == ["2026-04-01", None]
    assert as_json(payment)["date"] == "2026-04-01"
    assert as_json(payment)["amount_minor"] == 60000
