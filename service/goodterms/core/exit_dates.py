"""The days of an ending that belong into a calendar, for `.ics` files and event mails.

Facts only; titles in calendars are neutral and are made elsewhere ("Review note 7").
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from goodterms.core.exit_after import After
    from goodterms.core.exit_trial import Trial
    from goodterms.core.notice import Notice
    from goodterms.core.step import Step

NUMBERS = 90
"""Review notes are numbered 10 to 99; two of one client never share a number."""

FIRST_NUMBER = 10


class DateKind(StrEnum):
    """What falls due on a day."""

    COOL_OFF = "cool_off"
    COLLECT_BY = "collect_by"
    MEETING = "meeting"
    NOTICE_END = "notice_end"
    TRIAL_30 = "trial_30"
    TRIAL_90 = "trial_90"
    FOLLOW_UP_30 = "follow_up_30"
    FOLLOW_UP_90 = "follow_up_90"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitDate:
    """One day.

    Attributes:
        on: In the owner's zone; all of that day.
        number: In the neutral title, 10 to 99, always the same for this client and kind.
        uid: For calendars, without a name; always the same for this client and kind.
    """

    kind: DateKind
    on: date
    number: int
    uid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Where the ending stands, as far as days follow from it.

    Attributes:
        collect_by: When the open money is to be expected at the latest, None without any.
        is_begun: The owner prepares to part, or further: only then notice and money have a day.
    """

    steps: tuple[Step, ...]
    notice: Notice
    trial: Trial | None
    after: After | None
    collect_by: date | None
    is_begun: bool


def exit_dates(client: str, course: Course) -> tuple[ExitDate, ...]:
    """Return the days of one client, past ones too, in order of day, then of `DateKind`."""
    found: dict[DateKind, date | None] = {}
    by_name = {each.name: each for each in course.steps}
    found[DateKind.COOL_OFF] = by_name["calm"].day
    found[DateKind.MEETING] = by_name["meeting"].day
    is_told = course.notice.is_told
    if course.is_begun or is_told:
        found[DateKind.COLLECT_BY] = course.collect_by
        found[DateKind.NOTICE_END] = course.notice.ends_on
    if course.trial is not None and not course.trial.is_over:
        kinds = (DateKind.TRIAL_30, DateKind.TRIAL_90)
        found.update(zip(kinds, course.trial.reviews, strict=True))
    ups = course.after.follow_ups if course.after else ()
    if ups:
        kinds = (DateKind.FOLLOW_UP_30, DateKind.FOLLOW_UP_90)
        found.update(zip(kinds, (each.on for each in ups), strict=True))
        found.pop(DateKind.NOTICE_END, None)
        found.pop(DateKind.COOL_OFF, None)
    dates = [_date(client, kind, on) for kind, on in found.items() if on is not None]
    order = list(DateKind)
    return tuple(sorted(dates, key=lambda each: (each.on, order.index(each.kind))))


def _date(client: str, kind: DateKind, on: date) -> ExitDate:
    digest = hashlib.sha256(f"goodterms exit date\n{client}".encode()).hexdigest()
    kinds = list(DateKind)
    # one start for each client, then apart by kind, so that no two kinds share a number
    place = (int(digest[:8], 16) + kinds.index(kind) * (NUMBERS // len(kinds))) % NUMBERS
    own = hashlib.sha256(f"{digest}\n{kind}".encode()).hexdigest()[:32]
    return ExitDate(kind=kind, on=on, number=FIRST_NUMBER + place, uid=own)
