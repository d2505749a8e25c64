"""What to do next in a folder: stored state and server state in, steps out.

A cursor is two numbers, so that a first reading can go newest first and be cut at any point:
`high` grows with new mail, `low` falls while older mail is read. Source: IMAP study b.3 to b.5.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

WINDOW = 50_000
"""UIDs per SEARCH; larger answers break the line limit of the IMAP library (IMAP study 0.5)."""

CHUNK = 250
"""UIDs per FETCH: at most 2.8 KB of command line (IMAP study b.3)."""

LAST_UID = 2**32 - 1
"""The highest UID there can be: the end of a search whose bound the server does not tell."""

TRIES = 3
"""Runs in which a message that FETCH leaves out is asked for (IMAP study b.4)."""

DAY = timedelta(days=1)
"""Between two looks for what is gone, and within which resets are counted (IMAP study b.4, b.5)."""

RESETS = 3
"""New UIDVALIDITY values of one folder within a day that are followed (IMAP study b.5)."""


class Act(StrEnum):
    """What one step does.

    Attributes:
        PAUSE: Nothing: the folder was numbered anew too often; say so.
        RESET: New UIDVALIDITY: old locations are stale, the cursor starts again, facts stay.
        RESTART: New client mapping: the cursor starts again.
        RETRY: Ask again for what FETCH left out.
        SEARCH: Read the headers of a range of UIDs.
        TEXTS: Read the texts that are still wanted.
        CHECK: Look which stored locations are gone.
    """

    PAUSE = "pause"
    RESET = "reset"
    RESTART = "restart"
    RETRY = "retry"
    SEARCH = "search"
    TEXTS = "texts"
    CHECK = "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderState:
    """What the server says of one folder.

    Attributes:
        name: As the server spells it, decoded.
        role: ``inbox``, ``sent``, ``archive``, ``all`` or ``""``.
        uidnext: The next UID the server will give, UIDs below it are complete; 0 when not told.
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
        seen: Highest UID really met, which is all there is to go by when the server tells no
            UIDNEXT, or a smaller one than before.
    """

    folder: str
    uidvalidity: int
    high: int
    low: int
    mapping: str
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """When it was last looked which locations are gone, and what the server said then."""

    at: datetime
    exists: int
    uidnext: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderRecord:
    """What is stored of one folder.

    Attributes:
        pending: UIDs that FETCH left out, with how often.
        awaits_text: Messages here are known by their headers only.
        resets: When the folder was numbered anew, within the last days.
        missed: Locations were missed once and wait for a second look.
        missing_at: Since when the server does not list it; None while it does.
    """

    name: str
    cursor: Cursor | None = None
    pending: Mapping[int, int] = field(default_factory=dict)
    awaits_text: bool = False
    resets: tuple[datetime, ...] = ()
    checked: Checked | None = None
    missed: bool = False
    missing_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step; `low` to `high` are UIDs of a SEARCH, newest first when `backwards`."""

    act: Act = Act.SEARCH
    low: int = 0
    high: int = 0
    backwards: bool = False


def plan(
    record: FolderRecord, state: FolderState, *, mapping: str, now: datetime
) -> tuple[Step, ...]:
    """Return what is to be done, in order; nothing when all is read.

    New mail comes first (ascending), then the past (newest first), then texts that are still
    wanted. A smaller UIDVALIDITY is a change like a larger one (IMAP study b.5, d 22).
    """
    cursor = record.cursor
    is_renumbered = cursor is not None and cursor.uidvalidity != state.uidvalidity
    if is_renumbered and _is_restless(record, now):
        return (Step(act=Act.PAUSE),)
    found: list[Step] = []
    if is_renumbered:
        found.append(Step(act=Act.RESET))
    elif cursor is not None and cursor.mapping != mapping:
        found.append(Step(act=Act.RESTART))
    elif record.pending:
        found.append(Step(act=Act.RETRY))
    found += searches(start(cursor, state, mapping=mapping), state)
    if found or record.awaits_text:
        found.append(Step(act=Act.TEXTS))
    if cursor is not None and not is_renumbered and _is_check_due(record, state, now):
        found.append(Step(act=Act.CHECK))
    return tuple(found)


def start(cursor: Cursor | None, state: FolderState, *, mapping: str) -> Cursor:
    """Return the cursor to go on from: the stored one, or a fresh one at the frozen upper bound.

    A changed UIDVALIDITY or client mapping starts the folder again; facts stay, and messages known
    already are recognised by their identity (IMAP study b.5).
    """
    if cursor is not None and cursor.uidvalidity == state.uidvalidity and cursor.mapping == mapping:
        return cursor
    return Cursor(
        folder=state.name,
        uidvalidity=state.uidvalidity,
        high=max(state.uidnext - 1, 0),
        low=state.uidnext if state.uidnext > 0 else LAST_UID + 1,
        mapping=mapping,
    )


def searches(cursor: Cursor, state: FolderState) -> list[Step]:
    """Return the searches left for this folder: new mail first (ascending), then the past."""
    if cursor.low > LAST_UID:  # a first reading without any bound
        return [Step(low=1, high=LAST_UID, backwards=True)]
    if state.uidnext <= cursor.high:  # missing, or smaller than it was
        found = [Step(low=cursor.seen + 1, high=LAST_UID)]
    else:
        found = [
            Step(low=low, high=min(low + WINDOW - 1, state.uidnext - 1))
            for low in range(cursor.high + 1, state.uidnext, WINDOW)
        ]
    high = cursor.low - 1
    while high >= 1:
        low = max(1, high - WINDOW + 1)
        found.append(Step(low=low, high=high, backwards=True))
        high = low - 1
    return found


def chunks(step: Step, uids: Sequence[int]) -> list[list[int]]:
    """Split the found UIDs of a step into chunks, in the order they are to be read.

    What lies outside the step is dropped: ``x:*`` always finds the last message (d 29).
    """
    ordered = sorted((uid for uid in uids if step.low <= uid <= step.high), reverse=step.backwards)
    return [ordered[i : i + CHUNK] for i in range(0, len(ordered), CHUNK)]


def after_chunk(cursor: Cursor, step: Step, chunk: Sequence[int]) -> Cursor:
    """Return the cursor once a chunk of a step is stored."""
    top = max(chunk)
    seen = max(cursor.seen, top)
    if step.backwards:
        return replace(cursor, low=min(chunk), high=max(cursor.high, top), seen=seen)
    return replace(cursor, high=top, seen=seen)


def after_step(cursor: Cursor, step: Step) -> Cursor:
    """Return the cursor once all chunks of a step are stored."""
    if step.backwards:
        return replace(cursor, low=step.low)
    return replace(cursor, high=cursor.seen if step.high == LAST_UID else step.high)


def is_gone(missed_at: datetime | None, *, now: datetime) -> bool:
    """Return whether a location that is missed again is gone: two misses a day apart.

    The delay lets a message that is moved be found in its new place first (IMAP study b.4).
    """
    return missed_at is not None and now - missed_at >= DAY


def _is_restless(record: FolderRecord, now: datetime) -> bool:
    """Return whether a further reset would be one too many within a day."""
    return sum(now - at < DAY for at in record.resets) >= RESETS


def _is_check_due(record: FolderRecord, state: FolderState, now: datetime) -> bool:
    """Return whether it is to be looked what is gone.

    Once a day, and only where something can be gone: with the same count and the same UIDNEXT a
    folder holds what it held.
    """
    checked = record.checked
    if checked is None:
        return True
    if now - checked.at < DAY:
        return False
    return record.missed or (state.exists, state.uidnext) != (checked.exists, checked.uidnext)
