"""The provider's own ids of a mail and its thread, where a server gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goodterms.adapters import imap, imap_envelope
from goodterms.core.mail import Envelope, Location
from goodterms.errors import FolderGoneError
from imap_peers import account, mail
from imap_reading import NOW
from imap_script import scripted

if TYPE_CHECKING:
    from imap_peers import Peer

HEADER = 'BODY[HEADER.FIELDS (FROM)]<0> "From: a@b.example"'
ROW = f'INTERNALDATE "02-Mar-2026 09:30:00 +0000" RFC822.SIZE 99 {HEADER}'
PLACE = Location(folder="INBOX", uidvalidity=1, uid=1)


def read(capability: str, ids: str) -> tuple[Envelope, str]:
    """Return the envelope that a server with this capability leads to, and what it was asked."""
    answers = {
        "CAPABILITY": f"* CAPABILITY IMAP4rev1 {capability}\r\nTAG OK x\r\n",
        "FETCH": f"* 1 FETCH (UID 1 {ROW} {ids})\r\nTAG OK x\r\n",
    }
    with scripted(answers) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        (found,) = mailbox.envelopes([1])
        (asked,) = [line for line in script.lines if "FETCH" in line]
    assert isinstance(found, Envelope)
    return found, asked


def test_gmails_ids_are_numbers_of_64_bits_kept_as_text() -> None:
    found, asked = read("X-GM-EXT-1", "X-GM-MSGID 18446744073709551615 X-GM-THRID 1278455344230")
    assert (found.provider_id, found.thread_hint) == ("gm:18446744073709551615", "gm:1278455344230")
    assert "X-GM-MSGID X-GM-THRID" in asked


@pytest.mark.parametrize(
    ("ids", "mail_id", "thread"),
    [
        ("EMAILID (M6d99ac3275) THREADID (T64b478a75)", "M6d99ac3275", "T64b478a75"),
        ("EMAILID (123) THREADID NIL", "123", ""),
        ("EMAILID (0123)", "0123", ""),
    ],
)
def test_the_ids_of_objectid_stand_in_parentheses(ids: str, mail_id: str, thread: str) -> None:
    found, asked = read("OBJECTID", ids)
    assert found.provider_id == f"email:{mail_id}"
    assert found.thread_hint == (f"thread:{thread}" if thread else "")
    assert "EMAILID THREADID" in asked


def test_ids_are_asked_for_only_where_they_are_offered() -> None:
    found, asked = read("UNSELECT", "FLAGS ()")
    assert (found.provider_id, found.thread_hint) == ("", "")
    assert not any(word in asked for word in ("X-GM", "EMAILID", "THREADID"))


@pytest.mark.parametrize("value", [(b"a b",), (b"", b"x"), (), b"x" * 300, b"a\r\nb", ((b"x",),)])
def test_an_id_that_is_none_is_left_out(value: object) -> None:
    row = {
        b"INTERNALDATE": b"02-Mar-2026 09:30:00 +0000",
        b"BODY[HEADER.FIELDS (FROM)]<0>": b"From: a@b.example",
        b"EMAILID": value,
    }
    found = imap_envelope.envelope(row, PLACE)
    assert isinstance(found, Envelope)
    assert found.provider_id == ""


@pytest.mark.parametrize("said", ["[NONEXISTENT] gone", "Mailbox doesn't exist: INBOX"])
def test_a_folder_that_went_away_has_its_own_error(said: str) -> None:
    answers = {"EXAMINE": f"TAG NO {said}\r\n"}
    with (
        scripted(answers) as script,
        imap.connect(script.account(), "x") as mailbox,
        pytest.raises(FolderGoneError, match="'INBOX' cannot be opened"),
    ):
        mailbox.examine("INBOX")


def test_what_the_server_sent_is_counted(peer: Peer) -> None:
    peer.append("INBOX", mail(body="word " * 1000), NOW)
    with imap.connect(account(peer), peer.password) as mailbox:
        state = mailbox.examine("INBOX")
        before = mailbox.received_bytes
        assert before > 0
        uids = mailbox.search(1, state.uidnext - 1, since=None, correspondents=None)
        mailbox.bodies(uids)
        assert 5_000 < mailbox.received_bytes - before < 7_000
