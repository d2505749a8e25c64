"""Columns: told by their titles in three languages and by the tools' own headers."""

from __future__ import annotations

import pytest

from goodterms.core.column_titles import TITLES, TOOLS
from goodterms.core.columns import (
    ColumnMapping,
    Field,
    TableKind,
    header_digest,
    normalise_title,
    propose,
)


def proposed(header: str, hint: str = "") -> ColumnMapping:
    mapping = propose(header.split(";"), hint=hint)
    assert mapping is not None
    return mapping


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Invoice No.", "invoiceno"),
        ("\ufeffDatum računa", "datumracuna"),
        ("Dospijeće", "dospijece"),
        ("FÄLLIGKEIT", "falligkeit"),
        ("Datum dospijeća / đ", "datumdospijecad"),
        ("due_date", "duedate"),
    ],
)
def test_titles_are_compared_without_case_accents_and_signs(title: str, plain: str) -> None:
    assert normalise_title(title) == plain


@pytest.mark.parametrize(
    ("header", "kind", "fields"),
    [
        (
            "number;issue_date;due_date;client;currency;hours;net;total;state",
            TableKind.INVOICES,
            {Field.NUMBER, Field.HOURS, Field.NET, Field.TOTAL, Field.STATE},
        ),
        (
            "Broj računa;Datum računa;Dospijeće;Kupac;OIB kupca;Iznos;Valuta;Datum plaćanja",
            TableKind.INVOICES,
            {Field.NUMBER, Field.TAX_ID, Field.TOTAL, Field.LAST_PAYMENT},
        ),
        (
            "Rechnungsnummer;Rechnungsdatum;Kunde;Betrag brutto;Bezahlt",
            TableKind.INVOICES,
            {Field.NUMBER, Field.CLIENT, Field.TOTAL, Field.PAID},
        ),
        (
            "paid_on;amount;currency;invoice;payer",
            TableKind.PAYMENTS,
            {Field.PAID_ON, Field.AMOUNT, Field.INVOICE, Field.PAYER},
        ),
        (
            "Datum uplate;Uplatitelj;Iznos;Broj računa",
            TableKind.PAYMENTS,
            {Field.PAID_ON, Field.PAYER, Field.AMOUNT, Field.INVOICE},
        ),
    ],
)
def test_a_header_tells_what_the_table_holds(
    header: str, kind: TableKind, fields: set[Field]
) -> None:
    mapping = proposed(header)
    assert mapping.kind is kind
    assert fields <= set(mapping.fields.values())


def test_of_two_columns_for_one_field_the_more_telling_counts() -> None:
    mapping = proposed("ID;Invoice Number;Date;Issue Date;Client;Total")
    assert mapping.fields["invoicenumber"] is Field.NUMBER
    assert mapping.fields["issuedate"] is Field.ISSUE_DATE
    assert "id" not in mapping.fields


def test_a_table_that_could_be_either_is_told_by_its_surroundings_or_asked() -> None:
    header = ["Client", "Invoice Number", "Amount", "Date"]
    assert propose(header) is None
    payments = propose(header, hint="Invoice Ninja v4 Payments")
    invoices = propose(header, hint="my invoices.csv")
    assert payments is not None
    assert invoices is not None
    assert (payments.kind, invoices.kind) == (TableKind.PAYMENTS, TableKind.INVOICES)


@pytest.mark.parametrize("header", ["a;b;c", "Client;Total", "number;date;total", ""])
def test_without_the_needed_columns_there_is_no_mapping(header: str) -> None:
    assert propose(header.split(";"), hint="invoices") is None


def test_a_digest_names_the_titles_and_their_order() -> None:
    assert header_digest(["A b", "C", "", ""]) == header_digest(["a_b", "c"])
    assert header_digest(["a", "b"]) != header_digest(["b", "a"])


def test_the_first_of_two_equal_titles_is_read() -> None:
    mapping = proposed("number;date;client;total")
    assert mapping.positions(["total", "number", "total"]) == {Field.TOTAL: 0, Field.NUMBER: 1}


def test_a_mapping_survives_being_stored() -> None:
    mapping = proposed("Broj;Datum računa;Kupac;Iznos;Dospijeće")
    assert ColumnMapping.from_json(mapping.digest, mapping.to_json()) == mapping


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"kind": "songs", "fields": {}}', "null"])
def test_a_damaged_mapping_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the text differs with the damage
        ColumnMapping.from_json("d", text)


def test_the_table_of_titles_names_only_known_fields_in_normal_form() -> None:
    for table in (*TITLES.values(), *(tool.titles for tool in TOOLS)):
        for name, titles in table.items():
            assert Field(name)
            assert all(normalise_title(title) == title for title in titles)
    for tool in TOOLS:
        assert TableKind(tool.kind)
