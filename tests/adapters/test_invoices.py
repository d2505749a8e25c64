"""CSV files: encodings, delimiters, headers where they stand, and what is refused whole."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import MORNING, a_client
from goodterms.adapters.invoices import Asked, FileImporter
from goodterms.adapters.store import open_store
from goodterms.errors import ImportFileError
from ledger_rows import save_ledger

if TYPE_CHECKING:
    from pathlib import Path

    from goodterms.ports import LedgerFile

CROATIAN = (
    "Broj računa;Datum računa;Dospijeće;Kupac;Iznos;Valuta;Status\n"
    "1/P1/1;15.01.2025.;30.01.2025.;Čaplja usluge d.o.o.;1.250,00;EUR;Plaćen\n"
)
PLAIN = "number,issue_date,client,currency,total\nG-1,2026-01-31,Fir,EUR,100.00\n"


def imported(
    tmp_path: Path, content: str | bytes, *, name: str = "invoices.csv", **facts: str
) -> LedgerFile:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return FileImporter(asked=Asked(**facts)).read(path, clients=[a_client("Fir")], known={})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
def test_croatian_letters_survive_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    found = imported(tmp_path, CROATIAN.encode(encoding))
    assert found.documents[0].buyer == "Čaplja usluge d.o.o."
    assert found.documents[0].total_minor == 125000


def test_a_big_endian_file_is_read_by_its_mark(tmp_path: Path) -> None:
    data = b"\xfe\xff" + CROATIAN.encode("utf-16-be")
    assert imported(tmp_path, data).documents[0].buyer == "Čaplja usluge d.o.o."


def test_western_letters_are_not_taken_for_croatian_ones(tmp_path: Path) -> None:
    text = PLAIN.replace("Fir", "Hélène & Æther, père").replace(
        "Hélène & Æther, père", "Hélène père"
    )
    assert imported(tmp_path, text.encode("cp1252")).documents[0].buyer == "Hélène père"


def test_a_croatian_name_below_an_english_header_is_recognised_by_its_letters(
    tmp_path: Path,
) -> None:
    text = PLAIN.replace("Fir", "Obrt Žižak i Čelik")
    assert imported(tmp_path, text.encode("cp1250")).documents[0].buyer == "Obrt Žižak i Čelik"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_makes_the_titles_readable(
    tmp_path: Path, delimiter: str
) -> None:
    found = imported(tmp_path, PLAIN.replace(",", delimiter))
    assert found.documents[0].number == "G-1"


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    text = (
        "number,issue_date,client,currency,total\r\n"
        'G-1,2026-01-31,"Fir\r\nUlica 1\r\n10000 Zagreb",EUR,100.00\r\n'
        "\r\n"
        "G-2,2026-02-30,Fir,EUR,100.00\r\n"
        "G-3,2026-02-03,Fir,EUR,100.00\r\n"
    )
    found = imported(tmp_path, text)
    assert [(each.number, each.line) for each in found.documents] == [("G-1", 2), ("G-3", 7)]
    assert found.documents[0].buyer == "Fir Ulica 1 10000 Zagreb"
    assert [each.line for each in found.problems] == [6]


def test_title_rows_above_the_header_and_a_footer_below_are_no_data(tmp_path: Path) -> None:
    text = f'"Nera Design",,\nReport,,\n"As of Apr 30, 2026",,\n\n{PLAIN}\n"Thursday, 10:04",,\n'
    found = imported(tmp_path, text)
    assert [(each.number, each.line) for each in found.documents] == [("G-1", 6)]
    assert found.problems == ()


def test_a_header_that_is_said_again_on_the_next_page_is_no_data(tmp_path: Path) -> None:
    found = imported(tmp_path, PLAIN + PLAIN.replace("G-1", "G-2"))
    assert [each.number for each in found.documents] == ["G-1", "G-2"]
    assert found.problems == ()


def test_a_row_with_more_cells_than_titles_is_refused_not_shifted(tmp_path: Path) -> None:
    text = PLAIN + "G-2,2026-02-01,Fir, Works,EUR,100.00\nG-3,2026-02-01,Fir,EUR,5.00,,\n"
    found = imported(tmp_path, text)
    assert [each.number for each in found.documents] == ["G-1", "G-3"]
    assert "6 cells, expected 5" in found.problems[0].text


def test_a_row_with_fewer_cells_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    found = imported(tmp_path, PLAIN + "G-2,2026-02-01,Fir\n")
    assert found.problems[0].text.startswith("total: ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n \n", "is empty"),
        (b"\xff\xfe", "is empty"),
        (b"number,total\nA-1\x00,10.00\n", "NUL"),
        (b"PK\x03\x04....", "spreadsheet or zip"),
        (b'{"songs": []}', "could hold|no row that names"),
        (b"[1, 2]", "holds no list of invoices"),
        (b"\x1f\x8b\x08\x00rest", "gzip"),
        (b"\xff\xfea", "cannot be decoded"),
        (b"number,date,client,total" + b",x" * 400_000 + b"\n", "columns, so it is no table"),
        (b"hello\nworld\n", "has no row that names the columns"),
        (b"number,client\nG-1,Fir\n", "lacks a column"),
        (b"client,invoice number,amount,date\nFir,1,5.00,2026-01-31\n", "could hold invoices or"),
        (b'number,issue_date,client,currency,total\n"G-1,2026', "no readable CSV from line 2"),
        (b"number,issue_date,client,currency,total\n" + b"x" * 1_100_000, "more than 1 MB"),
        (b"number,issue_date,client,currency,total\n" + b"x" * 200_000 + b"\n", "no readable CSV"),
    ],
)
def test_a_file_that_cannot_be_read_at_all_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    with pytest.raises(ImportFileError, match=said) as caught:
        imported(tmp_path, content, name="money.csv")
    assert caught.value.hint
    assert "\n" not in str(caught.value)


def test_a_file_above_fifty_megabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as stream:
        stream.truncate(50 * 1024 * 1024 + 1)
    with pytest.raises(ImportFileError, match="larger than 50 MB"):
        FileImporter().read(path, clients=[], known={})


@pytest.mark.parametrize("name", ["", "missing.csv"])
def test_a_path_that_is_no_file_is_an_error_of_ours(tmp_path: Path, name: str) -> None:
    with pytest.raises(ImportFileError, match="cannot be read"):
        FileImporter().read(tmp_path / name, clients=[], known={})


def test_file_and_format_are_named(tmp_path: Path) -> None:
    found = imported(tmp_path, PLAIN)
    assert (found.source, found.format) == ("invoices.csv", "csv-invoices")
    assert found.documents[0].client == "Fir"


def test_a_currency_and_an_order_of_dates_can_be_given_and_are_remembered(tmp_path: Path) -> None:
    text = "number,issue_date,client,total\nG-1,03/02/2026,Fir,100.00\n"
    assert imported(tmp_path, text).documents == ()
    told = imported(tmp_path, text, currency="USD", date_order="mdy")
    assert told.mapping is not None
    again = FileImporter().read(
        tmp_path / "invoices.csv", clients=[], known={told.mapping.digest: told.mapping}
    )
    assert [str(each.issue_date) for each in again.documents] == ["2026-03-02"]
    assert again.documents[0].currency == "USD"


UNCLEAR = "Client;Invoice Number;Amount;Date\nFir;1;5,50 €;2026-01-31\n"


def test_a_saved_mapping_answers_what_a_header_leaves_open(tmp_path: Path) -> None:
    with pytest.raises(ImportFileError, match="could hold invoices or payments"):
        imported(tmp_path, UNCLEAR, name="export.csv")
    told = imported(tmp_path, UNCLEAR, name="payments.csv").mapping
    assert told is not None
    found = FileImporter().read(tmp_path / "export.csv", clients=[], known={told.digest: told})
    assert (found.format, len(found.payments)) == ("csv-payments", 1)


def test_a_file_that_says_what_it_holds_is_not_read_by_the_mapping_of_another(
    tmp_path: Path,
) -> None:
    told = imported(tmp_path, UNCLEAR, name="payments.csv").mapping
    assert told is not None
    (tmp_path / "invoices.csv").write_text(UNCLEAR)
    found = FileImporter().read(tmp_path / "invoices.csv", clients=[], known={told.digest: told})
    assert (found.format, len(found.documents)) == ("csv-invoices", 1)


def test_invoices_and_payments_from_two_files_meet_in_the_store(tmp_path: Path) -> None:
    invoices = imported(tmp_path, PLAIN)
    payments = imported(
        tmp_path,
        "paid_on;amount;currency;invoice;payer\n16.02.2026;100,00;EUR;G-1;Fir\n",
        name="payments.csv",
    )
    with open_store(tmp_path / "a.db") as store:
        for each in (payments, invoices):
            save_ledger(store, each.source, each.documents, each.payments, each.problems, MORNING)
        (payment,) = store.facts("Fir").payments
    assert (payment.document, payment.amount_minor) == ("G-1/2026", 10000)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_any_bytes_are_read_or_refused_in_our_own_words(tmp_path: Path, content: bytes) -> None:
    head = b"number,issue_date,client,currency,total\n"
    for data in (content, head + content):
        with suppress(ImportFileError):
            assert imported(tmp_path, data).format.startswith("csv-")
