"""What is fetched of a message's headers, and the envelope made of it.

The server's own ENVELOPE is not used: one odd date in it breaks the parsing of the whole chunk, and
it lacks the fields that tell automatic mail (IMAP study 0.3 and b.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters.imap_fetch import internal_date, item
from goodterms.adapters.mime import parse_envelope

if TYPE_CHECKING:
    from goodterms.adapters.imap_fetch import Row
    from goodterms.core.mail import Envelope, Location

HEADERS = (
    "DATE FROM SENDER REPLY-TO TO CC SUBJECT MESSAGE-ID IN-REPLY-TO REFERENCES LIST-ID"
    " LIST-UNSUBSCRIBE AUTO-SUBMITTED PRECEDENCE X-AUTO-RESPONSE-SUPPRESS CONTENT-TYPE"
    " RETURN-PATH X-GOOD-TERMS"
)
"""Header fields that are read (IMAP study b.3); the last one marks our own reports."""

HEADER_BYTES = 262_144
"""Most bytes read of one message's headers (IMAP study d, case 67)."""

ITEMS = (
    "INTERNALDATE",
    "RFC822.SIZE",
    f"BODY.PEEK[HEADER.FIELDS ({HEADERS})]<0.{HEADER_BYTES}>",
)


def envelope(row: Row, location: Location) -> Envelope | str:
    """Return the envelope of one answer, or why there is none."""
    instant = internal_date(row)
    if instant is None:
        return "the server gives no readable time of arrival"
    raw = item(row, b"BODY[HEADER.FIELDS")
    if raw is None:
        return "the server sent no headers"
    size = row.get(b"RFC822.SIZE")
    return parse_envelope(
        raw,
        location=location,
        internal_at=instant,
        size=size if isinstance(size, int) else 0,
    )
