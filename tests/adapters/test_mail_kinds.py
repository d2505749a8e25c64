"""Every kind of mail as it was looked at, in each language and at each level of privacy."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from builders_mails import COOL_OFF, KINDS, NOTE, SNOOZE, TALK, an_event_mail
from builders_verdict import NOW
from builders_views import NAMES, Seen, golden
from goodterms.adapters.letter import Letterhead, letter
from goodterms.adapters.render import Renderer
from goodterms.core.command_token import placeholder
from goodterms.core.findings import Privacy

EVERY = pytest.mark.parametrize(
    ("kind", "language", "privacy"),
    [(kind, lang, level) for kind in KINDS for lang in ("en", "hr") for level in Privacy],
)
LARGEST = 60_000


def written(kind, language, privacy):
    return Renderer(language).letter(KINDS[kind](privacy))


def numbers(text):
    return set(re.findall(r"\d+(?:[.,]\d+)*", text))


@EVERY
def test_every_mail_reads_as_it_was_looked_at(kind, language, privacy):
    outgoing = written(kind, language, privacy)

    golden(f"report.{kind}.{language}.{privacy}.txt", f"{outgoing.subject}\n\n{outgoing.text}")
    golden(f"report.{kind}.{language}.{privacy}.html", outgoing.html)


@EVERY
def test_both_parts_hold_the_same_numbers_and_every_part_is_small(kind, language, privacy):
    outgoing = written(kind, language, privacy)

    html = " ".join(Seen(outgoing.html).text)
    assert numbers(outgoing.text) == numbers(html)
    assert len(outgoing.html.encode()) < LARGEST
    assert len(letter(outgoing, Letterhead(to="mara@studio.example"), now=NOW)) < LARGEST


@EVERY
def test_both_parts_hold_the_same_words(kind, language, privacy):
    outgoing = written(kind, language, privacy)

    text = set(re.findall(r"[^\W\d_]{3,}", outgoing.text))
    html = set(re.findall(r"[^\W\d_]{3,}", " ".join(Seen(outgoing.html).text)))
    table_only = {"All", "clients", "glance", "Verdict", "Svi", "klijenti", "Ocjena"}
    assert text - html - table_only - {"Ukratko", "brojkama"} == set()
    assert html - text == set()


@pytest.mark.parametrize("kind", KINDS)
def test_no_subject_names_a_client_and_a_private_mail_names_none_at_all(kind):
    for privacy in Privacy:
        outgoing = written(kind, "en", privacy)
        parts = [outgoing.subject, outgoing.message_id, outgoing.thread, outgoing.calendar]
        if privacy is Privacy.PRIVATE:
            parts += [outgoing.text, outgoing.html, repr(KINDS[kind](privacy))]
        for name in NAMES:
            assert not [part for part in parts if name in part]


@pytest.mark.parametrize("kind", ["talk", "dates"])
def test_an_event_mail_speaks_only_of_whom_it_is_about(kind):
    text = written(kind, "en", Privacy.NAMES).text
    told = {"talk": {"Ćuk i Žabac"}, "dates": {"Borea Kiosk", "Quiet Press"}}[kind]

    assert {name for name in NAMES if name in text} == told


def test_event_mails_of_a_case_share_subject_and_root_and_others_do_not():
    def mail(*events):
        return Renderer("en").letter(an_event_mail(*events))

    assert mail(TALK).subject == "Good Terms: case 3, time to talk"
    assert mail(COOL_OFF).subject == "Good Terms: case 2, a date is due"
    assert mail(TALK, SNOOZE).subject == "Good Terms: 2 cases need a look"
    assert mail(TALK).thread == "case.3@goodterms.invalid"
    assert mail(COOL_OFF).thread != mail(TALK).thread
    assert mail(TALK, SNOOZE).thread == ""
    assert written("digest", "en", Privacy.NAMES).thread == ""


def test_first_screen_answers_who_why_how_sure_and_what_next():
    text = written("digest", "en", Privacy.NAMES).text.split("-----")[0]

    places = [text.index(word) for word in ("Who: Alba Studio: let go", "Why: ", "How sure: ")]
    assert [*places, text.index("What next: ")] == sorted([*places, text.index("What next: ")])
    assert text.count("Who: ") == 3


def test_days_to_come_go_along_as_one_calendar_without_a_name():
    calendar = Renderer("en").letter(an_event_mail(COOL_OFF, dates=[NOTE])).calendar

    assert "SUMMARY:Review note 17" in calendar
    assert "DTSTART;VALUE=DATE:20261216" in calendar
    past = an_event_mail(COOL_OFF, dates=[replace(NOTE, on=COOL_OFF.on)])
    assert Renderer("en").letter(past).calendar == ""


def test_each_section_and_each_report_can_be_answered_and_a_page_cannot():
    view = KINDS["digest"](Privacy.NAMES)
    outgoing = Renderer("en").letter(view)

    assert [each.client for each in outgoing.offers] == ["1", "2", "3", ""]
    for number in range(4):
        assert outgoing.text.count(placeholder(number)) == 1
        assert outgoing.html.count(placeholder(number)) == 1
    assert placeholder(0) not in Renderer("en").text(view) + Renderer("en").page(view)


def test_unavailable_and_zero_look_different():
    text = " ".join(written("digest", "en", Privacy.NAMES).text.split())

    assert "Fjord still learning" in text
    assert re.search(r"Fjord still learning .{1,20} – – – –", text)
    stale = written("stale", "en", Privacy.NAMES)
    assert "No data: the mailbox was last read 9 days ago" in " ".join(stale.text.split())
