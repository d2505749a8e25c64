"""How a client came to stand where the ladder has them, for the owner's eyes; data only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from goodterms.core.client import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What happened beside the numbers, and what rising waits for (decision model A2.5).

    Attributes:
        talk_since: Since when the evidence supports a talk, without a break; None: it does not.
        told_on: Day from which the waiting time of prepare counts: the owner was told, or talked
            last; None: the owner is told for the first time.
        waits_until: First day on which prepare may come; None while no waiting time runs.
        kept_until: Last day on which the owner keeps the client: nothing above talk.
        jumped_on: Day on which the owner went to prepare on the ratings; None when not.
        unstable: The step changed direction three times within 26 weeks: rising is frozen.
        crowded: Mondays on which half of all clients were over budget.
        is_crowded: The last Monday was one: is it them, or this month?
        is_paused: Nobody rose on it; after eight in a row rising goes on.
        gut: Dread ratings of the last year, day and 0 to 4, oldest first.
        gut_due: A rating is to be asked for: watch or above, none within a month.
        may_prepare: Two high ratings a month apart: the owner may go to prepare.
        signal: Code of the one signal that makes at least three quarters of the minutes; its
            remedy comes before anything else. None when no single one does.
        decisions: All that the owner recorded by then, what was taken back too, oldest first.
    """

    talk_since: date | None = None
    told_on: date | None = None
    waits_until: date | None = None
    kept_until: date | None = None
    jumped_on: date | None = None
    unstable: bool = False
    crowded: tuple[date, ...] = ()
    is_crowded: bool = False
    is_paused: bool = False
    gut: tuple[tuple[date, int], ...] = ()
    gut_due: bool = False
    may_prepare: bool = False
    signal: str | None = None
    decisions: tuple[Decision, ...] = ()
