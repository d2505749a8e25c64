"""The view of all clients that the report mail gives, as data without any sentence.

Words, the formats of numbers and the layout are not here; see the adapters `texts` and `render`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.core import findings
from goodterms.core.edition import Edition, past_months, period_key, period_start
from goodterms.core.rescoring import OldScores
from goodterms.core.sections import Row, Section, row, section
from goodterms.core.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from goodterms.core.client import Client, Owner
    from goodterms.core.event import Event
    from goodterms.core.exit_dates import ExitDate
    from goodterms.core.figures_book import BookMoney
    from goodterms.core.findings import Privacy, SourceAge
    from goodterms.core.verdict import Assessment

__all__ = ["Edition", "Report", "Row", "Section", "period_key", "period_start", "report_view"]

ATTENTION = (Verdict.LET_GO, Verdict.PREPARE, Verdict.TALK)
"""Verdicts with a whole section of their own, most urgent first (decision model B1.2)."""

BRIEF = (Verdict.PARTING, Verdict.WATCH)
"""Verdicts with one short paragraph."""

ORDER = (
    *ATTENTION,
    *BRIEF,
    Verdict.SNOOZED,
    Verdict.HEALTHY,
    Verdict.LEARNING,
    Verdict.PARTED,
)
"""Order of the table: by verdict, never by a rank number (decision model B2.2)."""


def report_view(
    assessments: Sequence[Assessment],
    *,
    clients: Sequence[Client],
    owner: Owner,
    edition: Edition,
    now: datetime,
) -> Report:
    """Return the report over the latest assessments.

    Args:
        assessments: One per client, any order; of clients that are not in `clients` none is shown.
        clients: In config order, which gives each its case number.
        owner: Name and workweek.
        edition: Which report, how private, against which one before.
        now: Aware UTC.
    """
    places = {client.name: place for place, client in enumerate(clients, start=1)}
    known = [each for each in assessments if each.client in places]
    known.sort(key=lambda each: (ORDER.index(each.verdict), places[each.client]))
    sections = [section(each, places[each.client], edition) for each in known]
    months = past_months(owner.workweek.local(now).date())
    return Report(
        period=edition.period,
        as_of=now,
        zone=owner.workweek.zone,
        owner=findings.shown_excerpt(owner.name),
        privacy=edition.privacy,
        counts=_counts(known),
        sections=tuple(each for each in sections if each.verdict in ATTENTION),
        briefs=tuple(each for each in sections if each.verdict in BRIEF),
        rows=tuple(row(each, places[each.client], edition, months) for each in known),
        sources=findings.sources(edition.freshness, now=now),
        problems=edition.problems,
        scores=edition.scores,
        evidence=sum(each.long.incidents for each in known),
        currency=owner.currency,
        price_of_calm_minor=owner.price_of_calm_minor,
        figures=edition.figures,
    )


def _counts(assessments: Sequence[Assessment]) -> tuple[tuple[Verdict, int], ...]:
    verdicts = [each.verdict for each in assessments]
    return tuple((each, verdicts.count(each)) for each in ORDER if each in verdicts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything the report mail says.

    Attributes:
        period: For example ``m:2026-10``.
        as_of: The instant it speaks for, aware UTC; `zone` is the owner's zone.
        owner: The owner's name.
        counts: Clients per verdict, in table order, zeros left out.
        sections: Whole sections for `let_go`, `prepare` and `talk`, most urgent first.
        briefs: Short paragraphs for `parting` and `watch`.
        rows: All clients.
        sources: Age of mail and invoices.
        currency: The owner's; `price_of_calm_minor` an hour without trouble, None: not said.
        scores: How many messages an earlier tone model scored.
        figures: Of the whole book, None where they were not asked for.
        events: What is news, in an event mail; a periodic report has none.
        dates: Days to come of the clients in an event mail.
        evidence: How many incidents were counted over all clients (length of the long windows).
    """

    period: str
    as_of: datetime
    zone: str
    owner: str
    privacy: Privacy
    counts: tuple[tuple[Verdict, int], ...]
    sections: tuple[Section, ...]
    briefs: tuple[Section, ...]
    rows: tuple[Row, ...]
    sources: tuple[SourceAge, ...]
    problems: int
    evidence: int
    currency: str
    price_of_calm_minor: int | None
    scores: OldScores = field(default_factory=OldScores)
    figures: BookMoney | None = None
    events: tuple[Event, ...] = ()
    dates: tuple[ExitDate, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Return whether nothing is to be told: all as before, nobody in need, nothing too old."""
        return (
            not self.sections
            and not self.is_stale
            and all(each.change == "same" for each in self.rows)
        )

    @property
    def is_stale(self) -> bool:
        """Return whether any source is too old for the verdicts to be trusted."""
        return any(each.is_stale for each in self.sources)
