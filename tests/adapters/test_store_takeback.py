"""An import taken back, and everything that was ever said of an invoice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import MORNING, a_document, a_payment
from builders_files import FILES, facts
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.core.ledger import DocumentState
from goodterms.core.mail import Problem
from goodterms.ports import LedgerFile
from ledger_rows import save_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

LATER = MORNING + timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "a.db") as opened:
        yield opened


def save(store: SqliteStore, name: str, *documents: object, form: str = "csv-invoices") -> str:
    """Save a file and return its id."""
    read = LedgerFile(source=name, format=form, documents=documents)  # type: ignore[arg-type]
    store.save_file(read, MORNING)
    return store.taken_files(name)[0].id


def test_rows_of_one_file_go_with_it_and_shared_ones_stay(store: SqliteStore) -> None:
    save(store, "a.csv", a_document("7"))
    file = save(store, "b.csv", a_document("7"), a_document("8"))
    assert store.take_back(file, LATER) == {"removed": 1, "kept": 1, "changed": 0}
    assert [each.number for each in store.ledger()[0]] == ["7"]
    assert [each.name for each in store.taken_files()] == ["a.csv"]


def test_former_values_come_back(store: SqliteStore) -> None:
    save(store, "a.csv", a_document(total_minor=100, source="a.csv"))
    before = facts(store)
    file = save(store, "b.csv", a_document(total_minor=200, hours=3.0))
    assert store.ledger()[0][0].total_minor == 200
    assert store.take_back(file, LATER)["changed"] == 1
    assert facts(store) == before


def test_the_former_edition_of_an_export_comes_back(store: SqliteStore) -> None:
    save(store, "a.csv", a_document(total_minor=200))
    file = save(store, "a.csv", a_document(total_minor=100))
    assert store.ledger()[0][0].total_minor == 100
    store.take_back(file, LATER)
    assert store.ledger()[0][0].total_minor == 200


def test_problems_and_history_of_what_is_gone_go_too(store: SqliteStore) -> None:
    problem = Problem(kind="invoice", source="a.csv", line=3, text="total: missing")
    save_ledger(store, "a.csv", [a_document()], [], [problem], MORNING)
    save_ledger(store, "a.csv", [a_document(total_minor=5)], [], [problem], MORNING)
    for each in store.taken_files("a.csv"):
        store.take_back(each.id, LATER)
    assert store.problems() == []
    assert not [
        line for line in store.dump().splitlines() if line.startswith(("ledger_", "source_file"))
    ]


def test_a_file_that_is_not_known_changes_nothing(store: SqliteStore) -> None:
    save(store, "a.csv", a_document())
    before = store.dump()
    assert store.take_back("nobody", LATER)["removed"] == 0
    assert store.dump() == before


def test_history_tells_who_said_what_and_what_stood_before(store: SqliteStore) -> None:
    save_ledger(store, "a.csv", [a_document("R-7", line=4)], [], [], MORNING)
    paid = a_document("R-7", state=DocumentState.PAID, paid_minor=60000, line=9)
    save_ledger(store, "b.csv", [paid], [a_payment("R-7/2026", line=9)], [], LATER)
    document, payment = store.told_of("r 7")
    assert (document.row["state"], payment.kind) == ("paid", "payment")
    assert [(each.source, each.line, each.is_former) for each in document.voices] == [
        ("a.csv", 4, False), ("a.csv", 4, True), ("b.csv", 9, False),
    ]  # fmt: skip
    assert [each.fields["state"] for each in document.voices] == ["open", "open", "paid"]
    assert store.told_of("8") == []
    assert store.told_of("") == []


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    files=st.lists(FILES, min_size=1, max_size=3, unique_by=lambda each: each.source),
    extra=FILES,
)
def test_what_was_taken_back_was_never_there(
    tmp_path_factory: pytest.TempPathFactory, files: Sequence[LedgerFile], extra: LedgerFile
) -> None:
    folder = tmp_path_factory.mktemp("undo")
    names = {each.source for each in files}
    if extra.source in names:
        return
    with open_store(folder / "a.db") as store, open_store(folder / "b.db") as other:
        for each in files:
            store.save_file(each, MORNING)
        for each in (extra, *files):
            other.save_file(each, MORNING)
        (taken,) = other.taken_files(extra.source)
        other.take_back(taken.id, LATER)
        assert facts(store) == facts(other)
