"""Messages whose scores come from another tone model than the present one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from goodterms.adapters.store_rows import TEXT_COLUMNS, message_of, message_row
from goodterms.adapters.store_session import Value, stamp
from goodterms.adapters.store_texts import TextTables
from goodterms.core.mail import Location
from goodterms.core.rescoring import OldScores
from goodterms.ports import Outdated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from goodterms.core.mail import Message
    from goodterms.ports import Rescored

EVER = "0001-01-01"
"""Before the first day there can be."""

_OLD = "m.scores <> '{}' AND m.model <> :model"

_OTHER = "SELECT 1 FROM message INDEXED BY message_scored WHERE scores <> '{}' AND model"

_ANY_OLD = f"SELECT EXISTS ({_OTHER} < ?) OR EXISTS ({_OTHER} > ?) AS old"
"""Two steps into the index over models; the answer is no from one update to the next."""

_PLACES = """location l LEFT JOIN folder f ON f.account = l.account AND f.folder = l.folder
WHERE l.message = m.id AND l.state = 'present' AND f.missing_at IS NULL
AND (:account IS NULL OR l.account = :account)"""

_OPEN = f"""{_OLD} AND m.internal_at >= :since
AND (:clients IS NULL OR m.client IN (SELECT value FROM json_each(:clients)))
AND NOT EXISTS (SELECT 1 FROM rescore_miss r WHERE r.message = m.id AND r.model = :model
    AND (r.reason <> '' OR r.tried_at = :now))"""  # noqa: S608 - constants
"""Old, of a client, within the horizon, and neither given up nor left out a moment ago."""

_OUTDATED = f"""
SELECT m.id, l.folder, l.uidvalidity, l.uid, coalesce((SELECT r.tries FROM rescore_miss r
    WHERE r.message = m.id AND r.model = :model), 0) AS tries
FROM message m INDEXED BY message_scored CROSS JOIN {_PLACES} AND {_OPEN}
ORDER BY m.arrived_at DESC, m.id, l.folder, l.uidvalidity, l.uid
"""  # noqa: S608 - constants

_WAITING = f"{_OPEN} AND EXISTS (SELECT 1 FROM {_PLACES})"  # noqa: S608 - constants

_COUNT = "SELECT count(*) AS n FROM message m WHERE "

_MISS = (
    "INSERT INTO rescore_miss (message, model, tries, tried_at, reason) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET model = excluded.model, tries = excluded.tries,"
    " tried_at = excluded.tried_at, reason = excluded.reason"
)


class RescoringTables(TextTables):
    """Implements `ports.RescoringStore`."""

    def outdated(
        self, account: str, model: str, *, clients: Sequence[str], since: date, now: datetime
    ) -> Sequence[Outdated]:
        """Return messages that another model scored and whose text can be had, newest first."""
        if not self._rows(_ANY_OLD, [model, model])[0]["old"]:
            return []
        values = _values(account, model, since, clients) | {"now": stamp(now)}
        found: dict[str, Outdated] = {}  # one for each message, wherever else a copy lies
        for row in self._rows(_OUTDATED, values):
            name = str(row["id"])
            if name not in found:
                place = Location(
                    folder=str(row["folder"]),
                    uidvalidity=int(str(row["uidvalidity"])),
                    uid=int(str(row["uid"])),
                )
                found[name] = Outdated(id=name, location=place, tries=int(str(row["tries"])))
        return list(found.values())

    def messages(self, ids: Sequence[str]) -> Mapping[str, Message]:
        """Return stored messages by id."""
        return {name: message_of(row) for name, row in self._known("message", ids).items()}

    def save_rescored(self, account: str, rescored: Rescored) -> None:
        """Write the text facts of messages that another model scored; nothing else of them."""
        with self._writing():
            for message in rescored.read:
                self._rewrite(message, rescored.model)
            for name, tries in rescored.left_out.items():
                self._miss(name, rescored, tries=tries, reason="")
            for name, reason in rescored.kept.items():
                self._miss(name, rescored, tries=0, reason=reason)
            self._save_problems(rescored.problems, rescored.at)
            self._save_traffic(account, rescored.received, rescored.at)

    def old_scores(
        self,
        model: str,
        *,
        account: str | None = None,
        clients: Sequence[str] | None = None,
        since: date | None = None,
    ) -> OldScores:
        """Return how many messages are scored, and how many of them not by `model`."""
        values = _values(account, model, since, clients) | {"now": ""}
        counts = [
            int(str(self._rows(_COUNT + condition, values)[0]["n"]))
            for condition in ("m.scores <> '{}'", _OLD, _WAITING)
        ]
        scored, old, waiting = counts
        return OldScores(scored=scored, waiting=waiting, kept=old - waiting)

    def _rewrite(self, message: Message, model: str) -> None:
        row = message_row(message)
        pairs = ", ".join(f"{name} = ?" for name in TEXT_COLUMNS)
        self._execute(
            f"UPDATE message SET {pairs} WHERE id = ? AND scores <> '{{}}' AND model <> ?",  # noqa: S608 - constants only
            [*(row[name] for name in TEXT_COLUMNS), message.id, model],
        )
        self._forget_miss(message.id)

    def _miss(self, message: str, rescored: Rescored, *, tries: int, reason: str) -> None:
        self._execute(_MISS, [message, rescored.model, tries, stamp(rescored.at), reason])

    def _forget_miss(self, message: str) -> None:
        """Let a message be asked for again: it was read, or turned up in another place."""
        self._execute("DELETE FROM rescore_miss WHERE message = ?", [message])


def _values(
    account: str | None, model: str, since: date | None, clients: Sequence[str] | None
) -> dict[str, Value]:
    return {
        "account": account,
        "model": model,
        "since": since.isoformat() if since else EVER,
        "clients": None if clients is None else json.dumps(list(clients)),
    }
