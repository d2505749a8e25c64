"""Which clock a message is dated by (design, "Which clock").

The owner's server is trusted before the sender's header, because the rules ask when a message
reached the owner. Mail that was imported carries the day of the import instead, which would turn
a year of mail into one night: there the header wins.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

INTERNAL = "internal"
"""INTERNALDATE: within the window around Date, or Date is missing, absurd or in the future."""

HEADER = "header"
"""Date: INTERNALDATE is more than three days later, as when one old message is moved in."""

HEADER_IMPORTED = "header-imported"
"""Date: hundreds of messages share the hour of INTERNALDATE, as when a mailbox is imported."""

EARLY = timedelta(minutes=10)
"""How far a sender's clock may run ahead of the server's before it counts as wrong."""

LATE = timedelta(days=3)
"""How long a delivery may take: five days is the usual limit of queues, three days nearly all."""

CROWD = 200
"""Messages in one hour that no person receives by correspondence ("hundreds", design)."""

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""A Date before this comes from a dead clock battery, not from a client."""


def hour(at: datetime) -> datetime:
    """Return the UTC hour an instant lies in."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def arrived(
    sent_at: datetime | None, internal_at: datetime, *, crowded: bool
) -> tuple[datetime, str]:
    """Return the instant every rule uses, UTC, and the word for the clock that gave it.

    Args:
        sent_at: The Date header, aware; None when missing or unreadable.
        internal_at: INTERNALDATE, aware.
        crowded: Whether the hour of `internal_at` holds `CROWD` messages of its folder or more.
    """
    internal = internal_at.astimezone(UTC)
    if sent_at is None or sent_at < EARLIEST or sent_at > internal + EARLY:
        return internal, INTERNAL
    if crowded:
        return sent_at.astimezone(UTC), HEADER_IMPORTED
    if internal - sent_at > LATE:
        return sent_at.astimezone(UTC), HEADER
    return internal, INTERNAL
