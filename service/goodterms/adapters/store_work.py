"""Jobs, report periods and short notes in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters.store_answers import AnswerTables
from goodterms.adapters.store_session import Row, instant, stamp

if TYPE_CHECKING:
    from datetime import datetime


class WorkTables(AnswerTables):
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
