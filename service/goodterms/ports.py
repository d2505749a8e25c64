"""What the pipeline needs from the world, as Protocols; each comment says what must hold.

Real ones live in `adapters`, fakes in tests/fakes.py; the same contract tests run over both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime, tzinfo
    from pathlib import Path

    from goodterms.core.client import Client, Correction, Decision, DecisionKind, Freshness
    from goodterms.core.columns import ColumnMapping
    from goodterms.core.dossier import Dossier
    from goodterms.core.ledger import Document, Payment
    from goodterms.core.mail import Body, Envelope, Location, Message, Problem
    from goodterms.core.outgoing import Outgoing
    from goodterms.core.report import Report
    from goodterms.core.sync import Cursor, FolderState
    from goodterms.core.verdict import Assessment, Verdict


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> datetime:
        """Return the present as an aware UTC instant."""
        ...


class Mailbox(Protocol):
    """A mailbox that can be read and cannot be changed.

    Every method raises `MailboxError` or a subclass and nothing else. One bad message never raises:
    it comes back as a `Problem`.
    """

    def folders(self) -> Sequence[FolderState]:
        """Return the folders worth reading, with what the server says of each."""
        ...

    def examine(self, folder: str) -> FolderState:
        """Open one folder READ-ONLY; raises `FolderError` when the server does not confirm that."""
        ...

    def search(
        self, low: int, high: int, *, since: date | None, correspondents: Sequence[str] | None
    ) -> Sequence[int]:
        """Return UIDs from `low` to `high`, both inclusive, of the open folder, ascending.

        Args:
            low: Lowest UID.
            high: Highest UID, frozen by the caller at UIDNEXT - 1.
            since: Messages received on this day or later; None means of any age.
            correspondents: Addresses or ``@domain`` parts looked for in From, To and Cc; None means
                everybody. The server's substring match is only a filter: the caller maps again.
        """
        ...

    def received(self, uids: Sequence[int]) -> Mapping[int, datetime]:
        """Return INTERNALDATE of the given UIDs, aware UTC."""
        ...

    def envelopes(self, uids: Sequence[int]) -> Sequence[Envelope | Problem]:
        """Return the headers of the given UIDs, in their order; an expunged one is left out."""
        ...

    def bodies(self, uids: Sequence[int]) -> Mapping[int, Body | Problem]:
        """Return the text of the given UIDs; an expunged one is left out."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """What one commit of `fetch` writes: all of it or nothing.

    Attributes:
        messages: New facts with the place each lies in; a message known already gains a location.
        problems: Input that could not be used.
        cursor: Where to go on after this chunk; None leaves the stored one as it is.
    """

    messages: Sequence[tuple[Message, Location]] = ()
    problems: Sequence[Problem] = ()
    cursor: Cursor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFile:
    """One money file, read whole: good rows, and a problem for each bad one.

    Attributes:
        source: The file's name without folders.
        format: What it was recognised as, for example ``csv``.
        mapping: The column mapping used, to be kept for the next file of this shape.
    """

    source: str
    format: str
    documents: Sequence[Document]
    payments: Sequence[Payment]
    problems: Sequence[Problem]
    mapping: ColumnMapping | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What a write changed."""

    added: int
    changed: int
    same: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientFacts:
    """Everything known of one client, sorted: messages by arrival, documents by issue date."""

    messages: tuple[Message, ...]
    documents: tuple[Document, ...]
    payments: tuple[Payment, ...]
    corrections: tuple[Correction, ...]
    decisions: tuple[Decision, ...]


