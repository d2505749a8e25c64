"""CSV of banks and payment services, in the columns of their real exports (values made up)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from goodterms.adapters.invoices import Asked, read_bytes


def read(text: str, page: str = "utf-8") -> Any:
    return read_bytes(text.encode(page), "export.csv", Asked())


def told(text: str) -> list[tuple[str, int, str, str, str]]:
    found = read(text)
    assert found.problems == ()
    return [
        (each.paid_on.isoformat(), each.amount_minor, each.currency, each.payer, each.reference)
        for each in found.payments
    ]


REVOLUT = """\
Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance
CARD_PAYMENT,Current,2026-03-01 10:23:45,2026-03-02 08:00:00,Coffee,-4.50,0.00,EUR,COMPLETED,9.00
TOPUP,Current,2026-03-03 10:00:00,2026-03-03 10:00:00,Payment from Alba LLC,1200.00,0.00,EUR,\
COMPLETED,1.00
TOPUP,Current,2026-03-04 10:00:00,2026-03-04 10:00:00,Top-Up by *1234,50.00,0.00,EUR,COMPLETED,1.00
TRANSFER,Current,2026-03-05 10:00:00,,From Bora,75.00,0.00,EUR,PENDING,
TRANSFER,Current,2026-03-05 10:00:00,,From Bora,75.00,0.00,EUR,REVERTED,
EXCHANGE,Current,2026-03-06 10:00:00,2026-03-06 10:00:00,Exchanged,100.00,0.00,EUR,COMPLETED,1.00
CARD_REFUND,Current,2026-03-06 10:00:00,2026-03-06 10:00:00,Shop,10.00,0.00,EUR,COMPLETED,1.00
"""


def test_revolut_gives_what_others_paid_in() -> None:
    paid = ("2026-03-03", 120_000, "EUR", "Alba LLC", "Payment from Alba LLC")
    assert told(REVOLUT) == [paid]


def test_revolut_business_names_payer_reference_and_id() -> None:
    text = (
        "Date started (UTC),Date completed (UTC),ID,Type,State,Description,Reference,Payer,"
        "Orig currency,Orig amount,Payment currency,Amount,Fee,Balance\n"
        "2026-03-04,2026-03-05,65f0a1b2-1111-2222-3333-444455556666,TOPUP,COMPLETED,"
        "Payment from ALBA GMBH,INV-7,ALBA GMBH,USD,540.00,EUR,500.00,0.20,600.00\n"
        "2026-03-05,2026-03-05,65f0a1b2-1111-2222-3333-444455556667,TRANSFER,COMPLETED,"
        "To Rent,March,,EUR,-300.00,EUR,-300.00,0.20,299.80\n"
    )
    assert told(text) == [("2026-03-05", 50_000, "EUR", "ALBA GMBH", "INV-7")]
    payment = read(text).payments[0]
    assert payment.bank_ref.startswith("65f0a1b2")
    assert json.loads(payment.stated)["fee_minor"] == 20


def test_wise_transfers_in_are_payments_and_out_and_neutral_are_not() -> None:
    text = (
        "ID,Status,Direction,Created on,Finished on,Source fee amount,Source fee currency,"
        "Target fee amount,Target fee currency,Source name,Source amount (after fees),"
        "Source currency,Target name,Target amount (after fees),Target currency,Exchange rate,"
        "Reference,Batch,Created by,Category,Note\n"
        "TRANSFER-100123456,COMPLETED,IN,2026-03-04 14:20:05,2026-03-05 14:23:11,,,,,Cedar & Co,"
        "860.00,USD,N,800.00,EUR,0.93,INV 2026 0007,,,,\n"
        "TRANSFER-100123457,COMPLETED,OUT,2026-03-06 14:20:05,2026-03-06 14:23:11,0.45,EUR,,,N,"
        "100.00,EUR,Alex,100.00,EUR,1.0,rent,,,,\n"
        "BALANCE-100123458,COMPLETED,NEUTRAL,2026-03-06 14:20:05,2026-03-06 14:23:11,,,,,N,"
        "100.00,EUR,N,108.00,USD,1.08,,,,,\n"
        "TRANSFER-100123459,CANCELLED,IN,2026-03-06 14:20:05,,,,,,Bora,1.00,EUR,N,1.00,EUR,1,,,,,\n"
    )
    assert told(text) == [("2026-03-05", 80_000, "EUR", "Cedar & Co", "INV 2026 0007")]


PAYPAL = """\
"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","Transaction ID",\
"Item Title","Reference Txn ID","Invoice Number","Balance","Subject","Note","Balance Impact"
"03/20/2026","10:00:00","PDT","Alba LLC","Invoice Payment","Completed","USD","2,000.00","-69.30",\
"1,930.70","9AA00000000000001","","","INV-8","1,930.70","","","Credit"
"03/21/2026","11:00:00","PDT","","General Withdrawal","Completed","USD","-1,900.00","0.00",\
"-1,900.00","9AA00000000000002","","","","30.70","","","Debit"
"03/22/2026","11:00:00","PDT","","General Currency Conversion","Completed","USD","50.00","0.00",\
"50.00","9AA00000000000003","","","","80.70","","","Credit"
"03/25/2026","09:00:00","PDT","Alba LLC","Payment Refund","Completed","USD","-500.00","0.00",\
"-500.00","9AA00000000000004","","9AA00000000000001","INV-8","-419.30","","","Debit"
"03/26/2026","09:00:00","PDT","Bora","Invoice Payment","Pending","USD","75.00","0.00","75.00",\
"9AA00000000000005","","","INV-X","-419.30","","","Memo"
"03/27/2026","09:00:00","PDT","A shop","Payment Refund","Completed","USD","20.00","0.00","20.00",\
"9AA00000000000006","","","","-399.30","","","Credit"
"""


def test_paypal_counts_the_gross_and_keeps_the_fee_apart() -> None:
    assert [(each[0], each[1], each[4]) for each in told(PAYPAL)] == [
        ("2026-03-20", 200_000, "INV-8"),
        ("2026-03-25", -50_000, "INV-8"),
    ]
    stated = json.loads(read(PAYPAL).payments[0].stated)
    assert (stated["fee_minor"], stated["signed_minor"]) == (6_930, 200_000)


BANKS = {
    "hr": (
        (
            "Promet po ra\u010dunu;HR1210010051863000160\nDatum valute;Datum knji\u017eenja;"
            "Opis pla\u0107anja;Poziv na broj;Isplata;Uplata;Valuta\n"
            "03.03.2026.;03.03.2026.;Ra\u010dun 12;HR00 12-1-1;;1.250,00;EUR\n"
            "04.03.2026.;04.03.2026.;Najam;;400,00;;EUR\n"
        ),
        ("2026-03-03", 125_000, "EUR", "", "HR00 12-1-1"),
    ),
    "de": (
        (
            '"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";'
            '"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"Betrag";"Waehrung";"Info"\n'
            '"DE02";"19.03.26";"19.03.26";"GUTSCHR.";"RE-42";"Stadt";"DE02";"1990,00";"EUR";'
            '"Umsatz gebucht"\n'
            '"DE02";"18.03.26";"18.03.26";"LASTSCHR.";"A";"Strom";"DE02";"-129,50";"EUR";'
            '"Umsatz gebucht"\n'
            '"DE02";"20.03.26";"20.03.26";"GUTSCHR.";"RE-43";"Stadt";"DE02";"5,00";"EUR";'
            '"Umsatz vorgemerkt"\n'
        ),
        ("2026-03-19", 199_000, "EUR", "Stadt", "RE-42"),
    ),
    "nl": (
        (
            '"Datum";"Naam / Omschrijving";"Rekening";"Tegenrekening";"Code";"Af Bij";'
            '"Bedrag (EUR)";"Mutatiesoort";"Mededelingen"\n'
            '"20260305";"KLANT BV";"NL69";"NL20";"OV";"Bij";"1250,00";"OV";"Factuur 42"\n'
            '"20260306";"HUUR";"NL69";"NL20";"OV";"Af";"700,00";"OV";"Huur"\n'
        ),
        ("2026-03-05", 125_000, "EUR", "KLANT BV", "Factuur 42"),
    ),
    "it": (
        (
            "Data operazione;Data valuta;Dare;Avere;Divisa;Descrizione\n"
            "15/03/2026;15/03/2026;;1.500,00;EUR;Fattura 12/2026\n"
            "16/03/2026;16/03/2026;-22,00;;EUR;Commissioni\n"
        ),
        ("2026-03-15", 150_000, "EUR", "", "Fattura 12/2026"),
    ),
    "en": (
        (
            "Date,Description,Debit Amount,Credit Amount,Balance,Currency\n"
            "2026-03-15,ALBA INV-7,,1500.00,1500.00,GBP\n2026-03-16,RENT,22.00,,1478.00,GBP\n"
        ),
        ("2026-03-15", 150_000, "GBP", "", "ALBA INV-7"),
    ),
}


@pytest.mark.parametrize("bank", BANKS)
@pytest.mark.parametrize("page", ["utf-8-sig", "cp1250"])
def test_a_bank_table_gives_the_money_that_came_in(bank: str, page: str) -> None:
    text, wanted = BANKS[bank]
    assert [each[:5] for each in told(text)] == [wanted]
    assert len(read(text, page).payments) == 1


def test_the_same_export_twice_gives_the_same_ids() -> None:
    assert [each.id for each in read(PAYPAL).payments] == [
        each.id for each in read(PAYPAL).payments
    ]


def test_a_csv_with_the_banks_reference_and_a_camt_count_once() -> None:
    camt = (
        '<Document xmlns="x"><BkToCstmrStmt><Stmt><Ntry><Amt Ccy="EUR">795.00</Amt>'
        "<CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-03-10</Dt></BookgDt>"
        "<AcctSvcrRef>2026-000000004</AcctSvcrRef></Ntry></Stmt></BkToCstmrStmt></Document>"
    )
    table = (
        "Datum valute,Referenca banke,Opis,Iznos,Valuta\n"
        "2026-03-11,2026-000000004,HR003-1-2026,795.00,EUR\n"
    )
    sta = (
        ":20:1\n:25:0532013000\n:60F:C260301EUR0,\n"
        ":61:2603100310C795,00NTRFNONREF//2026-000000004\n:62F:C260331EUR795,\n"
    )
    assert len({read(each).payments[0].id for each in (camt, table, sta)}) == 1
