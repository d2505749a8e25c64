"""What is fetched of a message's headers, and the envelope made of it.

The server's own ENVELOPE is not used: one odd date in it breaks the parsing of the whole chunk, and
it lacks the fields that tell automatic mail (IMAP study 0.3 and b.3).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from goodterms.adapters.imap_fetch import internal_date, item
from goodterms.adapters.mime import parse_envelope
from goodterms.core.mail import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from goodterms.adapters.imap_fetch import Fetched
    from goodterms.adapters.imap_rows import Row
    from goodterms.core.mail import Envelope
    from goodterms.core.sync import FolderState

HEADERS = (
    "DATE FROM SENDER REPLY-TO TO CC SUBJECT MESSAGE-ID IN-REPLY-TO REFERENCES LIST-ID"
    " LIST-UNSUBSCRIBE AUTO-SUBMITTED PRECEDENCE X-AUTO-RESPONSE-SUPPRESS CONTENT-TYPE"
    " RETURN-PATH X-FAILED-RECIPIENTS CONTENT-CLASS X-GOOD-TERMS"
)
"""Header fields that are read (IMAP study b.3); the last one marks our own reports."""

HEADER_BYTES = 262_144
"""Most bytes read of one message's headers (IMAP study d, case 67)."""

ITEMS = (
    "INTERNALDATE",
    "RFC822.SIZE",
    f"BODY.PEEK[HEADER.FIELDS ({HEADERS})]<0.{HEADER_BYTES}>",
)

_ID = re.compile(rb"[A-Za-z0-9_-]{1,255}")

_IDS = (
    ("X-GM-EXT-1", ("X-GM-MSGID", "X-GM-THRID")),
    ("OBJECTID", ("EMAILID", "THREADID")),
)
"""Capability and what it offers: the provider's own id of a mail and of its thread (b.6)."""


def items(has_capability: Callable[[str], bool]) -> tuple[str, ...]:
    """Return what to fetch of each message, with the provider's own ids where there are any."""
    for capability, names in _IDS:
        if has_capability(capability):
            return (*ITEMS, *names)
    return ITEMS


def read(
    answers: Iterable[Fetched], uids: Sequence[int], state: FolderState
) -> list[Envelope | Problem]:
    """Return what several answers say, in the order of `uids`; an expunged one is left out."""
    found: dict[int, Envelope | Problem] = {}
    for fetched in answers:
        for uid, row in fetched.rows.items():
            place = Location(folder=state.name, uidvalidity=state.uidvalidity, uid=uid)
            said = envelope(row, place)
            found[uid] = _problem(place, said) if isinstance(said, str) else said
        for uid, error in fetched.failed.items():
            place = Location(folder=state.name, uidvalidity=state.uidvalidity, uid=uid)
            reason = f"the headers cannot be read ({type(error).__name__})"
            found[uid] = _problem(place, reason)
    return [found[uid] for uid in uids if uid in found]


def _problem(place: Location, text: str) -> Problem:
    return Problem(kind="message", source=f"{place.folder}/{place.uid}", text=text)


def envelope(row: Row, location: Location) -> Envelope | str:
    """Return the envelope of one answer, or why there is none."""
    arrived = internal_date(row)
    if arrived is None:
        return "the server gives no readable time of arrival"
    raw = item(row, b"BODY[HEADER.FIELDS")
    if raw is None:
        return "the server sent no headers"
    size = row.get(b"RFC822.SIZE")
    found = parse_envelope(
        raw,
        location=location,
        internal_at=arrived,
        size=size if isinstance(size, int) else 0,
    )
    mail = _own_id("gm", row.get(b"X-GM-MSGID")) or _own_id("email", row.get(b"EMAILID"))
    thread = _own_id("gm", row.get(b"X-GM-THRID")) or _own_id("thread", row.get(b"THREADID"))
    if not mail and not thread:
        return found
    return replace(found, provider_id=mail, thread_hint=thread)


def _own_id(kind: str, value: object) -> str:
    """Return an id as text: Gmail's is a number beyond 63 bits, OBJECTID's stands in parentheses.

    Source: IMAP study b.6; the form of the latter is RFC 8474 4.
    """
    if isinstance(value, tuple) and len(value) == 1:
        value = value[0]
    if isinstance(value, bytes) and _ID.fullmatch(value):
        return f"{kind}:{value.decode('ascii')}"
    return f"{kind}:{value}" if isinstance(value, int) else ""
