from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from builders_judgement import (
    CLIENT,
    MONDAY,
    OWNER,
    Pace,
    a_book,
    a_message,
    a_relation,
    fresh,
)
from goodterms.core.history import History
from goodterms.core.incidents import incidents
from goodterms.core.policy import Policy
from goodterms.core.timeline import LADDER_WEEKS, Continued, Inquiry, mondays, timeline
from goodterms.core.worth import Income

RELATION = a_relation(weeks=70, chasers=1, nights=1)


def inquiry(now, history=RELATION):
    return Inquiry(
        history=history,
        client=CLIENT,
        owner=OWNER,
        policy=Policy(),
        income=Income(a_book(history), "EUR"),
        freshness=fresh(now),
        now=now,
        hours_per_mail_day=2.0,
    )


def at(day, hour=10):
    return datetime.combine(day, time(hour), tzinfo=UTC)


def test_weeks_begin_after_the_first_message_and_end_at_the_instant():
    asked = inquiry(at(MONDAY + timedelta(days=23)))
    found = timeline(asked)
    assert [each.on for each in found] == [
        *(MONDAY + timedelta(days=7 * i) for i in (1, 2, 3)),
        MONDAY + timedelta(days=23),
    ]
    assert [each.weekly for each in found] == [True, True, True, False]
    assert [each.end for each in found[:3]] == [each.on - timedelta(days=1) for each in found[:3]]
    assert found[-1].end == found[-1].on


def test_a_monday_begins_at_midnight_of_the_owners_zone():
    monday = MONDAY + timedelta(days=21)
    before = datetime(2026, 1, 25, 22, 59, 59, tzinfo=UTC)  # Sunday, 23:59:59 in Zagreb
    assert mondays(inquiry(before))[-1] == monday - timedelta(days=7)
    assert mondays(inquiry(before + timedelta(seconds=1)))[-1] == monday


def test_a_monday_does_not_know_its_own_day():
    early = a_message(at(MONDAY + timedelta(days=21), 3), name="early")
    asked = inquiry(at(MONDAY + timedelta(days=23)), History(messages=(*RELATION.messages, early)))
    found = timeline(asked)
    assert all("early" not in source for e in found[2].incidents for source in e.sources)
    assert any("M-early" in each.sources for each in found[3].incidents)


def test_the_ladder_is_replayed_over_two_years_at_most():
    old = a_message(at(date(2019, 3, 5)), name="old")
    asked = inquiry(at(MONDAY + timedelta(days=400)), History(messages=(*RELATION.messages, old)))
    assert len(mondays(asked)) == LADDER_WEEKS


def test_leaving_old_threads_out_changes_no_incident_within_reach():
    asked = inquiry(at(MONDAY + timedelta(days=480)))
    last = timeline(asked)[-1]
    assert len(last.incidents) < len(incidents(RELATION, CLIENT, OWNER, Policy(), now=asked.now))
    everything = incidents(RELATION, CLIENT, OWNER, Policy(), now=asked.now)
    first = min(each.day for each in last.entries)
    reach = [
        each
        for each in everything
        if each.minutes > 0 and OWNER.workweek.day(each.at).toordinal() >= first
    ]
    assert sorted(each.incident.id for each in last.entries) == sorted(each.id for each in reach)


def test_only_weeks_with_mail_of_people_are_active():
    noise = a_message(at(MONDAY + timedelta(days=70)), noise="bulk", name="noise")
    history = History(messages=(*a_relation(weeks=3).messages, noise))
    found = timeline(inquiry(at(MONDAY + timedelta(days=90)), history))
    assert [each.active_weeks for each in found[:4]] == [1, 2, 3, 3]
    assert found[-1].active_weeks == 3


def test_continued_hours_join_what_is_known_and_what_is_to_come():
    until = MONDAY + timedelta(days=6)
    paid = Continued(paid=Pace(7.0), until=until, pace=2.0)
    assert paid.between(MONDAY, until).hours == pytest.approx(7.0)
    assert paid.between(MONDAY, until + timedelta(days=3)).hours == pytest.approx(13.0)
    ahead = until + timedelta(days=2)
    assert paid.between(ahead, ahead).hours == pytest.approx(2.0)
