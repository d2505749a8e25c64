"""The canonical identity of a message: the same for every copy, on every machine.

Message-ID alone is neither mandatory nor unique, so the raw Date and the sender go in as well;
without a Message-ID the key is a digest of what the headers say (IMAP study b.6, d 53 to 55).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodterms.core.mail import Envelope

DIGITS = 12
"""48 bits: among 100 000 messages the chance of any clash is about 2 in 100 000."""


def message_key(envelope: Envelope) -> str:
    """Return ``M-`` and 12 hex digits.

    The Date header goes in as it was written, so that a better date parser changes no identity.
    Size counts only without a Message-ID, since servers may tell it differently; the server's own
    date only when there is no Date either.
    """
    sender = envelope.sender.address if envelope.sender else ""
    parts = [envelope.message_id, _date(envelope), sender]
    if not envelope.message_id:
        parts += [*sorted(each.address for each in envelope.recipients), envelope.subject]
        parts.append(str(envelope.size))
        parts.append("" if parts[1] else envelope.internal_at.isoformat())
    text = "\x00".join(parts)
    return "M-" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:DIGITS]


def _date(envelope: Envelope) -> str:
    """Return the Date header as written, else the parsed instant, else nothing."""
    if raw := envelope.headers.get("date", ""):
        return " ".join(raw.split())
    return envelope.sent_at.isoformat() if envelope.sent_at else ""
