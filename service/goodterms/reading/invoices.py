"""E-invoices attached to the owner's own mail to clients: told, fetched, reduced, filed.

A pass of its own after all new mail, newest first, so that no reading of mail waits for a file. The
message says by its state whether its files were looked at, so a run that was cut goes on there; a
file that was filed before the cut is filed once more, which changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.core import attachment_choice, own_invoices, sync
from goodterms.core.mail import Problem
from goodterms.core.rescoring import has_room
from goodterms.core.summary import FetchSummary
from goodterms.errors import FolderError, ImportFileError
from goodterms.ports.mailed import Opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from goodterms.core.attachment_choice import Attached
    from goodterms.ports.mailed import InvoiceReader, Unopened
    from goodterms.reading.visit import Visit

RUN = 500
"""Messages whose files are looked at in one run, so that the next new mail does not wait."""

TOGETHER = 25
"""Messages in one transaction."""

LABEL = "invoices"
"""Name of this step where progress is shown."""

NONE, FOUND, UNREADABLE = "none", "invoice", "unreadable"
"""What came of the files of a message."""


def read_invoices(visit: Visit) -> FetchSummary:
    """Look at the files of the owner's mail to clients, as many as one run and the budget allow.

    Half of a day's bytes stay with new mail, as with old texts.
    """
    reading, total = visit.reading, FetchSummary()
    if reading.invoices is None:
        return total
    visit.store.look_again(reading.account, reading.invoices.digest)
    found = visit.store.unopened(
        reading.account,
        clients=[each.name for each in reading.mapping.clients],
        since=reading.since,
        now=visit.now,
        limit=RUN,
    )
    done = 0
    for chunk in _chunks(visit, found):
        if not _has_room(visit):
            return total
        visit.progress(LABEL, done, len(found))
        total = total.plus(_look(visit, reading.invoices, chunk))
        done += len(chunk)
    if found:
        visit.progress(LABEL, len(found), len(found))
    return total


def _chunks(visit: Visit, found: Sequence[Unopened]) -> Iterator[Sequence[Unopened]]:
    """Yield a few messages of one folder at a time, while that folder is open."""
    folders: dict[str, list[Unopened]] = {}
    for each in found:
        folders.setdefault(each.location.folder, []).append(each)
    for folder, messages in folders.items():
        try:
            numbered = visit.mailbox.examine(folder).uidvalidity
        except FolderError as error:
            visit.note(Problem(kind="folder", source=folder, text=error.message))
            continue
        there = [each for each in messages if each.location.uidvalidity == numbered]
        for start in range(0, len(there), TOGETHER):
            yield there[start : start + TOGETHER]


def _look(visit: Visit, read: InvoiceReader, chunk: Sequence[Unopened]) -> FetchSummary:
    """Look at the files of a few messages of the open folder, a few megabytes at a time."""
    by_uid = {each.location.uid: each for each in chunk}
    described = visit.mailbox.attached(list(by_uid))
    chosen = {uid: attachment_choice.chosen(parts) for uid, parts in described.items()}
    without = {by_uid[uid].message.id: NONE for uid, parts in chosen.items() if not parts}
    _save(visit, [each for each in chunk if not chosen.get(each.location.uid)], without, ())
    wanted = {uid: parts for uid, parts in chosen.items() if parts}
    total = FetchSummary()
    for portion in attachment_choice.portions(wanted):
        if not _has_room(visit):
            break
        total = total.plus(_read(visit, read, {uid: by_uid[uid] for uid in portion}, portion))
    return total


def _has_room(visit: Visit) -> bool:
    return has_room(visit.meter.left, visit.reading.daily_bytes, at_once=False)


def _read(
    visit: Visit,
    read: InvoiceReader,
    messages: Mapping[int, Unopened],
    wanted: Mapping[int, Sequence[Attached]],
) -> FetchSummary:
    """Read the wanted files of a few messages, and write what came of them."""
    done: dict[str, str] = {}
    problems: list[Problem] = []
    added = 0
    for uid, files in visit.mailbox.files(wanted):
        state, new = UNREADABLE, 0
        if isinstance(files, Problem):
            problems.append(files)
        else:
            state, new, flaws = _filed(visit, read, messages[uid], wanted[uid], files)
            problems += flaws
        done[messages[uid].message.id] = state
        added += new
    _save(visit, list(messages.values()), done, problems)
    return FetchSummary(invoices=added, problems=len(problems))


def _save(
    visit: Visit,
    asked: Sequence[Unopened],
    done: Mapping[str, str],
    problems: Sequence[Problem],
) -> None:
    """Write what came of messages; what FETCH left out is asked for in later runs, a few times."""
    tries = {each.message.id: each.tries + 1 for each in asked if each.message.id not in done}
    lost = {name: UNREADABLE for name, count in tries.items() if count >= sync.TRIES}
    left_out = {name: count for name, count in tries.items() if name not in lost}
    opened = Opened(done={**done, **lost}, left_out=left_out, problems=problems, at=visit.now)
    visit.save_opened(opened)


def _filed(
    visit: Visit,
    read: InvoiceReader,
    message: Unopened,
    parts: Sequence[Attached],
    files: Mapping[str, bytes],
) -> tuple[str, int, list[Problem]]:
    """File the invoices of one message; return what came of it, how many were new, and problems."""
    state, new = NONE, 0
    problems: list[Problem] = []
    for part, name in attachment_choice.named(parts):
        source = own_invoices.source(message.message.message_id or message.message.id, name)
        if part.part not in files:
            problems.append(_problem(source, "the server did not send this file whole"))
            continue
        try:
            found = read(files[part.part], source, message.message)
        except ImportFileError as error:
            problems.append(_problem(source, error.message))
            continue
        if found is None:
            continue
        new += visit.store.save_mailed(found, visit.now)
        state = FOUND if found.documents else state
    return UNREADABLE if problems and state == NONE else state, new, problems


def _problem(source: str, text: str) -> Problem:
    return Problem(kind="invoice", source=source, text=text.removeprefix(f"{source} "), code="file")
