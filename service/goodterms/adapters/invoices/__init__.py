"""Money files: what a file is, is told by its content; then it is read whole or not at all.

A further format is one module and one line in `detection`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from goodterms.adapters.invoices.asked import Asked
from goodterms.adapters.invoices.decoding import MOST_BYTES
from goodterms.adapters.invoices.detection import detect, reader
from goodterms.errors import ImportFileError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from goodterms.core.client import Client
    from goodterms.core.columns import ColumnMapping
    from goodterms.ports import LedgerFile

__all__ = ["Asked", "FileImporter", "read_bytes"]


def read_bytes(data: bytes, name: str, asked: Asked, form: str = "") -> LedgerFile:
    """Return what the bytes of a money file hold.

    Args:
        data: The whole file.
        name: For messages and as the source of each row.
        asked: What the owner says about it.
        form: A format of `detection.FORMATS`, "" to tell it by the content.

    Raises:
        ImportFileError: Nothing of it can be used.
    """
    if len(data) > MOST_BYTES:
        message = f"{name} is larger than {MOST_BYTES // 1024 // 1024} MB"
        raise ImportFileError(message, hint="Export a shorter time")
    if not data.strip():
        message = f"{name} is empty"
        raise ImportFileError(message, hint="Export it again")
    found = reader(form or detect(data)).read(data, name, asked)
    return replace(found, digest=hashlib.sha256(data).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class FileImporter:
    """`ports.Importer` for files on disk.

    Attributes:
        asked: What the config and the command line say; clients and mappings come with each call.
        form: A format of `detection.FORMATS`, "" to tell it by the content.
    """

    asked: Asked = field(default_factory=Asked)
    form: str = ""

    def digest(self, path: Path) -> str:
        """Return the SHA-256 of a file, hexadecimal; "" when it cannot be read or is too large."""
        try:
            if path.stat().st_size > MOST_BYTES:
                return ""
            with path.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            return ""

    def read(
        self, path: Path, *, clients: Sequence[Client], known: Mapping[str, ColumnMapping]
    ) -> LedgerFile:
        """Return what a file holds; a bad row becomes a problem, the others are kept.

        Args:
            path: The file; only its name is kept.
            clients: To find whose documents, payments and hours they are.
            known: Saved mappings by header digest.

        Raises:
            ImportFileError: The file cannot be read at all; nothing of it is used.
        """
        try:
            with path.open("rb") as stream:
                data = stream.read(MOST_BYTES + 1)
        except OSError as error:
            message = f"{path} cannot be read: {error.strerror or error}"
            raise ImportFileError(message, hint="Check the path") from error
        asked = replace(self.asked, clients=clients, known=known)
        return read_bytes(data, path.name, asked, self.form)
