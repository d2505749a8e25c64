from __future__ import annotations

from datetime import date, timedelta
from math import exp, log, prod
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders_judgement import an_incident
from goodterms.core.evaluation import Entry
from goodterms.core.narrative import LEAST_WEEKS, split

FIRST = date(2026, 1, 5)
UNIT = 39.0


def entries(*minutes):
    """One incident in the middle of each week."""
    return [
        Entry(day=(FIRST + timedelta(days=7 * week + 3)).toordinal(), minutes=float(each),
              incident=an_incident(FIRST))
        for week, each in enumerate(minutes) if each
    ]  # fmt: skip


def found(*minutes, unit=UNIT, days=0):
    end = FIRST + timedelta(days=7 * len(minutes) - 1 + days)
    return split(entries(*minutes), unit=unit, first=FIRST, end=end)


def test_the_week_since_which_it_is_worse_is_named():
    date_of = found(*[10] * 8, *[80] * 10)
    assert date_of is not None
    assert date_of.since == date(2026, 3, 2)
    assert (date_of.before, date_of.after) == pytest.approx((10.0, 80.0))


def test_the_week_since_which_it_is_better_is_named_too():
    date_of = found(*[90] * 10, *[5] * 9)
    assert date_of is not None
    assert date_of.since == FIRST + timedelta(days=70)
    assert date_of.after < date_of.before


@pytest.mark.parametrize(
    "minutes",
    [[30] * 20, [], [0] * 20, [40] * 4, [0] * 16 + [300], [300] + [0] * 16, [0, 60] * 10],
)
def test_without_a_clear_change_no_date_is_told(minutes):
    assert found(*minutes) is None


def test_the_gain_is_the_logarithm_of_how_much_more_likely_two_rates_are():
    minutes = [13] * 6 + [91] * 5
    date_of = found(*minutes, unit=13.0)
    assert date_of is not None
    counts = [each / 13 for each in minutes]

    def likelihood(part, rate):
        return prod(exp(-rate) * rate**count for count in part)

    one = likelihood(counts, sum(counts) / 11)
    two = likelihood(counts[:6], 1.0) * likelihood(counts[6:], 7.0)
    assert date_of.gain == pytest.approx(log(two / one))


def test_three_log_units_are_needed():
    """10 weeks of n incidents against 10 weeks of none: the gain is 10 n times log 2.

    Without one of the ten it is 9 n times log(19 / 9).
    """
    assert found(*[0] * 10, *[UNIT * 0.44] * 10) is None  # 3.05, but 2.96 without a week
    assert found(*[0] * 10, *[UNIT * 0.45] * 10) is not None  # 3.12 and 3.03


def test_the_running_week_weighs_as_long_as_it_lasted():
    full, begun = found(*[10] * 8, *[80] * 10), found(*[10] * 8, *[80] * 10, days=-3)
    assert begun is not None
    assert begun.after == pytest.approx(800 / (9 + 4 / 7))
    assert full is not None


def test_what_lies_outside_the_time_is_left_out():
    early = Entry(day=FIRST.toordinal() - 1, minutes=999.0, incident=an_incident(FIRST))
    end = FIRST + timedelta(days=7 * 18 - 1)
    known = entries(*[10] * 8, *[80] * 10)
    assert split([early, *known], unit=UNIT, first=FIRST, end=end) == found(*[10] * 8, *[80] * 10)


@given(st.lists(st.integers(0, 120), min_size=0, max_size=56))
@settings(max_examples=80)
def test_a_split_leaves_weeks_on_both_sides_and_keeps_all_minutes(minutes):
    date_of = found(*minutes)
    if date_of is not None:
        gone = (date_of.since - FIRST).days // 7
        assert LEAST_WEEKS <= gone <= len(minutes) - LEAST_WEEKS
        total = date_of.before * gone + date_of.after * (len(minutes) - gone)
        assert total == pytest.approx(sum(minutes))


def test_steady_trouble_seldom_shows_a_date():
    """Of 200 steady clients, with incidents of one unit at random, few get a date."""
    dice = Random(7)  # noqa: S311 - a seeded draw, no secret
    told = 0
    for _ in range(200):
        weeks = [UNIT * sum(dice.random() < 0.1 for _ in range(10)) for _ in range(40)]
        told += found(*weeks) is not None
    assert told < 200 * 0.2
