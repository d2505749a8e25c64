"""Messages and cursors: facts once, places many, a chunk as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from builders import MORNING, a_message
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.core.mail import Direction, Location, Problem
from goodterms.core.sync import Cursor
from goodterms.ports import Chunk, Saved
from ledger_rows import save_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CURSOR = Cursor(folder="INBOX", uidvalidity=1, high=9, low=4, mapping="abc")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "a.db") as opened:
        yield opened


def a_place(uid: int = 1, folder: str = "INBOX", uidvalidity: int = 1) -> Location:
    return Location(folder=folder, uidvalidity=uidvalidity, uid=uid)


def test_a_message_comes_back_as_it_was_stored(store: SqliteStore) -> None:
    full = a_message(
        direction=Direction.OUT,
        parents=("a@x", "b@x"),
        thread_hint="18446744073709551615",
        noise="auto-reply",
        language="hr",
        scores={"hostile": 0.1 + 0.2, "vague": 0.0},
        demand="clock@22:00",
        delivers=True,
        offers=True,
        asks_change=True,
        attachments=2,
        excerpt="Trebam odmah, čekam!",
        flaws=("no-date",),
        sent_at=None,
        sent_offset_minutes=None,
    )
    store.save_chunk("mail", Chunk(messages=[(full, a_place())]))
    assert store.facts("Alba").messages == (full,)


def test_messages_come_sorted_by_arrival(store: SqliteStore) -> None:
    late, early = a_message(1, at=MORNING + timedelta(hours=1)), a_message(2)
    store.save_chunk("mail", Chunk(messages=[(late, a_place(1)), (early, a_place(2))]))
    assert store.facts("Alba").messages == (early, late)
    assert store.facts("Nobody").messages == ()


def test_a_known_message_keeps_its_facts_and_gains_a_place(store: SqliteStore) -> None:
    first = a_message()
    store.save_chunk("mail", Chunk(messages=[(first, a_place())]))
    again = replace(first, words=999, excerpt="other")
    saved = store.save_chunk("mail", Chunk(messages=[(again, a_place(7, "Archive"))]))
    assert saved == Saved(added=0, changed=0, same=1)
    assert store.facts("Alba").messages == (first,)
    assert store.dump().count("\nlocation {") + store.dump().startswith("location {") == 2


def test_a_known_message_follows_a_changed_mapping(store: SqliteStore) -> None:
    first = a_message()
    store.save_chunk("mail", Chunk(messages=[(first, a_place())]))
    moved = replace(first, client="Brodet", words=999)
    saved = store.save_chunk("mail", Chunk(messages=[(moved, a_place())]))
    assert saved == Saved(added=0, changed=1, same=0)
    assert store.facts("Brodet").messages == (replace(first, client="Brodet"),)
    assert store.facts("Alba").messages == ()


def test_one_message_twice_in_a_chunk_is_one_message(store: SqliteStore) -> None:
    pair = [(a_message(), a_place(1)), (a_message(), a_place(2))]
    assert store.save_chunk("mail", Chunk(messages=pair)) == Saved(added=1, changed=0, same=1)


def test_the_same_chunk_again_changes_nothing(store: SqliteStore) -> None:
    problem = Problem(kind="message", source="INBOX/3", text="cannot be read")
    chunk = Chunk(messages=[(a_message(), a_place())], problems=[problem], cursor=CURSOR)
    store.save_chunk("mail", chunk)
    before = store.dump()
    store.save_chunk("mail", chunk)
    assert store.dump() == before
    assert store.problems() == [problem]


def test_more_messages_than_one_statement_may_name_are_recognised(store: SqliteStore) -> None:
    many = [(a_message(number), a_place(number)) for number in range(1, 1201)]
    assert store.save_chunk("mail", Chunk(messages=many)).added == 1200
    assert store.save_chunk("mail", Chunk(messages=many)).same == 1200


def test_an_excerpt_is_never_longer_than_promised(store: SqliteStore) -> None:
    message = a_message(excerpt="š" * 1000)
    store.save_chunk("mail", Chunk(messages=[(message, a_place())]))
    assert store.facts("Alba").messages[0].excerpt == "š" * 280


def test_cursors_are_kept_by_account_and_replaced(store: SqliteStore) -> None:
    store.save_chunk("mail", Chunk(cursor=CURSOR))
    newer = replace(CURSOR, high=20, low=1)
    store.save_chunk("mail", Chunk(cursor=newer))
    assert store.cursors("mail") == {"INBOX": newer}
    assert store.cursors("other") == {}


def test_a_chunk_without_a_cursor_leaves_the_stored_one(store: SqliteStore) -> None:
    store.save_chunk("mail", Chunk(cursor=CURSOR))
    store.save_chunk("mail", Chunk(messages=[(a_message(), a_place())]))
    assert store.cursors("mail") == {"INBOX": CURSOR}


def test_freshness_tells_when_mail_and_invoices_were_last_read(store: SqliteStore) -> None:
    nothing = store.freshness("mail")
    assert (nothing.mail_at, nothing.invoices_at, nothing.folders) == (None, None, ())
    store.save_chunk("mail", Chunk(cursor=CURSOR))
    store.finish_fetch("mail", MORNING)
    store.finish_fetch("mail", MORNING + timedelta(days=1))
    save_ledger(store, "b.csv", [], [], [], MORNING + timedelta(days=2))
    save_ledger(store, "a.csv", [], [], [], MORNING)
    found = store.freshness("mail")
    assert found.mail_at == MORNING + timedelta(days=1)
    assert found.invoices_at == MORNING + timedelta(days=2)
    assert found.folders == ("INBOX",)
    assert store.freshness("other").mail_at is None


def test_excerpts_are_listed_by_message(store: SqliteStore) -> None:
    pair = [(a_message(1, excerpt="now!"), a_place(1)), (a_message(2), a_place(2))]
    store.save_chunk("mail", Chunk(messages=pair))
    assert store.excerpts() == {a_message(1).id: "now!"}
