"""Rows of the ledger that came without a file, for tests of what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.ports import LedgerFile, Saved

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from goodterms.adapters.store import SqliteStore
    from goodterms.core.ledger import Document, Payment
    from goodterms.core.mail import Problem


def save_ledger(
    store: SqliteStore,
    source: str,
    documents: Sequence[Document],
    payments: Sequence[Payment],
    problems: Sequence[Problem],
    now: datetime,
) -> Saved:
    read = LedgerFile(
        source=source, format="", documents=documents, payments=payments, problems=problems
    )
    found = store.save_file(read, now).total
    return Saved(added=found.added, changed=found.changed, same=found.same)
