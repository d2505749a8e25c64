r"""Copies of the owner's own mail, for answers to ours: folders marked ``\Sent``, headers.

Only mail that the owner addressed to themselves is searched for, so that nothing else of that
folder is read, and only folders count that the server itself marks: a folder that is merely called
"Sent" could be filled by a rule. Source: decision study B1.3, condition 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters import imap_listing
from goodterms.adapters.imap_envelope import HEADER_BYTES, HEADERS
from goodterms.adapters.imap_folders import Chosen
from goodterms.core.command_check import TRACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from goodterms.adapters.imap_folders import Listed
    from goodterms.adapters.imap_session import Session
    from goodterms.core.sync import FolderState

MARK = b"\\sent"

_CLOSED = {b"\\noselect", b"\\nonexistent"}

_FIELDS = " ".join([HEADERS, *sorted(each.upper() for each in TRACES - {"return-path"})])

ITEMS = (
    "INTERNALDATE",
    "RFC822.SIZE",
    f"BODY.PEEK[HEADER.FIELDS ({_FIELDS})]<0.{HEADER_BYTES}>",
)
"""What is fetched: the usual headers, and those that only a delivery adds."""


def marked(folders: Iterable[Listed], *, only: Sequence[str] = ()) -> list[Chosen]:
    r"""Return the folders that carry ``\Sent`` (RFC 6154), within what the owner lets be read."""
    found = []
    for folder in folders:
        attributes = {each.lower() for each in folder.attributes}
        is_usable = not attributes & _CLOSED and bool(folder.name) and folder.name.isprintable()
        if MARK in attributes and is_usable and (not only or folder.name in only):
            found.append(Chosen(name=folder.name, role="sent"))
    return found


def sent(session: Session, *, only: Sequence[str] = ()) -> list[FolderState]:
    """Ask which folders are marked, and for the numbers of each; an open folder is left."""
    with session.bounded(session.command_seconds):
        session.client.leave()
        chosen = marked(imap_listing.listed(session.client), only=only)
    found = []
    for folder in chosen:
        with session.bounded(session.command_seconds):
            found.append(imap_listing.status(session.client, folder))
    return found


def sent_to(
    session: Session, low: int, high: int, *, since: date | None, recipients: Sequence[str]
) -> list[int]:
    """Return UIDs of the open folder whose To names one of the addresses, ascending."""
    if high < low or not recipients:
        return []
    found = session.search(low, high, since=since, correspondents=recipients, fields=("TO",))
    return sorted(uid for uid in found if low <= uid <= high)
