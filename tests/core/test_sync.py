from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.core import sync
from goodterms.core.sync import Act, Checked, Cursor, FolderRecord, FolderState, Step

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
STATE = FolderState(name="INBOX", role="inbox", uidvalidity=7, uidnext=1001, exists=1000)
READ = Cursor(folder="INBOX", uidvalidity=7, high=1000, low=1, mapping="a", seen=990)
CHECKED = Checked(at=NOW - HOUR, exists=1000, uidnext=1001)
DONE = FolderRecord(name="INBOX", cursor=READ, checked=CHECKED)
LAST = sync.LAST_UID


def past(low: int, high: int) -> Step:
    return Step(low=low, high=high, backwards=True)


def ahead(low: int, high: int) -> Step:
    return Step(low=low, high=high)


def act(name: str) -> Step:
    return Step(act=Act(name))


PLANS: dict[str, tuple[FolderRecord, FolderState, list[Step]]] = {
    # nothing is stored yet
    "first": (FolderRecord(name="INBOX"), STATE, [past(1, 1000), act("texts")]),
    "first, empty": (FolderRecord(name="INBOX"), replace(STATE, uidnext=1, exists=0), []),
    "first, no UIDNEXT": (
        FolderRecord(name="INBOX"), replace(STATE, uidnext=0), [past(1, LAST), act("texts")],
    ),
    "first, large": (
        FolderRecord(name="INBOX"),
        replace(STATE, uidnext=120_001),
        [past(70_001, 120_000), past(20_001, 70_000), past(1, 20_000), act("texts")],
    ),
    # the first reading was cut
    "cut": (
        replace(DONE, cursor=replace(READ, low=501)), STATE, [past(1, 500), act("texts")],
    ),
    "cut, new mail meanwhile": (
        replace(DONE, cursor=replace(READ, low=501)),
        replace(STATE, uidnext=1011),
        [ahead(1001, 1010), past(1, 500), act("texts")],
    ),
    "cut between headers and texts": (replace(DONE, awaits_text=True), STATE, [act("texts")]),
    # all is read
    "no news": (DONE, STATE, []),
    "new mail": (DONE, replace(STATE, uidnext=1011), [ahead(1001, 1010), act("texts")]),
    "much new mail": (
        DONE,
        replace(STATE, uidnext=51_002),
        [ahead(1001, 51_000), ahead(51_001, 51_001), act("texts")],
    ),
    "left out by FETCH": (replace(DONE, pending={9: 1}), STATE, [act("retry"), act("texts")]),
    # a server that tells its numbers badly: all there is to go by is what was seen
    "UIDNEXT missing": (DONE, replace(STATE, uidnext=0), [ahead(991, LAST), act("texts")]),
    "UIDNEXT smaller": (DONE, replace(STATE, uidnext=900), [ahead(991, LAST), act("texts")]),
    # numbered anew
    "UIDVALIDITY larger": (
        replace(DONE, pending={9: 1}),
        replace(STATE, uidvalidity=8, uidnext=11),
        [act("reset"), past(1, 10), act("texts")],
    ),
    "UIDVALIDITY smaller": (
        DONE, replace(STATE, uidvalidity=6), [act("reset"), past(1, 1000), act("texts")],
    ),
    "UIDVALIDITY changed, now empty": (
        DONE, replace(STATE, uidvalidity=8, uidnext=1, exists=0), [act("reset"), act("texts")],
    ),
    "third time in a day": (
        replace(DONE, resets=(NOW - HOUR, NOW - 2 * HOUR)),
        replace(STATE, uidvalidity=8),
        [act("reset"), past(1, 1000), act("texts")],
    ),
    "fourth time in a day": (
        replace(DONE, resets=(NOW - HOUR, NOW - 2 * HOUR, NOW - 23 * HOUR)),
        replace(STATE, uidvalidity=8),
        [act("pause")],
    ),
    "fourth time, a day later": (
        replace(DONE, resets=(NOW - HOUR, NOW - 2 * HOUR, NOW - 24 * HOUR)),
        replace(STATE, uidvalidity=8),
        [act("reset"), past(1, 1000), act("texts")],
    ),
    # other clients
    "mapping changed": (
        replace(DONE, cursor=replace(READ, mapping="b"), pending={9: 1}),
        STATE,
        [act("restart"), past(1, 1000), act("texts")],
    ),
    # what is gone
    "never looked": (replace(DONE, checked=None), STATE, [act("check")]),
    "a day later, the same": (
        replace(DONE, checked=replace(CHECKED, at=NOW - 24 * HOUR)), STATE, [],
    ),
    "a day later, fewer": (
        replace(DONE, checked=replace(CHECKED, at=NOW - 24 * HOUR)),
        replace(STATE, exists=999),
        [act("check")],
    ),
    "a day later, one is missed": (
        replace(DONE, missed=True, checked=replace(CHECKED, at=NOW - 24 * HOUR)),
        STATE,
        [act("check")],
    ),
    "an hour later, fewer": (DONE, replace(STATE, exists=999), []),
}  # fmt: skip


