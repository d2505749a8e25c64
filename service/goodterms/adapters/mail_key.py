"""The secret that marks our own mail and makes the tokens in it: 32 bytes in a file of mode 0600.

It lies beside the database and not in it, so that a copy of the database answers no mail. Without
it nothing is lost but mails that wait for an answer.
"""

from __future__ import annotations

import os
import secrets
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from goodterms.errors import SecretError

SIZE = 32


def path_beside(database: Path) -> Path:
    """Return where the key of a database lies."""
    return database.with_name(f"{database.name}.key")


def read(database: Path) -> bytes:
    """Return the key of a database; it is made when there is none.

    Raises:
        SecretError: It cannot be made or read, is damaged, or others can read it.
    """
    path = path_beside(database)
    try:
        if not path.exists():
            _make(path)
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            data = file.read(SIZE + 1)
    except OSError as error:
        message = f"the key {path} cannot be read or made: {error.strerror or error}"
        raise SecretError(message, hint="Check the folder and who may write there") from error
    if stat.S_IMODE(mode) & 0o077:
        message = f"the key {path} can be read by others"
        raise SecretError(message, hint=f"chmod 600 {path}")
    if len(data) != SIZE:
        message = f"the key {path} is damaged"
        raise SecretError(message, hint="Remove it; mails sent before can no longer be answered")
    return data


def found(database: Path) -> bytes | None:
    """Return the key of a database, None when no mail was ever made with one.

    Raises:
        SecretError: It cannot be read, is damaged, or others can read it.
    """
    return read(database) if path_beside(database).exists() else None


def _make(path: Path) -> None:
    """Make the file whole under another name first; of two processes the first one wins."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(SIZE))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(part)
    finally:
        part.unlink(missing_ok=True)
