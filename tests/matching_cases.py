"""Payments and what they pay, as the tests of matching write them."""

from __future__ import annotations

from datetime import date

from builders import a_payment
from goodterms.core.owner_words import AllocationWord, MatchWord
from goodterms.core.payment_links import matched

APRIL = date(2026, 4, 1)


def money(number: int = 1, amount: int = 60000, **facts: object):
    values = {
        "id": f"P-{number}",
        "document": None,
        "client": None,
        "amount_minor": amount,
        "payer": "Somebody else",
        "on": APRIL,
    }
    return a_payment(**{**values, **facts})


def found(documents, payments, words=(), **how):
    matches = matched(documents, payments, words, **how)
    return [
        (each.payment, each.document, each.applied_minor, each.confidence.value)
        for each in matches.allocations
    ]


def word(payment: str, document: str, kind: str = "confirmed", amount: int | None = None):
    return AllocationWord(
        payment=payment, document=document, word=MatchWord(kind), applied_minor=amount
    )
