from __future__ import annotations

import pytest

from builders_mails import DAY, TALK, an_event_mail
from goodterms.adapters import words_events
from goodterms.adapters.texts import Texts
from goodterms.core.event import Event, EventKind

EN, HR = Texts("en"), Texts("hr")


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_has_a_sentence_with_its_day_and_a_subject(kind):
    event = Event(client="Borea Kiosk", kind=kind, on=DAY)
    report = an_event_mail(event)

    for texts, day in ((EN, "16 November 2026"), (HR, "16.\u00a0studenoga 2026.")):
        assert day in words_events.sentence(texts, event)
        assert words_events.subject(texts, report).startswith("Good Terms: ")
        assert "Borea" not in words_events.subject(texts, report)
    is_step = kind in words_events.STEPS
    assert bool(words_events.next_step(EN, (event,))) is not is_step


def test_several_cases_are_counted_as_the_language_does():
    other = Event(client="Borea Kiosk", kind=EventKind.COOL_OFF, on=DAY)

    subject = words_events.subject(HR, an_event_mail(TALK, other))
    assert subject == "Good Terms: 2 slučaja čekaju Vaš pogled"


def test_a_report_has_no_date_to_act_on():
    assert words_events.next_step(EN, ()) == ""
