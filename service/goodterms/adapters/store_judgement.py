"""Verdict rows, decisions and corrections in the database, and the facts of one client."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from goodterms.adapters.store_mailed import MailedTables
from goodterms.adapters.store_session import Row, day, instant, stamp
from goodterms.core.client import Correction, CorrectionKind, Decision, DecisionKind
from goodterms.core.owner_layer import label_of
from goodterms.core.verdict import Verdict
from goodterms.ports import ClientFacts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from goodterms.core.verdict import Assessment


def decision_of(row: dict[str, Any]) -> Decision:
    """Return a stored decision."""
    return Decision(
        **{
            **row,
            "kind": DecisionKind(row["kind"]),
            "decided_on": date.fromisoformat(row["decided_on"]),
            "until": day(row["until"]),
        }
    )


def correction_of(row: dict[str, Any]) -> Correction:
    """Return a stored correction."""
    return Correction(
        **{
            **row,
            "kind": CorrectionKind(row["kind"]),
            "corrected_at": instant(row["corrected_at"]),
        }
    )


class JudgementTables(MailedTables):
    """The judging part of `ports.Store`; verdict rows are append-only by trigger."""

    def facts(self, client: str) -> ClientFacts:
        """Return everything known of one client, sorted.

        Payments are those of the client's documents, unlinked ones the client is known to have
        paid, and those that may be this client's or another's; corrections those of the client's
        messages and documents.
        """
        documents, payments = self.ledger()
        own = tuple(each for each in documents if each.client == client)
        ids = {each.id for each in own}
        return ClientFacts(
            messages=self._messages_of(client),
            documents=own,
            payments=tuple(
                each
                for each in payments
                if each.document in ids or (each.document is None and each.client == client)
            )
            + tuple(each for each in self.possible() if each.client == client),
            corrections=self._corrections_of(client),
            decisions=tuple(self.decisions(client)),
            entries=self.entries(client),
            document_words=tuple(each for each in self.document_words() if each.document in ids),
        )

    def _corrections_of(self, client: str) -> tuple[Correction, ...]:
        sql = (
            "SELECT * FROM correction WHERE message IN (SELECT id FROM message WHERE client = ?"
            " UNION SELECT id FROM document WHERE client = ?) ORDER BY corrected_at, id"
        )
        return tuple(correction_of(row) for row in self._rows(sql, [client, client]))

    def save_assessment(self, text: str, assessment: Assessment, now: datetime) -> bool:
        """Append a verdict row (canonical JSON `text`); return False when the same row stands."""
        with self._writing():
            if self.verdict_row(assessment.client, assessment.as_of) == text:
                return False
            row: Row = {
                "client": assessment.client,
                "as_of": stamp(assessment.as_of),
                "verdict": assessment.verdict.value,
                "policy_digest": assessment.policy_digest,
                "model_digest": assessment.model_digest,
                "rules_version": assessment.rules_version,
                "text": text,
                "recorded_at": stamp(now),
            }
            self._insert("verdict", row)
        return True

    def verdict_row(self, client: str, as_of: datetime | None) -> str | None:
        """Return the stored canonical JSON: the one of exactly `as_of`, or the latest."""
        if as_of is None:
            sql = "SELECT text FROM verdict WHERE client = ? ORDER BY as_of DESC, id DESC LIMIT 1"
            rows = self._rows(sql, [client])
        else:
            sql = "SELECT text FROM verdict WHERE client = ? AND as_of = ? ORDER BY id DESC LIMIT 1"
            rows = self._rows(sql, [client, stamp(as_of)])
        return str(rows[0]["text"]) if rows else None

    def verdict_on(self, client: str, on: date | None, zone: tzinfo) -> str | None:
        """Return the last row that speaks for a day in the owner's zone; None `on`: the latest."""
        if on is None:
            return self.verdict_row(client, None)
        sql = "SELECT as_of, text FROM verdict WHERE client = ? ORDER BY as_of DESC, id DESC"
        for row in self._rows(sql, [client]):
            if instant(str(row["as_of"])).astimezone(zone).date() == on:
                return str(row["text"])
        return None

    def verdicts_before(self, at: datetime) -> Mapping[str, Verdict]:
        """Return each client's last verdict that speaks for an instant before `at`."""
        sql = "SELECT client, verdict FROM verdict WHERE as_of < ? ORDER BY as_of, id"
        rows = self._rows(sql, [stamp(at)])
        return {str(row["client"]): Verdict(str(row["verdict"])) for row in rows}

    def excerpts(self) -> Mapping[str, str]:
        """Return the kept excerpt of each message that has one."""
        rows = self._rows("SELECT id, excerpt FROM message WHERE excerpt <> '' ORDER BY id")
        return {str(row["id"]): str(row["excerpt"]) for row in rows}

    def decide(self, decision: Decision) -> int:
        """Append a decision of the owner; return its id. `decision.id` is not looked at."""
        row: Row = {
            "client": decision.client,
            "kind": decision.kind.value,
            "decided_on": decision.decided_on.isoformat(),
            "until": decision.until.isoformat() if decision.until else None,
            "value": decision.value,
            "note": decision.note,
        }
        with self._writing():
            return self._insert("decision", row)

    def decisions(self, client: str, kind: DecisionKind | None = None) -> Sequence[Decision]:
        """Return the recorded decisions of a client, oldest first."""
        sql = "SELECT * FROM decision WHERE client = ? ORDER BY decided_on, id"
        found = [decision_of(row) for row in self._rows(sql, [client])]
        return [each for each in found if kind in (None, each.kind)]

    def knows(self, source: str) -> bool:
        """Return whether a message or a document has this id."""
        sql = "SELECT 1 FROM message WHERE id = ? UNION SELECT 1 FROM document WHERE id = ?"
        return bool(self._rows(sql, [source, source]))

    def correct(self, correction: Correction) -> int:
        """Append a correction; return its id. `correction.id` is not looked at."""
        row: Row = {
            "message": correction.message,
            "code": correction.code,
            "kind": correction.kind.value,
            "corrected_at": stamp(correction.corrected_at),
        }
        with self._writing():
            self._unlearn(correction.code)
            return self._insert("correction", row)

    def undo_correction(self, message: str, code: str) -> bool:
        """Take back the corrections of one message and code; return whether there was one."""
        with self._writing():
            self._unlearn(code)
            gone = self._execute(
                "DELETE FROM correction WHERE message = ? AND code = ?", [message, code]
            )
        return gone > 0

    def _unlearn(self, code: str) -> None:
        """Drop the layer that rests on other corrections: until it is fitted anew, none counts."""
        if label_of(code):
            self._execute("DELETE FROM tone_layer")
