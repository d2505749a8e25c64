"""What reading the owner's own mailed invoices needs of the mailbox and of the tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from goodterms.core.attachment_choice import Attached
    from goodterms.core.mail import Location, Message, Problem
    from goodterms.ports import LedgerFile


class FileMailbox(Protocol):
    """Files attached to messages of the open folder; read-only like all of `Mailbox`."""

    def attached(self, uids: Sequence[int]) -> Mapping[int, Sequence[Attached]]:
        """Return what is attached to messages, by their structure; no file is read.

        An expunged message is left out; one whose structure is of no use has no files.
        """
        ...

    def files(
        self, wanted: Mapping[int, Sequence[Attached]]
    ) -> Iterator[tuple[int, Mapping[str, bytes] | Problem]]:
        """Yield the bytes of files by part number, transfer encoding undone, message by message.

        A file that the server does not give whole is left out; so is an expunged message.
        """
        ...


class InvoiceReader(Protocol):
    """Reduces a file to its metadata if it is an e-invoice of the owner's."""

    @property
    def digest(self) -> str:
        """Return a digest of what decides which files are the owner's."""
        ...

    def __call__(self, data: bytes, source: str, message: Message, /) -> LedgerFile | None:
        """Return what is to be kept; None for what is no invoice, or not the owner's.

        `source` says which file of which mail it is.

        Raises:
            ImportFileError: It is an invoice that cannot be read, or a hostile file.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Unopened:
    """A message of the owner's whose files were not looked at yet, a place it lies in, tries."""

    message: Message
    location: Location
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What one commit of messages whose files were looked at writes.

    Attributes:
        done: Message ids with what came of them in one word.
        left_out: Message ids that FETCH left out, with how often so far.
        problems: Files that could not be read.
        received: Bytes the server sent since the last commit.
        at: When it was read.
    """

    done: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    received: int = 0
    at: datetime


class MailedStore(Protocol):
    """The tables as reading mailed invoices sees them; every method is one transaction."""

    def look_again(self, account: str, digest: str) -> None:
        """Let all files be looked at again when they were looked at under another digest."""
        ...

    def unopened(
        self, account: str, *, clients: Sequence[str], since: date, now: datetime, limit: int
    ) -> Sequence[Unopened]:
        """Return outgoing messages with files that were not looked at yet, newest first.

        Left out are those to nobody in `clients`, those received before `since`, those that lie in
        no place that was there at the last look, and those that FETCH left out at `now` already.
        """
        ...

    def save_opened(self, account: str, opened: Opened) -> None:
        """Write what came of messages whose files were looked at."""
        ...

    def save_mailed(self, read: LedgerFile, now: datetime) -> int:
        """Write the documents of one mailed file; return how many were new. Twice is once."""
        ...
