from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from builders_exit import a_decision, an_ended_dossier, an_exit_dossier
from builders_people import TODAY
from goodterms.core.client import DecisionKind
from goodterms.core.exit_dates import DateKind, _date
from goodterms.core.verdict import Verdict


def days(dossier):
    return {each.kind: each.on for each in dossier.exit.dates}


def test_a_healthy_relation_has_no_days():
    assert days(an_exit_dossier(words=(), verdict=Verdict.HEALTHY, cool_off_until=None)) == {}


def test_from_prepare_on_cool_off_money_and_notice_have_days():
    found = days(an_exit_dossier(words=(), cool_off_until=TODAY + timedelta(days=4)))

    assert found[DateKind.COOL_OFF] == TODAY + timedelta(days=4)
    collect = found[DateKind.COLLECT_BY]
    assert found[DateKind.NOTICE_END] == collect + timedelta(days=30)


def test_a_talk_and_a_trial_have_days_before_anything_is_prepared():
    found = days(an_exit_dossier(verdict=Verdict.TALK, cool_off_until=None))

    assert set(found) == {DateKind.MEETING, DateKind.TRIAL_30, DateKind.TRIAL_90}


def test_once_told_the_notice_has_its_day_whatever_the_verdict():
    told = a_decision(DecisionKind.PARTING, TODAY - timedelta(days=2))
    found = days(an_exit_dossier(words=(), decisions=(told,), verdict=Verdict.PARTING))

    assert found[DateKind.NOTICE_END] == TODAY + timedelta(days=28)


def test_after_the_end_only_looks_back_and_money_are_left():
    found = days(an_ended_dossier(words=(), days=10))

    assert found[DateKind.FOLLOW_UP_30] == TODAY + timedelta(days=20)
    assert found[DateKind.FOLLOW_UP_90] == TODAY + timedelta(days=80)
    assert not {DateKind.NOTICE_END, DateKind.COOL_OFF} & set(found)


def test_days_are_sorted():
    dates = an_exit_dossier().exit.dates

    assert list(dates) == sorted(dates, key=lambda each: each.on)


@given(st.text(max_size=40))
def test_numbers_and_uids_are_neutral_and_differ_by_kind(client):
    found = [_date(client, kind, TODAY) for kind in DateKind]

    assert len({each.number for each in found}) == len({each.uid for each in found}) == 8
    assert all(10 <= each.number <= 99 for each in found)
    assert found == [_date(client, kind, TODAY) for kind in DateKind]
    assert all(set(each.uid) <= set("0123456789abcdef") for each in found)


def test_another_day_keeps_number_and_uid():
    one = _date("Alba", DateKind.NOTICE_END, TODAY)
    other = _date("Alba", DateKind.NOTICE_END, TODAY + timedelta(days=9))

    assert (one.number, one.uid) == (other.number, other.uid)
    assert one.uid != _date("Borea", DateKind.NOTICE_END, TODAY).uid
