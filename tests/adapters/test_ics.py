from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar

from builders_exit import an_exit_dossier
from builders_people import NOW
from goodterms.adapters import ics
from goodterms.adapters.texts import LANGUAGES, Texts
from goodterms.core.exit_dates import DateKind

EN = Texts("en")


def dates():
    return an_exit_dossier(cool_off_until=NOW.date() + timedelta(days=4)).exit.dates


def events(data):
    return Calendar.from_ical(data).walk("VEVENT")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_comes_back_as_it_was_written(language):
    known = dates()

    found = events(ics.calendar(known, Texts(language), now=NOW))

    assert [each.decoded("dtstart") for each in found] == [each.on for each in known]
    for event, each in zip(found, known, strict=True):
        assert type(event.decoded("dtstart")) is date
        assert event.decoded("dtend") == each.on + timedelta(days=1)
        assert str(event["uid"]) == f"{each.uid}@goodterms.invalid"
        assert str(event["class"]) == "PRIVATE"
        assert str(event["summary"]) == ics.title(Texts(language), each)
        assert event.decoded("dtstamp") == NOW


def test_cool_off_collect_by_and_notice_end_are_among_them():
    kinds = {each.kind for each in dates()}

    assert {DateKind.COOL_OFF, DateKind.COLLECT_BY, DateKind.NOTICE_END} <= kinds


def test_nobody_is_invited_and_nothing_is_named():
    data = ics.calendar(dates(), EN, now=NOW).decode()

    calendar = Calendar.from_ical(data)
    assert calendar["method"] == "PUBLISH"
    assert calendar["version"] == "2.0"
    allowed = {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "CLASS", "TRANSP", "STATUS",
    }  # fmt: skip
    for event in calendar.walk("VEVENT"):
        assert set(event) == allowed
    for word in ("Alba", "notice end", "money", "Mara", "ATTENDEE", "ORGANIZER", "cool"):
        assert word not in data
    assert all(line.isascii() for line in data.splitlines())


def test_a_later_file_has_a_greater_sequence_and_the_same_uid():
    one = events(ics.calendar(dates(), EN, now=NOW))[0]
    later = events(ics.calendar(dates(), EN, now=NOW + timedelta(minutes=1)))[0]

    assert int(later["sequence"]) > int(one["sequence"]) > 0
    assert later["uid"] == one["uid"]


def test_sequence_fits_into_32_bits_for_centuries_and_is_never_negative():
    assert ics.sequence(NOW.replace(year=2999)) < 2**31
    assert ics.sequence(datetime(2020, 1, 1, tzinfo=NOW.tzinfo)) == 0


def test_lines_end_as_the_format_wants_and_are_short():
    data = ics.calendar(dates(), EN, now=NOW)

    assert data.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75


def test_names_of_files_are_neutral():
    for each in dates():
        assert ics.file_name(each) == f"review-note-{each.number}.ics"


def test_no_days_give_an_empty_calendar():
    assert events(ics.calendar((), EN, now=NOW)) == []
