from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from builders_judgement import MONDAY, WORKWEEK, a_decision, a_relation, assessed
from goodterms.core.client import DecisionKind
from goodterms.core.told import ALWAYS, Telling, Told, stays, told_on

NOW = datetime(2026, 8, 5, 10, tzinfo=UTC)
LOUD = a_relation(weeks=30, chasers=3, hours=8.0)


def telling(days_before, *, high=True):
    return Telling(at=NOW - timedelta(days=days_before), high=high)


def test_tellings_become_days_in_the_owners_zone():
    late = Telling(at=datetime(2026, 7, 1, 23, tzinfo=UTC), high=True)  # 1 am of the 2nd in Zagreb
    assert stays([late], WORKWEEK, now=NOW) == (Told(since=date(2026, 7, 2)),)


def test_a_lower_verdict_ends_a_stay_and_the_same_one_told_again_changes_nothing():
    known = [telling(90), telling(80), telling(60, high=False), telling(50, high=False), telling(9)]
    found = stays(reversed(known), WORKWEEK, now=NOW)
    assert found == (
        Told(since=date(2026, 5, 7), until=date(2026, 6, 6)),
        Told(since=date(2026, 7, 27)),
    )


def test_what_is_found_now_is_known_afterwards():
    assert stays([telling(0), telling(-3)], WORKWEEK, now=NOW) == ()


def test_told_from_the_later_of_both_days():
    open_stay = [Told(since=MONDAY)]
    assert told_on(open_stay, MONDAY + timedelta(days=7)) == MONDAY + timedelta(days=7)
    assert told_on(open_stay, MONDAY - timedelta(days=7)) == MONDAY
    assert told_on([Told(since=MONDAY, until=MONDAY + timedelta(days=7))], date(2026, 3, 1)) is None
    assert told_on([], MONDAY) is None
    assert told_on(ALWAYS, MONDAY) == MONDAY


def test_a_first_run_on_an_old_mailbox_goes_no_higher_than_talk():
    found = assessed(LOUD, NOW, told=())
    assert found.verdict == "talk"
    assert {each.verdict for each in found.weeks} <= {"learning", "healthy", "watch", "talk"}
    course = found.course
    assert course is not None
    assert course.talk_since is not None
    assert course.talk_since < date(2026, 4, 1)
    assert (course.told_on, course.waits_until) == (None, None)
    assert [each.passed for each in found.gates if each.name == "told"] == [False]
    assert assessed(LOUD, NOW).verdict == "let_go"


def test_eight_weeks_after_the_owner_was_told_the_ladder_goes_on():
    relation = a_relation(weeks=60, chasers=3, hours=8.0)
    told = (telling(0),)
    verdicts = [
        assessed(relation, NOW + timedelta(weeks=week), told=told).verdict for week in (1, 7, 8, 9)
    ]
    assert verdicts == ["talk", "talk", "talk", "prepare"]  # told on a Wednesday
    waits = assessed(relation, NOW + timedelta(weeks=1), told=told).course
    assert waits is not None
    assert (waits.told_on, waits.waits_until) == (date(2026, 8, 5), date(2026, 9, 30))


def test_a_talk_recorded_for_the_past_begins_the_waiting_time_then():
    talk = a_decision(DecisionKind.TALKED, date(2026, 3, 30))
    with_talk = a_relation(weeks=30, chasers=3, hours=8.0)
    found = assessed(_decided(with_talk, talk), NOW, told=())
    assert found.verdict == "let_go"
    steps = {each.on: each.verdict for each in found.weeks}
    assert steps[date(2026, 5, 18)] == "talk"
    assert steps[date(2026, 5, 25)] == "prepare"


def test_a_talk_after_today_or_long_before_tells_nothing():
    for day in (date(2026, 8, 6), date(2025, 5, 1)):
        talk = a_decision(DecisionKind.TALKED, day)
        assert assessed(_decided(LOUD, talk), NOW, told=()).verdict == "talk"


def _decided(history, *decisions):
    return replace(history, decisions=decisions)
