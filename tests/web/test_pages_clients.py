"""The page of all clients: order, cells, the bar, the empty state, and its size."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from builders_pages import FRESH, Read, a_frame
from builders_verdict import NOW, a_quiet_assessment, an_assessment, an_estimate
from builders_views import all_assessments
from goodterms.core.client import Freshness
from goodterms.core.verdict import Gate, Verdict
from goodterms.web.pages.clients import clients_page
from goodterms.web.pages.links import client_key
from goodterms.web.pages.rendering import rendered

FRAME = a_frame()


def test_clients_stand_by_verdict_and_then_by_name_without_any_rank():
    found = [an_assessment("zeta"), an_assessment("Alfa"), *reversed(all_assessments())]
    page = clients_page(FRAME, found, FRESH)
    assert [each.client for each in page.rows] == [
        "Alba Studio", "Alfa", "Borea Kiosk", "zeta", "Ćuk i Žabac", "Delta & Sons", "Quiet Press",
        "Fjord",
    ]  # fmt: skip
    heads = [text for _, _, text in Read(rendered(page, FRAME)).of("th")][:8]
    assert heads[:3] == ["Client", "Verdict", "Trouble, minutes for each paid hour"]
    assert not {"#", "No.", "Rank"} & set(heads)


def test_a_row_says_trouble_in_minutes_with_its_interval_and_names_what_is_tolerated():
    page = clients_page(FRAME, [an_assessment()], FRESH)
    row = page.rows[0]
    assert (row.burn, row.own, row.income, row.at_risk) == (
        "11 (8 to 14)", "78\u00a0%", "23\u00a0%", "€2,140.50",
    )  # fmt: skip
    assert "6 minutes for each paid hour" in Read(rendered(page, FRAME)).text("caption")


def test_without_paid_hours_there_is_no_bar_and_nothing_is_invented():
    long = an_estimate(hours=0.0, granted=0.0)
    row = clients_page(FRAME, [an_assessment(long=long)], FRESH).rows[0]
    assert (row.bar, row.burn) == (None, "–")


def test_different_tolerances_are_not_told_as_one():
    other = replace(an_assessment("B"), long=an_estimate(granted=900.0))
    assert clients_page(FRAME, [an_assessment("A"), other], FRESH).tolerated == ""


def test_the_last_mail_is_the_day_the_contact_gate_knows():
    gate = Gate(name="contact", passed=True, facts=(("last", "2026-11-03"),))
    row = clients_page(FRAME, [an_assessment(gates=(gate,))], FRESH).rows[0]
    assert row.last_mail == "3 Nov 2026"
    never = replace(gate, facts=(("last", "never"),))
    assert clients_page(FRAME, [an_assessment(gates=(never,))], FRESH).rows[0].last_mail == "–"


def test_old_sources_are_said_before_the_table():
    old = Freshness(mail_at=NOW, invoices_at=NOW - timedelta(days=40))
    page = clients_page(FRAME, [an_assessment()], old)
    assert len(page.warnings) == 1
    assert "40 days" in page.warnings[0]
    assert clients_page(FRAME, [an_assessment()], FRESH).warnings == ()


def test_an_empty_database_says_what_to_do_next():
    text = Read(rendered(clients_page(FRAME, [], Freshness()), FRAME)).text()
    for command in ("init", "fetch", "import", "assess"):
        assert f"goodterms {command}" in text


def test_no_name_of_a_client_stands_in_an_address():
    read = Read(rendered(clients_page(FRAME, all_assessments(), FRESH), FRAME))
    links = [attributes["href"] for _, attributes, _ in read.of("a")]
    assert f"/clients/{client_key('Borea Kiosk')}" in links
    assert not [each for each in links if "Borea" in each or "%" in each]


def test_two_hundred_clients_stay_small():
    found = [
        a_quiet_assessment(f"Client with a rather long name {number}", Verdict.HEALTHY)
        for number in range(200)
    ]
    for language in ("en", "hr"):
        frame = a_frame(language)
        page = rendered(clients_page(frame, found, FRESH), frame)
        assert len(page.encode()) < 300_000
        assert len(Read(page).of("tr")) == 201
