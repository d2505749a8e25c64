from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.core import due
from goodterms.core.hours import Window, Workweek

NINE_TO_FIVE = (Window(start=time(9), end=time(17)),)
WEEK = Workweek(
    zone="Europe/Zagreb",
    windows=(NINE_TO_FIVE,) * 5 + ((), ()),
    holidays=frozenset({date(2026, 1, 1)}),
    leave=frozenset(),
)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # 1 January is a holiday, so the report comes on Friday the 2nd at 9:30 in Zagreb
        (datetime(2025, 12, 30, 12, tzinfo=UTC), datetime(2026, 1, 2, 8, 30, tzinfo=UTC)),
        # not sent yet this month and still before the hour
        (datetime(2026, 1, 2, 8, 0, tzinfo=UTC), datetime(2026, 1, 2, 8, 30, tzinfo=UTC)),
        # 1 August 2026 is a Saturday; Monday the 3rd, summer time
        (datetime(2026, 7, 20, 12, tzinfo=UTC), datetime(2026, 8, 3, 7, 30, tzinfo=UTC)),
    ],
)
def test_the_monthly_report_comes_half_an_hour_into_the_first_business_day(
    now: datetime, expected: datetime
) -> None:
    assert due.next_report("month", WEEK, now=now) == expected


def test_the_weekly_report_comes_on_monday() -> None:
    now = datetime(2026, 11, 18, 12, tzinfo=UTC)
    assert due.next_report("week", WEEK, now=now) == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


@given(
    now=st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)).map(
        lambda at: at.replace(tzinfo=UTC)
    ),
    every=st.sampled_from(["month", "week"]),
)
def test_the_next_report_is_always_ahead_and_inside_working_hours(
    now: datetime, every: str
) -> None:
    at = due.next_report(every, WEEK, now=now)
    assert now < at <= now + timedelta(days=70)
    assert WEEK.is_open(at)


def test_refused_sign_ins_get_rare_and_lost_connections_do_not() -> None:
    assert due.retry_delay("sign_in", 1, chance=0.5) == timedelta(minutes=10)
    assert due.retry_delay("sign_in", 3, chance=0.5) == timedelta(hours=6)
    assert due.retry_delay("certificate", 1, chance=0.5) == timedelta(hours=6)
    assert due.retry_delay("transient", 50, chance=1.0) == timedelta(minutes=15)
    assert due.retry_delay("transient", 1, chance=0.0) >= timedelta(seconds=5)


def test_a_report_out_of_hours_waits_for_the_next_opening() -> None:
    saturday = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert due.report_moment(WEEK, now=saturday) == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    tuesday = datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert due.report_moment(WEEK, now=tuesday) == tuesday
