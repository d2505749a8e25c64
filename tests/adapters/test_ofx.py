"""OFX 1 in SGML and OFX 2 in XML: unclosed values, empty ones, several accounts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from goodterms.adapters.invoices import Asked, read_bytes
from goodterms.errors import ImportFileError

HEADER = (
    "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\nCOMPRESSION:NONE\n\n"
)
XML = '<?xml version="1.0" encoding="UTF-8"?>\n<?OFX OFXHEADER="200" VERSION="211"?>\n'


def row(amount: str = "1250.00", fitid: str = "20260310-1", **more: str) -> str:
    values = {"TRNTYPE": "CREDIT", "DTPOSTED": "20260310", "TRNAMT": amount, "FITID": fitid}
    values |= {"NAME": "Alba d.o.o.", "MEMO": "INV-7", **more}
    return "<STMTTRN>" + "".join(f"<{k}>{v}" for k, v in values.items()) + "</STMTTRN>\n"


def statement(*rows: str, account: str = "12 345", currency: str = "EUR", of: str = "") -> str:
    return (
        f"<{of}STMTTRNRS><TRNUID>0<{of}STMTRS><CURDEF>{currency}"
        f"<{of or 'BANK'}ACCTFROM><ACCTID>{account}</{of or 'BANK'}ACCTFROM>"
        f"<BANKTRANLIST><DTSTART>20260301<DTEND>20260331\n{''.join(rows)}</BANKTRANLIST>"
        f"<LEDGERBAL><BALAMT>5.00<DTASOF>20260331</LEDGERBAL></{of}STMTRS></{of}STMTTRNRS>"
    )


def file(*statements: str) -> str:
    return f"{HEADER}<OFX><BANKMSGSRSV1>{''.join(statements)}</BANKMSGSRSV1></OFX>\n"


def closed(text: str) -> str:
    """Return the same in XML: every value closed."""
    body = text.removeprefix(HEADER)
    pieces = body.replace("<", "\n<").split("\n")
    found = [
        f"{each}</{each[1:].split('>')[0]}>" if not each.endswith(">") and each else each
        for each in pieces
    ]
    return XML + "".join(found)


def read(text: str, page: str = "utf-8") -> Any:
    return read_bytes(text.encode(page), "a.ofx", Asked())


def rows(text: str) -> list[tuple[int, str, str]]:
    return [(each.amount_minor, each.currency, each.status) for each in read(text).payments]


def test_values_need_no_closing_tags() -> None:
    (payment,) = read(file(statement(row()))).payments
    assert (payment.amount_minor, payment.currency, payment.status) == (125_000, "EUR", "booked")
    assert (payment.payer, payment.reference) == ("Alba d.o.o.", "INV-7")
    assert (payment.bank_ref, payment.line) == ("20260310-1", 9)
    stated = json.loads(payment.stated)
    assert stated == {
        "account": "12 345", "currency": "EUR", "date": "2026-03-10", "id": "20260310-1",
        "payer": "Alba d.o.o.", "signed_minor": 125_000, "type": "CREDIT",
        "unstructured": ["INV-7"],
    }  # fmt: skip


def test_the_same_in_xml_gives_the_same_payment() -> None:
    text = file(statement(row(), row("-5.00", "20260310-2")))
    assert [each.id for each in read(closed(text)).payments] == [
        each.id for each in read(text).payments
    ]


def test_xml_without_its_own_declaration_is_recognised() -> None:
    bare = closed(file(statement(row()))).replace('<?OFX OFXHEADER="200" VERSION="211"?>\n', "")
    assert rows(bare) == [(125_000, "EUR", "booked")]


def test_several_accounts_with_one_number_of_a_booking_are_two_payments() -> None:
    text = file(statement(row()), statement(row(), account="99", currency="USD"))
    found = read(text).payments
    assert [each.currency for each in found] == ["EUR", "USD"]
    assert len({each.id for each in found}) == 2


def test_a_statement_without_bookings_is_none() -> None:
    assert rows(file(statement())) == []


def test_money_into_a_credit_card_is_the_owners_own() -> None:
    text = file(statement(row(), of="CC")).replace("BANKMSGSRSV1", "CREDITCARDMSGSRSV1")
    assert rows(text) == [(125_000, "EUR", "own")]


def test_a_booking_in_another_currency_says_so() -> None:
    other = row(CURRENCY="").replace("</STMTTRN>", "<CURRATE>1.1<CURSYM>USD</CURRENCY></STMTTRN>")
    assert rows(file(statement(other))) == [(125_000, "USD", "booked")]


@pytest.mark.parametrize(
    ("posted", "day"),
    [("20260310122017.000[-5:EST]", "2026-03-10"), ("20260310235959[+2:CEST]", "2026-03-10"),
     ("20260310", "2026-03-10")],
)  # fmt: skip
def test_the_day_is_that_of_the_bank(posted: str, day: str) -> None:
    (payment,) = read(file(statement(row(DTPOSTED=posted)))).payments
    assert payment.paid_on.isoformat() == day


@pytest.mark.parametrize(
    ("amount", "minor"),
    [("+12.5", 1250), ("-12,50", -1250), ("1,250.00", 125_000), ("1,234,567.89", 123_456_789)],
)
def test_amounts_as_banks_write_them(amount: str, minor: int) -> None:
    assert rows(file(statement(row(amount))))[0][0] == minor


def test_a_payee_aggregate_names_the_payer_and_another_account_does_not_take_over() -> None:
    more = "<PAYEE><NAME>Bora<CITY>Split</PAYEE><BANKACCTTO><ACCTID>77</BANKACCTTO></STMTTRN>"
    text = row().replace("<NAME>Alba d.o.o.", "").replace("</STMTTRN>", more)
    (payment,) = read(file(statement(text))).payments
    assert payment.payer == "Bora"
    assert json.loads(payment.stated)["account"] == "12 345"


def test_entities_and_cdata_are_text() -> None:
    text = row(NAME="Alba &amp; Sons", MEMO="<![CDATA[INV-7 & more]]>")
    (payment,) = read(file(statement(text))).payments
    assert (payment.payer, payment.reference) == ("Alba & Sons", "INV-7 & more")


def test_a_missing_end_of_a_booking_ends_with_the_next() -> None:
    text = file(statement(row("1.00", "20260310-1"), row("2.00", "20260310-2")))
    assert [each[0] for each in rows(text.replace("</STMTTRN>", ""))] == [100, 200]


def test_the_page_of_the_header_is_used() -> None:
    (payment,) = read(file(statement(row(NAME="M\u00fcller"))), "cp1252").payments
    assert payment.payer == "M\u00fcller"


def test_a_correction_of_a_booking_is_shown_and_not_kept() -> None:
    fixed = row(CORRECTFITID="20260301-1", CORRECTACTION="REPLACE")
    assert rows(file(statement(fixed)))[0][2] == "information"


@pytest.mark.parametrize("empty", ["FITID", "TRNAMT", "DTPOSTED"])
def test_an_empty_value_that_the_format_demands_is_named(empty: str) -> None:
    with pytest.raises(ImportFileError, match=f"empty {empty} in the STMTTRN on line 9"):
        read(file(statement(row(**{empty: ""}))))


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        file(statement(row(), currency="")),
        file(statement(row(), currency="EURO")),
        file(statement(row())).replace("<BALAMT>5.00", "<BALAMT>"),
        file(statement(row()))[:-40],
        file(statement(row("SECRET"))),
        file(statement(row("9" * 100_000))),
        file(statement(row("1e9"))),
        file(statement(row(DTPOSTED="20260230"))),
        file(statement(row(DTPOSTED="SECRET"))),
        XML + '<!DOCTYPE x [<!ENTITY a "SECRET">]><OFX><STMTRS>&a;</STMTRS></OFX>',
        HEADER,
        f"{HEADER}<OFX><SIGNONMSGSRSV1><SONRS></SONRS></SIGNONMSGSRSV1></OFX>",
    ],
)
def test_a_damaged_file_is_refused_whole_and_unquoted(text: str) -> None:
    with pytest.raises(ImportFileError) as caught:
        read(text)
    assert "SECRET" not in str(caught.value)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["<A>\n", "<", "<![CDATA[\n", "<STMTTRN>\n", "&", "<A \n"])
def test_a_flood_ends(piece: str) -> None:
    flood = file(statement(row())).replace("</OFX>", piece * 100_000 + "</OFX>")
    assert read_bytes(flood.encode(), "a.ofx", Asked(), "ofx").payments[0].amount_minor == 125_000
