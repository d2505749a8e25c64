from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_workweek
from goodterms.core.hours import Window, Workweek

ZAGREB = ZoneInfo("Europe/Zagreb")
WEEKS = {
    "office": a_workweek(),
    "holidays": a_workweek(holidays=frozenset({date(2026, 3, 30), date(2026, 10, 26)})),
    "night": a_workweek(windows=((Window(start=time(22), end=time(2)),),) * 7),
    "overlapping": a_workweek(
        windows=((Window(start=time(20), end=time(6)), Window(start=time(5), end=time(9))),) * 7
    ),
    "split shift": a_workweek(
        windows=((Window(start=time(13), end=time(18)), Window(start=time(9), end=time(14))),) * 7
    ),
    "always": a_workweek(windows=((Window(start=time(0), end=time(0)),),) * 7),
    "skipped hour": a_workweek(windows=((Window(start=time(2, 10), end=time(2, 50)),),) * 7),
    "half-hour zone": a_workweek(zone="Australia/Lord_Howe"),
}


def at(text: str) -> datetime:
    """Read a wall-clock time of Zagreb."""
    return datetime.fromisoformat(text).replace(tzinfo=ZAGREB).astimezone(UTC)


def brute_minutes(week: Workweek, start: datetime, end: datetime) -> int:
    count, step = 0, timedelta(minutes=1)
    while start < end:
        count += week.is_open(start)
        start += step
    return count


weeks = st.sampled_from(sorted(WEEKS)).map(WEEKS.__getitem__)
# around both clock changes of 2026 and of Lord Howe, and anywhere in the year
instants = st.one_of(
    st.integers(0, 6 * 24 * 60).map(
        lambda m: datetime(2026, 3, 27, tzinfo=UTC) + timedelta(minutes=m)
    ),
    st.integers(0, 6 * 24 * 60).map(
        lambda m: datetime(2026, 10, 23, tzinfo=UTC) + timedelta(minutes=m)
    ),
    st.integers(0, 365 * 24 * 60).map(
        lambda m: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=m)
    ),
)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        # field study B2: reply 09:15 to 08:30 with office hours is 15 minutes
        ("2026-03-02 08:30", "2026-03-02 09:15", 15),
        # 16:30 to 10:30 of the next day is two hours ... minus nothing: 30 + 90
        ("2026-03-02 16:30", "2026-03-03 10:30", 120),
        ("2026-03-06 16:00", "2026-03-09 10:00", 120),  # a weekend between
        ("2026-03-02 18:00", "2026-03-02 18:27", 0),
        ("2026-03-02 10:00", "2026-03-02 09:00", 0),
        ("2026-01-01 00:00", "2027-01-01 00:00", 261 * 8 * 60),
    ],
)
def test_only_minutes_inside_windows_count(start, end, minutes):
    assert a_workweek().business_minutes(at(start), at(end)) == minutes


def test_a_day_with_23_hours_has_23_and_one_with_25_has_25():
    always = WEEKS["always"]
    for day, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 5, 1), 24)):
        start, end = always.midnight(day), always.midnight(day + timedelta(days=1))
        assert always.business_minutes(start, end) == hours * 60


def test_a_window_past_midnight_is_open_on_both_days():
    night = WEEKS["night"]
    assert night.is_open(at("2026-03-03 01:59"))
    assert not night.is_open(at("2026-03-03 02:00"))
    assert night.is_open(at("2026-03-03 22:00"))
    assert night.business_minutes(at("2026-03-02 12:00"), at("2026-03-03 12:00")) == 240


def test_the_owners_clock_is_the_zones():
    assert a_workweek().local(at("2026-03-29 03:30")).isoformat() == "2026-03-29T03:30:00+02:00"
    assert a_workweek().day(datetime(2026, 3, 2, 23, 30, tzinfo=UTC)) == date(2026, 3, 3)


def test_overlapping_windows_count_once():
    shifts = WEEKS["split shift"]
    assert shifts.business_minutes(at("2026-03-02 00:00"), at("2026-03-03 00:00")) == 9 * 60
    week = WEEKS["overlapping"]
    assert week.business_minutes(at("2026-03-02 12:00"), at("2026-03-03 12:00")) == 13 * 60


