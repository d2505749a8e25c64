from __future__ import annotations

from datetime import date

import pytest

from goodterms.adapters import words_cites
from goodterms.adapters.texts import LANGUAGES, Texts
from goodterms.core import exit_papers
from goodterms.core.step import Cite

EN = Texts("en")


def a_cite(**changes):
    values = {"id": "M-1", "kind": "first", "on": date(2026, 3, 1), "reference": "a@b.example"}
    return Cite(**{**values, **changes})


def test_a_proposed_mail_says_why():
    item = a_cite(kind="offer", reasons=("offer", "subject_price"))

    assert words_cites.cite(EN, item) == "offer, 1 Mar 2026 (names a price, subject: price)"


def test_a_first_mail_needs_no_reason_and_a_confirmed_one_says_so():
    assert words_cites.cite(EN, a_cite(reasons=("first",))) == "early mail, 1 Mar 2026"
    confirmed = a_cite(reasons=("first",), confirmed=True)
    assert words_cites.cite(EN, confirmed) == "early mail, 1 Mar 2026, confirmed by you"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_paper_and_topic_has_words(language):
    texts = Texts(language)
    reasons = [f"paper_{each}" for each in exit_papers.PAPERS]
    reasons += [f"subject_{each}" for each in exit_papers.TOPICS]
    for reason in reasons:
        assert texts.say(words_cites.REASONS[reason])
