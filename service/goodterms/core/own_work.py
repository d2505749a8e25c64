"""What the owner was late with: own invoices after the work, and requests still unanswered.

Shown and never counted (design, Fairness). How long an invoice took is known only where something
tells of the work: hours recorded, or a delivery by mail. Where nothing does, nothing is said.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from goodterms.core.counts import over_expected
from goodterms.core.insight import LATE_DAYS, OwnWork
from goodterms.core.ledger import DocumentKind, DocumentState
from goodterms.core.mail import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from goodterms.core.case import Case
    from goodterms.core.conversation import Wait
    from goodterms.core.ledger import Document, Entry

_NO_BILL = (DocumentState.VOID, DocumentState.DRAFT)


def own_work(
    case: Case, waits: Sequence[Wait], entries: Iterable[Entry], *, start: date
) -> OwnWork:
    """Return the owner's lateness since the day `start`.

    Args:
        case: The client's facts.
        waits: Those of the window.
        entries: Hours recorded; later ones than the case are not seen.
        start: First day of the window, in the owner's zone.
    """
    days = billing_days(case, entries, start=start)
    left = [each for each in over_expected(case, waits) if each.answer is None]
    asked = [case.workweek.day(each.first.arrived_at) for each in left]
    return OwnWork(
        invoices=len(days),
        late=sum(each > LATE_DAYS for each in days),
        median_days=float(median(days)) if days else None,
        worst_days=max(days, default=None),
        open_requests=len(left),
        oldest_request_on=min(asked, default=None),
    )


def billing_days(case: Case, entries: Iterable[Entry], *, start: date) -> list[int]:
    """Return the days from the last work to each invoice issued since `start`, by issue date.

    The last work is the latest hour recorded or delivery mailed after the invoice before, up to the
    day of this one. An invoice without any is left out.
    """
    worked = sorted(
        {each.worked_on for each in entries if each.worked_on <= case.today} | _deliveries(case)
    )
    issued = sorted({each.issue_date for each in case.documents if _is_bill(each)})
    found: list[int] = []
    for place, day in enumerate(issued):
        before = issued[place - 1] if place else None
        known = [each for each in worked if each <= day and (before is None or each > before)]
        if day >= start and known:
            bills = sum(_is_bill(each) and each.issue_date == day for each in case.documents)
            found += [(day - known[-1]).days] * bills
    return found


def _is_bill(document: Document) -> bool:
    return document.kind is DocumentKind.INVOICE and document.state not in _NO_BILL


def _deliveries(case: Case) -> set[date]:
    return {
        case.workweek.day(each.arrived_at)
        for thread in case.threads.values()
        for each in thread
        if each.direction is Direction.OUT and each.delivers
    }
