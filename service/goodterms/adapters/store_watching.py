"""Files of the watched folder that were looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters.store_session import Row, Session, stamp

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from goodterms.adapters.watched_folder import Found


class WatchTables(Session):
    """What the service saw in its folder, so that it takes each file once."""

    def watched(self) -> Mapping[str, tuple[int, int]]:
        """Return size and time of change (nanoseconds) of each file looked at, by name."""
        rows = self._rows("SELECT name, size, changed_ns FROM watched_file")
        return {
            str(row["name"]): (int(str(row["size"])), int(str(row["changed_ns"]))) for row in rows
        }

    def is_watched(self, digest: str) -> bool:
        """Return whether a file of this content was looked at, under any name."""
        rows = self._rows("SELECT 1 AS found FROM watched_file WHERE digest = ? LIMIT 1", [digest])
        return bool(digest and rows)

    def note_watched(self, found: Found, digest: str, now: datetime) -> None:
        """Note that a file was looked at as it is."""
        row: Row = {
            "name": found.path.name,
            "size": found.size,
            "changed_ns": found.changed_ns,
            "digest": digest,
            "looked_at": stamp(now),
        }
        pairs = ", ".join(f"{name} = excluded.{name}" for name in row if name != "name")
        with self._writing():
            self._insert("watched_file", row, clause=f"ON CONFLICT DO UPDATE SET {pairs}")
