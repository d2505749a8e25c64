"""Working time where zone or windows changed on a day, and over every clock change of ten zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builders import a_workweek
from goodterms.core.hours import FIRST_DAY, Period, Window, Workweek, without_leave

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

ZONES = (
    "Europe/Zagreb", "America/New_York", "America/Santiago", "America/Havana", "Asia/Beirut",
    "Africa/Cairo", "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Auckland",
    "Europe/Dublin",
)  # fmt: skip
"""Changes at midnight, at two, by half an hour, backwards in summer, around Ramadan."""

OFFICE = ((Window(start=time(9), end=time(17)),),) * 5 + ((), ())
DAYS = {
    "office": (Window(start=time(9), end=time(17)),),
    "early": (Window(start=time(0), end=time(3)), Window(start=time(12), end=time(0))),
    "at the change": (
        Window(start=time(2, 10), end=time(2, 50)),
        Window(start=time(3), end=time(4)),
    ),
    "night": (Window(start=time(22), end=time(2, 30)),),
}


def rest_of(day: tuple[Window, ...]) -> tuple[Window, ...]:
    """The rest of the clock's 24 hours; a window over midnight is seen as it stands."""
    marks = sorted((each.start, each.end) for each in day)
    if marks[-1][1] <= marks[-1][0] and marks[-1][1] != time(0):  # one window over midnight
        return (Window(start=marks[-1][1], end=marks[-1][0]),)
    edges = [time(0), *(edge for mark in marks for edge in mark), time(0)]
    pairs = [*zip(edges[::2], edges[1::2], strict=True)]
    return tuple(
        Window(start=start, end=end)
        for place, (start, end) in enumerate(pairs)
        if start != end or (place == 0 and start != time(0))
    )


def changes(name: str) -> list[datetime]:
    """Every instant of 2020 to 2030 at which the zone's offset changes, to the minute."""
    zone, at, found = ZoneInfo(name), datetime(2020, 1, 1, tzinfo=UTC), []
    while at.year < 2031:
        low, high = at, at + DAY
        if low.astimezone(zone).utcoffset() != high.astimezone(zone).utcoffset():
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) // 2
                same = middle.astimezone(zone).utcoffset() == low.astimezone(zone).utcoffset()
                low, high = (middle, high) if same else (low, middle)
            found.append(high.replace(second=0, microsecond=0))
        at += DAY
    return found


CHANGES = {name: changes(name) for name in ZONES}


def test_the_ten_zones_change_their_clocks_often():
    assert all(len(found) >= 4 for found in CHANGES.values())
    assert sum(map(len, CHANGES.values())) > 200
    assert datetime(2026, 3, 29, 1, tzinfo=UTC) in CHANGES["Europe/Zagreb"]


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("shape", DAYS)
def test_inside_and_outside_are_the_whole_around_every_clock_change(name, shape):
    inside = Workweek(zone=name, windows=(DAYS[shape],) * 7)
    outside = Workweek(zone=name, windows=(rest_of(DAYS[shape]),) * 7)
    for change in CHANGES[name]:
        start, end = change - 30 * HOUR, change + 30 * HOUR
        minutes = inside.business_minutes(start, end) + outside.business_minutes(start, end)
        assert minutes == 60 * 60, change


@given(
    name=st.sampled_from(ZONES),
    shape=st.sampled_from(sorted(DAYS)),
    place=st.integers(0, 999),
    before=st.integers(0, 9 * 24 * 60),
    after=st.integers(0, 9 * 24 * 60),
)
@example(name="Australia/Lord_Howe", shape="at the change", place=0, before=61, after=61)
@settings(max_examples=300, deadline=None)
def test_minutes_inside_and_outside_add_up_to_all(name, shape, place, before, after):
    change = CHANGES[name][place % len(CHANGES[name])]
    start, end = change - timedelta(minutes=before), change + timedelta(minutes=after)
    inside = Workweek(zone=name, windows=(DAYS[shape],) * 7)
    outside = Workweek(zone=name, windows=(rest_of(DAYS[shape]),) * 7)
    minutes = inside.business_minutes(start, end) + outside.business_minutes(start, end)
    assert minutes == before + after


