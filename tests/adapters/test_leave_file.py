from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.adapters import leave_file
from goodterms.adapters.leave_file import Leave, joined
from goodterms.errors import ConfigError

FIRST, LAST = date(2020, 1, 1), date(2027, 12, 31)
ZAGREB = ZoneInfo("Europe/Zagreb")


def calendar(*events: str) -> str:
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n"
    body = "".join(
        "BEGIN:VEVENT\r\n" + "\r\n".join(each.split("|")) + "\r\nEND:VEVENT\r\n" for each in events
    )
    return f"{head}{body}END:VCALENDAR\r\n"


def left(tmp_path, text: str | bytes, **bounds) -> Leave:
    path = tmp_path / "away.ics"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    span = {"first": FIRST, "last": LAST, **bounds}
    return leave_file.read(path, zone_on=lambda _: ZAGREB, **span)


def utc(*parts) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def days(*texts: str) -> frozenset[date]:
    return frozenset(map(date.fromisoformat, texts))


def test_whole_days_end_before_the_end_day(tmp_path):
    text = calendar(
        "UID:1|DTSTART;VALUE=DATE:20260803|DTEND;VALUE=DATE:20260806",
        "UID:2|DTSTART;VALUE=DATE:20261224",
        "UID:3|DTSTART;VALUE=DATE:20270105|DURATION:P2D|TRANSP:TRANSPARENT",
    )
    expected = days(
        "2026-08-03", "2026-08-04", "2026-08-05", "2026-12-24", "2027-01-05", "2027-01-06"
    )
    assert left(tmp_path, text) == Leave(days=expected)


def test_hours_are_on_the_clock_that_the_file_names(tmp_path):
    text = calendar(
        "UID:1|DTSTART:20260803T080000Z|DTEND:20260803T100000Z",
        "UID:2|DTSTART;TZID=America/New_York:20260804T090000|DURATION:PT1H30M",
        "UID:3|DTSTART:20260805T090000|DTEND:20260805T100000",
        "UID:4|DTSTART;TZID=Central European Standard Time:20260806T090000|DURATION:PT1H",
        "UID:5|DTSTART;TZID=My own zone:20260807T090000|DURATION:PT1H",
        "UID:6|DTSTART:20260808T090000",
    )
    assert left(tmp_path, text).away == (
        (utc(2026, 8, 3, 8), utc(2026, 8, 3, 10)),
        (utc(2026, 8, 4, 13), utc(2026, 8, 4, 14, 30)),
        (utc(2026, 8, 5, 7), utc(2026, 8, 5, 8)),
        (utc(2026, 8, 6, 7), utc(2026, 8, 6, 8)),
        (utc(2026, 8, 7, 7), utc(2026, 8, 7, 8)),
    )


def test_repeated_hours_keep_their_clock_time_over_a_clock_change(tmp_path):
    text = calendar(
        "UID:1|DTSTART;TZID=Europe/Zagreb:20261023T090000|DTEND;TZID=Europe/Zagreb:20261023T110000"
        "|RRULE:FREQ=WEEKLY;COUNT=2"
    )
    assert left(tmp_path, text).away == (
        (utc(2026, 10, 23, 7), utc(2026, 10, 23, 9)),
        (utc(2026, 10, 30, 8), utc(2026, 10, 30, 10)),
    )


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("RRULE:FREQ=YEARLY;COUNT=2", ("2026-08-03", "2027-08-03")),
        ("RRULE:FREQ=WEEKLY;UNTIL=20260817", ("2026-08-03", "2026-08-10", "2026-08-17")),
        ("RRULE:FREQ=DAILY;INTERVAL=2;UNTIL=20260806T120000Z", ("2026-08-03", "2026-08-05")),
        ("RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=3", ("2026-08-03", "2026-09-07", "2026-10-05")),
        ("RRULE:FREQ=DAILY;COUNT=4|EXDATE;VALUE=DATE:20260804,20260805",
         ("2026-08-03", "2026-08-06")),
        ("RDATE;VALUE=DATE:20260901", ("2026-08-03", "2026-09-01")),
        ("RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=TU", ("2026-08-03",)),
        ("RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2",
         ("2026-08-03", "2026-08-31", "2026-09-30")),
        ("RRULE:FREQ=DAILY;COUNT=1|EXDATE;VALUE=DATE:20260803", ()),
    ],
)  # fmt: skip
def test_repeated_days(tmp_path, rule, expected):
    assert left(tmp_path, calendar(f"UID:1|DTSTART;VALUE=DATE:20260803|{rule}")).days == days(
        *expected
    )


