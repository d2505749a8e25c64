"""Batches of payments that one file sums up and another takes apart.

Swiss and other banks book a batch as one sum in CAMT.053 and tell its payments in CAMT.054: the
same money in two files. Once its parts are known, the sum itself is left out. Computed from all
payments each time, so that the order of imports does not matter.
Source: Swiss Payment Standards, "Cash Management Messages" (references of collective bookings).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from goodterms.core.ledger import Payment

MARK = '"batch_ref"'
"""In what a part states: the bank's reference of its batch; `batch_minor` is the sum."""


def without_sums(payments: Iterable[Payment]) -> tuple[Payment, ...]:
    """Return the payments without those that only sum up others, in their order."""
    known = tuple(payments)
    batches = {_batch(each) for each in known if MARK in each.stated}
    if not batches:
        return known
    return tuple(
        each
        for each in known
        if MARK in each.stated or (each.bank_ref, each.amount_minor, each.currency) not in batches
    )


def _batch(part: Payment) -> tuple[str, int, str]:
    """Return reference, sum and currency of the batch that a payment is part of."""
    stated = json.loads(part.stated)
    return str(stated["batch_ref"]), int(stated["batch_minor"]), part.currency
