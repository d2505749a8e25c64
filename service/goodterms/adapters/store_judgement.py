"""Verdict rows, decisions and corrections in the database, and the facts of one client."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from goodterms.adapters.crew import Alone, Workers, is_worth_two
from goodterms.adapters.store_looks import LookTables
from goodterms.adapters.store_mailed import MailedTables
from goodterms.adapters.store_session import Row, day, instant, stamp
from goodterms.core.client import Correction, CorrectionKind, Decision, DecisionKind
from goodterms.core.history import History
from goodterms.core.owner_layer import label_of
from goodterms.core.told import Telling
from goodterms.core.verdict import Verdict
from goodterms.ports import ClientFacts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import tzinfo

    from goodterms.core.portfolio import Portfolio
    from goodterms.core.verdict import Assessment
    from goodterms.ports.judging import Crew

T = TypeVar("T")


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


def _by(rows: Iterable[T], key: Callable[[T], str | None]) -> dict[str | None, tuple[T, ...]]:
    """Return rows by a key, in their order."""
    found: dict[str | None, list[T]] = {}
    for each in rows:
        found.setdefault(key(each), []).append(each)
    return {name: tuple(each) for name, each in found.items()}


class JudgementTables(MailedTables, LookTables):
    """The judging part of `ports.Store`; verdict rows are append-only by trigger."""

    def facts(self, client: str) -> ClientFacts:
        """Return everything known of one client, sorted.

        Payments are those of the client's documents, unlinked ones the client is known to have
        paid, and those that may be this client's or another's; corrections those of the client's
        messages and documents.
        """
        found = self.histories([client])[client]
        return ClientFacts(
            messages=self.client_messages(client),
            documents=found.documents,
            payments=found.payments,
            corrections=found.corrections,
            decisions=found.decisions,
            told=found.told,
            entries=found.entries,
            document_words=found.document_words,
        )

    def histories(self, clients: Sequence[str]) -> Mapping[str, History]:
        """Return all facts of clients but the messages, as `facts` has them."""
        documents, payments = self.ledger()
        possible, words = self.possible(), self.document_words()
        owners = {each.id: each.client for each in documents}
        own = _by(documents, lambda each: each.client)
        paid = _by(
            payments,
            lambda each: each.client if each.document is None else owners.get(each.document),
        )
        maybe = _by(possible, lambda each: each.client)
        said = _by(words, lambda each: owners.get(each.document))
        return {
            client: History(
                documents=own.get(client, ()),
                payments=paid.get(client, ()) + maybe.get(client, ()),
                corrections=self._corrections_of(client),
                decisions=tuple(self.decisions(client)),
                told=self._tellings(client),
                entries=self.entries(client),
                document_words=said.get(client, ()),
            )
            for client in clients
        }

    def crew(self, portfolio: Portfolio, count: int) -> AbstractContextManager[Crew]:
        """Return who judges `count` clients: two processes where that saves time."""
        messages = int(str(self._rows("SELECT count(*) AS n FROM message")[0]["n"]))
        if is_worth_two(count, messages):
            return Workers(portfolio, Path(self._path))
        return Alone(portfolio, self.client_messages)

    def _tellings(self, client: str) -> tuple[Telling, ...]:
        """Return where the verdicts made known crossed talk, oldest first.

        A verdict of a past or coming day (`--as-of`) told nothing then, and a state of the owner's
        own, such as snoozed, says nothing new.
        """
        sql = (
            "SELECT as_of, high FROM (SELECT as_of, high,"
            " lag(high, 1, 0) OVER (ORDER BY as_of, id) AS was FROM ("
            "SELECT id, as_of, verdict IN ('talk', 'prepare', 'let_go') AS high FROM verdict"
            " WHERE client = ? AND verdict NOT IN ('snoozed', 'parting', 'parted')"
            " AND julianday(recorded_at) - julianday(as_of) BETWEEN 0 AND 1))"
            " WHERE high <> was ORDER BY as_of"
        )
        rows = self._rows(sql, [client])
        return tuple(Telling(at=instant(str(row["as_of"])), high=bool(row["high"])) for row in rows)

    def _corrections_of(self, client: str) -> tuple[Correction, ...]:
        sql = (
            "SELECT c.* FROM correction c LEFT JOIN message m ON m.id = c.message"
            " LEFT JOIN document d ON d.id = c.message WHERE m.client = ? OR d.client = ?"
            " ORDER BY c.corrected_at, c.id"
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
        with self._writing():
            return self._add_decision(decision)

    def _add_decision(self, decision: Decision) -> int:
        row: Row = {
            "client": decision.client,
            "kind": decision.kind.value,
            "decided_on": decision.decided_on.isoformat(),
            "until": decision.until.isoformat() if decision.until else None,
            "value": decision.value,
            "note": decision.note,
        }
        return self._insert("decision", row)

    def decisions(self, client: str, kind: DecisionKind | None = None) -> Sequence[Decision]:
        """Return the recorded decisions of a client, oldest first."""
        sql = "SELECT * FROM decision WHERE client = ? ORDER BY decided_on, id"
        found = [decision_of(row) for row in self._rows(sql, [client])]
        return [each for each in found if kind in (None, each.kind)]

    def all_decisions(self) -> Sequence[Decision]:
        """Return the recorded decisions about all clients, oldest first."""
        rows = self._rows("SELECT * FROM decision ORDER BY decided_on, id")
        return [decision_of(row) for row in rows]

    def first_mail(self, client: str) -> datetime | None:
        """Return when a client's first message arrived, automatic ones too; None without one."""
        sql = "SELECT min(arrived_at) AS first FROM message WHERE client = ?"
        found = self._rows(sql, [client])[0]["first"]
        return instant(str(found)) if found else None

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
