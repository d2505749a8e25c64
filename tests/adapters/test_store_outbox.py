"""The outbox: mails as they were made, how each stands, and which Message-IDs are ours."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from builders import MORNING
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.core import delivery
from goodterms.core.command import Offer, Verb
from goodterms.core.delivery import State
from goodterms.core.outgoing import Outgoing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LETTER = Outgoing(
    period="m:2026-03",
    subject="March č",
    text="text č",
    html="<p>č</p>",
    message_id="1@goodterms.invalid",
    offers=(Offer(client="Škure", verdict="talk", verbs=(Verb.SNOOZE, Verb.SEEN)), Offer()),
    thread="case.7@goodterms.invalid",
    claims=("e:Škure:talk", "e:Škure:7"),
    calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "a.db") as opened:
        yield opened


def test_a_mail_comes_back_with_everything_that_it_holds(store: SqliteStore) -> None:
    store.enqueue(LETTER, again=False, now=MORNING)
    ((number, found),) = store.outbox()
    assert found == LETTER
    posting = store.posting(number)
    assert posting is not None
    assert (posting.outgoing, posting.added_at, posting.state) == (LETTER, MORNING, State.WAITING)


def test_the_events_of_a_mail_are_claimed_with_it_or_not_at_all(store: SqliteStore) -> None:
    store.enqueue(LETTER, again=False, now=MORNING)
    assert all(store.is_claimed(each) for each in (LETTER.period, *LETTER.claims))
    late = replace(LETTER, claims=("e:other",))
    assert not store.enqueue(late, again=False, now=MORNING)
    assert not store.is_claimed("e:other")


def test_a_mail_of_the_version_before_is_read_without_what_it_did_not_have(
    store: SqliteStore,
) -> None:
    store._db.execute(
        "INSERT INTO outbox (period, subject, text, html, message_id, added_at)"
        " VALUES ('m:1', 's', 't', 'h', 'x@goodterms.invalid', '2026-03-02T09:00:00Z')"
    )
    ((_, found),) = store.outbox()
    assert (found.offers, found.thread, found.claims) == ((), "", ())


def test_a_field_of_a_later_version_is_left_out(store: SqliteStore) -> None:
    store.enqueue(LETTER, again=False, now=MORNING)
    rest = json.loads(store._rows("SELECT rest FROM outbox")[0]["rest"])  # type: ignore[arg-type]
    store._db.execute("UPDATE outbox SET rest = ?", [json.dumps({**rest, "colour": "blue"})])
    assert store.outbox()[0][1] == LETTER


def test_a_try_is_seen_while_it_lasts_and_where_it_never_ended(store: SqliteStore) -> None:
    store.enqueue(LETTER, again=False, now=MORNING)
    (number, _), later = store.outbox()[0], MORNING + timedelta(hours=1)
    store.outbox_begin(number, later)
    begun = store.postings()[0]
    assert (begun.state, begun.begun_at) == (State.UNCERTAIN, later)
    store.outbox_failed(number, "nobody answers", later)
    failed = store.postings()[0]
    assert (failed.state, failed.tries, failed.tried_at) == (State.WAITING, 1, later)
    store.outbox_failed(number, "550", later, for_good=True)
    assert store.postings()[0].state is State.REFUSED
    assert store.outbox() == []
    assert store.send_again(number)
    again = store.postings()[0]
    assert (again.state, again.tries, again.trouble) == (State.WAITING, 0, "")
    store.outbox_done(number, later)
    assert (store.postings()[0].state, store.postings()[0].done_at) == (State.SENT, later)


def test_what_was_sent_is_not_changed_by_a_late_word(store: SqliteStore) -> None:
    store.enqueue(LETTER, again=False, now=MORNING)
    number = store.outbox()[0][0]
    store.outbox_done(number, MORNING)
    store.outbox_failed(number, "too late", MORNING, for_good=True)
    store.outbox_begin(number, MORNING)
    assert store.postings()[0].state is State.SENT
    assert not store.send_again(number + 1)
    assert store.posting(number + 1) is None


def test_only_message_ids_of_mails_of_ours_are_issued(store: SqliteStore) -> None:
    names = [f"{number}@goodterms.invalid" for number in range(1200)]
    store.enqueue(LETTER, again=False, now=MORNING)
    store.enqueue(replace(LETTER, period="x", message_id=names[1100]), again=False, now=MORNING)
    assert store.issued(names) == {names[1], names[1100]}
    assert store.issued([]) == frozenset()


def test_reports_refused_since_the_last_that_left_are_stuck_test_mails_never(
    store: SqliteStore,
) -> None:
    periods = ("m:1", "m:2", "m:3", "test:now")
    for number, period in enumerate(periods, start=1):
        letter = replace(LETTER, period=period, message_id=f"{number}@goodterms.invalid")
        store.enqueue(letter, again=False, now=MORNING)
    for number in (1, 3, 4):
        store.outbox_failed(number, f"no {number}", MORNING, for_good=True)
    assert delivery.stuck(store.postings()) == ("mail 3: no 3", "mail 1: no 1")
    store.outbox_done(2, MORNING)
    assert delivery.stuck(store.postings()) == ("mail 3: no 3",)


def test_a_mail_as_json_has_neither_text_nor_code(store: SqliteStore) -> None:
    store.enqueue(LETTER, again=False, now=MORNING)
    found = delivery.values(store.postings()[0])
    assert found["state"] == "waiting"
    assert found["made"] == MORNING.isoformat()
    assert "text č" not in json.dumps(found, ensure_ascii=False)
