from __future__ import annotations

from datetime import timedelta

import pytest

from builders_verdict import NOW, a_client, a_quiet_assessment, an_assessment, an_owner
from goodterms.core.client import Freshness
from goodterms.core.findings import Privacy
from goodterms.core.report import ORDER, Edition, report_view
from goodterms.core.verdict import Verdict

FRESH = Freshness(mail_at=NOW, invoices_at=NOW)
NAMES = ("Alba Studio", "Borea Kiosk", "Delta", "Quiet Press")


def an_edition(**changes):
    values = {"period": "m:2026-10", "privacy": Privacy.NAMES, "freshness": FRESH}
    return Edition(**{**values, **changes})


def a_report(assessments, *, names=NAMES, **edition):
    return report_view(
        assessments,
        clients=[a_client(name) for name in names],
        owner=an_owner(),
        edition=an_edition(**edition),
        now=NOW,
    )


def test_sections_come_most_urgent_first_and_healthy_clients_only_in_the_table():
    report = a_report(
        [
            a_quiet_assessment("Quiet Press"),
            an_assessment("Delta", Verdict.TALK),
            an_assessment("Alba Studio", Verdict.LET_GO),
            an_assessment("Borea Kiosk", Verdict.PREPARE),
        ]
    )

    assert [each.client for each in report.sections] == ["Alba Studio", "Borea Kiosk", "Delta"]
    assert [each.client for each in report.rows] == [
        "Alba Studio",
        "Borea Kiosk",
        "Delta",
        "Quiet Press",
    ]
    assert report.counts == (
        (Verdict.LET_GO, 1),
        (Verdict.PREPARE, 1),
        (Verdict.TALK, 1),
        (Verdict.HEALTHY, 1),
    )


def test_watch_and_parting_are_told_in_short():
    report = a_report(
        [
            a_quiet_assessment("Delta", Verdict.WATCH),
            an_assessment("Borea Kiosk", Verdict.PARTING),
        ]
    )

    assert not report.sections
    assert [each.client for each in report.briefs] == ["Borea Kiosk", "Delta"]


def test_every_verdict_has_a_place_in_the_table():
    assert set(ORDER) == set(Verdict)


def test_clients_the_config_no_longer_has_are_not_shown():
    report = a_report([an_assessment("Gone Ltd"), a_quiet_assessment("Delta")])

    assert [each.client for each in report.rows] == ["Delta"]


def test_case_number_is_the_place_in_the_config_and_not_a_rank():
    report = a_report(
        [an_assessment("Delta", Verdict.LET_GO), a_quiet_assessment("Alba Studio")],
    )

    assert [(each.number, each.verdict) for each in report.rows] == [
        (3, Verdict.LET_GO),
        (1, Verdict.HEALTHY),
    ]


def test_private_report_holds_no_name_of_a_client_anywhere():
    report = a_report(
        [an_assessment("Alba Studio", Verdict.LET_GO), a_quiet_assessment("Delta", Verdict.WATCH)],
        privacy=Privacy.PRIVATE,
        excerpts={"M-000000000028": "a sentence"},
    )

    assert "Alba" not in repr(report)
    assert "Delta" not in repr(report)
    assert "a sentence" not in repr(report)


@pytest.mark.parametrize(("privacy", "count"), [("private", 0), ("names", 0), ("full", 3)])
def test_excerpts_leave_the_machine_at_full_only_and_at_most_three(privacy, count):
    excerpts = {f"M-{number:012x}": "Make it pop at www.pop.example" for number in range(40, 45)}

    report = a_report([an_assessment()], privacy=Privacy(privacy), excerpts=excerpts)

    shown = report.sections[0].excerpts
    assert len(shown) == count
    assert all("pop . example" in text for _, text in shown)


def test_excerpts_are_those_of_the_dearest_incidents():
    # vague answers weigh 0.9, 0.85 ... of 60 minutes: the first three are the dearest with words
    excerpts = {f"M-{number:012x}": f"words {number}" for number in range(40, 70)}

    report = a_report([an_assessment()], privacy=Privacy.FULL, excerpts=excerpts)

    assert [text for _, text in report.sections[0].excerpts] == ["words 40", "words 41", "words 42"]


@pytest.mark.parametrize(
    ("was", "verdict", "change"),
    [
        (None, Verdict.TALK, "new"),
        (Verdict.WATCH, Verdict.TALK, "up"),
        (Verdict.PREPARE, Verdict.TALK, "down"),
        (Verdict.TALK, Verdict.TALK, "same"),
        (Verdict.LET_GO, Verdict.PARTING, "same"),
    ],
)
def test_change_against_the_report_before(was, verdict, change):
    previous = {"Other": Verdict.HEALTHY} if was is None else {"Delta": was}

    report = a_report([an_assessment("Delta", verdict)], previous=previous)

    assert report.rows[0].change == change


def test_nothing_is_new_in_the_first_report_of_all():
    report = a_report([an_assessment("Delta", Verdict.TALK)])

    assert report.rows[0].change == "same"


def test_months_show_the_last_evaluation_of_each_and_nothing_where_there_was_none():
    assessment = an_assessment("Delta", Verdict.TALK)
    weeks = tuple(each for each in assessment.weeks if each.on.month != 8)

    report = a_report([an_assessment("Delta", Verdict.TALK, weeks=weeks)])

    cells = {cell.month.month: cell for cell in report.rows[0].months}
    assert list(cells) == [7, 8, 9, 10]
    assert (cells[8].burn, cells[8].verdict) == (None, None)
    last = max((each for each in weeks if each.on.month == 10), key=lambda each: each.on)
    assert (cells[10].burn, cells[10].verdict) == (last.mean, last.verdict)


def test_stale_sources_are_said_and_fresh_ones_are_not():
    old = Freshness(mail_at=NOW - timedelta(days=9), invoices_at=NOW)

    assert a_report([an_assessment()], freshness=old).is_stale
    assert not a_report([an_assessment()]).is_stale


def test_gates_that_are_met_are_not_told():
    report = a_report([an_assessment()])

    assert [gate.name for gate in report.sections[0].open_gates] == ["cool_off"]


def test_report_of_no_clients_is_empty_and_not_an_error():
    report = a_report([], names=())

    assert (report.counts, report.sections, report.rows) == ((), (), ())
