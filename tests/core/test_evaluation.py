from __future__ import annotations

from datetime import timedelta

import pytest

from builders_judgement import MONDAY, WORKWEEK, an_incident, evidence_of
from goodterms.core.evaluation import entries, evaluate
from goodterms.core.policy import Policy
from goodterms.core.verdict import Code

LAST = MONDAY + timedelta(days=30 * 7 - 1)


def evaluated(*incidents, kept=None, weekly_hours=4.0):
    evidence = evidence_of(incidents, weekly_hours=weekly_hours)[-1]
    assert evidence.end == LAST
    return evaluate(evidence, Policy(), kept)


def ago(days, minutes=15.0, **facts):
    return an_incident(LAST - timedelta(days=days), minutes, **facts)


def test_long_and_short_window_hold_their_own_days():
    found = evaluated(ago(181, name="in"), ago(182, name="out"), ago(56, name="not short"))
    assert found.incidents == 2
    short = evaluated(ago(55), weekly_hours=4.0).p_short
    assert short > found.p_short


def test_what_is_dated_after_the_last_day_counts_on_it():
    (found,) = entries([an_incident(LAST + timedelta(days=1))], WORKWEEK, end=LAST)
    assert found.day == LAST.toordinal()


def test_incidents_without_minutes_or_behind_every_window_are_no_entries():
    far = an_incident(LAST - timedelta(days=400))
    assert entries([an_incident(LAST, 0.0), far], WORKWEEK, end=LAST) == ()


def test_hard_share_is_by_minutes():
    found = evaluated(ago(1, 45.0, name="a"), ago(2, 15.0, name="b", hard=False))
    assert found.hard_share == pytest.approx(0.75)
    assert evaluated().hard_share == 0.0


def test_incidents_without_a_source_cannot_be_cited():
    found = evaluated(ago(1, name="a"), ago(2, name="b", sources=()))
    assert (found.incidents, found.cited) == (2, 1)


def test_bad_months_are_told_by_their_first_day():
    # 4 h a week grant 96 minutes a block; half as much again is 144
    busy = [ago(40 + i, 48.0, name=f"{i}") for i in range(3)]
    assert len(evaluated(*busy).bad_months) == 1
    assert evaluated(*busy[:2]).bad_months == ()
    first = evaluated(*busy).bad_months[0]
    assert first.toordinal() <= min(WORKWEEK.day(each.at) for each in busy).toordinal()


@pytest.mark.parametrize(
    ("facts", "days", "is_bright"),
    [
        ({}, (1, 89), True),
        ({}, (1, 90), False),
        ({"hard": False}, (1, 2), False),
        ({"weight": 0.95}, (1, 2), False),
    ],
)
def test_bright_line_needs_two_confirmed_within_90_days(facts, days, is_bright):
    found = [ago(d, 90.0, code=Code.HOSTILE, name=f"{d}", **facts) for d in days]
    assert evaluated(*found).bright is is_bright


def test_leaving_out_is_the_same_as_never_having_been():
    first, second = ago(3, name="a"), ago(4, 45.0, name="b")
    without = evaluated(first, second, kept=lambda each: each.incident.id != "b")
    assert without == evaluated(first)
