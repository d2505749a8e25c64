"""Sentences on how a client came to stand where the ladder has them, and what rising waits for.

Source: decision model A2.5 (busy season, gut, flapping, one-signal remedies, waiting times).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters import words_reasons, words_verdict
from goodterms.adapters.texts import mark
from goodterms.core.verdict import Code

if TYPE_CHECKING:
    from datetime import date

    from goodterms.adapters.texts import Texts
    from goodterms.core.course import Course

UNSTABLE = mark("unstable")
"""The word beside a trend that changed direction too often."""


def course(texts: Texts, found: Course | None, certainty: str) -> list[str]:
    """Return what the owner should know beside the numbers, most pressing first.

    Args:
        texts: The language.
        found: Of the assessment; None of a row of former rules.
        certainty: Of the assessment: what the data say beside the gut.
    """
    if found is None:
        return []
    said = [remedy(texts, found), _season(texts, found), _since(texts, found)]
    said += [_waiting(texts, found), _kept(texts, found), _unstable(texts, found)]
    said.append(gut(texts, found, certainty))
    return [each for each in said if each]


def remedy(texts: Texts, found: Course) -> str:
    """Return what to try first where one signal makes the verdict, "" elsewhere."""
    if found.signal is None or found.talk_since is None:
        return ""
    return texts.say(
        "Nearly all of it is one thing, so try this first: %(remedy)s",
        remedy=words_reasons.remedy(texts, Code(found.signal)),
    )


def gut(texts: Texts, found: Course, certainty: str) -> str:
    """Return the owner's ratings beside what the data say, "" without any (A2.5)."""
    if not found.gut:
        return ""
    data = texts.say(words_verdict.CERTAINTIES[certainty])
    said = texts.say(
        "Your gut: %(ratings)s; over the limit by the data: %(data)s.",
        ratings=", ".join(str(rating) for _, rating in found.gut),
        data=data,
    )
    if found.may_prepare:
        said += " " + texts.say("With these ratings you may go to “prepare to part” yourself.")
    return said


def gut_question(texts: Texts) -> str:
    """Return the monthly question about a client; asked where `Course.gut_due`."""
    return texts.say("How much do you dread the next message, from 0 to 4?")


def _season(texts: Texts, found: Course) -> str:
    if not found.is_crowded:
        return ""
    said = texts.say("Everyone is over budget: is it them or this month?")
    if found.is_paused:
        said += " " + texts.say("No verdict rose this week.")
    return said


def _since(texts: Texts, found: Course) -> str:
    """Since when the evidence supports a talk, said when the owner learns of it."""
    if found.talk_since is None or (found.told_on and found.told_on <= found.talk_since):
        return ""
    day = texts.day(found.talk_since)
    said = texts.say("The evidence has supported a talk since %(day)s.", day=day)
    if found.told_on is None:
        said += " " + texts.say(
            "You are told for the first time: higher verdicts wait for eight weeks from today, or "
            "from the day of a talk that you record."
        )
    return said


def _waiting(texts: Texts, found: Course) -> str:
    if found.waits_until is None:
        return ""
    return texts.say(
        "Whatever comes, no higher verdict before %(day)s: a talk needs eight weeks to work.",
        day=texts.day(found.waits_until),
    )


def _kept(texts: Texts, found: Course) -> str:
    return _dated(texts, mark("You decided to keep this client, until %(day)s."), found.kept_until)


def _unstable(texts: Texts, found: Course) -> str:
    if not found.unstable:
        return ""
    return texts.say(
        "Unstable: the verdict changed direction three times in half a year and does not rise."
    )


def _dated(texts: Texts, sentence: str, day: date | None) -> str:
    return "" if day is None else texts.say(sentence, day=texts.day(day))