def test_a_rule_without_end_ends_with_the_horizon(tmp_path):
    text = calendar("UID:1|DTSTART;VALUE=DATE:20150101|RRULE:FREQ=YEARLY")
    found = left(tmp_path, text, last=date(2022, 6, 1)).days
    assert found == days("2020-01-01", "2021-01-01", "2022-01-01")


def test_cancelled_events_and_cancelled_repetitions_are_no_leave(tmp_path):
    text = calendar(
        "UID:1|DTSTART;VALUE=DATE:20260803|STATUS:CANCELLED",
        "UID:2|DTSTART;VALUE=DATE:20260810|RRULE:FREQ=DAILY;COUNT=3",
        "UID:2|RECURRENCE-ID;VALUE=DATE:20260811|DTSTART;VALUE=DATE:20260811|STATUS:CANCELLED",
        "UID:2|RECURRENCE-ID;VALUE=DATE:20260812|DTSTART;VALUE=DATE:20260820",
    )
    assert left(tmp_path, text).days == days("2026-08-10", "2026-08-20")


def test_a_later_version_of_an_event_replaces_the_earlier(tmp_path):
    text = calendar(
        "UID:1|SEQUENCE:2|DTSTART;VALUE=DATE:20260803|STATUS:CANCELLED",
        "UID:1|SEQUENCE:1|DTSTART;VALUE=DATE:20260803",
        "UID:2|DTSTART;VALUE=DATE:20260804",
        "UID:2|SEQUENCE:1|DTSTART;VALUE=DATE:20260805",
    )
    assert left(tmp_path, text).days == days("2026-08-05")


def test_a_moved_repetition_named_in_another_zone_is_the_same_one(tmp_path):
    text = calendar(
        "UID:1|DTSTART;TZID=Europe/Zagreb:20260803T090000|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=2",
        "UID:1|RECURRENCE-ID:20260804T070000Z|DTSTART:20260804T150000Z|DURATION:PT1H",
    )
    assert [start for start, _ in left(tmp_path, text).away] == [
        utc(2026, 8, 3, 7),
        utc(2026, 8, 4, 15),
    ]


def test_folded_lines_alarms_and_zone_definitions_do_not_disturb(tmp_path):
    text = calendar(
        "UID:1|DTSTART;VALUE=|\t DATE:20260803".replace("|\t ", "\r\n ")
        + "|BEGIN:VALARM|TRIGGER:-PT5M|DURATION:PT5M|END:VALARM|SUMMARY:Away"
    ).replace(
        "BEGIN:VEVENT",
        "BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "RRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT",
    )
    assert left(tmp_path, text).days == days("2026-08-03")


def test_an_empty_calendar_and_no_file_are_no_leave(tmp_path):
    assert left(tmp_path, calendar()) == Leave()
    assert leave_file.read(None, zone_on=lambda _: ZAGREB, first=FIRST, last=LAST) == Leave()


