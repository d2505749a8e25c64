from __future__ import annotations

from datetime import timedelta

import pytest

from builders_exit import a_word
from builders_people import TODAY, a_workweek
from goodterms.core.exit_compare import Record
from goodterms.core.exit_trial import trial
from goodterms.core.exit_words import Said

RECORD = Record(messages=(), incidents=(), workweek=a_workweek())


def a_trial(day, state=Said.OPEN):
    return trial(a_word(step="trial", state=state, day=day, note="Two rounds"), RECORD, today=TODAY)


def test_without_a_word_or_a_day_there_is_no_trial():
    assert trial(None, RECORD, today=TODAY) is None
    assert a_trial(None, Said.DONE) is None
    assert a_trial(TODAY, Said.NOT_NEEDED) is None


def test_a_trial_is_looked_at_after_30_and_90_days():
    found = a_trial(TODAY)

    assert found.reviews == (TODAY + timedelta(days=30), TODAY + timedelta(days=90))
    assert (found.terms, found.is_over) == ("Two rounds", False)


@pytest.mark.parametrize(("since", "days"), [(1, 1), (40, 40), (90, 90), (400, 90)])
def test_whole_days_up_to_yesterday_are_compared_at_most_ninety(since, days):
    found = a_trial(TODAY - timedelta(days=since)).compared

    assert found.before.days == found.after.days == days
    assert found.after.last < TODAY


def test_before_its_first_day_is_over_nothing_is_compared():
    assert a_trial(TODAY).compared is None
    assert a_trial(TODAY + timedelta(days=5)).compared is None


def test_an_ended_trial_says_so():
    assert a_trial(TODAY - timedelta(days=50), Said.DONE).is_over
