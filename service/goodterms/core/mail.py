"""The nouns of mail: addresses, envelopes, bodies and the stored facts of a message.

No parsing and no rules here; see `cleaning`, `noise`, `matching` and `arrival`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

LABELS = ("vague", "pressure", "hostile", "scope", "stalling")
"""The tone labels, in the order of every stored score (see models/tone/card.md)."""

EXCERPT_LIMIT = 280
"""Longest excerpt kept of a message, in characters. Source: design, privacy promise 2."""


class Direction(StrEnum):
    """Who wrote a message."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One mailbox in a header; `address` is lower case, `name` is decoded display text."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a message lies: unique together, and the only thing that `fetch` repeats by."""

    folder: str
    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """The header facts of one message as fetched; nothing of it is trusted yet.

    Attributes:
        message_id: Normalised, without angle brackets; empty when the header is missing.
        parents: Message-IDs from References then In-Reply-To, oldest first, well-formed ones only.
        sender: First From mailbox; None when there is none that can be read.
        recipients: To and Cc mailboxes in header order, groups left out.
        subject: Decoded, without control characters, at most 200 characters.
        sent_at: The Date header as an aware UTC instant, None when missing or unreadable.
        sent_offset_minutes: The sender's own offset in the Date header.
        internal_at: INTERNALDATE as an aware UTC instant.
        headers: Lower-case names of the few fetched headers that noise rules read.
        flaws: Words such as ``no-date``, ``bad-date``, ``no-message-id``, ``raw-8bit``.
        provider_id: The provider's own id of this mail, the same in every folder
            (``gm:`` + X-GM-MSGID or ``email:`` + EMAILID); empty when it gives none.
        thread_hint: The provider's own thread id (X-GM-THRID or THREADID), likewise.
    """

    location: Location
    message_id: str
    parents: tuple[str, ...]
    sender: Address | None
    recipients: tuple[Address, ...]
    subject: str
    sent_at: datetime | None
    sent_offset_minutes: int | None
    internal_at: datetime
    size: int
    headers: Mapping[str, str]
    flaws: tuple[str, ...] = ()
    provider_id: str = ""
    thread_hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The text of one message, decoded, before quotes and signature are cut.

    Attributes:
        text: Plain text; HTML already turned into text; at most 64 KiB of source.
        attachments: File names of attached parts ("" when a part has no name).
        flaws: Words such as ``encrypted``, ``no-text``, ``charset``, ``truncated``.
    """

    text: str
    attachments: tuple[str, ...] = ()
    flaws: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """The stored facts of one message from or to a client. Measured once.

    Only what its text says is measured again, when another tone model ships (`core.rescoring`).

    Attributes:
        id: ``M-`` and 12 hex digits of the canonical identity; the same on every machine.
        client: The client's name in the config.
        arrived_at: The instant every rule uses (aware UTC); `clock` says where it came from.
        clock: ``internal``, ``header`` or ``header-imported``; see `core.arrival`.
        parents: Message-IDs this message answers, oldest first.
        thread_hint: A provider's own thread id, empty when it gives none.
        noise: Why this counts as automatic mail, None when a person wrote it.
        language: ``en``, ``hr`` or ``other``; None when there is too little text.
        words: Number of words newly written in this message.
        scores: Label to calibrated probability; empty when the text was not scored.
        model: Digest of the model that scored it; "" when it was not scored, or scored before
            version 3 of the tables.
        demand: When an answer is demanded, in the words of `core.urgency`; None without demand.
        delivers: The owner hands over work in this outbound message.
        offers: The owner quotes a price or sends an offer in this outbound message.
        asks_change: The client asks for a change of delivered work.
        adds: The client adds to, corrects or takes back what was written, or only thanks.
        papers: Kinds of agreement that names of attached files speak of (`core.exit_papers`).
        excerpt: The sentence that earned a label or a demand, at most 280 characters; else "".
        flaws: What could not be read cleanly.
    """

    id: str
    client: str
    direction: Direction
    arrived_at: datetime
    clock: str
    sent_at: datetime | None
    sent_offset_minutes: int | None
    internal_at: datetime
    message_id: str
    parents: tuple[str, ...]
    sender: str
    subject: str
    size: int
    thread_hint: str = ""
    noise: str | None = None
    language: str | None = None
    words: int = 0
    scores: Mapping[str, float] = field(default_factory=dict)
    model: str = ""
    demand: str | None = None
    delivers: bool = False
    offers: bool = False
    asks_change: bool = False
    adds: bool = False
    attachments: int = 0
    papers: tuple[str, ...] = ()
    excerpt: str = ""
    flaws: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One piece of input that could not be used, kept so that nothing is lost silently.

    Attributes:
        kind: ``message``, ``folder``, ``mailbox``, ``invoice`` or ``payment``.
        source: Folder and UID, or file name.
        line: Line in the file, 0 where there is none.
        text: One sentence; never the content of a mail.
        code: Its class in one word, such as ``unfetchable`` (IMAP study d, "Record"); "" when the
            kind says enough.
    """

    kind: str
    source: str
    text: str
    line: int = 0
    code: str = ""
