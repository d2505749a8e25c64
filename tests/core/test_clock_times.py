from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.core.calendar_dates import DateError
from goodterms.core.clock_times import ClockError, Moment, parse_moment, parse_time

ZAGREB = ZoneInfo("Europe/Zagreb")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9:05", time(9, 5)),
        ("22:15:30", time(22, 15, 30)),
        ("10:23:52 AM", time(10, 23, 52)),
        ("12:00 AM", time(0)),
        ("12:30 p.m.", time(12, 30)),
        ("1pm", time(13)),
        ("09.30", time(9, 30)),
        ("09:00:00.123", time(9)),
        ("24:00", time(0)),
    ],
)
def test_a_time_of_day_is_read_with_24_hours_or_12(text: str, expected: time) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize(
    "text", ["", "9", "25:00", "13:00 PM", "0:30 AM", "9:61", "noon", "9:05 a"]
)
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(ClockError, match="no time of day"):
        parse_time(text)


@pytest.mark.parametrize(
    ("text", "stated", "instant"),
    [
        ("2024-03-04T09:23:52Z", "2024-03-04T09:23:52Z", datetime(2024, 3, 4, 9, 23, 52)),
        ("20260302T080000Z", "2026-03-02T08:00:00Z", datetime(2026, 3, 2, 8)),
        ("2026-03-02 09:00", "2026-03-02T09:00:00", datetime(2026, 3, 2, 8)),
        ("2026-03-02T09:00:00+0100", "2026-03-02T09:00:00+01:00", datetime(2026, 3, 2, 8)),
        ("2026-07-02T09:00:00.000-05:00", "2026-07-02T09:00:00-05:00", datetime(2026, 7, 2, 14)),
        ("02.03.2026. 09:00", "2026-03-02T09:00:00", datetime(2026, 3, 2, 8)),
        ("03/02/2026 9:00 PM", "2026-03-02T21:00:00", datetime(2026, 3, 2, 20)),
    ],
)
def test_a_moment_keeps_what_was_stated_and_knows_the_instant(
    text: str, stated: str, instant: datetime
) -> None:
    found = parse_moment(text, order="mdy")
    assert found.stated() == stated
    assert found.instant(ZAGREB) == instant.replace(tzinfo=UTC)


def test_a_day_alone_has_no_instant() -> None:
    found = parse_moment("2026-03-02", order="")
    assert (found.instant(ZAGREB), found.stated()) == (None, "2026-03-02")
    assert parse_moment("02. 03.2026", order="") == found


def test_an_hour_that_summer_time_takes_is_still_an_instant() -> None:
    found = parse_moment("2026-03-29 02:30", order="")
    assert found.instant(ZAGREB) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_the_next_day_crosses_the_month() -> None:
    assert Moment(day=date(2026, 3, 31), at=time(0, 45)).next_day().day == date(2026, 4, 1)


def test_an_ambiguous_day_and_an_offset_of_nowhere_are_refused() -> None:
    with pytest.raises(DateError, match="day or month first"):
        parse_moment("03/04/2024 10:00", order="")
    with pytest.raises(ClockError):
        parse_moment("2026-03-02T09:00:00+99:00", order="")


@settings(max_examples=60)
@given(st.datetimes(min_value=datetime(1991, 1, 1), max_value=datetime(2098, 1, 1)))
def test_iso_instants_round_trip(at: datetime) -> None:
    text = f"{at.replace(microsecond=0).isoformat()}Z"
    assert parse_moment(text, order="").stated() == text


@settings(max_examples=100)
@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_an_error(text: str) -> None:
    with contextlib.suppress(ClockError, DateError):
        parse_moment(text, order="").instant(ZAGREB)
