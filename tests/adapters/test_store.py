"""The database file: made once, checked at each opening, and told apart from any other file."""

from __future__ import annotations

import sqlite3
import stat
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from builders import MORNING, a_document, a_message
from goodterms.adapters import schema, store_session
from goodterms.adapters.store import open_store
from goodterms.adapters.store_session import instant, stamp
from goodterms.core.mail import Location
from goodterms.errors import StoreError
from goodterms.ports import Chunk
from ledger_rows import save_ledger

if TYPE_CHECKING:
    from pathlib import Path


def test_the_file_and_its_new_directory_belong_to_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "state" / "goodterms.db"
    open_store(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    names = sorted(each.name for each in path.parent.iterdir())
    assert names == ["goodterms.db", "goodterms.db.created"]
    assert stat.S_IMODE((path.parent / "goodterms.db.created").stat().st_mode) == 0o600


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "goodterms.db"
    open_store(path).close()
    path.chmod(0o644)
    open_store(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_connection_has_the_pragmas_of_the_study(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        values = {
            name: store._db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert values == {
        "journal_mode": "wal",
        "synchronous": 1,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }


def test_every_table_is_strict(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        loose = [
            row["name"]
            for row in store._rows(
                "SELECT name, strict FROM pragma_table_list WHERE type <> 'view'"
            )
            if not row["strict"] and not str(row["name"]).startswith(("sqlite_", "_sqlite"))
        ]
    assert loose == []


def test_opening_twice_keeps_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_store(path) as store:
        save_ledger(store, "a.csv", [a_document()], [], [], MORNING)
        before = store.dump()
    with open_store(path) as store:
        assert store.dump() == before
        assert "document {" in before


def test_the_schema_version_is_the_number_of_migrations(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        assert len(schema.migrations.applied(store._db)) == schema.SCHEMA_VERSION
        assert store._db.execute("PRAGMA user_version").fetchone()[0] == schema.SCHEMA_VERSION


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_store(path).close()
    _sql(path, f"PRAGMA user_version = {schema.SCHEMA_VERSION + 1}")
    with pytest.raises(StoreError, match="newer version") as caught:
        open_store(path)
    assert "newer goodterms" in caught.value.hint


def test_an_empty_file_is_not_taken_for_a_first_run(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.touch()
    with pytest.raises(StoreError, match="is empty"):
        open_store(path)
    assert path.stat().st_size == 0


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    _sql(path, "CREATE TABLE photos (id INTEGER)")
    with pytest.raises(StoreError, match="another program"):
        open_store(path)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_text("not a database at all, but long enough to have a header\n" * 40)
    with pytest.raises(StoreError, match="not a Good Terms database"):
        open_store(path)


def test_a_damaged_database_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_store(path) as store:
        documents = [a_document(str(number)) for number in range(400)]
        save_ledger(store, "a.csv", documents, [], [], MORNING)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 20_000] = b"\xa5" * 20_000
    path.write_bytes(data)
    with pytest.raises(StoreError, match="damaged") as caught:
        open_store(path)
    assert "backup" in caught.value.hint


def test_a_directory_that_cannot_be_made_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be made"):
        open_store(tmp_path / "file" / "a.db")


def test_a_write_while_another_program_writes_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goodterms.adapters.store.BUSY_TIMEOUT_MS", 50)
    path = tmp_path / "a.db"
    with open_store(path) as store:
        other = sqlite3.connect(path)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="in use by another program"):
            store.set_due("fetch", MORNING)
        other.rollback()
        other.close()
        store.set_due("fetch", MORNING)
        assert store.due("fetch") == MORNING


def test_a_transaction_has_the_right_to_write_from_its_first_read_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goodterms.adapters.store.BUSY_TIMEOUT_MS", 50)
    path = tmp_path / "a.db"
    with open_store(path) as one, open_store(path) as two:
        with one._writing():
            one._rows("SELECT * FROM job")
            with pytest.raises(StoreError, match="in use by another program"):
                two.set_due("fetch", MORNING)
            one._insert("job", {"name": "report", "due_at": "2026-03-02T09:00:00Z"})
        assert (two.due("fetch"), two.due("report")) == (None, MORNING)


def test_a_full_disk_loses_nothing_and_writing_goes_on_afterwards(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        before = store.dump()
        pages = store._db.execute("PRAGMA page_count").fetchone()[0]
        store._db.execute(f"PRAGMA max_page_count = {pages + 2}")
        many = [a_document(str(number), buyer="b" * 200) for number in range(500)]
        with pytest.raises(StoreError, match="disk is full"):
            save_ledger(store, "a.csv", many, [], [], MORNING)
        assert store.dump() == before
        store._db.execute("PRAGMA max_page_count = 100000")
        assert save_ledger(store, "a.csv", many, [], [], MORNING).added == 500


def test_a_read_only_connection_says_so(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db") as store:
        store._db.execute("PRAGMA query_only = ON")
        with pytest.raises(StoreError, match="cannot be written"):
            store.set_due("fetch", MORNING)


def test_text_that_sqlite_cannot_hold_is_kept_as_far_as_it_goes(tmp_path: Path) -> None:
    message = a_message(subject="caf\udce9 ć")
    place = Location(folder="INBOX", uidvalidity=1, uid=1)
    with open_store(tmp_path / "a.db") as store:
        store.save_chunk("mail", Chunk(messages=[(message, place)]))
        assert store.facts("Alba").messages[0].subject == "caf? ć"


@pytest.mark.parametrize("year", [1, 999, 1970, 9999])
def test_an_instant_of_any_year_is_read_as_it_was_written(year: int) -> None:
    at = datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert instant(stamp(at)) == at


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        store_session.stamp(MORNING.replace(tzinfo=None))


def test_counts_name_what_is_there_and_noise_by_reason(tmp_path: Path) -> None:
    messages = [
        (a_message(1), Location(folder="INBOX", uidvalidity=1, uid=1)),
        (a_message(2, noise="list"), Location(folder="INBOX", uidvalidity=1, uid=2)),
    ]
    with open_store(tmp_path / "a.db") as store:
        store.save_chunk("mail", Chunk(messages=messages))
        save_ledger(store, "a.csv", [a_document()], [], [], MORNING)
        counts = store.counts()
    assert (counts["messages"], counts["documents"], counts["noise: list"]) == (2, 1, 1)


def _sql(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
