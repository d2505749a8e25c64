"""Assessments kept for the next time, each with a digest of all that it rests on."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from goodterms import core
from goodterms.adapters.kept_values import from_text, to_text
from goodterms.adapters.store_session import Row, Session
from goodterms.core import gates
from goodterms.core.again import again
from goodterms.core.policy import RULES_VERSION
from goodterms.core.verdict import Assessment
from goodterms.ports.judging import Known

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.core.client import Freshness
    from goodterms.core.portfolio import Portfolio
    from goodterms.core.sitting import Judged, Look


class LookTables(Session):
    """Implements `ports.judging.LookStore`."""

    def mail_changes(self) -> Mapping[str, int]:
        """Return how often the facts of each client's messages changed; 0 is not told."""
        return {
            str(client): int(str(number))
            for client, number in self._values("SELECT client, number FROM _mail_change")
        }

    def known(self, portfolio: Portfolio, changes: Mapping[str, int]) -> Mapping[str, Known]:
        """Return what is kept of the clients for whom nothing changed since."""
        rests = Rests(portfolio, changes)
        rows = {str(row["client"]): row for row in self._rows("SELECT * FROM _look")}
        found = {}
        for client in portfolio.judging.clients:
            row = rows.get(client.name)
            if row is not None and rests.holds(client.name, row):
                found[client.name] = Known(
                    votes=_days(str(row["votes"])),
                    crowded=frozenset(_days(str(row["crowded"]))),
                )
        return found

    def known_assessment(self, client: str, now: datetime) -> Assessment | None:
        """Return a kept assessment as of `now`; None when it cannot be read any more."""
        rows = self._rows("SELECT text FROM _look WHERE client = ?", [client])
        try:
            found = from_text(str(rows[0]["text"])) if rows else None
        except ValueError:
            return None
        return again(found, now=now) if isinstance(found, Assessment) else None

    def keep(
        self,
        portfolio: Portfolio,
        changes: Mapping[str, int],
        crowded: frozenset[date],
        found: Mapping[str, tuple[Look, Judged]],
    ) -> None:
        """Keep assessments for the next time."""
        rests = Rests(portfolio, changes)
        with self._writing():
            for client, (look, judged) in found.items():
                self._execute("DELETE FROM _look WHERE client = ?", [client])
                row: Row = {
                    "client": client,
                    "rests_on": rests.digest(client, judged.told),
                    "pace": repr(portfolio.hours_per_mail_day) if look.rests_on_pace else "",
                    "from_at": portfolio.now.isoformat(),
                    "until_at": look.good_until.isoformat(),
                    "crowded": _text(dict.fromkeys(crowded, True)),
                    "votes": _text(look.votes),
                    "text": to_text(judged.known),
                }
                self._insert("_look", row)


class Rests:
    """What assessments rest on, as digests.

    Args:
        portfolio: All but the messages.
        changes: How often the facts of each client's messages changed, asked before they were read.
    """

    def __init__(self, portfolio: Portfolio, changes: Mapping[str, int]) -> None:
        judging, now = portfolio.judging, portfolio.now
        self._portfolio, self._changes = portfolio, changes
        self._clients = {each.name: each for each in judging.clients}
        shared = (
            program_digest(),
            RULES_VERSION,
            judging.owner,
            judging.policy,
            judging.model_digest,
            judging.owner.workweek.day(now),
            portfolio.income.digest,
            _fresh(portfolio.freshness, portfolio),
        )
        self._shared = hashlib.sha256(to_text(shared).encode()).hexdigest()

    def digest(self, client: str, told: Sequence[object]) -> str:
        """Return a digest of all that an assessment of a client rests on, but for the instant.

        `told` is what the owner knows; the owner's pace is looked at apart, for few rest on it.
        """
        history = self._portfolio.histories[client]
        facts = (
            history.documents,
            history.payments,
            history.corrections,
            history.decisions,
            history.document_words,
            history.entries,
            tuple(told),
        )
        text = (self._shared, to_text(self._clients[client]), repr(facts))
        number = self._changes.get(client, 0)
        return hashlib.sha256("\n".join((*text, str(number))).encode()).hexdigest()

    def holds(self, client: str, row: Row) -> bool:
        """Return whether what is kept is what would be found now."""
        begins, ends = (datetime.fromisoformat(str(row[name])) for name in ("from_at", "until_at"))
        return (
            begins < self._portfolio.now < ends  # at the instant itself nobody knew of it yet
            and row["pace"] in {"", repr(self._portfolio.hours_per_mail_day)}
            and row["rests_on"] == self.digest(client, self._portfolio.histories[client].told)
        )


@cache
def program_digest() -> str:
    """Return a digest of every line that a verdict comes from: another edition judges anew."""
    found = hashlib.sha256()
    for each in sorted(Path(core.__path__[0]).glob("*.py")):
        found.update(each.name.encode() + each.read_bytes())
    return found.hexdigest()


def _fresh(freshness: Freshness, portfolio: Portfolio) -> tuple[object, ...]:
    """Return what the gates say of the last readings."""
    ages = (
        None if at is None else max(portfolio.now - at, timedelta()).days
        for at in (freshness.mail_at, freshness.invoices_at)
    )
    is_fresh = gates.is_fresh(freshness, portfolio.judging.policy, now=portfolio.now)
    return (is_fresh, *ages)


def _text(days: Mapping[date, bool]) -> str:
    return json.dumps({day.isoformat(): value for day, value in sorted(days.items())})


def _days(text: str) -> dict[date, bool]:
    return {date.fromisoformat(day): bool(value) for day, value in json.loads(text).items()}
