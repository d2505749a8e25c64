"""The reading of a mailbox in stages, within a budget, and what it costs."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import a_body, an_envelope
from fakes import FakeFolder, FakeMailbox
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.core import sync
from goodterms.core.mail import Address
from goodterms.errors import UnreachableError
from mailroom import ACCOUNT, NOW, a_mailbox, a_reading, facts, fetch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.core.mail import Body, Envelope
    from goodterms.core.tone import ToneModel


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    with open_store(tmp_path / "goodterms.db") as found:
        yield found


def test_no_message_is_stored_without_its_text_once_all_is_read(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox = a_mailbox()
    found = fetch(mailbox, store, a_reading(model))
    people = [each for each in store.facts("Alba").messages if not each.noise]
    assert {bool(each.words) for each in people} == {True}
    assert len(mailbox.bodies_of) == len(people) == found.scored
    assert found.mapped == found.new + 1


def test_a_first_reading_asks_for_texts_as_many_at_a_time_as_for_headers(
    store: SqliteStore, model: ToneModel
) -> None:
    """Strangers' headers in between (all mail is looked at) cost no round trip for texts."""
    mailbox = a_mailbox(2000)
    fetch(mailbox, store, a_reading(model, everybody=True))
    texts = mailbox.asked.count("FETCH BODY")
    assert texts <= -(-len(mailbox.bodies_of) // sync.CHUNK) + len(mailbox.store)


def test_headers_that_cannot_be_parsed_are_a_problem_once_and_stop_nothing(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox = a_mailbox(20)
    mailbox.store["INBOX"].unreadable = {1, 2}
    first = fetch(mailbox, store, a_reading(model))
    assert first.problems == 2
    mailbox.add("INBOX", an_envelope(9001, at=NOW), a_body())
    for hours in range(1, 5):
        found = fetch(mailbox, store, a_reading(model), now=NOW + timedelta(hours=hours))
        assert found.seen == (hours == 1)
    assert mailbox.headers_of.count(1) == sync.TRIES + 1, "thrice here, once in another folder"
    assert [(each.problem.source, each.count) for each in store.noted()] == [
        ("INBOX/2", 3), ("INBOX/1", 3),
    ]  # fmt: skip


def test_headers_that_can_be_read_later_are_no_problem_any_more(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox = a_mailbox(20)
    mailbox.store["INBOX"].unreadable = {2}
    assert fetch(mailbox, store, a_reading(model)).problems == 1
    mailbox.store["INBOX"].unreadable = set()
    later = fetch(mailbox, store, a_reading(model), now=NOW + timedelta(hours=1))
    assert (later.new, later.problems, store.problems()) == (1, 0, [])


def test_the_days_budget_stops_a_reading_and_the_next_day_goes_on(
    tmp_path: Path, model: ToneModel
) -> None:
    reading = a_reading(model, daily_bytes=250_000)
    with open_store(tmp_path / "whole.db") as store:
        fetch(a_mailbox(), store, a_reading(model), now=NOW)
        expected = facts(store)
    with open_store(tmp_path / "slow.db") as store:
        mailbox = a_mailbox()
        first = fetch(mailbox, store, reading)
        assert first.stopped
        assert 0 < first.seen < 620
        assert store.freshness(ACCOUNT).mail_at is None
        assert [each.code for each in store.problems()] == ["budget"]
        assert store.received_on(ACCOUNT, NOW.date()) >= 250_000
        again = fetch(mailbox, store, reading, now=NOW + timedelta(hours=1))
        assert (again.stopped, again.seen) == (True, 0)
        assert len(store.problems()) == 1, "said once"
        for days in range(1, 9):
            last = fetch(mailbox, store, reading, now=NOW + timedelta(days=days))
            if not last.stopped:
                break
        assert 2 <= days < 8
        assert facts(store) == expected
        assert store.problems() == []
        assert store.freshness(ACCOUNT).mail_at == NOW + timedelta(days=days)


def test_bytes_of_a_reading_that_broke_are_counted_too(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox = a_mailbox(40)
    mailbox.fail_after = 4
    with pytest.raises(UnreachableError):
        fetch(mailbox, store, a_reading(model))
    assert store.received_on(ACCOUNT, NOW.date()) == mailbox.received_bytes > 0


def test_ten_new_messages_cost_the_same_in_a_large_folder_as_in_a_small_one(
    tmp_path: Path, model: ToneModel
) -> None:
    asked = []
    for size in (300, 3000):
        with open_store(tmp_path / f"{size}.db") as store:
            mailbox = a_mailbox(size)
            fetch(mailbox, store, a_reading(model, everybody=True))
            mailbox.asked.clear()
            before = mailbox.received_bytes
            for number in range(10):
                mailbox.add("INBOX", an_envelope(90_000 + number, at=NOW), a_body())
            fetch(mailbox, store, a_reading(model, everybody=True))
            asked.append((mailbox.asked[:2], len(mailbox.asked), mailbox.received_bytes - before))
    assert asked[0] == asked[1]


def test_a_mailbox_that_lists_nothing_is_not_a_fresh_reading(
    store: SqliteStore, model: ToneModel
) -> None:
    fetch(FakeMailbox({}), store, a_reading(model))
    assert store.freshness(ACCOUNT).mail_at is None


def test_a_look_for_absent_mail_asks_for_numbers_only(store: SqliteStore, model: ToneModel) -> None:
    mailbox = a_mailbox(60)
    fetch(mailbox, store, a_reading(model))
    gone = max(mailbox.store["INBOX"].mails)
    while gone % 3 == 0 or gone % 7 == 0:
        gone -= 1
    del mailbox.store["INBOX"].mails[gone]
    (message,) = [
        name for name in facts(store)
        if any(each.uid == gone and each.folder == "INBOX" for each in store.places(ACCOUNT, name))
    ]  # fmt: skip
    mailbox.asked.clear()
    for days, places in ((1, 1), (2, 0)):
        found = fetch(mailbox, store, a_reading(model), now=NOW + timedelta(days=days))
        assert (found.seen, len(store.places(ACCOUNT, message))) == (0, places)
    assert message in facts(store)
    assert not [each for each in mailbox.asked if each.startswith("FETCH")]
    assert len([each for each in mailbox.asked if each.startswith("SEARCH")]) == 2


class EndlessMailbox(FakeMailbox):
    """Makes its mails when they are asked for: every fifth is the client's."""

    def __init__(self, count: int) -> None:
        super().__init__({"INBOX": FakeFolder(given=count)})
        self.count = count

    def search(self, low: int, high: int, **_terms: object) -> range:
        return range(low, min(high, self.count) + 1)

    def envelopes(self, uids: Sequence[int]) -> list[Envelope]:
        found = []
        for uid in uids:
            envelope = an_envelope(uid, at=NOW - timedelta(minutes=20 * uid))
            if uid % 5:
                envelope = replace(
                    envelope, sender=Address(address=f"s{uid % 90}@elsewhere.example")
                )
            found.append(envelope)
        return found

    def bodies(self, uids: Sequence[int]) -> dict[int, Body]:
        return {uid: a_body(f"{uid}. " + "Please send the draft. " * 100) for uid in uids}


@pytest.mark.timeout(300)
def test_memory_does_not_grow_with_the_number_of_messages(tmp_path: Path, model: ToneModel) -> None:
    """But for the UIDs of one search window, which are numbers."""
    peaks = []
    for count in (300, 1500, 4500):  # the first fills the caches
        with open_store(tmp_path / f"{count}.db") as store:
            mailbox = EndlessMailbox(count)
            tracemalloc.start()
            found = fetch(mailbox, store, a_reading(model, everybody=True))
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
            assert (found.seen, found.scored) == (count, count // 5)
    # a UID on its way costs about 110 bytes; the headers of one message cost thousands
    assert peaks[2] - peaks[1] < 250 * (4500 - 1500), peaks
