from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from builders_judgement import MONDAY, Pace, an_incident
from goodterms.core import estimate
from goodterms.core.policy import Policy
from goodterms.core.verdict import Exposure

POLICY = Policy()
END = MONDAY + timedelta(days=181)


def exposure(hours: float, log_error: float = 0.25) -> Exposure:
    return Exposure(hours=hours, source="invoiced", log_error=log_error)


def estimated(minutes, hours, log_error=0.25):
    incidents = [an_incident(MONDAY, each, name=str(i)) for i, each in enumerate(minutes)]
    return estimate.estimate(incidents, exposure(hours, log_error), POLICY, start=MONDAY, end=END)


def test_twenty_chasers_in_a_hundred_hours_worked_by_hand():
    found = estimated([15.0] * 20, 100.0)
    # W = 300, E = 600, u = 1.3 x 50 = 65, A = 2 + 300/65, B = 3 + 600/65
    assert (found.spent, found.granted, found.unit) == pytest.approx((300.0, 600.0, 65.0))
    assert found.shape == pytest.approx(2 + 4.615384615)
    assert found.rate == pytest.approx(3 + 9.230769231)
    assert found.mean == pytest.approx(0.5408805, abs=1e-6)
    assert found.data_weight == pytest.approx(9.230769231 / 12.230769231)
    assert found.incidents == 20


def test_one_more_incident_makes_the_others_count_for_no_less():
    # with the client's own mean size as unit, 2.14 would fall to 2.04
    ten = estimated([30.0] * 10, 10.0)
    assert estimated([30.0] * 10 + [120.0], 10.0).mean > ten.mean


def test_interval_and_probability_agree_with_scipy_when_hours_are_sure():
    found = estimated([15.0] * 30, 50.0, log_error=0.0)
    burn = stats.gamma(found.shape, scale=1 / found.rate)
    assert (found.low, found.high) == pytest.approx((burn.ppf(0.1), burn.ppf(0.9)), rel=1e-9)
    assert found.p_over == pytest.approx(burn.sf(1.0), abs=1e-9)
    assert found.p_over_125 == pytest.approx(burn.sf(1.25), abs=1e-9)
    assert found.p_over_150 == pytest.approx(burn.sf(1.5), abs=1e-9)


def test_unsure_hours_are_averaged_as_a_log_normal_error():
    found = estimated([15.0] * 30, 50.0, log_error=0.25)
    expected = stats.norm.expect(
        lambda z: stats.gamma.sf(math.exp(0.25 * z), found.shape, scale=1 / found.rate)
    )
    assert found.p_over == pytest.approx(expected, abs=1e-4)


def test_unsure_hours_make_a_high_burn_less_certain():
    assert estimated([15.0] * 40, 50.0, 0.5).p_over < estimated([15.0] * 40, 50.0, 0.1).p_over


def test_nothing_known_is_the_prior():
    found = estimated([], 0.0)
    assert (found.mean, found.data_weight, found.incidents) == (pytest.approx(2 / 3), 0.0, 0)
    assert 0.0 < found.low < found.mean < found.high
    assert found.p_over < 0.5


def test_trouble_without_a_paid_hour_is_still_a_number():
    found = estimated([15.0] * 8, 0.0)
    assert found.mean == pytest.approx((2 + 120 / 65) / 3)
    assert math.isfinite(found.high)


def test_incidents_without_minutes_change_nothing():
    quiet = [an_incident(MONDAY, 0.0, name="night"), an_incident(MONDAY, 15.0, name="chaser")]
    counted = quiet[1:]
    both = (
        estimate.estimate(each, exposure(20.0), POLICY, start=MONDAY, end=END)
        for each in (quiet, counted)
    )
    assert len(set(both)) == 1


@settings(max_examples=60, deadline=None)
@given(
    minutes=st.lists(st.floats(0.5, 120.0), max_size=60),
    hours=st.floats(0.0, 400.0),
    more=st.floats(0.1, 100.0),
    bad=st.floats(0.5, 120.0),
)
def test_more_paid_hours_never_raise_and_a_bad_incident_never_lowers(minutes, hours, more, bad):
    base, worse = estimated(minutes, hours), estimated([*minutes, bad], hours)
    assert estimated(minutes, hours + more).p_over <= base.p_over + 1e-12
    assert worse.mean > base.mean
    assert (worse.low, worse.high) >= (base.low, base.high)
    assert worse.p_over >= base.p_over - 1e-12
    assert worse.p_over_125 >= base.p_over_125 - 1e-12
    assert worse.p_over_150 >= base.p_over_150 - 1e-12
    assert base.p_over >= base.p_over_125 >= base.p_over_150 >= 0.0


def test_short_window_is_eight_weeks():
    assert estimate.short_start(date(2026, 3, 1)) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("weekly", "weeks"),
    [
        pytest.param(10.0, 26, id="enough hours"),
        pytest.param(2.0, 32, id="stretched until 64 hours"),
        pytest.param(0.5, 52, id="never more than 52 weeks"),
        pytest.param(0.0, 52, id="no hours at all"),
    ],
)
def test_long_window_is_stretched_until_it_holds_64_hours(weekly, weeks):
    start = estimate.long_start(Pace(weekly), END)
    assert (END - start).days + 1 == weeks * 7


def test_blocks_are_the_last_13_complete_ones_of_a_fixed_calendar():
    found = estimate.blocks(date(2026, 11, 2))
    assert len(found) == 13
    assert all((first - date(2024, 1, 1)).days % 28 == 0 for first, _ in found)
    assert all((last - first).days == 27 for first, last in found)
    assert found[-1][1] == date(2026, 11, 1)  # 37 x 28 days after the origin, less one
    assert estimate.blocks(date(2026, 11, 1)) == found
    assert estimate.blocks(date(2026, 10, 31))[-1][1] == date(2026, 10, 4)


@pytest.mark.parametrize(
    ("spent", "incidents", "hours", "is_bad"),
    [(90.0, 2, 10.0, True), (89.0, 2, 10.0, False), (200.0, 1, 10.0, False), (30.0, 2, 0.0, True)],
)
def test_a_bad_month_needs_half_as_much_again_and_two_incidents(spent, incidents, hours, is_bad):
    assert estimate.is_bad(spent, incidents, hours, POLICY) is is_bad


def test_trend_probability_is_a_half_for_equal_estimates_and_rises_with_the_short_one():
    calm, same, worse = (
        estimated([15.0] * 20, 60.0),
        estimated([15.0] * 20, 60.0),
        estimated([15.0] * 60, 60.0),
    )
    assert estimate.exceeds(same, calm) == pytest.approx(0.5, abs=0.01)
    assert estimate.exceeds(worse, calm) > 0.95
    assert estimate.exceeds(calm, worse) < 0.05
