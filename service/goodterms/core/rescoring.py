"""When a new tone model reads old mail again, and how what is left to do is told.

Scores name the model that gave them. Those of another model than the one that ships stand until
their text was read again: new mail always comes first, and what is gone keeps its old scores.
"""

from __future__ import annotations

from dataclasses import dataclass

RUN = 500
"""Texts read again in one run, newest first, so that the next new mail does not wait."""

TOGETHER = 50
"""Texts read again at a time: a tenth of a second of work at 500 messages a second, which is the
slowest that the model may be (tone study f, "speed")."""

RESERVED = 2
"""One part in this many of the day's bytes is left to new mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldScores:
    """How many messages are scored, and how many of these by another model than the present one.

    Attributes:
        scored: All scored messages.
        waiting: Old ones whose text will be read again.
        kept: Old ones that keep their scores: they are gone, cannot be read, or came before the
            horizon.
    """

    scored: int = 0
    waiting: int = 0
    kept: int = 0

    @property
    def old(self) -> int:
        """Return how many were scored by another model."""
        return self.waiting + self.kept


def shipped(name: str) -> str:
    """Return the digest of the shipped model in the name that a verdict row carries.

    What the owner taught stands behind a plus sign (`owner_layer.Layer.named`); it makes no score
    old, because only texts read from then on are to be scored with it.
    """
    return name.partition("+")[0]


def has_room(left: int, daily: int, *, at_once: bool) -> bool:
    """Return whether old texts may be asked for now.

    Args:
        left: Bytes that may still be received today.
        daily: Bytes of a whole day.
        at_once: The owner asked for all of it; otherwise half of a day stays with new mail.
    """
    return left > (0 if at_once else daily // RESERVED)


def lines(found: OldScores) -> list[str]:
    """Return what there is to say of old scores, for the terminal; nothing when there are none."""
    said = []
    if found.waiting:
        said.append(f"{found.waiting} of {found.scored} scored messages wait for the new model")
    if found.kept:
        said.append(
            f"{found.kept} of {found.scored} scored messages keep the scores of an earlier model:"
            " gone from the mailbox, not readable, or older than horizon_days"
        )
    return said
