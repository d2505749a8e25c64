"""The evidence page: filters, pages, clocks, marks, and the owner's own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders_pages import Read, a_correction, a_frame, some_facts
from builders_verdict import NOW, a_message, an_assessment, an_incident
from builders_views import a_dossier
from goodterms.core.client import CorrectionKind
from goodterms.core.verdict import Code
from goodterms.web.pages.evidence import PAGE_ITEMS, Facts, evidence_page, page_of, view_of
from goodterms.web.pages.links import View, client_key
from goodterms.web.pages.rendering import rendered

FRAME = a_frame()
MANY = 20_000


def shown(view=None, **facts):
    return evidence_page(FRAME, an_assessment("Borea Kiosk"), some_facts(**facts), view)


def many(count=MANY):
    incidents = tuple(
        an_incident(number, at=NOW - timedelta(hours=number), why="chaser")
        for number in range(count)
    )
    return an_assessment(incidents=incidents, reasons=())


class Asked(dict):
    """Facts that note what they were asked for."""

    def __init__(self):
        super().__init__()
        self.ids = set()

    def __contains__(self, key):
        self.ids.add(key)
        return True

    def __getitem__(self, key):
        return a_message(1, id=key, subject="s" * 200, excerpt="x" * 280)

    def get(self, key, _default=None):
        return self[key]


def test_items_carry_the_numbers_of_the_dossier():
    dossier = {each.number: each.id for each in a_dossier().evidence}
    assert {each.number: each.id for each in shown().items} == dossier


def test_filters_let_through_what_they_name_and_count_it():
    page = shown(View(kind="VG"))
    assert {each.code for each in page.items} == {Code.VAGUE}
    names = [each.text for each in page.kinds]
    assert "vague feedback (5)" in names
    assert [each.text for each in page.kinds if each.is_on] == ["vague feedback (5)"]
    months = [each for each in page.months if each.href.endswith("kind=VG&month=2026-07")]
    assert [each.text for each in months] == ["July 2026 (3)"]
    both = shown(View(kind="VG", month="2026-07"))
    assert len(both.items) == 3


def test_only_unconfirmed_readings_of_words_pass_that_filter():
    page = shown(View(unconfirmed=True))
    assert {each.code for each in page.items} == {Code.VAGUE, Code.AFTER_HOURS_DEMAND}
    assert all("read from words" in each.confidence for each in page.items)


def test_a_filter_that_fits_nothing_says_so_and_can_be_left():
    page = shown(View(month="2020-01"))
    assert page.items == ()
    assert page.shown == "No item of evidence fits."
    assert [each.text for each in page.months if each.is_on] == ["January 2020 (0)"]
    assert page.months[0].href == f"/clients/{client_key('Borea Kiosk')}/evidence"


def test_both_clocks_stand_on_an_item():
    when = datetime(2026, 7, 29, 21, 4, tzinfo=UTC)
    message = a_message(
        1, arrived_at=when, sent_at=when - timedelta(seconds=9), sent_offset_minutes=-420
    )
    incident = an_incident(1, at=when)
    page = evidence_page(
        FRAME,
        an_assessment(incidents=(incident,), reasons=()),
        Facts(messages={message.id: message}, documents={}),
    )
    assert page.items[0].when == "29 Jul 2026, 23:04"
    assert page.items[0].elsewhere == "14:03 UTC−07:00 on the sender's clock"


def test_the_month_of_an_item_is_that_of_the_owners_calendar():
    late = an_incident(1, at=datetime(2026, 7, 31, 22, 30, tzinfo=UTC))
    page = evidence_page(
        FRAME, an_assessment(incidents=(late,), reasons=()), some_facts(), View(month="2026-08")
    )
    assert [each.number for each in page.items] == ["E-001"]


def test_earning_words_are_marked_however_they_are_spelled():
    page = shown(excerpt="Can you MÀKE it pop?", marks={f"M-{40:012x}": ["make", "pop"]})
    item = next(each for each in page.items if each.source == f"M-{40:012x}")
    marked = [(each.text, each.is_marked) for each in item.pieces]
    assert marked == [
        ("Can you ", False),
        ("MÀKE", True),
        (" it ", False),
        ("pop", True),
        ("?", False),
    ]
    html = rendered(page, FRAME)
    assert "Can you <mark>MÀKE</mark> it <mark>pop</mark>?" in html


def test_the_owners_word_is_shown_and_what_was_taken_out_is_listed():
    vague, chaser = f"M-{40:012x}", f"M-{5:012x}"
    said = [
        a_correction(1, vague, "vague", CorrectionKind.RIGHT),
        a_correction(2, chaser, "CH", CorrectionKind.WRONG),
        a_correction(3, f"M-{6:012x}", "CH", CorrectionKind.WRONG),
        a_correction(4, f"M-{6:012x}", "CH", CorrectionKind.MINE),
    ]
    page = shown(corrections=said)
    item = next(each for each in page.items if each.source == vague)
    assert (item.said, item.confidence) == ("You said: right.", "confirmed by you")
    assert [(each.message, each.code, each.what) for each in page.taken] == [
        (chaser, "CH", "early reminder")
    ]


def test_excused_items_say_that_they_count_nothing():
    item = next(each for each in shown().items if not each.is_counted)
    assert item.confidence == "counts nothing"
    assert 'class="exhibit idle"' in rendered(shown(), FRAME)


@pytest.mark.timeout(60)
def test_twenty_thousand_items_come_page_by_page():
    asked = Asked()
    judged = many()
    page = evidence_page(FRAME, judged, Facts(messages=asked, documents={}), View(page=7))

    assert len(page.items) == PAGE_ITEMS
    assert page.items[0].number == "E-301"
    assert page.shown == "301 to 350 of 20,000 items, oldest first."
    assert [each.text for each in page.pages] == ["1", "5", "6", "7", "8", "9", "400"]
    assert len(asked.ids) <= PAGE_ITEMS
    assert len(rendered(page, FRAME).encode()) < 300_000


def test_a_page_beyond_the_last_is_the_last_and_one_page_has_no_pager():
    judged = many(120)
    last = evidence_page(FRAME, judged, some_facts(), View(page=99))
    assert last.view.page == 3
    assert len(last.items) == 20
    assert shown().pages == ()


def test_an_item_is_found_on_its_page():
    judged = many(120)
    assert page_of(judged, "E-051", View()) == 2
    assert page_of(judged, "E-120", View()) == 3
    assert [page_of(judged, wrong, View(page=2)) for wrong in ("E-121", "E-0", "x", "")] == [2] * 4


@given(st.dictionaries(st.sampled_from(["kind", "month", "page", "unconfirmed"]), st.text()))
@settings(max_examples=60, deadline=None)
def test_any_address_asks_for_something(query):
    view = view_of(query)
    page = evidence_page(FRAME, an_assessment(), some_facts(), view)
    assert page.view.page >= 1
    assert view_of(dict(each.split("=") for each in view.query.split("&") if each)) == view


@pytest.mark.parametrize(
    ("query", "view"),
    [
        ({"kind": "CH", "month": "2026-10", "unconfirmed": "1", "page": "3"},
         View(kind="CH", month="2026-10", unconfirmed=True, page=3)),
        ({"kind": "'; drop", "month": "2026-13", "page": "-1"}, View()),
        ({"month": "0000-01", "page": "9" * 50}, View()),
        ({"page": "٣", "month": "٢٠٢٦-٠١"}, View()),
    ],
)  # fmt: skip
def test_addresses_are_taken_only_as_they_are_written(query, view):
    assert view_of(query) == view


def test_without_forms_there_are_no_filters():
    html = rendered(shown(), replace(FRAME, doing=False))
    read = Read(html)
    assert not read.of("form", "button", "input")
    assert "Only what nobody confirmed" not in html
