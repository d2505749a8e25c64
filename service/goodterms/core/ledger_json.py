"""Rows of the ledger as JSON, with the field names of ``import --json`` (design, section 4).

``client`` is the name in the file, ``mapped`` the owner's client. What a source states beyond our
fields (`stated`) comes last and wins, so that a document is shown in its source's own words.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from goodterms.core.amounts import amount_text
from goodterms.core.ledger import Document, DocumentState, Payment
from goodterms.core.payment_links import summary_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

Json = object

NOTHING_OWED = (DocumentState.PAID, DocumentState.VOID, DocumentState.WRITTEN_OFF)

MONEY_KEYS = (
    *("total_minor", "paid_minor", "prepaid_minor", "balance_minor", "net_minor"),
    *("amount_minor", "signed_minor", "fee_minor"),
)


def as_json(row: Document | Payment) -> dict[str, Json]:
    """Return a document or payment; amounts are minor units, and also plain decimals."""
    found = _document(row) if isinstance(row, Document) else _payment(row)
    return {**found, **json.loads(row.stated)}


def canonical(stated: Mapping[str, object]) -> str:
    """Return what a source states as the text that is kept: the same facts, the same bytes."""
    return json.dumps(stated, sort_keys=True, ensure_ascii=False)


def documents_json(
    documents: Iterable[Document], payments: Iterable[Payment]
) -> list[dict[str, Json]]:
    """Return documents as JSON, each with the day of the last payment its own row tells of."""
    days = {each.id: each.paid_on.isoformat() for each in payments}
    return [
        {"last_payment_date": days.get(summary_id(each.id)), **as_json(each)} for each in documents
    ]


def undecided_json(row: Document | Payment, unknown: Collection[str]) -> dict[str, Json]:
    """Return a row that waits for a word of the owner: null for what is not known.

    Args:
        row: Read with stand-ins for what is missing.
        unknown: The keys of the dates that could be two, and ``currency``.
    """
    found = as_json(row)
    found["row"] = "document" if isinstance(row, Document) else "payment"
    blank = [*unknown, *(MONEY_KEYS if "currency" in unknown else ())]
    return {**found, **{key: None for key in blank if key in found}, "id": None}


def _document(document: Document) -> dict[str, Json]:
    owed = 0 if document.state in NOTHING_OWED else document.total_minor - document.paid_minor
    refers_to = document.refers_to
    return {
        "id": document.id,
        "number": document.number,
        "kind": document.kind.value,
        "client": document.buyer,
        "mapped": document.client,
        "client_tax_id": document.buyer_tax_id,
        "client_email": document.buyer_email,
        "issue_date": document.issue_date.isoformat(),
        "due_date": document.due_date.isoformat() if document.due_date else None,
        "due_basis": document.due_basis,
        "currency": document.currency,
        "total_minor": document.total_minor,
        "total": amount_text(document.total_minor, document.currency),
        "paid_minor": document.paid_minor,
        "prepaid_minor": document.prepaid_minor,
        "balance_minor": owed,
        "open": amount_text(owed, document.currency),
        "net_minor": document.net_minor,
        "hours": document.hours,
        "state": document.state.value,
        "payment_reference": document.payment_reference,
        "refers_to": refers_to[0] if len(refers_to) == 1 else list(refers_to) or None,
        "file": document.source,
        "line": document.line,
    }


def _payment(payment: Payment) -> dict[str, Json]:
    return {
        "id": payment.id,
        "document": payment.document,
        "client": payment.payer,
        "mapped": payment.client,
        "date": payment.paid_on.isoformat(),
        "currency": payment.currency,
        "amount_minor": payment.amount_minor,
        "amount": amount_text(payment.amount_minor, payment.currency),
        "reference": payment.reference,
        "bank_ref": payment.bank_ref,
        "status": payment.status,
        "file": payment.source,
        "line": payment.line,
    }
