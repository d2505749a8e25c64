"""One made-up mail as a value; `mime` turns it into bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from goodterms.demo.people import Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail before it is written down.

    Attributes:
        sender: Its zone stamps the Date header, its program lays out quote and parts.
        to, cc: Names and addresses.
        at: When it was sent, aware UTC.
        text: The new text without signature.
        parent: The mail it answers and quotes.
        answers: For inline answers: each is put below one quoted line of the parent.
        act: What the writer meant; for the tests of the demo only, it is written nowhere.
        extra: Further header lines.
        is_bare: Plain text alone, without signature or quote, as machines write.
        is_flowed: The plain part is declared ``format=flowed``.
    """

    sender: Contact
    to: tuple[tuple[str, str], ...]
    subject: str
    at: datetime
    text: str
    message_id: str
    act: str
    cc: tuple[tuple[str, str], ...] = ()
    parent: Letter | None = None
    answers: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    calendar: str = ""
    is_bare: bool = False
    is_flowed: bool = False
    references: tuple[str, ...] = ()
