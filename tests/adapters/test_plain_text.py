from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_client
from goodterms.adapters.invoices import Asked, read_bytes
from goodterms.adapters.invoices.detection import detect
from goodterms.core.ledger import DocumentKind, DocumentState
from goodterms.errors import ImportFileError

INVOICE = """
2026-01-12 (7/P1/1) Alba d.o.o. | račun  ; invoice:7-P1-1, due:2026-01-27
    assets:receivable:alba        EUR 1250.00
    income:consulting            EUR -1000.00
    liabilities:vat               EUR -250.00
"""


def read(text: str, asked: Asked | None = None):
    return read_bytes(text.encode(), "books.journal", asked or Asked(), "hledger")


def paid(amount: str, day: str = "2026-02-20", tags: str = "invoice:7-P1-1", rest: str = "") -> str:
    return (
        f"\n{day} Alba d.o.o. | uplata  ; {tags}\n    assets:bank\n{rest}"
        f"    assets:receivable:alba       EUR -{amount}\n"
    )


def only(text: str, asked: Asked | None = None):
    found = read(text, asked)
    assert found.problems == []
    (document,) = found.documents
    return document, found.payments


def stated(row) -> dict[str, object]:
    return json.loads(row.stated)


def test_a_debit_of_a_receivable_is_an_invoice() -> None:
    document, payments = only(INVOICE)
    assert (document.number, document.buyer) == ("7/P1/1", "Alba d.o.o.")
    assert (document.issue_date, document.due_date) == (date(2026, 1, 12), date(2026, 1, 27))
    assert (document.total_minor, document.net_minor) == (125_000, 100_000)
    assert (document.state, document.line, payments) == (DocumentState.OPEN, 2, ())
    assert stated(document)["key"] == "7-P1-1"


def test_a_partial_payment_by_tag() -> None:
    document, (payment,) = only(INVOICE + paid("1000.00"))
    assert (payment.document, payment.amount_minor) == (document.id, 100_000)
    assert payment.paid_on == date(2026, 2, 20)
    assert document.state is DocumentState.PARTIAL
    assert stated(document)["open_minor"] == 25_000


def test_a_fee_that_the_bank_kept_settles_too() -> None:
    fee = "    expenses:bank fees   EUR 5.00\n"
    document, (payment,) = only(INVOICE + paid("1250.00", rest=fee))
    assert document.state is DocumentState.PAID
    assert (payment.amount_minor, stated(payment)["cash_minor"]) == (125_000, 124_500)
    assert stated(document)["fee_minor"] == 500


def test_without_a_reference_only_one_open_invoice_is_certain() -> None:
    document, (payment,) = only(INVOICE + paid("300.00", tags=""))
    assert payment.document == document.id
    second = INVOICE.replace("7/P1/1", "8/P1/1").replace("7-P1-1", "8-P1-1")
    found = read(INVOICE + second + paid("300.00", tags=""))
    assert [each.document for each in found.payments] == [None]


def test_one_payment_for_two_invoices_fills_the_first_named() -> None:
    second = INVOICE.replace("7/P1/1", "8/P1/1").replace("7-P1-1", "8-P1-1")
    found = read(INVOICE + second + paid("1500.00", tags="invoice:7-P1-1").replace(
        "; invoice:7-P1-1", "; invoice:7-P1-1, inv:8-P1-1"
    ))  # fmt: skip
    assert [(each.document, each.amount_minor) for each in found.payments] == [
        ("7/P1/1/2026", 125_000),
        ("8/P1/1/2026", 25_000),
    ]


def test_a_write_off_is_no_payment() -> None:
    gone = paid("1250.00").replace("assets:bank", "expenses:bad debts")
    document, payments = only(INVOICE + gone)
    assert (document.state, payments) == (DocumentState.WRITTEN_OFF, ())
    assert stated(document)["written_off_minor"] == 125_000


def test_income_taken_back_is_a_credit_note() -> None:
    back = paid("250.00").replace("assets:bank", "income:consulting")
    found = read(INVOICE + back)
    invoice, note = found.documents
    assert (note.kind, note.total_minor, note.refers_to) == (
        DocumentKind.CREDIT_NOTE,
        -25_000,
        ("7/P1/1",),
    )
    assert stated(invoice)["open_minor"] == 100_000


def test_money_back_to_the_client_is_a_negative_payment() -> None:
    refund = """
2026-03-01 Alba d.o.o. | povrat  ; invoice:7-P1-1
    assets:receivable:alba   EUR 50.00
    assets:bank             EUR -50.00
"""
    document, payments = only(INVOICE + paid("1250.00") + refund)
    assert [each.amount_minor for each in payments] == [125_000, -5_000]
    assert stated(document)["open_minor"] == 5_000


