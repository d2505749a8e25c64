from __future__ import annotations

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_client
from goodterms.adapters.invoices import Asked, read_bytes
from goodterms.errors import ImportFileError

ASKED = Asked(zone=ZoneInfo("Europe/Zagreb"))

TOGGL = """\ufeffUser,Email,Client,Project,Task,Description,Billable,Start date,Start time,\
End date,End time,Duration,Tags,Amount (EUR)
Mara,m@x.example,Alba,Site,,Fix,Yes,2026-03-02,09:00:00,2026-03-02,10:30:00,01:30:00,"a, b",90.00
Mara,m@x.example,Alba,Site,,Call,No,2026-03-02,11:00:00,2026-03-02,11:20:00,00:20:00,,
"""
CLOCKIFY = """"Project","Client","Description","Task","User","Group","Email","Tags","Type",\
"Billable","Invoiced","Start Date","Start Time","End Date","End Time","Duration (h)",\
"Duration (decimal)","Billable Rate (USD)","Billable Amount (USD)"
"Site","Alba","x","","Mara","","m@x","","Regular","Yes","No","{day}","09:00 AM","{day}",\
"10:30 AM","01:30:00","1.50","60.00","90.00"
"","","Easter","","Mara","","m@x","","Time Off","No","No","{day}","09:00 AM","{day}",\
"05:00 PM","08:00:00","8.00","0.00","0.00"
"""
KIMAI_HR = """Datum;Početak;Kraj;Trajanje;Valuta;Cijena;Satnica;Kupac;Projekt;Aktivnost;Naplativo
02.03.2026.;22:15;00:45;2:30;EUR;150,00;60,00;Alba;Site;Dizajn;Da
UKUPNO;;;2:30;;150,00;;;;;
"""


def read(text: str, asked: Asked = ASKED):
    return read_bytes(text.encode(), "hours.csv", asked)


def test_toggl_with_a_byte_order_mark() -> None:
    found = read(TOGGL)
    first, second = found.entries
    assert found.format == "csv-time-toggl"
    assert first.started_at == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert (first.seconds, first.is_billable, first.currency) == (5400, True, "EUR")
    assert json.loads(first.stated)["amount_minor"] == 9000
    assert json.loads(first.stated)["tags"] == ["a", "b"]
    assert (second.seconds, second.is_billable, second.line) == (1200, False, 3)
    assert found.problems == ()


def test_clockify_asks_for_the_order_of_ambiguous_dates() -> None:
    found = read(CLOCKIFY.format(day="03/04/2026"))
    assert found.entries == ()
    assert [each["date"] for each in found.undecided] == [None]
    asked = Asked(zone=ASKED.zone, date_order="dmy")
    (entry,) = read(CLOCKIFY.format(day="03/04/2026"), asked).entries
    assert entry.worked_on == date(2026, 4, 3)
    (proved,) = read(CLOCKIFY.format(day="03/14/2026"), asked).entries
    assert proved.worked_on == date(2026, 3, 14)
    assert (proved.rate_minor, proved.is_invoiced) == (6000, False)


def test_time_off_is_named_and_left_out() -> None:
    found = read(CLOCKIFY.format(day="03/14/2026"))
    assert [each.code for each in found.problems] == ["time_off"]


def test_a_croatian_export_with_a_totals_row_and_a_night() -> None:
    found = read(KIMAI_HR)
    (entry,) = found.entries
    assert (entry.seconds, entry.rate_minor, entry.is_billable) == (9000, 6000, True)
    assert entry.worked_on == date(2026, 3, 2)
    assert found.problems == ()


def test_any_table_with_client_day_and_hours_is_read() -> None:
    found = read("My hours\n\nclient;date;hours\nAlba;2026-03-02;1,5\nBeta;2026-03-03;0:45\n")
    assert [(each.client_name, each.seconds) for each in found.entries] == [
        ("Alba", 5400),
        ("Beta", 2700),
    ]
    assert [each.line for each in found.entries] == [4, 5]


def test_the_client_is_found_by_name_or_project() -> None:
    asked = Asked(clients=[a_client("Alba"), a_client("Beta", invoice_names=("Shop",))])
    text = (
        "client,project,date,hours\nALBA,,2026-03-02,1.0\n,Shop,2026-03-02,1.0\n,X,2026-03-02,1.0\n"
    )
    assert [each.client for each in read(text, asked).entries] == ["Alba", "Beta", None]


def test_a_summary_is_refused_kindly() -> None:
    with pytest.raises(ImportFileError, match="sums hours up") as caught:
        read("Project,Client,Duration\nSite,Alba,01:30:00\n")
    assert "detailed" in str(caught.value.hint)


def test_an_invoice_table_with_hours_stays_one() -> None:
    text = "Number,Issue date,Client,Currency,Total,Hours\n7,2026-03-02,Alba,EUR,90.00,1.5\n"
    found = read(text)
    assert (len(found.documents), found.entries) == (1, ())


def test_a_row_with_too_many_cells_is_named() -> None:
    found = read("client,date,hours\nAlba,2026-03-02,1.0,extra\nAlba,2026-03-03,1.0\n")
    assert [each.line for each in found.entries] == [3]
    assert found.problems[0].text == "row: 4 cells, expected 3"


def test_quotes_that_do_not_close_refuse_the_file() -> None:
    with pytest.raises(ImportFileError, match="no readable CSV from line"):
        read('client,date,hours\nAlba,2026-03-02,1.0\n"Beta,2026-03-02,1.0\n')


def test_reading_twice_is_reading_once() -> None:
    assert read(TOGGL) == read(TOGGL)
    text = "client,date,hours\n" + "Alba,2026-03-02,1.0\n" * 3
    assert len({each.id for each in read(text).entries}) == 3


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_below_a_header_is_read_or_refused(text: str) -> None:
    try:
        found = read("client,date,hours\n" + text)
    except ImportFileError:
        return
    assert all(each.seconds >= 0 for each in found.entries)
