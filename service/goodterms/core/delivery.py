"""How the sending of a mail stands, for the list that the owner sees."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from goodterms.core.outgoing import Outgoing


class State(StrEnum):
    """Where a mail is.

    Attributes:
        SENT: A server, a program or a folder took it.
        WAITING: It is tried again.
        UNCERTAIN: A process ended while it was being sent: it may have left. It is tried again
            under the same Message-ID, so most mailboxes show it once.
        REFUSED: The server will never take it; the owner can send it again.
    """

    SENT = "sent"
    WAITING = "waiting"
    UNCERTAIN = "uncertain"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """One mail of the outbox, sent or not.

    Attributes:
        id: By which the owner names it.
        tries: Tries that failed since it was put there or sent again.
        begun_at: When a try began whose end is not known.
        tried_at: When the last try failed, with the reason in `trouble`.
        refused_at: When it was refused for good.
        done_at: When it was handed over.
    """

    id: int
    outgoing: Outgoing
    added_at: datetime
    tries: int = 0
    begun_at: datetime | None = None
    tried_at: datetime | None = None
    refused_at: datetime | None = None
    done_at: datetime | None = None
    trouble: str = ""

    @property
    def state(self) -> State:
        """Return where the mail is."""
        if self.done_at is not None:
            return State.SENT
        if self.refused_at is not None:
            return State.REFUSED
        return State.WAITING if self.begun_at is None else State.UNCERTAIN


TEST = "test:"
"""Beginning of the period key of a test mail, which is nobody's report."""


def stuck(postings: Sequence[Posting]) -> tuple[str, ...]:
    """Return the reports that were refused for good since the last one that left, with the reason.

    Args:
        postings: The outbox, newest first.
    """
    found = []
    for each in postings:
        if each.outgoing.period.startswith(TEST):
            continue
        if each.state is State.SENT:
            break
        if each.state is State.REFUSED:
            found.append(f"mail {each.id}: {each.trouble}")
    return tuple(found)


def values(posting: Posting) -> dict[str, object]:
    """Return a mail of the outbox as JSON has it; neither text nor token."""
    return {
        "id": posting.id,
        "state": str(posting.state),
        "period": posting.outgoing.period,
        "subject": posting.outgoing.subject,
        "message_id": posting.outgoing.message_id,
        "made": _text(posting.added_at),
        "sent": _text(posting.done_at),
        "tries": posting.tries,
        "last_try": _text(posting.tried_at),
        "began": _text(posting.begun_at),
        "reason": posting.trouble,
    }


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
