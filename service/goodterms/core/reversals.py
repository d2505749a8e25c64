"""Money that went back without naming a document: it takes back the payment it answers."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.core.allocations import Confidence, is_counted
from goodterms.core.likeness import ALIKE, likeness
from goodterms.core.owed import stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodterms.core.allocations import Allocation, Ledger
    from goodterms.core.ledger import Document, Payment

REVERSAL_DAYS = 92
"""Days in which the same amount to the same payer is taken for the payment going back: a direct
debit can be returned for eight weeks, an unauthorised one for thirteen months (PSD2, art. 71, 77);
three months keep two contracts of one client apart."""


def take_reversals(payments: Sequence[Payment], ledger: Ledger) -> None:
    """Take back what earlier payments put to documents, for negative ones that name none."""
    earlier = [each for each in payments if each.amount_minor > 0 and is_counted(each)]
    by_reference = _by_reference(earlier)
    by_amount: dict[tuple[str, int], list[Payment]] = defaultdict(list)
    for each in earlier:
        by_amount[each.currency, each.amount_minor].append(each)
    for each in payments:
        if each.amount_minor >= 0 or each.id in ledger.found or each.id in ledger.doubts:
            continue
        original = _named(each, by_reference)
        is_named = original is not None
        if original is None:
            like = by_amount[each.currency, -each.amount_minor]
            original = _alike(each, (one for one in like if one.id not in ledger.taken_back))
        if original is None or not ledger.found.get(original.id):
            continue
        ledger.taken_back.add(original.id)
        _mirror(each, ledger.found[original.id], ledger, is_sure=is_named or _is_reversal(each))


def _by_reference(payments: Iterable[Payment]) -> dict[str, Payment]:
    """Return payments by the ids under which a refund can name them."""
    found: dict[str, Payment] = {}
    for each in payments:
        for key in (each.bank_ref, str(stated(each).get("id") or ""), each.id):
            if len(key) >= 6:  # shorter ones are running numbers
                found[key] = each
    return found


def _named(payment: Payment, by_reference: dict[str, Payment]) -> Payment | None:
    said = stated(payment)
    for key in (str(said.get("refund_of") or ""), payment.bank_ref):
        original = by_reference.get(key)
        if original is not None and original.currency == payment.currency:
            return original
    return None


def _alike(payment: Payment, candidates: Iterable[Payment]) -> Payment | None:
    """Return the latest payment of this amount by this payer."""
    since = payment.paid_on - timedelta(days=REVERSAL_DAYS)
    found = [
        each
        for each in candidates
        if since <= each.paid_on <= payment.paid_on and _same_payer(payment, each)
    ]
    return max(found, key=lambda each: (each.paid_on, each.id), default=None)


def _same_payer(one: Payment, other: Payment) -> bool:
    if one.client is not None and other.client is not None:
        return one.client == other.client
    return likeness(one.payer, other.payer) >= ALIKE


def _is_reversal(payment: Payment) -> bool:
    return stated(payment).get("reversal") is True


def _mirror(
    payment: Payment, former: Sequence[Allocation], ledger: Ledger, *, is_sure: bool
) -> None:
    """Take back from the last document first; the rest stays with the client's loose money."""
    left, parts = -payment.amount_minor, list[tuple["Document", int]]()
    for each in reversed(former):
        part = min(left, each.applied_minor)
        if part > 0:
            parts.append((ledger.documents[each.document], -part))
            left -= part
    is_probable = not is_sure or former[0].confidence is Confidence.PROBABLE
    confidence = Confidence.PROBABLE if is_probable else Confidence.HIGH
    ledger.put(payment, parts, confidence, "it takes an earlier payment back")
