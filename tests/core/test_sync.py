from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from goodterms.core import sync

STATE = sync.FolderState(name="INBOX", role="inbox", uidvalidity=7, uidnext=1001, exists=1000)


def finished(state: sync.FolderState = STATE) -> sync.Cursor:
    return sync.Cursor(
        folder=state.name, uidvalidity=state.uidvalidity, high=state.uidnext - 1, low=1, mapping="a"
    )


def read_all(state: sync.FolderState, present: list[int], *, stop_after: int) -> list[int]:
    """Read a folder as `fetch` does, dropping the connection after some chunks, then going on."""
    stored: sync.Cursor | None = None
    seen: list[int] = []
    left = stop_after
    for _ in range(50):
        if sync.is_read(stored, state, mapping="a"):
            return seen
        cursor = sync.start(stored, state, mapping="a")
        for step in sync.steps(cursor, state):
            found = [uid for uid in present if step.low <= uid <= step.high]
            for chunk in sync.chunks(step, found):
                cursor = sync.after_chunk(cursor, step, chunk)
                seen += chunk
                stored = cursor
                left -= 1
                if left == 0:
                    break
            if left == 0:
                break
            cursor = sync.after_step(cursor, step)
            stored = cursor
        left = stop_after
    return seen


def test_a_first_reading_goes_newest_first() -> None:
    cursor = sync.start(None, STATE, mapping="a")
    (step,) = sync.steps(cursor, STATE)
    assert step.backwards
    first, *_ = sync.chunks(step, list(range(1, 1001)))
    assert first[:3] == [1000, 999, 998]
    assert len(first) == sync.CHUNK


def test_nothing_is_left_after_a_complete_reading() -> None:
    assert sync.is_read(finished(), STATE, mapping="a")
    assert sync.steps(finished(), STATE) == []


def test_new_mail_is_read_upwards_to_the_frozen_bound() -> None:
    later = replace(STATE, uidnext=1011)
    assert not sync.is_read(finished(), later, mapping="a")
    assert sync.steps(finished(), later) == [sync.Step(low=1001, high=1010, backwards=False)]


def test_a_changed_uidvalidity_or_mapping_starts_the_folder_again() -> None:
    for state, mapping in ((replace(STATE, uidvalidity=6), "a"), (STATE, "b")):
        cursor = sync.start(finished(), state, mapping=mapping)
        assert cursor.low == state.uidnext
        assert cursor.mapping == mapping


def test_an_empty_folder_needs_no_search() -> None:
    empty = replace(STATE, uidnext=1, exists=0)
    assert sync.steps(sync.start(None, empty, mapping="a"), empty) == []


def test_a_large_folder_is_searched_in_windows() -> None:
    large = replace(STATE, uidnext=120_001)
    found = sync.steps(sync.start(None, large, mapping="a"), large)
    assert [(each.low, each.high) for each in found] == [
        (70_001, 120_000),
        (20_001, 70_000),
        (1, 20_000),
    ]


@given(
    present=st.lists(st.integers(1, 3000), unique=True, max_size=1200),
    stop_after=st.integers(1, 6),
)
def test_every_message_is_read_once_however_often_the_connection_drops(
    present: list[int], stop_after: int
) -> None:
    state = replace(STATE, uidnext=3001)
    seen = read_all(state, sorted(present), stop_after=stop_after)
    assert sorted(seen) == sorted(present)
