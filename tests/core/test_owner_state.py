from __future__ import annotations

from datetime import timedelta

from builders_judgement import MONDAY, a_decision
from goodterms.core.client import DecisionKind
from goodterms.core.ladder import PREPARE, TALK, State
from goodterms.core.owner_state import shown


def weeks(*steps):
    return tuple(State(on=MONDAY + timedelta(days=7 * i), step=s) for i, s in enumerate(steps))


def day(week, more=0):
    return MONDAY + timedelta(days=7 * week + more)


def words(found):
    return [str(each.verdict) for each in found]


def test_without_decisions_the_ladder_speaks_and_since_is_its_first_day():
    found = shown(weeks(TALK, TALK, PREPARE), ())
    assert words(found) == ["talk", "talk", "prepare"]
    assert [each.since for each in found] == [day(0), day(0), day(2)]


def test_a_snooze_hides_the_verdict_until_its_last_day():
    snooze = a_decision(DecisionKind.SNOOZED, day(0, 2), until=day(2))
    found = shown(weeks(TALK, TALK, TALK, TALK), [snooze])
    assert words(found) == ["talk", "snoozed", "snoozed", "talk"]
    assert found[1].since == day(0, 2)


def test_a_snooze_ends_one_step_up_and_stays_ended():
    snooze = a_decision(DecisionKind.SNOOZED, day(0, 2), until=day(9))
    found = shown(weeks(TALK, TALK, PREPARE, TALK), [snooze])
    assert words(found) == ["talk", "snoozed", "prepare", "talk"]


def test_no_snooze_is_longer_than_90_days():
    for until in (day(52), None):
        snooze = a_decision(DecisionKind.SNOOZED, day(0), until=until)
        found = shown(weeks(*[TALK] * 15), [snooze])
        assert words(found).count("snoozed") == 13  # weeks 0 to 12: 84 days


def test_parting_and_parted_hold_until_the_owner_resumes():
    decisions = [
        a_decision(DecisionKind.PARTING, day(1), id=1),
        a_decision(DecisionKind.PARTED, day(2), id=2),
        a_decision(DecisionKind.RESUMED, day(3), id=3),
    ]
    found = shown(weeks(TALK, TALK, TALK, TALK), decisions)
    assert words(found) == ["talk", "parting", "parted", "talk"]
    assert [each.since for each in found] == [day(0), day(1), day(2), day(3)]


def test_resuming_ends_a_snooze_too():
    decisions = [
        a_decision(DecisionKind.SNOOZED, day(0), id=1, until=day(9)),
        a_decision(DecisionKind.RESUMED, day(1), id=2),
    ]
    assert words(shown(weeks(TALK, TALK), decisions)) == ["snoozed", "talk"]


def test_decisions_of_a_later_day_are_not_seen():
    parting = a_decision(DecisionKind.PARTING, day(5))
    assert words(shown(weeks(TALK, TALK), [parting])) == ["talk", "talk"]
