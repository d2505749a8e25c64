"""The same money told by two files: an invoice tool and a bank know of one payment.

Two rows of one bank have one id, wherever they are exported to. Between a tool and a bank only this
helps: same document, amount and currency, a few days apart, from two files, and together more than
the document asks for. The owner's confirmation of a row says that it is money of its own.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from goodterms.core.allocations import Confidence, is_counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.core.allocations import Allocation, Ledger
    from goodterms.core.ledger import Payment

DAYS_APART = 7
"""A bank books within four days (PSD2, art. 83, and a weekend); tools are filled in by hand."""


def told_twice(payments: Sequence[Payment], ledger: Ledger) -> dict[str, str]:
    """Return ids of payments that another row tells of too, with the id of that row.

    The row with the bank's own reference stays, else the earlier one.
    """
    by_place: dict[tuple[str, int, str], list[Payment]] = defaultdict(list)
    for each in payments:
        rows = ledger.found.get(each.id, [])
        if each.amount_minor > 0 and is_counted(each) and len(rows) == 1 and _is_sure(rows[0]):
            by_place[rows[0].document, each.amount_minor, each.currency].append(each)
    found: dict[str, str] = {}
    for (document, _, _), same in by_place.items():
        same.sort(key=lambda each: (not each.bank_ref, each.paid_on, each.id))
        over = -ledger.left(ledger.documents[document])
        for place, kept in enumerate(same):
            if kept.id in found:
                continue
            for each in same[place + 1 :]:
                worth = ledger.worth(each, each.amount_minor, ledger.documents[document]) or 0
                if each.id in found or worth > over or not _is_same(kept, each, ledger):
                    continue
                found[each.id] = kept.id
                over -= worth
                break
    return found


def _is_same(kept: Payment, other: Payment, ledger: Ledger) -> bool:
    if ledger.found[other.id][0].confidence is Confidence.CONFIRMED:
        return False
    is_near = abs((kept.paid_on - other.paid_on).days) <= DAYS_APART
    return is_near and kept.source != other.source and not (kept.bank_ref and other.bank_ref)


def _is_sure(allocation: Allocation) -> bool:
    return allocation.confidence is not Confidence.PROBABLE
