"""The canonical identity of a message: the same for every copy, on every machine.

Precedence (IMAP study b.6, d 53 to 55): the provider's own id (X-GM-MSGID, EMAILID), then
Message-ID with the raw Date and the sender, since Message-ID alone is neither mandatory nor unique;
without a Message-ID a digest of what the headers say.

The provider's id recognises a message and never names it: `Message.id` is always made of the
headers, and the provider's id is kept beside it as an alias. So a database written before aliases
existed knows its mail under the same name as today, corrections and verdicts that name a message
survive a move to another provider, and the two copies of a mail to oneself, which have an EMAILID
each, are one message. And since a fact must not be lost to a server that gives one id to different
mails (pymap does), a provider's id says nothing where the Message-IDs contradict it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A message that a provider's id stands for; `message_id` is that of its headers or empty."""

    message: str
    message_id: str


def recognised(key: Alias, provider_id: str, aliases: Mapping[str, Alias]) -> str:
    """Return the id of the message that a sighting is of.

    Args:
        key: `message_key` and Message-ID of what was seen.
        provider_id: As in the envelope; may be empty.
        aliases: What the provider ids known so far stand for.
    """
    known = aliases.get(provider_id) if provider_id else None
    if known is None:
        return key.message
    if known.message_id and key.message_id and known.message_id != key.message_id:
        return key.message
    return known.message


def _date(envelope: Envelope) -> str:
    """Return the Date header as written, else the parsed instant, else nothing."""
    if raw := envelope.headers.get("date", ""):
        return " ".join(raw.split())
    return envelope.sent_at.isoformat() if envelope.sent_at else ""
