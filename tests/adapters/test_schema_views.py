"""The read-only views: all can be asked, none shows text, and an old one is replaced."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from goodterms.adapters import schema_views
from goodterms.adapters.schema_views import DESCRIPTIONS, VIEWS
from goodterms.adapters.store import open_store


@pytest.fixture
def database(year):
    path = year.parent / "goodterms.db"
    open_store(path).close()
    return path


def asked(path, sql):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_every_view_is_there_described_and_answers(database):
    assert set(VIEWS) == set(DESCRIPTIONS)
    empty = {name for name in VIEWS if asked(database, f"SELECT count(*) FROM {name}") == [(0,)]}  # noqa: S608 - our own names
    assert empty <= {"view_decisions"}


def test_the_views_say_what_the_verdict_rows_say(database):
    told = dict(asked(database, "SELECT client, trouble_minutes FROM view_latest_verdicts"))
    by_item = "SELECT client, total(minutes) FROM view_incidents GROUP BY client"
    minutes = dict(asked(database, by_item))
    rows = asked(database, "SELECT client, text FROM verdict ORDER BY as_of, id")
    latest = {client: json.loads(text) for client, text in rows}
    assert {client: row["W"] for client, row in latest.items()} == told
    for client, row in latest.items():
        assert minutes.get(client, 0) == pytest.approx(
            sum(each["w"] * each["p"] for each in row["incidents"])
        )


def test_no_view_shows_what_was_written(database):
    with closing(sqlite3.connect(database)) as connection:
        for name in VIEWS:
            columns = {each[0] for each in connection.execute(f"SELECT * FROM {name}").description}  # noqa: S608 - our own names
            assert not columns & {"excerpt", "subject", "sender", "message_id", "note", "text"}


def test_opening_again_changes_nothing_and_another_text_is_replaced(database):
    with closing(sqlite3.connect(database)) as connection:
        version = connection.execute("PRAGMA schema_version").fetchone()
    open_store(database).close()
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA schema_version").fetchone() == version
        connection.execute("DROP VIEW view_messages")
        connection.execute("CREATE VIEW view_messages AS SELECT 1 AS old")
        connection.execute("CREATE VIEW own_view AS SELECT 2")
    open_store(database).close()
    assert "old" not in asked(database, "SELECT sql FROM sqlite_master WHERE name='view_messages'")
    assert asked(database, "SELECT direction FROM view_messages LIMIT 1")
    assert asked(database, "SELECT * FROM own_view") == [(2,)]


def test_the_metadata_names_every_view():
    found = schema_views.metadata()
    assert set(found["databases"]["goodterms"]["tables"]) == set(VIEWS)
