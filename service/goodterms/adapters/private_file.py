"""Files that only their owner can read, written whole or not at all.

Whatever names clients or holds a secret goes through here: config, secret, report, dossier.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from goodterms.errors import OutputError

OWNER_DIRECTORY = 0o700


def write(path: Path, content: str | bytes) -> None:
    """Write a file of mode 0600; one that stands there is replaced, whatever its mode was.

    A missing folder is made (0700). Text is written as UTF-8.

    Raises:
        OutputError: The file or its folder cannot be written; nothing was changed.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        path.parent.mkdir(mode=OWNER_DIRECTORY, parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or type(error).__name__}"
        raise OutputError(message, hint="Check the path and who may write there") from error


def _replace(path: Path, data: bytes) -> None:
    """Write beside the target, make it durable, then take its place."""
    # mkstemp makes the file 0600 before the first byte is in it
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    make_name_durable(path.parent)


def make_name_durable(folder: Path) -> None:
    """Have the folder's entry on disk too: until then a power cut can bring the former file back.

    Some file systems cannot do that for folders; the file is whole there all the same.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
