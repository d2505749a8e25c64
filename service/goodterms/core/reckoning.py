"""How the invoices of one client stood on days that go forward, cleared only when that changes.

`settlement.settlements` is the definition.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from goodterms.core import settlement

if TYPE_CHECKING:
    from datetime import date

    from goodterms.core.client import Owner
    from goodterms.core.history import History
    from goodterms.core.ledger import Document
    from goodterms.core.policy import Policy
    from goodterms.core.settlement import Settlement


class Reckoning:
    """The settlements of one client.

    Args:
        history: Its payments; later ones than a day settle nothing on it, but may explain a state.
        owner: Rates of other currencies.
        policy: The usual terms.
    """

    def __init__(self, history: History, owner: Owner, policy: Policy) -> None:
        self._payments = history.payments
        self._rates, self._terms_days = owner.rates, policy.payment_terms_days
        self._paid_days = sorted(each.paid_on for each in history.payments)
        self._known: tuple[tuple[Document, ...], int] | None = None
        self._settled: tuple[Settlement, ...] = ()
        self._has_parts = False
        self.changes = 0

    def at(self, documents: tuple[Document, ...], *, today: date) -> tuple[Settlement, ...]:
        """Return how the documents known on a day stand at its end.

        `changes` counts how often that became another answer than to grow a day older.

        Args:
            documents: As `history.seen` gives them for `today`.
            today: In the owner's zone.
        """
        known = documents, bisect_right(self._paid_days, today)
        if self._has_parts or known != self._known:
            self._settled = self.exactly(documents, today=today)
            self._has_parts = any(each.worst_part_days is not None for each in self._settled)
            self._known = known
            self.changes += 1
        return tuple(_older(each, today) for each in self._settled)

    def exactly(self, documents: tuple[Document, ...], *, today: date) -> tuple[Settlement, ...]:
        """Return the same, cleared anew."""
        return settlement.settlements(
            documents,
            self._payments,
            today=today,
            terms_days=self._terms_days,
            rates=self._rates,
        )


def _older(settled: Settlement, today: date) -> Settlement:
    """Return how it stands on a later day; of what is settled nothing depends on the day."""
    return settled if settled.is_settled else replace(settled, as_of=today)
