"""No sequence of the library's own calls gets a byte out that could change a mailbox."""

from __future__ import annotations

import inspect
import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imapclient import IMAPClient

from goodterms.adapters.watchdog import Watchdog
from goodterms.adapters.wire import Guard, GuardedClient
from imap_wire import check_reads_only

if TYPE_CHECKING:
    from collections.abc import Iterator

LEFT_OUT = {"starttls", "shutdown", "socket", "idle_check", "capabilities", "welcome"}
"""No commands, or what would end the conversation: TLS with a peer that speaks none."""

CALLS = sorted(
    name
    for name, member in inspect.getmembers(IMAPClient)
    if callable(member) and not name.startswith("_") and name not in LEFT_OUT
)

VALUES = st.sampled_from(
    [
        [1], [1, 2], "1:*", "INBOX", "Sent", b"\\Seen", [b"\\Deleted"], ["BODY[]"], ["RFC822"],
        ["BODY.PEEK[]<0.9>"], ["FLAGS"], "ALL", ["FROM", "a"], ["SUBJECT", "ž"], "UTF-8", True,
        False, None, "x\r\nA1 EXPUNGE", b"From: a\r\n\r\nb", "{5}", "{5+}", 7, "MOVE", "mara",
        ["UIDNEXT)\r\nAAAA1 STORE 1 +FLAGS (x"], "PLAIN", lambda _: b"\r\nAAAA9 EXPUNGE\r\n",
    ]
)  # fmt: skip


class Agreeable:
    """A server that says OK to everything and keeps what it was sent."""

    def __init__(self) -> None:
        self.received = b""
        self.ended = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._thread.join(5)
        self._listener.close()

    def _serve(self) -> None:
        connection, _ = self._listener.accept()
        with connection, connection.makefile("rb") as lines, suppress(OSError):
            connection.sendall(b"* OK [CAPABILITY IMAP4rev1] ready\r\n")
            waiting = b""
            for line in lines:
                self.received += line
                tag, _, rest = line.strip().partition(b" ")
                if waiting:
                    tag, waiting = waiting, b""
                elif rest.startswith(b"AUTHENTICATE"):
                    waiting = tag
                    connection.sendall(b"+ \r\n")
                    continue
                connection.sendall(tag + b" OK [READ-WRITE] done\r\n")


@contextmanager
def agreeable() -> Iterator[tuple[GuardedClient, Agreeable]]:
    server = Agreeable()
    client = GuardedClient("127.0.0.1", server.port, guard=Guard(), watchdog=Watchdog(), tls=None)
    client.socket().settimeout(3)
    # every capability is claimed, so that the guard decides and not the library
    client.has_capability = lambda _name: True
    client._imap.state = "SELECTED"
    try:
        yield client, server
    finally:
        with suppress(OSError):
            client.shutdown()
        server.stop()


def test_the_calls_of_the_library_are_found() -> None:
    assert {"append", "move", "add_flags", "fetch", "idle", "select_folder", "expunge"} <= set(
        CALLS
    )


@pytest.mark.timeout(90)
@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(CALLS), st.lists(VALUES, max_size=4)), max_size=8))
def test_whatever_is_called_only_reading_leaves(calls: list[tuple[str, list[object]]]) -> None:
    with agreeable() as (client, server):
        for name, arguments in calls:
            with suppress(Exception):
                getattr(client, name)(*arguments)
            client._imap.state = "SELECTED"
        with suppress(OSError):
            client.shutdown()
        server.stop()
    check_sent(server.received)


@pytest.mark.parametrize("name", CALLS)
def test_no_call_with_ordinary_arguments_writes(name: str) -> None:
    with agreeable() as (client, server):
        for arguments in ([[1]], ["INBOX"], [[1], "Sent"], ["INBOX", b"x"], [[1], [b"\\Seen"]], []):
            with suppress(Exception):
                getattr(client, name)(*arguments)
            client._imap.state = "SELECTED"
        with suppress(OSError):
            client.shutdown()
        server.stop()
    check_sent(server.received)


def check_sent(received: bytes) -> None:
    """Every line reads, but for answers to a sign-in, which are one word of base64."""
    lines = received.split(b"\r\n")
    assert lines.pop() == b"", "no half line"
    answering = False
    commands = []
    for line in lines:
        if answering and b" " not in line:
            answering = False
            continue
        commands.append(line)
        answering = b" AUTHENTICATE " in line
    check_reads_only(commands)
