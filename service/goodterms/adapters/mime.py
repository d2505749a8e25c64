"""From raw bytes to envelopes and bodies: the only home of the mail-parser library.

The library serves for addresses and for the structure of a whole message. It raises on a NUL in a
charset, takes CEST for UTC, leaves 7-bit Japanese undecoded and returns forwarded text as the
sender's (IMAP study 0.7 and e), so every call is wrapped, and text and dates go through our own
ladders in `core`. Nothing here raises for bad mail: what is wrong becomes a flaw.
"""

from __future__ import annotations

import email
import logging
import re
from functools import lru_cache
from typing import TYPE_CHECKING

import mailparser
from mailparser.utils import get_addresses

from goodterms.adapters.mime_parts import ENCRYPTED, Collector, decode_part
from goodterms.core import arrival, header_dates, header_fields, header_words
from goodterms.core.mail import Address, Body, Envelope

if TYPE_CHECKING:
    from datetime import datetime
    from email.message import Message

    from goodterms.core.mail import Location

__all__ = ["decode_part", "parse_body", "parse_envelope"]

# the library warns of every part it knows no use for, with text from the mail
logging.getLogger("mailparser").setLevel(logging.CRITICAL)

SUBJECT_LIMIT = 200
"""Longest subject kept, in characters. Source: `core.mail.Envelope`."""

NAME_LIMIT = 120
"""Longest display name kept, in characters."""

RECIPIENTS_LIMIT = 200
"""Most To and Cc mailboxes kept; more is a mailing, not a letter (decision study B3.1)."""

ADDRESS_LIMIT = 254
"""Longest address that can be delivered to, in characters (RFC 5321 4.5.3.1.3)."""

DEPTH_LIMIT, PARTS_LIMIT = 20, 200
"""Deepest nesting and most parts of a message; beyond, parsing costs seconds (B3.1)."""

DASHES_LIMIT = 4_000
"""Most lines that may be boundaries, counted before the parser sees the message."""

KEPT_HEADERS = (
    "arc-authentication-results",
    "authentication-results",
    "auto-submitted",
    "content-class",
    "content-type",
    "date",
    "delivered-to",
    "envelope-to",
    "list-id",
    "list-unsubscribe",
    "precedence",
    "received-spf",
    "return-path",
    "x-auto-response-suppress",
    "x-failed-recipients",
    "x-good-terms",
    "x-original-to",
)
"""Headers that `core.noise`, `core.matching`, `core.identity` and `core.command_check` read."""

CACHED_LENGTH = 1_000
"""Longest address field remembered, in characters: a mailing's would fill the memory."""

_STRUCTURAL = re.compile(
    rb"^(?:content-[a-z-]{1,40}|mime-version)[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*",
    re.IGNORECASE | re.MULTILINE,
)

_NO_FIELD = re.compile(rb"^(?![ \t]|[!-9;-~]{1,76}[ \t]{0,9}:)", re.MULTILINE)

_ANGLE = re.compile(r"<\s{0,9}([^<>\s\"]{1,190}@[^<>\s\"]{1,190})\s{0,9}>")

_ADDRESS = re.compile(r"[^<>\s\"(),;:@\\]{1,190}@[^<>\s\"(),;:@\\]{1,190}")


def parse_envelope(raw: bytes, *, location: Location, internal_at: datetime, size: int) -> Envelope:
    """Return the facts in a header block; never raises.

    Args:
        raw: Header bytes as fetched; a body after the empty line is not looked at.
        location: Where the message lies.
        internal_at: INTERNALDATE, aware UTC.
        size: RFC822.SIZE in bytes.

    Returns:
        An envelope whose flaws may be ``no-date``, ``bad-date``, ``future-date``, ``no-zone``,
        ``no-message-id``, ``no-sender``, ``bad-sender``, ``many-senders``, ``bad-recipient``,
        ``many-recipients``, ``long-headers`` and ``raw-8bit``.
    """
    fields, flaws = header_fields.split(raw)
    sender = _sender(fields, flaws)
    message_id = header_fields.message_id(fields)
    if not message_id:
        flaws.append("no-message-id")
    date = fields["date"][0] if "date" in fields else ""
    sent_at, offset = header_dates.parse_date(date) or (None, None)
    flaws += _date_flaws(date, sent_at, offset, internal_at)
    return Envelope(
        location=location,
        message_id=message_id,
        parents=header_fields.parents(fields),
        sender=sender,
        recipients=_recipients(fields, flaws),
        subject=header_words.decoded(
            fields["subject"][0] if "subject" in fields else "", limit=SUBJECT_LIMIT
        ),
        sent_at=sent_at,
        sent_offset_minutes=offset,
        internal_at=internal_at,
        size=size,
        headers={
            name: header_words.shown(fields[name][0], limit=300)
            for name in KEPT_HEADERS
            if name in fields
        },
        flaws=tuple(flaws),
    )


