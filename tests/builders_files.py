"""Money files and hours as values, and any of them for property tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from builders import a_document, a_payment
from goodterms.core.ledger import DocumentState, Entry
from goodterms.ports import LedgerFile

if TYPE_CHECKING:
    from goodterms.adapters.store import SqliteStore


def an_entry(number: int = 1, **changes: object) -> Entry:
    entry = Entry(
        id=f"toggl:{number}",
        client="Alba",
        client_name="Alba d.o.o.",
        project="Site",
        worked_on=date(2026, 3, 2),
        started_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
        seconds=5400,
        is_billable=True,
        source="hours.csv",
        line=2,
    )
    return replace(entry, **changes)  # type: ignore[arg-type]


def a_file(name: str = "a.csv", form: str = "csv-invoices", **content: object) -> LedgerFile:
    return LedgerFile(source=name, format=form, **content)  # type: ignore[arg-type]


def facts(store: SqliteStore) -> list[str]:
    """The ledger without times and without what it said before."""
    return [
        line
        for line in store.dump().splitlines()
        if line.split(" ", 1)[0] in {"document", "payment", "entry", "ledger_claim"}
    ]


STATES = st.sampled_from([DocumentState.OPEN, DocumentState.PARTIAL, DocumentState.PAID])
DOCUMENTS = st.builds(
    lambda number, **changes: a_document(str(number), **changes),
    st.integers(1, 4),
    total_minor=st.integers(100, 10**12),
    paid_minor=st.integers(0, 100),
    state=STATES,
    net_minor=st.none() | st.integers(1, 99),
    buyer_tax_id=st.sampled_from(["", "HR1"]),
    line=st.integers(1, 9),
)
FILES = st.builds(
    lambda name, form, documents, extra: a_file(
        name,
        form,
        documents=documents,
        payments=[
            a_payment(each.id, id=f"P{each.number}", amount_minor=extra) for each in documents
        ],
        entries=[an_entry(int(each.number), seconds=extra) for each in documents],
    ),
    st.sampled_from(["a.csv", "b.csv", "c (1).csv", "c (2).csv", "d.xml"]),
    st.sampled_from(["csv-invoices", "stripe", "ubl"]),
    st.lists(DOCUMENTS, max_size=4, unique_by=lambda each: each.id),
    st.integers(1, 10**9),
)
