"""One chunk of headers: whose message is it, and did a person write it?"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from goodterms.core import arrival, facts, noise, own_mail, sync
from goodterms.core.mail import Direction, Envelope, Problem
from goodterms.core.summary import FetchSummary
from goodterms.ports import Chunk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.core.sync import Cursor, FolderRecord
    from goodterms.reading.visit import Reading, Visit


def read_headers(visit: Visit, uids: Sequence[int], after: Cursor) -> FetchSummary:
    """Read and store one chunk of headers, with the cursor `after` it.

    What FETCH leaves out, or gives in a form that cannot be read, becomes pending and never holds
    the cursor up (IMAP study b.4). The latter is a problem at once: it rarely mends.
    """
    found = visit.mailbox.envelopes(uids)
    pending = dict.fromkeys(_missing(uids, found), 1)
    return replace(_stored(visit, found, after, pending=pending), seen=len(found))


def retry_headers(visit: Visit, record: FolderRecord, cursor: Cursor) -> FetchSummary:
    """Ask again for what FETCH left out in earlier runs; the third time it is given up."""
    uids = sorted(record.pending)
    total = FetchSummary()
    for start in range(0, len(uids), sync.CHUNK):
        part = uids[start : start + sync.CHUNK]
        found = list(visit.mailbox.envelopes(part))
        tries = {uid: record.pending[uid] + 1 for uid in _missing(part, found)}
        pending = {uid: count for uid, count in tries.items() if count < sync.TRIES}
        known = {_uid(each) for each in found}
        lost = [uid for uid in tries if uid not in pending and uid not in known]
        found += [unfetchable(cursor.folder, uid) for uid in lost]
        settled = [uid for uid in part if uid not in pending]
        total = total.plus(_stored(visit, found, cursor, pending=pending, settled=settled))
    return total


def unfetchable(folder: str, uid: int) -> Problem:
    """Return the problem of a message that is listed and never comes."""
    text = f"the server lists this message and left it out {sync.TRIES} times when it was asked for"
    return Problem(kind="message", source=f"{folder}/{uid}", text=text, code="unfetchable")


def _uid(found: Envelope | Problem) -> int:
    if isinstance(found, Envelope):
        return found.location.uid
    return int(found.source.rpartition("/")[2])


def _missing(uids: Sequence[int], found: Sequence[Envelope | Problem]) -> list[int]:
    """Return the UIDs that have no envelope yet."""
    came = {_uid(each) for each in found if isinstance(each, Envelope)}
    return [uid for uid in uids if uid not in came]


def _stored(
    visit: Visit,
    found: Sequence[Envelope | Problem],
    after: Cursor,
    *,
    pending: dict[int, int],
    settled: Sequence[int] = (),
) -> FetchSummary:
    """Store what came, and say what it was."""
    envelopes = [each for each in found if isinstance(each, Envelope)]
    problems = [
        replace(each, code=each.code or "unparsable") for each in found if isinstance(each, Problem)
    ]
    sightings = _sightings(visit, envelopes)
    people = [each.envelope for each in sightings if each.noise is None]
    automatic = [each for each in sightings if each.noise is not None]
    saved = visit.save(
        Chunk(
            messages=[(facts.from_headers(each), each.envelope.location) for each in sightings],
            wanted={each.location for each in people},
            provider_ids={
                each.envelope.location: each.envelope.provider_id
                for each in sightings
                if each.envelope.provider_id
            },
            hours=Counter(arrival.hour(each.internal_at) for each in envelopes),
            pending=pending,
            settled=settled,
            problems=problems,
            cursor=after,
        )
    )
    return FetchSummary(
        seen=len(envelopes),
        mapped=len(sightings),
        new=saved.added,
        problems=len(problems),
        noise=dict(Counter(each.noise for each in automatic if each.noise)),
        flaws=dict(Counter(flaw for each in automatic for flaw in set(each.envelope.flaws))),
    )


def _sightings(visit: Visit, envelopes: Sequence[Envelope]) -> list[facts.Sighting]:
    """Return the messages of clients; our own mails and what answers them are set apart.

    Once the owner forwarded a report to a client, what follows would be about the report.
    """
    found = [each for each in (_sighting(e, visit.reading) for e in envelopes) if each]
    names = {each.envelope.location: _names(each.envelope) for each in found}
    wanted = own_mail.ours(tuple(name for each in names.values() for name in each))
    issued = visit.store.issued(wanted) if wanted else frozenset()
    return [
        replace(each, noise=noise.OWN)
        if not issued.isdisjoint(names[each.envelope.location])
        else each
        for each in found
    ]


def _names(envelope: Envelope) -> tuple[str, ...]:
    return (envelope.message_id, *envelope.parents)


def _sighting(envelope: Envelope, reading: Reading) -> facts.Sighting | None:
    """Return whose message this is, None when it belongs to no client."""
    found = reading.mapping.client_of(envelope, reading.own)
    if found is None:
        return None
    client, direction = found
    return facts.Sighting(
        envelope=envelope,
        client=client,
        direction=direction,
        noise=(
            noise.reason(envelope, is_ours=reading.is_ours) if direction is Direction.IN else None
        ),
    )
