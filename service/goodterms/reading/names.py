"""Folders that go by another name now, and folders that are gone (IMAP study b.2).

Folder identity is name and UIDVALIDITY together: a server may give sibling folders the same one.
So a folder is taken for renamed only if exactly one name that vanished and one new name share a
UIDVALIDITY, and the messages that are stored of the one lie under the same UIDs in the other.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from goodterms.core import identity
from goodterms.core.mail import Envelope, Problem
from goodterms.core.summary import FetchSummary
from goodterms.errors import FolderError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodterms.core.sync import Cursor, FolderRecord, FolderState
    from goodterms.reading.visit import Visit

SAMPLE = 20
"""Messages compared before a folder is taken for renamed (IMAP study b.2)."""


def settle_names(visit: Visit, listed: Sequence[FolderState]) -> FetchSummary:
    """Follow renamed folders and mark those that are gone, each once."""
    records = visit.records()
    names = {state.name for state in listed}
    account = visit.reading.account
    renamed = 0
    former = [each for each in records.values() if each.name not in names and each.cursor]
    fresh = [state for state in listed if state.name not in records]
    for record, state in _pairs(former, fresh):
        if _is_same(visit, record, state):
            visit.store.rename_folder(account, record.name, state.name)
            former.remove(record)
            renamed += 1
    missing = [each for each in former if each.missing_at is None]
    for record in missing:
        visit.store.mark_missing(account, record.name, visit.now)
        text = "this folder is no longer among those the server lists; what was read of it stays"
        visit.note(Problem(kind="folder", source=record.name, text=text, code="missing"))
    for record in records.values():
        if record.name in names and record.missing_at is not None:
            visit.store.mark_missing(account, record.name, None)
    return FetchSummary(renamed=renamed, missing=len(missing), problems=len(missing))


def _pairs(
    former: Iterable[FolderRecord], fresh: Iterable[FolderState]
) -> list[tuple[FolderRecord, FolderState]]:
    """Return vanished and new names that are alone in sharing a UIDVALIDITY."""
    gone: dict[int, list[FolderRecord]] = defaultdict(list)
    new: dict[int, list[FolderState]] = defaultdict(list)
    for record in former:
        if record.cursor:
            gone[record.cursor.uidvalidity].append(record)
    for state in fresh:
        new[state.uidvalidity].append(state)
    return [
        (records[0], new[number][0])
        for number, records in gone.items()
        if len(records) == 1 and len(new[number]) == 1
    ]


def _is_same(visit: Visit, record: FolderRecord, state: FolderState) -> bool:
    """Return whether the stored messages of a folder lie in another one.

    Only what a search for clients finds is looked at: no stranger's headers are read for this.
    """
    cursor: Cursor | None = record.cursor
    if cursor is None:
        return False
    known = visit.store.latest(visit.reading.account, cursor, limit=SAMPLE)
    if not known:
        return False
    try:
        opened = visit.mailbox.examine(state.name)
    except FolderError:
        return False  # the reading of the folder itself will say why
    if opened.uidvalidity != cursor.uidvalidity:
        return False
    found = set(visit.search(min(known), max(known))) & known.keys()
    envelopes = [
        each for each in visit.mailbox.envelopes(sorted(found)) if isinstance(each, Envelope)
    ]
    matching = sum(identity.message_key(each) == known[each.location.uid] for each in envelopes)
    return matching == len(envelopes) and 2 * matching >= len(known)
