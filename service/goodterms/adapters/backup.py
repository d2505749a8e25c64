"""Copies of the database while it is in use, and putting one back. Source: IMAP study b.9."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from goodterms.adapters import instance_lock, store_health
from goodterms.adapters.store_health import Health, backup_folder, backups, examine
from goodterms.adapters.store_session import BUSY_TIMEOUT_MS, store_error
from goodterms.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT = 7
"""Copies kept; older ones go (IMAP study b.9: nightly)."""

NIGHTLY = timedelta(hours=20)
"""A copy younger than this makes tonight's superfluous, whatever the clock did in between."""

FREE_BYTES = 100_000_000
"""Free space without which nothing is read or copied (IMAP study b.9)."""

STAMP = "%Y%m%dT%H%M%SZ"
SIDES = ("", "-wal", "-shm")
"""A database and the files that SQLite keeps beside it."""


def check_space(database: Path, *, least: int = FREE_BYTES) -> None:
    """Refuse to write on a disk that is nearly full.

    Args:
        database: The file, which need not exist.
        least: Bytes that must be free; the size of the database where that is more, because a
            copy of it must fit.

    Raises:
        StoreError: Less is free.
    """
    try:
        free = shutil.disk_usage(database.parent).free
        needed = max(least, database.stat().st_size)
    except OSError:
        return  # whoever writes next says what is wrong with the folder
    if free < needed:
        message = (
            f"only {free // 1_000_000} MB are free beside the database {database}, "
            f"{needed // 1_000_000} MB are needed; reading pauses"
        )
        raise StoreError(message, hint="Free some space; nothing was lost")


def made_at(backup: Path) -> datetime | None:
    """Return when a backup was made, by its name; None for a name that is not ours."""
    try:
        return datetime.strptime(backup.stem.rpartition("-")[2], STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def is_nightly_due(database: Path, *, now: datetime) -> bool:
    """Return whether no copy of the last hours is there: never more than one a day by itself."""
    newest = next((made_at(each) for each in backups(database)), None)
    return newest is None or not timedelta() <= now - newest < NIGHTLY


def make(database: Path, *, now: datetime) -> Path:
    """Copy the database while others use it, check the copy, and keep the newest `KEPT`.

    Returns:
        The copy, of mode 0600, complete in one file.

    Raises:
        StoreError: The database is not sound, the disk is too full, or the folder not writable.
    """
    finding = examine(database)
    if finding.health is not Health.SOUND:
        raise store_health.refusal(database, finding)
    check_space(database, least=0)
    folder = backup_folder(database)
    target = folder / f"{database.stem}-{now.astimezone(UTC).strftime(STAMP)}.db"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        part = _part(folder)
        try:
            _copy(database, part)
            _checked(part)
            _sync(part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        message = f"no backup was made in {folder}: {error.strerror or error}"
        raise StoreError(message, hint="Check free space and who may write there") from error
    for old in backups(database)[KEPT:]:
        old.unlink(missing_ok=True)
    return target


def sound(database: Path) -> Iterator[Path]:
    """Yield the backups that can be put back, newest first."""
    for each in backups(database):
        if examine(each).health is Health.SOUND:
            yield each


def restore(database: Path, chosen: Path | None, *, now: datetime) -> tuple[Path, Path | None]:
    """Put a backup in the place of the database; what stood there is moved aside, never removed.

    The caller holds the lock (`instance_lock.held`). A crash in between leaves the old file aside
    and none in place; the same call again ends it.

    Args:
        database: The file to replace.
        chosen: The backup; None for the newest that is sound.
        now: For the name of what is put aside.

    Returns:
        The backup used and where the former file went, None when there was none.

    Raises:
        StoreError: There is no sound backup, or the folder cannot be written.
    """
    backup = chosen or next(sound(database), None)
    if backup is None:
        message = f"there is no sound backup of {database} in {backup_folder(database)}"
        raise StoreError(message, hint="Move the file away to begin anew; mail is read again")
    finding = examine(backup)
    if finding.health is not Health.SOUND:
        message = f"{backup} cannot be used: {finding.text}"
        raise StoreError(message, hint="Name another file of the backups folder")
    try:
        part = _part(database.parent)
        try:
            shutil.copyfile(backup, part)
            _sync(part)
            aside = put_aside(database, now=now)
            database.hardlink_to(part)  # fails where a file stands: nothing is overwritten
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        message = f"{backup} was not put in place: {error.strerror or error}"
        raise StoreError(message, hint="Check free space and who may write there") from error
    store_health.mark(database)
    return backup, aside


def put_aside(database: Path, *, now: datetime) -> Path | None:
    """Move a database away with the files SQLite keeps beside it; return where, None without one.

    A write-ahead log that stayed would be played into the next database of this name.
    """
    name = f"{database.name}.aside-{now.astimezone(UTC).strftime(STAMP)}"
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    aside = next(each for each in map(database.with_name, names) if not each.exists())
    was_there = database.exists()
    for side in SIDES:
        part = database.with_name(database.name + side)
        if part.exists():
            part.rename(aside.with_name(aside.name + side))
    return aside if was_there else None


def restore_alone(
    database: Path, chosen: Path | None, *, now: datetime
) -> tuple[Path, Path | None]:
    """Restore while no service runs; see `restore`."""
    with instance_lock.held(database):
        return restore(database, chosen, now=now)


def _part(folder: Path) -> Path:
    """Make an empty file of mode 0600 that becomes the copy."""
    descriptor, name = tempfile.mkstemp(prefix=".goodterms-", suffix=".part", dir=folder)
    os.close(descriptor)
    return Path(name)


def _copy(database: Path, part: Path) -> None:
    """Copy by SQLite itself, in one reading transaction that no writer disturbs."""
    try:
        with (
            closing(sqlite3.connect(database, timeout=BUSY_TIMEOUT_MS / 1000)) as source,
            closing(sqlite3.connect(part)) as target,
        ):
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # one file, complete in itself
    except sqlite3.Error as error:
        raise store_error(str(part), error) from error


def _checked(part: Path) -> None:
    finding = examine(part)
    if finding.health is not Health.SOUND:
        message = f"the copy is not sound: {finding.text}"
        raise StoreError(message, hint="Check the disk")


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
