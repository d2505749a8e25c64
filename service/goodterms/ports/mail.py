"""What reading mail needs of the world: a mailbox that is read, and tables that keep the facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from goodterms.ports.answers import AnswerStore, SentMailbox
from goodterms.ports.mailed import FileMailbox, MailedStore
from goodterms.ports.rescoring import RescoringStore

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from goodterms.core.client import Freshness
    from goodterms.core.mail import Body, Envelope, Location, Message, Problem
    from goodterms.core.sync import Checked, Cursor, FolderRecord, FolderState


class Mailbox(FileMailbox, SentMailbox, Protocol):
    """A mailbox that can be read and cannot be changed.

    Every method raises `MailboxError` or a subclass and nothing else. One bad message never raises:
    it comes back as a `Problem` whose source is ``folder/uid``.
    """

    @property
    def received_bytes(self) -> int:
        """Return how many bytes the server has sent over this connection so far."""
        ...

    def folders(self) -> Sequence[FolderState]:
        """Return the folders worth reading, with what the server says of each."""
        ...

    def examine(self, folder: str) -> FolderState:
        """Open one folder READ-ONLY.

        Raises:
            FolderGoneError: It was renamed or deleted since it was listed.
            FolderError: The server does not confirm that it is READ-ONLY.
        """
        ...

    def search(
        self, low: int, high: int, *, since: date | None, correspondents: Sequence[str] | None
    ) -> Sequence[int]:
        """Return UIDs from `low` to `high`, both inclusive, of the open folder, ascending.

        Args:
            low: Lowest UID.
            high: Highest UID, frozen by the caller at UIDNEXT - 1; `core.sync.LAST_UID` where the
                server does not tell it.
            since: Messages received on this day or later; None means of any age.
            correspondents: Addresses or ``@domain`` parts looked for in From, To and Cc; None means
                everybody. The server's substring match is only a filter: the caller maps again.
        """
        ...

    def envelopes(self, uids: Sequence[int]) -> Sequence[Envelope | Problem]:
        """Return the headers of the given UIDs, in their order; an expunged one is left out."""
        ...

    def bodies(self, uids: Sequence[int]) -> Mapping[int, Body | Problem]:
        """Return the text of the given UIDs; an expunged one is left out."""
        ...


class TextReader(Protocol):
    """Reads what was newly written in messages; the same text gives the same facts."""

    def __call__(self, pairs: Sequence[tuple[Message, Body]], /) -> Sequence[Message]:
        """Return each message with the facts that its text gives, in order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """What one commit of the header stage writes: all of it or nothing.

    Attributes:
        messages: New facts with the place each lies in; a message known already gains a location.
        wanted: Places among them whose text is to be read, if it was not read before.
        provider_ids: The provider's own id of what lies in a place, where it gives one.
        hours: How many messages of the cursor's folder arrived in each UTC hour.
        pending: UIDs of the cursor's folder that FETCH left out or that could not be read, with how
            often so far.
        settled: UIDs that are pending no more; problems with them are replaced by `problems`.
        problems: Input that could not be used.
        cursor: Where to go on after this chunk; None leaves the stored one as it is.
        checked: The folder was looked through whole, and what the server said then.
        received: Bytes the server sent since the last commit.
        at: When it was read; None leaves problems without times and counts no bytes.
    """

    messages: Sequence[tuple[Message, Location]] = ()
    wanted: Collection[Location] = ()
    provider_ids: Mapping[Location, str] = field(default_factory=dict)
    hours: Mapping[datetime, int] = field(default_factory=dict)
    pending: Mapping[int, int] = field(default_factory=dict)
    settled: Sequence[int] = ()
    problems: Sequence[Problem] = ()
    cursor: Cursor | None = None
    checked: Checked | None = None
    received: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What one commit of the text stage writes.

    Attributes:
        read: Facts with those that the text gave.
        skipped: Message ids whose text will not be read, with the reason in one word.
        pending: Places whose text FETCH left out, with how often so far.
        problems: Texts that could not be read.
        received: Bytes the server sent since the last commit.
        at: When it was read.
    """

    read: Sequence[Message] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)
    pending: Mapping[Location, int] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    received: int = 0
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A message that is known by its headers only; `tries` is how often its text was left out."""

    message: Message
    location: Location
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A stored location that was missed before, with the first time; None when it never was."""

    uid: int
    missed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A stored problem with how often it was met, and when first and last (None: unknown)."""

    problem: Problem
    count: int
    first_at: datetime | None
    last_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What a write changed."""

    added: int
    changed: int
    same: int


class MailStore(RescoringStore, MailedStore, AnswerStore, Protocol):
    """The tables of mail. Facts are written once, those of texts once for each tone model.

    Every method is one transaction.
    """

    def folder_records(
        self, account: str, *, now: datetime | None = None
    ) -> Mapping[str, FolderRecord]:
        """Return what is stored of each folder that was ever read, by name.

        With `now`, ids that were asked for then already, in vain, are left to the next run.
        """
        ...

    def cursors(self, account: str) -> Mapping[str, Cursor]:
        """Return the stored cursor of each folder name."""
        ...

    def save_chunk(self, account: str, chunk: Chunk) -> Saved:
        """Write messages, locations, problems and cursor together, or nothing.

        A message known by its own id or by the provider's keeps its measured facts and gains the
        location. Once an hour of a folder holds hundreds of messages, those in it are dated by
        their headers (`core.arrival`), whichever chunk brought them.
        """
        ...

    def restart(self, account: str, cursor: Cursor, *, now: datetime, is_reset: bool) -> None:
        """Begin a folder again at `cursor`: what was pending or counted in it is forgotten.

        With `is_reset` its locations under any other UIDVALIDITY are stale and the reset is
        remembered for a few days. Facts stay.
        """
        ...

    def rename_folder(self, account: str, former: str, name: str) -> None:
        """Give everything that is stored of a folder to its new name."""
        ...

    def mark_missing(self, account: str, folder: str, at: datetime | None) -> None:
        """Remember since when a folder is not listed; None when it is listed again."""
        ...

    def wanted(
        self, account: str, cursor: Cursor, *, now: datetime, limit: int
    ) -> Sequence[Wanted]:
        """Return messages in a folder whose text is still wanted, newest first.

        Those that were asked for at `now` already, in vain, are left to the next run.
        """
        ...

    def save_texts(self, account: str, texts: Texts) -> None:
        """Write what the texts gave, or why there will be none; a text is written once."""
        ...

    def present(self, account: str, cursor: Cursor, *, low: int, limit: int) -> Sequence[Missed]:
        """Return the stored UIDs of a folder from `low` on that are not gone, ascending."""
        ...

    def latest(self, account: str, cursor: Cursor, *, limit: int) -> Mapping[int, str]:
        """Return the message ids of the highest stored UIDs of a folder."""
        ...

    def save_misses(
        self, account: str, cursor: Cursor, uids: Mapping[int, datetime | None], *, now: datetime
    ) -> None:
        """Write what a look through a folder found.

        Args:
            account: Name of the account.
            cursor: Of the folder.
            uids: Since when each is missed; None where it is present after all.
            now: Those missed for a day are marked gone. Facts stay.
        """
        ...

    def places(self, account: str, message: str) -> Sequence[Location]:
        """Return where a message lies, as far as known; none that is gone or stale."""
        ...

    def received_on(self, account: str, day: date) -> int:
        """Return how many bytes the server sent on a UTC day."""
        ...

    def finish_fetch(self, account: str, now: datetime) -> None:
        """Record a completed reading of all folders; earlier problems of folders are settled.

        A text that is wanted from no place that still exists will not come: the message counts
        with what its headers say.
        """
        ...

    def freshness(self, account: str) -> Freshness:
        """Return when mail and invoices were last read completely."""
        ...

    def problems(self) -> Sequence[Problem]:
        """Return all stored problems, oldest first."""
        ...

    def noted(self) -> Sequence[Noted]:
        """Return all stored problems with how often and when they were met, oldest first."""
        ...
