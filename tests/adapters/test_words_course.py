from __future__ import annotations

from datetime import date

import pytest

from goodterms.adapters import words_course, words_reasons, words_verdict
from goodterms.adapters.texts import LANGUAGES, Texts
from goodterms.core.course import Course
from goodterms.core.verdict import Code, Gate

EN = Texts("en")
DAY = date(2026, 3, 3)


def said(**facts) -> list[str]:
    return words_course.course(EN, Course(**facts), "likely")


def test_nothing_beside_the_numbers_is_nothing_said():
    assert said() == []
    assert words_course.course(EN, None, "likely") == []


def test_the_first_telling_says_since_when_and_what_waits():
    (line,) = said(talk_since=DAY)
    assert line.startswith("The evidence has supported a talk since 3 March 2026. You are told for")
    assert "eight weeks from today" in line


def test_later_it_says_until_when_and_nothing_where_both_began_together():
    later = said(talk_since=DAY, told_on=date(2026, 4, 1), waits_until=date(2026, 5, 27))
    assert later == [
        "The evidence has supported a talk since 3 March 2026.",
        "Whatever comes, no higher verdict before 27 May 2026: a talk needs eight weeks to work.",
    ]
    assert said(talk_since=DAY, told_on=DAY) == []


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        (
            {"is_crowded": True, "is_paused": True},
            "Everyone is over budget: is it them or this month? No verdict rose this week.",
        ),
        ({"is_crowded": True}, "Everyone is over budget: is it them or this month?"),
        ({"kept_until": DAY}, "You decided to keep this client, until 3 March 2026."),
        (
            {"unstable": True},
            "Unstable: the verdict changed direction three times in half a year and does not rise.",
        ),
        (
            {"gut": ((DAY, 3), (DAY, 4))},
            "Your gut: 3, 4; over the limit by the data: likely.",
        ),
    ],
    ids=lambda each: "+".join(each) if isinstance(each, dict) else "",
)
def test_each_thing_has_its_sentence(facts, line):
    assert said(**facts) == [line]


def test_open_ratings_say_what_the_owner_may_do():
    (line,) = said(gut=((DAY, 3), (DAY, 4)), may_prepare=True)
    assert line.endswith("you may go to “prepare to part” yourself.")


@pytest.mark.parametrize("code", Code)
def test_the_remedy_of_every_single_signal_comes_before_anything_else(code):
    lines = said(signal=code, talk_since=DAY, told_on=DAY, unstable=True)
    assert lines[0].startswith("Nearly all of it is one thing, so try this first: ")
    assert lines[0].endswith(words_reasons.remedy(EN, code))
    assert said(signal=code) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_it_is_said_in_both_languages(language):
    everything = Course(
        talk_since=DAY, waits_until=DAY, kept_until=DAY, unstable=True, is_crowded=True,
        is_paused=True,
        gut=((DAY, 3),), may_prepare=True, signal=Code.VAGUE,
    )  # fmt: skip
    texts = Texts(language)
    lines = words_course.course(texts, everything, "likely")
    lines.append(words_course.gut_question(texts))
    lines.append(texts.say(words_course.UNSTABLE))
    gates = [Gate(name=name, passed=False, facts=(("until", "2026-03-03"),))
             for name in ("told", "kept", "season", "stable")]  # fmt: skip
    lines += [words_verdict.gate(texts, each) for each in gates]
    assert len(lines) == 13
    assert all(line and "%" not in line for line in lines)
    if language != "en":
        english = words_course.course(EN, everything, "likely")
        assert not set(lines) & set(english)
