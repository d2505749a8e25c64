"""Which messages of the owner's carry files that were not looked at yet, and what came of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from goodterms.adapters.store_money import MoneyTables
from goodterms.adapters.store_rows import message_of
from goodterms.adapters.store_session import Row, stamp
from goodterms.core.mail import Location
from goodterms.ports.mailed import Unopened

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from goodterms.ports import LedgerFile
    from goodterms.ports.mailed import Opened

_UNOPENED = """
SELECT m.*, l.folder AS place_folder, l.uidvalidity AS place_uidvalidity, l.uid AS place_uid
FROM message m INDEXED BY message_unopened CROSS JOIN location l ON l.message = m.id
LEFT JOIN folder f ON f.account = l.account AND f.folder = l.folder
WHERE m.direction = 'out' AND m.attachments > 0 AND m.files_state = 'unopened'
    AND m.text_state = 'done' AND m.internal_at >= :since
    AND (m.files_tried_at IS NULL OR m.files_tried_at <> :now)
    AND m.client IN (SELECT value FROM json_each(:clients))
    AND l.account = :account AND l.state = 'present' AND f.missing_at IS NULL
ORDER BY m.internal_at DESC, m.id, l.folder, l.uidvalidity, l.uid
"""


class MailedTables(MoneyTables):
    """Implements `ports.mailed.MailedStore`."""

    def look_again(self, account: str, digest: str) -> None:
        """Let all files be looked at again when they were looked at under another digest."""
        name = f"files:{account}"
        known = self._rows("SELECT value FROM meta WHERE name = ?", [name])
        if known and known[0]["value"] == digest:
            return
        with self._writing():
            self._execute(
                "UPDATE message SET files_state = 'unopened' WHERE files_state <> 'unopened'"
                " AND id IN (SELECT message FROM location WHERE account = ?)",
                [account],
            )
            row: Row = {"name": name, "value": digest}
            self._insert("meta", row, clause="ON CONFLICT DO UPDATE SET value = excluded.value")

    def unopened(
        self, account: str, *, clients: Sequence[str], since: date, now: datetime, limit: int
    ) -> Sequence[Unopened]:
        """Return outgoing messages with files that were not looked at yet, newest first."""
        rows = self._rows(
            _UNOPENED,
            {
                "account": account,
                "clients": json.dumps(list(clients)),
                "since": since.isoformat(),
                "now": stamp(now),
            },
        )
        found: dict[str, Unopened] = {}  # one for each message, wherever else a copy lies
        for row in rows:
            if len(found) == limit:
                break
            name = str(row["id"])
            if name not in found:
                place = Location(
                    folder=str(row["place_folder"]),
                    uidvalidity=int(str(row["place_uidvalidity"])),
                    uid=int(str(row["place_uid"])),
                )
                tries = int(str(row["files_tries"]))
                found[name] = Unopened(message=message_of(row), location=place, tries=tries)
        return list(found.values())

    def save_opened(self, account: str, opened: Opened) -> None:
        """Write what came of messages whose files were looked at."""
        with self._writing():
            for name, state in opened.done.items():
                self._execute(
                    "UPDATE message SET files_state = ?, files_tries = 0, files_tried_at = NULL"
                    " WHERE id = ?",
                    [state, name],
                )
            for name, tries in opened.left_out.items():
                self._execute(
                    "UPDATE message SET files_tries = ?, files_tried_at = ? WHERE id = ?",
                    [tries, stamp(opened.at), name],
                )
            self._save_problems(opened.problems, opened.at)
            self._save_traffic(account, opened.received, opened.at)

    def save_mailed(self, read: LedgerFile, now: datetime) -> int:
        """Write the documents of one mailed file; return how many were new."""
        return self.save_file(read, now).documents.added