@given(name=st.sampled_from(ZONES), place=st.integers(0, 999), offset=st.integers(-1500, 1500))
@settings(max_examples=60, deadline=None)
def test_every_single_minute_is_open_or_counted_outside(name, place, offset):
    change = CHANGES[name][place % len(CHANGES[name])]
    start = change + timedelta(minutes=offset)
    end = start + timedelta(minutes=150)
    week = Workweek(zone=name, windows=OFFICE)
    single = sum(week.is_open(start + timedelta(minutes=each)) for each in range(150))
    assert week.business_minutes(start, end) == single


def moved(*rows: tuple[str, str], windows=OFFICE, **days) -> Workweek:
    """Rows of a first day ("" for always) and a zone."""
    periods = tuple(
        Period(since=date.fromisoformat(day) if day else FIRST_DAY, zone=zone, windows=windows)
        for day, zone in rows
    )
    return Workweek.dated(periods, today=date(2026, 11, 2), **days)


def utc(*parts) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def test_the_zone_of_each_day_tells_when_work_was():
    week = moved(("", "Europe/Zagreb"), ("2026-05-04", "America/New_York"))
    assert week.is_open(utc(2026, 4, 30, 7, 30))  # 09:30 in Zagreb
    assert not week.is_open(utc(2026, 5, 5, 7, 30))  # 03:30 in New York
    assert week.is_open(utc(2026, 5, 5, 20, 30))
    assert week.local(utc(2026, 4, 30, 7, 30)).isoformat() == "2026-04-30T09:30:00+02:00"
    assert week.local(utc(2026, 5, 5, 20, 30)).isoformat() == "2026-05-05T16:30:00-04:00"
    assert week.zone == "America/New_York"
    assert week.place_at(utc(2026, 1, 1)) == ZoneInfo("Europe/Zagreb")


def test_the_last_day_before_flying_west_is_longer_and_no_day_comes_twice():
    week = moved(("", "Europe/Zagreb"), ("2026-05-05", "America/New_York"))
    assert week.midnight(date(2026, 5, 5)) == utc(2026, 5, 5, 4)
    assert week.day(utc(2026, 5, 4, 23)) == date(2026, 5, 4)  # 01:00 in Zagreb
    assert week.day(utc(2026, 5, 5, 4)) == date(2026, 5, 5)


def test_flying_far_east_leaves_a_day_short_and_its_hours_uncounted():
    week = moved(("", "Pacific/Honolulu"), ("2026-05-05", "Pacific/Kiritimati"))
    last, first = week.midnight(date(2026, 5, 4)), week.midnight(date(2026, 5, 5))
    assert (last, first) == (utc(2026, 5, 4, 10), utc(2026, 5, 4, 10))
    assert week.day(utc(2026, 5, 4, 9, 59)) == date(2026, 5, 3)
    assert not week.is_workday(date(2026, 5, 4))


def test_other_windows_from_a_day_on_cut_no_night_shift():
    late = ((Window(start=time(22), end=time(2)),),) * 7
    early = ((Window(start=time(6), end=time(10)),),) * 7
    week = Workweek.dated(
        (
            Period(since=FIRST_DAY, zone="Europe/Zagreb", windows=late),
            Period(since=date(2026, 5, 5), zone="Europe/Zagreb", windows=early),
        ),
        today=date(2026, 5, 4),
    )
    assert week.windows == late
    assert week.is_open(utc(2026, 5, 4, 23, 30))  # 01:30 of the 5th, begun on the 4th
    assert week.is_open(utc(2026, 5, 5, 5))
    assert not week.is_open(utc(2026, 5, 5, 20, 30))


