"""What the first screen of a mail answers, in this order: who, why, how sure, what next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters import words_events, words_reasons, words_verdict

if TYPE_CHECKING:
    from goodterms.adapters.texts import Texts
    from goodterms.adapters.words_report import ReportWords
    from goodterms.core.sections import Section

MOST = 3
"""Clients on the first screen; the others follow with their sections."""

REASONS = 2
"""Reasons there; all four stand in the section."""


def leads(words: ReportWords) -> list[list[tuple[str, str]]]:
    """Return label and words of the four answers, for the first clients of a report."""
    return [_lead(words, each) for each in words.report.sections[:MOST]]


def _lead(words: ReportWords, section: Section) -> list[tuple[str, str]]:
    texts = words.texts
    who = f"{words.name(section)}: {words_verdict.word(texts, section.verdict)}"
    why = [words_events.sentence(texts, each) for each in section.events]
    why += _reasons(texts, section)
    return [
        (texts.say("Who"), who),
        (texts.say("Why"), " ".join(why)),
        (texts.say("How sure"), sure(texts, section)),
        (texts.say("What next"), words.next_step(section)),
    ]


def _reasons(texts: Texts, section: Section) -> list[str]:
    found = [words_reasons.reason(texts, each.reason) for each in section.reasons[:REASONS]]
    return ["; ".join(found) + "."] if found else []


def sure(texts: Texts, section: Section) -> str:
    """Return how sure, and the burn with its interval."""
    said = words_verdict.plain_burn(texts, section.burn)
    if section.burn.minutes is None:
        return said
    return f"{words_verdict.sureness(texts, section.certainty, section.p_over)} {said}"
