"""How long the owner works on a day with mail to a client: the measure where no invoice tells.

Source: decision model A2.3, last row (proxy: days with outbound mail times the median hours).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from goodterms.core.exposure import PaidHours

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from goodterms.core.client import Client, Owner
    from goodterms.core.history import History

DEFAULT_HOURS = 2.0
"""Assumed where no client has invoices; a judgement, and the verdict has a ceiling then."""

YEAR = timedelta(days=364)


def first_day(owner: Owner, *, now: datetime) -> date:
    """Return the first day that is looked at: 52 weeks."""
    return owner.workweek.local(now).date() - YEAR


def hours_per_mail_day(
    histories: Mapping[str, History],
    written: Mapping[str, Sequence[datetime]],
    clients: Sequence[Client],
    owner: Owner,
    *,
    now: datetime,
) -> float:
    """Return the median over clients of paid hours per day with mail to them, last 52 weeks.

    Only clients whose hours are known from invoices are asked; `DEFAULT_HOURS` when there are none.

    Args:
        histories: By client; messages are not looked at.
        written: When the owner wrote to each client, automatic mail left out.
        clients: Those that are asked.
        owner: Rate, currency and zone.
        now: The instant (aware).
    """
    today, start = owner.workweek.local(now).date(), first_day(owner, now=now)
    paces = []
    for client in clients:
        history = replace(histories[client.name], messages=())
        paid = PaidHours(history, client, owner, today, 0.0).between(start, today)
        days = {owner.workweek.day(at) for at in written.get(client.name, ())}
        recent = [day for day in days if start <= day <= today]
        if recent and paid.hours > 0 and paid.source != "proxy":
            paces.append(paid.hours / len(recent))
    return median(paces) if paces else DEFAULT_HOURS
