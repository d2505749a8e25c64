"""Faults 53 to 55: mail without a Message-ID, with somebody else's, and the same mail twice.

And the promise that goes with it: whose text is never asked for.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from goodterms.adapters import imap
from goodterms.adapters.store import SqliteStore, open_store
from imap_peers import ARRIVED, Peer, account, mail
from mailroom import ACCOUNT, NOW, a_reading, facts, fetch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodterms.core.summary import FetchSummary
    from goodterms.core.tone import ToneModel

STRANGER = "boss@elsewhere.example"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(tmp_path / "goodterms.db") as found:
        yield found


def read(peer: Peer, store: SqliteStore, model: ToneModel, **changes: object) -> FetchSummary:
    with imap.connect(account(peer), peer.password) as mailbox:
        return fetch(mailbox, store, a_reading(model, **changes))


def without_id(raw: bytes) -> bytes:
    return re.sub(rb"Message-ID: [^\r]*\r\n", b"", raw)


def test_fault_53_mail_without_a_message_id_is_known_by_what_it_says(
    peer: Peer, store: SqliteStore, model: ToneModel
) -> None:
    for subject in ("Poster", "Leaflet"):
        peer.append("INBOX", without_id(mail(subject=subject)), ARRIVED)
    peer.append("Sent", without_id(mail(subject="Poster")), ARRIVED + timedelta(days=2))
    found = read(peer, store, model)
    assert (found.seen, found.new) == (3, 2)
    assert sorted(each.subject for each in store.facts("Alba").messages) == ["Leaflet", "Poster"]
    assert found.flaws["no-message-id"] == 2


def test_fault_54_two_mails_with_one_message_id_are_two_messages(
    peer: Peer, store: SqliteStore, model: ToneModel
) -> None:
    peer.append("INBOX", mail(number=1, body="Please send me the draft today.\r\n"), ARRIVED)
    other = mail(number=1, body="Please send me the invoice.\r\n").replace(
        b"02 Mar 2026 10:30", b"03 Mar 2026 11:00"
    )
    peer.append("INBOX", other, ARRIVED + timedelta(days=1))
    found = read(peer, store, model)
    assert (found.seen, found.new, found.scored) == (2, 2, 2)
    assert len({each.id for each in store.facts("Alba").messages}) == 2


def test_fault_55_the_same_mail_in_two_folders_is_one_message_with_two_places(
    peer: Peer, store: SqliteStore, model: ToneModel
) -> None:
    own = mail(sender="mara@studio.example", to="ana@alba.example, mara@studio.example")
    for folder in ("INBOX", "Sent"):
        peer.append(folder, own, ARRIVED)
    with imap.connect(account(peer), peer.password) as mailbox, mailbox.recording() as lines:
        found = fetch(mailbox, store, a_reading(model))
    (message,) = store.facts("Alba").messages
    assert (found.seen, found.new, message.direction) == (2, 1, "out")
    assert [each.folder for each in store.places(ACCOUNT, message.id)] == ["INBOX", "Sent"]
    assert len([line for line in lines if "BODYSTRUCTURE" in line]) == 1, "one text, asked for once"


@pytest.mark.parametrize("everybody", [False, True])
def test_texts_of_unmapped_mail_are_never_asked_for(
    everybody: bool, peer: Peer, store: SqliteStore, model: ToneModel
) -> None:
    """Read from the transcript: every UID of every command that asks for more than headers."""
    for number in range(1, 41):
        sender = STRANGER if number % 2 else "ana@alba.example"
        robot = "Auto-Submitted: auto-replied\r\n" if number % 8 == 0 else ""
        raw = mail(number=number, sender=sender, headers=robot, body=f"Words {number}.\r\n")
        peer.append("INBOX", raw, ARRIVED + timedelta(hours=number))
    with imap.connect(account(peer), peer.password) as mailbox, mailbox.recording() as lines:
        found = fetch(mailbox, store, a_reading(model, everybody=everybody))
    assert found.seen == (40 if everybody else 20)
    numbers = dict(zip(sorted(peer.flags("INBOX")), range(1, 41), strict=True))
    asked: set[int] = set()
    for line in lines:
        if line.startswith("UID FETCH") and "HEADER.FIELDS" not in line:
            asked |= {numbers[int(each)] for each in line.split(" ")[2].split(",")}
    assert asked == {uid for uid in range(1, 41) if uid % 2 == 0 and uid % 8}
    assert len(facts(store)) == 20
    if not everybody:
        headers = [line for line in lines if "HEADER.FIELDS" in line]
        seen = {numbers[int(each)] for line in headers for each in line.split(" ")[2].split(",")}
        assert seen == {uid for uid in range(1, 41) if uid % 2 == 0}, "not even their headers"


def test_mail_known_before_the_server_gave_ids_is_not_new_when_it_does(
    peer: Peer, store: SqliteStore, model: ToneModel
) -> None:
    """As after an upgrade: the same mailbox, numbered anew, now with ids of its own."""
    peer.append("INBOX", mail(number=1), ARRIVED)
    peer.append("INBOX", mail(number=2, subject="Leaflet"), ARRIVED)
    read(peer, store, model)
    before = facts(store)
    with imap.connect(account(peer), peer.password) as mailbox:
        found = fetch(Naming(mailbox), store, a_reading(model), now=NOW + timedelta(hours=1))
    assert (found.seen, found.new) == (2, 0)
    assert facts(store) == before
    assert store.dump().count('"gm:') == 2


class Naming:
    """A mailbox whose server has begun to give ids, under another UIDVALIDITY."""

    def __init__(self, mailbox: imap.ImapMailbox) -> None:
        self._mailbox = mailbox

    def __getattr__(self, name: str) -> object:
        return getattr(self._mailbox, name)

    def folders(self) -> list[object]:
        return [replace(each, uidvalidity=99) for each in self._mailbox.folders()]

    def examine(self, folder: str) -> object:
        return replace(self._mailbox.examine(folder), uidvalidity=99)

    def envelopes(self, uids: list[int]) -> list[object]:
        return [
            replace(
                each,
                provider_id=f"gm:{2**63 + each.location.uid}",
                location=replace(each.location, uidvalidity=99),
            )
            for each in self._mailbox.envelopes(uids)
        ]
