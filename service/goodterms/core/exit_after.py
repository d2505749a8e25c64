"""After parting: the last payment, access given back, what was won at 30 and 90 days, the rating.

Source: field study E 25. The stretch before ends on the day before the client was told, so that the
time of notice is in neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.core.client import DecisionKind
from goodterms.core.exit_words import Said

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from goodterms.core.client import Decision
    from goodterms.core.exit_compare import Compared, Record
    from goodterms.core.exit_words import ExitWord

FOLLOW_UPS = (30, 90)
"""Days after the end on which is looked back (field study E 25)."""

ACCESS = ("accounts", "files", "hosting", "code", "contacts", "devices")
"""What is usually given back, as a start for the owner's own list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """The days of an ending; `parted_on` is None while the notice runs."""

    told_on: date
    parted_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """One look back.

    Attributes:
        days: After the end; `on` the day of it.
        compared: That many days after the end beside as many before it was told; None until all of
            them are over.
    """

    days: int
    on: date
    compared: Compared | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """One thing to give back or take back.

    Attributes:
        name: One of `ACCESS`, or the owner's own.
        state: What the owner said, ``open`` without a word.
        said_on: When, None without a word.
    """

    name: str
    state: Said
    said_on: date | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """What is left to do and to learn after an ending.

    Attributes:
        follow_ups: Empty while the notice runs.
        rating: 0 (it was not right) to 4 (it was), None while not asked or answered.
    """

    parting: Parting
    follow_ups: tuple[FollowUp, ...]
    rating: int | None
    rated_on: date | None


def parting(decisions: Iterable[Decision]) -> Parting | None:
    """Return when the owner told the client and when it ended; None before, and once resumed.

    Args:
        decisions: Those in force, oldest first.
    """
    told_on = parted_on = None
    for each in decisions:
        if each.kind is DecisionKind.RESUMED:
            told_on = parted_on = None
        elif each.kind is DecisionKind.PARTING:
            told_on, parted_on = told_on or each.decided_on, None
        elif each.kind is DecisionKind.PARTED:
            parted_on = parted_on or each.decided_on
    first = told_on or parted_on
    return None if first is None else Parting(told_on=first, parted_on=parted_on)


def after(
    found: Parting | None, held: dict[str, ExitWord], record: Record, *, today: date
) -> After | None:
    """Return the part after the ending; None while the client was not told."""
    if found is None:
        return None
    rating = held.get("right_decision")
    return After(
        parting=found,
        follow_ups=_follow_ups(found, record, today),
        rating=rating.rating if rating else None,
        rated_on=rating.said_on if rating and rating.rating is not None else None,
    )


def access(held: dict[str, ExitWord]) -> tuple[Access, ...]:
    """Return the list of accesses: the usual ones, then the owner's own, with what was said."""
    own = {key.partition(":")[2]: word for key, word in held.items() if key.startswith("access:")}
    names = (*ACCESS, *(name for name in own if name not in ACCESS))
    return tuple(
        Access(
            name=name,
            state=own[name].state if name in own else Said.OPEN,
            said_on=own[name].said_on if name in own else None,
            note=own[name].note if name in own else "",
        )
        for name in names
    )


def _follow_ups(found: Parting, record: Record, today: date) -> tuple[FollowUp, ...]:
    end = found.parted_on
    if end is None:
        return ()
    begin = end + timedelta(days=1)
    return tuple(
        FollowUp(
            days=days,
            on=end + timedelta(days=days),
            compared=(
                record.compared(turned_on=found.told_on, days=days, since=begin)
                if end + timedelta(days=days) < today
                else None
            ),
        )
        for days in FOLLOW_UPS
    )
