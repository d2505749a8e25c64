"""FatturaPA: several bodies, instalments, tax withheld and split, from small made-up files."""

from __future__ import annotations

import pytest

from einvoices import due, fattura, fattura_body, fattura_payment, tax_summary
from goodterms.adapters.invoices.fatturapa import is_document, read_documents
from goodterms.adapters.invoices.xml_gate import parse
from goodterms.core.einvoice import EInvoice
from goodterms.errors import ImportFileError

WITHHELD = "<DatiRitenuta><ImportoRitenuta>200.00</ImportoRitenuta></DatiRitenuta>"
TOTAL = "<ImportoTotaleDocumento>1220.00</ImportoTotaleDocumento>"


def read(data: bytes) -> list[EInvoice]:
    root = parse(data, "a.xml")
    assert is_document(root)
    return read_documents(root, "a.xml")


def only(data: bytes) -> EInvoice:
    (found,) = read(data)
    return found


def refused(data: bytes) -> str:
    with pytest.raises(ImportFileError) as caught:
        read(data)
    return caught.value.message


def days(number: str, start: str = "") -> str:
    begin = f"<DataRiferimentoTerminiPagamento>{start}</DataRiferimentoTerminiPagamento>"
    return f"{begin if start else ''}<GiorniTerminiPagamento>{number}</GiorniTerminiPagamento>"


def test_the_terms_and_parties_of_an_invoice_are_read() -> None:
    payment = fattura_payment(("1220.00", due("2026-04-01")))
    found = only(fattura(fattura_body(general=TOTAL, payment=payment)))
    assert (found.syntax, found.number, found.type_code) == ("fatturapa", "12", "TD01")
    assert (found.total_minor, found.payable_minor, found.net_minor) == (122000, 122000, 100000)
    assert (str(found.due_date), found.due_basis) == ("2026-04-01", "explicit")
    assert (found.seller.name, found.seller.tax_id) == ("Ada Rossi", "IT01234567890")
    assert (found.buyer.tax_id, found.buyer.email) == ("09876543210", "cliente@pec.example")


def test_each_body_is_an_invoice_of_its_own() -> None:
    found = read(fattura(fattura_body(number="1"), fattura_body(number="2", code="TD04")))
    assert [(each.number, each.word, each.sign) for each in found] == [
        ("1", "invoice", 1),
        ("2", "credit_note", -1),
    ]
    assert found[0].line == 2


def test_instalments_add_up_and_all_is_due_with_the_last() -> None:
    payment = fattura_payment(("400.00", due("2026-04-01")), ("820.00", due("2026-05-01")))
    found = only(fattura(fattura_body(payment=payment)))
    assert (found.payable_minor, str(found.due_date)) == (122000, "2026-05-01")
    assert [(each.amount_minor, str(each.due_date)) for each in found.instalments] == [
        (40000, "2026-04-01"),
        (82000, "2026-05-01"),
    ]
    assert (found.total, found.total_minor) == (None, None)


def test_several_ways_to_pay_in_full_are_one_amount() -> None:
    ways = fattura_payment(("1220.00", due("2026-04-01")), ("1220.00", ""), terms="TP02")
    found = only(fattura(fattura_body(payment=ways)))
    assert (found.payable_minor, str(found.due_date)) == (122000, "2026-04-01")
    parts = fattura_payment(("20.00", ""), ("1200.00", ""), terms="TP02")
    assert only(fattura(fattura_body(payment=parts))).payable_minor == 122000


def test_what_is_asked_for_is_owed_even_where_tax_is_withheld() -> None:
    payment = fattura_payment(("1020.00", ""), terms="TP02")
    found = only(fattura(fattura_body(general=WITHHELD + TOTAL, payment=payment)))
    assert (found.payable_minor, found.withheld_minor, found.total_minor) == (102000, 20000, 122000)
    assert found.due_basis == "absent"


@pytest.mark.parametrize(
    ("general", "summary", "owed"),
    [
        ("", "", 122000),
        (TOTAL, "", 122000),
        (WITHHELD + TOTAL, "", 102000),
        (WITHHELD, "", 102000),
        (TOTAL, tax_summary("1000.00", "220.00", "S"), 100000),
        ("", tax_summary("500.00", "110.00", "S") + tax_summary("500.00", "20.00"), 102000),
    ],
)
def test_without_payment_details_withheld_and_split_tax_are_taken_off(
    general: str, summary: str, owed: int
) -> None:
    assert only(fattura(fattura_body(general=general, summary=summary))).payable_minor == owed


def test_days_to_pay_are_counted_from_the_stated_day_or_the_issue() -> None:
    stated = fattura_payment(("1.00", days("30", "2026-03-31")))
    found = only(fattura(fattura_body(payment=stated)))
    assert (str(found.due_date), found.due_basis) == ("2026-04-30", "terms")
    found = only(fattura(fattura_body(payment=fattura_payment(("1.00", days("30"))))))
    assert str(found.due_date) == "2026-04-01"


def test_a_person_is_named_and_a_vat_number_wins_over_the_personal_code() -> None:
    buyer = (
        "<IdFiscaleIVA><IdPaese>IT</IdPaese><IdCodice>02483810392</IdCodice></IdFiscaleIVA>"
        "<CodiceFiscale>RSSMRA65C04A944T</CodiceFiscale>"
        "<Anagrafica><Nome>Mara</Nome><Cognome>Rossi</Cognome></Anagrafica>"
    )
    found = only(fattura(buyer=buyer)).buyer
    assert (found.name, found.tax_id) == ("Mara Rossi", "IT02483810392")
    assert "RSSMRA65C04A944T" in found.numbers


def test_a_correction_names_the_invoice_before_it() -> None:
    body = fattura_body(code="TD04").replace(
        "</DatiGenerali>",
        "<DatiFattureCollegate><IdDocumento>11</IdDocumento></DatiFattureCollegate></DatiGenerali>",
    )
    assert only(fattura(body)).refers_to == ("11",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (fattura(" "), "there is no invoice in it"),
        (fattura(fattura_body(number="")), "the invoice number is missing"),
        (fattura(buyer="<x/>"), "the buyer has no name"),
        (fattura(fattura_body(summary="<x/>")), "neither a total, nor a payment, nor a tax"),
        (fattura(fattura_body(payment=fattura_payment(("1,00", "")))), "an instalment: the amount"),
        (fattura(fattura_body(payment=fattura_payment(("1.00", days("x"))))), "the days to pay"),
        (fattura(fattura_body(payment=fattura_payment(("1.00", days("٣"))))), "the days to pay"),
        (fattura(fattura_body(), fattura_body(number="")), "the invoice number is missing"),
    ],
)
def test_what_cannot_be_read_refuses_the_whole_file(data: bytes, reason: str) -> None:
    assert reason in refused(data)