def test_the_closing_minute_is_closed_and_opens_next_on_monday():
    week = a_workweek()
    assert not week.is_open(at("2026-03-06 17:00"))
    assert week.next_opening(at("2026-03-06 17:00")) == at("2026-03-09 09:00")
    assert week.next_opening(at("2026-03-06 12:00")) == at("2026-03-06 12:00")


def test_holidays_and_leave_are_closed():
    week = a_workweek(holidays=frozenset({date(2026, 3, 9)}), leave=frozenset({date(2026, 3, 10)}))
    assert week.next_opening(at("2026-03-06 18:00")) == at("2026-03-11 09:00")
    assert not week.is_workday(date(2026, 3, 9))
    assert week.add_business_days(date(2026, 3, 6), 1) == date(2026, 3, 11)


def test_a_year_of_leave_still_ends():
    leave = frozenset(date(2026, 1, 1) + timedelta(days=each) for each in range(400))
    assert a_workweek(leave=leave).next_opening(at("2026-01-01 12:00")) == at("2027-02-05 09:00")


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-03-02 10:00", 4, "2026-03-02 14:00"),
        ("2026-03-02 16:00", 4, "2026-03-03 12:00"),
        ("2026-03-06 20:00", 4, "2026-03-09 13:00"),
        ("2026-03-02 20:00", 0, "2026-03-03 09:00"),
        ("2026-03-02 09:00", 8, "2026-03-02 17:00"),
    ],
)
def test_business_hours_are_added_over_closed_time(start, hours, end):
    assert a_workweek().add_business_hours(at(start), hours) == at(end)


def test_ten_business_days_are_two_weeks():
    assert a_workweek().add_business_days(date(2026, 3, 2), 10) == date(2026, 3, 16)
    assert a_workweek().add_business_days(date(2026, 3, 7), 0) == date(2026, 3, 7)


@pytest.mark.parametrize(
    "changes",
    [{"windows": ((),) * 7}, {"windows": ((),) * 6}, {"zone": "Europe/Nowhere"}, {"zone": "/etc"}],
)
def test_a_workweek_that_cannot_work_is_refused(changes):
    with pytest.raises(ValueError, match=r"workweek|zone"):
        a_workweek(**changes)


def test_equal_workweeks_are_one_key():
    assert a_workweek() == a_workweek()
    assert hash(a_workweek()) == hash(a_workweek())
    assert a_workweek() != a_workweek(zone="UTC")


@settings(max_examples=60, deadline=None)
@given(week=weeks, start=instants, length=st.integers(0, 3 * 24 * 60))
def test_minutes_inside_agree_with_looking_at_every_minute(week, start, length):
    end = start + timedelta(minutes=length)
    assert week.business_minutes(start, end) == brute_minutes(week, start, end)


@settings(max_examples=200, deadline=None)
@given(week=weeks, moments=st.lists(instants, min_size=3, max_size=3))
def test_minutes_add_up_and_never_shrink(week, moments):
    first, middle, last = sorted(moments)
    whole = week.business_minutes(first, last)
    parts = week.business_minutes(first, middle) + week.business_minutes(middle, last)
    assert whole == pytest.approx(parts)
    assert 0 <= week.business_minutes(first, middle) <= whole
    assert whole <= (last - first) / timedelta(minutes=1)


@settings(max_examples=200, deadline=None)
@given(week=weeks, start=instants)
def test_the_next_opening_is_open_and_nothing_is_open_before_it(week, start):
    opening = week.next_opening(start)
    assert opening >= start
    assert week.is_open(opening)
    assert week.business_minutes(start, opening) == 0
    assert (opening == start) == week.is_open(start)


@settings(max_examples=200, deadline=None)
@given(week=weeks, start=instants, minutes=st.integers(0, 3000))
def test_added_hours_are_found_again(week, start, minutes):
    end = week.add_business_hours(start, minutes / 60)
    assert week.business_minutes(start, end) == pytest.approx(minutes, abs=1e-4)