class Store(Protocol):
    """The database. Facts are written once; every method is one transaction."""

    def cursors(self, account: str) -> Mapping[str, Cursor]:
        """Return the stored cursor of each folder name."""
        ...

    def save_chunk(self, account: str, chunk: Chunk) -> Saved:
        """Write messages, locations, problems and cursor together, or nothing."""
        ...

    def finish_fetch(self, account: str, now: datetime) -> None:
        """Record a completed reading of all folders; problems of folders are settled by it."""
        ...

    def save_ledger(
        self,
        source: str,
        documents: Sequence[Document],
        payments: Sequence[Payment],
        problems: Sequence[Problem],
        now: datetime,
    ) -> Saved:
        """Write one file's rows and its problems together; a second time changes nothing."""
        ...

    def facts(self, client: str) -> ClientFacts:
        """Return everything known of one client."""
        ...

    def ledger(self) -> tuple[tuple[Document, ...], tuple[Payment, ...]]:
        """Return all documents and payments of the whole book."""
        ...

    def remap(self, clients: Sequence[Client]) -> int:
        """Give stored documents, payments and inbound messages the client the config names now.

        Returns how many changed. Whose a row is, is the owner's mapping and no measured fact.
        """
        ...

    def freshness(self, account: str) -> Freshness:
        """Return when mail and invoices were last read completely."""
        ...

    def problems(self) -> Sequence[Problem]:
        """Return all stored problems, oldest first."""
        ...

    def save_assessment(self, text: str, assessment: Assessment, now: datetime) -> bool:
        """Append a verdict row (canonical JSON `text`); return False when the same row stands."""
        ...

    def verdict_row(self, client: str, as_of: datetime | None) -> str | None:
        """Return the stored canonical JSON: the one of exactly `as_of`, or the latest."""
        ...

    def verdict_on(self, client: str, on: date | None, zone: tzinfo) -> str | None:
        """Return the last row that speaks for a day in `zone`; the latest for None."""
        ...

    def verdicts_before(self, at: datetime) -> Mapping[str, Verdict]:
        """Return each client's last verdict that speaks for an instant before `at`."""
        ...

    def excerpts(self) -> Mapping[str, str]:
        """Return the kept excerpt of each message that has one."""
        ...

    def decide(self, decision: Decision) -> int:
        """Append a decision of the owner; return its id."""
        ...

    def decisions(self, client: str, kind: DecisionKind | None = None) -> Sequence[Decision]:
        """Return the recorded decisions of a client, oldest first."""
        ...

    def correct(self, correction: Correction) -> int:
        """Append a correction; return its id."""
        ...

    def undo_correction(self, message: str, code: str) -> bool:
        """Take back the corrections of one message and code; return whether there was one."""
        ...

    def due(self, job: str) -> datetime | None:
        """Return when a job is due, None when it never ran."""
        ...

    def set_due(self, job: str, at: datetime) -> None:
        """Set when a job is due next."""
        ...

    def enqueue(self, outgoing: Outgoing, *, again: bool, now: datetime) -> bool:
        """Claim an email's period and put it into the outbox, in one transaction.

        Returns False, and keeps nothing, when the period was taken before and not `again`.
        """
        ...

    def outbox(self) -> Sequence[tuple[int, Outgoing]]:
        """Return what was not handed over yet, oldest first."""
        ...

    def outbox_done(self, outgoing_id: int, now: datetime) -> None:
        """Mark as handed over."""
        ...

    def mappings(self) -> Mapping[str, ColumnMapping]:
        """Return the saved column mappings by header digest."""
        ...

    def save_mapping(self, mapping: ColumnMapping, now: datetime) -> None:
        """Keep a column mapping for later files with the same header."""
        ...


class Importer(Protocol):
    """Reads one money file; never half of it."""

    def read(
        self, path: Path, *, clients: Sequence[Client], known: Mapping[str, ColumnMapping]
    ) -> LedgerFile:
        """Return what the file holds; raises `ImportFileError` when it cannot be read at all."""
        ...


class Renderer(Protocol):
    """Turns views into words, in the owner's language."""

    def letter(self, report: Report) -> Outgoing:
        """Return the report email."""
        ...

    def dossier(self, dossier: Dossier) -> str:
        """Return one client's dossier as a printable HTML page."""
        ...


class Sender(Protocol):
    """Hands one finished email over; raises `DeliveryError` when it could not."""

    def send(self, outgoing: Outgoing) -> str:
        """Send to the owner and return where it went (server name or file name)."""
        ...
