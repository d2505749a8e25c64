"""A reset trial: terms agreed in an early talk, the day they begin, numbers before and after.

Source: field study E 19 (30 to 90 days); decision model A2.5 ("talk first").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.core.exit_compare import LONGEST_DAYS
from goodterms.core.exit_words import Said

if TYPE_CHECKING:
    from datetime import date

    from goodterms.core.exit_compare import Compared, Record
    from goodterms.core.exit_words import ExitWord

REVIEWS = (30, 90)
"""Days after the start on which the owner looks at it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One trial.

    Attributes:
        terms: What was agreed, in the owner's words.
        begins_on: First day of the new terms.
        is_over: The owner ended it.
        reviews: Days on which to look at it again.
        compared: The days since, at most `LONGEST_DAYS`, beside as many before; None before it
            has had a whole day.
    """

    terms: str
    begins_on: date
    is_over: bool
    reviews: tuple[date, ...]
    compared: Compared | None


def trial(word: ExitWord | None, record: Record, *, today: date) -> Trial | None:
    """Return the owner's trial with its numbers up to yesterday; None when there is none.

    Args:
        word: What the owner said of ``trial`` last.
        record: Facts of the client.
        today: In the owner's zone; not over yet, so not counted.
    """
    if word is None or word.day is None or word.state is Said.NOT_NEEDED:
        return None
    days = min(LONGEST_DAYS, (today - word.day).days)
    return Trial(
        terms=word.note,
        begins_on=word.day,
        is_over=word.state is Said.DONE,
        reviews=tuple(word.day + timedelta(days=each) for each in REVIEWS),
        compared=record.compared(turned_on=word.day, days=days) if days > 0 else None,
    )
