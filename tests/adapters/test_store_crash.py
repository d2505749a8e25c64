"""Abort before and after every commit, go on, and end with the same content (IMAP study, 82)."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from builders import MORNING, a_document, a_message, a_payment
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.core.mail import Location, Problem
from goodterms.core.sync import Cursor
from goodterms.ports import Chunk
from ledger_rows import save_ledger

CHUNKS = 4
KILLED = 9


class Aborted(BaseException):
    """Stands for the end of the process: nobody catches it."""


def work(store: SqliteStore) -> None:
    """Read the rest of a folder from the stored cursor on, then import two files."""
    cursor = store.cursors("mail").get("INBOX")
    done = cursor.high // 10 if cursor else 0
    for number in range(done, CHUNKS):
        uids = range(number * 10 + 1, number * 10 + 11)
        messages = [
            (a_message(uid), Location(folder="INBOX", uidvalidity=1, uid=uid)) for uid in uids
        ]
        problem = Problem(kind="message", source=f"INBOX/{uids[-1]}", text="no text")
        after = Cursor(folder="INBOX", uidvalidity=1, high=uids[-1], low=1, mapping="abc")
        store.save_chunk("mail", Chunk(messages=messages, problems=[problem], cursor=after))
    store.finish_fetch("mail", MORNING)
    save_ledger(store, "i.csv", [a_document(str(each)) for each in range(9)], [], [], MORNING)
    save_ledger(store, "p.csv", [], [a_payment("7/2026"), a_payment("8/2026")], [], MORNING)


def whole(path: Path) -> tuple[str, int]:
    """Return the content after an undisturbed run, and how many commit points it has."""
    points: list[str] = []
    with open_store(path, on_commit=points.append) as store:
        work(store)
        return store.dump(), len(points)


def test_a_run_cut_at_any_commit_point_ends_the_same_when_it_goes_on(tmp_path: Path) -> None:
    expected, points = whole(tmp_path / "whole.db")
    assert points == 2 * (CHUNKS + 3)
    for stop in range(points):
        path = tmp_path / f"{stop}.db"
        steps = count()

        def abort(_when: str, stop: int = stop, steps: count[int] = steps) -> None:
            if next(steps) == stop:
                raise Aborted

        with open_store(path, on_commit=abort) as store, pytest.raises(Aborted):
            work(store)
        with open_store(path) as store:
            work(store)
            assert store.dump() == expected


def test_nothing_of_a_chunk_is_kept_before_its_commit_and_all_after(tmp_path: Path) -> None:
    for when, messages in (("before", 0), ("after", 10)):

        def abort(now: str, when: str = when) -> None:
            if now == when:
                raise Aborted

        path = tmp_path / f"{when}.db"
        with open_store(path, on_commit=abort) as store, pytest.raises(Aborted):
            work(store)
        with open_store(path) as store:
            assert store.counts()["messages"] == messages
            assert len(store.cursors("mail")) == (messages > 0)
            assert len(store.problems()) == (messages > 0)


def kill_at(path: Path, stop: int) -> None:
    """Run the work and end the process without any clean-up at one commit point."""
    steps = count()

    def kill(_when: str) -> None:
        if next(steps) == stop:
            os._exit(KILLED)

    with open_store(path, on_commit=kill) as store:
        work(store)


@pytest.mark.parametrize("stop", [0, 3, 13])
def test_a_killed_process_leaves_a_database_that_goes_on(tmp_path: Path, stop: int) -> None:
    expected, _ = whole(tmp_path / "whole.db")
    path = tmp_path / "killed.db"
    here = Path(__file__).parent
    script = f"import test_store_crash as t; t.kill_at(t.Path({str(path)!r}), {stop})"
    places = os.pathsep.join([str(here), str(here.parent), *sys.path])
    ended = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": places}, check=False
    )
    assert ended.returncode == KILLED
    with open_store(path) as store:
        work(store)
        assert store.dump() == expected
