"""How long the owner works on a day with mail to a client: the measure where no invoice tells.

Source: decision model A2.3, last row (proxy: days with outbound mail times the median hours).
"""

from __future__ import annotations

from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from goodterms.core.exposure import PaidHours, mail_days

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from goodterms.core.client import Client, Owner
    from goodterms.core.history import History

DEFAULT_HOURS = 2.0
"""Assumed where no client has invoices; a judgement, and the verdict has a ceiling then."""

YEAR = timedelta(days=364)


def hours_per_mail_day(
    histories: Mapping[str, History], clients: Sequence[Client], owner: Owner, *, now: datetime
) -> float:
    """Return the median over clients of paid hours per day with mail to them, last 52 weeks.

    Only clients whose hours are known from invoices are asked; `DEFAULT_HOURS` when there are none.
    """
    today = owner.workweek.local(now).date()
    start = today - YEAR
    paces = []
    for client in clients:
        history = histories[client.name]
        paid = PaidHours(history, client, owner, today, 0.0).between(start, today)
        days = mail_days(history.messages, owner.workweek, today=today)
        recent = [day for day in days if day >= start.toordinal()]
        if recent and paid.hours > 0 and paid.source != "proxy":
            paces.append(paid.hours / len(recent))
    return median(paces) if paces else DEFAULT_HOURS
