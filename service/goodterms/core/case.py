"""What every incident rule looks at: the facts of one client as known at one instant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.core import conversation, correcting, settlement
from goodterms.core.history import seen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from goodterms.core.client import Client, Owner
    from goodterms.core.conversation import Wait
    from goodterms.core.correcting import Corrections
    from goodterms.core.history import History
    from goodterms.core.hours import Workweek
    from goodterms.core.ledger import Document
    from goodterms.core.mail import Message
    from goodterms.core.policy import Policy
    from goodterms.core.settlement import Settlement


def case(history: History, client: Client, owner: Owner, policy: Policy, *, now: datetime) -> Case:
    """Return the facts known at `now` (aware), in the order the rules need them."""
    today = owner.workweek.day(now)
    known = seen(history, now=now, today=today)
    found = conversation.threads(known.messages)
    return Case(
        client=client,
        workweek=owner.workweek,
        policy=policy,
        now=now,
        today=today,
        threads=found,
        waits=conversation.waits(found),
        documents=known.documents,
        settled=settlement.settlements(
            known.documents,
            history.payments,
            today=today,
            terms_days=policy.payment_terms_days,
            rates=owner.rates,
        ),
        corrections=correcting.corrections_by(history.corrections),
    )


def note(**numbers: object) -> tuple[tuple[str, str], ...]:
    """Return named numbers for the texts, as an incident keeps them."""
    return tuple((name, str(number)) for name, number in numbers.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One client at one instant.

    Attributes:
        now, today: The instant and its day in the owner's zone.
        threads: Messages people wrote by thread, sorted by arrival.
        waits: The client's blocks, sorted by arrival.
        documents: Issued by `today`; `settled` those that can be owed.
    """

    client: Client
    workweek: Workweek
    policy: Policy
    now: datetime
    today: date
    threads: dict[str, tuple[Message, ...]]
    waits: list[Wait]
    documents: tuple[Document, ...]
    settled: tuple[Settlement, ...]
    corrections: Corrections

    def probability(self, message: Message, label: str) -> float:
        """Return how probable a tone label is, the owner's word included."""
        return self.corrections.probability(message, label)

    def is_invited(self, message: Message, thread: Sequence[Message]) -> bool:
        """Return whether the owner wrote in this thread out of hours shortly before."""
        return conversation.wrote_out_of_hours(
            thread,
            self.workweek,
            before=message.arrived_at,
            minutes=self.policy.invited_minutes,
        )
