"""Old texts that are read again lie somewhere, are gone, or are withheld."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import MORNING, a_body, an_envelope
from fakes import FakeFolder, FakeMailbox
from goodterms.adapters.store import SqliteStore, open_store
from goodterms.core import sync
from goodterms.core.rescoring import OldScores
from mailroom import ACCOUNT, NOW, a_reading, content, fetch, updated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.core.mail import Body, Problem
    from goodterms.core.tone import ToneModel
    from goodterms.reading import Reading

LATER = NOW + timedelta(hours=1)
TEXT = "I need the poster tonight and nobody answers me, call me at once."


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    with open_store(tmp_path / "goodterms.db") as found:
        yield found


class Withholding(FakeMailbox):
    """Lists every mail, and leaves the texts of some out."""

    withheld: frozenset[int] = frozenset()

    def bodies(self, uids: Sequence[int]) -> Mapping[int, Body | Problem]:
        found = super().bodies(uids)
        return {uid: body for uid, body in found.items() if uid not in self.withheld}


def a_box(*folders: str, count: int = 3) -> Withholding:
    """Return a mailbox with the same mails in each folder."""
    mailbox = Withholding({folder: FakeFolder() for folder in folders})
    for folder in folders:
        for number in range(1, count + 1):
            at = MORNING + timedelta(hours=number)
            mailbox.add(folder, an_envelope(number, at=at), a_body(TEXT))
    return mailbox


def old(store: SqliteStore, reading: Reading) -> OldScores:
    return store.old_scores(reading.model, account=ACCOUNT, since=reading.since)


def models(store: SqliteStore) -> list[str]:
    return [each.model for each in store.facts("Alba").messages]


def test_a_message_that_is_gone_keeps_its_scores_and_their_model(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox, new = a_box("INBOX"), a_reading(updated(model))
    fetch(mailbox, store, a_reading(model))
    before = store.facts("Alba").messages[1]
    mailbox.store["INBOX"].mails[2] = None  # SEARCH still saw it
    del mailbox.store["INBOX"].mails[2]
    found = fetch(mailbox, store, new, now=LATER)
    assert (found.rescored, found.problems) == (2, 0)
    assert models(store) == [new.model, model.digest, new.model]
    assert store.facts("Alba").messages[1] == before
    assert old(store, new) == OldScores(scored=3, kept=1)
    assert "rescore_miss" not in content(store), "its place says it, nothing was tried"
    mailbox.asked.clear()
    fetch(mailbox, store, new, now=LATER + timedelta(hours=1))
    assert "FETCH BODY" not in mailbox.asked


def test_a_message_that_is_gone_from_one_folder_is_read_in_another(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox, new = a_box("INBOX", "Archive", count=1), a_reading(updated(model))
    fetch(mailbox, store, a_reading(model))
    del mailbox.store["INBOX"].mails[1]
    fetch(mailbox, store, new, now=LATER)
    fetch(mailbox, store, new, now=LATER + timedelta(hours=1))
    assert models(store) == [new.model]


def test_a_message_that_is_moved_is_found_and_read_in_its_new_place(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox, new = a_box("INBOX", count=1), a_reading(updated(model))
    mailbox.store["Archive"] = FakeFolder()
    fetch(mailbox, store, a_reading(model))
    envelope, body = mailbox.store["INBOX"].mails.pop(1)
    fetch(mailbox, store, new, now=LATER)
    assert models(store) == [model.digest]
    mailbox.add("Archive", envelope, body)
    found = fetch(mailbox, store, new, now=LATER + timedelta(hours=1))
    assert (found.new, found.rescored) == (0, 1)
    assert models(store) == [new.model]


def test_a_text_that_is_withheld_is_asked_for_in_three_runs_and_then_named(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox, new = a_box("INBOX"), a_reading(updated(model))
    fetch(mailbox, store, a_reading(model))
    mailbox.withheld = frozenset({2})
    mailbox.bodies_of.clear()
    for hours in range(1, 6):
        waiting = old(store, new).waiting
        assert waiting == (3 if hours == 1 else 1 if hours <= sync.TRIES else 0)
        fetch(mailbox, store, new, now=NOW + timedelta(hours=hours))
    assert mailbox.bodies_of.count(2) == sync.TRIES
    assert [each.code for each in store.problems()] == ["unfetchable"]
    assert models(store) == [new.model, model.digest, new.model]
    assert old(store, new) == OldScores(scored=3, kept=1)


def test_a_run_that_is_taken_up_again_counts_a_withheld_text_once(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox, new = a_box("INBOX"), a_reading(updated(model))
    fetch(mailbox, store, a_reading(model))
    mailbox.withheld = frozenset({2})
    mailbox.bodies_of.clear()
    for _ in range(sync.TRIES + 1):
        fetch(mailbox, store, new, now=LATER)
    assert mailbox.bodies_of.count(2) == 1
    mailbox.withheld = frozenset()
    fetch(mailbox, store, new, now=LATER + timedelta(hours=1))
    assert models(store) == [new.model] * 3
    assert "rescore_miss" not in content(store)


def test_a_folder_that_is_left_alone_for_its_numbers_gives_no_text_of_another_mail(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox, new = a_box("INBOX", count=2), a_reading(updated(model))
    fetch(mailbox, store, a_reading(model))
    for number in range(sync.RESETS):
        mailbox.renumber("INBOX", 10 + number)
        fetch(mailbox, store, a_reading(model), now=LATER + timedelta(minutes=number))
    mailbox.renumber("INBOX", 99)
    box = mailbox.store["INBOX"].mails
    box[1], box[2] = box[2], box[1]
    mailbox.bodies_of.clear()
    found = fetch(mailbox, store, new, now=LATER + timedelta(hours=1))
    assert (found.rescored, mailbox.bodies_of) == (0, [])
    assert models(store) == [model.digest] * 2
    fetch(mailbox, store, new, now=LATER + timedelta(days=2))
    assert models(store) == [new.model] * 2


def test_a_text_that_was_given_up_is_read_when_the_message_turns_up_elsewhere(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox, new = a_box("INBOX", count=1), a_reading(updated(model))
    mailbox.store["Archive"] = FakeFolder()
    fetch(mailbox, store, a_reading(model))
    mailbox.withheld = frozenset({1})
    for hours in range(1, sync.TRIES + 1):
        fetch(mailbox, store, new, now=NOW + timedelta(hours=hours))
    assert old(store, new).kept == 1
    mailbox.store["Archive"].given = 6
    mailbox.add("Archive", *mailbox.store["INBOX"].mails.pop(1))
    fetch(mailbox, store, new, now=NOW + timedelta(hours=9))
    assert old(store, new).waiting == 0 or models(store) == [new.model]
    fetch(mailbox, store, new, now=NOW + timedelta(hours=10))
    assert models(store) == [new.model]


def test_a_folder_that_cannot_be_opened_keeps_no_other_from_being_read(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox, new = a_box("INBOX", count=2), a_reading(updated(model))
    fetch(mailbox, store, a_reading(model))
    mailbox.add("Sent", an_envelope(77), a_body(TEXT))
    fetch(mailbox, store, a_reading(model), now=LATER)
    mailbox.store["INBOX"].broken = True
    fetch(mailbox, store, new, now=LATER + timedelta(hours=1))
    assert models(store).count(new.model) == 1
    assert [(each.kind, each.source) for each in store.problems()] == [("folder", "INBOX")]
    mailbox.store["INBOX"].broken = False
    fetch(mailbox, store, new, now=LATER + timedelta(hours=2))
    assert set(models(store)) == {new.model}
    assert store.problems() == []


def test_a_folder_that_is_numbered_anew_is_read_again_under_its_new_numbers(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox, new = a_box("INBOX"), a_reading(updated(model))
    fetch(mailbox, store, a_reading(model))
    mailbox.store["INBOX"].mails.pop(1)
    mailbox.renumber("INBOX", 7)
    found = fetch(mailbox, store, new, now=LATER)
    assert found.rescored == 2
    assert old(store, new) == OldScores(scored=3, kept=1)


def test_a_folder_that_is_not_listed_any_more_has_nothing_to_wait_for(
    store: SqliteStore, model: ToneModel
) -> None:
    mailbox, new = a_box("INBOX", "Old"), a_reading(updated(model))
    for uid in list(mailbox.store["INBOX"].mails):
        del mailbox.store["INBOX"].mails[uid]
    fetch(mailbox, store, a_reading(model))
    del mailbox.store["Old"]
    assert fetch(mailbox, store, new, now=LATER).rescored == 0
    assert old(store, new) == OldScores(scored=3, kept=3)
