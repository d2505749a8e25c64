"""Jobs, periods and the outbox: nothing is sent twice, nothing finished is forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from builders import MORNING
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.core.mail import Problem
from goodterms.core.outgoing import Outgoing
from goodterms.ports import Chunk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LETTER = Outgoing(
    period="m:2026-03", subject="March", text="text č", html="<p>č</p>", message_id="1@goodterms"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "a.db") as opened:
        yield opened


def test_a_job_that_never_ran_has_no_due_time(store: SqliteStore) -> None:
    assert store.due("fetch") is None


def test_a_due_time_is_replaced_and_comes_back_in_utc(store: SqliteStore) -> None:
    store.set_due("fetch", MORNING)
    summer = timezone(timedelta(hours=2))
    store.set_due("fetch", (MORNING + timedelta(hours=1)).astimezone(summer))
    found = store.due("fetch")
    assert found == MORNING + timedelta(hours=1)
    assert found.utcoffset() == timedelta(0)


def test_a_period_is_taken_once_even_by_two_programs(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    april = replace(LETTER, period="m:2026-04")
    with open_store(path) as one, open_store(path) as two:
        assert one.enqueue(LETTER, again=False, now=MORNING)
        assert not two.enqueue(LETTER, again=False, now=MORNING)
        assert two.enqueue(april, again=False, now=MORNING)


def test_the_outbox_keeps_an_email_until_it_was_handed_over(store: SqliteStore) -> None:
    other = replace(LETTER, period="m:2026-04")
    for each in (LETTER, other):
        store.enqueue(each, again=False, now=MORNING)
    (first, kept), (second, newer) = store.outbox()
    assert (kept, newer) == (LETTER, other)
    store.outbox_done(first, MORNING)
    assert store.outbox() == [(second, other)]


def test_an_email_is_queued_once_a_period_unless_asked_again(store: SqliteStore) -> None:
    assert store.enqueue(LETTER, again=False, now=MORNING)
    assert not store.enqueue(LETTER, again=False, now=MORNING)
    assert len(store.outbox()) == 1
    assert store.enqueue(LETTER, again=True, now=MORNING)
    assert len(store.outbox()) == 2


def test_a_claimed_period_without_an_email_does_not_exist(tmp_path: Path) -> None:
    def refuse(when: str) -> None:
        if when == "before":
            raise KeyboardInterrupt

    path = tmp_path / "a.db"
    with open_store(path, on_commit=refuse) as store, pytest.raises(KeyboardInterrupt):
        store.enqueue(LETTER, again=False, now=MORNING)
    with open_store(path) as store:
        assert store.outbox() == []
        assert store.enqueue(LETTER, again=False, now=MORNING)


def test_a_note_is_kept_replaced_and_removed_and_the_same_one_writes_nothing(
    tmp_path: Path,
) -> None:
    commits: list[str] = []
    with open_store(tmp_path / "a.db", on_commit=commits.append) as store:
        assert store.note("wait:fetch") is None
        for value in ("a", "b", "b"):
            store.set_note("wait:fetch", value)
            assert store.note("wait:fetch") == value
        assert commits.count("after") == 2
        store.set_note("wait:fetch", None)
        store.set_note("wait:fetch", None)
        assert commits.count("after") == 3
        assert store.note("wait:fetch") is None


def test_a_period_claimed_without_an_email_is_taken(store: SqliteStore) -> None:
    assert not store.is_claimed("m:2026-03")
    store.claim("m:2026-03", MORNING)
    store.claim("m:2026-03", MORNING)
    assert store.is_claimed("m:2026-03")
    assert not store.enqueue(LETTER, again=False, now=MORNING)


def test_settling_forgets_one_kind_of_problem(store: SqliteStore) -> None:
    problems = [Problem(kind=kind, source="x", text="y") for kind in ("store", "message")]
    store.save_chunk("mail", Chunk(problems=problems))
    assert store.settle("store") == 1
    assert [each.kind for each in store.problems()] == ["message"]
