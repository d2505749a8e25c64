"""What reading old mail again for a new tone model needs of the tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from goodterms.core.mail import Location, Message, Problem
    from goodterms.core.rescoring import OldScores


@dataclass(frozen=True, slots=True, kw_only=True)
class Outdated:
    """A message with old scores, a place it lies in, and how often its text was left out."""

    id: str
    location: Location
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescored:
    """What one commit of texts that were read again writes.

    Attributes:
        model: Digest of the present model.
        read: Messages with the facts that their text gives now.
        left_out: Message ids whose text FETCH left out, with how often so far.
        kept: Message ids that keep their old scores, with the reason in one word.
        problems: Texts that could not be read.
        received: Bytes the server sent since the last commit.
        at: When it was read.
    """

    model: str
    read: Sequence[Message] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    received: int = 0
    at: datetime


class RescoringStore(Protocol):
    """The tables as reading again sees them; every method is one transaction."""

    def outdated(
        self, account: str, model: str, *, clients: Sequence[str], since: date, now: datetime
    ) -> Sequence[Outdated]:
        """Return messages that another model scored and whose text can be had, newest first.

        Left out are those of nobody in `clients`, those received before `since`, those that lie in
        no place that was there at the last look, those that were given up for this model, and those
        that FETCH left out at `now` already.
        """
        ...

    def messages(self, ids: Sequence[str]) -> Mapping[str, Message]:
        """Return stored messages by id."""
        ...

    def save_rescored(self, account: str, rescored: Rescored) -> None:
        """Write the text facts of messages that another model scored; nothing else of them."""
        ...

    def old_scores(
        self,
        model: str,
        *,
        account: str | None = None,
        clients: Sequence[str] | None = None,
        since: date | None = None,
    ) -> OldScores:
        """Return how many messages are scored, and how many of them not by `model`.

        Args:
            model: Digest of the present model.
            account: Where texts can be had; None: from wherever they were read.
            clients: Names of those whose mail is read; None: anybody's.
            since: First day whose messages are read again; None: of any age.
        """
        ...