def test_payments_in_another_currency_settle_by_what_the_receivable_says() -> None:
    text = (
        INVOICE.replace("EUR", "USD")
        + """
2026-02-20 Alba d.o.o. | uplata  ; invoice:7-P1-1
    assets:bank              EUR 1100.00 @@ USD 1250.00
    assets:receivable:alba   USD -1250.00
"""
    )
    document, (payment,) = only(text)
    assert (payment.currency, payment.amount_minor) == ("USD", 125_000)
    assert document.state is DocumentState.PAID


def test_a_transaction_that_is_not_understood_is_named_and_the_others_stay() -> None:
    text = (
        INVOICE
        + """
2026-02-30 x
    assets:receivable:alba   EUR 1.00
    income

2026-03-01 x
    assets:receivable:alba   EUR 1.00
    income                   EUR -2.00

what is this
include other.journal
"""
    )
    found = read(text)
    assert len(found.documents) == 1
    assert [each.line for each in found.problems] == [7, 11, 15, 16]
    assert "balance" in found.problems[1].text


def test_a_number_twice_is_named() -> None:
    found = read(INVOICE + INVOICE)
    assert len(found.documents) == 1
    assert "stands twice" in found.problems[0].text


def test_a_sign_of_several_currencies_is_left_to_the_owner() -> None:
    text = INVOICE.replace("EUR ", "$")
    found = read(text)
    assert found.documents == ()
    assert (found.undecided[0]["currency"], found.undecided[0]["total"]) == (None, "1250.00")
    assert "--currency" in found.problems[0].text
    document, _ = only(text, Asked(currency="USD"))
    assert (document.currency, document.total_minor) == ("USD", 125_000)


def test_the_client_is_found_by_payee_or_account() -> None:
    assert only(INVOICE, Asked(clients=[a_client("Alba d.o.o.")]))[0].client == "Alba d.o.o."
    assert only(INVOICE, Asked(clients=[a_client("Alba")]))[0].client == "Alba"
    assert only(INVOICE, Asked(clients=[a_client("Beta")]))[0].client is None


def test_reading_twice_gives_the_same_ids() -> None:
    text = INVOICE + paid("100.00") + paid("100.00")
    first, again = read(text), read(text)
    assert first == again
    assert len({each.id for each in first.payments}) == 2


def test_a_journal_is_told_by_its_content() -> None:
    assert detect(INVOICE.encode()) == "hledger"
    assert detect(b"; only\n" + INVOICE.strip().encode()) == "hledger"
    table = b'when,note\n2026-01-12 09:00,"two\n   lines  of text"\n'
    assert detect(table) == "csv"


def test_a_file_without_transactions_is_refused() -> None:
    with pytest.raises(ImportFileError, match="no transaction"):
        read("; nothing here\n")


@pytest.mark.timeout(20)
def test_many_invoices_and_payments_do_not_take_the_square_of_time() -> None:
    one = INVOICE.replace("7/P1/1", "{0}").replace("7-P1-1", "{0}")
    text = "".join(
        one.format(number) + paid("1250.00", tags=f"invoice:{number}") for number in range(3000)
    )
    found = read(text)
    assert len(found.payments) == 3000
    assert {each.state for each in found.documents} == {DocumentState.PAID}


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "line",
    [
        "    a:receivable  " + "-" + " " * 50_000 + "x",
        "    a:receivable  1" + "{}" * 30_000,
        "    a:receivable  " + "1" * 50_000,
        "    " + "a " * 30_000,
        "    ; " + ":" * 50_000,
    ],
)
def test_hostile_lines_end_in_a_problem(line: str) -> None:
    read(f"2026-01-01 x\n{line}\n" + INVOICE)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "2026-01-12 (1) Alba | x  ; invoice:1",
                "2026-13-12 y",
                "    assets:receivable  EUR 1.00",
                "    assets:bank  EUR -1.00",
                "    income",
                "    ; due:2026-01-01",
                "    (x)  5",
                "",
                "comment",
                "end comment",
                "alias a=b",
                "apply account x",
                "    assets:receivable  1,234",
                "P 2026-01-01 EUR 1",
                "    assets:receivable  EUR -1.00",
                "    expenses:fees  EUR 1.00 @ USD 2",
            ]
        ),
        max_size=14,
    )
)
def test_any_lines_are_read_or_named(lines: list[str]) -> None:
    try:
        found = read("\n".join(lines))
    except ImportFileError:
        return
    assert all(0 <= each.line <= len(lines) for each in found.problems)
    for each in found.documents:
        assert isinstance(each.total_minor, int)
