"""Old texts read again for a new tone model, after all new mail: newest first, a few at a time.

Which they are stands in the store, so a run that was cut goes on here as if it had not been.
Identity, times and places of a message never change; only what its text says is written anew.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from goodterms.core import facts, sync
from goodterms.core.mail import Body, Message, Problem
from goodterms.core.rescoring import RUN, TOGETHER, has_room
from goodterms.core.summary import FetchSummary
from goodterms.errors import FolderError
from goodterms.ports import Rescored
from goodterms.reading.headers import unfetchable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from goodterms.core.mail import Location
    from goodterms.ports import Outdated
    from goodterms.reading.visit import Visit

LABEL = "new model"
"""Name of this step where progress is shown."""


def read_again(visit: Visit) -> FetchSummary:
    """Read texts again that another model scored, as many as one run and the budget allow."""
    reading, total = visit.reading, FetchSummary()
    if not reading.model:
        return total
    clients = [each.name for each in reading.mapping.clients]  # of nobody else a text is asked for
    found = visit.store.outdated(
        reading.account, reading.model, clients=clients, since=reading.since, now=visit.now
    )
    most = len(found) if reading.at_once else min(RUN, len(found))
    done = 0
    for chunk in _chunks(visit, found, most):
        if not has_room(visit.meter.left, reading.daily_bytes, at_once=reading.at_once):
            # half a day's bytes are left to new mail and no trouble; a whole day's are spent
            return total.plus(visit.stopped()) if reading.at_once else total
        visit.progress(LABEL, done, most)
        total = total.plus(_reread(visit, chunk))
        done += len(chunk)
    if found:
        visit.progress(LABEL, most, most)
    return total


def _chunks(visit: Visit, found: Sequence[Outdated], most: int) -> Iterator[Sequence[Outdated]]:
    """Yield up to `most` texts, a few of one folder at a time, while that folder is open."""
    shut: set[str] = set()
    for start in range(0, len(found), RUN):
        folders: dict[str, list[Outdated]] = {}
        for each in found[start : start + RUN]:
            folders.setdefault(each.location.folder, []).append(each)
        for folder, texts in folders.items():
            if most <= 0:
                return
            if folder in shut or (numbered := _open(visit, folder)) is None:
                shut.add(folder)
                continue
            there = [each for each in texts if each.location.uidvalidity == numbered][:most]
            most -= len(there)
            for first in range(0, len(there), TOGETHER):
                yield there[first : first + TOGETHER]


def _open(visit: Visit, folder: str) -> int | None:
    """Open a folder and return its UIDVALIDITY; None, with a problem, when it cannot be."""
    try:
        return visit.mailbox.examine(folder).uidvalidity
    except FolderError as error:
        visit.note(Problem(kind="folder", source=folder, text=error.message))
        return None


def _reread(visit: Visit, chunk: Sequence[Outdated]) -> FetchSummary:
    """Read a few texts of the open folder and store what they say now."""
    stored = visit.store.messages([each.id for each in chunk])
    bodies = visit.mailbox.bodies([each.location.uid for each in chunk])
    lost = [each for each in chunk if each.location.uid not in bodies]
    gone = _gone(visit, [each.location for each in lost])
    kept, problems = _kept(chunk, bodies, gone)
    texts = [
        (facts.unread(stored[each.id]), body)
        for each in chunk
        if isinstance(body := bodies.get(each.location.uid), Body)
    ]
    read: Sequence[Message] = visit.reading.texts(texts)
    visit.save_rescored(
        Rescored(
            model=visit.reading.model,
            read=read,
            left_out={
                each.id: each.tries + 1
                for each in lost
                if each.location.uid not in gone and each.id not in kept
            },
            kept=kept,
            problems=problems,
            at=visit.now,
        )
    )
    return FetchSummary(rescored=len(read), problems=len(problems))


def _kept(
    chunk: Sequence[Outdated], bodies: Mapping[int, Body | Problem], gone: set[int]
) -> tuple[dict[str, str], list[Problem]]:
    """Return which messages keep their old scores, with the reason, and the problems to note.

    What is gone from this place needs no reason: it is asked for no more until it turns up again.
    """
    kept: dict[str, str] = {}
    problems: list[Problem] = []
    for each in chunk:
        place = each.location
        body = bodies.get(place.uid)
        if isinstance(body, Problem):
            kept[each.id] = "unreadable"
            problems.append(replace(body, code=body.code or "unparsable"))
        elif body is None and place.uid not in gone and each.tries + 1 >= sync.TRIES:
            kept[each.id] = "unfetchable"
            problems.append(unfetchable(place.folder, place.uid))
    return kept, problems


def _gone(visit: Visit, lost: Sequence[Location]) -> set[int]:
    """Return the UIDs that the server does not list any more, and mark their places as missed."""
    gone: set[int] = set()
    rest = sorted(each.uid for each in lost)
    while rest:
        window = [uid for uid in rest if uid < rest[0] + sync.WINDOW]
        listed = visit.mailbox.search(window[0], window[-1], since=None, correspondents=None)
        gone |= set(window) - set(listed)
        rest = rest[len(window) :]
    if gone:
        place = lost[0]
        cursor = sync.Cursor(
            folder=place.folder, uidvalidity=place.uidvalidity, high=0, low=0, mapping=""
        )
        misses = dict.fromkeys(sorted(gone), visit.now)
        visit.store.save_misses(visit.reading.account, cursor, misses, now=visit.now)
    return gone
