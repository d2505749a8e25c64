"""Which money files were read, and what each of them says of each row of the ledger."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.adapters.store_ledger_rows import days_of, row_of
from goodterms.adapters.store_mail import MailTables
from goodterms.adapters.store_session import IN_LIMIT, Row, Value, instant, stamp
from goodterms.core.mail import Problem
from goodterms.core.merging import ORIGIN, OURS, Claim, Origin, as_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from goodterms.core.ledger import Document, Entry, Payment
    from goodterms.ports import LedgerFile

PROBLEM_KINDS = ("invoice", "payment", "entry", "file")
"""Kinds of problems that a money file can have; its next reading replaces them."""

ID_DIGITS = 16
"""Hexadecimal digits of a file's digest that name it: 64 bits, of a few thousand files at most."""


NOT_SAID = frozenset({*ORIGIN, *OURS})
"""Columns that no file makes a claim on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A money file that was read.

    Attributes:
        id: Names its content.
        first_at: When it was read first.
    """

    id: str
    name: str
    format: str
    first_at: datetime
    documents: int
    payments: int
    entries: int
    problems: int


def fields_of(row: Mapping[str, Value]) -> Row:
    """Return the columns that a file can make a claim on."""
    return {name: value for name, value in row.items() if name not in NOT_SAID}


def canonical(row: Mapping[str, Value]) -> str:
    """Return a row as text that is equal for equal rows."""
    return json.dumps(row, sort_keys=True, ensure_ascii=False)


def digest_of(read: LedgerFile) -> str:
    """Return the digest of a file's bytes; of its rows where they came without a file."""
    if read.digest:
        return read.digest
    facts: list[Document | Payment | Entry] = [*read.documents, *read.payments, *read.entries]
    rows = [canonical(row_of(each)) for each in facts]
    problems = [f"{each.line} {each.text}" for each in read.problems]
    return hashlib.sha256("\n".join([read.source, *rows, *problems]).encode()).hexdigest()


class SourceTables(MailTables):
    """Files and their claims."""

    def taken(self, digest: str) -> Taken | None:
        """Return the file with this content (SHA-256 of its bytes), None when it was not read."""
        found = self._taken("id = ?", digest[:ID_DIGITS])
        return found[0] if found else None

    def taken_at(self, digest: str) -> datetime | None:
        """Return when a file of this content was read without any problem, None if never."""
        found = self.taken(digest) if digest else None
        return found.first_at if found and not found.problems else None

    def taken_files(self, name: str = "") -> Sequence[Taken]:
        """Return the files that were read, the last one first; of one name where it is given."""
        return self._taken("name = ?", name) if name else self._taken("? = ''", "")

    def _taken(self, condition: str, value: str) -> list[Taken]:
        sql = (
            f"SELECT * FROM source_file WHERE {condition}"  # noqa: S608 - constants
            " ORDER BY first_at DESC, edition DESC, name"
        )
        return [_taken_of(row) for row in self._rows(sql, [value])]

    def _origin(self, read: LedgerFile) -> Origin:
        """Return a file as its claims name it; new content is the next edition of its name."""
        key = digest_of(read)[:ID_DIGITS]
        if known := self._rows("SELECT * FROM source_file WHERE id = ?", [key]):
            return _origin_of(known[0])
        rows = self._rows(
            "SELECT max(edition) AS last FROM source_file WHERE name = ? AND format = ?",
            [read.source, read.format],
        )
        return Origin(
            id=key,
            name=read.source,
            format=read.format,
            edition=int(str(rows[0]["last"] or 0)) + 1,
            as_of=as_of(days_of(read)),
        )

    def _claims(self, kind: str, known: Mapping[str, Row]) -> dict[str, list[Claim]]:
        """Return the claims on stored rows by row id."""
        found: dict[str, list[Claim]] = defaultdict(list)
        ids = sorted(known)
        for start in range(0, len(ids), IN_LIMIT):
            part = ids[start : start + IN_LIMIT]
            marks = ", ".join("?" * len(part))
            sql = (
                "SELECT c.row_id, c.line, c.said, f.* FROM ledger_claim c"  # noqa: S608 - constants
                f" JOIN source_file f ON f.id = c.file WHERE c.kind = ? AND c.row_id IN ({marks})"
                " ORDER BY f.first_at, f.edition"
            )
            for each in self._rows(sql, [kind, *part]):
                key = str(each["row_id"])
                said = json.loads(str(each["said"])) if each["said"] else fields_of(known[key])
                found[key].append(
                    Claim(origin=_origin_of(each), line=int(str(each["line"])), fields=said)
                )
        return found

    def _write_claims(self, kind: str, key: str, claims: Sequence[Claim], row: Row) -> None:
        """Replace the claims on one row; those that say just what the row says are kept short."""
        self._execute("DELETE FROM ledger_claim WHERE kind = ? AND row_id = ?", [kind, key])
        self._insert_all("ledger_claim", [claim_row(kind, key, each, row) for each in claims])

    def _save_source(self, origin: Origin, read: LedgerFile, now: datetime) -> None:
        row: Row = {
            "id": origin.id,
            "name": origin.name,
            "format": origin.format,
            "edition": origin.edition,
            "digest": read.digest,
            "as_of": origin.as_of,
            "first_at": stamp(now),
            "last_at": stamp(now),
            "documents": len(read.documents),
            "payments": len(read.payments),
            "entries": len(read.entries),
            "problems": len(read.problems),
        }
        known = self._rows("SELECT * FROM source_file WHERE id = ?", [origin.id])
        times = ("first_at", "last_at")
        if known and all(known[0][name] == row[name] for name in row if name not in times):
            return  # the same file says nothing about today
        pairs = ", ".join(
            f"{name} = excluded.{name}" for name in row if name not in ("id", "first_at")
        )
        self._insert("source_file", row, clause=f"ON CONFLICT DO UPDATE SET {pairs}")

    def _replace_problems(self, read: LedgerFile) -> None:
        """Let the problems of a file be those of its last reading."""
        self._forget_problems(read.source)
        self._save_problems(read.problems)

    def refuse_file(self, source: str, text: str) -> None:
        """Keep why a file that came by itself was refused, in the place of earlier problems."""
        with self._writing():
            self._forget_problems(source)
            self._save_problems([Problem(kind="file", source=source, text=text)])

    def _forget_problems(self, source: str) -> None:
        marks = ", ".join("?" * len(PROBLEM_KINDS))
        sql = f"DELETE FROM problem WHERE source = ? AND kind IN ({marks})"  # noqa: S608 - constants
        self._execute(sql, [source, *PROBLEM_KINDS])


def claim_row(kind: str, key: str, claim: Claim, row: Row) -> Row:
    """Return a claim as stored."""
    same = claim.fields == fields_of(row)
    return {
        "kind": kind,
        "row_id": key,
        "file": claim.origin.id,
        "line": claim.line,
        "said": "" if same else canonical(claim.fields),
    }


def _taken_of(row: Row) -> Taken:
    counts = ("documents", "payments", "entries", "problems")
    return Taken(
        id=str(row["id"]),
        name=str(row["name"]),
        format=str(row["format"]),
        first_at=instant(str(row["first_at"])),
        **{name: int(str(row[name])) for name in counts},
    )


def _origin_of(row: Row) -> Origin:
    return Origin(
        id=str(row["id"]),
        name=str(row["name"]),
        format=str(row["format"]),
        edition=int(str(row["edition"])),
        as_of=str(row["as_of"]),
    )
