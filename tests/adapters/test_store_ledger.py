"""Money files in the database: any order, twice is once, nothing half, not a cent lost."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import MORNING, a_client, a_document, a_payment
from builders_files import FILES, a_file, an_entry, facts
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.core.ledger import DocumentState
from goodterms.core.mail import Problem
from goodterms.core.summary import Counts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from goodterms.ports import LedgerFile

LATER = MORNING + timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "a.db") as opened:
        yield opened


def test_hours_come_back_as_they_were_stored(store: SqliteStore) -> None:
    entries = (an_entry(), an_entry(2, started_at=None, is_billable=None, client=None))
    counts = store.save_file(a_file("hours.csv", "toggl", entries=entries), MORNING)
    assert counts.entries == Counts(added=2)
    assert store.entries() == (entries[1], entries[0])
    assert store.facts("Alba").entries == (entries[0],)


def test_hours_follow_the_mapping_of_the_config(store: SqliteStore) -> None:
    tagged = an_entry(3, client_name="", project="", client=None, stated='{"tags": ["alba"]}')
    entries = (an_entry(), an_entry(2, client=None, client_name="", project="Brod"), tagged)
    store.save_file(a_file(entries=entries), MORNING)
    store.remap([a_client(name="Brod"), a_client(name="Alba II", invoice_names=("Alba",))])
    assert {each.id: each.client for each in store.entries()} == {
        "toggl:1": None, "toggl:2": "Brod", "toggl:3": "Alba II",
    }  # fmt: skip


def test_money_of_the_owner_is_not_kept_and_pending_money_is(store: SqliteStore) -> None:
    payments = [
        a_payment(id="P-1", status="own"),  # type: ignore[arg-type]
        a_payment(id="P-2", status="pending"),  # type: ignore[arg-type]
    ]
    counts = store.save_file(a_file("s.xml", "camt", payments=payments), MORNING)
    assert counts.payments == Counts(added=1)
    assert len([line for line in facts(store) if line.startswith("payment")]) == 1


def test_the_very_same_file_again_is_known(store: SqliteStore) -> None:
    read = a_file(documents=[a_document()], digest="d" * 64)
    assert store.taken_at("d" * 64) is None
    store.save_file(read, MORNING)
    before = store.dump()
    assert store.taken_at("d" * 64) == MORNING
    assert store.save_file(read, LATER).total == Counts(same=1)
    assert store.dump() == before


def test_a_file_with_problems_is_worth_another_reading(store: SqliteStore) -> None:
    problem = Problem(kind="invoice", source="a.csv", line=3, text="total: missing")
    store.save_file(a_file(problems=[problem], digest="d" * 64), MORNING)
    assert store.taken_at("d" * 64) is None


def test_a_csv_and_an_e_invoice_of_one_invoice_are_one(store: SqliteStore) -> None:
    table = a_document(state=DocumentState.PAID, paid_minor=60000, hours=10.0)
    xml = a_document(buyer="ALBA društvo s ograničenom odgovornošću", client=None, net_minor=48000)
    store.save_file(a_file("i.xml", "ubl", documents=[xml]), MORNING)
    store.save_file(a_file("t.csv", documents=[table]), LATER)
    (found,) = store.ledger()[0]
    assert (found.buyer, found.client) == (xml.buyer, "Alba")
    assert (found.state, found.hours, found.net_minor) == (DocumentState.PAID, 10.0, 48000)
    store.remap([a_client(invoice_names=("Alba d.o.o.",))])
    assert store.ledger()[0][0].client == "Alba"
    store.remap([a_client(name="Brod")])
    assert store.ledger()[0][0].client is None


def test_a_rehearsal_tells_what_saving_does_and_writes_nothing(store: SqliteStore) -> None:
    store.save_file(a_file(documents=[a_document("7"), a_document("8")]), MORNING)
    before = store.dump()
    changed = a_document("8", total_minor=1, source="a.csv")
    read = a_file(documents=[a_document("7"), changed, a_document("9")], payments=[a_payment()])
    counts, outcomes = store.compare(read)
    assert store.dump() == before
    assert outcomes == {
        ("document", "7/2026"): "same",
        ("document", "8/2026"): "changed",
        ("document", "9/2026"): "added",
        ("payment", a_payment().id): "added",
    }
    assert store.save_file(read, LATER) == counts


def test_progress_is_told_to_the_last_row(store: SqliteStore) -> None:
    told: list[tuple[str, int, int]] = []
    documents = [a_document(str(number)) for number in range(1200)]
    store.save_file(a_file(documents=documents), MORNING, lambda *each: told.append(each))
    assert told[-1] == ("a.csv", 1200, 1200)
    assert len(told) > 2


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    files=st.lists(FILES, min_size=1, max_size=4, unique_by=lambda each: each.source),
    data=st.data(),
)
def test_any_order_of_files_gives_the_same_ledger_and_twice_is_once(
    tmp_path_factory: pytest.TempPathFactory, files: Sequence[LedgerFile], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("order")
    shuffled = data.draw(st.permutations(files))
    with open_store(folder / "a.db") as first, open_store(folder / "b.db") as second:
        for each in files:
            first.save_file(each, MORNING)
        for each in shuffled:
            second.save_file(each, MORNING)
        assert facts(first) == facts(second)
        whole = first.dump()
        for each in shuffled:
            assert first.save_file(each, LATER).total.added == 0
        assert first.dump() == whole


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    amounts=st.lists(st.integers(-(2**53), 2**53), min_size=1, max_size=30), cut=st.integers(0, 30)
)
def test_money_of_overlapping_exports_adds_up_to_the_last_cent(
    tmp_path_factory: pytest.TempPathFactory, amounts: list[int], cut: int
) -> None:
    documents = [a_document(str(n), total_minor=each) for n, each in enumerate(amounts)]
    with open_store(tmp_path_factory.mktemp("sum") / "a.db") as store:
        for name, part in (
            ("a.csv", documents[: cut + 1]),
            ("b.csv", documents[max(0, cut - 2) :]),
        ):
            store.save_file(a_file(name, documents=part), MORNING)
        assert sum(each.total_minor for each in store.ledger()[0]) == sum(amounts)


def test_claims_that_say_what_the_row_says_are_kept_short(store: SqliteStore) -> None:
    store.save_file(a_file("a.csv", documents=[a_document()]), MORNING)
    store.save_file(a_file("b.csv", documents=[a_document(hours=2.0)]), LATER)
    claims = [json.loads(line.split(" ", 1)[1]) for line in facts(store) if "ledger_claim" in line]
    assert sorted(bool(each["said"]) for each in claims) == [False, True]
