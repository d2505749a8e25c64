"""What to read next in a folder: cursor and server state in, UID windows out.

A cursor is two numbers, so that a first reading can go newest first and be cut at any point:
`high` grows with new mail, `low` falls while older mail is read. Source: IMAP study b.3 and b.4.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
WINDOW = 50_000
"""UIDs per SEARCH; larger answers break the line limit of the IMAP library (IMAP study 0.5)."""

CHUNK = 250
"""UIDs per FETCH: at most 2.8 KB of command line (IMAP study b.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderState:
    """What the server says of one folder.

    Attributes:
        name: As the server spells it, decoded.
        role: ``inbox``, ``sent``, ``archive``, ``all`` or ``""``.
        uidnext: The next UID the server will give; UIDs below it are complete.
    """

    name: str
    role: str
    uidvalidity: int
    uidnext: int
    exists: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How far one folder was read.

    Attributes:
        high: Every wanted UID up to and including this one and from `low` on is stored.
        low: Lowest UID already looked at; 1 when the first reading is complete.
        mapping: Digest of the client mapping it was read with; another one starts again.
    """

    folder: str
    uidvalidity: int
    high: int
    low: int
    mapping: str

    @property
    def is_complete(self) -> bool:
        """Return whether nothing below `high` is left to read."""
        return self.low <= 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One SEARCH to make: UIDs `low` to `high`, newest first when `backwards`."""

    low: int
    high: int
    backwards: bool


def is_read(cursor: Cursor | None, state: FolderState, *, mapping: str) -> bool:
    """Return whether the folder holds nothing that was not read with this mapping."""
    return (
        cursor is not None
        and cursor.is_complete
        and cursor.uidvalidity == state.uidvalidity
        and cursor.mapping == mapping
        and cursor.high >= state.uidnext - 1
    )


def start(cursor: Cursor | None, state: FolderState, *, mapping: str) -> Cursor:
    """Return the cursor to go on from: the stored one, or a fresh one at the frozen upper bound.

    A changed UIDVALIDITY or client mapping starts the folder again; facts stay, and messages known
    already are recognised by their identity (IMAP study b.5).
    """
    known = cursor is not None and (
        cursor.uidvalidity == state.uidvalidity and cursor.mapping == mapping
    )
    if cursor is not None and known:
        return cursor
    return Cursor(
        folder=state.name,
        uidvalidity=state.uidvalidity,
        high=state.uidnext - 1,
        low=state.uidnext,
        mapping=mapping,
    )


def steps(cursor: Cursor, state: FolderState) -> list[Step]:
    """Return the searches left for this folder: new mail first (ascending), then the past."""
    found = [
        Step(low=low, high=min(low + WINDOW - 1, state.uidnext - 1), backwards=False)
        for low in range(cursor.high + 1, state.uidnext, WINDOW)
    ]
    high = cursor.low - 1
    while high >= 1:
        low = max(1, high - WINDOW + 1)
        found.append(Step(low=low, high=high, backwards=True))
        high = low - 1
    return found


def chunks(step: Step, uids: Sequence[int]) -> list[list[int]]:
    """Split the found UIDs of a step into chunks, in the order they are to be read."""
    ordered = sorted(uids, reverse=step.backwards)
    return [ordered[i : i + CHUNK] for i in range(0, len(ordered), CHUNK)]


def after_chunk(cursor: Cursor, step: Step, chunk: Sequence[int]) -> Cursor:
    """Return the cursor once a chunk of a step is stored."""
    if step.backwards:
        return replace(cursor, low=min(chunk))
    return replace(cursor, high=max(chunk))


def after_step(cursor: Cursor, step: Step) -> Cursor:
    """Return the cursor once all chunks of a step are stored."""
    if step.backwards:
        return replace(cursor, low=step.low)
    return replace(cursor, high=step.high)
