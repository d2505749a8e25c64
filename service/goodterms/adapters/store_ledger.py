"""The ledger in the database: rows computed from the claims of all files (`core.merging`)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.adapters.store_ledger_rows import KINDS, document_of, entry_of, payment_of, row_of
from goodterms.adapters.store_session import IN_LIMIT, Row, stamp
from goodterms.adapters.store_sources import NOT_SAID, SourceTables, canonical, claim_row, fields_of
from goodterms.adapters.store_words import WordTables
from goodterms.core.merging import KEPT_STATUSES, Claim, Origin, combined
from goodterms.core.payment_links import matched, parts, possible
from goodterms.core.summary import Counts, LedgerCounts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from goodterms.core.ledger import Document, Entry, Payment
    from goodterms.ports import LedgerFile

    Fact = Document | Payment | Entry
    from goodterms.ports import Progress

ADDED, CHANGED, SAME = "added", "changed", "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of one row.

    Attributes:
        former: The row as it stands, None for a new one.
        row: The row that follows from all claims.
        claims: All of them.
    """

    key: str
    former: Row | None
    row: Row
    claims: Sequence[Claim]

    @property
    def outcome(self) -> str:
        """Return ``added``, ``changed`` or ``same``."""
        if self.former is None:
            return ADDED
        former = self.former
        told = (name for name in self.row if name not in NOT_SAID)
        return CHANGED if any(self.row[name] != former[name] for name in told) else SAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """The book as the store last matched it.

    Attributes:
        state: Changes by this connection and by others; another one means to match anew.
    """

    state: tuple[object, object]
    documents: tuple[Document, ...]
    payments: tuple[Payment, ...]
    possible: tuple[Payment, ...]


