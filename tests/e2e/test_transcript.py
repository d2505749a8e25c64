"""The proof of read-only: everything that leaves the program, as it passes on the wire."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from goodterms.adapters import imap
from goodterms.core.mail import Body, Location
from imap_peers import account
from imap_reading import configured, deliver, fetch, letter
from imap_wire import check_reads_only, observed
from program import run
from tcp_proxy import proxied

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from imap_peers import Peer
    from tcp_proxy import Proxy

FOLDERS = ("INBOX", "Sent", "Klijenti")

pytestmark = pytest.mark.timeout(60)


@pytest.fixture
def proxy(peer: Peer) -> Iterator[Proxy]:
    with proxied(peer.port) as running:
        yield running


@pytest.fixture
def config(peer: Peer, proxy: Proxy, tmp_path: Path) -> Path:
    """Clients' and strangers' mail, seen and unseen, in three folders."""
    deliver(peer, range(20))
    deliver(peer, range(20, 40), sender="somebody@else.example")
    deliver(peer, range(40, 45), folder="Klijenti")
    for number, flags in ((50, [r"\Seen"]), (51, [r"\Flagged"]), (52, [r"\Answered", r"\Seen"])):
        raw, arrived = letter(number)
        peer.append("INBOX", raw, arrived, flags)
    return configured(tmp_path, peer, port=proxy.port)


def test_nothing_but_reading_leaves_and_nothing_changes(
    peer: Peer, proxy: Proxy, config: Path
) -> None:
    before = observed(peer, FOLDERS)
    assert re.search("RECENT [1-9]", str(before)), "or else a lost one would not show"

    first = fetch(config)
    assert isinstance(first.value, dict)
    assert (first.status, first.value["mapped"]) == (0, 28)
    assert observed(peer, FOLDERS) == before
    verbs = check_reads_only(proxy.lines)
    assert {"EXAMINE", "UID SEARCH", "UID FETCH", "LOGOUT"} <= verbs

    deliver(peer, range(60, 63))
    before = observed(peer, FOLDERS)
    second = fetch(config)
    assert isinstance(second.value, dict)
    assert (second.status, second.value["mapped"]) == (0, 3)
    assert observed(peer, FOLDERS) == before

    place = a_place(config)
    with imap.connect(account(peer, port=proxy.port), peer.password) as mailbox:
        body = mailbox.look_up(place)
    assert isinstance(body, Body)
    assert "Škure" in body.text
    assert observed(peer, FOLDERS) == before

    ran = run("--config", config, "doctor", "--json")
    assert isinstance(ran.value, list)
    proofs = [each for each in ran.value if each["name"] == "read-only"]
    assert proofs
    assert all(each["ok"] for each in proofs)
    assert observed(peer, FOLDERS) == before

    assert proxy.connections == 4
    check_reads_only(proxy.lines)


def a_place(config: Path) -> Location:
    with closing(sqlite3.connect(config.parent / "goodterms.db")) as database:
        folder, uidvalidity, uid = database.execute(
            "SELECT folder, uidvalidity, uid FROM location WHERE folder = 'INBOX' LIMIT 1"
        ).fetchone()
    return Location(folder=folder, uidvalidity=uidvalidity, uid=uid)


def test_the_programs_own_transcript_is_what_passed_on_the_wire(peer: Peer, proxy: Proxy) -> None:
    deliver(peer, range(3))
    lines: list[str] = []
    who = account(peer, port=proxy.port)
    with imap.connect(who, peer.password, transcript=lines) as mailbox:
        for state in mailbox.folders():
            opened = mailbox.examine(state.name)
            uids = mailbox.search(1, opened.uidnext - 1, since=None, correspondents=None)
            mailbox.envelopes(uids)
            mailbox.bodies(uids)
    passed = [line.split(b" ", 1)[1].decode() for line in proxy.lines]
    shown = ["LOGIN (redacted)" if each.startswith("LOGIN") else each for each in passed]
    assert lines == shown


def test_the_text_of_strangers_is_never_asked_for(peer: Peer, proxy: Proxy, config: Path) -> None:
    with imap.connect(account(peer), peer.password) as mailbox:
        last = mailbox.examine("INBOX").uidnext - 1
        strangers = mailbox.search(1, last, since=None, correspondents=["@else.example"])
    assert len(strangers) == 20
    assert fetch(config).status == 0
    asked = set()
    folder = ""
    for line in proxy.lines:
        words = line.decode().split()
        if words[1] == "EXAMINE":
            folder = words[2].strip('"')
        elif words[1:3] == ["UID", "FETCH"] and b"HEADER.FIELDS" not in line:
            asked |= {(folder, int(uid)) for uid in words[3].split(",")}
    assert len({uid for folder, uid in asked if folder == "INBOX"}) == 23, "those of the client"
    assert not asked & {("INBOX", uid) for uid in strangers}


def test_a_message_that_is_gone_or_numbered_anew_cannot_be_looked_up(peer: Peer) -> None:
    deliver(peer, range(2))
    with imap.connect(account(peer), peer.password) as mailbox:
        state = mailbox.examine("INBOX")
        place = Location(folder="INBOX", uidvalidity=state.uidvalidity, uid=state.uidnext + 50)
        assert "no longer there" in getattr(mailbox.look_up(place), "text", "")
        other = Location(folder="INBOX", uidvalidity=state.uidvalidity + 1, uid=1)
        with pytest.raises(imap.FolderGoneError, match="numbered anew"):
            mailbox.look_up(other)
