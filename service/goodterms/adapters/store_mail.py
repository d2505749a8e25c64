"""Messages, where they lie, cursors and problems in the database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from goodterms.adapters.store_session import Row, Session, instant, stamp
from goodterms.core.client import Freshness
from goodterms.core.mail import EXCERPT_LIMIT, Direction, Message, Problem
from goodterms.core.sync import Cursor
from goodterms.ports import Saved

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from goodterms.core.mail import Location
    from goodterms.ports import Chunk


def message_row(message: Message) -> Row:
    """Return a message as stored; the excerpt is cut to what may be kept (privacy promise 2)."""
    return {
        "id": message.id,
        "client": message.client,
        "direction": message.direction.value,
        "arrived_at": stamp(message.arrived_at),
        "clock": message.clock,
        "sent_at": stamp(message.sent_at) if message.sent_at else None,
        "sent_offset_minutes": message.sent_offset_minutes,
        "internal_at": stamp(message.internal_at),
        "message_id": message.message_id,
        "parents": json.dumps(message.parents),
        "sender": message.sender,
        "subject": message.subject,
        "size": message.size,
        "thread_hint": message.thread_hint,
        "noise": message.noise,
        "language": message.language,
        "words": message.words,
        "scores": json.dumps(dict(message.scores), sort_keys=True),
        "demand": message.demand,
        "delivers": int(message.delivers),
        "offers": int(message.offers),
        "asks_change": int(message.asks_change),
        "adds": int(message.adds),
        "attachments": message.attachments,
        "excerpt": message.excerpt[:EXCERPT_LIMIT],
        "flaws": json.dumps(message.flaws),
    }


def message_of(row: dict[str, Any]) -> Message:
    """Return the message that `message_row` stored."""
    return Message(
        **{
            **row,
            "direction": Direction(row["direction"]),
            "arrived_at": instant(row["arrived_at"]),
            "sent_at": instant(row["sent_at"]) if row["sent_at"] else None,
            "internal_at": instant(row["internal_at"]),
            "parents": tuple(json.loads(row["parents"])),
            "scores": json.loads(row["scores"]),
            "delivers": bool(row["delivers"]),
            "offers": bool(row["offers"]),
            "asks_change": bool(row["asks_change"]),
            "adds": bool(row["adds"]),
            "flaws": tuple(json.loads(row["flaws"])),
        }
    )


def problem_of(row: dict[str, Any]) -> Problem:
    """Return a stored problem."""
    return Problem(kind=row["kind"], source=row["source"], line=row["line"], text=row["text"])


class MailTables(Session):
    """The mail half of `ports.Store`."""

    def cursors(self, account: str) -> Mapping[str, Cursor]:
        """Return the stored cursor of each folder name."""
        rows = self._rows(
            "SELECT folder, uidvalidity, high, low, mapping FROM cursor WHERE account = ?"
            " ORDER BY folder",
            [account],
        )
        return {str(row["folder"]): _cursor_of(row) for row in rows}

    def save_chunk(self, account: str, chunk: Chunk) -> Saved:
        """Write messages, locations, problems and cursor together, or nothing.

        A known message keeps its measured facts, gains the location, and takes over the client,
        which is the owner's mapping and no measured fact.
        """
        with self._writing():
            known = self._known("message", sorted({each.id for each, _ in chunk.messages}))
            clients = {name: str(row["client"]) for name, row in known.items()}
            counts = {"added": 0, "changed": 0, "same": 0}
            for message, location in chunk.messages:
                counts[self._save_message(message, clients)] += 1
                self._save_location(account, message, location)
            self._save_problems(chunk.problems)
            if chunk.cursor is not None:
                self._save_cursor(account, chunk.cursor)
        return Saved(**counts)

    def _save_message(self, message: Message, clients: dict[str, str]) -> str:
        """Write one message; return ``added``, ``changed`` or ``same``."""
        former = clients.get(message.id)
        clients[message.id] = message.client
        if former is None:
            self._insert("message", message_row(message))
            return "added"
        if former == message.client:
            return "same"
        self._execute("UPDATE message SET client = ? WHERE id = ?", [message.client, message.id])
        return "changed"

    def _save_location(self, account: str, message: Message, location: Location) -> None:
        row: Row = {
            "account": account,
            "folder": location.folder,
            "uidvalidity": location.uidvalidity,
            "uid": location.uid,
            "message": message.id,
        }
        self._insert("location", row, clause="ON CONFLICT DO UPDATE SET message = excluded.message")

    def _save_problems(self, problems: Sequence[Problem]) -> None:
        for each in problems:
            row: Row = {
                "kind": each.kind,
                "source": each.source,
                "line": each.line,
                "text": each.text,
            }
            self._insert("problem", row, clause="ON CONFLICT DO NOTHING")

    def _save_cursor(self, account: str, cursor: Cursor) -> None:
        row: Row = {
            "account": account,
            "folder": cursor.folder,
            "uidvalidity": cursor.uidvalidity,
            "high": cursor.high,
            "low": cursor.low,
            "mapping": cursor.mapping,
        }
        self._insert(
            "cursor",
            row,
            clause="ON CONFLICT DO UPDATE SET uidvalidity = excluded.uidvalidity,"
            " high = excluded.high, low = excluded.low, mapping = excluded.mapping",
        )

    def finish_fetch(self, account: str, now: datetime) -> None:
        """Record a completed reading of all folders; what kept one from being read is settled."""
        row: Row = {"name": f"read:{account}", "value": stamp(now)}
        with self._writing():
            self._insert("meta", row, clause="ON CONFLICT DO UPDATE SET value = excluded.value")
            self._execute("DELETE FROM problem WHERE kind = 'folder'")

    def freshness(self, account: str) -> Freshness:
        """Return when mail and invoices were last read completely, and the folders read."""
        mail = self._rows("SELECT value FROM meta WHERE name = ?", [f"read:{account}"])
        files = self._rows("SELECT max(last_at) AS at FROM source_file")
        invoices_at = files[0]["at"]
        return Freshness(
            mail_at=instant(str(mail[0]["value"])) if mail else None,
            invoices_at=instant(str(invoices_at)) if invoices_at else None,
            folders=tuple(self.cursors(account)),
        )

    def problems(self) -> Sequence[Problem]:
        """Return all stored problems, oldest first."""
        return [problem_of(row) for row in self._rows("SELECT * FROM problem ORDER BY id")]

    def _messages_of(self, client: str) -> tuple[Message, ...]:
        sql = "SELECT * FROM message WHERE client = ? ORDER BY arrived_at, id"
        return tuple(message_of(row) for row in self._rows(sql, [client]))


def _cursor_of(row: dict[str, Any]) -> Cursor:
    return Cursor(**row)