@given(
    zones=st.lists(st.sampled_from([*ZONES, "Pacific/Kiritimati", "Pacific/Honolulu"]), min_size=2,
                   max_size=5),
    gaps=st.lists(st.integers(1, 20), min_size=4, max_size=4),
    minutes=st.lists(st.integers(0, 90 * 24 * 60), min_size=2, max_size=9),
)  # fmt: skip
@settings(max_examples=80, deadline=None)
def test_days_of_a_travelling_owner_follow_each_other(zones, gaps, minutes):
    rows, since = [("", zones[0])], date(2026, 3, 20)
    for zone, gap in zip(zones[1:], gaps, strict=False):
        rows.append((since.isoformat(), zone))
        since += timedelta(days=gap)
    week = moved(*rows)
    always = moved(*rows, windows=((Window(start=time(0), end=time(0)),),) * 7)
    instants = sorted(utc(2026, 3, 1) + timedelta(minutes=each) for each in minutes)
    for one, other in pairwise(instants):
        assert week.day(one) <= week.day(other)
        total = (other - one) / timedelta(minutes=1)
        # the hours gained by flying west belong to no window
        assert (
            0 <= week.business_minutes(one, other) <= always.business_minutes(one, other) <= total
        )
    if len(instants) > 2:
        first, last = instants[0], instants[-1]
        parts = [week.business_minutes(*each) for each in pairwise(instants)]
        assert sum(parts) == pytest.approx(week.business_minutes(first, last))
    for at in instants:
        day = week.day(at)
        assert week.midnight(day) <= at < week.midnight(day + DAY)
        assert week.next_opening(at) >= at
        assert week.is_open(week.next_opening(at))


def test_hours_away_are_closed_and_the_client_does_not_know():
    away = ((utc(2026, 3, 2, 9), utc(2026, 3, 2, 11)), (utc(2026, 3, 3, 7), utc(2026, 3, 4, 12)))
    week = a_workweek(away=away)
    assert week.is_open(utc(2026, 3, 2, 8, 30))
    assert not week.is_open(utc(2026, 3, 2, 10))
    assert week.next_opening(utc(2026, 3, 2, 9)) == utc(2026, 3, 2, 11)
    assert week.business_minutes(utc(2026, 3, 2), utc(2026, 3, 5)) == 360 + 0 + 240
    assert not week.is_workday(date(2026, 3, 3))
    assert without_leave(week) == a_workweek()


@given(
    away=st.lists(st.tuples(st.integers(0, 4000), st.integers(1, 600)), max_size=4),
    start=st.integers(0, 4000),
    length=st.integers(0, 900),
)
@settings(max_examples=60, deadline=None)
def test_time_away_is_taken_from_working_minutes_and_nothing_else(away, start, length):
    begin = utc(2026, 3, 2)
    spans, last = [], -1
    for first, minutes in sorted(away):
        if first > last:
            last = first + minutes
            spans.append((begin + timedelta(minutes=first), begin + timedelta(minutes=last)))
    week, plain = a_workweek(away=tuple(spans)), a_workweek()
    one, other = begin + timedelta(minutes=start), begin + timedelta(minutes=start + length)
    single = sum(
        plain.is_open(at) and not any(out <= at < back for out, back in spans)
        for at in (one + timedelta(minutes=each) for each in range(length))
    )
    assert week.business_minutes(one, other) == single


@pytest.mark.parametrize(
    "days",
    [[date(2026, 1, 1)], [FIRST_DAY, date(2026, 2, 1), date(2026, 1, 1)], [FIRST_DAY, FIRST_DAY]],
)
def test_periods_out_of_order_are_refused(days):
    periods = tuple(Period(since=day, zone="UTC", windows=OFFICE) for day in days)
    with pytest.raises(ValueError, match="go forward"):
        a_workweek(periods=periods)


def test_a_workweek_with_other_periods_is_another_key():
    one = moved(("", "Europe/Zagreb"), ("2026-05-04", "Europe/Lisbon"))
    other = moved(("", "Europe/Zagreb"), ("2026-05-05", "Europe/Lisbon"))
    assert one != other
    assert len({one, other, moved(("", "Europe/Lisbon"))}) == 3
    assert moved(("", "Europe/Lisbon")) == Workweek(zone="Europe/Lisbon", windows=OFFICE)
