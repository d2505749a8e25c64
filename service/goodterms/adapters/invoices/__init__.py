"""Money files: what a file is, is told by its content; then it is read whole or not at all.

CSV is the one format of this version. A further format is a function ``(data, name) -> LedgerFile``
that `FileImporter.read` picks by content.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodterms.adapters.invoices.decoding import MOST_BYTES, decode
from goodterms.adapters.invoices.table import read_table
from goodterms.core.ledger_rows import read_rows
from goodterms.errors import ImportFileError
from goodterms.ports import LedgerFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from goodterms.core.client import Client
    from goodterms.core.columns import ColumnMapping

__all__ = ["FileImporter", "read"]


def read(
    path: Path, *, clients: Sequence[Client], known: Mapping[str, ColumnMapping]
) -> LedgerFile:
    """Return what a money file holds; see `FileImporter.read`."""
    return FileImporter().read(path, clients=clients, known=known)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileImporter:
    """`ports.Importer` for files on disk.

    Attributes:
        currency: ISO 4217 code for files that name none; "" refuses their rows.
        date_order: ``dmy`` or ``mdy`` for files whose dates prove none; "" refuses such dates.
    """

    currency: str = ""
    date_order: str = ""

    def read(
        self, path: Path, *, clients: Sequence[Client], known: Mapping[str, ColumnMapping]
    ) -> LedgerFile:
        """Return what a file holds; a bad row becomes a problem, the others are kept.

        Args:
            path: The file; only its name is kept.
            clients: To find whose documents and payments they are.
            known: Saved mappings by header digest.

        Raises:
            ImportFileError: The file cannot be read at all; nothing of it is used.
        """
        name = path.name
        try:
            with path.open("rb") as stream:
                data = stream.read(MOST_BYTES + 1)
        except OSError as error:
            message = f"{path} cannot be read: {error.strerror or error}"
            raise ImportFileError(message, hint="Check the path") from error
        table = read_table(decode(data, name), name, known)
        mapping = replace(
            table.mapping,
            currency=self.currency or table.mapping.currency,
            date_order=self.date_order or table.mapping.date_order,
        )
        ledger = read_rows(table.rows(), mapping, source=name, clients=clients)
        return LedgerFile(
            source=name,
            format=ledger.mapping.format,
            documents=ledger.documents,
            payments=ledger.payments,
            problems=ledger.problems,
            mapping=ledger.mapping,
        )
