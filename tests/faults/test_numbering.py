"""Faults 20 to 24: a folder is numbered anew, or its numbers are missing or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from goodterms.adapters import imap
from goodterms.adapters.store import SqliteStore
from imap_folder_script import ScriptedFolder
from imap_peers import account
from mailbox_scenes import MINUTES, needs_dovecot, read
from mailroom import ACCOUNT, NOW, a_reading, facts, fetch

if TYPE_CHECKING:
    from goodterms.core.tone import ToneModel
    from imap_dovecot import DovecotMailbox
    from imap_script import Scripted


# --- numbered anew -----------------------------------------------------------------------------


@needs_dovecot
def test_fault_20_a_folder_numbered_anew_gives_no_fact_twice_and_no_text_again(
    box: DovecotMailbox, store: SqliteStore, model: ToneModel
) -> None:
    read(box, store, model)
    before = facts(store)
    box.server.doveadm("mailbox", "update", "-u", box.user, "--uid-validity", "777", "INBOX")
    with imap.connect(account(box), box.password) as mailbox, mailbox.recording() as lines:
        found = fetch(mailbox, store, a_reading(model), now=NOW + MINUTES)
    assert store.folder_records(ACCOUNT)["INBOX"].cursor.uidvalidity == 777
    assert (found.seen, found.new, found.scored) == (3, 0, 0)
    assert facts(store) == before
    assert not [line for line in lines if "BODYSTRUCTURE" in line or "BODY.PEEK[1" in line]
    for message in before:
        assert [each.uidvalidity for each in store.places(ACCOUNT, message)] == [777]


@pytest.mark.parametrize("number", [8, 6])
def test_fault_22_a_smaller_uidvalidity_is_a_change_like_a_larger_one(
    number: int, server: Scripted, folder: ScriptedFolder, store: SqliteStore, model: ToneModel
) -> None:
    read(server, store, model)
    before, texts = facts(store), len(folder.text_requests)
    folder.uidvalidity = number
    folder.fill(1, first=6)
    found = read(server, store, model, now=NOW + MINUTES)
    assert (found.seen, found.new) == (6, 1)
    assert facts(store).items() >= before.items()
    assert folder.text_requests[texts:] == [6]


def test_fault_21_a_folder_numbered_anew_each_time_is_left_alone_after_three_in_a_day(
    server: Scripted, folder: ScriptedFolder, store: SqliteStore, model: ToneModel
) -> None:
    read(server, store, model)
    for step in range(1, 4):
        folder.uidvalidity += 1
        assert not read(server, store, model, now=NOW + step * MINUTES).unread
    asked = len(folder.fetched)
    for step in range(4, 7):
        folder.uidvalidity += 1
        assert read(server, store, model, now=NOW + step * MINUTES).unread == 1
    assert len(folder.fetched) == asked, "nothing of it is read"
    (noted,) = store.noted()
    assert (noted.problem.code, noted.problem.source, noted.count) == ("reset", "INBOX", 3)
    assert "again when a day has passed" in noted.problem.text
    assert store.freshness(ACCOUNT).mail_at == NOW + 3 * MINUTES
    assert len(facts(store)) == 5
    folder.fill(1, first=6)
    later = read(server, store, model, now=NOW + timedelta(days=1, minutes=10))
    assert (later.unread, later.new) == (0, 1)
    assert store.problems() == []


# --- numbers that are missing or wrong ------------------------------------------------------------


@pytest.mark.parametrize("told", [None, 0])
def test_fault_23_without_uidnext_all_is_read_once_by_what_was_seen(
    told: int | None,
    server: Scripted,
    folder: ScriptedFolder,
    store: SqliteStore,
    model: ToneModel,
) -> None:
    folder.told = told
    assert read(server, store, model).new == 5
    assert read(server, store, model, now=NOW + MINUTES).seen == 0
    folder.fill(2, first=8)
    assert read(server, store, model, now=NOW + 2 * MINUTES).seen == 2
    assert sorted(folder.fetched) == [1, 2, 3, 4, 5, 8, 9]
    assert store.folder_records(ACCOUNT)["INBOX"].cursor.high == 9


def test_fault_23_a_uidnext_that_became_smaller_hides_no_new_mail(
    server: Scripted, folder: ScriptedFolder, store: SqliteStore, model: ToneModel
) -> None:
    folder.told = 101
    read(server, store, model)
    folder.told = ""
    folder.fill(1, first=6)  # UIDNEXT is 7 now
    assert read(server, store, model, now=NOW + MINUTES).seen == 1
    assert len(facts(store)) == 6
    asked = len(server.lines)
    assert read(server, store, model, now=NOW + 2 * MINUTES).seen == 0
    assert not [line for line in server.lines[asked:] if line.startswith("EXAMINE")]


@pytest.mark.parametrize(
    "modseqs",
    [("", ""), ("* OK [NOMODSEQ] none\r\n",) * 2,
     ("* OK [HIGHESTMODSEQ 900] high\r\n", "* OK [HIGHESTMODSEQ 3] high\r\n")],
    ids=["missing", "none", "going back"],
)  # fmt: skip
def test_fault_24_modification_numbers_decide_nothing(
    modseqs: Sequence[str],
    server: Scripted,
    folder: ScriptedFolder,
    store: SqliteStore,
    model: ToneModel,
) -> None:
    folder.further = modseqs[0]
    read(server, store, model)
    folder.further = modseqs[1]
    folder.fill(2, first=6)
    assert read(server, store, model, now=NOW + MINUTES).new == 2
    assert read(server, store, model, now=NOW + 2 * MINUTES).seen == 0
    assert store.problems() == []
