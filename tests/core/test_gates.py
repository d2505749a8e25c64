from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from builders_judgement import MONDAY, a_decision, an_evaluation, fresh
from goodterms.core import gates
from goodterms.core.client import DecisionKind, Freshness
from goodterms.core.course import Course
from goodterms.core.ladder import HEALTHY, LET_GO, TALK
from goodterms.core.policy import Policy
from goodterms.core.verdict import Verdict

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
CALM = Course()


def listed(evaluation, *decisions, step=HEALTHY, freshness=None, course=CALM):
    look = gates.Look(
        evaluation=evaluation,
        step=step,
        cool_off_until=MONDAY if step == LET_GO else None,
        decisions=decisions,
        freshness=freshness or fresh(NOW),
        left_out=2,
        now=NOW,
        course=course,
    )
    return {each.name: each for each in gates.gates(look)}


def plan(note=""):
    return a_decision(DecisionKind.EXIT_PLAN, MONDAY, note=note)


@pytest.mark.parametrize(
    ("share", "decisions", "allowed"),
    [
        (0.39, [], True),
        (0.40, [], False),
        (0.40, [plan()], True),
        (0.60, [plan()], False),
        (0.60, [plan("the share is 60 %")], True),
        (0.60, [plan("my 59 reasons")], False),
        (0.75, [plan("2026")], False),
    ],
)
def test_income_gate_by_share_and_recorded_plan(share, decisions, allowed):
    assert gates.income_allows(share, decisions, on=MONDAY) is allowed


def test_a_plan_counts_from_its_day():
    assert not gates.income_allows(0.5, [plan()], on=MONDAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("mail_days", "invoice_days", "is_fresh"),
    [(0, 0, True), (7, 7, True), (8, 0, False), (0, 8, False), (None, 0, False), (0, None, False)],
)
def test_data_are_fresh_when_both_sources_were_read_within_a_week(
    mail_days, invoice_days, is_fresh
):
    def at(days):
        return None if days is None else NOW - timedelta(days=days)

    freshness = Freshness(mail_at=at(mail_days), invoices_at=at(invoice_days))
    assert gates.is_fresh(freshness, Policy(), now=NOW) is is_fresh


def test_every_gate_is_listed_with_its_numbers():
    found = listed(an_evaluation(hard_share=0.234, cited=5, incidents=7, income_share=0.25))
    assert list(found) == [
        "weeks", "incidents", "cited", "hard_share", "bad_months",
        "exposure", "freshness", "contact", "income", "cool_off",
    ]  # fmt: skip
    assert [name for name, each in found.items() if not each.passed] == [
        "cited", "hard_share", "bad_months", "cool_off",
    ]  # fmt: skip
    assert dict(found["hard_share"].facts) == {"share": "0.23"}
    assert dict(found["income"].facts) == {"left_out": "2", "needs": "note", "share": "0.25"}
    assert dict(found["freshness"].facts) == {"invoices_days": "0", "mail_days": "0"}


def test_sources_never_read_are_said_to_be_so():
    found = listed(an_evaluation(fresh=False), freshness=Freshness())
    assert dict(found["freshness"].facts) == {"invoices_days": "never", "mail_days": "never"}


def test_nobody_is_let_go_who_has_long_been_silent():
    silent = an_evaluation(silent=True, last_contact=MONDAY - timedelta(days=60))
    assert gates.ceiling(silent, ()) is Verdict.PREPARE
    assert gates.ceiling(an_evaluation(), ()) is Verdict.LET_GO
    gate = listed(silent)["contact"]
    assert (gate.passed, dict(gate.facts)) == (False, {"last": "2025-11-06"})
    assert listed(an_evaluation())["contact"].passed


def test_cool_off_gate_is_passed_once_let_go_stands():
    assert listed(an_evaluation(), step=LET_GO)["cool_off"].passed


def test_gut_is_listed_after_two_high_ratings_a_month_apart():
    def rating(days_ago, value):
        return a_decision(DecisionKind.GUT, MONDAY - timedelta(days=days_ago), value=value)

    assert "gut" not in listed(an_evaluation(), rating(40, 2), rating(0, 4))
    assert "gut" not in listed(an_evaluation(), rating(27, 3), rating(0, 4))
    found = listed(an_evaluation(), rating(28, 3), rating(0, 4))
    assert dict(found["gut"].facts) == {"ratings": "3, 4"}


def test_what_stops_rising_is_listed_while_it_does():
    assert not {"told", "kept", "season", "stable"} & set(listed(an_evaluation()))
    on = MONDAY + timedelta(days=30)
    stopped = Course(talk_since=MONDAY, kept_until=on, is_paused=True, unstable=True)
    found = listed(an_evaluation(), step=TALK, course=stopped)
    names = ["told", "kept", "season", "stable"]
    assert list(found)[-4:] == names
    assert not any(found[name].passed for name in names)
    assert found["told"].facts == (("until", "not begun"),)
    assert found["kept"].facts == (("until", on.isoformat()),)


@pytest.mark.parametrize(("days", "passed"), [(0, True), (1, False)])
def test_the_wait_in_talk_is_over_on_its_day(days, passed):
    waiting = Course(talk_since=MONDAY, waits_until=MONDAY + timedelta(days=days))
    assert listed(an_evaluation(MONDAY), step=TALK, course=waiting)["told"].passed is passed
