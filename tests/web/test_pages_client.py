"""One client's page, its arithmetic and its history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from builders_pages import Read, a_frame, some_decisions
from builders_verdict import an_assessment
from builders_views import a_dossier
from goodterms.core.client import Decision, DecisionKind
from goodterms.core.policy import Policy
from goodterms.core.verdict import Code, Verdict
from goodterms.web.pages.client import client_page
from goodterms.web.pages.decisions import WORDS, decision_rows
from goodterms.web.pages.links import View, client_key
from goodterms.web.pages.maths import maths_page
from goodterms.web.pages.rendering import rendered

FRAME = a_frame()


def read(dossier=None, decisions=()):
    page = client_page(FRAME, dossier or a_dossier(), decisions)
    return Read(rendered(page, FRAME))


def test_the_verdict_its_date_and_the_burn_come_first():
    text = read().text()
    order = [
        "prepare to part", "since 19 October 2026", "For each paid hour", "6 late invoices of 9",
        "Without the late payments", "Week by week", "When mail comes and goes", "Money",
        "Steps of a good ending", "Your decisions so far",
    ]  # fmt: skip
    assert [text.index(each) for each in order] == sorted(text.index(each) for each in order)


def test_what_speaks_for_the_client_and_the_owners_share_stand_beside_the_reasons():
    heads = [text for _, _, text in read().of("h2", "h3")]
    assert heads.index("What speaks for this client") < heads.index("Week by week")
    assert heads.index("Your own share") < heads.index("Week by week")


def test_every_reason_leads_to_its_own_evidence():
    page = client_page(FRAME, a_dossier(), ())
    base = f"/clients/{client_key('Borea Kiosk')}/evidence"
    assert [each.href for each in page.reasons] == [
        f"{base}?kind={code}" for code in ("LP", "VG", "CH", "AHP")
    ]
    assert [each.shown for each in page.reasons] == ["6 items", "5 items", "9 items", "5 items"]


def test_a_client_without_anything_has_a_page_too():
    bare = a_dossier()
    judged = an_assessment("Borea Kiosk", Verdict.LEARNING, incidents=(), weeks=())
    judged = replace(judged, counterfactuals=(), praise=(), gates=())
    empty = replace(bare, assessment=judged, reasons=(), evidence=(), weeks=(), signals=())
    text = read(empty).text()
    assert "Nothing was counted in this time." in text
    assert "Week by week" not in text
    assert "None is recorded." in text


def test_the_table_beside_the_weekly_chart_holds_every_week():
    page = client_page(FRAME, a_dossier(), ())
    rows = [text for _, _, text in Read(rendered(page, FRAME)).of("tr")]
    assert sum("keep an eye" in each for each in rows) == sum(
        each.week.verdict is Verdict.WATCH for each in page.chart.points
    )


def test_at_most_fifty_two_weeks_are_drawn():
    dossier = a_dossier()
    weeks = (dossier.weeks * 3)[:60]
    assert len(client_page(FRAME, replace(dossier, weeks=weeks), ()).chart.points) == 52


def test_decisions_stand_newest_first_and_those_taken_back_are_struck_out():
    rows = decision_rows(FRAME, some_decisions())
    assert [each.id for each in rows] == [4, 3, 2, 1]
    assert [each.is_undone for each in rows] == [False, True, False, False]
    assert rows[0].undoes == 3
    assert rows[1].text == "Snoozed, until 1 Oct 2026"
    assert rows[2].note == "Met at the studio"
    assert rows[3].text == "Own rating: 3 of 4"
    struck = [text for _, _, text in read(decisions=some_decisions()).of("s")]
    assert struck == ["Snoozed, until 1 Oct 2026"]


def test_taking_back_a_taking_back_brings_it_in_force_again():
    again = Decision(
        id=5, client="x", kind=DecisionKind.UNDONE, decided_on=date(2026, 9, 2), value=4
    )
    undone = {each.id: each.is_undone for each in decision_rows(FRAME, [*some_decisions(), again])}
    assert undone == {1: False, 2: False, 3: False, 4: True, 5: False}


def test_every_kind_of_decision_has_a_word():
    assert set(WORDS) >= {str(each) for each in DecisionKind}


def test_the_arithmetic_is_that_of_the_assessment():
    dossier = a_dossier()
    page = maths_page(FRAME, dossier, Policy())
    long = dossier.assessment.long
    values = {name: value for name, value, _ in page.sums}
    assert values["Trouble minutes W"] == f"{long.spent:,.1f}"
    assert values["A = 2 + W / u"] == f"{long.shape:.3f}"
    assert values["P(burn > 1.25)"] == f"{long.p_over_125:.3f}"
    counted = {each.name: (each.count, each.minutes) for each in page.signals}
    assert counted["late payments"] == ("6", "390.0")
    assert counted["hostile wording"] == ("0", "0.0")
    assert len(page.signals) == len(Code)
    total = sum(float(each.minutes) for each in page.signals)
    assert total == pytest.approx(float(page.total), abs=0.1)


def test_digests_and_the_command_that_prints_the_row_are_named():
    dossier = a_dossier()
    page = maths_page(FRAME, dossier, Policy())
    assert ("Policy", dossier.assessment.policy_digest) in page.prints
    assert ("Tone model", dossier.assessment.model_digest) in page.prints
    assert page.command == "goodterms explain 'Borea Kiosk' --json"
    assert page.is_other_policy
    assert not maths_page(
        FRAME,
        replace(dossier, assessment=replace(dossier.assessment, policy_digest=Policy().digest)),
        Policy(),
    ).is_other_policy


def test_a_signal_leads_to_its_evidence_only_where_there_is_any():
    page = maths_page(FRAME, a_dossier(), Policy())
    links = {each.name: each.href for each in page.signals}
    assert links["vague feedback"].endswith(f"?{View(kind='VG').query}")
    assert links["hostile wording"] == ""
