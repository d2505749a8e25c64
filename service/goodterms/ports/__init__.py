"""What the pipeline needs from the world, as Protocols; each comment says what must hold.

Real ones live in `adapters`, fakes in tests/fakes.py; the same contract tests run over both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from goodterms.ports.judging import LookStore
from goodterms.ports.mail import (
    Chunk,
    Mailbox,
    MailStore,
    Missed,
    Noted,
    Saved,
    TextReader,
    Texts,
    Wanted,
)
from goodterms.ports.outbox import OutboxStore
from goodterms.ports.rescoring import Outdated, Rescored, RescoringStore

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime, tzinfo
    from pathlib import Path

    from goodterms.core.client import Client, Correction, Decision, DecisionKind
    from goodterms.core.columns import ColumnMapping
    from goodterms.core.dossier import Dossier
    from goodterms.core.exit_words import ExitWord
    from goodterms.core.ledger import Document, Entry, Payment
    from goodterms.core.mail import Message, Problem
    from goodterms.core.outgoing import Outgoing
    from goodterms.core.owner_words import BuyerWord, DocumentWord
    from goodterms.core.report import Report
    from goodterms.core.summary import LedgerCounts
    from goodterms.core.told import Telling
    from goodterms.core.verdict import Assessment, Verdict

__all__ = [
    "Chunk", "ClientFacts", "Clock", "Importer", "LedgerFile", "MailStore", "Mailbox", "Missed",
    "Noted", "Outdated", "Progress", "Renderer", "Rescored", "RescoringStore", "Saved", "Sender",
    "Store", "TextReader", "Texts", "Wanted",
]  # fmt: skip


class Progress(Protocol):
    """Told how far a long step is: what, how many are done, of how many."""

    def __call__(self, label: str, done: int, total: int, /) -> None:
        """Take note; raises to end the step."""
        ...


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> datetime:
        """Return the present as an aware UTC instant."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFile:
    """One money file, read whole: good rows, and a problem for each bad one.

    Attributes:
        source: The file's name without folders.
        format: What it was recognised as, for example ``csv``.
        mapping: The column mapping used, to be kept for the next file of this shape.
        undecided: Rows that wait for a word of the owner (currency, order of dates), as JSON values
            with `null` for what is not known; shown, never kept.
        digest: SHA-256 of the bytes, hexadecimal.
    """

    source: str
    format: str
    documents: Sequence[Document] = ()
    payments: Sequence[Payment] = ()
    problems: Sequence[Problem] = ()
    mapping: ColumnMapping | None = None
    entries: Sequence[Entry] = ()
    undecided: Sequence[Mapping[str, object]] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientFacts:
    """Everything known of one client, sorted: messages by arrival, documents by issue date."""

    messages: tuple[Message, ...]
    documents: tuple[Document, ...]
    payments: tuple[Payment, ...]
    corrections: tuple[Correction, ...]
    decisions: tuple[Decision, ...]
    entries: tuple[Entry, ...] = ()
    document_words: tuple[DocumentWord, ...] = ()
    told: tuple[Telling, ...] = ()


class Store(MailStore, OutboxStore, LookStore, Protocol):
    """The database. Facts are written once; every method is one transaction."""

    def save_file(
        self, read: LedgerFile, now: datetime, progress: Progress | None = None
    ) -> LedgerCounts:
        """Write one file's rows and its problems together; a second time changes nothing."""
        ...

    def compare(self, read: LedgerFile) -> tuple[LedgerCounts, Mapping[tuple[str, str], str]]:
        """Return what `save_file` would do: counts, and the outcome by table and row id."""
        ...

    def taken_at(self, digest: str) -> datetime | None:
        """Return when a file of this content was read without any problem, None if never."""
        ...

    def facts(self, client: str) -> ClientFacts:
        """Return everything known of one client."""
        ...

    def ledger(self) -> tuple[tuple[Document, ...], tuple[Payment, ...]]:
        """Return all documents and payments of the whole book."""
        ...

    def document_words(self) -> Sequence[DocumentWord]:
        """Return what the owner said of documents, oldest day first."""
        ...

    def buyer_words(self) -> Sequence[BuyerWord]:
        """Return which client each buyer is whom no rule could tell."""
        ...

    def remap(self, clients: Sequence[Client]) -> int:
        """Give stored documents, payments and inbound messages the client the config names now.

        Returns how many changed. Whose a row is, is the owner's mapping and no measured fact.
        """
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

    def say_step(self, word: ExitWord) -> int:
        """Append a word of the owner on a step of an ending; return its id."""
        ...

    def exit_words(self, client: str) -> Sequence[ExitWord]:
        """Return all words on a client's ending, taken back ones too, oldest first."""
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

    def mappings(self) -> Mapping[str, ColumnMapping]:
        """Return the saved column mappings by header digest."""
        ...

    def save_mapping(self, mapping: ColumnMapping, now: datetime) -> None:
        """Keep a column mapping for later files with the same header."""
        ...


class Importer(Protocol):
    """Reads one money file; never half of it."""

    def digest(self, path: Path) -> str:
        """Return the SHA-256 of a file, hexadecimal, "" when it cannot be read."""
        ...

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
