"""Messages, where they lie, and problems in the database.

What is known of folders is in `store_folders`, the texts that are still wanted in `store_texts`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodterms.adapters.crew import MESSAGES
from goodterms.adapters.store_rescoring import RescoringTables
from goodterms.adapters.store_rows import hour_of, message_of, message_row, messages_of, problem_of
from goodterms.adapters.store_session import IN_LIMIT, Row, instant, stamp
from goodterms.adapters.store_texts import DONE, RETRIED, WANTED
from goodterms.core import facts, identity
from goodterms.core.arrival import CROWD
from goodterms.core.client import Freshness
from goodterms.core.identity import Alias
from goodterms.core.mail import Location
from goodterms.core.own_invoices import MAILED
from goodterms.ports import Saved

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from goodterms.core.mail import Message, Problem
    from goodterms.core.sync import Cursor
    from goodterms.ports import Chunk


class MailTables(RescoringTables):
    """The mail half of `ports.Store`."""

    def save_chunk(self, account: str, chunk: Chunk) -> Saved:
        """Write messages, locations, problems and cursor together, or nothing.

        A known message keeps its measured facts, gains the location, and takes over the client,
        which is the owner's mapping and no measured fact.
        """
        with self._writing():
            found = self._recognised(account, chunk)
            known = self._known("message", sorted({each.id for each, _ in found}))
            counts = {"added": 0, "changed": 0, "same": 0}
            for message, location in found:
                wanted = location in chunk.wanted
                counts[self._save_message(message, known, wanted=wanted)] += 1
                self._save_location(account, message, location)
                if provider_id := chunk.provider_ids.get(location):
                    self._save_alias(account, provider_id, message.id)
            if chunk.cursor is not None:
                self._save_progress(account, chunk, chunk.cursor, [each for each, _ in found])
            self._save_problems(chunk.problems, chunk.at)
            self._save_traffic(account, chunk.received, chunk.at)
        return Saved(**counts)

    def finish_fetch(self, account: str, now: datetime) -> None:
        """Record a completed reading of all folders; what kept one from being read is settled.

        That a folder went missing is told until the next completed reading.
        """
        row: Row = {"name": f"read:{account}", "value": stamp(now)}
        with self._writing():
            self._insert("meta", row, clause="ON CONFLICT DO UPDATE SET value = excluded.value")
            self._give_up_texts(account, now)
            self._execute(
                "DELETE FROM problem WHERE kind IN ('folder', 'mailbox')"
                " AND (code <> 'missing' OR last_at IS NOT ?)",
                [stamp(now)],
            )

    def freshness(self, account: str) -> Freshness:
        """Return when mail and invoices were last read completely, and the folders read."""
        mail = self._rows("SELECT value FROM meta WHERE name = ?", [f"read:{account}"])
        # an invoice in the owner's mail says what is owed, and nothing of what was paid since
        files = self._rows(
            "SELECT max(last_at) AS at FROM source_file WHERE substr(name, 1, ?) <> ?",
            [len(MAILED), MAILED],
        )
        missing = self._names(
            "SELECT folder FROM folder WHERE missing_at IS NOT NULL AND account = ?", account
        )
        invoices_at = files[0]["at"]
        return Freshness(
            mail_at=instant(str(mail[0]["value"])) if mail else None,
            invoices_at=instant(str(invoices_at)) if invoices_at else None,
            folders=tuple(name for name in self.cursors(account) if name not in missing),
        )

    def problems(self) -> Sequence[Problem]:
        """Return all stored problems, oldest first."""
        return [problem_of(row) for row in self._rows("SELECT * FROM problem ORDER BY id")]

    def client_messages(self, client: str) -> tuple[Message, ...]:
        """Return a client's messages, by arrival; one whose text is still wanted is not there yet.

        A judgement on half of a message would take an order for small talk, so a reading that was
        cut between headers and text looks as if it had been cut before the headers.
        """
        return tuple(messages_of(self._values(MESSAGES, [client])))

    def written(self, since: datetime) -> Mapping[str, Sequence[datetime]]:
        """Return when the owner wrote to each client from an instant on, by client."""
        sql = (
            "SELECT client, arrived_at FROM message INDEXED BY message_written"
            " WHERE direction = 'out' AND noise IS NULL AND text_state <> 'wanted'"
            " AND arrived_at >= ?"
        )
        found: dict[str, list[datetime]] = {}
        for client, at in self._values(sql, [stamp(since)]):
            found.setdefault(str(client), []).append(instant(str(at)))
        return found

    def _recognised(self, account: str, chunk: Chunk) -> list[tuple[Message, Location]]:
        """Return the messages under the ids they are known by (`core.identity`)."""
        if not chunk.provider_ids:
            return list(chunk.messages)
        aliases = self._aliases(account, sorted(set(chunk.provider_ids.values())))
        found = []
        for message, location in chunk.messages:
            provider_id = chunk.provider_ids.get(location, "")
            key = Alias(message=message.id, message_id=message.message_id)
            name = identity.recognised(key, provider_id, aliases)
            if provider_id:
                aliases.setdefault(provider_id, replace(key, message=name))
            found.append((replace(message, id=name) if name != message.id else message, location))
        return found

    def _aliases(self, account: str, provider_ids: Sequence[str]) -> dict[str, Alias]:
        found: dict[str, Alias] = {}
        for start in range(0, len(provider_ids), IN_LIMIT):
            part = provider_ids[start : start + IN_LIMIT]
            marks = ", ".join("?" * len(part))
            rows = self._rows(
                "SELECT a.provider_id, m.id, m.message_id FROM alias a"  # noqa: S608 - marks only
                " JOIN message m ON m.id = a.message"
                f" WHERE a.account = ? AND a.provider_id IN ({marks})",
                [account, *part],
            )
            for row in rows:
                known = Alias(message=str(row["id"]), message_id=str(row["message_id"]))
                found[str(row["provider_id"])] = known
        return found

    def _save_alias(self, account: str, provider_id: str, message: str) -> None:
        row: Row = {"account": account, "provider_id": provider_id, "message": message}
        self._insert("alias", row, clause="ON CONFLICT DO NOTHING")

    def _save_message(self, message: Message, known: dict[str, Row], *, wanted: bool) -> str:
        """Write one message; return ``added``, ``changed`` or ``same``."""
        former = known.get(message.id)
        if former is None:
            text_state = WANTED if wanted else "noise" if message.noise else DONE
            row = {**message_row(message), "text_state": text_state}
            self._insert("message", row)
            known[message.id] = row
            return "added"
        if wanted and former["text_state"] in RETRIED:
            self._execute("UPDATE message SET text_state = ? WHERE id = ?", [WANTED, message.id])
            former["text_state"] = WANTED
        self._forget_miss(message.id)
        if former["client"] == message.client:
            return "same"
        self._execute("UPDATE message SET client = ? WHERE id = ?", [message.client, message.id])
        former["client"] = message.client
        return "changed"

    def _save_location(self, account: str, message: Message, location: Location) -> None:
        row: Row = {
            "account": account,
            "folder": location.folder,
            "uidvalidity": location.uidvalidity,
            "uid": location.uid,
            "message": message.id,
        }
        self._insert(
            "location",
            row,
            clause="ON CONFLICT DO UPDATE SET message = excluded.message, state = 'present',"
            " missed_at = NULL",
        )

    def _save_progress(
        self, account: str, chunk: Chunk, cursor: Cursor, messages: Sequence[Message]
    ) -> None:
        """Write how far a folder was read, and what its hours say of the messages in it."""
        self._save_cursor(account, cursor)
        for uid, tries in chunk.pending.items():
            place = Location(folder=cursor.folder, uidvalidity=cursor.uidvalidity, uid=uid)
            self._save_pending(account, place, "headers", tries, at=chunk.at)
        for uid in chunk.settled:
            self._settle(account, cursor, uid, {each.text for each in chunk.problems})
        if chunk.checked is not None:
            self._save_checked(account, cursor.folder, chunk.checked)
        if chunk.hours:
            self._count_hours(account, cursor, chunk.hours, messages)

    def _settle(self, account: str, cursor: Cursor, uid: int, texts: Collection[str]) -> None:
        """Forget that a message was pending, and problems with it that stand no longer."""
        self._execute(
            "DELETE FROM pending WHERE part = 'headers' AND account = ? AND folder = ?"
            " AND uidvalidity = ? AND uid = ?",
            [account, cursor.folder, cursor.uidvalidity, uid],
        )
        marks = ", ".join("?" * len(texts))
        self._execute(
            f"DELETE FROM problem WHERE kind = 'message' AND source = ? AND text NOT IN ({marks})",  # noqa: S608 - marks only
            [f"{cursor.folder}/{uid}", *texts],
        )

    def _count_hours(
        self,
        account: str,
        cursor: Cursor,
        hours: Mapping[datetime, int],
        messages: Sequence[Message],
    ) -> None:
        """Add to the counts, and date what lies in a crowded hour by its headers.

        Of an hour that has just become crowded, all messages of the folder; of one that was before,
        those of this chunk. So the outcome does not depend on where chunks begin.
        """
        counts = {hour_of(at): count for at, count in hours.items()}
        place = [account, cursor.folder]
        clause = "ON CONFLICT DO UPDATE SET messages = messages + excluded.messages"
        for hour, count in counts.items():
            row: Row = {"account": account, "folder": cursor.folder, "hour": hour}
            self._insert("arrival_hour", {**row, "messages": count}, clause=clause)
        full = self._rows(
            "SELECT hour, messages FROM arrival_hour WHERE account = ? AND folder = ?"
            " AND messages >= ?",
            [*place, CROWD],
        )
        totals = {
            str(row["hour"]): int(str(row["messages"])) for row in full if row["hour"] in counts
        }
        crossed = [hour for hour, total in totals.items() if total - counts[hour] < CROWD]
        for hour in crossed:
            sql = (
                "SELECT m.* FROM location l JOIN message m ON m.id = l.message WHERE l.account = ?"
                " AND l.folder = ? AND l.uidvalidity = ? AND substr(m.internal_at, 1, 13) = ?"
            )
            self._redate(self._rows(sql, [*place, cursor.uidvalidity, hour]))
        if totals:
            rows = self._known("message", sorted({each.id for each in messages}))
            self._redate(r for r in rows.values() if str(r["internal_at"])[:13] in totals)

    def _redate(self, rows: Iterable[Row]) -> None:
        sql = "UPDATE message SET arrived_at = ?, clock = ? WHERE id = ?"
        for row in rows:
            former = message_of(row)
            message = facts.redated(former)
            if message != former:
                self._execute(sql, [stamp(message.arrived_at), message.clock, message.id])
