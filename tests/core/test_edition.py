from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.core.edition import past_months, period_key, period_start

ZAGREB = ZoneInfo("Europe/Zagreb")


@pytest.mark.parametrize(
    ("now", "every", "key"),
    [
        (datetime(2026, 11, 2, 9, tzinfo=ZAGREB), "month", "m:2026-10"),
        (datetime(2026, 11, 30, 9, tzinfo=ZAGREB), "month", "m:2026-10"),
        (datetime(2027, 1, 4, 9, tzinfo=ZAGREB), "month", "m:2026-12"),
        (datetime(2026, 11, 16, 9, tzinfo=ZAGREB), "week", "w:2026-W46"),
        (datetime(2027, 1, 4, 9, tzinfo=ZAGREB), "week", "w:2026-W53"),
    ],
)
def test_period_is_the_last_complete_one(now, every, key):
    assert period_key(now, every) == key


def test_turn_of_the_month_is_the_owners_and_not_utc():
    instant = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)  # half past midnight in Zagreb

    assert period_key(instant.astimezone(ZAGREB), "month") == "m:2026-10"
    assert period_key(instant, "month") == "m:2026-09"


def test_period_begins_at_the_owners_midnight():
    start = period_start(datetime(2026, 11, 2, 9, tzinfo=ZAGREB), "month")

    assert start == datetime(2026, 10, 1, tzinfo=ZAGREB)
    assert start.astimezone(UTC) == datetime(2026, 9, 30, 22, tzinfo=UTC)


def test_week_begins_on_monday():
    start = period_start(datetime(2026, 11, 18, 9, tzinfo=ZAGREB), "week")

    assert start == datetime(2026, 11, 9, tzinfo=ZAGREB)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)), st.sampled_from(["month", "week"]))
def test_start_of_a_period_lies_before_now_and_in_the_period_of_its_key(naive, every):
    now = naive.replace(tzinfo=ZAGREB)
    start = period_start(now, every)

    assert start < now
    if every == "month":
        assert period_key(now, every) == f"m:{start:%Y-%m}"
    else:
        assert period_key(now, every) == f"w:{start:%G}-W{start:%V}"


def test_past_months_leave_the_present_one_out():
    months = past_months(date(2026, 2, 28))

    assert [each.isoformat() for each in months] == [
        "2025-10-01",
        "2025-11-01",
        "2025-12-01",
        "2026-01-01",
    ]
