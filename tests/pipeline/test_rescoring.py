"""After an update of the tone model, old texts are read again: last, bounded, newest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import MORNING, a_body, a_client, an_envelope
from fakes import FakeFolder, FakeMailbox
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.core.mail import Message, Problem
from goodterms.core.matching import Mapping
from goodterms.core.rescoring import RUN, TOGETHER, OldScores
from goodterms.errors import UnreachableError
from mailroom import ACCOUNT, NOW, Killed, a_mailbox, a_reading, content, facts, fetch, updated

if TYPE_CHECKING:
    from goodterms.core.tone import ToneModel
    from goodterms.reading import Reading

LATER = NOW + timedelta(hours=1)
SINCE = date(2025, 11, 16)
HURRY = "I need the poster tonight and nobody answers me, call me at once."


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    with open_store(tmp_path / "goodterms.db") as found:
        yield found


def alone(*texts: str, folder: str = "INBOX") -> FakeMailbox:
    mailbox = FakeMailbox({folder: FakeFolder()})
    for number, text in enumerate(texts, start=1):
        mailbox.add(folder, an_envelope(number, at=MORNING + timedelta(hours=number)), a_body(text))
    return mailbox


def single_copies(count: int) -> FakeMailbox:
    mailbox = a_mailbox(count)
    del mailbox.store["Archive"].mails[1]
    return mailbox


def messages(store: SqliteStore) -> list[Message]:
    return list(store.facts("Alba").messages)


def old(store: SqliteStore, reading: Reading) -> OldScores:
    return store.old_scores(reading.model, account=ACCOUNT, since=reading.since)


def test_a_score_names_its_model_and_what_is_not_scored_names_none(
    store: SqliteStore, model: ToneModel
) -> None:
    fetch(a_mailbox(20), store, a_reading(model))
    named = {bool(each.scores): each.model for each in messages(store)}
    assert named == {True: model.digest, False: ""}


def test_old_texts_are_scored_again_and_end_as_if_the_new_model_had_read_them_first(
    tmp_path: Path, model: ToneModel
) -> None:
    new = updated(model)
    with open_store(tmp_path / "fresh.db") as store:
        fetch(single_copies(40), store, a_reading(new))
        expected = facts(store)
    with open_store(tmp_path / "old.db") as store:
        fetch(single_copies(40), store, a_reading(model))
        before = facts(store)
        assert before != expected
        mailbox = single_copies(40)
        found = fetch(mailbox, store, a_reading(new), now=LATER)
        assert found.rescored == sum(1 for each in before.values() if each.scores) > 20
        assert (found.seen, found.new, found.scored) == (0, 0, 0)
        assert facts(store) == expected
        assert old(store, a_reading(new)) == OldScores(scored=found.rescored)


def test_a_second_run_asks_for_no_text(store: SqliteStore, model: ToneModel) -> None:
    mailbox, new = a_mailbox(40), a_reading(updated(model), at_once=True)
    fetch(mailbox, store, a_reading(model))
    assert fetch(mailbox, store, new, now=LATER).rescored > 0
    before, asked = content(store), len(mailbox.bodies_of)
    again = fetch(mailbox, store, new, now=LATER + timedelta(hours=1))
    assert (again.rescored, len(mailbox.bodies_of)) == (0, asked)
    assert "EXAMINE INBOX" not in mailbox.asked[-1:]
    unread = [line for line in before.splitlines() if not line.startswith("meta ")]
    assert unread == [line for line in content(store).splitlines() if not line.startswith("meta ")]


def test_identity_times_and_places_stay_whatever_the_text_says_now(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox = alone("It just does not feel right somehow, make it pop more.")
    fetch(mailbox, store, a_reading(model))
    (before,) = messages(store)
    places = store.places(ACCOUNT, before.id)
    envelope, _ = mailbox.store["INBOX"].mails[1]
    other = replace(envelope, subject="Another", sent_at=NOW, internal_at=NOW, message_id="x@y")
    text = HURRY + " Please change the title too."
    mailbox.store["INBOX"].mails[1] = (other, a_body(text, attachments=("a.pdf",)))
    fetch(mailbox, store, a_reading(updated(model)), now=LATER)
    (after,) = messages(store)
    assert after.words == 18
    assert after.attachments == 1
    assert after.demand
    assert after.scores != before.scores
    assert after.excerpt != before.excerpt
    kept = ("id", "arrived_at", "clock", "sent_at", "internal_at", "message_id", "subject")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert store.places(ACCOUNT, after.id) == places


def test_flaws_of_a_text_are_not_noted_twice(store: SqliteStore, model: ToneModel) -> None:
    mailbox = FakeMailbox({"INBOX": FakeFolder()})
    envelope = an_envelope(flaws=("no-date",))
    mailbox.add("INBOX", envelope, a_body(HURRY, flaws=("charset", "truncated")))
    fetch(mailbox, store, a_reading(model))
    mailbox.put("INBOX", 1, envelope, a_body(HURRY, flaws=("charset",)))
    fetch(mailbox, store, a_reading(updated(model)), now=LATER)
    assert messages(store)[0].flaws == ("no-date", "charset")


def test_new_mail_of_all_folders_comes_before_any_old_text(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox = a_mailbox(60)
    fetch(mailbox, store, a_reading(model))
    mailbox.asked.clear()
    mailbox.bodies_of.clear()
    fresh = [
        mailbox.add(folder, an_envelope(9000 + number, at=NOW), a_body(HURRY))
        for number, folder in enumerate(("INBOX", "Archive"))
    ]
    found = fetch(mailbox, store, a_reading(updated(model)), now=LATER)
    assert found.rescored > 20
    assert mailbox.bodies_of[:2] == fresh
    assert len(mailbox.bodies_of) == 2 + found.rescored


def test_old_texts_are_read_newest_first_a_few_at_a_time_and_boundedly_in_one_run(
    store: SqliteStore, model: ToneModel
) -> None:
    count = RUN + TOGETHER + 7
    mailbox, new = alone(*[HURRY] * count), a_reading(updated(model))
    fetch(mailbox, store, a_reading(model))
    mailbox.bodies_of.clear()
    mailbox.asked.clear()
    assert old(store, new) == OldScores(scored=count, waiting=count)
    assert fetch(mailbox, store, new, now=LATER).rescored == RUN
    assert sorted(mailbox.bodies_of, reverse=True) == list(range(count, count - RUN, -1))
    assert mailbox.asked.count("FETCH BODY") == RUN // TOGETHER
    assert old(store, new) == OldScores(scored=count, waiting=TOGETHER + 7)
    newest = [each.model == new.model for each in messages(store)]
    assert newest == [False] * (TOGETHER + 7) + [True] * RUN


def test_all_of_it_is_read_at_once_when_asked_for(store: SqliteStore, model: ToneModel) -> None:
    count = RUN + 3
    mailbox, told = alone(*[HURRY] * count), []
    fetch(mailbox, store, a_reading(model))
    reading = a_reading(updated(model), at_once=True)
    found = fetch(mailbox, store, reading, now=LATER, progress=lambda *each: told.append(each))
    assert found.rescored == count
    steps = [(done, total) for label, done, total in told if label == "new model"]
    assert steps[0] == (0, count)
    assert steps[-1] == (count, count)
    assert len(steps) == RUN // TOGETHER + 2


def test_half_of_the_days_bytes_are_left_to_new_mail(store: SqliteStore, model: ToneModel) -> None:
    mailbox = alone(*[HURRY] * 350)
    fetch(mailbox, store, a_reading(model))
    day = NOW + timedelta(days=1)
    new = a_reading(updated(model), daily_bytes=800_000)
    found = fetch(mailbox, store, new, now=day)
    assert 400_000 <= store.received_on(ACCOUNT, day.date()) < 560_000
    assert found.rescored == 3 * TOGETHER
    assert (found.stopped, found.problems, store.problems()) == (False, 0, [])
    assert store.freshness(ACCOUNT).mail_at == day, "all new mail was read"
    assert fetch(mailbox, store, new, now=day + timedelta(hours=1)).rescored == 0
    whole = replace(new, at_once=True, daily_bytes=250_000)
    forced = fetch(mailbox, store, whole, now=day + timedelta(days=1))
    assert forced.rescored == 2 * TOGETHER
    assert forced.stopped
    assert [each.code for each in store.problems()] == ["budget"]


def test_mail_from_before_the_horizon_keeps_its_scores(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox = alone(HURRY)
    fetch(mailbox, store, a_reading(model))
    later = a_reading(updated(model), since=MORNING.date() + timedelta(days=1))
    assert fetch(mailbox, store, later, now=LATER).rescored == 0
    assert messages(store)[0].model == model.digest
    assert old(store, later) == OldScores(scored=1, kept=1)


def test_a_lost_connection_among_old_texts_leaves_the_new_mail_read(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox, new = alone(*[HURRY] * 120), a_reading(updated(model))
    fetch(mailbox, store, a_reading(model))
    mailbox.fail_after = 3  # LIST, EXAMINE, one FETCH
    with pytest.raises(UnreachableError):
        fetch(mailbox, store, new, now=LATER)
    assert old(store, new).waiting == 120 - TOGETHER
    assert store.freshness(ACCOUNT).mail_at == LATER
    mailbox.fail_after = None
    assert fetch(mailbox, store, new, now=LATER).rescored == 120 - TOGETHER


def test_a_service_that_is_asked_to_stop_does_so_between_a_few_texts(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox, new = alone(*[HURRY] * 130), a_reading(updated(model))
    fetch(mailbox, store, a_reading(model))

    def stop(label: str, done: int, total: int) -> None:
        if (label, done, total) == ("new model", TOGETHER, 130):
            raise Killed

    with pytest.raises(Killed):
        fetch(mailbox, store, new, now=LATER, progress=stop)
    assert old(store, new) == OldScores(scored=130, waiting=130 - TOGETHER)


def test_a_text_that_cannot_be_read_any_more_keeps_its_scores_and_is_asked_for_once(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox, new = alone(HURRY, HURRY), a_reading(updated(model))
    fetch(mailbox, store, a_reading(model))
    bad = Problem(kind="message", source="INBOX/1", text="the text cannot be read (ValueError)")
    mailbox.put("INBOX", 1, an_envelope(1), bad)
    found = fetch(mailbox, store, new, now=LATER)
    assert (found.rescored, found.problems) == (1, 1)
    assert store.problems() == [replace(bad, code="unparsable")]
    assert [each.model for each in messages(store)] == [model.digest, new.model]
    assert old(store, new) == OldScores(scored=2, kept=1)
    mailbox.bodies_of.clear()
    fetch(mailbox, store, new, now=LATER + timedelta(hours=1))
    assert mailbox.bodies_of == []
    third = a_reading(updated(model, "third"))
    assert fetch(mailbox, store, third, now=LATER + timedelta(hours=2)).rescored == 1
    assert sorted(mailbox.bodies_of) == [1, 2], "another model asks again"


def test_the_text_of_a_former_client_is_not_asked_for(store: SqliteStore, model: ToneModel) -> None:
    mailbox = alone(HURRY)
    fetch(mailbox, store, a_reading(model))
    mailbox.bodies_of.clear()
    other = Mapping([a_client("Other", addresses=("ivo@other.example",))])
    found = fetch(mailbox, store, a_reading(updated(model), mapping=other), now=LATER)
    assert (found.rescored, mailbox.bodies_of) == (0, [])
    assert store.old_scores("second", clients=["Other"]) == OldScores(scored=1, kept=1)
