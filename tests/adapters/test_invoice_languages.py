"""Invoice tables as people keep them, in the languages and habits of ten countries."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.adapters.invoices import Asked, read_bytes
from goodterms.core.amounts import amount_text
from goodterms.core.currency import EXPONENTS
from goodterms.errors import ImportFileError

if TYPE_CHECKING:
    from goodterms.ports import LedgerFile

TABLES = {
    "en": "Invoice No.;Invoice date;Due date;Customer;Total;Currency;Status\n"
    "7;5 January 2026;2026-02-05;Oak;1,250.50;EUR;Paid\n",
    "hr": "Br. računa;Datum izdavanja;Datum dospijeća;Naziv kupca;Ukupno (EUR);Status\n"
    "7;05.01.2026.;5. veljače 2026.;Oak;1.250,50;Plaćeno\n",
    "de": "Rechnungsnr.;Rechnungsdatum;Fällig am;Kunde;Bruttobetrag;Währung;Status\n"
    "7;05.01.2026;5. Februar 2026;Oak;1.250,50 €;EUR;Bezahlt\n",
    "it": "Numero fattura;Data fattura;Scadenza;Cliente;Totale;Valuta;Stato\n"
    "7;5 gennaio 2026;05/02/2026;Oak;1.250,50;EUR;Pagata\n8;15/01/2026;;Elm;1,00;EUR;Emessa\n",
    "fr": "Numéro de facture;Date de facture;Échéance;Client;Montant TTC;Devise;Statut\n"
    "7;5 janvier 2026;5 févr. 2026;Oak;1 250,50;EUR;Payée\n",
    "sl": "Številka računa;Datum izdaje;Datum zapadlosti;Naročnik;Znesek;Valuta;Status\n"
    "7;5. 1. 2026;5. februar 2026;Oak;1.250,50;EUR;Plačano\n",
    "cs": "Číslo faktury;Datum vystavení;Splatnost;Odběratel;Celkem s DPH;Měna;Stav\n"
    "7;5.1.2026;5. února 2026;Oak;1 250,50;EUR;Uhrazena\n",
    "pl": "Numer faktury;Data wystawienia;Termin płatności;Nabywca;Wartość brutto;Waluta;Status\n"
    "7;2026-01-05;5 lutego 2026;Oak;1 250,50;EUR;opłacona\n",
    "nl": "Factuurnummer;Factuurdatum;Vervaldatum;Klant;Totaal incl. btw;Valuta;Status\n"
    "7;5 jan. 2026;5 februari 2026;Oak;1.250,50;EUR;Betaald\n",
    "es": "Número de factura;Fecha de emisión;Vencimiento;Cliente;Importe total;Moneda;Estado\n"
    "7;5 de enero de 2026;5 feb 2026;Oak;1.250,50;EUR;Pagada\n",
}


def imported(text: str, encoding: str = "utf-8", **facts: str) -> LedgerFile:
    return read_bytes(text.encode(encoding), "export.csv", Asked(**facts))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("language", TABLES)
def test_a_table_of_each_language_gives_the_same_invoice(language: str, encoding: str) -> None:
    found = imported(TABLES[language], encoding)
    document = found.documents[0]
    assert (found.problems, document.number, document.buyer) == ((), "7", "Oak")
    assert (document.issue_date, document.due_date) == (date(2026, 1, 5), date(2026, 2, 5))
    assert (document.total_minor, document.currency) == (125050, "EUR")
    assert document.state.value == "paid"


@pytest.mark.parametrize("language", ["hr", "sl", "cs", "pl"])
def test_central_european_bytes_are_told_by_their_titles(language: str) -> None:
    assert imported(TABLES[language], "cp1250").documents[0].total_minor == 125050


@pytest.mark.parametrize("language", ["de", "fr", "es", "it"])
def test_western_bytes_are_told_by_their_titles(language: str) -> None:
    assert imported(TABLES[language], "cp1252").documents[0].total_minor == 125050


HEAD = "number,issue_date,due_date,client,currency,total\n"


@pytest.mark.parametrize(
    ("cell", "minor"),
    [
        ("1000", 100000),
        ('"1,000.00"', 100000),
        ("1\u00a0000.00", 100000),
        ("1\u202f000.00", 100000),
        ("1'000.00", 100000),
        ("1’000.00", 100000),
        ('"12,34,567.00"', 123456700),
        ('"(1,000.00)"', -100000),
        ("1000.00-", -100000),
        ("EUR 1000.00", 100000),
        ("€1000.00", 100000),
    ],
)
def test_amounts_are_read_as_they_are_written(cell: str, minor: int) -> None:
    found = imported(f"{HEAD}1,2026-01-05,,Oak,EUR,{cell}\n")
    assert [each.total_minor for each in found.documents] == [minor]


def test_dates_that_could_be_two_wait_for_the_owner_and_one_problem_says_so() -> None:
    text = f"{HEAD}1,01/02/2026,2026-03-04,Oak,EUR,1.00\n2,05/06/2026,,Oak,EUR,1.00\n"
    found = imported(text)
    assert found.documents == ()
    days = [(each["number"], each["issue_date"], each["due_date"]) for each in found.undecided]
    assert days == [("1", None, "2026-03-04"), ("2", None, None)]
    (problem,) = found.problems
    assert (problem.code, problem.line) == ("date_order", 2)
    assert "--dates dmy or mdy" in problem.text
    assert "(2 rows)" in problem.text
    given = imported(text, date_order="mdy")
    assert [str(each.issue_date) for each in given.documents] == ["2026-01-02", "2026-05-06"]


def test_both_things_that_the_owner_has_to_say_are_asked_at_once() -> None:
    found = imported("number,issue_date,client,total\n1,01/02/2026,Oak,1.00\n")
    assert {each.code for each in found.problems} == {"date_order", "currency"}


@pytest.mark.parametrize("text", ["3 listopada 2026", "3 lip 2026", "3 srp 2026"])
def test_a_month_that_two_languages_name_differently_is_not_guessed(text: str) -> None:
    found = imported(f"{HEAD}1,{text},,Oak,EUR,1.00\n")
    assert found.documents == ()
    assert "Croatian" in found.problems[0].text


def test_a_spreadsheet_is_refused_kindly_and_a_formula_stays_text() -> None:
    for start in (b"PK\x03\x04rest", b"PK\x05\x06rest", b"\xd0\xcf\x11\xe0rest"):
        with pytest.raises(ImportFileError, match="CSV"):
            read_bytes(start, "a.xlsx", Asked())
    found = imported(f"{HEAD}=1+1,2026-01-05,,@SUM(A1),EUR,1.00\n-7,2026-01-05,,+Oak,EUR,=5+5\n")
    assert [(each.number, each.buyer) for each in found.documents] == [("=1+1", "@SUM(A1)")]
    assert found.problems[0].text.startswith("total: ")


WRITTEN = {
    "iso": "%Y-%m-%d",
    "hr": "%d.%m.%Y.",
    "us": "%m/%d/%Y",
    "uk": "%d/%m/%Y",
    "word": "%d %B %Y",
}


@settings(max_examples=60)
@given(
    day=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    minor=st.integers(1, 10**11),
    currency=st.sampled_from(["EUR", "JPY", "KWD", "USD"]),
    style=st.sampled_from(sorted(WRITTEN)),
    point=st.sampled_from(".,"),
    group=st.sampled_from(["", " ", "\u00a0", "'"]),
)
def test_a_written_amount_and_day_are_read_back(
    day: date, minor: int, currency: str, style: str, point: str, group: str
) -> None:
    whole, _, fraction = amount_text(minor, currency).partition(".")
    grouped = f"{int(whole):,}".replace(",", group)
    text = f"{grouped}{point}{fraction}" if fraction else grouped
    order = {"us": "mdy", "uk": "dmy"}.get(style, "")
    if len(fraction) == EXPONENTS["KWD"] and not group:
        return  # 1.234 in dinars can be read in two ways: it is asked for, not read
    rows = f"1;{day.strftime(WRITTEN[style])};Oak;{currency};{text}\n"
    found = imported(f"number;issue_date;client;currency;total\n{rows}", date_order=order)
    assert [(each.issue_date, each.total_minor) for each in found.documents] in ([(day, minor)], [])
    if not fraction or len(fraction) == 2:
        assert len(found.documents) == 1


@settings(max_examples=80)
@given(
    st.text(alphabet="=+-@;,\"'\n\r\t\x00\u202e01.aÅ", max_size=80), st.sampled_from(sorted(TABLES))
)
def test_any_text_below_a_header_is_read_or_refused(text: str, language: str) -> None:
    with suppress(ImportFileError):
        found = imported(TABLES[language] + text)
        assert all(
            each.buyer.isprintable() and each.number.isprintable() for each in found.documents
        )
