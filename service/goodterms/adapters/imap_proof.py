"""The proof that reading changes nothing, made on the owner's own server for ``goodterms doctor``.

Flags and counts are read, then mail is read the way `fetch` does it, then flags and counts are read
again and compared. Source: IMAP study a ("how they test") and style study 10.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.core.sync import WINDOW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.adapters.imap import ImapMailbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was compared in one folder.

    Attributes:
        checked: Messages whose flags were compared.
        read: Of these and others, messages of clients whose headers and text were read.
        changed: UIDs whose flags were different afterwards, or which were gone.
        recent_before, recent_after: Messages that the server calls recent.
        exists_before, exists_after: Messages; new mail may arrive meanwhile.
        uidnext_before, uidnext_after: The next UID; grows when mail arrives.
        verbs: What was sent, each once, sorted.
    """

    folder: str
    checked: int
    read: int
    changed: tuple[int, ...]
    recent_before: int
    recent_after: int
    exists_before: int
    exists_after: int
    uidnext_before: int
    uidnext_after: int
    verbs: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Return whether nothing changed but for mail that arrived meanwhile."""
        arrived = self.uidnext_after - self.uidnext_before
        return (
            not self.changed
            and self.exists_before <= self.exists_after <= self.exists_before + arrived
            and self.recent_before <= self.recent_after <= self.recent_before + arrived
        )


def prove_read_only(
    mailbox: ImapMailbox, *, folder: str, correspondents: Sequence[str], sample: int = 20
) -> Proof:
    """Read the newest messages of clients and compare the folder's state before and after.

    Flags are compared for the newest messages of everybody, too; nothing else of them is asked for.

    Args:
        mailbox: Connected.
        folder: Name as the server lists it.
        correspondents: Addresses and ``@domain`` parts of clients; with none, no text is read.
        sample: Most messages to read, and most of everybody to compare.

    Raises:
        MailboxError: The folder cannot be read.
    """
    with mailbox.recording() as lines:
        before = mailbox.examine(folder)
        recent_before = mailbox.recent
        high = before.uidnext - 1
        ours = _newest(mailbox, high, sample, correspondents) if correspondents else []
        uids = sorted({*ours, *_newest(mailbox, high, sample, None)})
        flags_before = mailbox.flags(uids)
        mailbox.envelopes(ours)
        mailbox.bodies(ours)
        after = mailbox.examine(folder)
        flags_after = mailbox.flags(uids)
    changed = tuple(uid for uid in uids if flags_before.get(uid) != flags_after.get(uid))
    return Proof(
        folder=folder,
        checked=len(uids),
        read=len(ours),
        changed=changed,
        recent_before=recent_before,
        recent_after=mailbox.recent,
        exists_before=before.exists,
        exists_after=after.exists,
        uidnext_before=before.uidnext,
        uidnext_after=after.uidnext,
        verbs=tuple(sorted({_verb(line) for line in lines})),
    )


def _newest(
    mailbox: ImapMailbox, high: int, count: int, correspondents: Sequence[str] | None
) -> list[int]:
    """Return the highest UIDs, searched window by window from the top."""
    found: list[int] = []
    while high >= 1 and len(found) < count:
        low = max(1, high - WINDOW + 1)
        part = mailbox.search(low, high, since=None, correspondents=correspondents)
        found = [*part, *found]
        high = low - 1
    return found[-count:]


def _verb(line: str) -> str:
    words = line.split()
    return " ".join(words[:2]) if words[0] == "UID" else words[0]