class LedgerTables(SourceTables, WordTables):
    """The money part of `ports.Store`."""

    _matched: Money | None = None

    def save_file(
        self, read: LedgerFile, now: datetime, progress: Progress | None = None
    ) -> LedgerCounts:
        """Write one file's rows and its problems together; a second time changes nothing.

        The problems take the place of those of an earlier reading of this file; a row that changed
        is computed anew, and its former content kept in ``ledger_history``.
        """
        counts = {kind: Counter[str]() for kind in KINDS}
        with self._writing():
            origin = self._origin(read)
            facts = kept(read)
            total, done = sum(map(len, facts.values())), 0
            for kind in KINDS:
                for changes in self._changes(kind, facts[kind], origin):
                    self._write(kind, changes, origin, now)
                    counts[kind].update(each.outcome for each in changes)
                    done += len(changes)
                    if progress is not None:
                        progress(read.source, done, total)
            self._replace_problems(read)
            self._save_source(origin, read, now)
        return counted(counts)

    def compare(self, read: LedgerFile) -> tuple[LedgerCounts, Mapping[tuple[str, str], str]]:
        """Return what `save_file` would do: counts, and the outcome by kind and row id."""
        counts = {kind: Counter[str]() for kind in KINDS}
        outcomes: dict[tuple[str, str], str] = {}
        origin = self._origin(read)
        for kind, facts in kept(read).items():
            for changes in self._changes(kind, facts, origin):
                outcomes.update(((kind, each.key), each.outcome) for each in changes)
                counts[kind].update(each.outcome for each in changes)
        return counted(counts), outcomes

    def _changes(self, kind: str, facts: Sequence[Fact], origin: Origin) -> Iterator[list[Change]]:
        """Yield what becomes of the rows, some hundred at a time; those of one id are one."""
        by_id: dict[str, list[Fact]] = defaultdict(list)
        for each in facts:
            by_id[each.id].append(each)
        ids = sorted(by_id)
        for start in range(0, len(ids), IN_LIMIT):
            part = ids[start : start + IN_LIMIT]
            known = self._known(kind, part)
            claims = self._claims(kind, known)
            yield [
                change(
                    kind,
                    [row_of(each) for each in by_id.pop(key)],
                    known.get(key),
                    claims.get(key, ()),
                    origin,
                )
                for key in part
            ]

    def _write(self, kind: str, changes: Sequence[Change], origin: Origin, now: datetime) -> None:
        """Write changes of one table; new rows together."""
        new = [each for each in changes if each.former is None]
        self._insert_all(kind, [each.row for each in new])
        self._insert_all(
            "ledger_claim",
            [claim_row(kind, each.key, claim, each.row) for each in new for claim in each.claims],
        )
        for each in changes:
            if each.former is None:
                continue
            if each.former == each.row:
                self._second(kind, each, origin)
            else:
                self._replace_row(kind, each, now)

    def _second(self, kind: str, change: Change, origin: Origin) -> None:
        """Write the claim of one more file on a row that stays as it is."""
        own = next(each for each in change.claims if each.origin.id == origin.id)
        row = claim_row(kind, change.key, own, change.row)
        clause = "ON CONFLICT DO UPDATE SET line = excluded.line, said = excluded.said"
        self._insert("ledger_claim", row, clause=clause)

    def _replace_row(self, kind: str, change: Change, now: datetime) -> None:
        """Write one row that was there before, with its claims; keep what it said before."""
        former, row = change.former, change.row
        assert former is not None  # noqa: S101 - the caller's condition, for the type checker
        if change.outcome == CHANGED:
            self._insert(
                "ledger_history",
                {
                    "kind": kind,
                    "row_id": change.key,
                    "replaced_at": stamp(now),
                    "former": canonical(former),
                },
            )
        names = [name for name in row if row[name] != former[name]]
        if names:
            pairs = ", ".join(f"{name} = ?" for name in names)
            sql = f"UPDATE {kind} SET {pairs} WHERE id = ?"  # noqa: S608 - constants only
            self._execute(sql, [*(row[name] for name in names), change.key])
        self._write_claims(kind, change.key, change.claims, row)

    def ledger(self) -> tuple[tuple[Document, ...], tuple[Payment, ...]]:
        """Return all documents by issue date, and all payments by day, cut into what each pays."""
        found = self._money()
        return found.documents, found.payments

    def possible(self) -> tuple[Payment, ...]:
        """Return money that may be one of several clients' (`payment_links.possible`)."""
        return self._money().possible

    def _money(self) -> Money:
        """Return the matched book; matched once while nobody writes, for it is asked per client."""
        version = self._rows("PRAGMA data_version")[0]["data_version"]
        state = (self._db.conn.total_changes, version)
        if self._matched is None or self._matched.state != state:
            documents, payments = self.booked()
            matches = matched(documents, payments, self.allocation_words())
            self._matched = Money(
                state=state,
                documents=documents,
                payments=parts(documents, payments, matches),
                possible=possible(documents, payments, matches),
            )
        return self._matched

    def booked(self) -> tuple[tuple[Document, ...], tuple[Payment, ...]]:
        """Return all documents by issue date and all payments by day, as the files tell them."""
        documents = tuple(
            document_of(row) for row in self._rows("SELECT * FROM document ORDER BY issue_date, id")
        )
        rows = self._rows("SELECT * FROM payment ORDER BY paid_on, id")
        return documents, tuple(payment_of(row) for row in rows)

    def entries(self, client: str | None = None) -> tuple[Entry, ...]:
        """Return all time worked, by day; of one client where it is given."""
        where = "" if client is None else " WHERE client = ?"
        sql = f"SELECT * FROM entry{where} ORDER BY worked_on, started_at, id"  # noqa: S608 - constants
        return tuple(entry_of(row) for row in self._rows(sql, [] if client is None else [client]))


def kept(read: LedgerFile) -> dict[str, Sequence[Fact]]:
    """Return what the ledger keeps, by table: of payments not the owner's own money."""
    return {
        "document": read.documents,
        "payment": [each for each in read.payments if each.status in KEPT_STATUSES],
        "entry": read.entries,
    }


def change(
    kind: str,
    rows: Sequence[Row],
    former: Row | None,
    claims: Sequence[Claim],
    origin: Origin,
) -> Change:
    """Return what becomes of one row when a file says these things of it."""
    fresh = [
        Claim(origin=origin, line=int(str(row["line"])), fields=fields_of(row)) for row in rows
    ]
    if len(fresh) > 1:  # a file that says it twice says one thing
        fresh = [Claim(origin=origin, line=fresh[0].line, fields=fields_of(combined(kind, fresh)))]
    others = [each for each in claims if each.origin.id != origin.id]
    row = combined(kind, [*others, *fresh])
    client = next((each["client"] for each in rows if each["client"] is not None), None)
    if client is None and former is not None:
        client = former["client"]
    return Change(
        key=str(rows[0]["id"]),
        former=former,
        row={**{name: row.get(name) for name in rows[0]}, "client": client},
        claims=[*others, *fresh],
    )


def counted(counts: Mapping[str, Counter[str]]) -> LedgerCounts:
    """Return the counts of outcomes by table."""
    found = {
        f"{kind}s" if kind != "entry" else "entries": Counts(
            **{name: each[name] for name in (ADDED, CHANGED, SAME)}
        )
        for kind, each in counts.items()
    }
    return LedgerCounts(**found)
