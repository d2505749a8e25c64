"""Words on an ending come back as they were said; nothing is changed."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from builders_exit import a_word, some_words
from builders_people import TODAY
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.core.exit_words import standing
from goodterms.errors import StepError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "a.db") as opened:
        yield opened


def test_words_come_back_as_they_were_said(store: SqliteStore) -> None:
    words = sorted(some_words(), key=lambda each: (each.said_on, each.id))
    numbers = [store.say_step(each) for each in words]

    found = store.exit_words("Alba Studio")

    assert [each.id for each in found] == numbers
    same = [(each.step, each.state, each.day, each.rating, each.note) for each in found]
    assert same == [(each.step, each.state, each.day, each.rating, each.note) for each in words]
    assert store.exit_words("Borea") == []


def test_a_word_is_taken_back_once_and_stays_on_record(store: SqliteStore) -> None:
    number = store.say_step(a_word())
    later = TODAY + timedelta(days=1)

    word = store.take_step_back(number, client="Alba Studio", said_on=later)

    assert word == a_word(number)
    found = store.exit_words("Alba Studio")
    assert (len(found), found[0], found[1].undoes) == (2, word, number)
    assert standing(found, today=TODAY) == {"ways_out": word}
    assert standing(found, today=later) == {}
    with pytest.raises(StepError):
        store.take_step_back(number, client="Alba Studio", said_on=later)
    with pytest.raises(StepError):
        store.take_step_back(found[1].id, client="Alba Studio", said_on=later)


def test_a_word_of_another_client_is_not_taken_back(store: SqliteStore) -> None:
    number = store.say_step(a_word())
    with pytest.raises(StepError):
        store.take_step_back(number, client="Borea", said_on=TODAY)
    assert len(store.exit_words("Alba Studio")) == 1


def test_the_table_itself_refuses_to_change_a_word(store: SqliteStore, tmp_path: Path) -> None:
    store.say_step(a_word())
    with (
        sqlite3.connect(tmp_path / "a.db") as other,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        other.execute("UPDATE exit_word SET state = 'open'")
    other.close()


def test_the_same_words_give_the_same_dump(tmp_path: Path) -> None:
    dumps = []
    for name, words in (("a", some_words()), ("b", reversed(some_words()))):
        with open_store(tmp_path / f"{name}.db") as store:
            for each in words:
                store.say_step(each)
            dumps.append(store.dump())
    assert dumps[0] == dumps[1]
