from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goodterms.core.questions import (
    MOST_A_WEEK,
    Answer,
    Candidate,
    Half,
    Question,
    choose,
    tally,
    week_of,
)

ODD, EVEN = "2026-W47", "2026-W48"


def a_candidate(number: int, score: float, label: str = "vague") -> Candidate:
    return Candidate(message=f"M-{number:03}", label=label, score=score, threshold=0.5)


SURE = [a_candidate(number, 0.95) for number in range(40)]
CLOSE = [a_candidate(100 + number, 0.45 + number / 100) for number in range(4)]
FAR = [a_candidate(200 + number, 0.001) for number in range(40)]


def halves(found: list[Question]) -> list[Half]:
    return sorted(each.half for each in found)


def test_over_two_weeks_half_are_near_and_half_are_drawn() -> None:
    every = SURE + CLOSE + FAR
    assert halves(choose(every, [], week=ODD)) == [Half.GIVEN, Half.GIVEN, Half.NEAR]
    assert halves(choose(every, [], week=EVEN)) == [Half.GIVEN, Half.NEAR, Half.NEAR]


def test_a_week_never_has_more_than_three_however_often_it_is_asked_for() -> None:
    asked: list[Question] = []
    for _ in range(5):
        asked += choose(SURE + CLOSE, asked, week=ODD)
    assert len(asked) == MOST_A_WEEK
    asked = [replace(each, answer=Answer.YES) for each in asked]
    assert choose(SURE + CLOSE, asked, week=ODD) == []


def test_nothing_is_asked_twice() -> None:
    asked: list[Question] = []
    for number in range(1, 40):
        asked += choose(SURE, asked, week=f"2026-W{number:02}")
    assert len({(each.message, each.label) for each in asked}) == len(asked) == len(SURE)


def test_the_draw_is_the_same_everywhere_and_another_each_week() -> None:
    first = choose(SURE, [], week=ODD)
    assert choose(list(reversed(SURE)), [], week=ODD) == first
    later = choose(SURE, [], week="2026-W49")
    assert {each.message for each in later} != {each.message for each in first}


def test_the_draw_does_not_look_at_scores() -> None:
    shaded = [replace(each, score=0.55 + place / 100) for place, each in enumerate(SURE)]
    drawn = [[e.message for e in choose(pool, [], week=ODD) if e.half is Half.GIVEN]
             for pool in (SURE, shaded)]  # fmt: skip
    assert drawn[0] == drawn[1]


def test_the_near_half_is_what_lies_nearest_to_its_threshold() -> None:
    pool = [a_candidate(1, 0.3), a_candidate(2, 0.46), a_candidate(3, 0.44)]
    assert [each.message for each in choose(pool, [], week=EVEN)] == ["M-002", "M-003"]


def test_what_is_clearly_no_is_never_asked_about() -> None:
    assert choose(FAR, [], week=ODD) == []


def test_one_message_is_asked_about_once_a_week() -> None:
    pool = [a_candidate(1, 0.95, label) for label in ("vague", "scope", "hostile")]
    assert len(choose(pool, [], week=ODD)) == 1


def answered(answer: Answer, half: Half = Half.GIVEN) -> Question:
    return Question(week=ODD, message="M-1", label="vague", half=half, answer=answer)


def test_precision_is_estimated_from_the_drawn_half_alone() -> None:
    asked = [answered(Answer.YES)] * 8 + [answered(Answer.NO)] * 2
    asked += [answered(Answer.NO, Half.NEAR)] * 7 + [answered(Answer.SKIP), answered(Answer.OPEN)]
    found = tally(asked)
    assert (found.asked, found.answered, found.drawn, found.right) == (19, 17, 10, 8)
    assert found.precision == 0.8
    assert found.interval == pytest.approx((0.4902, 0.9433), abs=1e-4)


def test_without_an_answer_nothing_is_known() -> None:
    assert tally([]).interval == (0.0, 1.0)
    assert tally([answered(Answer.OPEN)]).precision == 0.0


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 11, 16), "2026-W47"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
    ],
)
def test_a_week_is_the_iso_week(day: date, week: str) -> None:
    assert week_of(day) == week
