"""One money file: known already, or read whole and kept in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.core.owner_words import with_buyers
from goodterms.core.summary import ImportSummary
from goodterms.ports import LedgerFile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from goodterms.core.client import Client
    from goodterms.ports import Importer, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Importing:
    """How money files are taken.

    Attributes:
        clients: To find whose documents, payments and hours they are.
        dry_run: Only say what would be done.
        again: Read a file although the very same was imported before.
        progress: Told how far a long file is.
    """

    clients: Sequence[Client]
    dry_run: bool = False
    again: bool = False
    progress: Callable[[str, int, int], None] | None = None


def read_file(
    importer: Importer, store: Store, path: Path, how: Importing, *, now: datetime
) -> tuple[LedgerFile, ImportSummary]:
    """Read one money file and keep its good rows together; a second time changes nothing.

    Raises:
        ImportFileError: Nothing of it can be used, and nothing of it is kept.
    """
    if not how.again and not how.dry_run:
        digest = importer.digest(path)
        if at := store.taken_at(digest):
            known = LedgerFile(source=path.name, format="", digest=digest)
            return known, ImportSummary(already=at)
    clients = with_buyers(how.clients, store.buyer_words())
    read = importer.read(path, clients=clients, known=store.mappings())
    return read, taken(store, read, how, now=now)


def taken(store: Store, read: LedgerFile, how: Importing, *, now: datetime) -> ImportSummary:
    """Keep what was read of one money file, or say what would change."""
    unmapped = sum(1 for each in read.documents if each.client is None)
    if how.dry_run:
        counts, outcomes = store.compare(read)
        return ImportSummary(
            counts=counts, problems=len(read.problems), unmapped=unmapped, outcomes=outcomes
        )
    if read.mapping:
        store.save_mapping(read.mapping, now)
    counts = store.save_file(read, now, how.progress)
    return ImportSummary(counts=counts, problems=len(read.problems), unmapped=unmapped)
