from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from builders_verdict import a_message, a_workweek
from goodterms.core.heat import heat_map
from goodterms.core.hours import FIRST_DAY, Period, Window, Workweek
from goodterms.core.mail import Direction


def at(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_messages_fall_into_the_owners_hours_on_both_sides_of_the_clock_change():
    heat = heat_map(
        [
            a_message(1, arrived_at=at(2026, 7, 6, 20, 30)),  # Monday 22:30 in Zagreb
            a_message(2, arrived_at=at(2026, 12, 7, 21, 30)),  # Monday 22:30 in Zagreb
        ],
        a_workweek(),
    )

    assert heat.inbound[0][22] == 2
    assert sum(map(sum, heat.inbound)) == 2
    assert heat.busiest == 2


def test_own_mail_is_counted_apart_and_noise_nowhere():
    heat = heat_map(
        [
            a_message(1, direction=Direction.OUT, arrived_at=at(2026, 7, 12, 21, 5)),
            a_message(2, noise="newsletter", arrived_at=at(2026, 7, 12, 21, 5)),
        ],
        a_workweek(),
    )

    assert heat.outbound[6][23] == 1
    assert sum(map(sum, heat.inbound)) == 0


@pytest.mark.parametrize(
    ("window", "monday", "tuesday"),
    [
        ((time(9), time(17)), range(9, 17), []),
        ((time(9), time(17, 30)), range(9, 18), []),
        ((time(22), time(2)), [22, 23], [0, 1]),
        ((time(0), time(0)), range(24), []),
        ((time(18), time(0)), range(18, 24), []),
    ],
)
def test_working_hours_are_outlined_past_midnight_too(window, monday, tuesday):
    windows = ((Window(start=window[0], end=window[1]),), *((),) * 6)

    working = heat_map([], a_workweek(windows=windows)).working

    assert [hour for hour in range(24) if working[0][hour]] == list(monday)
    assert [hour for hour in range(24) if working[1][hour]] == list(tuesday)


def test_empty_map_can_be_shaded():
    assert heat_map([], a_workweek()).busiest == 1


def test_working_hours_are_those_of_the_day_of_the_last_message():
    early, late = (
        ((Window(start=time(hour), end=time(hour + 1)),), *((),) * 6) for hour in (6, 20)
    )
    week = Workweek.dated(
        (
            Period(since=FIRST_DAY, zone="Europe/Zagreb", windows=early),
            Period(since=date(2026, 7, 1), zone="Europe/Lisbon", windows=late),
        ),
        today=date(2026, 12, 1),
    )
    before = a_message(1, arrived_at=at(2026, 6, 1, 8, 30))
    after = a_message(2, arrived_at=at(2026, 7, 6, 8, 30))

    assert heat_map([before], week).working[0].index(True) == 6
    assert heat_map([after, before], week).working[0].index(True) == 20
    assert heat_map([], week).working[0].index(True) == 20
    heat = heat_map([before, after], week)
    assert (heat.inbound[0][10], heat.inbound[0][9]) == (1, 1)  # 10:30 in Zagreb, 9:30 in Lisbon
