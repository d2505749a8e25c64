from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from builders_money import DUE, a_bill
from goodterms.adapters import words_interest
from goodterms.adapters.texts import LANGUAGES, Texts
from goodterms.core.figures_client import claims
from goodterms.core.interest import Law, Rule, StatutoryRate

EN = Texts("en")


def claimed(*, law=Law.EU, is_checked=True, **bill):
    rate = StatutoryRate(
        law=law, first=date(2026, 1, 1), percent=Decimal("10.15"), is_checked=is_checked
    )
    return claims([a_bill(None, 1000_00, **bill)], Rule(law=law, rates=(rate,)))


def test_each_step_can_be_checked_by_hand():
    (found,) = claimed()
    assert words_interest.title(EN, found) == "7, due on 1 Apr 2026: €25.03 + €40"
    assert words_interest.steps(EN, found) == [
        "2 Apr 2026 to 30 Jun 2026: 90 days, 10.15 % on €1,000 = €25.03"
    ]


def test_an_unchecked_rate_is_marked_and_the_mark_explained():
    found = claimed(is_checked=False)
    assert "10.15* %" in words_interest.steps(EN, found[0])[0]
    assert "marked with *" in words_interest.basis(EN, found)[-1]
    assert not any("marked with *" in text for text in words_interest.basis(EN, claimed()))


def test_a_dispute_is_named():
    assert words_interest.title(EN, claimed(is_disputed=True)[0]).endswith("(disputed)")


def test_a_half_year_without_a_rate_is_said():
    (found,) = claimed(as_of=date(2026, 7, 9))
    assert words_interest.steps(EN, found)[-1] == (
        "No rate is known for the half-year from 1 Jul 2026: nothing is counted for it."
    )


def test_nothing_late_needs_no_basis():
    assert words_interest.basis(EN, ()) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("law", Law)
def test_every_law_is_named_and_is_no_advice(language, law):
    texts = Texts(language)
    said = words_interest.basis(texts, claimed(law=law, due_on=DUE))
    assert texts.say(words_interest.LAWS[law]) == said[0]
    advice = {"en": "no legal advice", "hr": "nije pravni savjet"}[language]
    assert advice in said[1]