def parse_body(raw: bytes, *, truncated: bool) -> Body:
    """Return the text and the attachment names of a whole message; never raises.

    Text inside ``message/*`` parts is another person's and stays out (IMAP study d 68).

    Args:
        raw: The message as fetched, headers included.
        truncated: The fetch stopped at a size limit, so the last part may be cut.

    Returns:
        A body whose flaws may be ``no-text``, ``encrypted``, ``calendar``, ``charset``,
        ``encoding``, ``truncated``, ``too-many-parts`` and ``unreadable``.
    """
    flaws = ["truncated"] if truncated else []
    if raw.count(b"\n--") > DASHES_LIMIT or raw.lower().count(b"boundary=") > PARTS_LIMIT:
        return Body(text="", flaws=(*flaws, "too-many-parts", "no-text"))
    message = _structure(raw)
    if message is None:
        return Body(text="", flaws=(*flaws, "unreadable", "no-text"))
    collector = Collector(depth=DEPTH_LIMIT, parts=PARTS_LIMIT, truncated=truncated)
    try:
        text = collector.text(message)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Body(text="", flaws=(*flaws, "unreadable", "no-text"))
    flaws += collector.flaws
    if not text.strip() and ENCRYPTED not in flaws:
        flaws.append("no-text")
    return Body(
        text=text, attachments=tuple(collector.attachments), flaws=tuple(dict.fromkeys(flaws))
    )


def _date_flaws(
    date: str, sent_at: datetime | None, offset: int | None, internal_at: datetime
) -> list[str]:
    """Return what is wrong with a Date header (IMAP study d 56 to 59)."""
    if sent_at is None:
        return ["bad-date" if date else "no-date"]
    found = ["future-date"] if sent_at > internal_at + arrival.EARLY else []
    return [*found, "no-zone"] if offset is None else found


def _structure(raw: bytes) -> Message | None:
    """Return the message tree, by the library and else by what the library builds on."""
    raw = _lightened(raw)
    try:
        tree: Message = mailparser.parse_from_bytes(raw).message
    except Exception:  # noqa: BLE001 - raises whatever a broken mail provokes, see the module
        try:
            return email.message_from_bytes(raw)
        except (ValueError, LookupError, TypeError, RecursionError):
            return None
    return tree


def _lightened(raw: bytes) -> bytes:
    """Return a message with only those headers that describe its structure.

    The library takes every header apart as soon as it sees it, which for one with a dozen Received
    lines costs more than the rest (IMAP study e). A block with lines that are no headers is left
    as it is: the library knows where its body may begin.
    """
    end = header_fields.END.search(raw, 0, header_fields.BLOCK_LIMIT)
    if end is None or _NO_FIELD.search(raw, 0, end.start()):
        return raw
    block = raw[: end.start() + 1]
    return b"".join(_STRUCTURAL.findall(block)) + raw[end.start() + 1 :]


def _sender(fields: dict[str, list[str]], flaws: list[str]) -> Address | None:
    """Return the first From mailbox; its display name never stands for the address."""
    values = fields.get("from", [])
    if not values or not values[0].strip():
        flaws.append("no-sender")
        return None
    mailboxes = _mailboxes(values[0])
    if len(values) > 1 or len(mailboxes) > 1:
        flaws.append("many-senders")
    if not mailboxes:
        flaws.append("bad-sender")
        return None
    return mailboxes[0]


def _recipients(fields: dict[str, list[str]], flaws: list[str]) -> tuple[Address, ...]:
    """Return To and Cc mailboxes, each address once; of a group only its members."""
    found: dict[str, Address] = {}
    for name in ("to", "cc"):
        for value in fields.get(name, []):
            mailboxes = _mailboxes(value)
            if "@" in value and not mailboxes and ":" not in value:
                flaws.append("bad-recipient")
            for each in mailboxes:
                found.setdefault(each.address, each)
    if len(found) > RECIPIENTS_LIMIT:
        flaws.append("many-recipients")
    return tuple(found.values())[:RECIPIENTS_LIMIT]


def _mailboxes(value: str) -> tuple[Address, ...]:
    """Return the mailboxes of one address field; of a group only its members."""
    return _remembered(value) if len(value) <= CACHED_LENGTH else _read_mailboxes(value)


@lru_cache(maxsize=8192)
def _remembered(value: str) -> tuple[Address, ...]:
    """Return what `_read_mailboxes` does: the same few people write nearly all of a mailbox."""
    return _read_mailboxes(value)


def _read_mailboxes(value: str) -> tuple[Address, ...]:
    """Return the mailboxes as the library reads them, else the one that can be rescued."""
    try:
        pairs = get_addresses(value)
    except Exception:  # noqa: BLE001 - raises whatever a broken header provokes, see the module
        pairs = []
    found = [_address(name, address) for name, address in pairs]
    if not any(found):
        found = [_address("", each) for each in _rescued(value)]
    return tuple(each for each in found if each is not None)


def _rescued(value: str) -> list[str]:
    """Return the one address in a field that the library cannot read, or nothing.

    A display name in front cannot fake an angle address, so the last of those counts; a bare
    address must be the only one, outside groups and comments.
    """
    if angles := _ANGLE.findall(value):
        return [str(angles[-1])]
    bare = _ADDRESS.findall(value)
    is_plain = len(bare) == 1 and not any(sign in value for sign in "(:;")
    return [str(bare[0])] if is_plain else []


def _address(name: str, address: str) -> Address | None:
    """Return a mailbox in display-safe form, None when the address cannot be one."""
    address = header_words.shown(address, limit=ADDRESS_LIMIT + 1).lower()
    if len(address) > ADDRESS_LIMIT or not _ADDRESS.fullmatch(address):
        return None
    return Address(address=address, name=header_words.decoded(name, limit=NAME_LIMIT))
