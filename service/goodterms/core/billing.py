"""From invoices to hours worked: which days each invoice stands for and how many hours.

The sum over a window and its error are in `exposure`, hours that were recorded in `timesheets`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodterms.core.ledger import DocumentKind, DocumentState
from goodterms.core.rates import converted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from goodterms.core.client import Client, Owner
    from goodterms.core.ledger import Document

SOURCES = ("timesheet", "invoiced", "fixed_fee", "proxy")
"""Where hours come from, surest first (decision model A2.3)."""

SERVICE_DAYS = 45
"""Longest service period of an invoice, and how long the pace is carried on after the last one."""

PACE_DAYS = 90
"""Covered days whose mean gives the pace that is carried on."""

_UNCOUNTED = (DocumentState.VOID, DocumentState.DRAFT)


def periods(
    documents: Iterable[Document],
    client: Client,
    owner: Owner,
    *,
    today: date,
    mail_days: Callable[[], Sequence[int]],
    hours_per_mail_day: float,
) -> list[Period]:
    """Return the service periods of what was invoiced by `today`, oldest first.

    Hours of an invoice are those it names, else its net amount (gross when no net is known) divided
    by the hourly rate. They are spread from the day after the invoice before (at most 45 days back)
    to the issue date; credit notes take from the latest hours before them. An invoice in a currency
    without a rate counts by mail days. Prepayments are left out because the final invoice carries
    the full total (EN 16931, BT-112 and BT-113); disputed work was done, so it counts.

    Args:
        documents: Of one client, in any order.
        client: Its rate, and whether its prices are fixed.
        owner: The usual rate and the currency of rates.
        today: Later documents are not seen.
        mail_days: Gives the ordinals of days with mail to the client, ascending; asked only when
            an amount cannot be turned into hours.
        hours_per_mail_day: The owner's median hours on such a day.

    Returns:
        An empty list when no document gives any hours.

    Source: decision model A2.3; spreading and carrying on are from design, Fairness.
    """
    counted = sorted(
        (each for each in documents if _is_work(each, today)),
        key=lambda each: (each.issue_date, each.id),
    )
    found: list[Period] = []
    last = 0
    for each in counted:
        hours = hours_of(each, client, owner)
        day = each.issue_date.toordinal()
        if each.total_minor < 0 or each.kind is DocumentKind.CREDIT_NOTE:
            _take_back(found, abs(hours or 0.0))
            continue
        same_day = bool(found) and day == last
        first = found[-1].first if same_day else max(last + 1, day - SERVICE_DAYS)
        last = day
        if hours is None:
            days = mail_days()
            mailed = bisect_right(days, day) - bisect_left(days, first)
            found.append(_period(first, day, mailed * hours_per_mail_day, "proxy"))
        else:
            found.append(_period(first, day, hours, _source(each, client)))
    if all(each.source == "proxy" for each in found):
        return []
    return found


def hours_of(document: Document, client: Client, owner: Owner) -> float | None:
    """Return the hours a document stands for; None without hours and usable rate."""
    if document.hours is not None:
        return document.hours
    rate = client.hourly_rate_minor or owner.hourly_rate_minor
    net = document.total_minor if document.net_minor is None else document.net_minor
    amount = converted(
        net, document.currency, owner.currency, rates=owner.rates, on=document.issue_date
    )
    return None if rate is None or rate <= 0 or amount is None else amount / rate


def _period(first: int, last: int, hours: float, source: str) -> Period:
    return Period(first=first, last=last, hours=hours, source=source)


def _is_work(document: Document, today: date) -> bool:
    """Return whether a document stands for work known on `today`."""
    return (
        document.issue_date <= today
        and document.state not in _UNCOUNTED
        and document.kind in {DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE}
    )


def _source(document: Document, client: Client) -> str:
    return "fixed_fee" if client.fixed_fee and document.hours is None else "invoiced"


def _take_back(found: list[Period], hours: float) -> None:
    """Reduce the latest hours first, never below zero."""
    for index in range(len(found) - 1, -1, -1):
        part = min(hours, found[index].hours)
        found[index] = replace(found[index], hours=found[index].hours - part)
        hours -= part
        if hours <= 0:
            return


def carried(found: Sequence[Period], *, today: int) -> list[Period]:
    """Return the work since the last period, as one more period or none.

    It goes on at the pace of the last 90 covered days for at most 45 days, so that the owner's own
    late invoice or timesheet does not look like trouble of the client.

    Args:
        found: Oldest first.
        today: Proleptic ordinal.
    """
    if not found:
        return []
    last = found[-1].last
    end = min(today, last + SERVICE_DAYS)
    if end <= last:
        return []
    days, start = 0, last + 1
    for first, final in sorted({(each.first, each.last) for each in found}, reverse=True):
        fresh = min(PACE_DAYS - days, final - first + 1)
        days, start = days + fresh, final - fresh + 1
        if days >= PACE_DAYS:
            break
    recent = [each for each in found if each.last >= start]
    hours = sum(
        each.hours * (each.last - max(each.first, start) + 1) / (each.last - each.first + 1)
        for each in recent
    )
    weakest = max((each.source for each in recent), key=SOURCES.index)
    return [_period(last + 1, end, hours / days * (end - last), weakest)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Hours spread evenly over the days `first` to `last`, both inclusive.

    Attributes:
        first, last: Proleptic ordinals of calendar days.
        source: One of `SOURCES`.
    """

    first: int
    last: int
    hours: float
    source: str
