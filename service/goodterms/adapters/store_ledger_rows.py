"""Documents, payments and hours as rows of the database, and back."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from goodterms.adapters.store_session import Row, day, instant, stamp
from goodterms.core.ledger import Document, DocumentKind, DocumentState, Entry, Payment

if TYPE_CHECKING:
    from goodterms.ports import LedgerFile

KINDS = ("document", "payment", "entry")
"""Tables of what money files hold."""


def document_row(document: Document) -> Row:
    """Return a document as stored."""
    return {
        "id": document.id,
        "number": document.number,
        "kind": document.kind.value,
        "client": document.client,
        "buyer": document.buyer,
        "issue_date": document.issue_date.isoformat(),
        "due_date": document.due_date.isoformat() if document.due_date else None,
        "due_basis": document.due_basis,
        "currency": document.currency,
        "total_minor": document.total_minor,
        "paid_minor": document.paid_minor,
        "state": document.state.value,
        "net_minor": document.net_minor,
        "hours": document.hours,
        "buyer_tax_id": document.buyer_tax_id,
        "buyer_email": document.buyer_email,
        "payment_reference": document.payment_reference,
        "prepaid_minor": document.prepaid_minor,
        "refers_to": json.dumps(document.refers_to, ensure_ascii=False),
        "stated": document.stated,
        "source": document.source,
        "line": document.line,
    }


def document_of(row: dict[str, Any]) -> Document:
    """Return the document that `document_row` stored."""
    return Document(
        **{
            **row,
            "kind": DocumentKind(row["kind"]),
            "issue_date": date.fromisoformat(row["issue_date"]),
            "due_date": day(row["due_date"]),
            "state": DocumentState(row["state"]),
            "refers_to": tuple(json.loads(row["refers_to"])),
        }
    )


def payment_row(payment: Payment) -> Row:
    """Return a payment as stored."""
    return {
        "id": payment.id,
        "document": payment.document,
        "client": payment.client,
        "amount_minor": payment.amount_minor,
        "currency": payment.currency,
        "paid_on": payment.paid_on.isoformat(),
        "payer": payment.payer,
        "reference": payment.reference,
        "bank_ref": payment.bank_ref,
        "status": payment.status,
        "stated": payment.stated,
        "source": payment.source,
        "line": payment.line,
    }


def payment_of(row: dict[str, Any]) -> Payment:
    """Return the payment that `payment_row` stored."""
    return Payment(**{**row, "paid_on": date.fromisoformat(row["paid_on"])})


def entry_row(entry: Entry) -> Row:
    """Return time worked as stored."""
    return {
        "id": entry.id,
        "client": entry.client,
        "client_name": entry.client_name,
        "project": entry.project,
        "worked_on": entry.worked_on.isoformat(),
        "started_at": stamp(entry.started_at) if entry.started_at else None,
        "seconds": entry.seconds,
        "is_billable": None if entry.is_billable is None else int(entry.is_billable),
        "is_invoiced": None if entry.is_invoiced is None else int(entry.is_invoiced),
        "rate_minor": entry.rate_minor,
        "currency": entry.currency,
        "stated": entry.stated,
        "source": entry.source,
        "line": entry.line,
    }


def entry_of(row: dict[str, Any]) -> Entry:
    """Return the time worked that `entry_row` stored."""
    flags = {
        name: None if row[name] is None else bool(row[name])
        for name in ("is_billable", "is_invoiced")
    }
    return Entry(
        **{
            **row,
            **flags,
            "worked_on": date.fromisoformat(row["worked_on"]),
            "started_at": instant(row["started_at"]) if row["started_at"] else None,
        }
    )


def row_of(fact: Document | Payment | Entry) -> Row:
    """Return what a money file holds as stored."""
    if isinstance(fact, Document):
        return document_row(fact)
    return payment_row(fact) if isinstance(fact, Payment) else entry_row(fact)


def days_of(read: LedgerFile) -> list[date]:
    """Return the days that the rows of a money file tell of; due days lie ahead and are none."""
    return [
        *(each.issue_date for each in read.documents),
        *(each.paid_on for each in read.payments),
        *(each.worked_on for each in read.entries),
    ]
