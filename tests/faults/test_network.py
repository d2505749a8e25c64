"""Faults of the network and of the session: 1 to 10, 18 and 19 of the IMAP study."""

from __future__ import annotations

import socket
import tracemalloc
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from goodterms.adapters import imap, imap_session, imap_signin
from goodterms.adapters.clock import SystemClock
from goodterms.adapters.imap_lines import LITERAL_BYTES
from goodterms.core import sync
from goodterms.core.mail import Body, Envelope
from goodterms.errors import UnreachableError
from imap_dovecot import free_port
from imap_peers import account
from imap_reading import NOW, configured, deliver, fetch, stored, untouched
from imap_script import scripted
from program import run
from tcp_proxy import Break, Fault, proxied

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from goodterms.adapters.imap import ImapMailbox
    from imap_peers import Peer
    from tcp_proxy import Proxy

pytestmark = pytest.mark.timeout(60)

COUNT = 260
"""Letters: more than one chunk of 250."""

HEADERS = b"BODY.PEEK[HEADER"
TEXT = b"BODY.PEEK[1]"


@pytest.fixture
def proxy(peer: Peer) -> Iterator[Proxy]:
    with proxied(peer.port) as running:
        yield running


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds instead of minutes."""
    for name in ("COMMAND_SECONDS", "HEADER_SECONDS", "TEXT_SECONDS"):
        monkeypatch.setattr(imap_session, name, 1.5)


def opened(mailbox: ImapMailbox) -> list[int]:
    state = mailbox.examine("INBOX")
    return mailbox.search(1, state.uidnext - 1, since=None, correspondents=None)


def refuse_connections(config: Path) -> None:
    text = config.read_text(encoding="utf-8")
    port = next(line for line in text.splitlines() if line.startswith("port"))
    config.write_text(text.replace(port, f"port = {free_port()}"), encoding="utf-8")


def test_fault_01_a_refused_connection_leaves_the_stored_facts_usable(
    peer: Peer, tmp_path: Path
) -> None:
    deliver(peer, range(3))
    config = configured(tmp_path, peer, port=peer.port)
    assert fetch(config).status == 0
    before = stored(config)
    refuse_connections(config)
    ran = fetch(config)
    assert (ran.status, "nothing answers at 127.0.0.1" in ran.err) == (1, True)
    assert stored(config) == before
    assert run("--config", config, "assess", "--json").value


def test_fault_02_a_name_that_cannot_be_looked_up_has_its_own_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    who = imap.Account(name="t", host="imap.alba.example", port=993, user="mara", security="tls")
    with pytest.raises(UnreachableError, match=r"name imap\.alba\.example is not known"):
        imap.connect(who, "x")


@pytest.mark.parametrize("said", ["", "* OK almost"])
def test_fault_03_a_server_without_a_greeting_ends_with_the_one_budget(
    monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setattr(imap_signin, "OPEN_SECONDS", 0.5)
    with scripted(greeting=said) as script, pytest.raises(UnreachableError, match=r"within 0\.5"):
        imap.connect(script.account(), "x")


@pytest.mark.parametrize("where", [HEADERS, TEXT])
@pytest.mark.parametrize("skip", [0, 1])
def test_fault_04_a_drop_in_a_literal_leaves_no_half_row(
    peer: Peer, proxy: Proxy, tmp_path: Path, where: bytes, skip: int
) -> None:
    check_resumed(peer, proxy, tmp_path, Fault(Break.DROP, on=where, after=700, skip=skip))


def test_fault_05_a_reset_in_a_literal_is_handled_as_a_drop(
    peer: Peer, proxy: Proxy, tmp_path: Path
) -> None:
    check_resumed(peer, proxy, tmp_path, Fault(Break.RESET, on=TEXT, after=1500))


@pytest.mark.usefixtures("short")
def test_fault_06_a_stall_in_a_literal_ends_at_the_deadline(
    peer: Peer, proxy: Proxy, tmp_path: Path
) -> None:
    check_resumed(peer, proxy, tmp_path, Fault(Break.STALL, on=HEADERS, after=1500))


@pytest.mark.usefixtures("short")
def test_fault_07_a_trickle_is_ended_by_the_deadline_of_the_command(
    peer: Peer, proxy: Proxy, tmp_path: Path
) -> None:
    fault = Fault(Break.TRICKLE, on=TEXT, after=300, pause=0.05)
    ran = check_resumed(peer, proxy, tmp_path, fault)
    assert "within 1.5 seconds" in ran


@pytest.mark.parametrize("after", [0, 1500])
def test_fault_08_garbage_in_an_answer_ends_the_connection(
    peer: Peer, proxy: Proxy, tmp_path: Path, after: int
) -> None:
    check_resumed(peer, proxy, tmp_path, Fault(Break.GARBAGE, on=HEADERS, after=after))


def check_resumed(peer: Peer, proxy: Proxy, folder: Path, fault: Fault) -> str:
    """The next `fetch` ends as one that nothing disturbed; returns what the owner was told."""
    deliver(peer, range(COUNT))
    config = configured(folder / "broken", peer, port=proxy.port)
    proxy.fault = fault
    ran = fetch(config)
    assert (ran.status, proxy.broken, proxy.connections) == (1, 1, 1)
    whole = untouched(folder / "whole", peer)
    assert len(stored(config)) < len(whole)
    assert fetch(config).status == 0
    assert proxy.connections == 2, "a broken connection is not used again"
    assert stored(config) == whole
    again = fetch(config)
    assert isinstance(again.value, dict)
    assert again.value["seen"] == 0
    return ran.err


@pytest.mark.parametrize("kind", [Break.DROP, Break.RESET, Break.GARBAGE])
def test_fault_08_a_broken_connection_answers_nothing_more(
    peer: Peer, proxy: Proxy, kind: Break
) -> None:
    deliver(peer, range(3))
    with imap.connect(account(peer, port=proxy.port), peer.password) as mailbox:
        uids = opened(mailbox)
        proxy.fault = Fault(kind, on=HEADERS, after=100)
        with pytest.raises(UnreachableError):
            mailbox.envelopes(uids)
        before = len(proxy.lines)
        with pytest.raises(UnreachableError):
            mailbox.examine("INBOX")
        assert len(proxy.lines) == before, "not even a farewell"


def test_fault_09_a_night_in_the_bag_is_followed_by_one_whole_reading(
    peer: Peer, proxy: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(peer, range(COUNT))
    config = configured(tmp_path / "laptop", peer, port=proxy.port)
    proxy.fault = Fault(Break.RESET, on=TEXT, after=2000)
    assert fetch(config).status == 1
    monkeypatch.setattr(SystemClock, "now", lambda _self: NOW + timedelta(hours=8))
    ran = fetch(config)
    assert ran.status == 0
    assert isinstance(ran.value, dict)
    assert ran.value["problems"] == 0
    assert stored(config) == untouched(tmp_path / "desk", peer)


@pytest.mark.usefixtures("short")
def test_fault_10_a_mapping_lost_while_idle_is_noticed_by_the_next_command(
    peer: Peer, proxy: Proxy
) -> None:
    deliver(peer, range(3))
    with imap.connect(account(peer, port=proxy.port), peer.password) as mailbox:
        uids = opened(mailbox)
        sock = mailbox.session.client.socket()
        assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) <= 300
        assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) <= 300_000
        proxy.fault = Fault(Break.STALL, on=b"SEARCH")
        with pytest.raises(UnreachableError, match=r"within 1\.5 seconds"):
            mailbox.search(1, 3, since=None, correspondents=None)
    with imap.connect(account(peer, port=proxy.port), peer.password) as mailbox:
        assert opened(mailbox) == uids


HEADER_ROW = (
    '* 1 FETCH (UID 1 INTERNALDATE "02-Mar-2026 09:30:00 +0000" RFC822.SIZE 99'
    " BODY[HEADER.FIELDS (FROM)]<0> {%d}\r\n"
)


@pytest.mark.usefixtures("short")
def test_fault_18_a_literal_of_2_gb_that_never_comes_costs_time_but_no_memory() -> None:
    answers = {"FETCH": HEADER_ROW % 2_147_483_648 + "From: a@b.example\r\n"}
    tracemalloc.start()
    with scripted(answers) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        with pytest.raises(UnreachableError, match=r"within 1\.5 seconds"):
            mailbox.envelopes([1])
        assert any(f"<0.{LITERAL_BYTES}>" in line for line in script.lines)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 50_000_000, "asking for it all at once would be seen, filled or not"


def test_fault_18_a_server_that_ignores_the_limit_is_read_over() -> None:
    text = b"From: Ana <a@b.example>\r\nX-Long: " + b"a" * 3_000_000 + b"\r\n\r\n"

    def answer(rest: str) -> bytes:
        if "HEADER" in rest:
            return (HEADER_ROW % len(text)).encode() + text + b")\r\nTAG OK x\r\n"
        if "BODYSTRUCTURE" in rest:
            row = b'("text" "plain" NIL NIL NIL "7bit" %d 1)' % len(text)
            return b"* 1 FETCH (UID 1 BODYSTRUCTURE %s)\r\nTAG OK x\r\n" % row
        head = b"* 1 FETCH (UID 1 BODY[1]<0> {%d}\r\n" % len(text)
        return head + text + b")\r\nTAG OK x\r\n"

    with scripted({"FETCH": answer}) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        (envelope,) = mailbox.envelopes([1])
        body = mailbox.bodies([1])[1]
        assert mailbox.received_bytes > 6_000_000
        assert mailbox.examine("INBOX").exists == 3
    assert isinstance(envelope, Envelope)
    assert envelope.sender is not None
    assert envelope.sender.address == "a@b.example"
    assert isinstance(body, Body)
    assert len(body.text) <= 65_536
    assert "truncated" in body.flaws


def test_fault_19_a_search_line_of_1400_kb_is_asked_for_in_halves() -> None:
    last = 140_000
    asked: list[int] = []

    def search(rest: str) -> str:
        low, high = (int(each) for each in rest.split()[3].split(":"))
        asked.append(high - low + 1)
        found = " ".join(f"{uid:010d}" for uid in range(low, min(high, last) + 1))
        return f"* SEARCH {found}\r\nTAG OK x\r\n"

    answers = {"SEARCH": search}
    with scripted(answers) as script, imap.connect(script.account(), "x") as mailbox:
        mailbox.examine("INBOX")
        found = mailbox.search(1, last, since=None, correspondents=None)
    assert found == list(range(1, last + 1))
    assert asked[0] == last
    assert max(asked[1:]) == last // 2


def test_fault_19_a_reading_never_asks_for_such_a_line() -> None:
    longest = len("4294967295 ") * sync.WINDOW
    assert longest < 1_000_000, "the library's limit of one line"
