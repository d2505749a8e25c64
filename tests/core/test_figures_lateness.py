from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders_money import DUE, TODAY, a_bill
from goodterms.core.figures_lateness import days_late, expected, lateness, quantile, weighted


def late(*bills):
    return lateness(bills, as_of=TODAY, grace_days=3)


def test_median_worst_and_share_of_settled_and_of_open_past_due():
    found = late(a_bill(0), a_bill(3), a_bill(4), a_bill(10), a_bill(None))
    assert (found.median_days_late, found.worst_days_late) == (4, 90)
    assert (found.late_count, found.counted, found.late_share) == (3, 5, Fraction(3, 5))


def test_what_is_not_due_yet_says_nothing():
    found = late(a_bill(None, due_on=TODAY), a_bill(None, due_on=TODAY + timedelta(days=9)))
    assert (found.counted, found.late_share, found.median_days_late) == (0, None, None)
    assert (found.weighted_days_beyond_terms_incl_open, found.worst_days_late) == (None, None)


def test_the_weighted_mean_counts_each_part_by_its_own_day():
    parts = ((DUE + timedelta(days=10), 75_00), (DUE + timedelta(days=30), 25_00))
    bill = a_bill(30, paid=parts)
    assert weighted([bill]) == 15
    assert late(bill).median_days_late == 30


def test_the_weighted_mean_with_and_without_open_money():
    bills = (a_bill(10, 300_00), a_bill(None, 100_00))
    assert late(*bills).weighted_days_beyond_terms_paid == 10
    assert late(*bills).weighted_days_beyond_terms_incl_open == 30  # (10 x 300 + 90 x 100) / 400


def test_money_paid_back_as_a_whole_has_no_mean():
    bill = a_bill(None, paid=((DUE, 100), (TODAY, -100)), open_minor=0, is_settled=True)
    assert weighted([bill]) is None


def test_a_dispute_is_not_held_against_the_client():
    found = late(a_bill(1), a_bill(None, is_disputed=True), a_bill(50, is_disputed=True))
    assert (found.counted, found.late_count, found.worst_days_late) == (1, 0, 1)


def test_a_write_off_and_an_unknown_day_say_nothing():
    bills = [
        a_bill(None, is_written_off=True, open_minor=0),
        a_bill(None, is_settled=True, open_minor=0),
    ]
    assert days_late(bills) == []


def test_days_to_pay_and_beyond_terms_are_means_of_settled_bills():
    found = late(a_bill(-4), a_bill(7), a_bill(None))
    assert found.avg_days_beyond_terms == Fraction(3, 2)
    assert found.avg_days_to_pay == Fraction(63, 2)


def test_the_usual_needs_three_settled_bills():
    assert late(a_bill(1), a_bill(2)).usual_days is None
    found = late(a_bill(0), a_bill(10), a_bill(20), a_bill(30), a_bill(40), a_bill(50))
    assert (found.usual_days, found.slow_days) == (25, 40)


def test_the_trend_is_this_year_less_the_year_before():
    before = [a_bill(2, due_on=date(2024, 9, day)) for day in (1, 2, 3)]
    now = [a_bill(9, due_on=date(2025, 9, day)) for day in (1, 2, 3)]
    assert late(*before, *now).trend_days == 7
    assert late(*before[:2], *now).trend_days is None
    assert late(*now).trend_days is None


def test_the_trend_years_meet_without_gap_or_overlap():
    edge = TODAY - timedelta(days=365)
    before = [a_bill(2, due_on=edge)] * 3
    now = [a_bill(9, due_on=edge + timedelta(days=1))] * 3
    assert late(*before, *now).trend_days == 7


@pytest.mark.parametrize(
    ("days", "on"),
    [(Fraction(20), date(2026, 7, 30)), (Fraction(-5), date(2026, 7, 10)),
     (Fraction(5, 2), date(2026, 7, 12))],
)  # fmt: skip
def test_an_open_bill_is_expected_when_this_client_usually_pays(days, on):
    assert expected(a_bill(None, due_on=date(2026, 7, 10)), days) == on


def test_what_is_overdue_beyond_the_usual_is_expected_today():
    assert expected(a_bill(None), Fraction(10)) == TODAY


def test_nothing_is_expected_of_a_dispute_or_without_a_past():
    assert expected(a_bill(None, is_disputed=True), Fraction(3)) is None
    assert expected(a_bill(None), None) is None
    assert expected(a_bill(3), Fraction(3)) is None


def test_quantiles_are_interpolated_exactly():
    assert quantile([1, 2, 3, 4, 5], Fraction(4, 5)) == Fraction(21, 5)
    assert quantile([], Fraction(1, 2)) is None


BILLS = st.lists(
    st.one_of(st.none(), st.integers(-60, 200)).map(lambda days: a_bill(days, 50_00)), max_size=8
)


@settings(max_examples=60)
@given(bills=BILLS, early=st.integers(-30, 3))
def test_a_bill_paid_on_time_never_raises_the_share_late(bills, early):
    before, after = late(*bills), late(*bills, a_bill(early))
    assert after.late_share <= (1 if before.late_share is None else before.late_share)
    assert after.late_count == before.late_count
