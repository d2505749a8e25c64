"""Jobs, report periods and the outbox in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodterms.adapters.store_judgement import JudgementTables
from goodterms.adapters.store_session import Row, instant, stamp
from goodterms.core.outgoing import Outgoing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


def outgoing_of(row: dict[str, Any]) -> Outgoing:
    """Return a stored report email."""
    names = ("period", "subject", "text", "html", "message_id")
    return Outgoing(**{name: row[name] for name in names})


class WorkTables(JudgementTables):
    """The part of `ports.Store` that keeps repeated work from happening twice."""

    def due(self, job: str) -> datetime | None:
        """Return when a job is due, None when it never ran."""
        rows = self._rows("SELECT due_at FROM job WHERE name = ?", [job])
        return instant(str(rows[0]["due_at"])) if rows else None

    def set_due(self, job: str, at: datetime) -> None:
        """Set when a job is due next."""
        row: Row = {"name": job, "due_at": stamp(at)}
        with self._writing():
            self._insert("job", row, clause="ON CONFLICT DO UPDATE SET due_at = excluded.due_at")

    def enqueue(self, outgoing: Outgoing, *, again: bool, now: datetime) -> bool:
        """Claim the period of an email and put it into the outbox, in one transaction.

        Returns:
            False, and nothing is kept, when the period was taken before and not `again`.
        """
        with self._writing():
            taken = self._claim(outgoing.period, now)
            if taken or again:
                self._add(outgoing, now)
        return taken or again

    def outbox(self) -> Sequence[tuple[int, Outgoing]]:
        """Return what was not handed over yet, oldest first."""
        rows = self._rows("SELECT * FROM outbox WHERE done_at IS NULL ORDER BY id")
        return [(int(str(row["id"])), outgoing_of(row)) for row in rows]

    def outbox_done(self, outgoing_id: int, now: datetime) -> None:
        """Mark as handed over."""
        sql = "UPDATE outbox SET done_at = ? WHERE id = ? AND done_at IS NULL"
        with self._writing():
            self._execute(sql, [stamp(now), outgoing_id])

    def is_claimed(self, period: str) -> bool:
        """Return whether the report of a period was made."""
        return bool(self._rows("SELECT 1 FROM report_period WHERE period = ?", [period]))

    def claim(self, period: str, now: datetime) -> None:
        """Note that the report of a period was made, without an email."""
        with self._writing():
            self._claim(period, now)

    def settle(self, kind: str) -> int:
        """Forget the problems of a kind, once the owner was told; return how many there were."""
        with self._writing():
            return self._execute("DELETE FROM problem WHERE kind = ?", [kind])

    def note(self, name: str) -> str | None:
        """Return what is kept under a name, None where nothing is."""
        rows = self._rows("SELECT value FROM meta WHERE name = ?", [name])
        return str(rows[0]["value"]) if rows else None

    def set_note(self, name: str, value: str | None) -> None:
        """Keep a short text under a name; None removes it. The same text again writes nothing."""
        if self.note(name) == value:
            return
        with self._writing():
            if value is None:
                self._execute("DELETE FROM meta WHERE name = ?", [name])
                return
            row: Row = {"name": name, "value": value}
            self._insert("meta", row, clause="ON CONFLICT DO UPDATE SET value = excluded.value")

    def _claim(self, period: str, now: datetime) -> bool:
        sql = "INSERT INTO report_period (period, claimed_at) VALUES (?, ?) ON CONFLICT DO NOTHING"
        return self._execute(sql, [period, stamp(now)]) > 0

    def _add(self, outgoing: Outgoing, now: datetime) -> int:
        row: Row = {
            "period": outgoing.period,
            "subject": outgoing.subject,
            "text": outgoing.text,
            "html": outgoing.html,
            "message_id": outgoing.message_id,
            "added_at": stamp(now),
        }
        return self._insert("outbox", row)
