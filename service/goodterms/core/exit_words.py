"""What the owner says of the steps of an ending: ticked, open again, not needed, with day and note.

A word is a fact with its day. Nothing is deleted: a later word wins, and taking one back is a word
too. None of it touches a verdict.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from goodterms.errors import StepError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

REASON_WORDS = 20
"""Most words of the one reason (decision model A2.6)."""

NOTE_LIMIT = 1000
"""Longest note, in characters."""

STEPS = (
    "ways_out", "obligations", "money", "meeting", "reason", "notice", "alternative",
    "trial", "final_payment", "right_decision",
)  # fmt: skip
"""Steps that the owner speaks of; ``calm`` and ``repeated`` are measured and not ticked."""

MEASURED = ("calm", "repeated")

ALIASES = {
    "contract": "ways_out",
    "scope": "ways_out",
    "referral": "alternative",
    "reset": "trial",
    "payment": "final_payment",
    "right": "right_decision",
    "cool_off": "calm",
}

LISTS = ("mail", "promise", "access")
"""Lists with items of their own: ``mail:M-3f9a2c11d0aa``, ``promise:logo``, ``access:hosting``."""

_ITEM = re.compile(r"[^\x00-\x1f\x7f:=]{1,80}")


class Said(StrEnum):
    """What the owner said of a step."""

    DONE = "done"
    OPEN = "open"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitWord:
    """One word of the owner on one step.

    Attributes:
        id: Running number in the store; 0 before it is kept.
        step: One of `STEPS`, or ``<list>:<item>`` with a list of `LISTS`.
        day: A day that belongs to it: of the meeting, the end of a milestone, the start of a trial.
        rating: 0 to 4 with ``right_decision``, else None.
        note: The owner's words; of ``reason`` the reason itself, of ``trial`` the agreed terms.
        said_on: In the owner's zone.
        undoes: `id` of the word that this one takes back, None otherwise.
    """

    id: int
    client: str
    step: str
    state: Said
    said_on: date
    day: date | None = None
    rating: int | None = None
    note: str = ""
    undoes: int | None = None


def step_named(name: str) -> str:
    """Return the step a name on the command line means.

    Raises:
        StepError: There is no such step, it is a measured one, or its item has no usable name.
    """
    plain = name.strip()
    head, colon, item = plain.partition(":")
    head = head.strip().lower().replace("-", "_")
    if colon:
        return _item(head, " ".join(item.split()))
    known = ALIASES.get(head, head)
    if known in MEASURED:
        message = f"{known} is measured and cannot be ticked"
        raise StepError(message, hint="It is done when the cool-off is over or months repeat")
    if known not in STEPS:
        message = "there is no such step"
        lists = ", ".join(f"{each}:NAME" for each in LISTS)
        raise StepError(message, hint=f"Steps: {', '.join(STEPS)}, {lists}")
    return known


def _item(head: str, item: str) -> str:
    if head not in LISTS or not _ITEM.fullmatch(item):
        message = "an item is named LIST:NAME, such as access:hosting"
        raise StepError(message, hint=f"Lists: {', '.join(LISTS)}; a name has at most 80 letters")
    return f"{head}:{item}"


def checked(word: ExitWord) -> ExitWord:
    """Return a word that may be kept.

    Raises:
        StepError: The reason is too long, a rating stands where none belongs or lacks, a trial has
            no first day, or the note is too long.
    """
    if len(word.note) > NOTE_LIMIT:
        message = f"the note has more than {NOTE_LIMIT} characters"
        raise StepError(message, hint="Say it shorter")
    if word.step == "reason" and len(word.note.split()) > REASON_WORDS:
        message = f"the reason has {len(word.note.split())} words, at most {REASON_WORDS} fit"
        raise StepError(message, hint="One short neutral sentence; no list of evidence")
    if word.step == "trial" and word.state is Said.OPEN and word.day is None:
        message = "a trial needs the day it begins"
        raise StepError(message, hint="Give it with --on YYYY-MM-DD")
    is_rating = word.step == "right_decision" and word.state is Said.DONE
    if is_rating is not (word.rating is not None):
        message = "right_decision needs --rating 0 to 4, and nothing else takes one"
        raise StepError(message, hint="4 says that parting was right, 0 that it was not")
    return word


def standing(words: Iterable[ExitWord], *, today: date) -> dict[str, ExitWord]:
    """Return the word that holds for each step at the end of `today`; taken back ones do not.

    Of two words on a step the later day wins, then the later kept.
    """
    known = sorted(
        (each for each in words if each.said_on <= today), key=lambda each: (each.said_on, each.id)
    )
    undone = {each.undoes for each in known if each.undoes is not None}
    return {each.step: each for each in known if each.undoes is None and each.id not in undone}


def items(held: dict[str, ExitWord], name: str) -> tuple[tuple[str, ExitWord], ...]:
    """Return the items of one list with their words, in the order they were said."""
    found = [
        (key.partition(":")[2], each) for key, each in held.items() if key.startswith(f"{name}:")
    ]
    return tuple(sorted(found, key=lambda pair: (pair[1].said_on, pair[1].id)))
