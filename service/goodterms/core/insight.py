"""The nouns of what is told beside the verdict; `describing` and its neighbours make them.

Only shapes, which import nothing of the core, so that the assessment can hold them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

LATE_DAYS = 14
"""Days from the last work to the invoice above which it is called late. Judgement: a fortnight
covers monthly and fortnightly billing done at the next sitting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWork:
    """The owner's own lateness in the long window.

    Attributes:
        invoices: Issued in the window, with known work before them; `late` those that came more
            than `LATE_DAYS` after it.
        median_days, worst_days: From the last work to the invoice; None without any.
        open_requests: Requests that wait longer than asked and that the client came back to.
        oldest_request_on: Day of the oldest of them, None without any.
    """

    invoices: int
    late: int
    median_days: float | None
    worst_days: int | None
    open_requests: int
    oldest_request_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """One client gone, by the last 12 months; amounts in minor units of `currency`.

    Attributes:
        months: Length of the time looked at: 12, or less when the relation is younger, at least 1.
        income_minor, others_minor: Invoiced to this client and to everybody else.
        lost_month_minor: What would be missing each month.
        covered_months: Months of the owner's fixed costs that the income from everybody else pays;
            None without fixed costs.
        gap_month_minor: Fixed costs of a month less that income, 0 when it suffices; None likewise.
        costs_minor: What this client cost in money over the time.
        paid_hours, trouble_hours: Over the time.
        freed_hours_month: Both together by month; None without any.
        break_even_minor: Price of an hour of calm at which leaving breaks even; None: unknown.
        side: Where the owner's own price of calm falls: ``money`` (leaving pays), ``trouble`` (only
            the trouble speaks for it), ``always`` (it pays whatever calm is worth), ``unsaid`` (the
            owner gave no price), ``unknown`` (there is no break-even).
    """

    currency: str
    months: float
    income_minor: int
    others_minor: int
    lost_month_minor: int
    covered_months: float | None
    gap_month_minor: int | None
    costs_minor: int
    paid_hours: float
    trouble_hours: float
    freed_hours_month: float | None
    break_even_minor: int | None
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The week since which the weekly trouble is another one.

    Attributes:
        since: Its Monday.
        before, after: Minutes of trouble a week on either side.
        gain: Log units by which it beats no split.
    """

    since: date
    before: float
    after: float
    gain: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """The burn of 13 weeks, with its 80 % interval; hours are paid ones, minutes of trouble."""

    start: date
    end: date
    hours: float
    spent: float
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class YearAgo:
    """The last 13 weeks beside the same 13 weeks of last year."""

    now: Quarter
    then: Quarter


@dataclass(frozen=True, slots=True, kw_only=True)
class Insight:
    """The descriptions of one client on one day.

    Attributes:
        own_work: The owner's own lateness in the long window.
        what_if: One year without the client.
        split: Since when the trouble is another one; None when no date stands out.
        year_ago: The same quarter of last year; None before 15 months of mail.
    """

    own_work: OwnWork
    what_if: WhatIf
    split: Split | None
    year_ago: YearAgo | None
