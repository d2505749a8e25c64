"""What each step of the pipeline says it did: counts only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSummary:
    """One `fetch`.

    Attributes:
        folders: Folders asked about, read or found unchanged.
        seen: Messages looked at.
        mapped: Of these, from or to a client.
        new: Of these, not known before: a folder numbered anew or a copy elsewhere brings none.
        scored: Client messages whose text was scored for tone.
        rescored: Messages of before whose text was read again, for a new tone model.
        invoices: Invoices found in the owner's own mail that were not known before.
        answers: Answers of the owner to our mails that were obeyed; `refused_answers` were not.
        noise: Automatic mail of clients set apart, by reason.
        problems: Messages or folders that could not be read; all are stored with their reason.
        unread: Folders that could not be read this time.
        renamed: Folders that go by another name now; nothing of them was read again.
        missing: Folders that the server lists no more; what was read in them stays.
        stopped: The day's budget of bytes is spent; the next day goes on from here.
        flaws: Client messages that were kept but not read cleanly, by kind of flaw.
    """

    folders: int = 0
    unread: int = 0
    seen: int = 0
    mapped: int = 0
    new: int = 0
    scored: int = 0
    rescored: int = 0
    invoices: int = 0
    answers: int = 0
    refused_answers: int = 0
    problems: int = 0
    renamed: int = 0
    missing: int = 0
    stopped: bool = False
    noise: Mapping[str, int] = field(default_factory=dict)
    flaws: Mapping[str, int] = field(default_factory=dict)

    def plus(self, other: FetchSummary) -> FetchSummary:
        """Return the sum of two summaries."""
        return FetchSummary(
            folders=self.folders + other.folders,
            unread=self.unread + other.unread,
            seen=self.seen + other.seen,
            mapped=self.mapped + other.mapped,
            new=self.new + other.new,
            scored=self.scored + other.scored,
            rescored=self.rescored + other.rescored,
            invoices=self.invoices + other.invoices,
            answers=self.answers + other.answers,
            refused_answers=self.refused_answers + other.refused_answers,
            problems=self.problems + other.problems,
            renamed=self.renamed + other.renamed,
            missing=self.missing + other.missing,
            stopped=self.stopped or other.stopped,
            noise=dict(Counter(self.noise) + Counter(other.noise)),
            flaws=dict(Counter(self.flaws) + Counter(other.flaws)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What became of rows: new ones, ones that say something else now, and known ones."""

    added: int = 0
    changed: int = 0
    same: int = 0

    @property
    def rows(self) -> int:
        """Return how many there were."""
        return self.added + self.changed + self.same

    def plus(self, other: Counts) -> Counts:
        """Return the sum of two counts."""
        return Counts(
            added=self.added + other.added,
            changed=self.changed + other.changed,
            same=self.same + other.same,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCounts:
    """What became of the rows of one money file, by kind."""

    documents: Counts = field(default_factory=Counts)
    payments: Counts = field(default_factory=Counts)
    entries: Counts = field(default_factory=Counts)

    @property
    def total(self) -> Counts:
        """Return the sum of all kinds."""
        return self.documents.plus(self.payments).plus(self.entries)

    def plus(self, other: LedgerCounts) -> LedgerCounts:
        """Return the sum of two files."""
        return LedgerCounts(
            documents=self.documents.plus(other.documents),
            payments=self.payments.plus(other.payments),
            entries=self.entries.plus(other.entries),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSummary:
    """One `import` of one file.

    Attributes:
        counts: What became of its rows; for a rehearsal, what would.
        problems: Rows that could not be read.
        unmapped: Documents that belong to no client.
        already: When this very file was imported before, None when it was not; nothing was done.
        outcomes: For a rehearsal: ``added``, ``changed`` or ``same`` by table and row id.
    """

    counts: LedgerCounts = field(default_factory=LedgerCounts)
    problems: int = 0
    unmapped: int = 0
    already: datetime | None = None
    outcomes: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def added(self) -> int:
        """Return how many rows were new."""
        return self.counts.total.added

    @property
    def changed(self) -> int:
        """Return how many rows say something else now."""
        return self.counts.total.changed

    @property
    def same(self) -> int:
        """Return how many rows were known."""
        return self.counts.total.same
