"""What the owner said of money comes back, and outlives the rows it speaks of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from builders import MORNING, a_client, a_document, a_payment
from goodterms.adapters.store import open_store
from goodterms.core.owner_words import (
    AllocationWord,
    BuyerWord,
    DocumentWord,
    DocumentWordKind,
    MatchWord,
)
from ledger_rows import save_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from goodterms.adapters.store import SqliteStore

LATER = MORNING + timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "a.db") as opened:
        yield opened


def match(document: str, word: MatchWord = MatchWord.CONFIRMED, amount: int | None = None):
    return AllocationWord(payment="P-1", document=document, word=word, applied_minor=amount)


def said(document: str, kind: str, day: int) -> DocumentWord:
    return DocumentWord(
        id=0, document=document, word=DocumentWordKind(kind), on_day=date(2026, 5, day), note="n"
    )


def test_words_on_matches_replace_those_of_their_kind(store: SqliteStore) -> None:
    store.say_matches([match("7/2026", amount=5), match("8/2026")], MORNING)
    store.say_matches([match("9/2026", MatchWord.REJECTED)], MORNING)
    store.say_matches([match("8/2026", amount=3)], LATER)
    assert store.allocation_words() == (
        match("8/2026", amount=3),
        match("9/2026", MatchWord.REJECTED),
    )
    store.say_matches([match("8/2026", MatchWord.REJECTED)], LATER)
    assert match("8/2026", amount=3) not in store.allocation_words()
    assert store.unsay_matches("P-1") == 1
    assert store.allocation_words() == ()


def test_words_on_documents_stay_one_after_the_other(store: SqliteStore) -> None:
    store.say_document(said("7/2026", "disputed", 9), MORNING)
    store.say_document(said("7/2026", "resolved", 3), LATER)
    assert [(each.word.value, each.on_day.day) for each in store.document_words()] == [
        ("resolved", 3),
        ("disputed", 9),
    ]
    last = store.unsay_document("7/2026")
    assert last is not None
    assert (last.word, last.note) == (DocumentWordKind.RESOLVED, "n")
    assert store.unsay_document("8/2026") is None
    assert len(store.document_words()) == 1


def test_a_buyer_is_one_client_and_remap_follows(store: SqliteStore) -> None:
    save_ledger(store, "a.csv", [a_document(buyer="New name", client=None)], [], [], MORNING)
    clients = (a_client("Alba"), a_client("Brodet", addresses=()))
    assert store.remap(clients) == 0
    store.say_buyer(BuyerWord(buyer="New name", client="Alba"), MORNING)
    store.say_buyer(BuyerWord(buyer="New name", client="Brodet"), LATER)
    assert store.remap(clients) == 1
    assert [each.client for each in store.facts("Brodet").documents] == ["Brodet"]
    assert store.unsay_buyer("New name")
    assert not store.unsay_buyer("New name")
    assert store.remap(clients) == 1


def test_a_confirmed_match_survives_a_second_import(store: SqliteStore) -> None:
    documents = [a_document("7"), a_document("8")]
    payment = a_payment(id="P-1", document=None, reference="7")  # type: ignore[arg-type]
    store.say_matches([match("8/2026")], MORNING)
    for name in ("a.csv", "b.csv"):
        save_ledger(store, name, documents, [payment], [], MORNING)
        (found,) = store.facts("Alba").payments
        assert (found.document, found.confidence) == ("8/2026", "confirmed")


def test_unclear_money_is_known_to_each_client_it_may_be_of_but_once_to_the_book(
    store: SqliteStore,
) -> None:
    documents = [a_document("7"), a_document("8", client="Brodet", buyer="Brodet")]
    payment = a_payment(id="P-1", document=None, client=None, payer="?", source="a.csv")  # type: ignore[arg-type]
    save_ledger(store, "a.csv", documents, [payment], [], MORNING)
    assert [len(store.facts(name).payments) for name in ("Alba", "Brodet")] == [1, 1]
    assert store.ledger()[1] == (payment,)
    said = AllocationWord(payment="P-1", document="8/2026", word=MatchWord.CONFIRMED)
    store.say_matches([said], MORNING)
    assert [len(store.facts(name).payments) for name in ("Alba", "Brodet")] == [0, 1]


def test_what_another_connection_says_is_seen(store: SqliteStore, tmp_path: Path) -> None:
    save_ledger(store, "a.csv", [a_document("7")], [], [], MORNING)
    assert store.ledger()[1] == ()
    with open_store(tmp_path / "a.db") as other:
        save_ledger(other, "b.csv", [], [a_payment("7/2026")], [], MORNING)
    assert len(store.ledger()[1]) == 1


def test_facts_hold_the_words_on_the_clients_own_documents(store: SqliteStore) -> None:
    other = a_document("8", client="Brodet")
    save_ledger(store, "a.csv", [a_document("7"), other], [], [], MORNING)
    for document in ("7/2026", "8/2026"):
        store.say_document(said(document, "written_off", 1), MORNING)
    assert [each.document for each in store.facts("Alba").document_words] == ["7/2026"]


def test_running_numbers_do_not_make_two_databases_differ(tmp_path: Path) -> None:
    dumps = []
    for name, order in (("a.db", (1, 2)), ("b.db", (2, 1))):
        with open_store(tmp_path / name) as store:
            for day in order:
                store.say_document(said("7/2026", "disputed", day), MORNING)
            dumps.append(store.dump())
    assert dumps[0] == dumps[1]
