from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders_people import TODAY, a_client
from goodterms.core.notice import EVERYWHERE, CountryNote, notes_for, notice, places


def a_note(country):
    return CountryNote(
        country=country, law="", checked_on=TODAY, surety="text", sources=(), said=()
    )


def test_thirty_days_count_from_today_without_a_contract():
    found = notice(a_client(), today=TODAY)

    assert (found.days, found.basis, found.is_told) == (30, "default", False)
    assert found.tell_on == TODAY
    assert found.today_ends_on == found.ends_on == date(2026, 12, 16)


def test_the_contract_goes_first():
    found = notice(a_client(notice_days=14), today=TODAY)

    assert (found.days, found.basis, found.ends_on) == (14, "contract", date(2026, 11, 30))


def test_money_is_collected_first_and_then_told():
    found = notice(a_client(), today=TODAY, collect_by=TODAY + timedelta(days=20))

    assert found.tell_on == TODAY + timedelta(days=20)
    assert found.ends_on == TODAY + timedelta(days=50)
    assert found.today_ends_on == TODAY + timedelta(days=30)


def test_a_milestone_that_ends_later_holds_and_an_earlier_one_does_not():
    late, early = TODAY + timedelta(days=90), TODAY + timedelta(days=3)

    assert notice(a_client(), today=TODAY, milestone=late).ends_on == late
    assert notice(a_client(), today=TODAY, milestone=early).ends_on == TODAY + timedelta(days=30)


def test_once_told_the_notice_runs_from_that_day_whatever_is_open():
    told = TODAY - timedelta(days=10)

    found = notice(a_client(), today=TODAY, told_on=told, collect_by=TODAY + timedelta(days=60))

    assert (found.tell_on, found.ends_on, found.is_told) == (told, told + timedelta(days=30), True)


@given(st.integers(0, 730), st.integers(0, 400), st.integers(0, 400))
def test_work_never_ends_before_the_notice_is_over(days, collect, milestone):
    found = notice(
        a_client(notice_days=days),
        today=TODAY,
        collect_by=TODAY + timedelta(days=collect),
        milestone=TODAY + timedelta(days=milestone),
    )

    assert found.ends_on >= found.tell_on + timedelta(days=days)
    assert found.today_ends_on <= found.ends_on


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"domains": ()}, ("HR",)),
        ({"domains": ("alba.de",)}, ("HR", "DE")),
        ({"domains": ("alba.co.uk", "alba.hr")}, ("HR", "GB")),
        ({"domains": (), "tax_id": "el123456789"}, ("HR", "GR")),
        ({"domains": ("alba.nl",), "tax_id": "NL 123"}, ("HR", "NL")),
        ({"domains": ("alba.example",), "tax_id": "12345678901"}, ("HR",)),
    ],
)
def test_the_clients_country_is_read_from_tax_number_and_domain(changes, found):
    assert places("HR", a_client(**changes)) == found


def test_notes_for_everywhere_come_first_then_by_country():
    known = [a_note("DE"), a_note(EVERYWHERE), a_note("HR"), a_note("FR")]

    assert [each.country for each in notes_for(known, ("HR", "DE"))] == ["*", "HR", "DE"]
    assert [each.country for each in notes_for(known, ())] == ["*"]
