"""One folder: the steps that `core.sync.plan` says, each committed by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.core import sync
from goodterms.core.mail import Problem
from goodterms.core.summary import FetchSummary
from goodterms.core.sync import Act, Checked
from goodterms.ports import Chunk
from goodterms.reading.absences import look_for_absent
from goodterms.reading.headers import read_headers, retry_headers
from goodterms.reading.texts import read_texts

if TYPE_CHECKING:
    from goodterms.core.sync import Cursor, FolderRecord, FolderState, Step
    from goodterms.reading.visit import Visit


def read_folder(visit: Visit, listed: FolderState, record: FolderRecord) -> FetchSummary:
    """Read one folder from where it was left; it is not even opened when there is nothing to do.

    Returns:
        The sum of what was done; `stopped` when the budget was spent on the way.
    """
    digest = visit.reading.mapping_digest
    total = FetchSummary(folders=1)
    if not sync.plan(record, listed, mapping=digest, now=visit.now):
        return total
    state = visit.mailbox.examine(listed.name)
    steps = sync.plan(record, state, mapping=digest, now=visit.now)
    cursor = sync.start(record.cursor, state, mapping=digest)
    for step in steps:
        if visit.meter.is_spent:
            return total.plus(visit.stopped())
        done, cursor = _take(visit, step, cursor, state, record)
        total = total.plus(done)
        if total.stopped or total.unread:
            return total
    if record.cursor is None or any(step.act is Act.RESET for step in steps):
        # what was read whole in one run needs no look for what is gone
        checked = Checked(at=visit.now, exists=state.exists, uidnext=state.uidnext)
        visit.save(Chunk(cursor=cursor, checked=checked))
    visit.progress(state.name, total.seen, total.seen)
    return total


def _take(
    visit: Visit, step: Step, cursor: Cursor, state: FolderState, record: FolderRecord
) -> tuple[FetchSummary, Cursor]:
    """Take one step; return what it did and where the folder is then."""
    done = FetchSummary()
    match step.act:
        case Act.PAUSE:
            done = _paused(visit, state)
        case Act.RESET | Act.RESTART:
            is_reset = step.act is Act.RESET
            visit.store.restart(visit.reading.account, cursor, now=visit.now, is_reset=is_reset)
        case Act.RETRY:
            done = retry_headers(visit, record, cursor)
        case Act.SEARCH:
            return _searched(visit, step, cursor)
        case Act.TEXTS:
            done = read_texts(visit, cursor)
        case Act.CHECK:
            look_for_absent(visit, cursor, state)
    return done, cursor


def _searched(visit: Visit, step: Step, cursor: Cursor) -> tuple[FetchSummary, Cursor]:
    """Read one range of UIDs; texts in between, as soon as a full chunk of them is wanted."""
    total = FetchSummary()
    wanted = 0
    chunks = sync.chunks(step, visit.search(step.low, step.high))
    count = sum(map(len, chunks))
    for number, chunk in enumerate(chunks):
        if visit.meter.is_spent:
            return total.plus(visit.stopped()), cursor
        visit.progress(cursor.folder, number * sync.CHUNK, count)
        cursor = sync.after_chunk(cursor, step, chunk)
        done = read_headers(visit, chunk, cursor)
        total = total.plus(done)
        wanted += done.new
        if wanted >= sync.CHUNK:
            wanted = 0
            total = total.plus(read_texts(visit, cursor, only_full=True))
        if total.stopped:
            return total, cursor
    cursor = sync.after_step(cursor, step)
    visit.save(Chunk(cursor=cursor))
    return total, cursor


def _paused(visit: Visit, state: FolderState) -> FetchSummary:
    """Say that a folder is left alone for a while: numbering it anew would never end."""
    text = (
        f"the server numbered this folder anew more than {sync.RESETS} times in a day; it is read"
        " again when a day has passed since"
    )
    visit.note(Problem(kind="folder", source=state.name, text=text, code="reset"))
    return FetchSummary(problems=1, unread=1)
