from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders_verdict import NOW, a_quiet_assessment, an_assessment, some_weeks
from goodterms.core import event
from goodterms.core.client import Decision, DecisionKind
from goodterms.core.event import Event, EventKind
from goodterms.core.exit_dates import DateKind, ExitDate
from goodterms.core.verdict import Verdict

TODAY = date(2026, 11, 16)


def weeks(*verdicts):
    """Weekly evaluations that end today, one verdict each."""
    (last,) = some_weeks(Verdict.TALK, 1.4)[-1:]
    first = TODAY - timedelta(days=7 * (len(verdicts) - 1))
    return tuple(
        replace(last, on=first + timedelta(days=7 * place), verdict=verdict)
        for place, verdict in enumerate(verdicts)
    )


def judged(verdict, *before, since=TODAY, **changes):
    history = weeks(*before, verdict)
    return an_assessment("Alba", verdict, since=since, weeks=history, **changes)


def found(assessment, *decisions, dates=(), today=TODAY):
    return event.found(assessment, decisions, dates, today=today)


def a_decision(kind=DecisionKind.SNOOZED, *, number=1, on=TODAY - timedelta(days=31), until=None):
    return Decision(id=number, client="Alba", kind=kind, decided_on=on, until=until)


@pytest.mark.parametrize(
    ("verdict", "before", "kind"),
    [
        (Verdict.TALK, Verdict.WATCH, EventKind.TALK),
        (Verdict.PREPARE, Verdict.TALK, EventKind.PREPARE),
        (Verdict.LET_GO, Verdict.PREPARE, EventKind.LET_GO),
        (Verdict.TALK, Verdict.PREPARE, None),
        (Verdict.PREPARE, Verdict.LET_GO, None),
        (Verdict.WATCH, Verdict.HEALTHY, None),
        (Verdict.HEALTHY, Verdict.TALK, None),
        (Verdict.PARTING, Verdict.LET_GO, None),
        (Verdict.TALK, Verdict.SNOOZED, EventKind.TALK),
    ],
)
def test_only_a_rise_to_talk_or_above_is_news(verdict, before, kind):
    news = found(judged(verdict, before))

    assert [each.kind for each in news] == ([kind] if kind else [])
    assert all(each.on == TODAY for each in news)


def test_a_step_that_was_held_through_a_snooze_is_not_reached_anew():
    assert found(judged(Verdict.TALK, Verdict.TALK, Verdict.SNOOZED, Verdict.SNOOZED)) == ()


@pytest.mark.parametrize(("days", "is_news"), [(0, True), (13, True), (14, False), (-1, False)])
def test_news_grow_old_and_never_speak_of_tomorrow(days, is_news):
    reached = judged(Verdict.TALK, Verdict.WATCH, since=TODAY - timedelta(days=days))

    assert bool(found(reached)) is is_news


def test_a_cool_off_that_changed_nothing_is_news_once_it_is_over():
    over = judged(Verdict.PREPARE, Verdict.PREPARE, cool_off_until=TODAY)

    assert [(each.kind, each.on) for each in found(over)] == [(EventKind.COOL_OFF, TODAY)]
    later = replace(over, cool_off_until=TODAY + timedelta(days=1))
    assert found(later) == ()
    risen = judged(Verdict.LET_GO, Verdict.PREPARE, cool_off_until=TODAY)
    assert [each.kind for each in found(risen)] == [EventKind.LET_GO]


def test_the_day_after_a_snooze_is_news_unless_something_ended_it_before():
    quiet = a_quiet_assessment("Alba")
    snooze = a_decision(until=TODAY - timedelta(days=1))

    assert [(each.kind, each.on) for each in found(quiet, snooze)] == [(EventKind.SNOOZE, TODAY)]
    assert found(quiet, a_decision(until=TODAY)) == ()
    resumed = a_decision(DecisionKind.RESUMED, number=2, on=TODAY - timedelta(days=3))
    assert found(quiet, snooze, resumed) == ()
    parted = replace(quiet, verdict=Verdict.PARTED)
    assert found(parted, snooze) == ()


def test_days_of_an_ending_are_news_of_their_client_and_their_kind_is_kept():
    days = [
        ExitDate(kind=kind, on=TODAY, number=10 + place, uid=str(place))
        for place, kind in enumerate(DateKind)
    ]
    events = event.of_dates("Alba", days)

    assert {each.kind.value for each in events} == {each.value for each in DateKind} - {"cool_off"}
    assert set(found(a_quiet_assessment("Alba"), dates=events)) == set(events)
    assert found(a_quiet_assessment("Borea"), dates=events) == ()


def test_keys_tell_events_apart_and_hold_no_name():
    one = Event(client="Alba", kind=EventKind.TALK, on=TODAY)
    others = [
        replace(one, client="Borea"),
        replace(one, kind=EventKind.PREPARE),
        replace(one, on=TODAY + timedelta(days=1)),
    ]
    assert len({each.key for each in [one, *others]}) == 4
    assert "Alba" not in one.key
    assert not event.is_mail(one.key)
    assert event.is_mail(event.mail_period(TODAY))


@pytest.mark.parametrize(("days", "count"), [(None, 1), (6.9, 0), (7, 1)])
def test_at_most_one_mail_a_week(days, count):
    news = [Event(client="Alba", kind=EventKind.TALK, on=TODAY)]
    last = None if days is None else NOW - timedelta(days=days)

    assert len(event.to_tell(news, set(), last, now=NOW)) == count


EVENTS = st.lists(
    st.builds(
        Event,
        client=st.sampled_from(["Alba", "Borea"]),
        kind=st.sampled_from(EventKind),
        on=st.dates(TODAY - timedelta(days=3), TODAY),
    ),
    unique=True,
    max_size=8,
)


@given(news=EVENTS, told=EVENTS)
def test_nothing_is_told_twice_and_nothing_is_lost(news, told):
    keys = {each.key for each in told}
    mail = event.to_tell(news, keys, None, now=NOW)

    assert {each.key for each in mail} == {each.key for each in news} - keys
    assert event.to_tell(news, keys | {each.key for each in mail}, None, now=NOW) == ()
