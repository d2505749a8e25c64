from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.core.arrival import EARLIEST, EARLY, LATE, arrived, hour

NOW = datetime(2026, 5, 5, 8, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("sent_at", "crowded", "expected"),
    [
        (NOW, False, (NOW, "internal")),
        (NOW + EARLY, False, (NOW, "internal")),
        (NOW - LATE, False, (NOW, "internal")),
        (NOW - LATE - SECOND, False, (NOW - LATE - SECOND, "header")),
        (NOW + EARLY + SECOND, False, (NOW, "internal")),
        (None, False, (NOW, "internal")),
        (EARLIEST - SECOND, False, (NOW, "internal")),
        (NOW - SECOND, True, (NOW - SECOND, "header-imported")),
        (NOW - timedelta(days=400), True, (NOW - timedelta(days=400), "header-imported")),
        (NOW + EARLY + SECOND, True, (NOW, "internal")),
        (None, True, (NOW, "internal")),
    ],
)
def test_the_clock_is_chosen_as_the_design_says(sent_at, crowded, expected):
    assert arrived(sent_at, NOW, crowded=crowded) == expected


def test_hours_are_those_of_utc():
    local = NOW.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert hour(local) == datetime(2026, 5, 5, 8, tzinfo=UTC)


aware = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-7))]))


@given(st.none() | aware, aware, st.booleans())
def test_the_answer_is_one_of_the_two_clocks_and_never_after_the_server(sent_at, internal, crowded):
    at, clock = arrived(sent_at, internal, crowded=crowded)
    assert at in (sent_at, internal)
    assert at <= internal + EARLY
    assert (at == internal) or clock != "internal"
