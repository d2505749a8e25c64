"""Payments that name nothing: by amount, payer and day, and by the amount alone, as *probable*.

Stronger grounds go first over all payments, and payments by their days, so that no order of files
matters. What two documents fit alike is asked.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from goodterms.core.allocations import Confidence, is_counted
from goodterms.core.ledger import DocumentKind
from goodterms.core.likeness import ALIKE, likeness
from goodterms.core.owed import tolerance_minor
from goodterms.core.supersession import is_dead
from goodterms.core.told_twice import DAYS_APART

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from goodterms.core.allocations import Ledger
    from goodterms.core.ledger import Document, Payment

    Ground = Callable[[Payment], tuple[list[list[Document]], str]]

BEFORE_DAYS = 31
"""Days before the issue date from which money can be meant for an invoice: paid ahead."""

AFTER_DAYS = 365
"""Days after the due date until which it can."""

MOST_SUMMED = 4
"""Most open documents of one client whose sum may be one payment."""

MOST_OPEN = 12
"""Open documents of one client beyond which no sums are tried: some would fit by accident."""

PAYABLE = (DocumentKind.INVOICE, DocumentKind.PREPAYMENT, DocumentKind.CORRECTED)


def take_probable(payments: Iterable[Payment], ledger: Ledger, replaced: Iterable[str]) -> None:
    """Put payments that name nothing where they probably belong, or ask."""
    waiting = [each for each in payments if each.amount_minor > 0 and is_counted(each)]
    if not waiting:
        return
    opened = _Open(ledger, set(replaced))
    grounds = (
        opened.of_payer,
        opened.of_payer_short,
        opened.of_payer_sums,
        opened.alike,
        opened.alone,
    )
    for ground in grounds:
        for each in waiting:
            if each.id in ledger.found or each.id in ledger.doubts:
                continue
            groups, basis = ground(each)
            if len(groups) == 1:
                opened.take(each, groups[0], basis)
            elif groups:
                ledger.ask(
                    each,
                    {one.id: one for group in groups for one in group}.values(),
                    "its amount fits several documents",
                )


class _Open:
    """What is still open, by currency and amount and by client."""

    __slots__ = ("_by_client", "_by_left", "_ledger")

    def __init__(self, ledger: Ledger, replaced: set[str]) -> None:
        self._ledger = ledger
        self._by_left: dict[tuple[str, int], list[Document]] = defaultdict(list)
        self._by_client: dict[str, list[Document]] = defaultdict(list)
        for each in sorted(ledger.documents.values(), key=lambda one: (one.issue_date, one.id)):
            if each.id in replaced or each.kind not in PAYABLE or is_dead(each):
                continue
            left = ledger.left(each)
            if left > 0:
                self._by_left[each.currency, left].append(each)
                if each.client is not None:
                    self._by_client[each.client].append(each)

    def of_payer(self, payment: Payment) -> tuple[list[list[Document]], str]:
        """Return what this client owes to the cent."""
        found = [each for each in self._exact(payment) if payment.client is not None]
        own = [[each] for each in found if each.client == payment.client]
        return own, "amount, payer and day"

    def of_payer_short(self, payment: Payment) -> tuple[list[list[Document]], str]:
        """Return what this client owes but for a bank's fee or a rounding."""
        found = []
        for each in self._of_client(payment):
            short = self._ledger.left(each) - payment.amount_minor
            if 0 < short <= tolerance_minor(each):
                found.append([each])
        return found, "payer and day, short by no more than a fee"

    def of_payer_sums(self, payment: Payment) -> tuple[list[list[Document]], str]:
        """Return which documents of this client make the amount together."""
        mine = self._of_client(payment)
        if len(mine) > MOST_OPEN:
            return [], ""
        found = [
            list(some)
            for count in range(2, MOST_SUMMED + 1)
            for some in combinations(mine, count)
            if sum(self._ledger.left(each) for each in some) == payment.amount_minor
        ]
        return found, "payer and day, sum exact"

    def alike(self, payment: Payment) -> tuple[list[list[Document]], str]:
        """Return what a buyer with a like name owes to the cent."""
        found = [
            [each]
            for each in self._exact(payment)
            if payment.client is None and likeness(payment.payer, each.buyer) >= ALIKE
        ]
        return found, "amount, day, and a payer like the buyer"

    def alone(self, payment: Payment) -> tuple[list[list[Document]], str]:
        """Return what anybody owes to the cent, of whom neither side knows better."""
        return [[each] for each in self._exact(payment)], "amount alone"

    def take(self, payment: Payment, documents: Sequence[Document], basis: str) -> None:
        """Put a payment to documents; they are no candidates any more."""
        for each in documents:
            self._by_left[each.currency, self._ledger.left(each)].remove(each)
            if each.client is not None:
                self._by_client[each.client].remove(each)
        left, parts = payment.amount_minor, []
        for each in documents:
            part = min(left, self._ledger.left(each))
            parts.append((each, part))
            left -= part
        self._ledger.put(payment, parts, Confidence.PROBABLE, basis)

    def _exact(self, payment: Payment) -> list[Document]:
        open_ = self._by_left.get((payment.currency, payment.amount_minor), ())
        found = [each for each in open_ if self._may_be(payment, each)]
        told = [each for each in found if self._is_told(payment, each)]
        return told or found

    def _is_told(self, payment: Payment, document: Document) -> bool:
        """Return whether the document's own row tells of a payment in these days."""
        day = self._ledger.summed_on.get(document.id)
        return day is not None and abs((day - payment.paid_on).days) <= DAYS_APART

    def _of_client(self, payment: Payment) -> list[Document]:
        found = self._by_client.get(payment.client, ()) if payment.client is not None else ()
        same = (each for each in found if each.currency == payment.currency)
        return [each for each in same if self._may_be(payment, each)]

    def _may_be(self, payment: Payment, document: Document) -> bool:
        first = document.issue_date - timedelta(days=BEFORE_DAYS)
        last = max(document.due_date or document.issue_date, document.issue_date)
        in_time = first <= payment.paid_on <= last + timedelta(days=AFTER_DAYS)
        return in_time and self._ledger.allows(payment, document)
