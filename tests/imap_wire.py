"""Reads what left the client: every line of a recorded wire, and what it may be."""

from __future__ import annotations

import imaplib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from imap_peers import Peer

VERBS = {
    "CAPABILITY", "ID", "LOGIN", "AUTHENTICATE", "LIST", "STATUS", "EXAMINE", "UNSELECT", "LOGOUT",
    "UID SEARCH", "UID FETCH",
}  # fmt: skip
"""What this product may say; written down here once more, apart from the guard's own list."""

SETS_FLAGS = re.compile(r"\bBODY\[|\bRFC822(?!\.SIZE)|\bBINARY\[|\bENVELOPE")


def verb(line: bytes) -> str:
    _, first, *rest = line.decode("ascii").split(" ")
    return f"{first} {rest[0]}" if first == "UID" else first


def check_reads_only(lines: Iterable[bytes]) -> set[str]:
    """Fail unless every line is a reading command; return the verbs."""
    seen = set()
    for line in lines:
        assert verb(line) in VERBS, line
        if verb(line) == "UID FETCH":  # a search may look for any words
            assert not SETS_FLAGS.search(line.decode("ascii")), line
        seen.add(verb(line))
    return seen


def observed(peer: Peer, folders: Iterable[str]) -> dict[str, object]:
    """Return counts and flags of folders, asked over a connection of another library.

    STATUS and EXAMINE change nothing, so that looking does not disturb what is looked at.
    """
    found: dict[str, object] = {}
    client = imaplib.IMAP4(peer.host, peer.port)
    client.login(peer.user, peer.password)
    for folder in folders:
        _, status = client.status(folder, "(MESSAGES RECENT UNSEEN UIDNEXT UIDVALIDITY)")
        _, exists = client.select(folder, readonly=True)
        rows = client.uid("FETCH", "1:*", "(FLAGS)")[1] if exists != [b"0"] else []
        found[folder] = (status, exists, client.response("RECENT"), sorted(map(bytes, rows)))
        client.unselect() if "UNSELECT" in client.capabilities else None
    client.logout()
    return found