@pytest.mark.parametrize("case", PLANS)
def test_what_is_stored_and_what_the_server_says_give_the_steps(case: str) -> None:
    record, state, steps = PLANS[case]
    assert list(sync.plan(record, state, mapping="a", now=NOW)) == steps


def test_a_first_reading_goes_newest_first() -> None:
    first, *_ = sync.chunks(past(1, 1000), list(range(1, 1001)))
    assert first[:3] == [1000, 999, 998]
    assert len(first) == sync.CHUNK


def test_a_message_that_a_search_finds_below_its_range_is_dropped() -> None:
    assert sync.chunks(ahead(1001, LAST), [990]) == []


def test_without_a_bound_the_cursor_keeps_to_what_was_seen() -> None:
    unbound = replace(STATE, uidnext=0)
    cursor = sync.start(None, unbound, mapping="a")
    (step,) = sync.searches(cursor, unbound)
    cursor = sync.after_step(sync.after_chunk(cursor, step, [30, 20]), step)
    assert (cursor.high, cursor.low, cursor.seen) == (30, 1, 30)
    (step,) = sync.searches(cursor, unbound)
    assert step == ahead(31, LAST)
    cursor = sync.after_step(sync.after_chunk(cursor, step, [31, 40]), step)
    assert (cursor.high, cursor.seen) == (40, 40)
    assert sync.after_step(cursor, ahead(41, LAST)) == cursor


def test_a_place_is_gone_after_two_misses_a_day_apart() -> None:
    assert not sync.is_gone(None, now=NOW)
    assert not sync.is_gone(NOW - 23 * HOUR, now=NOW)
    assert sync.is_gone(NOW - 24 * HOUR, now=NOW)


def read_all(uidnexts: list[int], present: list[int], *, stop_after: int) -> list[int]:
    """Read a folder as `fetch` does, dropping the connection after some chunks, then going on."""
    record = FolderRecord(name="INBOX")
    seen: list[int] = []
    for _ in range(60):
        told = uidnexts.pop(0) if uidnexts else 3001
        state = replace(STATE, uidnext=told, exists=len(present))
        left = stop_after
        cursor = sync.start(record.cursor, state, mapping="a")
        for step in sync.searches(cursor, state):
            found = [uid for uid in present if step.low <= uid <= step.high]
            for chunk in sync.chunks(step, found):
                if left == 0:
                    break
                left -= 1
                cursor = sync.after_chunk(cursor, step, chunk)
                seen += chunk
            if left == 0:
                break
            cursor = sync.after_step(cursor, step)
        record = replace(record, cursor=cursor)
        if left and not uidnexts:
            return seen
    return seen


@given(
    present=st.lists(st.integers(1, 3000), unique=True, max_size=1200),
    stop_after=st.integers(1, 6),
)
def test_every_message_is_read_once_however_often_the_connection_drops(
    present: list[int], stop_after: int
) -> None:
    seen = read_all([], sorted(present), stop_after=stop_after)
    assert sorted(seen) == sorted(present)


@given(
    present=st.lists(st.integers(1, 3000), unique=True, max_size=600),
    stop_after=st.integers(1, 4),
    told=st.lists(st.sampled_from([0, 3001]), max_size=8),
)
def test_every_message_is_read_once_though_uidnext_comes_and_goes(
    present: list[int], stop_after: int, told: list[int]
) -> None:
    seen = read_all(told, sorted(present), stop_after=stop_after)
    assert sorted(seen) == sorted(present)
