"""Which report is made: its period, how private it is, and what it is held against."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from goodterms.core.rescoring import OldScores

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.core.client import Freshness
    from goodterms.core.exit_dates import ExitDate
    from goodterms.core.figures_book import BookMoney
    from goodterms.core.findings import Privacy
    from goodterms.core.verdict import Verdict

MONTHS = 4
"""Past months shown as cells (decision model B1.2)."""


def period_key(now: datetime, every: str) -> str:
    """Return the key of the last complete period before `now`.

    Args:
        now: Aware, on the owner's clock (`Workweek.local`), because the turn of a month is local.
        every: ``month`` or ``week``.

    Returns:
        ``m:2026-10`` or ``w:2026-W42`` (ISO week).
    """
    today = now.date()
    if every == "week":
        year, week, _ = (today - timedelta(days=7)).isocalendar()
        return f"w:{year}-W{week:02d}"
    last = today.replace(day=1) - timedelta(days=1)
    return f"m:{last.year}-{last.month:02d}"


def period_start(now: datetime, every: str) -> datetime:
    """Return the instant at which the period of `period_key` began: what a report is held against.

    Args:
        now: Aware, on the owner's clock.
        every: ``month`` or ``week``.
    """
    today = now.date()
    if every == "week":
        first = today - timedelta(days=today.weekday() + 7)
    else:
        first = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    return datetime.combine(first, time(), tzinfo=now.tzinfo)


def past_months(today: date) -> tuple[date, ...]:
    """Return the first days of the `MONTHS` months before the one of `today`, oldest first."""
    found: list[date] = []
    first = today.replace(day=1)
    for _ in range(MONTHS):
        first = (first - timedelta(days=1)).replace(day=1)
        found.insert(0, first)
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Which report this is.

    Attributes:
        period: Key of `period_key`, under which it was claimed.
        freshness: When the sources were last read.
        problems: How much input could not be used.
        scores: How many messages an earlier tone model scored.
        previous: Verdict of each client in the report before; a client without one is new.
        figures: Money of the whole book, None to leave it out.
        excerpts: Message id to stored excerpt; shown at privacy `full` only.
        dates: Days of an ending by client; those to come go with an event mail.
    """

    period: str
    privacy: Privacy
    freshness: Freshness
    problems: int = 0
    scores: OldScores = field(default_factory=OldScores)
    previous: Mapping[str, Verdict] = field(default_factory=dict)
    excerpts: Mapping[str, str] = field(default_factory=dict)
    figures: BookMoney | None = None
    dates: Mapping[str, Sequence[ExitDate]] = field(default_factory=dict)
