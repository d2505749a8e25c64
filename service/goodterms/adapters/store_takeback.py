"""Taking an import back, and what the ledger said of a row before."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.adapters.store_ledger import Change, LedgerTables
from goodterms.adapters.store_ledger_rows import KINDS
from goodterms.adapters.store_session import IN_LIMIT, Row, instant
from goodterms.core.merging import Claim, combined
from goodterms.core.payment_links import reference_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one file says of one row, or what the ledger said until a day.

    Attributes:
        at: When the file was read first; for a former row when it was replaced.
        is_former: A former row of the ledger, not the word of a file.
        fields: Columns and their values.
    """

    at: datetime
    source: str
    line: int
    is_former: bool
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A row of the ledger with everything that was ever said of it, oldest first."""

    kind: str
    row: Mapping[str, object]
    voices: Sequence[Voice]


class TakebackTables(LedgerTables):
    """Undo and history."""

    def take_back(self, file: str, now: datetime) -> Mapping[str, int]:
        """Undo the import of one file, by its id; one that is not known changes nothing.

        Rows that no other file told of go, with their history. The others are computed from what
        the remaining files say.

        Returns:
            ``removed`` and ``kept`` rows, and of the kept ones those ``changed``.
        """
        counts = Counter({"removed": 0, "kept": 0, "changed": 0})
        with self._writing():
            for kind in KINDS:
                sql = "SELECT row_id FROM ledger_claim WHERE kind = ? AND file = ?"
                ids = [str(row["row_id"]) for row in self._rows(sql, [kind, file])]
                for start in range(0, len(ids), IN_LIMIT):
                    counts.update(self._release(kind, ids[start : start + IN_LIMIT], file, now))
            self._forget_file(file)
        return counts

    def _release(self, kind: str, ids: Sequence[str], file: str, now: datetime) -> Counter[str]:
        """Take a file's claims on some rows back; return what became of them."""
        counts = Counter[str]()
        known = self._known(kind, ids)
        claims = self._claims(kind, known)
        for key in ids:
            left = [each for each in claims[key] if each.origin.id != file]
            if not left:
                self._remove(kind, key)
                counts["removed"] += 1
                continue
            former = known[key]
            row = {**former, **combined(kind, left)}
            found = Change(key=key, former=former, row=row, claims=left)
            self._replace_row(kind, found, now)
            counts["kept"] += 1
            counts["changed"] += found.outcome == "changed"
        return counts

    def _remove(self, kind: str, key: str) -> None:
        self._execute(f"DELETE FROM {kind} WHERE id = ?", [key])  # noqa: S608 - constants only
        for table in ("ledger_claim", "ledger_history"):
            sql = f"DELETE FROM {table} WHERE kind = ? AND row_id = ?"  # noqa: S608 - constants
            self._execute(sql, [kind, key])

    def _forget_file(self, file: str) -> None:
        rows = self._rows("SELECT name FROM source_file WHERE id = ?", [file])
        self._execute("DELETE FROM source_file WHERE id = ?", [file])
        for row in rows:
            if not self._rows("SELECT id FROM source_file WHERE name = ?", [row["name"]]):
                self._forget_problems(str(row["name"]))

    def told_of(self, number: str) -> Sequence[Told]:
        """Return the documents of a number, and their payments, with what was said of each."""
        wanted = reference_key(number)
        rows = self._rows("SELECT id, number FROM document ORDER BY issue_date, id")
        ids = [
            str(row["id"])
            for row in rows
            if number == row["id"] or (wanted and wanted == reference_key(str(row["number"])))
        ]
        found = [("document", key) for key in ids]
        for key in ids:
            payments = self._rows(
                "SELECT id FROM payment WHERE document = ? ORDER BY paid_on, id", [key]
            )
            found += [("payment", str(row["id"])) for row in payments]
        return [self._told(kind, key) for kind, key in found]

    def _told(self, kind: str, key: str) -> Told:
        known = self._known(kind, [key])
        read = {
            str(row["id"]): instant(str(row["first_at"]))
            for row in self._rows("SELECT id, first_at FROM source_file")
        }
        voices = [_voice(claim, read[claim.origin.id]) for claim in self._claims(kind, known)[key]]
        sql = "SELECT * FROM ledger_history WHERE kind = ? AND row_id = ? ORDER BY id"
        voices += [_former(row) for row in self._rows(sql, [kind, key])]
        # what stood before ends with the reading that changed it
        voices.sort(key=lambda each: (each.at, not each.is_former))
        return Told(kind=kind, row=known[key], voices=tuple(voices))


def _voice(claim: Claim, at: datetime) -> Voice:
    return Voice(
        at=at,
        source=claim.origin.name,
        line=claim.line,
        is_former=False,
        fields=claim.fields,
    )


def _former(row: Row) -> Voice:
    fields = json.loads(str(row["former"]))
    return Voice(
        at=instant(str(row["replaced_at"])),
        source=str(fields.get("source", "")),
        line=int(fields.get("line") or 0),
        is_former=True,
        fields=fields,
    )
