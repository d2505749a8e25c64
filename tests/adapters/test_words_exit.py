from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from builders_exit import a_word, an_ended_dossier, an_exit_dossier
from builders_people import TODAY
from builders_views import HOSTILE, Seen
from goodterms.adapters import ics, words_exit
from goodterms.adapters.notice_notes import country_notes
from goodterms.adapters.render import Renderer
from goodterms.adapters.texts import LANGUAGES, Texts
from goodterms.core.exit_compare import Compared, Tally
from goodterms.core.exit_dates import DateKind
from goodterms.core.exit_words import Said

EN = Texts("en")


def a_tally(days=30, **changes):
    values = {
        "first": TODAY - timedelta(days=days - 1),
        "last": TODAY,
        "minutes": 0.0,
        **dict.fromkeys(
            ("demands", "chasers", "received", "sent", "after_hours", "nights", "own_after_hours"),
            0,
        ),
    }
    return Tally(**{**values, **changes})


def page(dossier, language="en"):
    return " ".join("".join(Seen(Renderer(language).dossier(dossier)).text).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_has_words_and_the_title_of_the_calendar(language):
    texts = Texts(language)
    for each in an_exit_dossier().exit.dates:
        day, what, title = words_exit.date(texts, each)
        assert day == texts.day(each.on)
        assert what
        assert title == ics.title(texts, each)
    assert set(words_exit.DATES) == set(DateKind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_say_how_far_to_trust_them(language):
    texts = Texts(language)
    for each in country_notes():
        said, trust = words_exit.note(texts, each)
        assert each.words(language) in said
        assert texts.short_day(each.checked_on) in trust
    assert words_exit.note(EN, country_notes()[0])[0].startswith("The contract comes first")
    assert "HR: " in words_exit.note(EN, country_notes()[2])[0]


def test_the_dossier_says_that_notes_are_no_legal_advice():
    said = page(an_exit_dossier())

    assert "not legal advice" in said
    assert "ZOO čl. 211. i 212." in said
    assert "§ 621 BGB" in said
    assert "L. 442-1" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_won_is_said_with_its_sign(language):
    dossier = an_ended_dossier()
    up = dossier.exit.after.follow_ups[0]
    worse = replace(
        up, compared=Compared(before=a_tally(minutes=60.0), after=a_tally(minutes=150.0, nights=2))
    )
    better = replace(
        up, compared=Compared(before=a_tally(minutes=150.0, nights=7), after=a_tally())
    )

    assert "−1" in words_exit.won(Texts(language), worse)
    assert "-2" in words_exit.won(Texts(language), worse)
    assert "−" not in words_exit.won(Texts(language), better)
    assert re.search(r"\b7\b", words_exit.won(Texts(language), better))


def test_a_short_stretch_is_called_too_short():
    short = Compared(before=a_tally(5), after=a_tally(5))
    long = Compared(before=a_tally(30), after=a_tally(30))

    assert words_exit.honest(EN, short) == (
        "5 days are too short to tell anything: look again after four weeks."
    )
    assert "can be chance" in words_exit.honest(EN, long)


def test_the_page_holds_the_trial_with_its_terms_and_both_stretches():
    dossier = an_exit_dossier()
    found = dossier.exit.trial.compared
    said = page(dossier)

    assert "Since 7 October 2026: Answers within a working day" in said
    assert f"Messages received{found.before.received}{found.after.received}" in said
    assert EN.short_day(found.after.last) in said


def test_after_the_end_payment_access_and_rating_are_said():
    words = (
        a_word(1, step="access:hosting"),
        a_word(2, step="right_decision", rating=3),
    )

    said = page(an_ended_dossier(words=words))

    assert "€2,140.50 is still open." in said
    assert "hosting and domains (done, 16 Nov 2026)" in said
    assert "accounts and passwords (to do)" in said
    assert "Was it the right decision? 3: rather right (16 Nov 2026)" in said
    assert "90 days after the end:" in said


def test_before_anybody_was_told_nothing_is_said_of_an_end():
    said = page(an_exit_dossier())

    assert "After the end" not in said
    assert "right decision" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_the_page_ends_with_two_stops_or_a_gap(language):
    for dossier in (an_exit_dossier(), an_ended_dossier()):
        said = page(dossier, language)
        assert ".." not in said
        assert not re.search(r"%\(|None\b", said)


def test_own_words_and_subjects_are_shown_as_text_whatever_they_hold():
    words = tuple(
        a_word(number, step=step, note=HOSTILE, state=state, day=TODAY)
        for number, (step, state) in enumerate(
            (
                ("ways_out", Said.DONE),
                ("reason", Said.DONE),
                ("trial", Said.OPEN),
                ("access:x", Said.DONE),
                ("promise:<b>x</b>", Said.OPEN),
            ),
            1,
        )
    )
    harmless = tuple(
        replace(each, note="x", step=each.step.replace("<b>x</b>", "x")) for each in words
    )
    clean = Seen(Renderer("en").dossier(an_ended_dossier(words=harmless)))

    seen = Seen(Renderer("en").dossier(an_ended_dossier(words=words)))

    assert seen.tags == clean.tags
    assert "alert(1)" in "".join(seen.text)
