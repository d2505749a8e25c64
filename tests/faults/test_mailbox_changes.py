"""Faults 25 to 29: folders and messages go, or go elsewhere, while they are read."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.adapters import imap
from goodterms.adapters.imap import ImapMailbox
from goodterms.adapters.store import SqliteStore
from goodterms.core.sync import LAST_UID
from goodterms.errors import MailboxError
from imap_folder_script import ScriptedFolder
from imap_peers import account
from mailbox_scenes import MINUTES, deliver, needs_dovecot, read, read_with
from mailroom import ACCOUNT, NOW, facts

if TYPE_CHECKING:
    from goodterms.core.tone import ToneModel
    from imap_dovecot import DovecotMailbox
    from imap_script import Scripted


# --- folders that go ------------------------------------------------------------------------------


class Interfering(ImapMailbox):
    """Lets something happen in another program right after the first SEARCH."""

    happens: Callable[[], object]

    def search(self, low: int, high: int, **terms: object) -> list[int]:
        found = super().search(low, high, **terms)
        event, Interfering.happens = Interfering.happens, lambda: None
        event()
        return found


@needs_dovecot
def test_fault_25_a_folder_deleted_while_it_is_read_is_missing_and_its_facts_stay(
    box: DovecotMailbox, store: SqliteStore, model: ToneModel
) -> None:
    deliver(box, "Alba", 7, 8)
    read(box, store, model)
    before = facts(store)
    deliver(box, "Alba", 9)
    Interfering.happens = lambda: box.server.doveadm("mailbox", "delete", "-u", box.user, "Alba")
    for step in (1, 2):  # the server cuts the session, or it answers with nothing
        try:
            read_with(Interfering, box, store, model, now=NOW + step * MINUTES)
        except MailboxError:
            continue
    last = read(box, store, model, now=NOW + 3 * MINUTES)
    assert (last.unread, last.problems) == (0, 0)
    assert facts(store).items() >= before.items()
    assert store.folder_records(ACCOUNT)["Alba"].missing_at is not None
    assert store.freshness(ACCOUNT).folders == ("INBOX",)


@needs_dovecot
def test_fault_25_a_missing_folder_is_told_once(
    box: DovecotMailbox, store: SqliteStore, model: ToneModel
) -> None:
    deliver(box, "Alba", 7)
    read(box, store, model)
    box.server.doveadm("mailbox", "delete", "-u", box.user, "Alba")
    found = read(box, store, model, now=NOW + MINUTES)
    assert (found.missing, found.unread) == (1, 0)
    assert [(each.source, each.code) for each in store.problems()] == [("Alba", "missing")]
    again = read(box, store, model, now=NOW + 2 * MINUTES)
    assert (again.missing, store.problems()) == (0, [])


@needs_dovecot
def test_fault_26_a_folder_renamed_between_two_runs_is_not_read_again(
    box: DovecotMailbox, store: SqliteStore, model: ToneModel
) -> None:
    deliver(box, "Alba", 7, 8, 9)
    read(box, store, model)
    before = facts(store)
    box.server.doveadm("mailbox", "rename", "-u", box.user, "Alba", "Klijenti")
    deliver(box, "Klijenti", 10)
    found = read(box, store, model, now=NOW + MINUTES)
    assert (found.renamed, found.missing, found.seen, found.new) == (1, 0, 1, 1)
    assert facts(store).items() >= before.items()
    assert set(store.cursors(ACCOUNT)) == {"INBOX", "Klijenti"}


@needs_dovecot
def test_fault_26_a_folder_renamed_while_it_is_read_is_followed_by_the_next_run(
    box: DovecotMailbox, store: SqliteStore, model: ToneModel
) -> None:
    deliver(box, "Alba", 7, 8)
    read(box, store, model)
    deliver(box, "Alba", 9)
    Interfering.happens = lambda: box.server.doveadm(
        "mailbox", "rename", "-u", box.user, "Alba", "Klijenti"
    )
    with suppress(MailboxError):  # the server cuts the session
        read_with(Interfering, box, store, model, now=NOW + MINUTES)
    last = read(box, store, model, now=NOW + 2 * MINUTES)
    assert last.unread == 0
    assert len(facts(store)) == 6
    assert set(store.cursors(ACCOUNT)) == {"INBOX", "Klijenti"}


@needs_dovecot
def test_fault_26_a_sibling_with_the_same_number_is_not_taken_for_the_renamed_folder(
    box: DovecotMailbox, store: SqliteStore, model: ToneModel
) -> None:
    deliver(box, "Alba", 7, 8)
    box.server.doveadm("mailbox", "update", "-u", box.user, "--uid-validity", "99", "Alba")
    read(box, store, model)
    box.server.doveadm("mailbox", "delete", "-u", box.user, "Alba")
    deliver(box, "Other", 20, 21)
    box.server.doveadm("mailbox", "update", "-u", box.user, "--uid-validity", "99", "Other")
    found = read(box, store, model, now=NOW + MINUTES)
    assert (found.renamed, found.missing, found.new) == (0, 1, 2)


# --- messages that go -----------------------------------------------------------------------------


@needs_dovecot
def test_fault_27_a_message_expunged_after_search_is_asked_for_three_times_then_dropped(
    box: DovecotMailbox, store: SqliteStore, model: ToneModel
) -> None:
    Interfering.happens = lambda: box.expunge("INBOX", 2)
    read_with(Interfering, box, store, model)
    assert store.folder_records(ACCOUNT)["INBOX"].pending == {2: 1}
    assert len(facts(store)) == 2, "it holds nothing up"
    for step in (1, 2):
        assert "unfetchable" not in {each.code for each in store.problems()}
        read(box, store, model, now=NOW + step * MINUTES)
    (problem,) = store.problems()
    assert (problem.code, problem.source) == ("unfetchable", "INBOX/2")
    assert store.folder_records(ACCOUNT)["INBOX"].pending == {}
    assert read(box, store, model, now=NOW + 3 * MINUTES).problems == 0


def test_fault_27_a_message_that_fetch_left_out_and_gives_later_is_stored_then(
    server: Scripted, folder: ScriptedFolder, store: SqliteStore, model: ToneModel
) -> None:
    folder.left_out = {3}
    assert read(server, store, model).new == 4
    folder.left_out = set()
    assert read(server, store, model, now=NOW + MINUTES).new == 1
    assert len(facts(store)) == 5
    assert (
        store.folder_records(ACCOUNT)["INBOX"].pending,
        store.problems(),
    ) == ({}, [])


@needs_dovecot
def test_fault_28_a_moved_message_is_one_message_with_a_second_place(
    box: DovecotMailbox, store: SqliteStore, model: ToneModel
) -> None:
    read(box, store, model)
    before = facts(store)
    box.directory("Archive")
    user = ("-u", box.user)
    box.server.doveadm("move", *user, "Archive", "mailbox", "INBOX", "uid", "2")
    found = read(box, store, model, now=NOW + MINUTES)
    assert (found.seen, found.new, found.scored) == (1, 0, 0)
    assert facts(store) == before
    (moved,) = (name for name in before if len(store.places(ACCOUNT, name)) == 2)
    for days in (1, 2):
        read(box, store, model, now=NOW + timedelta(days=days, minutes=10))
    assert [each.folder for each in store.places(ACCOUNT, moved)] == ["Archive"]


@needs_dovecot
def test_fault_29_the_last_message_is_not_taken_for_a_new_one(
    box: DovecotMailbox, store: SqliteStore, model: ToneModel
) -> None:
    read(box, store, model)
    with imap.connect(account(box), box.password) as mailbox:
        mailbox.examine("INBOX")
        raw = mailbox._client.search(["UID", "4:*"])
        assert raw == [3], "what the server says"
        assert mailbox.search(4, LAST_UID, since=None, correspondents=None) == []
    assert read(box, store, model, now=NOW + MINUTES).seen == 0


def test_fault_29_neither_is_it_when_the_server_tells_no_uidnext(
    server: Scripted, folder: ScriptedFolder, store: SqliteStore, model: ToneModel
) -> None:
    folder.told = None
    read(server, store, model)
    asked = len(folder.fetched)
    assert read(server, store, model, now=NOW + MINUTES).seen == 0
    assert len(folder.fetched) == asked
