"""What `goodterms payments` shows, for people and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from goodterms.cli.ledger_view import neutral
from goodterms.core.amounts import amount_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.core.ledger import Document
    from goodterms.core.money_questions import MatchedPayment, MoneyQuestions, UnknownBuyer
    from goodterms.core.settlement import Settlement

MOST_TEXT = 40
"""Characters of a payment's reference in the table; --json has all."""


def payment_json(found: MatchedPayment, documents: Mapping[str, Document]) -> dict[str, object]:
    """Return a payment with its matches as JSON values; amounts are minor units."""
    payment = found.payment
    return {
        "id": payment.id,
        "date": payment.paid_on.isoformat(),
        "amount_minor": payment.amount_minor,
        "currency": payment.currency,
        "payer": payment.payer,
        "client": payment.client,
        "reference": payment.reference,
        "bank_ref": payment.bank_ref,
        "status": payment.status,
        "file": payment.source,
        "line": payment.line,
        "matches": [
            {
                "document": each.document,
                "number": documents[each.document].number,
                "client": documents[each.document].client,
                "applied_minor": each.applied_minor,
                "confidence": each.confidence.value,
                "basis": each.basis,
            }
            for each in found.allocations
        ],
        "rest_minor": found.rest_minor,
        "candidates": list(found.doubt.candidates) if found.doubt else [],
        "question": found.doubt.reason if found.doubt else "",
    }


def short_json(settled: Settlement) -> dict[str, object]:
    """Return a document with an unpaid rest as JSON values."""
    return {
        "document": settled.document.id,
        "number": settled.document.number,
        "client": settled.document.client,
        "currency": settled.document.currency,
        "remaining_minor": settled.remaining_minor,
        "state": settled.state,
        "unconfirmed_minor": settled.unconfirmed_minor,
    }


def buyer_json(buyer: UnknownBuyer) -> dict[str, object]:
    """Return a name that is no client yet as JSON values."""
    return {
        "name": buyer.name,
        "rows": buyer.rows,
        "likely": [{"client": name, "likeness": round(how, 2)} for name, how in buyer.likely],
    }


def questions_json(asked: MoneyQuestions, documents: Mapping[str, Document]) -> dict[str, object]:
    """Return everything that waits for a word as JSON values."""
    return {
        "probable": [payment_json(each, documents) for each in asked.probable],
        "unmatched": [payment_json(each, documents) for each in asked.unmatched],
        "short": [short_json(each) for each in asked.short],
        "buyers": [buyer_json(each) for each in asked.buyers],
    }


def payments_table(
    title: str, found: Sequence[MatchedPayment], documents: Mapping[str, Document]
) -> Table:
    """Return payments with what they pay, or may pay."""
    table = Table("id", "date", "amount", "payer", "text", "pays", "because", title=title)
    for each in found:
        payment = each.payment
        pays = ", ".join(
            f"{documents[row.document].number} {amount_text(row.applied_minor, payment.currency)}"
            for row in each.allocations
        )
        because = "; ".join(dict.fromkeys(f"{r.confidence}: {r.basis}" for r in each.allocations))
        if each.doubt:
            pays = f"{' or '.join(each.doubt.candidates)}?"
            because = each.doubt.reason
        if payment.status == "pending":
            because = f"pending, settles nothing yet; {because}"
        table.add_row(
            payment.id,
            payment.paid_on.isoformat(),
            f"{amount_text(payment.amount_minor, payment.currency)} {payment.currency}",
            neutral(payment.payer),
            neutral(payment.reference[:MOST_TEXT]),
            neutral(pays) or "-",
            because or "nothing it names or fits",
        )
    return table


def short_table(settled: Sequence[Settlement]) -> Table:
    """Return the documents with an unpaid rest."""
    table = Table("document", "client", "still open", "of", title="Paid in part")
    for each in settled:
        document = each.document
        table.add_row(
            neutral(document.id),
            neutral(document.client or document.buyer),
            f"{amount_text(each.remaining_minor, document.currency)} {document.currency}",
            amount_text(document.total_minor, document.currency),
        )
    return table


def buyers_table(buyers: Sequence[UnknownBuyer]) -> Table:
    """Return the names that look like a client."""
    table = Table("name", "rows", "may be", title="Is this one of your clients?")
    for each in buyers:
        names = ", ".join(f"{name} ({round(how * 100)} %)" for name, how in each.likely)
        table.add_row(neutral(each.name), str(each.rows), names)
    return table
