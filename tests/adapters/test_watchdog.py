"""Deadlines: what takes too long is ended from outside, and nothing else is."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING

import pytest

from goodterms.adapters import imap
from goodterms.adapters.imap import CycleOverError
from goodterms.adapters.watchdog import Watchdog
from goodterms.errors import UnreachableError
from imap_peers import account, mail
from imap_reading import NOW

if TYPE_CHECKING:
    from imap_peers import Peer

pytestmark = pytest.mark.timeout(20)


def test_a_block_that_takes_too_long_loses_its_socket() -> None:
    ours, _theirs = socket.socketpair()
    watchdog = Watchdog()
    watchdog.watch(ours)
    with ours, _theirs:
        with watchdog.deadline(60):
            pass
        with watchdog.deadline(0.1):
            assert ours.recv(1) == b"", "ended by the watchdog, while the other end said nothing"
        assert watchdog.expired == 0.1


def test_a_long_deadline_after_a_short_one_is_kept_to_its_own_time() -> None:
    ours, theirs = socket.socketpair()
    watchdog = Watchdog()
    watchdog.watch(ours)
    with ours, theirs:
        with watchdog.deadline(0.05):
            pass
        with watchdog.deadline(60):
            time.sleep(0.2)
            theirs.send(b"x")
            assert ours.recv(1) == b"x"
        assert watchdog.expired is None
        with watchdog.deadline(0.1):
            assert ours.recv(1) == b""


def test_a_socket_that_comes_after_the_deadline_is_of_no_use() -> None:
    ours, theirs = socket.socketpair()
    watchdog = Watchdog()
    with ours, theirs:
        with watchdog.deadline(0.05):
            time.sleep(0.2)
        watchdog.watch(ours)
        assert ours.recv(1) == b""


def test_a_reading_that_takes_long_ends_between_two_commands(peer: Peer) -> None:
    peer.append("INBOX", mail(), NOW)
    with imap.connect(account(peer), peer.password, cycle_seconds=0.3) as mailbox:
        mailbox.examine("INBOX")
        time.sleep(0.4)
        with pytest.raises(CycleOverError, match="this run ends here") as caught:
            mailbox.examine("INBOX")
        assert isinstance(caught.value, UnreachableError)
        assert "from here" in caught.value.hint
