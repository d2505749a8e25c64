"""The texts that are still wanted: read many at a time, stored few at a time.

Which they are stands in the store, so a run that was cut between headers and text goes on here as
if it had not been (IMAP study b.3, stage 2).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from goodterms.core import sync
from goodterms.core.mail import Body, Message, Problem
from goodterms.core.summary import FetchSummary
from goodterms.ports import Texts
from goodterms.reading.headers import unfetchable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.core.mail import Location
    from goodterms.core.sync import Cursor
    from goodterms.ports import Wanted
    from goodterms.reading.visit import Visit

TOGETHER = 25
"""Texts in one transaction (IMAP study b.3); a FETCH asks for up to `sync.CHUNK` of them."""


def read_texts(visit: Visit, cursor: Cursor, *, only_full: bool = False) -> FetchSummary:
    """Read what is wanted in the open folder.

    Args:
        visit: The run.
        cursor: Of the open folder.
        only_full: Stop where fewer than a full chunk are wanted: more headers come first, and every
            FETCH costs a round trip.
    """
    total = FetchSummary()
    account = visit.reading.account
    while wanted := visit.store.wanted(account, cursor, now=visit.now, limit=sync.CHUNK):
        if only_full and len(wanted) < sync.CHUNK:
            break
        if visit.meter.is_spent:
            return total.plus(visit.stopped())
        bodies = visit.mailbox.bodies([each.location.uid for each in wanted])
        read = _read(visit, wanted, bodies)
        for start in range(0, len(wanted), TOGETHER):
            total = total.plus(_stored(visit, wanted[start : start + TOGETHER], read))
    return total


def _read(
    visit: Visit, wanted: Sequence[Wanted], bodies: Mapping[int, Body | Problem]
) -> dict[int, Message | Problem]:
    """Return by UID what the texts say, or why one cannot be read."""
    found: dict[int, Message | Problem] = {
        uid: body for uid, body in bodies.items() if isinstance(body, Problem)
    }
    texts = {
        each.location.uid: (each.message, body)
        for each in wanted
        if isinstance(body := bodies.get(each.location.uid), Body)
    }
    read = visit.reading.texts(list(texts.values()))
    return found | dict(zip(texts, read, strict=True))


def _stored(
    visit: Visit, wanted: Sequence[Wanted], found: Mapping[int, Message | Problem]
) -> FetchSummary:
    """Store what a few texts gave."""
    read: list[Message] = []
    skipped: dict[str, str] = {}
    pending: dict[Location, int] = {}
    problems: list[Problem] = []
    for each in wanted:
        message, place = each.message, each.location
        known = found.get(place.uid)
        if isinstance(known, Message):
            read.append(known)
        elif isinstance(known, Problem):
            skipped[message.id] = "unreadable"
            problems.append(replace(known, code=known.code or "unparsable"))
        elif each.tries + 1 < sync.TRIES:
            pending[place] = each.tries + 1
        else:
            skipped[message.id] = "unfetchable"
            problems.append(unfetchable(place.folder, place.uid))
    visit.save_texts(
        Texts(read=read, skipped=skipped, pending=pending, problems=problems, at=visit.now)
    )
    taken = [*read, *(each.message for each in wanted if each.message.id in skipped)]
    return FetchSummary(
        scored=sum(1 for each in read if each.scores),
        problems=len(problems),
        flaws=dict(Counter(flaw for each in taken for flaw in set(each.flaws))),
    )
