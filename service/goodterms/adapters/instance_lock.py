"""One service per database: an advisory lock that ends with its process, however that ends."""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from goodterms.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAIT_SECONDS = 2.0
"""How long a second program waits before it gives up; a service that stops needs a moment."""

PAUSE_SECONDS = 0.05


def lock_path(database: Path) -> Path:
    """Return the lock file of a database."""
    return database.with_name(f"{database.name}.lock")


def holder(database: Path) -> int | None:
    """Return the process id of the service that uses a database, None when none does."""
    try:
        descriptor = os.open(lock_path(database), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return _written(descriptor)
    finally:
        os.close(descriptor)
    return None


@contextmanager
def held(database: Path, *, wait_seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the lock of a database until the block ends.

    Args:
        database: Its folder is made (0700) when it is missing.
        wait_seconds: How long to wait for another process.

    Raises:
        StoreError: Another process holds it, or the lock file cannot be made.
    """
    path = lock_path(database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        message = f"the lock file {path} cannot be made: {error.strerror or error}"
        raise StoreError(message, hint="Check the directory and who may write there") from error
    try:
        _acquire(descriptor, database, wait_seconds)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)  # the file stays: removing it would let two processes lock two files


def _acquire(descriptor: int, database: Path, wait_seconds: float) -> None:
    end = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() < end:
                time.sleep(PAUSE_SECONDS)
                continue
            number = _written(descriptor)
            message = f"another goodterms service (process {number}) uses {database}"
            hint = "Stop it first: systemctl stop goodterms, or Ctrl-C where it runs"
            raise StoreError(message, hint=hint) from None
        return


def _written(descriptor: int) -> int:
    """Return the process id in a lock file, 0 while it is not written yet."""
    text = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
    return int(text) if text.isdigit() else 0
