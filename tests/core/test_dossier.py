from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from builders_verdict import (
    NOW,
    a_client,
    a_message,
    an_assessment,
    an_incident,
    an_owner,
    some_incidents,
)
from goodterms.core import findings
from goodterms.core.client import Freshness
from goodterms.core.dossier import DUE, dossier_view
from goodterms.core.history import History
from goodterms.core.report import Edition, report_view
from goodterms.core.step import StepState
from goodterms.core.verdict import Code, Verdict


def a_dossier(assessment=None, *, messages=(), now=NOW, **owner):
    return dossier_view(
        assessment or an_assessment(),
        client=a_client(),
        owner=an_owner(**owner),
        history=History(messages=tuple(messages)),
        now=now,
    )


def test_dossier_is_due_from_prepare_on():
    assert set(DUE) == {Verdict.PREPARE, Verdict.LET_GO, Verdict.PARTING}


def test_evidence_has_the_numbers_of_the_report():
    assessment = an_assessment()
    report = report_view(
        [assessment],
        clients=[a_client()],
        owner=an_owner(),
        edition=Edition(period="m:2026-10", privacy=findings.Privacy.NAMES, freshness=Freshness()),
        now=NOW,
    )
    by_id = {each.id: each.number for each in a_dossier(assessment).evidence}

    for cited in report.sections[0].reasons:
        assert {by_id[one] for one in cited.reason.incidents} == set(cited.evidence)


def test_counted_minutes_add_up_to_the_trouble_of_the_long_window():
    dossier = a_dossier()

    counted = sum(each.minutes for each in dossier.evidence if each.is_counted)
    assert counted == pytest.approx(dossier.assessment.long.spent)
    assert sum(each.minutes for each in dossier.signals) == pytest.approx(counted)


def test_incidents_before_the_window_are_listed_and_not_counted():
    old = an_incident(1, at=NOW - timedelta(days=400))
    dossier = a_dossier(an_assessment(incidents=(old, an_incident(9))))

    assert [(each.number, each.is_counted) for each in dossier.evidence] == [
        ("E-001", False),
        ("E-002", True),
    ]
    assert [each.count for each in dossier.signals] == [1]


def test_evidence_of_mail_has_both_clocks_and_the_message():
    message = a_message(
        61, subject="Re: page\u202e", excerpt="can you\nmake it pop?", clock="header-imported"
    )

    item = next(
        each for each in a_dossier(messages=[message]).evidence if each.source == message.id
    )

    assert (item.sent_at, item.sent_offset_minutes) == (message.sent_at, -420)
    assert (item.message_id, item.clock) == ("mail-61@alba.example", "header-imported")
    assert (item.subject, item.excerpt) == ("Re: page", "can you make it pop?")


def test_evidence_of_a_forgotten_message_is_still_listed():
    item = next(each for each in a_dossier().evidence if each.code is Code.CHASER)

    assert (item.message, item.message_id, item.excerpt) == ("", "", "")
    assert (item.source, item.others) == ("M-00000000003c", ())


def test_arrivals_that_asked_for_nothing_are_counted_apart():
    incidents = some_incidents()
    arrived = [each for each in incidents if each.code is Code.AFTER_HOURS]

    dossier = a_dossier(an_assessment(incidents=incidents))

    assert len(dossier.unasked) == len(arrived)
    assert not [each for each in dossier.evidence if each.code is Code.AFTER_HOURS]


def test_facts_after_now_are_not_seen():
    early = a_message(1)
    late = a_message(2, arrived_at=NOW + timedelta(hours=1))

    dossier = a_dossier(messages=[late, early])

    assert dossier.messages_in == 1
    assert dossier.last_on == an_owner().workweek.day(early.arrived_at)


def test_at_most_a_year_of_weeks_is_drawn():
    assessment = an_assessment()
    weeks = tuple(
        replace(assessment.weeks[0], on=assessment.weeks[0].on + timedelta(weeks=n))
        for n in range(60)
    )

    dossier = a_dossier(replace(assessment, weeks=weeks))

    assert (len(dossier.weeks), dossier.weeks[-1]) == (52, weeks[-1])


def test_dossier_without_any_mail_or_money_can_be_written():
    dossier = a_dossier(an_assessment(incidents=(), reasons=(), weeks=()))

    assert (dossier.first_on, dossier.evidence, dossier.signals) == (None, (), ())
    assert {step.state for step in dossier.steps} <= set(StepState)
