"""Which few messages the owner is asked about, and what the answers say of the model.

At most three a week: half of them nearest to a threshold, where an answer teaches most; half drawn
at random among the labels given, so that their precision is estimated fairly (labels corrected
unasked take no part in it). The draw depends on the week and the message alone, so it is the same
on every machine. Source: tone study (e).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from goodterms.core.owner_layer import odds_of
from goodterms.core.tone_measures import wilson_low

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

MOST_A_WEEK = 3
"""Most questions in one week (tone study e)."""

DAYS_BACK = 28
"""Age of the oldest message asked about: an owner still remembers it."""

NEAR = 2.0
"""Log-odds from its threshold within which a score counts as near; beyond, a "no" is obvious."""


class Half(StrEnum):
    """Why a question was chosen: ``near`` a threshold, or drawn from the labels ``given``."""

    NEAR = "near"
    GIVEN = "given"


class Answer(StrEnum):
    """What the owner said; ``open`` until then."""

    OPEN = "open"
    YES = "yes"
    NO = "no"
    SKIP = "skip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One label of one recent message on which the owner has said nothing.

    Attributes:
        score: Probability, 0 to 1.
        threshold: Probability from which the label is given.
    """

    message: str
    label: str
    score: float
    threshold: float

    @property
    def is_given(self) -> bool:
        """Return whether the model gave the label."""
        return self.score >= self.threshold

    @property
    def distance(self) -> float:
        """Return how far the score is from its threshold, in log-odds."""
        return abs(odds_of(self.score) - odds_of(self.threshold))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of one ISO week such as ``2026-W47``."""

    week: str
    message: str
    label: str
    half: Half
    answer: Answer = Answer.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What the answers say.

    Attributes:
        asked: Questions put; `answered` those with yes or no.
        drawn: Answered questions of the random half; `right` those the owner confirmed.
    """

    asked: int
    answered: int
    drawn: int
    right: int

    @property
    def precision(self) -> float:
        """Return the share of labels given that are right, as estimated; 0 without an answer."""
        return self.right / self.drawn if self.drawn else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Return the 95 % Wilson interval of `precision`; 0 to 1 without an answer."""
        if not self.drawn:
            return 0.0, 1.0
        wrong = self.drawn - self.right
        return wilson_low(self.right, self.drawn), 1.0 - wilson_low(wrong, self.drawn)


def week_of(day: date) -> str:
    """Return the ISO week of a day in the owner's zone."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def choose(
    candidates: Iterable[Candidate], asked: Sequence[Question], *, week: str
) -> list[Question]:
    """Return the further questions of a week.

    Args:
        candidates: Labels of recent messages that were not corrected.
        asked: All questions ever put; none is put twice, and this week's count.
        week: The ISO week; two are drawn at random in one week, one in the next.
    """
    before = {(each.message, each.label) for each in asked}
    now = [each for each in asked if each.week == week]
    used = {each.message for each in now}
    fresh = [each for each in candidates if (each.message, each.label) not in before]
    drawn = MOST_A_WEEK // 2 + int(week[-2:]) % 2
    found: list[Question] = []
    for half, share in ((Half.GIVEN, drawn), (Half.NEAR, MOST_A_WEEK - drawn)):
        room = min(
            share - sum(each.half is half for each in now), MOST_A_WEEK - len(now) - len(found)
        )
        for each in _ranked(fresh, half, week):
            if room <= 0:
                break
            if each.message not in used:
                used.add(each.message)
                found.append(Question(week=week, message=each.message, label=each.label, half=half))
                room -= 1
    return found


def tally(asked: Iterable[Question]) -> Tally:
    """Return what the answers to all questions say."""
    every = list(asked)
    answered = [each for each in every if each.answer in {Answer.YES, Answer.NO}]
    drawn = [each for each in answered if each.half is Half.GIVEN]
    return Tally(
        asked=len(every),
        answered=len(answered),
        drawn=len(drawn),
        right=sum(each.answer is Answer.YES for each in drawn),
    )


def _ranked(candidates: Sequence[Candidate], half: Half, week: str) -> list[Candidate]:
    """Return the candidates of one half in the order in which they are asked."""
    if half is Half.GIVEN:
        return sorted((each for each in candidates if each.is_given), key=lambda e: _lot(e, week))
    near = [each for each in candidates if each.distance <= NEAR]
    return sorted(near, key=lambda each: (each.distance, _lot(each, week)))


def _lot(each: Candidate, week: str) -> bytes:
    """Return a candidate's place in the week's draw."""
    return hashlib.sha256(f"{week} {each.message} {each.label}".encode()).digest()