GOOD = "UID:1|DTSTART;VALUE=DATE:20260803"


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"", "not a calendar"),
        (b"hello", "not a calendar"),
        (b"\xff\xfe\x00B", "not UTF-8"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2026", "ends in the middle"),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", "line 1: expected BEGIN:VCALENDAR"),
        (b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n", "line 2: an END without its BEGIN"),
        (b"BEGIN:VCALENDAR\r\n" * 100_000, "ends in the middle"),
        (calendar(GOOD, "UID:2|DTSTART;VALUE=DATE:20260230"), "line 8: the event"),
        (calendar("UID:2|DTSTART:banana"), "line 4: .*cannot be read .DTSTART"),
        (calendar("UID:2|DTEND:20260101T100000Z"), "has no start"),
        (calendar("UID:2|DTSTART:00010101T000000"), "begins before 1970"),
        (calendar("UID:2|DTSTART:20260102T100000Z|DTEND:20260101T100000Z"), "ends before"),
        (calendar("UID:2|DTSTART:20260102T100000Z|DURATION:P9999999W"), "lasts more than|cannot"),
        (calendar("UID:2|DTSTART;VALUE=DATE:20260102|DTEND:20260103T000000"), "begins with a day"),
        (calendar(GOOD + "|DTSTART;VALUE=DATE:20260804"), "DTSTART more than once"),
        (calendar(GOOD + "|RRULE:FREQ=SECONDLY"), "not daily, weekly, monthly or yearly"),
        (calendar(GOOD + "|RRULE:FREQ=DAILY;INTERVAL=0"), "not daily, weekly"),
        (calendar(GOOD + "|RRULE:FREQ=DAILY;INTERVAL=" + "9" * 40), "cannot be read .RRULE"),
        (calendar(GOOD + "|RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), "by days of the month"),
        (calendar(GOOD + "|RRULE:FREQ=NEVER"), "cannot be read .RRULE"),
        (calendar(GOOD + "|RRULE:BYDAY=MO"), "not daily, weekly"),
        (calendar(GOOD + "|EXRULE:FREQ=DAILY"), "EXRULE"),
        (calendar("UID:1|DTSTART;VALUE=DATE:19700101|RRULE:FREQ=DAILY"), "more than 6000 times"),
        (calendar(GOOD + "|RRULE:FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24)))),
         "more than 6000 times"),
        (calendar(*(f"UID:{n}|DTSTART:20260803|RRULE:FREQ=DAILY" for n in range(201))),
         "more than 200 repeated"),
        (calendar(GOOD, GOOD + "|RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260803"),
         "all later ones at once"),
        (calendar(GOOD + "|EXDATE;VALUE=DATE:" + "20260803," * 9000 + "20260803"), "longer than"),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_whole_and_named(tmp_path, text, expected):
    with pytest.raises(ConfigError, match=rf"hours\.leave_file: .*away\.ics: .*(?:{expected})"):
        left(tmp_path, text)


@pytest.mark.timeout(20)
def test_rules_that_never_match_end(tmp_path):
    rule = "RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1"
    text = calendar(*(f"UID:{n}|DTSTART;VALUE=DATE:19800101|{rule}" for n in range(50)))
    assert left(tmp_path, text).days == frozenset()  # 1980 itself lies before the horizon


def test_a_missing_and_a_huge_file_are_named(tmp_path):
    with pytest.raises(ConfigError, match="No such file"):
        leave_file.read(tmp_path / "no.ics", zone_on=lambda _: ZAGREB, first=FIRST, last=LAST)
    with pytest.raises(ConfigError, match="larger than 4 MB"):
        left(tmp_path, b" " * 4_000_001)


@given(noise=st.binary(max_size=60), at=st.integers(0, 10_000), cut=st.integers(0, 40))
@settings(max_examples=150, deadline=None)
def test_damaged_files_are_read_or_refused(tmp_path_factory, noise, at, cut):
    whole = calendar(
        "UID:1|DTSTART;TZID=Europe/Zagreb:20260803T090000|DURATION:PT1H|RRULE:FREQ=WEEKLY;COUNT=3",
        "UID:2|DTSTART;VALUE=DATE:20260810|EXDATE;VALUE=DATE:20260811|RDATE;VALUE=DATE:20260812",
    ).encode()
    place = at % len(whole)
    damaged = whole[:place] + noise + whole[place + cut :]
    try:
        found = left(tmp_path_factory.mktemp("ics"), damaged)
    except ConfigError as error:
        assert "leave_file" in str(error)  # noqa: PT017 - either is right
    else:
        assert all(FIRST <= day <= LAST for day in found.days)


def test_the_stamp_changes_with_the_file(tmp_path):
    path = tmp_path / "away.ics"
    assert leave_file.stamp(None) is None
    assert leave_file.stamp(path) is None
    path.write_text("a")
    before = leave_file.stamp(path)
    path.write_text("bc")
    assert leave_file.stamp(path) != before


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=12))
def test_joined_spans_cover_the_same_minutes_once(pairs):
    spans = [(utc(2026, 1, 1, 0, a), utc(2026, 1, 1, 0, b)) for a, b in pairs]
    found = joined(spans)
    covered = {m for a, b in pairs for m in range(a, b)}
    assert {m for a, b in found for m in range(a.minute, b.minute)} == covered
    assert all(one[1] < other[0] for one, other in itertools.pairwise(found))
