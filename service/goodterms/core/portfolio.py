"""All clients together: what each judgement needs to know of the others.

Only two things flow between clients: the book (shares of income) and the owner's pace on a day of
mail. A verdict never depends on another client's mail (decision model A3.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from goodterms.core import assessment, pace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from goodterms.core.client import Client, Freshness, Owner
    from goodterms.core.history import History
    from goodterms.core.policy import Policy
    from goodterms.core.verdict import Assessment
    from goodterms.core.worth import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """What judging needs beside the facts.

    Attributes:
        account: The mailbox whose reading has to be fresh.
        model_digest: Of the tone model whose scores the messages carry.
    """

    account: str
    owner: Owner
    clients: Sequence[Client]
    policy: Policy
    model_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """All facts of the book as loaded for one instant."""

    judging: Judging
    histories: Mapping[str, History]
    book: Book
    freshness: Freshness
    hours_per_mail_day: float

    @classmethod
    def gathered(
        cls,
        judging: Judging,
        histories: Mapping[str, History],
        book: Book,
        freshness: Freshness,
        *,
        now: datetime,
    ) -> Self:
        """Return the portfolio with the owner's pace measured as of `now`."""
        measured = pace.hours_per_mail_day(histories, judging.clients, judging.owner, now=now)
        return cls(
            judging=judging,
            histories=histories,
            book=book,
            freshness=freshness,
            hours_per_mail_day=measured,
        )

    def judge(self, client: Client, *, now: datetime) -> Assessment:
        """Return the assessment of one client."""
        return assessment.assess(
            self.histories[client.name],
            client,
            self.judging.owner,
            self.judging.policy,
            book=self.book,
            freshness=self.freshness,
            model_digest=self.judging.model_digest,
            now=now,
            hours_per_mail_day=self.hours_per_mail_day,
        )
