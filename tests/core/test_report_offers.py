from __future__ import annotations

from builders_mails import TALK, an_event_mail
from builders_views import NAMES, a_report
from goodterms.core.command import Verb
from goodterms.core.report_offers import named, offers


def test_every_section_can_be_answered_and_a_report_put_off():
    found = offers(a_report())

    assert [each.client for each in found] == ["1", "2", "3", ""]
    assert [each.verdict for each in found] == ["let_go", "prepare", "talk", ""]
    assert found[-1].verbs == (Verb.SEEN, Verb.DIGEST_OFF)
    assert all(Verb.DIGEST_OFF not in each.verbs for each in found[:-1])


def test_a_talk_is_told_where_one_is_due():
    assert [Verb.TALKED in each.verbs for each in offers(a_report())] == [
        False, False, True, False,
    ]  # fmt: skip


def test_a_mail_between_reports_has_no_offer_of_its_own():
    assert [each.client for each in offers(an_event_mail(TALK))] == ["3"]


def test_names_come_by_place_in_the_config():
    found = named(offers(a_report()), NAMES)

    assert [each.client for each in found] == ["Alba Studio", "Borea Kiosk", "Ćuk i Žabac", ""]
    assert [each.verbs for each in found] == [each.verbs for each in offers(a_report())]
