"""What a reading knows of itself: wanted texts, aliases, problems, crowded hours, folders."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from builders import MORNING, a_message
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.core.mail import Location, Problem
from goodterms.core.sync import Cursor
from goodterms.ports import Chunk, Texts

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


def wanting(store: SqliteStore, *numbers: int, at: datetime = MORNING) -> None:
    """Store messages by their headers, their texts still to be read."""
    pairs = [(a_message(number, words=0), a_place(number)) for number in numbers]
    store.save_chunk(
        "mail", Chunk(messages=pairs, wanted={place for _, place in pairs}, cursor=CURSOR, at=at)
    )


def uids(store: SqliteStore, *, now: datetime = MORNING, limit: int = 250) -> list[int]:
    found = store.wanted("mail", CURSOR, now=now, limit=limit)
    return [each.location.uid for each in found]


def test_a_message_whose_text_is_still_wanted_is_not_judged(store: SqliteStore) -> None:
    wanting(store, 1, 2)
    assert uids(store) == [2, 1], "newest first"
    assert store.facts("Alba").messages == ()
    assert store.folder_records("mail")["INBOX"].awaits_text
    read = a_message(2, words=7, excerpt="now!", scores={"vague": 0.9}, flaws=("charset",))
    store.save_texts("mail", Texts(read=[read], at=MORNING))
    assert store.facts("Alba").messages == (read,)
    assert uids(store) == [1]


def test_a_text_is_written_once(store: SqliteStore) -> None:
    wanting(store, 1)
    store.save_texts("mail", Texts(read=[a_message(1, words=7)], at=MORNING))
    store.save_texts("mail", Texts(read=[a_message(1, words=9)], at=MORNING))
    store.save_texts("mail", Texts(skipped={a_message(1).id: "unfetchable"}, at=MORNING))
    wanting(store, 1)
    assert uids(store) == []
    assert store.facts("Alba").messages[0].words == 7


def test_a_text_that_was_left_out_waits_for_the_next_run(store: SqliteStore) -> None:
    wanting(store, 1, 2)
    store.save_texts("mail", Texts(pending={a_place(2): 1}, at=MORNING))
    later = MORNING + timedelta(minutes=10)
    assert uids(store) == [1]
    assert uids(store, now=later) == [2, 1]
    assert [each.tries for each in store.wanted("mail", CURSOR, now=later, limit=9)] == [1, 0]
    store.save_texts("mail", Texts(skipped={a_message(2).id: "unfetchable"}, at=later))
    assert len(store.facts("Alba").messages) == 1, "what its headers say counts"
    assert "pending {" not in store.dump()


def test_a_text_that_was_given_up_is_wanted_again_from_another_place(store: SqliteStore) -> None:
    wanting(store, 1)
    store.save_texts("mail", Texts(skipped={a_message(1).id: "unfetchable"}, at=MORNING))
    place = a_place(5, "Archive")
    store.save_chunk("mail", Chunk(messages=[(a_message(1), place)], wanted={place}))
    archive = replace(CURSOR, folder="Archive")
    assert [each.location for each in store.wanted("mail", archive, now=MORNING, limit=9)] == [
        place
    ]


def test_a_text_wanted_from_no_place_any_more_is_given_up_when_all_is_read(
    store: SqliteStore,
) -> None:
    wanting(store, 1, 2)
    store.save_misses("mail", CURSOR, {1: MORNING}, now=MORNING + timedelta(days=1))
    store.finish_fetch("mail", MORNING)
    assert [each.id for each in store.facts("Alba").messages] == [a_message(1).id]
    store.mark_missing("mail", "INBOX", MORNING)
    store.finish_fetch("mail", MORNING + timedelta(hours=23))
    assert len(store.facts("Alba").messages) == 1, "the folder may be back in a moment"
    store.finish_fetch("mail", MORNING + timedelta(hours=24))
    assert len(store.facts("Alba").messages) == 2


def test_one_provider_id_is_one_message_whatever_its_headers_say(store: SqliteStore) -> None:
    first = a_message(1)
    edited = a_message(2, message_id=first.message_id, subject="[list] Poster")
    for message, place in ((first, a_place(1)), (edited, a_place(2))):
        store.save_chunk("mail", Chunk(messages=[(message, place)], provider_ids={place: "gm:9"}))
    assert store.facts("Alba").messages == (first,)
    assert len(store.places("mail", first.id)) == 2
    both = [(a_message(3), a_place(3)), (a_message(4, message_id=""), a_place(4))]
    ids = {a_place(3): "gm:10", a_place(4): "gm:10"}
    assert store.save_chunk("mail", Chunk(messages=both, provider_ids=ids)).added == 1


def test_one_provider_id_on_different_mails_loses_none_of_them(store: SqliteStore) -> None:
    """As a server that makes its ids carelessly gives them, pymap among others."""
    pairs = [(a_message(number), a_place(number)) for number in (1, 2)]
    ids = {place: "email:M1" for _, place in pairs}
    assert store.save_chunk("mail", Chunk(messages=pairs, provider_ids=ids)).added == 2
    third = Chunk(messages=[(a_message(3), a_place(3))], provider_ids={a_place(3): "email:M1"})
    assert store.save_chunk("mail", third).added == 1


def test_a_message_stored_before_provider_ids_were_asked_for_is_known_by_its_headers(
    store: SqliteStore,
) -> None:
    store.save_chunk("mail", Chunk(messages=[(a_message(1), a_place(1))]))
    again = Chunk(messages=[(a_message(1), a_place(9))], provider_ids={a_place(9): "gm:9"})
    assert store.save_chunk("mail", again).added == 0
    moved = a_message(7, message_id=a_message(1).message_id, subject="[list] Poster")
    later = Chunk(messages=[(moved, a_place(10))], provider_ids={a_place(10): "gm:9"})
    assert store.save_chunk("mail", later).added == 0, "from now on by the provider's id too"


def test_a_problem_tells_how_often_and_when_it_was_met(store: SqliteStore) -> None:
    problem = Problem(kind="message", source="INBOX/3", text="cannot be read", code="unparsable")
    for hours in (0, 1, 1, 2):
        store.save_chunk("mail", Chunk(problems=[problem], at=MORNING + timedelta(hours=hours)))
    (noted,) = store.noted()
    assert noted.problem == problem
    assert (noted.count, noted.first_at, noted.last_at) == (
        3, MORNING, MORNING + timedelta(hours=2),
    )  # fmt: skip


def test_bytes_are_added_up_by_utc_day(store: SqliteStore) -> None:
    for hours, received in ((0, 5), (1, 6), (24, 7)):
        store.save_chunk("mail", Chunk(received=received, at=MORNING + timedelta(hours=hours)))
    assert store.received_on("mail", MORNING.date()) == 11
    assert store.received_on("mail", MORNING.date() + timedelta(days=1)) == 7
    assert store.received_on("other", MORNING.date()) == 0


def test_an_hour_is_crowded_wherever_chunks_begin(tmp_path: Path) -> None:
    dumps = []
    for size in (7, 60, 199, 450):
        with open_store(tmp_path / f"{size}.db") as store:
            numbers = list(range(1, 451))
            for start in range(0, len(numbers), size):
                part = numbers[start : start + size]
                sent = [
                    a_message(each, at=MORNING - timedelta(days=1, hours=each)) for each in part
                ]
                pairs = [
                    (replace(message, arrived_at=MORNING, internal_at=MORNING), a_place(number))
                    for number, message in zip(part, sent, strict=True)
                ]
                hours = {MORNING: len(part)}
                store.save_chunk("mail", Chunk(messages=pairs, hours=hours, cursor=CURSOR))
            assert {each.clock for each in store.facts("Alba").messages} == {"header-imported"}
            dumps.append(store.dump())
    assert len(set(dumps)) == 1


@pytest.mark.parametrize(("count", "clock"), [(199, "internal"), (200, "header-imported")])
def test_an_hour_is_crowded_from_two_hundred_messages_on(
    store: SqliteStore, count: int, clock: str
) -> None:
    pairs = [
        (
            replace(
                a_message(each, at=MORNING - timedelta(hours=each)),
                arrived_at=MORNING,
                internal_at=MORNING,
                clock="internal",
            ),
            a_place(each),
        )
        for each in range(1, count + 1)
    ]
    elsewhere = {MORNING: count, MORNING + timedelta(hours=1): 1}
    store.save_chunk("mail", Chunk(messages=pairs, hours=elsewhere, cursor=CURSOR))
    assert {each.clock for each in store.facts("Alba").messages} == {clock}


def test_a_folder_numbered_anew_keeps_facts_and_loses_its_places(store: SqliteStore) -> None:
    wanting(store, 1, 2)
    other = Chunk(messages=[(a_message(1), a_place(3, "Archive"))])
    store.save_chunk("mail", other)
    store.save_chunk("mail", Chunk(pending={8: 1}, hours={MORNING: 9}, cursor=CURSOR))
    anew = replace(CURSOR, uidvalidity=2, high=5, low=6)
    store.restart("mail", anew, now=MORNING, is_reset=True)
    record = store.folder_records("mail")["INBOX"]
    assert (record.cursor, record.pending, record.resets) == (anew, {}, (MORNING,))
    assert store.places("mail", a_message(1).id) == [a_place(3, "Archive")]
    assert "arrival_hour {" not in store.dump()
    assert store.counts()["messages"] == 2


def test_a_renamed_folder_takes_everything_along(store: SqliteStore) -> None:
    wanting(store, 1, 2)
    store.save_chunk("mail", Chunk(pending={8: 1}, hours={MORNING: 9}, cursor=CURSOR))
    store.mark_missing("mail", "INBOX", MORNING)
    before = store.folder_records("mail")["INBOX"]
    store.rename_folder("mail", "INBOX", "Klijenti")
    (after,) = store.folder_records("mail").values()
    assert after == replace(
        before,
        name="Klijenti",
        cursor=replace(CURSOR, folder="Klijenti"),
        missing_at=None,
    )
    assert '"INBOX"' not in store.dump()


def test_a_missing_folder_is_none_of_those_that_were_read(store: SqliteStore) -> None:
    store.save_chunk("mail", Chunk(cursor=CURSOR))
    store.mark_missing("mail", "INBOX", MORNING)
    assert store.freshness("mail").folders == ()
    assert store.folder_records("mail")["INBOX"].missing_at == MORNING
    store.mark_missing("mail", "INBOX", None)
    assert store.freshness("mail").folders == ("INBOX",)
