"""Faults 38 to 41 and 44 of the IMAP study: what could change a mailbox, and IDLE."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from builders import a_client
from goodterms.adapters import imap
from goodterms.adapters.imap_signin import hang_up, open_client
from goodterms.adapters.watchdog import Watchdog
from goodterms.adapters.wire import Guard
from goodterms.errors import FolderError, MailboxError, ReadOnlyViolationError
from imap_peers import account
from imap_reading import configured, deliver, fetch, letter
from imap_script import scripted
from imap_wire import check_reads_only, observed
from program import run, write_config
from tcp_proxy import proxied

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from imapclient import IMAPClient

    from imap_dovecot import Dovecot
    from imap_peers import Peer

pytestmark = pytest.mark.timeout(60)

OPENED = "* 1 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 2] x\r\n"


def test_fault_38_a_folder_that_opens_read_write_is_left_and_recorded(tmp_path: Path) -> None:
    def examine(rest: str) -> str:
        code = "READ-WRITE" if "INBOX" in rest else "READ-ONLY"
        return f"{OPENED}TAG OK [{code}] done\r\n"

    answers = {
        "LIST": '* LIST () "/" INBOX\r\n* LIST (\\Sent) "/" Sent\r\nTAG OK x\r\n',
        "STATUS": '* STATUS "x" (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 7)\r\nTAG OK x\r\n',
        "EXAMINE": examine,
        "SEARCH": "* SEARCH\r\nTAG OK x\r\n",
    }
    with scripted(answers) as script:
        config = write_config(tmp_path, port=script.port, password="x", clients=[a_client()])
        ran = fetch(config)
        opened = [line for line in script.lines if line.startswith("EXAMINE")]
        left = script.lines[script.lines.index(opened[0]) + 1]
    assert isinstance(ran.value, dict)
    assert ran.value["problems"] == 1
    assert [line.split()[1].strip('"') for line in opened] == ["INBOX", "Sent"]
    assert left == "UNSELECT"
    problems = run("--config", config, "doctor", "--offline")
    assert problems.status in {0, 1}


WRITING: dict[str, Callable[[IMAPClient], object]] = {
    "STORE": lambda client: client.add_flags([1], [b"\\Seen"]),
    "MOVE": lambda client: client.move([1], "Sent"),
    "COPY": lambda client: client.copy([1], "Sent"),
    "APPEND": lambda client: client.append("INBOX", b"From: a\r\n\r\nx"),
    "SELECT": lambda client: client.select_folder("INBOX"),
    "EXPUNGE": lambda client: client.expunge(),
    "BODY[]": lambda client: client.fetch([1], ["BODY[]"]),
    "CLOSE": lambda client: client.close_folder(),
}


def test_fault_39_what_writes_never_reaches_the_wire(peer: Peer) -> None:
    deliver(peer, range(2))
    before = observed(peer, ["INBOX", "Sent"])
    with proxied(peer.port) as proxy:
        client = open_client(
            account(peer, port=proxy.port), peer.password, guard=Guard(), watchdog=Watchdog()
        )
        client._cached_capabilities = (b"IMAP4REV1", b"MOVE", b"UIDPLUS", b"UNSELECT")
        client.select_folder("INBOX", readonly=True)
        for write in WRITING.values():
            with pytest.raises(ReadOnlyViolationError):
                write(client)
        client.select_folder("INBOX", readonly=True)
        assert client.search(["ALL"]), "the connection goes on"
        hang_up(client)
        check_reads_only(proxy.lines)
    assert observed(peer, ["INBOX", "Sent"]) == before


def test_fault_40_odd_folder_names_are_listed_safely() -> None:
    listed = (
        b'* LIST () "/" INBOX\r\n'
        b'* LIST () "/" "caf\xc3\xa9"\r\n'
        b'* LIST () "/" {8}\r\na\r\nb  /c\r\n'
        b'* LIST () "/" "quo\\"te"\r\n'
        b'* LIST () "/" "R&-D"\r\n'
        b'* LIST () "/" "broken &AGE"\r\n'
        b"* LIST () NIL flat\r\n"
        b'* LIST () "/" 2026\r\n'
        b"TAG OK x\r\n"
    )
    with scripted({"LIST": listed}) as script, imap.connect(script.account(), "x") as mailbox:
        names = {state.name for state in mailbox.folders()}
        for name in names:
            mailbox.examine(name)
    assert {"INBOX", 'quo"te', "R&D", "flat", "2026"} <= names
    assert len(names) == 7
    assert all(name.isprintable() for name in names)
    assert all("\r" not in line and "\n" not in line for line in script.lines)


@pytest.mark.dovecot
def test_fault_40_odd_folder_names_are_read_on_a_real_server(dovecot: Dovecot) -> None:
    box = dovecot.mailbox()
    names = ["Žuti & papir", 'quo"te', "100% *", "你好", "2026"]
    for number, name in enumerate(names):
        raw, arrived = letter(number)
        box.append(name, raw, arrived)
    with imap.connect(account(box), box.password) as mailbox:
        assert set(names) <= {state.name for state in mailbox.folders()}
        assert [mailbox.examine(name).exists for name in names] == [1] * len(names)


@pytest.mark.parametrize(
    "address", ['a"b@x.example', "a@x.example\r\nA1 EXPUNGE", "ana\0@x.example", "žana@x.example"]
)
def test_fault_41_an_address_that_breaks_out_never_reaches_a_search(
    peer: Peer, address: str
) -> None:
    with proxied(peer.port) as proxy:
        with imap.connect(account(peer, port=proxy.port), peer.password) as mailbox:
            mailbox.examine("INBOX")
            with pytest.raises(MailboxError, match="cannot be searched for"):
                mailbox.search(1, 9, since=None, correspondents=[address])
            mailbox.search(1, 9, since=None, correspondents=["ana@žuti.example"])
        searches = [line for line in proxy.lines if b"SEARCH" in line]
    assert len(searches) == 1
    assert b"xn--uti-b3a.example" in searches[0]


class Pushing:
    """A server that advertises IDLE, pushes news in pieces while nothing is asked, and hangs up."""

    def __init__(self) -> None:
        self.lines: list[bytes] = []
        self.exists = 1
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                with connection, suppress(OSError):
                    self._converse(connection)

    def _converse(self, connection: socket.socket) -> None:
        connection.sendall(b"* OK [CAPABILITY IMAP4rev1 IDLE UNSELECT] ready\r\n")
        for line in connection.makefile("rb"):
            tag, _, rest = line.strip().partition(b" ")
            self.lines.append(rest)
            uids = b" ".join(b"%d" % uid for uid in range(1, self.exists + 1))
            if rest.startswith(b"EXAMINE"):
                text = OPENED.replace("1 EXISTS", f"{self.exists} EXISTS").encode()
                connection.sendall(text + tag + b" OK [READ-ONLY] done\r\n")
                self.exists += 1
                for piece in (b"* 2 EXI", b"STS\r\n* 1 REC", b"ENT\r\n"):
                    connection.sendall(piece)
                    time.sleep(0.02)
            elif rest.startswith(b"UID SEARCH"):
                connection.sendall(b"* SEARCH " + uids + b"\r\n" + tag + b" OK done\r\n")
                connection.sendall(b"* BYE idle for too long\r\n")
                return
            else:
                connection.sendall(tag + b" OK done\r\n")


def test_fault_44_news_is_polled_for_and_idle_never_sent() -> None:
    server = Pushing()
    who = imap.Account(name="t", host="127.0.0.1", port=server.port, user="mara", security="plain")
    found = []
    try:
        for _ in range(3):
            with imap.connect(who, "x") as mailbox:
                mailbox.examine("INBOX")
                begun = time.process_time()
                time.sleep(0.3)  # the server pushes, nobody listens
                assert time.process_time() - begun < 0.2, "no busy loop while waiting"
                found.append(mailbox.search(1, 9, since=None, correspondents=None))
                with pytest.raises(MailboxError):
                    mailbox.examine("INBOX")
    finally:
        server.stop()
    assert found == [[1, 2], [1, 2, 3], [1, 2, 3, 4]]
    assert not any(b"IDLE" in line for line in server.lines)


def test_fault_44_a_server_that_has_no_idle_is_polled_all_the_same(
    peer: Peer, tmp_path: Path
) -> None:
    deliver(peer, range(2))
    with proxied(peer.port) as proxy:
        config = configured(tmp_path, peer, port=proxy.port)
        assert fetch(config).status == 0
        deliver(peer, range(2, 4))
        second = fetch(config)
        assert isinstance(second.value, dict)
        assert second.value["seen"] == 2
        assert not any(b"IDLE" in line for line in proxy.lines)


def test_fault_38_nothing_is_read_of_such_a_folder() -> None:
    answers = {"EXAMINE": f"{OPENED}TAG OK [READ-WRITE] done\r\n"}
    with scripted(answers) as script, imap.connect(script.account(), "x") as mailbox:
        with pytest.raises(FolderError, match="read-only"):
            mailbox.examine("INBOX")
        with pytest.raises(FolderError, match="no folder is open"):
            mailbox.bodies([1])
        assert not any("FETCH" in line for line in script.lines)
