"""How the service stands, as one value: for `goodterms status`, its exit status and monitoring."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from goodterms.core.rescoring import OldScores
from goodterms.core.waiting import Trouble

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodterms.core.waiting import Wait

SERIOUS_AFTER = timedelta(hours=1)
"""A lost connection or a limit is the server's affair until it has lasted this long."""

OVERDUE = timedelta(days=1)
"""A reading this long overdue means that the service does not run any more."""

PASSING = frozenset({Trouble.LOST, Trouble.LIMIT})

FINE, FAILING, STALE = 0, 1, 3
"""Exit status; the same as everywhere in the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the service stands at one instant.

    Attributes:
        account: The login, ``user@host``.
        process: Process id of the service, None when it does not run.
        read_at: When the mailbox was last read completely.
        next_read: When it is to be read next, None when no service ever ran.
        next_report: When the next report is due.
        unfinished: Folders whose first reading is not complete.
        outbox: Reports that could not be handed over yet.
        problems: Messages, rows and events kept with what was wrong.
        refused: Money files that nothing could be read of, each with the reason.
        refused_mails: Reports that the server will never take, each with the reason; none once a
            later one left.
        answers: How many answers by mail were obeyed, as ``taken``, and refused, by reason.
        waits: Job name to what it waits for after a failure.
        backup_at: When the newest backup was made.
        token: State of the sign-in in words.
        stale: Sources too old for a verdict.
        scores: How many messages an earlier tone model scored.
        notices: What the owner is asked to do.
    """

    account: str
    process: int | None
    read_at: datetime | None
    next_read: datetime | None
    next_report: datetime | None
    unfinished: int
    outbox: int
    problems: int
    waits: Mapping[str, Wait]
    backup_at: datetime | None
    token: str
    stale: tuple[str, ...]
    scores: OldScores = field(default_factory=OldScores)
    notices: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    refused_mails: tuple[str, ...] = ()
    answers: Mapping[str, int] = field(default_factory=dict)

    def is_overdue(self, *, now: datetime) -> bool:
        """Return whether the service should have read long ago."""
        return self.next_read is not None and now - self.next_read > OVERDUE

    def status(self, *, now: datetime) -> int:
        """Return the exit status: `FAILING` before `STALE`, because it says what to do."""
        if self.notices or self.refused_mails or self.is_overdue(now=now):
            return FAILING
        if any(is_serious(each, now=now) for each in self.waits.values()):
            return FAILING
        return STALE if self.stale else FINE

    def values(self, *, now: datetime) -> dict[str, object]:
        """Return everything as JSON has it; instants as ISO text in UTC."""
        return {
            "status": self.status(now=now),
            "as_of": now.isoformat(),
            "account": self.account,
            "process": self.process,
            "last_sync": text(self.read_at),
            "next_sync": text(self.next_read),
            "next_report": text(self.next_report),
            "backlog": {"folders": self.unfinished, "outbox": self.outbox},
            "problems": self.problems,
            "refused_files": list(self.refused),
            "refused_mails": list(self.refused_mails),
            "answers": dict(self.answers),
            "scores": asdict(self.scores),
            "errors": [error(name, wait) for name, wait in self.waits.items()],
            "backup": text(self.backup_at),
            "token": self.token,
            "stale": list(self.stale),
            "notices": list(self.notices),
        }


def is_serious(wait: Wait, *, now: datetime) -> bool:
    """Return whether a failure wants somebody's attention."""
    return wait.trouble not in PASSING or now - wait.since > SERIOUS_AFTER


def error(job: str, wait: Wait) -> dict[str, object]:
    """Return one standing failure as JSON has it."""
    return {
        "job": job,
        "kind": str(wait.trouble),
        "text": wait.text,
        "since": text(wait.since),
        "last": text(wait.last_at),
        "next_try": text(wait.until),
        "attempts": wait.attempts,
    }


def text(at: datetime | None) -> str | None:
    """Return an instant as ISO text, None where there is none."""
    return None if at is None else at.isoformat()
