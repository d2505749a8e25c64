"""What all parts of one run of `fetch` share: how to read, where from, where to, and how much."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING, Protocol

from goodterms.core import matching
from goodterms.core.mail import Problem
from goodterms.core.summary import FetchSummary
from goodterms.ports import Chunk, Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime, tzinfo

    from goodterms.core.command_check import Answered
    from goodterms.core.mail import Envelope
    from goodterms.core.matching import Mapping as ClientMapping
    from goodterms.core.sync import FolderRecord
    from goodterms.ports import Mailbox, MailStore, Rescored, Saved, TextReader
    from goodterms.ports.answers import Heard
    from goodterms.ports.mailed import InvoiceReader, Opened


class Progress(Protocol):
    """Told how far a long step is."""

    def __call__(self, label: str, done: int, total: int) -> None:
        """Show it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a mailbox is to be read.

    Attributes:
        account: Name under which cursors are kept.
        mapping: Which addresses belong to which client.
        own: The owner's addresses, lower case.
        texts: Reads what was newly written in messages.
        since: First day of the horizon.
        everybody: Read the headers of all mail; otherwise the server searches for clients only.
        model: Digest of the tone model behind `texts`; scores of any other are old. "" where that
            is of no interest.
        at_once: Read all old texts again in one run, not `core.rescoring.RUN` of them.
        daily_bytes: Most bytes to be received on one UTC day; providers shut accounts out that
            read too much (IMAP study b.3: 500 MB, Gmail's own limit is 2,500 MB).
        invoices: Reads files attached to the owner's own mail to clients; None leaves all files
            alone.
        zone: The owner's, in which an answer by mail has its day.
        is_ours: Whether a mail carries our own mark; None where none can be checked.
    """

    account: str
    mapping: ClientMapping
    own: tuple[str, ...]
    texts: TextReader
    since: date
    everybody: bool
    model: str = ""
    at_once: bool = False
    daily_bytes: int = 500_000_000
    invoices: InvoiceReader | None = None
    zone: tzinfo = UTC
    is_ours: Callable[[Envelope], bool] | None = None

    @property
    def mapping_digest(self) -> str:
        """Return the digest that cursors keep; another mapping reads the folders again."""
        return matching.digest(self.mapping.clients, self.own)


class Meter:
    """Counts the bytes that the server sends, against what is left of the day's budget."""

    def __init__(self, mailbox: Mailbox, left: int) -> None:
        self._mailbox = mailbox
        self._left = left
        self._told = mailbox.received_bytes

    @property
    def is_spent(self) -> bool:
        """Return whether the budget is used up."""
        return self.left <= 0

    @property
    def left(self) -> int:
        """Return the bytes that may still be received today; below zero when it was too much."""
        return self._left - (self._mailbox.received_bytes - self._told)

    def take(self) -> int:
        """Return the bytes received since the last call; they are on the books from then on."""
        received = self._mailbox.received_bytes - self._told
        self._told += received
        self._left -= received
        return received


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One run of `fetch`."""

    mailbox: Mailbox
    store: MailStore
    reading: Reading
    now: datetime
    progress: Progress
    meter: Meter

    @classmethod
    def begun(
        cls,
        mailbox: Mailbox,
        store: MailStore,
        reading: Reading,
        *,
        now: datetime,
        progress: Progress,
    ) -> Visit:
        """Return a visit with what is left of the budget of this UTC day."""
        spent = store.received_on(reading.account, now.astimezone(UTC).date())
        return cls(
            mailbox=mailbox,
            store=store,
            reading=reading,
            now=now,
            progress=progress,
            meter=Meter(mailbox, reading.daily_bytes - spent),
        )

    def records(self) -> Mapping[str, FolderRecord]:
        """Return what is stored of each folder."""
        return self.store.folder_records(self.reading.account, now=self.now)

    def search(self, low: int, high: int) -> Sequence[int]:
        """Return the UIDs to look at: everybody's within the horizon, or only those of clients."""
        reading = self.reading
        terms = None if reading.everybody else matching.search_terms(reading.mapping.clients)
        return self.mailbox.search(low, high, since=reading.since, correspondents=terms)

    def save(self, chunk: Chunk) -> Saved:
        """Write one chunk, with the time and the bytes it took."""
        whole = replace(chunk, at=self.now, received=self.meter.take())
        return self.store.save_chunk(self.reading.account, whole)

    def save_texts(self, texts: Texts) -> None:
        """Write texts, with the bytes they took."""
        whole = replace(texts, received=self.meter.take())
        self.store.save_texts(self.reading.account, whole)

    def save_rescored(self, rescored: Rescored) -> None:
        """Write texts that were read again, with the bytes they took."""
        whole = replace(rescored, received=self.meter.take())
        self.store.save_rescored(self.reading.account, whole)

    def save_opened(self, opened: Opened) -> None:
        """Write messages whose files were looked at, with the bytes they took."""
        whole = replace(opened, received=self.meter.take())
        self.store.save_opened(self.reading.account, whole)

    def save_heard(self, heard: Heard) -> Sequence[Answered]:
        """Write answers to our mails, with the bytes they took; return those that were new."""
        whole = replace(heard, received=self.meter.take())
        return self.store.save_heard(self.reading.account, whole)

    def note(self, problem: Problem) -> None:
        """Keep one problem."""
        self.save(Chunk(problems=(problem,)))

    def stopped(self) -> FetchSummary:
        """Say that the day's budget is spent; what was read stays, the next day goes on."""
        megabytes = self.reading.daily_bytes // 1_000_000
        text = f"the {megabytes} MB that may be read in a day are read; the rest follows tomorrow"
        self.note(Problem(kind="mailbox", source=self.reading.account, text=text, code="budget"))
        return FetchSummary(stopped=True, problems=1)
