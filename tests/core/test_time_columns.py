from __future__ import annotations

import pytest

from goodterms.core.time_columns import TimeField, columns_of, is_summary, recognised


@pytest.mark.parametrize(
    ("header", "tool"),
    [
        (("User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,"
         "End time,Duration,Tags,Amount (EUR)"), "toggl"),
        (("Project,Client,Description,Task,User,Group,Email,Tags,Billable,Start Date,Start Time,"
         "End Date,End Time,Duration (h),Duration (decimal),Billable Rate (USD),"
         "Billable Amount (USD)"), "clockify"),
        (("Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,Approved?,"
         "First Name,Last Name,Currency"), "harvest"),
        (("Date,From,To,Duration,Currency,Price,Hourly price,Name,User,Customer,Project,Activity,"
         "Billable,Account,Project number,Order number"), "kimai"),
        ("description,billable,client,project,tags,start,end,task,user_name", "solidtime"),
        ("Datum,Početak,Kraj,Trajanje,Kupac,Projekt,Naplativo", ""),
        ("Datum;Beginn;Ende;Dauer;Kunde;Tätigkeit", ""),
        ("client;date;hours", ""),
        ("Projekt;Datum;Sati", ""),
    ],
)  # fmt: skip
def test_a_header_of_hours_is_recognised(header: str, tool: str) -> None:
    delimiter = ";" if ";" in header else ","
    found = columns_of(header.split(delimiter))
    assert found is not None
    assert found.tool == tool
    assert TimeField.START in found.places


@pytest.mark.parametrize(
    "header",
    [
        "Number,Issue date,Due date,Client,Total,Hours",
        "Broj,Datum,Kupac,Iznos,Sati",
        "Invoice No,Date,Client,Hours,Amount",
        "Date,Client,Amount",
        "Date,Hours",
        "Client,Hours",
        "",
    ],
)
def test_other_headers_are_none_of_hours(header: str) -> None:
    assert columns_of(header.split(",")) is None


def test_the_currency_of_a_column_stands_in_its_title() -> None:
    found = columns_of(["Client", "Start date", "Duration", "Amount (EUR)"])
    assert found is not None
    assert (found.currency, found.places[TimeField.AMOUNT]) == ("EUR", 3)
    bare = columns_of(["Client", "Start date", "Duration", "Amount (ABC)"])
    assert bare is not None
    assert bare.currency == ""


def test_of_two_titles_for_one_field_the_more_telling_one_counts() -> None:
    found = columns_of(["Date", "Duration", "Name", "Account", "Customer", "Price", "Hourly price"])
    assert found is not None
    assert found.places[TimeField.CLIENT] == 4
    assert (found.places[TimeField.AMOUNT], found.places[TimeField.RATE]) == (5, 6)


def test_times_beside_a_day_are_times_and_alone_they_hold_the_day() -> None:
    beside = columns_of(["Date", "Start", "End", "Project"])
    alone = columns_of(["Start", "End", "Project"])
    assert beside is not None
    assert alone is not None
    assert beside.places[TimeField.START_TIME] == 1
    assert alone.places[TimeField.START] == 0


def test_a_summary_has_sums_but_no_days() -> None:
    assert is_summary(["Project", "Client", "Duration"])
    assert not is_summary(["Project", "Date", "Duration"])
    assert not is_summary(["Client", "Issue date", "Hours", "Total"])
    assert recognised(["Client", "Date", "Duration", "Colour"]) == 3
