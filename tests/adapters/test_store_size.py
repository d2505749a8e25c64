"""What a quiet reading asks of the database does not cost by how many messages lie in it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from builders import MORNING, a_message
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.core.mail import Location
from goodterms.core.sync import Cursor
from goodterms.ports import Chunk

if TYPE_CHECKING:
    from pathlib import Path

MODEL = "0123456789ab"
FEW, MANY = 50, 2_000


def filled(path: Path, count: int) -> SqliteStore:
    store = open_store(path)
    pairs = [
        (
            a_message(number, scores={"vague": 0.1}, model=MODEL),
            Location(folder="INBOX", uidvalidity=1, uid=number),
        )
        for number in range(1, count + 1)
    ]
    cursor = Cursor(folder="INBOX", uidvalidity=1, high=count, low=1, mapping="abc")
    store.save_chunk("mail", Chunk(messages=pairs, cursor=cursor, at=MORNING))
    return store


def steps(path: Path, count: int) -> int:
    """Return the steps of SQLite's machine that the questions of a quiet reading take."""
    taken = [0]

    def count_one() -> int:
        taken[0] += 1
        return 0

    with filled(path, count) as store:
        store._db.conn.set_progress_handler(count_one, 1)
        assert store.folder_records("mail", now=MORNING)["INBOX"].cursor
        found = store.outdated(
            "mail", MODEL, clients=["Alba"], since=date(2025, 1, 1), now=MORNING + timedelta(days=1)
        )
        assert found == []
        store.freshness("mail")
        store._db.conn.set_progress_handler(None, 0)
    return taken[0]


def test_a_quiet_reading_walks_through_no_message(tmp_path: Path) -> None:
    few, many = (steps(tmp_path / f"{count}.db", count) for count in (FEW, MANY))
    assert many < 1.1 * few, (few, many)
