"""CSV exports of invoice tools: what each one calls its columns, and what it means by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goodterms.adapters.invoices import Asked, read_bytes

if TYPE_CHECKING:
    from goodterms.core.ledger import Document
    from goodterms.ports import LedgerFile

WAVE = (
    "Transaction ID,Transaction Date,Account Name,Transaction Description,Amount (One column),"
    "Customer,Invoice Number,Amount Before Sales Tax,Account Group,Account Type\n"
    "11,2026-01-28,Sales,Oak - 2,294.00,Oak,2,294.00,Income,Income\n"
    "11,2026-01-28,Accounts Receivable,Oak - 2,294.00,Oak,2,294.00,Asset,"
    "System Receivable Invoice\n"
    "12,2026-02-28,Accounts Receivable,Invoice Payment,-94.00,Oak,2,-94.00,Asset,"
    "System Receivable Invoice\n"
    "12,2026-02-28,Cash on Hand,Invoice Payment,94.00,,,94.00,Asset,Cash and Bank\n"
)
FRESHBOOKS = (
    "Client Name,Invoice #,Date Issued,Invoice Status,Date Paid,Item Name,Item Description,Rate,"
    "Quantity,Line Subtotal,Tax 1 Type,Tax 1 Amount,Line Total,Currency\n"
    "Oak,0000001,2026-01-28,sent,,Design,d,65.00,10,650.00,,0.00,650.00,USD\n"
    "Elm,0000002,2026-02-28,paid,2026-03-05,Paint,p,98.00,5,490.00,,0.00,490.00,CAD\n"
    "Oak,0000001,2026-01-28,sent,,Paint,p,98.00,5,490.00,VAT,98.00,588.00,USD\n"
)
STRIPE = (
    "id,Amount Due,Amount Paid,Currency,Customer,Customer Name,Date (UTC),Due Date (UTC),Number,"
    "Paid,Subtotal,Total,Status,Finalized At (UTC),Paid At (UTC)\n"
    "in_1,121.00,121.00,eur,cus_1,Oak,2026-01-05 12:00,2026-02-04 12:00,ABC-0001,true,100.00,"
    "121.00,paid,2026-01-06 13:00,2026-01-30 08:00\n"
)
CHARGES = (
    "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Fee,Status,Description,"
    "Customer Email,Invoice ID\n"
    "ch_12345678,2026-06-05 20:38:34,3125.00,25.00,usd,true,90.93,Paid,INV-0168,a@oak.eu,in_1\n"
    "ch_12345679,2026-06-06 20:38:34,10.00,10.00,usd,true,0.59,Refunded,x,a@oak.example,in_2\n"
    "ch_12345670,2026-06-06 20:38:34,100.00,0.00,usd,false,0,Failed,x,,\n"
)
BALANCE = (
    "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,description\n"
    "txn_10000001,2026-10-01 09:12:00,eur,45.91,0.94,44.97,charge,Order 1234\n"
    "txn_10000003,2026-10-02 08:00:00,eur,-19.00,0.00,-19.00,refund,REFUND FOR CHARGE\n"
    "txn_10000004,2026-10-03 06:00:00,eur,-44.45,0.00,-44.45,payout,STRIPE PAYOUT\n"
)
NINJA = (
    '"Invoice Ninja v4.5.17",,,,,,,,\n,,,,,,,,\nINVOICES,,,,,,,,\n'
    "Client,Email,Invoice Number,Amount,Paid,Status,Invoice Date,Due Date,Item Product\n"
    "Oak,o@oak.example,2,$26.67,$6.94,Partial,2026-02-19,2026-03-01,design\n"
    "Oak,o@oak.example,2,$26.67,$6.94,Partial,2026-02-19,2026-03-01,paint\n"
)
NINJA_5 = (
    "Invoice Number,Invoice Date,Invoice Due Date,Invoice Amount,Invoice Balance,"
    "Invoice Paid to Date,Invoice Status,Client Name,Client Email,Client Currency\n"
    "0001,2026-01-05,2026-02-05,100.00,40.00,60.00,Partial,Oak,a@oak.example,EUR\n"
)
QUICKBOOKS = (
    "Transaction List by Customer,,,,,,\nNera,,,,,,\n\n"
    "Date,Transaction Type,Num,Posting,Name,Memo/Description,Amount\n"
    "01/05/2026,Invoice,1088,Yes,Oak,,120.00\n"
    "01/25/2026,Payment,4411,Yes,Oak,check,-120.00\n"
    "01/26/2026,Expense,,Yes,Elm,,20.00\n"
    "01/27/2026,Expense,,Yes,Elm,,30.00\n"
)
QUICKBOOKS_SALES = (
    "Date,Type,No.,Customer,Memo,Amount,Status\n"
    '01/25/2026,Invoice,1089,Oak,,"$1,120.00",Overdue 14 days\n'
    "01/26/2026,Invoice,1090,Oak,,$120.00,Paid\n"
)
ZOHO_CREDIT = (
    "CreditNotes ID,Credit Note Number,Credit Note Date,Credit Note Status,Customer Name,"
    "Currency Code,Item Name,Item Total,SubTotal,Total,Balance,Associated Invoice Number\n"
    "1,CN-1,2026-01-05,Open,Oak,USD,x,50.00,50.00,50.00,50.00,INV-1\n"
)
SEVDESK = (
    "Rechnungsnummer;Kunde;Rechnungsdatum;Fälligkeitsdatum;Nettobetrag;Bruttobetrag;Währung;"
    "Offener Betrag;Status\n"
    "RE-1001;Groß GmbH;05.01.2026;19.01.2026;1.000,00;1.190,00;EUR;190,00;Teilbezahlt\n"
)
FAKTUROID = (
    "Číslo;Typ;Variabilní symbol;Vystaveno;Splatnost;Zaplaceno;Odběratel;DIČ;Celkem;Měna;Stav\n"
    "2026-1;Faktura;20261;05.01.2026;19.01.2026;18.01.2026;Krásná;CZ1;12100,00;CZK;Zaplaceno\n"
    "2026-2;Faktura;20262;06.01.2026;20.01.2026;;Krásná;CZ1;100,00;CZK;Po splatnosti\n"
)


def imported(text: str, name: str = "export.csv", **facts: str) -> LedgerFile:
    return read_bytes(text.encode(), name, Asked(**facts))


def facts(document: Document) -> tuple[object, ...]:
    return (
        *(document.number, document.buyer, str(document.issue_date), document.currency),
        *(document.total_minor, document.paid_minor, document.state.value),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WAVE, [("2", "Oak", "2026-01-28", "USD", 29400, 0, "open")]),
        (
            FRESHBOOKS,
            [
                ("0000001", "Oak", "2026-01-28", "USD", 123800, 0, "open"),
                ("0000002", "Elm", "2026-02-28", "CAD", 49000, 49000, "paid"),
            ],
        ),
        (STRIPE, [("ABC-0001", "Oak", "2026-01-06", "EUR", 12100, 12100, "paid")]),
        (NINJA, [("2", "Oak", "2026-02-19", "USD", 2667, 694, "partial")]),
        (NINJA_5, [("0001", "Oak", "2026-01-05", "EUR", 10000, 6000, "partial")]),
        (QUICKBOOKS, [("1088", "Oak", "2026-01-05", "USD", 12000, 0, "open")]),
        (
            QUICKBOOKS_SALES,
            [
                ("1089", "Oak", "2026-01-25", "USD", 112000, 0, "open"),
                ("1090", "Oak", "2026-01-26", "USD", 12000, 12000, "paid"),
            ],
        ),
        (ZOHO_CREDIT, [("CN-1", "Oak", "2026-01-05", "USD", -5000, 0, "open")]),
        (SEVDESK, [("RE-1001", "Groß GmbH", "2026-01-05", "EUR", 119000, 100000, "partial")]),
        (
            FAKTUROID,
            [
                ("2026-1", "Krásná", "2026-01-05", "CZK", 1210000, 1210000, "paid"),
                ("2026-2", "Krásná", "2026-01-06", "CZK", 10000, 0, "open"),
            ],
        ),
    ],
    ids=[
        *("wave", "freshbooks", "stripe", "ninja-4", "ninja-5", "quickbooks", "quickbooks-sales"),
        *("zoho-credit", "sevdesk", "fakturoid"),
    ],
)
def test_the_invoices_of_a_tool_are_read(text: str, expected: list[tuple[object, ...]]) -> None:
    found = imported(text, currency="USD")
    assert [facts(each) for each in found.documents] == expected
    assert found.undecided == ()


def test_in_a_journal_a_payment_names_the_invoice_it_is_for() -> None:
    (payment,) = imported(WAVE, currency="USD").payments
    assert (payment.amount_minor, str(payment.paid_on), payment.reference) == (
        9400,
        "2026-02-28",
        "2",
    )


def test_the_number_of_a_check_is_no_number_of_an_invoice() -> None:
    found = imported(QUICKBOOKS, currency="USD")
    (payment,) = found.payments
    assert (payment.amount_minor, payment.payer, payment.reference) == (12000, "Oak", "")
    assert [each.text for each in found.problems] == [
        'type: "Expense" is no invoice and no credit note (2 rows)'
    ]


def test_in_a_report_by_customer_the_title_of_a_group_is_the_client() -> None:
    text = (
        "Nera,,,,,\nOpen Invoices,,,,,\n\n"
        ",Date,Transaction type,Num,Due date,Amount,Open balance\n"
        "Oak,,,,,,\n"
        ",01/05/2026,Invoice,1088,02/14/2026,120.00,20.00\n"
        "Total for Oak,,,,,120.00,20.00\n"
        "Elm,,,,,,\n"
        ",01/25/2026,Invoice,1089,02/24/2026,10.00,10.00\n"
        "Total for Elm,,,,,10.00,10.00\nTOTAL,,,,,$130.00,$30.00\n"
    )
    found = imported(text, currency="USD")
    assert [(each.number, each.buyer, each.paid_minor) for each in found.documents] == [
        ("1088", "Oak", 10000),
        ("1089", "Elm", 0),
    ]
    assert found.problems == ()


def test_a_day_under_the_title_paid_is_the_day_of_the_payment() -> None:
    (payment,) = imported(FAKTUROID).payments
    assert (payment.amount_minor, str(payment.paid_on)) == (1210000, "2026-01-18")


def test_refunded_charges_are_lowered_and_failed_ones_left_out() -> None:
    (payment,) = imported(CHARGES).payments
    assert (payment.amount_minor, payment.currency, payment.bank_ref) == (
        310000,
        "USD",
        "ch_12345678",
    )


def test_of_a_balance_the_gross_counts_and_payouts_are_the_owners_own() -> None:
    kept = [each.amount_minor for each in imported(BALANCE).payments if each.status == "booked"]
    assert kept == [4591, -1900]


def test_lines_of_an_invoice_are_counted_and_its_total_taken_once() -> None:
    (document,) = imported(NINJA, currency="USD").documents
    assert (document.stated, document.total_minor) == ('{"lines": 2}', 2667)


def test_a_line_that_cannot_be_read_spoils_the_sum_of_its_invoice_only() -> None:
    found = imported(FRESHBOOKS.replace("588.00", "lots"))
    assert [each.number for each in found.documents] == ["0000002"]
    assert {each.line for each in found.problems} == {2, 4}
    assert all("line 4: line_total" in each.text for each in found.problems)


@pytest.mark.parametrize("text", [NINJA, WAVE, QUICKBOOKS_SALES])
def test_without_a_currency_rows_wait_for_the_owner_and_one_problem_says_so(text: str) -> None:
    found = imported(text)
    assert (len(found.documents), len(found.payments)) == (0, 0)
    (problem,) = (each for each in found.problems if each.code)
    assert (problem.code, "--currency" in problem.text) == ("currency", True)
    assert all(each["currency"] is None and each["id"] is None for each in found.undecided)
    assert found.undecided
