"""Whether a file is our database and can be used; what to do when it cannot.

A file of length zero opens silently as an empty database, and a damaged one only fails when the
damaged page is read (IMAP study b.9), so both are looked for before anything else.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from goodterms.adapters import schema
from goodterms.adapters.store_session import BUSY_TIMEOUT_MS, store_error
from goodterms.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

DAMAGE = ("malformed", "not a database", "corrupt")


class Health(StrEnum):
    """What a file is."""

    SOUND = "sound"
    MISSING = "missing"
    EMPTY = "empty"
    DAMAGED = "damaged"
    FOREIGN = "foreign"
    NEWER = "newer"


RESTORABLE = frozenset({Health.MISSING, Health.EMPTY, Health.DAMAGED})
"""What the service repairs from a backup by itself. A file of another program is never moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a file is and, unless it is sound, what is wrong with it in words."""

    health: Health
    text: str = ""


def marker(path: Path) -> Path:
    """Return the file beside a database that says there was one."""
    return path.with_name(f"{path.name}.created")


def mark(path: Path) -> None:
    """Note outside the database that there is one; where nothing can be written, none is kept."""
    with suppress(OSError):
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        os.close(os.open(marker(path), flags, 0o600))


def backups(path: Path) -> list[Path]:
    """Return the backups of a database, newest first."""
    return sorted(backup_folder(path).glob(f"{path.stem}-*Z.db"), reverse=True)


def backup_folder(path: Path) -> Path:
    """Return where the backups of a database lie."""
    return path.parent / "backups"


def examine(path: Path, *, thorough: bool = True) -> Finding:
    """Return what a file is; nothing is changed.

    Args:
        path: The file.
        thorough: Read every page (SQLite's quick_check); without it only the header.

    Raises:
        StoreError: It cannot be looked at: locked, or not to be read.
    """
    try:
        if not path.exists():
            return Finding(health=Health.MISSING, text=f"the database {path} is gone")
        if path.stat().st_size == 0:
            was = "was cut off to nothing" if marker(path).exists() else "is not ours"
            text = f"the database {path} is empty, so it {was}"
            return Finding(health=Health.EMPTY, text=text)
    except OSError as error:
        message = f"the database {path} cannot be made or read: {error.strerror or error}"
        raise StoreError(message, hint="Check the directory and who may write there") from error
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_TIMEOUT_MS / 1000)) as connection:
            return _look(connection, path, thorough=thorough)
    except sqlite3.Error as error:
        if not any(sign in str(error).lower() for sign in DAMAGE):
            raise store_error(str(path), error) from error
        known = marker(path).exists() or "not a database" not in str(error).lower()
        text = store_error(str(path), error).message
        return Finding(health=Health.DAMAGED if known else Health.FOREIGN, text=text)


def _look(connection: sqlite3.Connection, path: Path, *, thorough: bool) -> Finding:
    if int(connection.execute("PRAGMA application_id").fetchone()[0]) != schema.APPLICATION_ID:
        return Finding(health=Health.FOREIGN, text=f"{path} is a database of another program")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > schema.SCHEMA_VERSION:
        text = f"the database {path} was written by a newer version (schema {version})"
        return Finding(health=Health.NEWER, text=text)
    if thorough:
        verdict = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        if verdict != "ok":
            text = f"the database {path} is damaged: {verdict.splitlines()[-1]}"
            return Finding(health=Health.DAMAGED, text=text)
    return Finding(health=Health.SOUND)


def refusal(path: Path, finding: Finding) -> StoreError:
    """Return why a file cannot be used, with the newest backup and the exact command."""
    if finding.health is Health.NEWER:
        return StoreError(finding.text, hint="Install the newer goodterms again")
    kept = backups(path)
    if kept:
        hint = f"The newest backup takes its place with `goodterms restore {kept[0]}`"
        if finding.health is Health.FOREIGN:
            hint = f"Set [store] path to another file. {hint}"
        return StoreError(finding.text, hint=hint)
    hint = {
        Health.FOREIGN: "Set [store] path to another file",
        Health.EMPTY: "Put a backup in its place, or remove it to begin anew",
    }.get(
        finding.health,
        "Put a backup in its place; mail and invoices can be read again into a new one",
    )
    return StoreError(finding.text, hint=hint)
