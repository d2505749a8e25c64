from __future__ import annotations

from builders_mails import COOL_OFF, DAY, NOTE, SNOOZE, TALK, an_event_mail
from goodterms.core.event import Event, EventKind
from goodterms.core.findings import Privacy


def test_only_clients_with_news_have_a_section_and_a_line_most_urgent_first():
    view = an_event_mail(SNOOZE, COOL_OFF, TALK)

    assert [each.client for each in view.sections] == ["Ćuk i Žabac", "Borea Kiosk", "Quiet Press"]
    assert {each.client for each in view.rows} == {each.client for each in view.sections}
    assert view.briefs == ()
    assert view.period == "e:2026-11-16"


def test_all_news_of_one_client_share_its_section():
    notice = Event(client=TALK.client, kind=EventKind.NOTICE_END, on=DAY)
    (section,) = an_event_mail(notice, TALK).sections

    assert [each.kind for each in section.events] == [EventKind.TALK, EventKind.NOTICE_END]


def test_whoever_is_no_client_any_more_is_left_out():
    gone = Event(client="Gone", kind=EventKind.TALK, on=DAY)

    assert [each.client for each in an_event_mail(TALK, gone).sections] == [TALK.client]


def test_case_numbers_are_those_of_the_report():
    (section,) = an_event_mail(TALK, privacy=Privacy.PRIVATE).sections

    assert (section.number, section.client) == (3, "")
    assert [each.client for each in section.events] == [""]


def test_only_days_to_come_go_along():
    assert an_event_mail(COOL_OFF, dates=[NOTE]).dates == (NOTE,)
