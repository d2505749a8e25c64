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


def test_a_report_out_of_hours_waits_for_the_next_opening() -> None:
    saturday = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert due.report_moment(WEEK, now=saturday) == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    tuesday = datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert due.report_moment(WEEK, now=tuesday) == tuesday


def test_the_nightly_copy_comes_at_half_past_three_of_the_owner() -> None:
    evening = datetime(2026, 7, 1, 20, tzinfo=UTC)
    assert due.next_backup(WEEK, now=evening) == datetime(2026, 7, 2, 1, 30, tzinfo=UTC)
    at = due.next_backup(WEEK, now=datetime(2026, 7, 2, 1, 30, tzinfo=UTC))
    assert at == datetime(2026, 7, 3, 1, 30, tzinfo=UTC)


DECEMBER = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("late", "period", "skipped"),
    [
        (timedelta(), "m:2026-11", ()),
        (timedelta(days=14), "m:2026-11", ()),
        (timedelta(days=14, seconds=1), "", ("m:2026-11",)),
        (timedelta(days=40), "m:2026-12", ("m:2026-11",)),
        (timedelta(seconds=-1), "", ()),
    ],
)
def test_a_report_leaves_late_within_its_grace_and_is_skipped_after_it(
    late: timedelta, period: str, skipped: tuple[str, ...]
) -> None:
    plan = due.report_plan("month", WEEK, since=DECEMBER, now=DECEMBER + late)
    assert (plan.period, plan.skipped) == (period, skipped)


def test_a_clock_that_was_years_off_names_a_dozen_skipped_reports_at_most() -> None:
    long_ago = datetime(1990, 1, 1, tzinfo=UTC)
    plan = due.report_plan("week", WEEK, since=long_ago, now=DECEMBER)
    assert len(plan.skipped) == due.MOST_SKIPPED
    assert plan.skipped[-1] == "w:2026-W47"
    assert plan.period == "w:2026-W48"


@given(
    since=st.datetimes(datetime(2026, 1, 1), datetime(2026, 6, 30)),
    off=st.timedeltas(timedelta(), timedelta(days=200)),
    every=st.sampled_from(["month", "week"]),
)
def test_every_period_that_was_due_is_sent_or_named(
    since: datetime, off: timedelta, every: str
) -> None:
    start = due.next_report(every, WEEK, now=since.replace(tzinfo=UTC))
    plan = due.report_plan(every, WEEK, since=start, now=start + off)
    named = [*plan.skipped, *([plan.period] if plan.period else [])]
    assert named == sorted(set(named))
    moments, at = 0, start
    while at <= start + off:
        moments += 1
        at = due.next_report(every, WEEK, now=at)
    assert len(named) == min(moments, due.MOST_SKIPPED + bool(plan.period))


def test_a_difference_of_a_minute_between_the_clocks_is_no_jump() -> None:
    minute, second = timedelta(minutes=1), timedelta(seconds=1)
    assert due.jump(2 * minute, minute) == timedelta()
    assert due.jump(2 * minute + second, minute) == minute + second
    assert due.jump(-minute, second) == -minute - second
