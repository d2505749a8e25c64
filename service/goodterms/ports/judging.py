"""What judging all clients needs of the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import date, datetime

    from goodterms.core.history import History
    from goodterms.core.mail import Message
    from goodterms.core.portfolio import Portfolio
    from goodterms.core.sitting import Judged, Look
    from goodterms.core.verdict import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is kept of a client for whom nothing changed.

    Attributes:
        votes: As in `sitting.Look`.
        crowded: The Mondays that the kept assessment was made with.
    """

    votes: Mapping[date, bool]
    crowded: frozenset[date]


class Crew(Protocol):
    """Judges clients, one after the other or some at a time; the order asked for is kept."""

    def look(self, clients: Iterable[str]) -> Iterator[tuple[str, Look]]:
        """Make the draft of each client."""
        ...

    def judge(
        self, clients: Iterable[str], crowded: frozenset[date]
    ) -> Iterator[tuple[str, Judged]]:
        """Return the assessment of each client that was looked at."""
        ...


class LookStore(Protocol):
    """The database, for judging all clients."""

    def histories(self, clients: Sequence[str]) -> Mapping[str, History]:
        """Return all facts of clients but the messages."""
        ...

    def client_messages(self, client: str) -> tuple[Message, ...]:
        """Return a client's messages, by arrival."""
        ...

    def written(self, since: datetime) -> Mapping[str, Sequence[datetime]]:
        """Return when the owner wrote to each client from an instant on."""
        ...

    def mail_changes(self) -> Mapping[str, int]:
        """Return how often the facts of each client's messages changed."""
        ...

    def known(self, portfolio: Portfolio, changes: Mapping[str, int]) -> Mapping[str, Known]:
        """Return what is kept of the clients for whom nothing changed since."""
        ...

    def known_assessment(self, client: str, now: datetime) -> Assessment | None:
        """Return a kept assessment as of `now`; None when it cannot be read any more."""
        ...

    def keep(
        self,
        portfolio: Portfolio,
        changes: Mapping[str, int],
        crowded: frozenset[date],
        found: Mapping[str, tuple[Look, Judged]],
    ) -> None:
        """Keep assessments for the next time."""
        ...

    def crew(self, portfolio: Portfolio, count: int) -> AbstractContextManager[Crew]:
        """Return who judges `count` clients."""
        ...
