"""What is stored of folders: cursors, ids that wait, resets, names, and which places are gone."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from goodterms.adapters.store_rows import optional_instant
from goodterms.adapters.store_session import Row, Session, Value, instant, stamp
from goodterms.core.mail import Location
from goodterms.core.sync import DAY, Checked, Cursor, FolderRecord, is_gone
from goodterms.ports import Missed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

KEPT_RESETS = 7 * DAY
"""How long a reset is remembered; the rule looks one day back."""

_BY_FOLDER = ("location", "cursor", "pending", "folder", "folder_reset", "arrival_hour")
"""Tables with a column for the folder's name."""

_PLACE = "account = ? AND folder = ? AND uidvalidity = ?"

_SAVE_CHECK = (
    "ON CONFLICT DO UPDATE SET checked_at = excluded.checked_at,"
    " checked_exists = excluded.checked_exists, checked_uidnext = excluded.checked_uidnext"
)


class FolderTables(Session):
    """The part of `ports.MailStore` that knows how far each folder was read."""

    def cursors(self, account: str) -> Mapping[str, Cursor]:
        """Return the stored cursor of each folder name."""
        rows = self._rows(
            "SELECT folder, uidvalidity, high, low, mapping, seen FROM cursor WHERE account = ?"
            " ORDER BY folder",
            [account],
        )
        return {str(row["folder"]): _cursor_of(row) for row in rows}

    def folder_records(
        self, account: str, *, now: datetime | None = None
    ) -> Mapping[str, FolderRecord]:
        """Return what is stored of each folder that was ever read, by name."""
        pending: dict[str, dict[int, int]] = defaultdict(dict)
        sql = (
            "SELECT folder, uid, tries FROM pending WHERE account = ? AND part = 'headers'"
            " AND (? IS NULL OR tried_at IS NOT ?)"
        )
        for row in self._rows(sql, [account, *[stamp(now) if now else None] * 2]):
            pending[str(row["folder"])][_int(row["uid"])] = _int(row["tries"])
        resets: dict[str, list[datetime]] = defaultdict(list)
        for row in self._rows("SELECT folder, at FROM folder_reset WHERE account = ?", [account]):
            resets[str(row["folder"])].append(instant(str(row["at"])))
        looks = {
            str(row["folder"]): row
            for row in self._rows("SELECT * FROM folder WHERE account = ?", [account])
        }
        awaiting = self._names(
            "SELECT DISTINCT l.folder FROM message m INDEXED BY message_wanted"
            " CROSS JOIN location l ON l.message = m.id WHERE m.text_state = 'wanted'"
            " AND l.state IN ('present', 'missed') AND l.account = ?",
            account,
        )
        missed = self._names(
            # without the hint the planner walks through all places of the account
            "SELECT DISTINCT folder FROM location INDEXED BY location_missed"
            " WHERE state = 'missed' AND account = ?",
            account,
        )
        return {
            name: FolderRecord(
                name=name,
                cursor=cursor,
                pending=pending[name],
                awaits_text=name in awaiting,
                resets=tuple(resets[name]),
                checked=_checked_of(looks.get(name, {})),
                missed=name in missed,
                missing_at=optional_instant(looks.get(name, {}).get("missing_at")),
            )
            for name, cursor in self.cursors(account).items()
        }

    def restart(self, account: str, cursor: Cursor, *, now: datetime, is_reset: bool) -> None:
        """Begin a folder again at `cursor`: what was pending or counted in it is forgotten."""
        place = [account, cursor.folder]
        with self._writing():
            for table in ("pending", "arrival_hour"):
                self._execute(f"DELETE FROM {table} WHERE account = ? AND folder = ?", place)  # noqa: S608 - constants
            if is_reset:
                self._execute(
                    "UPDATE location SET state = 'stale' WHERE account = ? AND folder = ?"
                    " AND uidvalidity <> ?",
                    [*place, cursor.uidvalidity],
                )
                self._execute(
                    "INSERT INTO folder_reset (account, folder, at, uidvalidity)"
                    " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    [*place, stamp(now), cursor.uidvalidity],
                )
                sql = "DELETE FROM folder_reset WHERE at < ?"
                self._execute(sql, [stamp(now - KEPT_RESETS)])
                sql = "UPDATE folder SET checked_at = NULL WHERE account = ? AND folder = ?"
                self._execute(sql, place)
            self._save_cursor(account, cursor)

    def rename_folder(self, account: str, former: str, name: str) -> None:
        """Give everything that is stored of a folder to its new name."""
        with self._writing():
            for table in _BY_FOLDER:
                sql = f"UPDATE OR REPLACE {table} SET folder = ? WHERE account = ? AND folder = ?"  # noqa: S608 - constants
                self._execute(sql, [name, account, former])
            self._set_missing(account, name, None)

    def mark_missing(self, account: str, folder: str, at: datetime | None) -> None:
        """Remember since when a folder is not listed; None when it is listed again."""
        with self._writing():
            self._set_missing(account, folder, at)

    def present(self, account: str, cursor: Cursor, *, low: int, limit: int) -> Sequence[Missed]:
        """Return the stored UIDs of a folder from `low` on that are not gone, ascending."""
        rows = self._rows(
            f"SELECT uid, missed_at FROM location WHERE {_PLACE} AND uid >= ?"  # noqa: S608 - constants
            " AND state IN ('present', 'missed') ORDER BY uid LIMIT ?",
            [*_place(account, cursor), low, limit],
        )
        return [
            Missed(uid=_int(row["uid"]), missed_at=optional_instant(row["missed_at"]))
            for row in rows
        ]

    def latest(self, account: str, cursor: Cursor, *, limit: int) -> Mapping[int, str]:
        """Return the message ids of the highest stored UIDs of a folder."""
        rows = self._rows(
            f"SELECT uid, message FROM location WHERE {_PLACE}"  # noqa: S608 - constants
            " AND state IN ('present', 'missed') ORDER BY uid DESC LIMIT ?",
            [*_place(account, cursor), limit],
        )
        return {_int(row["uid"]): str(row["message"]) for row in rows}

    def save_misses(
        self, account: str, cursor: Cursor, uids: Mapping[int, datetime | None], *, now: datetime
    ) -> None:
        """Write what a look through a folder found; places missed for a day are gone."""
        sql = f"UPDATE location SET state = ?, missed_at = ? WHERE {_PLACE} AND uid = ?"  # noqa: S608 - constants
        with self._writing():
            for uid, since in uids.items():
                state = "gone" if is_gone(since, now=now) else "missed" if since else "present"
                missed_at = stamp(since) if since else None
                self._execute(sql, [state, missed_at, *_place(account, cursor), uid])

    def places(self, account: str, message: str) -> Sequence[Location]:
        """Return where a message lies, as far as known; none that is gone or stale."""
        rows = self._rows(
            "SELECT folder, uidvalidity, uid FROM location WHERE message = ? AND account = ?"
            " AND state IN ('present', 'missed') ORDER BY folder, uid",
            [message, account],
        )
        return [
            Location(
                folder=str(row["folder"]),
                uidvalidity=_int(row["uidvalidity"]),
                uid=_int(row["uid"]),
            )
            for row in rows
        ]

    def received_on(self, account: str, day: date) -> int:
        """Return how many bytes the server sent on a UTC day."""
        sql = "SELECT bytes FROM traffic WHERE account = ? AND day = ?"
        rows = self._rows(sql, [account, day.isoformat()])
        return _int(rows[0]["bytes"]) if rows else 0

    def _save_cursor(self, account: str, cursor: Cursor) -> None:
        row: Row = {
            "account": account,
            "folder": cursor.folder,
            "uidvalidity": cursor.uidvalidity,
            "high": cursor.high,
            "low": cursor.low,
            "mapping": cursor.mapping,
            "seen": cursor.seen,
        }
        self._insert(
            "cursor",
            row,
            clause="ON CONFLICT DO UPDATE SET uidvalidity = excluded.uidvalidity,"
            " high = excluded.high, low = excluded.low, mapping = excluded.mapping,"
            " seen = excluded.seen",
        )

    def _save_checked(self, account: str, folder: str, checked: Checked) -> None:
        row: Row = {
            "account": account,
            "folder": folder,
            "checked_at": stamp(checked.at),
            "checked_exists": checked.exists,
            "checked_uidnext": checked.uidnext,
        }
        self._insert("folder", row, clause=_SAVE_CHECK)

    def _save_traffic(self, account: str, received: int, at: datetime | None) -> None:
        if at is None or received <= 0:
            return
        row: Row = {"account": account, "day": at.date().isoformat(), "bytes": received}
        clause = "ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes"
        self._insert("traffic", row, clause=clause)

    def _set_missing(self, account: str, folder: str, at: datetime | None) -> None:
        row: Row = {
            "account": account,
            "folder": folder,
            "missing_at": stamp(at) if at else None,
        }
        clause = "ON CONFLICT DO UPDATE SET missing_at = excluded.missing_at"
        self._insert("folder", row, clause=clause)

    def _names(self, sql: str, account: str) -> set[str]:
        return {str(row["folder"]) for row in self._rows(sql, [account])}


def _place(account: str, cursor: Cursor) -> list[Value]:
    return [account, cursor.folder, cursor.uidvalidity]


def _cursor_of(row: dict[str, Any]) -> Cursor:
    return Cursor(**row)


def _checked_of(row: Mapping[str, Value]) -> Checked | None:
    if not row.get("checked_at"):
        return None
    return Checked(
        at=instant(str(row["checked_at"])),
        exists=_int(row["checked_exists"]),
        uidnext=_int(row["checked_uidnext"]),
    )


def _int(value: Value) -> int:
    return int(str(value))
