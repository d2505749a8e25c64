"""The texts of messages that are known by their headers: which are wanted, and what they gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters.store_folders import FolderTables
from goodterms.adapters.store_rows import (
    TEXT_COLUMNS,
    message_of,
    message_row,
    optional_instant,
    problem_of,
)
from goodterms.adapters.store_session import Row, stamp
from goodterms.core.mail import Location
from goodterms.core.sync import DAY
from goodterms.ports import Noted, Wanted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from goodterms.core.mail import Message, Problem
    from goodterms.core.sync import Cursor
    from goodterms.ports import Texts

WANTED, DONE = "wanted", "done"
"""Values of ``message.text_state``; any other is the reason why a text will not be read."""

RETRIED = frozenset({"gone", "unfetchable"})
"""Reasons that no longer hold when the message turns up in another place."""

_WANTED_IN_FOLDER = """
SELECT m.*, l.uid AS place_uid, coalesce(p.tries, 0) AS tries
FROM message m INDEXED BY message_wanted CROSS JOIN location l ON l.message = m.id
LEFT JOIN pending p ON p.account = l.account AND p.folder = l.folder
    AND p.uidvalidity = l.uidvalidity AND p.uid = l.uid
WHERE m.text_state = 'wanted' AND l.account = ? AND l.folder = ? AND l.uidvalidity = ?
    AND l.state IN ('present', 'missed') AND (p.tried_at IS NULL OR p.tried_at <> ?)
ORDER BY l.uid DESC LIMIT ?
"""

_GIVE_UP = """
UPDATE message SET text_state = 'gone' WHERE text_state = 'wanted' AND NOT EXISTS (
    SELECT 1 FROM location l
    LEFT JOIN folder f ON f.account = l.account AND f.folder = l.folder
    WHERE l.message = message.id AND l.account = ? AND l.state IN ('present', 'missed')
    AND (f.missing_at IS NULL OR f.missing_at > ?))
"""


class TextTables(FolderTables):
    """The text stage of `ports.MailStore`."""

    def wanted(
        self, account: str, cursor: Cursor, *, now: datetime, limit: int
    ) -> Sequence[Wanted]:
        """Return messages in a folder whose text is still wanted, newest first."""
        rows = self._rows(
            _WANTED_IN_FOLDER, [account, cursor.folder, cursor.uidvalidity, stamp(now), limit]
        )
        once = {str(row["id"]): row for row in reversed(rows)}  # a copy may lie in the same folder
        return [
            Wanted(
                message=message_of(row),
                location=Location(
                    folder=cursor.folder,
                    uidvalidity=cursor.uidvalidity,
                    uid=int(str(row["place_uid"])),
                ),
                tries=int(str(row["tries"])),
            )
            for row in reversed(once.values())
        ]

    def save_texts(self, account: str, texts: Texts) -> None:
        """Write what the texts gave, or why there will be none; a text is written once."""
        with self._writing():
            for message in texts.read:
                self._save_text(message)
            sql = "UPDATE message SET text_state = ? WHERE id = ? AND text_state = 'wanted'"
            for name, reason in texts.skipped.items():
                self._execute(sql, [reason, name])
            for name in (*(each.id for each in texts.read), *texts.skipped):
                self._forget_tries(name)
            for place, tries in texts.pending.items():
                self._save_pending(account, place, "text", tries, at=texts.at)
            self._save_problems(texts.problems, texts.at)
            self._save_traffic(account, texts.received, texts.at)

    def noted(self) -> Sequence[Noted]:
        """Return all stored problems with how often and when they were met, oldest first."""
        return [
            Noted(
                problem=problem_of(row),
                count=int(str(row["count"])),
                first_at=optional_instant(row["first_at"]),
                last_at=optional_instant(row["last_at"]),
            )
            for row in self._rows("SELECT * FROM problem ORDER BY id")
        ]

    def _save_text(self, message: Message) -> None:
        row = message_row(message)
        pairs = ", ".join(f"{name} = ?" for name in TEXT_COLUMNS)
        self._execute(
            f"UPDATE message SET {pairs}, text_state = 'done'"  # noqa: S608 - constants only
            " WHERE id = ? AND text_state = 'wanted'",
            [*(row[name] for name in TEXT_COLUMNS), message.id],
        )

    def _forget_tries(self, message: str) -> None:
        self._execute(
            "DELETE FROM pending WHERE part = 'text' AND (account, folder, uidvalidity, uid) IN"
            " (SELECT account, folder, uidvalidity, uid FROM location WHERE message = ?)",
            [message],
        )

    def _save_pending(
        self, account: str, place: Location, part: str, tries: int, *, at: datetime | None
    ) -> None:
        row: Row = {
            "account": account,
            "folder": place.folder,
            "uidvalidity": place.uidvalidity,
            "uid": place.uid,
            "part": part,
            "tries": tries,
            "tried_at": stamp(at) if at else None,
        }
        clause = "ON CONFLICT DO UPDATE SET tries = excluded.tries, tried_at = excluded.tried_at"
        self._insert("pending", row, clause=clause)

    def _save_problems(self, problems: Sequence[Problem], at: datetime | None = None) -> None:
        """Write problems; one that is known is counted, once for each instant it is met at."""
        for each in problems:
            row: Row = {
                "kind": each.kind,
                "source": each.source,
                "line": each.line,
                "text": each.text,
                "code": each.code,
                "first_at": stamp(at) if at else None,
                "last_at": stamp(at) if at else None,
            }
            self._insert(
                "problem",
                row,
                clause="ON CONFLICT DO UPDATE SET last_at = excluded.last_at,"
                " count = count + (last_at IS NOT excluded.last_at)",
            )

    def _give_up_texts(self, account: str, now: datetime) -> None:
        """Settle texts that are wanted from no place that still exists."""
        self._execute(_GIVE_UP, [account, stamp(now - DAY)])
