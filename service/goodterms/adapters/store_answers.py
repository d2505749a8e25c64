"""What mails offered, what was answered to them, and how far the copies of sent mail were read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from goodterms.adapters.store_outbox import OutboxTables, offer_of
from goodterms.adapters.store_session import Row, instant, stamp
from goodterms.core.command import Command, Verb
from goodterms.core.command_check import Answered, Issued, Refusal
from goodterms.ports.answers import Kept

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from goodterms.core.client import Decision
    from goodterms.core.command import Offer
    from goodterms.ports.answers import Heard

DIGEST = "digest"
"""Name of the note that says ``off`` once the owner wants no periodic reports."""


class AnswerTables(OutboxTables):
    """Implements `ports.answers.AnswerStore`."""

    def offer(self, message_id: str, offers: Sequence[tuple[Offer, str]], now: datetime) -> None:
        """Keep what a mail offers, with the digest of each token; a second time changes nothing.

        Where the key of this installation was replaced meanwhile, the new digests count.
        """
        if not offers:
            return
        clause = (
            "ON CONFLICT (message_id, number) DO UPDATE SET digest = excluded.digest"
            " WHERE digest <> excluded.digest"
        )
        with self._writing():
            for number, (offer, digest) in enumerate(offers):
                row: Row = {
                    "message_id": message_id,
                    "number": number,
                    "digest": digest,
                    "client": offer.client,
                    "verdict": offer.verdict,
                    "verbs": json.dumps([str(each) for each in offer.verbs]),
                    "issued_at": stamp(now),
                }
                self._insert("answer_offer", row, clause=clause)

    def offers(self, since: datetime) -> Sequence[Issued]:
        """Return what was offered since an instant, used or not, oldest first."""
        sql = (
            "SELECT * FROM answer_offer WHERE issued_at >= ? ORDER BY issued_at, message_id, number"
        )
        return [_issued(row) for row in self._rows(sql, [stamp(since)])]

    def answers(self, since: datetime | None = None) -> Sequence[Kept]:
        """Return what was answered, refused ones too, in the order it was read."""
        sql = "SELECT * FROM answer WHERE read_at >= ? ORDER BY read_at, at, id"
        return [_kept(row) for row in self._rows(sql, [stamp(since) if since else ""])]

    def answer_counts(self) -> Mapping[str, int]:
        """Return how many answers were obeyed, as ``taken``, and how many refused, by reason."""
        sql = (
            "SELECT coalesce(refusal, 'taken') AS name, count(*) AS n FROM answer"
            " GROUP BY name ORDER BY name"
        )
        return {str(row["name"]): int(str(row["n"])) for row in self._rows(sql)}

    def sent_cursor(self, account: str, folder: str) -> tuple[int, int]:
        """Return UIDVALIDITY and the last UID that was looked at; zeros before the first time."""
        rows = self._rows("SELECT value FROM meta WHERE name = ?", [_name(account, folder)])
        if not rows:
            return 0, 0
        validity, _, uid = str(rows[0]["value"]).partition(":")
        return int(validity), int(uid)

    def save_heard(self, account: str, heard: Heard) -> Sequence[Answered]:
        """Write answers, what they decide, and the cursor, together; return those that were new.

        An answer that is known already is passed over. A token that was used meanwhile, by another
        process, makes its answer a refused one.
        """
        new: list[Answered] = []
        with self._writing():
            for answered, decision in heard.answers:
                if self._rows("SELECT 1 FROM answer WHERE id = ?", [answered.id]):
                    continue
                new.append(self._take(answered, decision, heard.at))
            row: Row = {
                "name": _name(account, heard.folder),
                "value": f"{heard.uidvalidity}:{heard.high}",
            }
            self._insert("meta", row, clause="ON CONFLICT DO UPDATE SET value = excluded.value")
            self._save_traffic(account, heard.received, heard.at)
        return new

    def is_digest_off(self) -> bool:
        """Return whether the owner wants no periodic reports."""
        rows = self._rows("SELECT value FROM meta WHERE name = ?", [DIGEST])
        return bool(rows) and rows[0]["value"] == "off"

    def set_digest(self, *, off: bool) -> None:
        """Stop periodic reports, or let them come again."""
        with self._writing():
            self._set_digest(off=off)

    def _set_digest(self, *, off: bool) -> None:
        if not off:
            self._execute("DELETE FROM meta WHERE name = ?", [DIGEST])
            return
        row: Row = {"name": DIGEST, "value": "off"}
        self._insert("meta", row, clause="ON CONFLICT DO UPDATE SET value = excluded.value")

    def _take(self, answered: Answered, decision: Decision | None, now: datetime) -> Answered:
        if answered.issued is not None and not self._use(answered):
            answered = Answered(
                id=answered.id,
                at=answered.at,
                mail=answered.mail,
                refusal=Refusal.USED,
                command=answered.command,
            )
        self._insert("answer", _row(answered, now))
        if answered.issued is not None:
            if decision is not None:
                self._add_decision(decision)
            if answered.command and answered.command.verb is Verb.DIGEST_OFF:
                self._set_digest(off=True)
        return answered

    def _use(self, answered: Answered) -> bool:
        """Use up a token; return whether it was still there to be used."""
        assert answered.issued is not None  # noqa: S101 - the caller looked
        sql = "UPDATE answer_offer SET used_by = ? WHERE digest = ? AND used_by IS NULL"
        return self._execute(sql, [answered.id, answered.issued.digest]) == 1


def _name(account: str, folder: str) -> str:
    return f"sent:{account}:{folder}"


def _issued(row: Row) -> Issued:
    values = {
        "client": row["client"],
        "verdict": row["verdict"],
        "verbs": json.loads(str(row["verbs"])),
    }
    return Issued(
        message_id=str(row["message_id"]),
        number=int(str(row["number"])),
        digest=str(row["digest"]),
        offer=offer_of(values),
        issued_at=instant(str(row["issued_at"])),
        used=row["used_by"] is not None,
    )


def _row(answered: Answered, now: datetime) -> Row:
    offer = answered.issued.offer if answered.issued else None
    said = answered.command
    return {
        "id": answered.id,
        "at": stamp(answered.at),
        "read_at": stamp(now),
        "mail": answered.mail,
        "refusal": str(answered.refusal) if answered.refusal else None,
        "verb": str(said.verb) if said else None,
        "number": said.number if said else None,
        "client": offer.client if offer else "",
        "verdict": offer.verdict if offer else "",
    }


def _kept(row: Row) -> Kept:
    said = None
    if row["verb"] is not None:
        number = None if row["number"] is None else int(str(row["number"]))
        said = Command(verb=Verb(str(row["verb"])), number=number)
    return Kept(
        at=instant(str(row["at"])),
        read_at=instant(str(row["read_at"])),
        mail=str(row["mail"]),
        refusal=Refusal(str(row["refusal"])) if row["refusal"] else None,
        command=said,
        client=str(row["client"]),
        verdict=str(row["verdict"]),
    )
