from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from builders_verdict import a_message, a_workweek
from goodterms.core.heat import heat_map
from goodterms.core.hours import Window
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
