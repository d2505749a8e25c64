"""The outbox in the database: mails as they were made, and how the sending of each stands."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from goodterms.adapters.store_judgement import JudgementTables
from goodterms.adapters.store_session import IN_LIMIT, Row, Value, instant, stamp
from goodterms.core.command import Offer, Verb
from goodterms.core.delivery import Posting
from goodterms.core.outgoing import Outgoing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

COLUMNS = ("period", "subject", "text", "html", "message_id")
"""Fields of a mail that have a column; the others stand together in ``rest``."""


def offer_of(values: dict[str, Any]) -> Offer:
    """Return an offer that was stored as JSON."""
    return Offer(**{**values, "verbs": tuple(Verb(each) for each in values["verbs"])})


def outgoing_of(row: dict[str, Any]) -> Outgoing:
    """Return a stored mail; what a later version has more of is left out."""
    known = {each.name for each in fields(Outgoing)}
    rest = {name: value for name, value in json.loads(row["rest"]).items() if name in known}
    values: dict[str, Any] = {
        name: tuple(v) if isinstance(v, list) else v for name, v in rest.items()
    }
    values["offers"] = tuple(offer_of(each) for each in values.get("offers", ()))
    return Outgoing(**{name: row[name] for name in COLUMNS}, **values)


def outgoing_row(outgoing: Outgoing) -> Row:
    """Return the columns of a mail."""
    values = asdict(outgoing)
    rest = {name: value for name, value in values.items() if name not in COLUMNS}
    return {
        **{name: values[name] for name in COLUMNS},
        "rest": json.dumps(rest, sort_keys=True, ensure_ascii=False),
    }


def posting_of(row: dict[str, Any]) -> Posting:
    """Return a row with everything that is known of its sending."""
    return Posting(
        id=int(row["id"]),
        outgoing=outgoing_of(row),
        added_at=instant(row["added_at"]),
        tries=int(row["tries"]),
        begun_at=_at(row["begun_at"]),
        tried_at=_at(row["tried_at"]),
        refused_at=_at(row["refused_at"]),
        done_at=_at(row["done_at"]),
        trouble=row["trouble"],
    )


def _at(text: Value) -> datetime | None:
    return instant(str(text)) if text else None


class OutboxTables(JudgementTables):
    """The part of `ports.Store` through which mails leave; every method is one transaction."""

    def enqueue(self, outgoing: Outgoing, *, again: bool, now: datetime) -> bool:
        """Claim the period of an email and what it tells, and put it into the outbox, together.

        Returns:
            False, and nothing is kept, when the period was taken before and not `again`.
        """
        with self._writing():
            taken = self._claim(outgoing.period, now)
            if taken or again:
                for key in outgoing.claims:
                    self._claim(key, now)
                self._insert("outbox", {**outgoing_row(outgoing), "added_at": stamp(now)})
                for key in outgoing.claims:
                    self._claim(key, now)
        return taken or again

    def claimed(self, prefix: str) -> Mapping[str, datetime]:
        """Return the claimed keys that begin with a prefix, and when each was claimed."""
        rows = self._rows(
            "SELECT period, claimed_at FROM report_period WHERE substr(period, 1, ?) = ?",
            [len(prefix), prefix],
        )
        return {str(row["period"]): instant(str(row["claimed_at"])) for row in rows}

    def outbox(self) -> Sequence[tuple[int, Outgoing]]:
        """Return what waits to be handed over, oldest first; not what was refused for good."""
        sql = "SELECT * FROM outbox WHERE done_at IS NULL AND refused_at IS NULL ORDER BY id"
        return [(int(str(row["id"])), outgoing_of(row)) for row in self._rows(sql)]

    def postings(self, limit: int = -1) -> Sequence[Posting]:
        """Return the mails of the outbox, sent ones too, newest first."""
        rows = self._rows("SELECT * FROM outbox ORDER BY id DESC LIMIT ?", [limit])
        return [posting_of(row) for row in rows]

    def posting(self, number: int) -> Posting | None:
        """Return one mail of the outbox by its id."""
        rows = self._rows("SELECT * FROM outbox WHERE id = ?", [number])
        return posting_of(rows[0]) if rows else None

    def outbox_begin(self, number: int, now: datetime) -> None:
        """Note that a try begins: where a process ends in the middle of it, that stays."""
        self._set(number, "begun_at = ?", [stamp(now)])

    def outbox_done(self, outgoing_id: int, now: datetime) -> None:
        """Mark as handed over; how it came to that is forgotten."""
        self._set(
            outgoing_id,
            "done_at = ?, tries = 0, begun_at = NULL, tried_at = NULL, refused_at = NULL,"
            " trouble = ''",
            [stamp(now)],
        )

    def outbox_failed(
        self, number: int, trouble: str, now: datetime, *, for_good: bool = False
    ) -> None:
        """Note why a try failed; `for_good` takes the mail out of what is tried again."""
        self._set(
            number,
            "tries = tries + 1, begun_at = NULL, tried_at = ?, trouble = ?, refused_at = ?",
            [stamp(now), trouble, stamp(now) if for_good else None],
        )

    def send_again(self, number: int) -> bool:
        """Let a mail be sent once more, under the same Message-ID; return whether it is there."""
        with self._writing():
            changed = self._execute(
                "UPDATE outbox SET done_at = NULL, refused_at = NULL, begun_at = NULL,"
                " tried_at = NULL, trouble = '', tries = 0 WHERE id = ?",
                [number],
            )
        return changed > 0

    def issued(self, message_ids: Collection[str]) -> frozenset[str]:
        """Return which of these Message-IDs are of mails of ours."""
        wanted = sorted(set(message_ids))
        found: set[str] = set()
        for start in range(0, len(wanted), IN_LIMIT):
            part = wanted[start : start + IN_LIMIT]
            marks = ", ".join("?" * len(part))
            sql = f"SELECT message_id FROM outbox WHERE message_id IN ({marks})"  # noqa: S608 - marks only
            found.update(str(row["message_id"]) for row in self._rows(sql, part))
        return frozenset(found)

    def _set(self, number: int, what: str, values: Sequence[Value]) -> None:
        sql = f"UPDATE outbox SET {what} WHERE id = ? AND done_at IS NULL"  # noqa: S608 - constants
        with self._writing():
            self._execute(sql, [*values, number])

    def _claim(self, period: str, now: datetime) -> bool:
        sql = "INSERT INTO report_period (period, claimed_at) VALUES (?, ?) ON CONFLICT DO NOTHING"
        return self._execute(sql, [period, stamp(now)]) > 0
