"""Which stored messages are gone from a folder: once a day, by UID alone, nothing is read.

Facts stay; only the place is marked (IMAP study b.4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.core import sync
from goodterms.core.sync import Checked
from goodterms.ports import Chunk

if TYPE_CHECKING:
    from datetime import datetime

    from goodterms.core.sync import Cursor, FolderState
    from goodterms.reading.visit import Visit

AT_ONCE = 10_000
"""Stored UIDs held in memory."""


def look_for_absent(visit: Visit, cursor: Cursor, state: FolderState) -> None:
    """Compare the stored UIDs of the open folder with those of the server, window by window."""
    account = visit.reading.account
    low = 1
    while stored := visit.store.present(account, cursor, low=low, limit=AT_ONCE):
        low = stored[0].uid
        window = [each for each in stored if each.uid < low + sync.WINDOW]
        there = set(visit.mailbox.search(low, window[-1].uid, since=None, correspondents=None))
        changes: dict[int, datetime | None] = {}
        for each in window:
            if each.uid not in there:
                changes[each.uid] = each.missed_at or visit.now
            elif each.missed_at is not None:
                changes[each.uid] = None
        visit.store.save_misses(account, cursor, changes, now=visit.now)
        low = window[-1].uid + 1
    checked = Checked(at=visit.now, exists=state.exists, uidnext=state.uidnext)
    visit.save(Chunk(cursor=cursor, checked=checked))
