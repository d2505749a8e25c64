"""All clients together: what each judgement needs to know of the others.

Only three things flow between clients: the book (shares of income), the owner's pace on a day of
mail, and the Mondays on which most of them were over budget at once. A verdict never depends on
another client's mail beyond that (decision model A3.4).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from goodterms.core import pace
from goodterms.core.timeline import Inquiry
from goodterms.core.worth import Income

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from goodterms.core.client import Client, Freshness, Owner
    from goodterms.core.history import History
    from goodterms.core.mail import Message
    from goodterms.core.policy import Policy
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
    """All facts of the book as loaded for one instant, but for the messages.

    Attributes:
        histories: By client, without messages.
        income: Of the whole book.
        now: The instant (aware).
    """

    judging: Judging
    histories: Mapping[str, History]
    book: Book
    income: Income
    freshness: Freshness
    hours_per_mail_day: float
    now: datetime

    @classmethod
    def gathered(
        cls,
        judging: Judging,
        histories: Mapping[str, History],
        written: Mapping[str, Sequence[datetime]],
        book: Book,
        freshness: Freshness,
        *,
        now: datetime,
    ) -> Self:
        """Return the portfolio with the owner's pace measured as of `now`.

        `written` is when the owner wrote to each client, since `pace.first_day` at least.
        """
        owner = judging.owner
        return cls(
            judging=judging,
            histories=histories,
            book=book,
            income=Income(book, owner.currency, owner.rates),
            freshness=freshness,
            hours_per_mail_day=pace.hours_per_mail_day(
                histories, written, judging.clients, owner, now=now
            ),
            now=now,
        )

    def inquiry(self, client: Client, messages: tuple[Message, ...]) -> Inquiry:
        """Return what is asked of one client with these messages."""
        return Inquiry(
            history=replace(self.histories[client.name], messages=messages),
            client=client,
            owner=self.judging.owner,
            policy=self.judging.policy,
            income=self.income,
            freshness=self.freshness,
            now=self.now,
            hours_per_mail_day=self.hours_per_mail_day,
        )
