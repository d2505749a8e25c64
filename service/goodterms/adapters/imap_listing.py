"""What the server says of its folders: LIST, STATUS and the answer to EXAMINE.

Source: IMAP study b.2 and cases 23, 38, 40.
"""

from __future__ import annotations

import imaplib
from typing import TYPE_CHECKING

from imapclient import imap_utf7

from goodterms.adapters.imap_folders import Chosen, Listed
from goodterms.adapters.imap_signin import MALFORMED
from goodterms.core.sync import FolderState
from goodterms.errors import FolderError

if TYPE_CHECKING:
    from goodterms.adapters.wire import GuardedClient

_STATUS = ("MESSAGES", "UIDNEXT", "UIDVALIDITY")


def listed(client: GuardedClient) -> list[Listed]:
    """Return all folders; a name that is not in the encoding of IMAP is shown as it came."""
    client.forget()
    client.folder_encode = False
    try:
        answer = client.list_folders()
    finally:
        client.folder_encode = True
    return [
        Listed(
            attributes=tuple(each for each in attributes if isinstance(each, bytes)),
            delimiter=(delimiter or b"").decode("ascii", "replace"),
            name=_decoded(name),
        )
        for attributes, delimiter, name in answer
    ]


def status(client: GuardedClient, folder: Chosen) -> FolderState:
    """Return the numbers of a folder that is not open; zeros where the server gives none."""
    client.forget()
    try:
        answer = client.folder_status(folder.name, _STATUS)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, *MALFORMED):
        answer = {}
    numbers = [answer.get(each.encode("ascii")) for each in _STATUS]
    exists, uidnext, uidvalidity = (each if isinstance(each, int) else 0 for each in numbers)
    return FolderState(
        name=folder.name, role=folder.role, uidvalidity=uidvalidity, uidnext=uidnext, exists=exists
    )


def examine(client: GuardedClient, folder: str) -> tuple[FolderState, int]:
    """Open a folder and return what the server says of it, and how many messages are recent.

    A server that keeps UIDNEXT back is asked for its last UID.

    Raises:
        FolderError: It was not opened READ-ONLY (the library would not say so), or the server does
            not number its messages.
    """
    client.forget()
    answer = client.select_folder(folder, readonly=True)
    if b"READ-ONLY" not in answer or b"READ-WRITE" in answer:
        client.leave()
        message = f"the server would not open {folder!r} read-only"
        raise FolderError(message, hint="It is not read until the server does")
    if not answer.get(b"UIDVALIDITY"):
        client.leave()
        message = f"the server does not number the messages of {folder!r}"
        raise FolderError(message)
    exists = answer.get(b"EXISTS", 0)
    uidnext = answer.get(b"UIDNEXT", 0)
    if not uidnext:
        last = client.search(["UID", "*"]) if exists else []
        uidnext = max(last, default=0) + 1
    state = FolderState(
        name=folder, role="", uidvalidity=answer[b"UIDVALIDITY"], uidnext=uidnext, exists=exists
    )
    return state, answer.get(b"RECENT", 0)


def _decoded(name: object) -> str:
    """Return a listed name as text; the library makes a number of bare digits."""
    if not isinstance(name, bytes):
        return "" if name is None else str(name)
    try:
        return str(imap_utf7.decode(name))
    except UnicodeError:
        return name.decode("latin-1")
