"""Every text of the demo can be said, in both languages and by everybody."""

from __future__ import annotations

import re
from datetime import date
from random import Random

import pytest

from goodterms.demo import prose
from goodterms.demo.casting import casts
from goodterms.demo.prose import Prose, Work

LANGUAGES = ("en", "hr")
ROLES = ("client", "owner")
LABELLED = ("vague", "chase", "demand", "hostile", "scope", "stalling")
DAY = date(2026, 3, 2)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_every_text_can_be_filled_for_every_work(language: str, role: str) -> None:
    talk = Prose(Random(1), language)  # noqa: S311 - a story
    works = [
        work for cast in casts() if cast.language == language for work in prose.works(cast.key)
    ]
    for act, texts in prose.table(f"{language}_{role}").items():
        for text, work in zip(texts, works * 20, strict=False):
            for is_woman in (True, False):
                said = talk.filled(prose.gendered(text, is_woman=is_woman), work, DAY, {})
                assert not re.search(r"[{}|\[\]]", said), (act, said)


@pytest.mark.parametrize("role", ROLES)
def test_both_languages_know_the_same_acts(role: str) -> None:
    assert prose.table(f"en_{role}").keys() == prose.table(f"hr_{role}").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_that_are_scored_come_in_many_variants(language: str) -> None:
    table = prose.table(f"{language}_client")
    assert sum(len(table[act]) for act in LABELLED) > 130
    assert all(
        len(set(texts)) == len(texts) or act == "brief_close" or "" in texts
        for act, texts in table.items()
    )


def test_a_deck_is_dealt_to_its_end_before_a_text_comes_again() -> None:
    talk = Prose(Random(3), "hr")  # noqa: S311 - a story
    size = len(prose.table("hr_client")["approve"])
    assert len({talk.deal("client", "approve") for _ in range(size)}) == size


def test_gender_is_chosen_by_who_speaks() -> None:
    assert prose.gendered("[Vidio|Vidjela] sam.", is_woman=True) == "Vidjela sam."
    assert prose.gendered("[Vidio|Vidjela] sam.", is_woman=False) == "Vidio sam."


def test_a_croatian_work_keeps_its_cases() -> None:
    work = Work(["web", "stranica", "stranicu", "stranice", "stranici"])
    said = Prose(Random(1), "hr").filled("{w} {w4} {w2} {w6}", work, DAY, {})  # noqa: S311 - a story
    assert said == "stranica stranicu stranice stranici"


def test_dates_are_written_as_in_each_language() -> None:
    assert prose.date_words(date(2026, 3, 2), "hr") == "2.3."
    assert prose.date_words(date(2026, 3, 2), "en") == "2nd of March"
    assert prose.date_words(date(2026, 3, 12), "en") == "12th of March"
