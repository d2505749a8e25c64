from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from builders_people import a_message, a_workweek
from builders_verdict import an_incident
from goodterms.core.exit_compare import Record
from goodterms.core.mail import Direction
from goodterms.core.verdict import Code

TURN = date(2026, 9, 1)


def noon(day, hour=10):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def a_record(*, messages=(), incidents=()):
    return Record(messages=messages, incidents=incidents, workweek=a_workweek())


def test_both_stretches_have_the_same_length_and_share_no_day():
    found = a_record().compared(turned_on=TURN, days=30)

    assert (found.before.first, found.before.last) == (date(2026, 8, 2), date(2026, 8, 31))
    assert (found.after.first, found.after.last) == (TURN, date(2026, 9, 30))
    assert found.before.days == found.after.days == 30


def test_what_lies_between_is_in_neither():
    found = a_record().compared(turned_on=TURN, days=30, since=TURN + timedelta(days=30))

    assert found.before.last == date(2026, 8, 31)
    assert found.after.first == date(2026, 10, 1)


def test_a_stretch_counts_what_happened_in_it_on_the_owners_clock():
    night = datetime(2026, 8, 31, 21, 30, tzinfo=UTC)  # 23:30 in Zagreb, still 31 August
    messages = (
        a_message(1, arrived_at=noon(date(2026, 8, 31))),
        a_message(2, arrived_at=night),
        a_message(3, arrived_at=night + timedelta(minutes=5)),
        a_message(4, arrived_at=night, direction=Direction.OUT),
        a_message(5, arrived_at=night, noise="receipt"),
        a_message(6, arrived_at=night + timedelta(minutes=40)),  # 1 September, 00:10
    )
    incidents = (
        an_incident(2, Code.AFTER_HOURS_DEMAND, at=night),
        an_incident(1, Code.CHASER, at=noon(date(2026, 8, 30))),
        an_incident(3, Code.CHASER, at=noon(date(2026, 8, 30)), weight=0.0),
        an_incident(4, Code.CHASER, at=noon(date(2026, 9, 2)), price=5.0),
    )

    found = a_record(messages=messages, incidents=incidents).compared(turned_on=TURN, days=14)

    before = found.before
    assert (before.minutes, before.demands, before.chasers) == (30.0, 1, 1)
    assert (before.received, before.sent, before.after_hours) == (3, 1, 2)
    assert (before.nights, before.own_after_hours) == (1, 1)
    assert (found.after.minutes, found.after.nights) == (5.0, 1)
    assert (found.minutes_won, found.nights_won) == (25.0, 0)
    assert found.is_early


def test_four_weeks_are_not_early():
    assert not a_record().compared(turned_on=TURN, days=28).is_early
    assert a_record().compared(turned_on=TURN, days=27).is_early


@given(st.lists(st.integers(-60, 60), max_size=30), st.integers(1, 60))
def test_every_minute_lies_in_exactly_one_of_two_stretches_that_meet(days, length):
    incidents = [
        an_incident(number, at=noon(TURN + timedelta(days=day))) for number, day in enumerate(days)
    ]

    found = a_record(incidents=incidents).compared(turned_on=TURN, days=length)

    inside = [day for day in days if -length <= day < length]
    assert found.before.minutes + found.after.minutes == 15.0 * len(inside)
