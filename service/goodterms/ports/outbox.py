"""What handing mails over needs of the tables; every method is one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from goodterms.core.outgoing import Outgoing


class OutboxStore(Protocol):
    """The outbox."""

    def enqueue(self, outgoing: Outgoing, *, again: bool, now: datetime) -> bool:
        """Claim an email's period and what it tells, and put it into the outbox, together.

        Returns False, and keeps nothing, when the period was taken before and not `again`.
        """
        ...

    def claim(self, period: str, now: datetime) -> None:
        """Note that the report of a period was made, without an email."""
        ...

    def claimed(self, prefix: str) -> Mapping[str, datetime]:
        """Return the claimed keys that begin with a prefix, and when each was claimed."""
        ...

    def outbox(self) -> Sequence[tuple[int, Outgoing]]:
        """Return what waits to be handed over, oldest first; not what was refused for good."""
        ...

    def outbox_begin(self, number: int, now: datetime) -> None:
        """Note that a try begins: where a process ends in the middle of it, that stays."""
        ...

    def outbox_failed(
        self, number: int, trouble: str, now: datetime, *, for_good: bool = False
    ) -> None:
        """Note why a try failed; `for_good` takes the mail out of what is tried again."""
        ...

    def outbox_done(self, outgoing_id: int, now: datetime) -> None:
        """Mark as handed over."""
        ...
