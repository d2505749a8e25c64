"""The guard: what cannot be sent, whatever asks for it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodterms.adapters.imap_signin import hang_up, open_client
from goodterms.adapters.watchdog import Watchdog
from goodterms.adapters.wire import READING_VERBS, Guard, verb_of
from goodterms.errors import ReadOnlyViolationError
from imap_peers import ARRIVED, USER, account, mail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from imapclient import IMAPClient

    from goodterms.adapters.wire import GuardedClient
    from imap_peers import Peer

MUTATING: dict[str, Callable[[IMAPClient], object]] = {
    "add flags": lambda client: client.add_flags([1], [b"\\Seen"]),
    "remove flags": lambda client: client.remove_flags([1], [b"\\Seen"]),
    "set flags": lambda client: client.set_flags([1], [b"\\Seen"]),
    "silent flags": lambda client: client.add_flags([1], [b"\\Seen"], silent=True),
    "delete messages": lambda client: client.delete_messages([1]),
    "gmail labels": lambda client: client.add_gmail_labels([1], ["x"]),
    "move": lambda client: client.move([1], "Sent"),
    "copy": lambda client: client.copy([1], "Sent"),
    "append": lambda client: client.append("INBOX", b"From: a\r\n\r\nx"),
    "multiappend": lambda client: client.multiappend("INBOX", [b"From: a\r\n\r\nx"]),
    "expunge": lambda client: client.expunge(),
    "expunge ids": lambda client: client.expunge([1]),
    "uid expunge": lambda client: client.uid_expunge([1]),
    "create": lambda client: client.create_folder("New"),
    "rename": lambda client: client.rename_folder("Sent", "Old"),
    "delete folder": lambda client: client.delete_folder("Sent"),
    "subscribe": lambda client: client.subscribe_folder("Sent"),
    "unsubscribe": lambda client: client.unsubscribe_folder("Sent"),
    "select": lambda client: client.select_folder("INBOX"),
    "close": lambda client: client.close_folder(),
    "idle": lambda client: client.idle(),
    "idle done": lambda client: client.idle_done(),
    "whole message": lambda client: client.fetch([1], ["BODY[]"]),
    "text": lambda client: client.fetch([1], ["BODY[TEXT]"]),
    "text after a peek": lambda client: client.fetch([1], ["BODY.PEEK[TEXT]", "BODY[1]"]),
    "rfc822": lambda client: client.fetch([1], ["RFC822"]),
    "rfc822 text": lambda client: client.fetch([1], ["RFC822.TEXT"]),
    "binary": lambda client: client.fetch([1], ["BINARY[1]"]),
    "a second command in an item": lambda client: client.fetch(
        [1], ["FLAGS)\r\nA1 STORE 1 +FLAGS (\\Seen"]
    ),
    "without a limit": lambda client: client.fetch([1], ["BODY.PEEK[]"]),
    "envelope": lambda client: client.fetch([1], ["ENVELOPE"]),
    "a second command in a folder": lambda client: client.folder_status(
        "INBOX", ["UIDNEXT)\r\nX ("]
    ),
    "a second command in a search": lambda client: client.search("ALL\r\nA1 EXPUNGE"),
}


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def client(peer: Peer, lines: list[str]) -> Iterator[GuardedClient]:
    peer.append("INBOX", mail(), ARRIVED)
    found = open_client(
        account(peer), peer.password, guard=Guard(transcript=lines), watchdog=Watchdog()
    )
    # every capability is claimed, so that the guard decides and not the library
    found._cached_capabilities = (
        b"IMAP4REV1", b"MOVE", b"UIDPLUS", b"MULTIAPPEND", b"IDLE", b"X-GM-EXT-1", b"UNSELECT",
    )  # fmt: skip
    found.select_folder("INBOX", readonly=True)
    yield found
    hang_up(found)


@pytest.mark.parametrize("name", MUTATING)
def test_what_could_change_the_mailbox_is_never_sent(
    client: GuardedClient, peer: Peer, lines: list[str], name: str
) -> None:
    before = list(lines)
    flags = peer.flags("INBOX")
    with pytest.raises(ReadOnlyViolationError, match="only reads"):
        MUTATING[name](client)
    assert lines == before
    assert peer.flags("INBOX") == flags


def test_the_connection_goes_on_after_a_refusal(client: GuardedClient) -> None:
    uids = client.search(["ALL"])
    with pytest.raises(ReadOnlyViolationError):
        client.add_flags(uids, [b"\\Seen"])
    with pytest.raises(ReadOnlyViolationError):
        client.append("INBOX", b"x")
    assert list(client.fetch(uids, ["BODY.PEEK[HEADER.FIELDS (DATE)]<0.100>", "FLAGS"])) == uids


def test_reading_passes(client: GuardedClient) -> None:
    assert client.search(["FROM", "ana@alba.example", "SINCE", date(2026, 1, 1)])
    assert len(client.search(["ALL"])) == 1


def test_a_search_in_other_letters_is_not_sent(client: GuardedClient, lines: list[str]) -> None:
    before = list(lines)
    for capability in (b"IMAP4REV1", b"LITERAL+"):
        client._cached_capabilities = (*client._cached_capabilities, capability)
        with pytest.raises(ReadOnlyViolationError, match="only reads"):
            client.search(["SUBJECT", "Žurno", "FROM", "ž"], charset="UTF-8")
    assert lines == before
    assert client.search(["ALL"])


def test_no_secret_is_in_the_transcript(
    client: GuardedClient, peer: Peer, lines: list[str]
) -> None:
    assert "LOGIN (redacted)" in lines
    assert not any(peer.password in line or f" {USER} " in line for line in lines)


def test_an_answer_to_the_sign_in_cannot_be_a_command() -> None:
    guard = Guard(transcript=[])
    assert guard.take(b"ABCD1 AUTHENTICATE PLAIN\r\n")
    assert guard.take(b"AGEAYg==") == b""
    assert guard.take(b"\r\n") == b"AGEAYg==\r\n"
    with pytest.raises(ReadOnlyViolationError):
        guard.take(b"ABCD2 SELECT INBOX\r\n")
    with pytest.raises(ReadOnlyViolationError):
        guard.take(b"EXPUNGE x\r\n")
    assert guard.transcript == ["AUTHENTICATE (redacted)", "(answer to the sign-in, redacted)"]


@pytest.mark.parametrize("literal", [b"{3}", b"{3+}", b"{0}", b"~{3}", b"{3-}", b"{x}"])
@pytest.mark.parametrize("verb", [b"UID SEARCH FROM", b"LOGIN", b"EXAMINE", b"LIST x", b"ID"])
def test_no_command_announces_bytes_outside_of_its_line(verb: bytes, literal: bytes) -> None:
    guard = Guard()
    with pytest.raises(ReadOnlyViolationError):
        guard.take(b"ABCD1 " + verb + b" " + literal + b"\r\n")
    with pytest.raises(ReadOnlyViolationError):
        guard.take(b"abc EXPUNGE\r\n")


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                b"ABCD1 ", b"UID ", b"FETCH ", b"1 ", b"(FLAGS)", b"(BODY[])", b"STORE ",
                b"SEARCH ", b"{3}", b"{3+}", b"\r\n", b"abc", b"SELECT", b"EXAMINE x", b"EXPUNGE",
                b"APPEND", b"\r", b"\n", b"ID", b"LOGOUT", b"CLOSE", b"uid expunge 1",
            ]
        ),
        max_size=14,
    )
)  # fmt: skip
def test_whatever_is_sent_in_whatever_pieces_every_line_on_the_wire_reads(
    pieces: list[bytes],
) -> None:
    guard = Guard()
    wire = b""
    for piece in pieces:
        try:
            wire += guard.take(piece)
        except ReadOnlyViolationError:
            continue
    for line in wire.split(b"\r\n"):
        assert line == b"" or verb_of(line) in READING_VERBS
        assert b"BODY[]" not in line
