"""What reading the owner's answers to our mails needs of the mailbox and of the tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from goodterms.core.client import Decision
    from goodterms.core.command import Command, Offer
    from goodterms.core.command_check import Answered, Issued, Refusal
    from goodterms.core.mail import Envelope, Problem
    from goodterms.core.sync import FolderState


class SentMailbox(Protocol):
    """Copies of the mail that the owner sent; read-only like all of `Mailbox`."""

    def sent(self) -> Sequence[FolderState]:
        r"""Return the folders that the server itself marks as ``\Sent``; no guess by name.

        Where the owner restricts the reading to some folders, others are left out.
        """
        ...

    def sent_to(
        self, low: int, high: int, *, since: date | None, recipients: Sequence[str]
    ) -> Sequence[int]:
        """Return UIDs of the open folder whose To names one of the addresses, ascending."""
        ...

    def sent_headers(self, uids: Sequence[int]) -> Sequence[Envelope | Problem]:
        """Return headers as `Mailbox.envelopes` does, with traces of a delivery among them."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What one commit of answers writes.

    Attributes:
        folder, uidvalidity, high: Where they lie, and the last UID that was looked at.
        answers: Each with the decision it stands for, None when it is none.
        received: Bytes the server sent since the last commit.
        at: When it was read.
    """

    folder: str
    uidvalidity: int
    high: int
    answers: Sequence[tuple[Answered, Decision | None]] = ()
    received: int = 0
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One answer as it is remembered: for the next mail, which echoes it, and for `status`.

    Attributes:
        at: When it was sent; `read_at` when it was read.
        mail: Message-ID of the mail it answers.
        refusal: None when it was obeyed.
        command: What it said, None when that was not understood.
        client, verdict: What its token was for; "" when it was refused.
    """

    at: datetime
    read_at: datetime
    mail: str
    refusal: Refusal | None
    command: Command | None
    client: str
    verdict: str


class AnswerStore(Protocol):
    """The tables of answers; every method is one transaction."""

    def offer(self, message_id: str, offers: Sequence[tuple[Offer, str]], now: datetime) -> None:
        """Keep what a mail offers, with the digest of each token."""
        ...

    def offers(self, since: datetime) -> Sequence[Issued]:
        """Return what was offered since an instant, used or not, oldest first."""
        ...

    def issued(self, message_ids: Collection[str]) -> frozenset[str]:
        """Return which of these Message-IDs are of mails of ours."""
        ...

    def answers(self, since: datetime | None = None) -> Sequence[Kept]:
        """Return what was answered, refused ones too, in the order it was read."""
        ...

    def answer_counts(self) -> Mapping[str, int]:
        """Return how many answers were obeyed, as ``taken``, and how many refused, by reason."""
        ...

    def sent_cursor(self, account: str, folder: str) -> tuple[int, int]:
        """Return UIDVALIDITY and the last UID that was looked at; zeros before the first time."""
        ...

    def save_heard(self, account: str, heard: Heard) -> Sequence[Answered]:
        """Write answers, what they decide, and the cursor, together; return those that were new."""
        ...
