from __future__ import annotations

from datetime import timedelta

import pytest

from builders_judgement import MONDAY, WORKWEEK, an_evaluation, an_incident, evidence_of
from goodterms.core import outlook
from goodterms.core.owner_state import Shown
from goodterms.core.policy import Policy
from goodterms.core.verdict import Verdict

LAST = MONDAY + timedelta(days=30 * 7 - 1)


def known(*incidents, weekly_hours=4.0):
    return evidence_of(incidents, weekly_hours=weekly_hours)[-1]


@pytest.mark.parametrize(
    ("p_over", "word"),
    [
        (0.49, "none"),
        (0.5, "leaning"),
        (0.7, "likely"),
        (0.85, "very_likely"),
        (0.95, "almost_certain"),
        (1.0, "almost_certain"),
    ],
)
def test_words_for_certainty(p_over, word):
    assert outlook.certainty(p_over) == word


def trend(*days):
    evidence = known(*(an_incident(LAST - timedelta(days=d), name=f"{d}") for d in days))
    long, _ = outlook.window(evidence, Policy(), WORKWEEK, start=evidence.long_start)
    short, _ = outlook.window(evidence, Policy(), WORKWEEK, start=evidence.short_start)
    return outlook.trend(short, long)


def test_trend_compares_the_last_weeks_with_the_half_year():
    assert trend(*range(0, 50, 2)) == "worse"
    assert trend(*range(60, 180, 3)) == "better"
    assert trend(*range(0, 180, 6)) == "steady"
    assert trend() == "steady"


def test_hot_weeks_spent_more_than_was_granted():
    # 4 hours a week grant 24 minutes
    hot = [an_incident(LAST - timedelta(days=d), 15.0, name=f"{d}") for d in (0, 6, 14, 15, 40)]
    assert outlook.hot_weeks(known(*hot), Policy(), weeks=4) == 2
    even = [*hot, an_incident(LAST - timedelta(days=40), 9.0, name="even")]
    assert outlook.hot_weeks(known(*even), Policy(), weeks=52) == 2
    over = [*hot, an_incident(LAST - timedelta(days=40), 9.5, name="over")]
    assert outlook.hot_weeks(known(*over), Policy(), weeks=52) == 3


def test_a_window_keeps_incidents_without_minutes_but_does_not_count_them():
    evidence = known(an_incident(LAST, 0.0), an_incident(LAST, 15.0))
    found, incidents = outlook.window(evidence, Policy(), WORKWEEK, start=LAST)
    assert (len(incidents), found.incidents, found.spent) == (2, 1, 15.0)


def test_of_two_evaluations_on_one_day_the_later_stands():
    shown = Shown(verdict=Verdict.HEALTHY, since=MONDAY)
    days = [an_evaluation(MONDAY, p_short=0.1), an_evaluation(MONDAY, p_short=0.2)]
    (found,) = outlook.weeks(days, [shown, shown])
    assert found.p_short == 0.2
    assert found.low < found.mean < found.high
