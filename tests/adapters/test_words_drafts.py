from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from builders_exit import an_ended_dossier, an_exit_dossier
from builders_people import TODAY
from builders_verdict import a_quiet_assessment
from goodterms.adapters.texts import LANGUAGES, Texts
from goodterms.adapters.words_drafts import KINDS, WIDTH, Drafts
from goodterms.adapters.words_reasons import SHORT_REASONS
from goodterms.core.exit_words import REASON_WORDS


def draft(kind, *, language="en", dossier=None, **changes):
    found = dossier or an_exit_dossier(**changes)
    return Drafts(Texts(language), found).text(kind)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("words", [None, ()])
def test_every_draft_is_whole_short_and_says_what_it_is(kind, language, words):
    text = draft(kind, language=language, words=words)

    assert not re.search(r"%\(|None|&\w+;", text)
    assert "Good Terms" in text.splitlines()[0]
    assert max(map(len, text.splitlines())) <= WIDTH
    assert len(text.split()) < 220
    assert text.endswith("\n")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_draft_holds_evidence(kind, language):
    text = draft(kind, language=language)

    assert not re.search(r"E-\d{3}|M-[0-9a-f]{12}|\bmin\b", text)
    assert "Landing page" not in text


@pytest.mark.parametrize("kind", ["talk", "closing"])
def test_the_owners_reason_is_used_as_it_is(kind):
    text = " ".join(draft(kind).split())

    assert "Our working hours do not fit together." in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_word_the_reason_is_neutral_and_short(language):
    texts = Texts(language)

    for sentence in SHORT_REASONS.values():
        assert len(texts.say(sentence).split()) <= REASON_WORDS
    text = " ".join(draft("talk", language=language, words=()).split())
    assert texts.say(SHORT_REASONS[an_exit_dossier().reasons[0].reason.code]) in text


def test_without_any_reason_there_is_a_gap_and_nothing_made_up():
    text = draft("talk", words=(), assessment=a_quiet_assessment(reasons=()))

    assert "[one short reason]" in text


@pytest.mark.parametrize("kind", ["talk", "closing", "handover", "referral"])
def test_the_end_of_the_notice_is_in_every_draft_of_an_ending(kind):
    dossier = an_exit_dossier()
    day = Texts("en").day(dossier.exit.notice.ends_on)

    assert day in " ".join(draft(kind, dossier=dossier).split())


def test_the_colleague_is_named_to_the_client_and_the_client_not_to_the_colleague():
    assert "Iva Design" in draft("closing")
    assert "Dear Iva Design," in draft("referral")
    assert "Alba" not in draft("referral")


def test_the_handover_lists_what_is_left_and_not_what_is_done():
    text = draft("handover")

    assert "[ ] logo files" in text
    assert "brand book" not in text
    assert "[ ] DNS zone" in text
    assert "hosting" not in text


def test_the_new_start_holds_the_agreed_terms_one_by_one():
    text = draft("reset")

    assert "* Answers within a working day\n" in text
    assert "* payment within 14 days" in text
    assert "[when I answer" not in text
    assert "[when I answer" in draft("reset", words=())


def test_croatian_drafts_speak_to_the_client_politely():
    text = draft("closing", language="hr")

    assert re.search(r"\b(Vam|Vas|Vama)\b", text)
    assert not re.search(r"\b(ti|tebe|tebi|tvoj\w*|vam|vas|vama)\b", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_ends_with_two_stops(language):
    for kind in KINDS:
        for dossier in (an_exit_dossier(), an_ended_dossier()):
            assert ".." not in draft(kind, language=language, dossier=dossier)


def test_open_invoices_are_named_in_the_closing_mail_but_disputed_ones_are_not():
    dossier = replace(an_exit_dossier(), figures=Money())

    text = draft("closing", dossier=dossier)

    assert "* INV-7, €125.50, due on 1 October 2026" in text
    assert "INV-8" not in text
    assert "open invoices" in draft("talk", dossier=dossier)
    assert "open invoices" not in draft("talk")


class Money:
    """The part of a client's figures that drafts read."""

    due = ()
    claims = ()
    by_currency = ()
    share = Fraction(1)

    def __init__(self):
        self.due = (Due("INV-7", is_disputed=False), Due("INV-8", is_disputed=True))


class Due:
    def __init__(self, number, *, is_disputed):
        self.bill = self
        self.number, self.is_disputed = number, is_disputed
        self.open_minor, self.currency = 12_550, "EUR"
        self.due_on = date(2026, 10, 1)


def test_after_the_end_the_drafts_name_the_day_it_ended():
    dossier = an_ended_dossier(days=10)

    assert dossier.exit.notice.ends_on == TODAY - timedelta(days=10)
    assert Texts("en").day(TODAY - timedelta(days=10)) in draft("handover", dossier=dossier)
