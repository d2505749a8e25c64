"""A database of an earlier version is taken over in place, with everything in it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import OWN, a_client
from goodterms.adapters import schema
from goodterms.adapters.store import open_store
from goodterms.core import facts
from goodterms.core.mail import Problem
from goodterms.core.matching import Mapping
from goodterms.core.sync import Cursor
from goodterms.core.tone import ToneModel
from goodterms.errors import StoreError
from goodterms.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = Path(__file__).parent.parent / "golden" / "database_v1.sql"
"""Written by version 1 of the schema, after a reading of two folders and an import."""

ACCOUNT = "mara@imap.studio.example"


SECOND = FIRST.with_name("database_v2.sql")
"""Written by version 2, after readings in which a mail went, a folder was numbered anew and a text
was withheld."""


def first_version(folder: Path) -> Path:
    return earlier(folder, FIRST, 1)


def second_version(folder: Path) -> Path:
    return earlier(folder, SECOND, 2)


def earlier(folder: Path, content: Path, version: int) -> Path:
    path = folder / "goodterms.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(content.read_text(encoding="utf-8"))
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
    return path


def rows(path: Path) -> dict[str, list[dict[str, object]]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%'"
        ).fetchall()
        return {
            name: sorted(map(dict, connection.execute(f"SELECT * FROM {name}")), key=str)  # noqa: S608
            for (name,) in names
        }


@pytest.mark.parametrize("make", [first_version, second_version])
def test_a_database_of_an_earlier_version_keeps_every_value_of_every_row(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    path = make(tmp_path)
    before = rows(path)
    open_store(path).close()
    after = rows(path)
    assert sum(map(len, before.values())) > 30
    for name, old in before.items():
        new = after[name]
        kept = [{key: row[key] for key in old[0]} for row in new] if old else new
        assert sorted(kept, key=str) == old


@pytest.mark.parametrize("make", [first_version, second_version])
def test_scores_of_an_earlier_version_are_of_no_known_model_and_therefore_old(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    with open_store(make(tmp_path)) as store:
        scored = [each for each in store.facts("Alba").messages if each.scores]
        assert {each.model for each in store.facts("Alba").messages} == {""}
        found = store.old_scores("any")
        assert (found.scored, found.old) == (len(scored), len(scored))
        assert found.scored > 6
        gone = 1 if make is second_version else 0
        assert (found.waiting, found.kept) == (len(scored) - gone, gone)


def test_a_database_of_version_one_has_read_all_texts_and_is_at_the_new_version(
    tmp_path: Path,
) -> None:
    with open_store(first_version(tmp_path)) as store:
        assert store._db.execute("PRAGMA user_version").fetchone()[0] == schema.SCHEMA_VERSION
        assert len(store.facts("Alba").messages) == 13
        record = store.folder_records(ACCOUNT)["INBOX"]
        assert record.cursor == Cursor(
            folder="INBOX", uidvalidity=1, high=9, low=1, mapping="878329a20d836e2e", seen=9
        )
        assert not record.awaits_text
        assert (record.pending, record.resets, record.checked) == ({}, (), None)
        bad = Problem(kind="message", source="INBOX/9", text="the text cannot be read (ValueError)")
        assert store.problems() == [bad]
        assert store.noted()[0].count == 1
        assert store.noted()[0].first_at is None
        hours = [json.loads(line.split(" ", 1)[1]) for line in store.dump().splitlines()
                 if line.startswith("arrival_hour ")]  # fmt: skip
        assert sum(row["messages"] for row in hours) == 14


def test_a_mapping_digest_of_version_one_still_fits(tmp_path: Path, model: ToneModel) -> None:
    """Otherwise the first run after an upgrade would read every folder again."""
    reading = Reading(
        account=ACCOUNT,
        mapping=Mapping([a_client()]),
        own=(OWN,),
        texts=facts.reader(lambda: model),
        since=date(2025, 11, 16),
        everybody=False,
    )
    with open_store(first_version(tmp_path)) as store:
        assert store.cursors(ACCOUNT)["INBOX"].mapping == reading.mapping_digest


def test_an_upgrade_that_is_cut_leaves_version_one_and_is_taken_up_again(tmp_path: Path) -> None:
    path = first_version(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE traffic (account TEXT)")  # in the way of the last step
        connection.commit()
    before = rows(path)
    with pytest.raises(StoreError, match="traffic"):
        open_store(path)
    assert rows(path) == before
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
        connection.execute("DROP TABLE traffic")
        connection.commit()
    with open_store(path) as store:
        store.finish_fetch(ACCOUNT, datetime(2026, 11, 17, tzinfo=UTC))
        assert len(store.facts("Alba").messages) == 13


def test_an_upgrade_that_is_cut_leaves_version_two_and_is_taken_up_again(tmp_path: Path) -> None:
    path = second_version(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE rescore_miss (message TEXT)")  # in the way
        connection.commit()
    before = rows(path)
    with pytest.raises(StoreError, match="rescore_miss"):
        open_store(path)
    assert rows(path) == before
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 2
        connection.execute("DROP TABLE rescore_miss")
        connection.commit()
    with open_store(path) as store:
        assert len(store.facts("Alba").messages) == 12
