"""Fixtures of the command line's tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import keyring
import keyring.backends.fail
import pytest

from imap_peers import mail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from imap_peers import Peer

NOW = datetime.now(UTC)  # noqa: TID251 - real mail for a program that reads the real clock
OWN = "mara@studio.example"


@pytest.fixture
def no_keyring() -> Iterator[None]:
    """A machine without a keyring, whatever this one has."""
    before = keyring.get_keyring()
    keyring.set_keyring(keyring.backends.fail.Keyring())
    yield
    keyring.set_keyring(before)


@pytest.fixture
def busy(peer: Peer) -> Peer:
    """A mailbox with a company, a person, and an old address of the owner's in use."""
    number = 0
    for other, own, count in (
        ("ana@alba.example", OWN, 5),
        ("boris@gmail.com", OWN, 4),
        ("ana@alba.example", "old@alias.example", 3),
    ):
        for _ in range(count):
            number += 1
            at = NOW - timedelta(days=number)
            peer.append("INBOX", mail(sender=other, to=own, number=number), at)
            peer.append("Sent", mail(sender=own, to=other, number=100 + number), at)
    return peer
