"""Which document a payment settles: by the number or reference it names, never by a guess.

Computed from all documents and payments each time, so that the order in which files are imported
does not matter. Source: invoices study, Matching (reference first, exact, then normalised).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from goodterms.core.ledger import Document, Payment

SUMMARY_MARK = "#paid"
"""End of the id of a payment that an invoice row sums up ("paid 200 so far, last on ...")."""

MODEL_PREFIX = re.compile(r"^HR\d\d(?=\d)")
"""The Croatian model number that banks glue to a reference."""

SHORTEST_IN_TEXT = 5
"""Normalised numbers shorter than this are not looked for in prose: "1" is in every text."""


def reference_key(text: str) -> str:
    """Return a number or reference as compared: capitals and digits, without the model prefix."""
    return MODEL_PREFIX.sub("", re.sub(r"[^0-9A-ZČĆĐŠŽ]", "", text.upper()))


def summary_id(document_id: str) -> str:
    """Return the id of the one payment that an invoice row itself tells of."""
    return f"{document_id}{SUMMARY_MARK}"


def linked(documents: Sequence[Document], payments: Iterable[Payment]) -> tuple[Payment, ...]:
    """Return the payments with document and client filled in where that is certain.

    A payment that an invoice row sums up is lowered by the single payments known for that
    document up to its day, and left out when nothing remains: the same money is not counted twice.
    """
    by_id = {each.id: each for each in documents}
    index = _index(documents)
    found = [_link(each, by_id, index) for each in payments]
    singles: dict[str, list[Payment]] = defaultdict(list)
    for each in found:
        if each.document and not each.id.endswith(SUMMARY_MARK):
            singles[each.document].append(each)
    left = (_remainder(each, singles) for each in found)
    kept = [each for each in left if each is not None]
    return tuple(sorted(kept, key=lambda each: (each.paid_on, each.id)))


def _index(documents: Sequence[Document]) -> dict[str, list[Document]]:
    """Return the documents by normalised number and by normalised payment reference."""
    index: dict[str, list[Document]] = defaultdict(list)
    for each in documents:
        keys = {reference_key(each.number), reference_key(each.payment_reference)} - {""}
        for key in keys:
            index[key].append(each)
    return index


def _link(
    payment: Payment, by_id: dict[str, Document], index: dict[str, list[Document]]
) -> Payment:
    document = by_id.get(payment.document) if payment.document else None
    if payment.document is None and payment.reference:
        document = _named(payment, index)
    if document is None:
        return payment
    client = document.client if document.client is not None else payment.client
    return replace(payment, document=document.id, client=client)


def _named(payment: Payment, index: dict[str, list[Document]]) -> Document | None:
    """Return the one document a reference names; None when it names none or several."""
    key = reference_key(payment.reference)
    candidates = index.get(key) or _in_prose(payment.reference, index)
    fitting = [each for each in candidates if _fits(payment, each)]
    if len(fitting) > 1:
        issued = [each for each in fitting if each.issue_date <= payment.paid_on]
        exact = [each for each in issued if each.total_minor == payment.amount_minor]
        fitting = exact if len(exact) == 1 else issued
    return fitting[0] if len(fitting) == 1 else None


def _in_prose(text: str, index: dict[str, list[Document]]) -> list[Document]:
    """Return the documents whose number stands in a sentence such as "invoice INV 2026 0007"."""
    words = re.findall(r"[^\W_]+", text.upper())
    runs = {
        "".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, min(start + 5, len(words)) + 1)
    }
    found: dict[str, Document] = {}
    for run in runs:
        if len(run) >= SHORTEST_IN_TEXT:
            found.update((each.id, each) for each in index.get(reference_key(run), ()))
    return [found[key] for key in sorted(found)]


def _fits(payment: Payment, document: Document) -> bool:
    """Return whether currency and client do not speak against the link."""
    same_money = {payment.currency, document.currency} in ({document.currency}, {"HRK", "EUR"})
    clients = {payment.client, document.client} - {None}
    return same_money and len(clients) <= 1


def _remainder(payment: Payment, singles: dict[str, list[Payment]]) -> Payment | None:
    """Return what a summed-up payment says beyond the single payments known."""
    if not payment.id.endswith(SUMMARY_MARK) or payment.document is None:
        return payment
    known = sum(
        each.amount_minor
        for each in singles[payment.document]
        if each.currency == payment.currency and each.paid_on <= payment.paid_on
    )
    if known <= 0:
        return payment
    left = payment.amount_minor - known
    return replace(payment, amount_minor=left) if left > 0 else None
