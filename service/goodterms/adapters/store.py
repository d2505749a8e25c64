"""The database behind `ports.Store`: opened, checked, and described as canonical text.

The tables are grouped by noun: `store_mail`, `store_money`, `store_judgement`, `store_work`,
`store_tone`.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlite_utils import Database

from goodterms.adapters import schema, schema_views, store_health
from goodterms.adapters.store_health import Health
from goodterms.adapters.store_review import ReviewTables
from goodterms.adapters.store_session import BUSY_TIMEOUT_MS, store_error
from goodterms.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

OWNER_FILE = 0o600
OWNER_DIRECTORY = 0o700

NUMBERED = frozenset({
    "problem", "ledger_history", "verdict", "decision", "correction", "outbox", "document_word",
    "exit_word",
})  # fmt: skip
"""Tables whose ``id`` is only a running number; it is left out of `SqliteStore.dump`."""


def open_store(
    path: Path, *, on_commit: Callable[[str], None] | None = None, thorough: bool = True
) -> SqliteStore:
    """Open the database, making it (file mode 0600, directory 0700) when there is none.

    One that is gone while its backups lie there is refused instead: it was not removed on purpose.

    Args:
        path: The database file. Its directory must be on a local disk: WAL needs shared memory.
        on_commit: Called with ``before`` and ``after`` around every commit, for crash tests.
        thorough: Read every page before use; the service does so once, not every half minute.

    Raises:
        StoreError: It cannot be made or opened, is empty, gone, damaged, not ours, or from a newer
            version.
    """
    finding = store_health.examine(path, thorough=thorough)
    try:
        if finding.health is Health.MISSING and not store_health.backups(path):
            _create(path)
        elif finding.health is not Health.SOUND:
            raise store_health.refusal(path, finding)
        with suppress(PermissionError):
            path.chmod(OWNER_FILE)
    except OSError as error:
        message = f"the database {path} cannot be made or read: {error.strerror or error}"
        raise StoreError(message, hint="Check the directory and who may write there") from error
    store_health.mark(path)
    db = _connect(path)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        schema.migrations.apply(db)
        schema_views.refresh(db)
    except sqlite3.Error as error:
        db.close()
        raise store_error(str(path), error) from error
    return SqliteStore(db, path=str(path), on_commit=on_commit)


def _create(path: Path) -> None:
    """Make the file complete under another name first: a crash leaves no half-made database."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=OWNER_DIRECTORY)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(descriptor)
    part = Path(name)
    try:
        with closing(sqlite3.connect(part)) as connection:
            db = Database(connection, strict=True, execute_plugins=False)
            schema.migrations.apply(db)
            schema_views.refresh(db)
        with suppress(FileExistsError):
            # a link fails where another process was quicker; its database is then used
            path.hardlink_to(part)
    except sqlite3.Error as error:
        raise store_error(str(path), error) from error
    finally:
        part.unlink(missing_ok=True)


def _connect(path: Path) -> Database:
    """Open the file with the pragmas of IMAP study b.9."""
    try:
        connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_MS / 1000)
    except sqlite3.Error as error:
        raise store_error(str(path), error) from error
    try:
        db = Database(connection, strict=True, execute_plugins=False)
        db.execute("PRAGMA foreign_keys = ON")
        db.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        db.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.Error as error:
        connection.close()
        raise store_error(str(path), error) from error
    return db


class SqliteStore(ReviewTables):
    """`ports.Store` on SQLite; one connection, used by the thread that opened it."""

    def __enter__(self) -> Self:
        """Return the store itself; leaving the block closes it."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connection."""
        self.close()

    def counts(self) -> Mapping[str, int]:
        """Return how many rows of each kind there are, noise by reason as ``noise: <reason>``."""
        tables = ("message", "document", "payment", "problem", "verdict", "decision", "correction")
        found = {
            f"{table}s": int(str(self._rows(f"SELECT count(*) AS n FROM {table}")[0]["n"]))  # noqa: S608 - constants
            for table in tables
        }
        sql = "SELECT noise, count(*) AS n FROM message WHERE noise IS NOT NULL GROUP BY noise"
        noise = self._rows(f"{sql} ORDER BY noise")
        return {**found, **{f"noise: {row['noise']}": int(str(row["n"])) for row in noise}}

    def dump(self) -> str:
        """Return all content as canonical text: the same facts give the same text.

        One JSON object a line, sorted, without running numbers and without the record of
        migrations, so that two databases can be compared whatever the order of their writes.
        """
        lines: list[str] = []
        for name in sorted(self._db.table_names()):
            if name.startswith(("_", "sqlite_")):
                continue
            rows = self._rows(f"SELECT * FROM {name}")  # noqa: S608 - our own table names
            for row in rows:
                if name in NUMBERED:
                    row.pop("id")
                lines.append(f"{name} {json.dumps(row, sort_keys=True, ensure_ascii=False)}")
        return "".join(f"{line}\n" for line in sorted(lines))
