"""One connection to the database: pragmas, transactions, and library errors in our own words.

Every write is one ``BEGIN IMMEDIATE`` transaction: a deferred one can fail at once with
SQLITE_BUSY_SNAPSHOT in spite of the busy timeout. Source: IMAP study b.9, (e) sqlite-utils.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from goodterms.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlite_utils import Database

BUSY_TIMEOUT_MS = 10_000
"""How long a write waits for another program. Source: IMAP study b.9."""

IN_LIMIT = 500
"""Values in one ``IN (...)``; older SQLite allows 999 in a statement."""

Value = str | int | float | None
Row = dict[str, Value]

_CAUSES = (
    (
        ("locked", "busy"),
        "is in use by another program",
        "Wait until the other goodterms command has ended and run this one again",
    ),
    (("disk is full",), "cannot grow: the disk is full", "Free some space; nothing was lost"),
    (
        ("readonly", "read-only"),
        "cannot be written",
        "Check who owns the file and its directory",
    ),
    (
        ("malformed", "not a database", "corrupt"),
        "is damaged or is not a Good Terms database",
        "Put a backup in its place; mail and invoices can be read again into a new one",
    ),
    (
        ("disk i/o",),
        "cannot be written: the disk or a limit of this system refused",
        "Check free space, quota and the disk; nothing was lost",
    ),
    (("unable to open",), "cannot be opened", "Check the path and who may write there"),
)


def stamp(at: datetime) -> str:
    """Return an aware instant as stored: UTC, whole seconds.

    Raises:
        ValueError: The instant has no zone.
    """
    if at.tzinfo is None:
        message = "an instant without a zone cannot be stored"
        raise ValueError(message)
    # not strftime: some C libraries write the year 1 as "1", which cannot be read again
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def instant(text: str) -> datetime:
    """Return a stored instant, aware UTC."""
    return datetime.fromisoformat(text)


def day(text: Value) -> date | None:
    """Return a stored calendar date, None where there is none."""
    return date.fromisoformat(str(text)) if text else None


def clean(value: Value) -> Value:
    """Return text without lone surrogates, which SQLite cannot hold (IMAP study, fault 63)."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode("utf-8")
    return value


def store_error(path: str, error: Exception) -> StoreError:
    """Return a library error in our own words: what failed, on what, and what to do."""
    text = str(error).lower()
    for signs, what, hint in _CAUSES:
        if any(sign in text for sign in signs):
            return StoreError(f"the database {path} {what}", hint=hint)
    return StoreError(f"the database {path} refused: {error}")


class Session:
    """A connection with its transactions; the table groups build on it.

    Args:
        db: An open database whose schema is current.
        path: For messages.
        on_commit: Called with ``before`` and ``after`` around every commit, for crash tests.
    """

    def __init__(
        self, db: Database, *, path: str, on_commit: Callable[[str], None] | None = None
    ) -> None:
        self._db = db
        self._path = path
        self._on_commit = on_commit

    def close(self) -> None:
        """Close the connection; an open transaction is rolled back."""
        self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Run one transaction: all of it or nothing."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._tell("before")
                self._db.execute("COMMIT")
            except BaseException:
                self._db.rollback()
                raise
        except (sqlite3.Error, OverflowError) as error:
            raise store_error(self._path, error) from error
        self._tell("after")

    def _tell(self, when: str) -> None:
        if self._on_commit is not None:
            self._on_commit(when)

    def _rows(self, sql: str, values: Sequence[Value] | dict[str, Value] = ()) -> list[Row]:
        """Return the rows of a query, whose values are named or stand in order."""
        try:
            given = values if isinstance(values, dict) else list(values)
            return list(self._db.query(sql, given))
        except sqlite3.Error as error:
            # the savepoint of a query that met damage would be in the way of every later write
            with suppress(sqlite3.Error):
                self._db.rollback()
            raise store_error(self._path, error) from error

    def _values(self, sql: str, values: Sequence[Value] = ()) -> Iterator[tuple[Value, ...]]:
        """Yield the rows of a query as plain values, for those that are many."""
        try:
            yield from self._db.execute(sql, list(values))
        except sqlite3.Error as error:
            raise store_error(self._path, error) from error

    def _execute(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run one writing statement inside a transaction; return how many rows it changed."""
        return int(self._db.execute(sql, [clean(each) for each in values]).rowcount)

    def _insert(self, table: str, row: Mapping[str, Value], *, clause: str = "") -> int:
        """Insert one row; return its rowid. `clause` is constant SQL such as an ON CONFLICT."""
        names = ", ".join(row)
        marks = ", ".join("?" * len(row))
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks}) {clause}"  # noqa: S608 - constants
        cursor = self._db.execute(sql, [clean(each) for each in row.values()])
        return int(cursor.lastrowid or 0)

    def _insert_all(self, table: str, rows: Sequence[Mapping[str, Value]]) -> None:
        """Insert many rows that name the same columns."""
        if not rows:
            return
        names = ", ".join(rows[0])
        marks = ", ".join("?" * len(rows[0]))
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - constants
        values = ([clean(each) for each in row.values()] for row in rows)
        self._db.conn.executemany(sql, values)

    def _known(self, table: str, ids: Sequence[str]) -> dict[str, Row]:
        """Return the stored rows with these ids."""
        found: dict[str, Row] = {}
        for start in range(0, len(ids), IN_LIMIT):
            part = ids[start : start + IN_LIMIT]
            marks = ", ".join("?" * len(part))
            sql = f"SELECT * FROM {table} WHERE id IN ({marks})"  # noqa: S608 - table is constant
            found.update((str(row["id"]), row) for row in self._rows(sql, part))
        return found
