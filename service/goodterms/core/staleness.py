"""Which sources are too old for a verdict."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from goodterms.core.client import Freshness
    from goodterms.core.policy import Policy


def stale_sources(freshness: Freshness, policy: Policy, *, now: datetime) -> list[str]:
    """Return ``mail`` or ``invoices`` for each source last read longer ago than the policy allows.

    Mail must have been read once; invoices that were never imported are no staleness but another,
    weaker source of paid hours (decision model A2.3), which has a ceiling of its own.
    """
    limit = timedelta(days=policy.fresh_days)
    stale = []
    if freshness.mail_at is None or now - freshness.mail_at > limit:
        stale.append("mail")
    return stale
