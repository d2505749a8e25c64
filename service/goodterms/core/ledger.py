"""The nouns of money: documents (invoices, credit notes), payments, and hours worked.

Amounts are integers in minor units of an ISO 4217 currency, never floats. For rules see `money`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


class DocumentKind(StrEnum):
    """What a document is."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    PREPAYMENT = "prepayment"
    CORRECTED = "corrected"
    CANCELLED = "cancelled"


class DocumentState(StrEnum):
    """How the source describes the document; payments decide what is really settled.

    `UNSAID`: the source says nothing of payment, as an e-invoice found in the owner's mail; without
    a word from elsewhere nobody can call it late.
    """

    UNSAID = "unsaid"
    OPEN = "open"
    PARTIAL = "partial"
    PAID = "paid"
    VOID = "void"
    DRAFT = "draft"
    WRITTEN_OFF = "written_off"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One invoice or credit note.

    Attributes:
        id: The number and issue year, stable over re-imports (for example ``INV-31/2026``).
        client: The mapped client's name, None while `buyer` belongs to nobody known.
        buyer: The name as the file gives it.
        due_basis: ``explicit``, ``terms`` (computed from payment terms) or ``absent``.
        total_minor: Gross total; negative for credit notes.
        paid_minor: Paid so far according to the file itself.
        net_minor: Net of tax, None when the file does not say.
        hours: Hours billed, None when the file does not say.
        prepaid_minor: Paid before, on prepayment documents; what is owed is the total less this.
        refers_to: Numbers of the documents that this one corrects or credits.
        stated: JSON object of what the source states beyond, in its own words; shown, never
            computed with.
        source: File name; `line` its physical line (header is line 1).
    """

    id: str
    number: str
    kind: DocumentKind
    client: str | None
    buyer: str
    issue_date: date
    due_date: date | None
    due_basis: str
    currency: str
    total_minor: int
    paid_minor: int
    state: DocumentState
    net_minor: int | None = None
    hours: float | None = None
    buyer_tax_id: str = ""
    buyer_email: str = ""
    payment_reference: str = ""
    prepaid_minor: int = 0
    refers_to: tuple[str, ...] = ()
    stated: str = "{}"
    source: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money received, already tied to a document by number where the file names one.

    Attributes:
        id: Stable over re-imports.
        document: The `Document.id` it settles, None when unmatched.
        amount_minor: Signed; negative for a refund.
        paid_on: Calendar date.
        bank_ref: The bank's or service's own reference, "" when it gives none.
        status: ``booked``; ``pending`` money has not arrived and settles nothing.
            The others (`bookings.PaymentStatus`) are shown by an import and never kept.
        stated: As of a `Document`.
        confidence: How sure `document` is, a word of `allocations.Confidence`; "" as stored, and
            where the document is unknown.
    """

    id: str
    document: str | None
    client: str | None
    amount_minor: int
    currency: str
    paid_on: date
    payer: str = ""
    reference: str = ""
    bank_ref: str = ""
    status: str = "booked"
    stated: str = "{}"
    source: str = ""
    line: int = 0
    confidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Time worked, as a time tracker recorded it.

    Attributes:
        id: Stable over re-imports.
        client: The mapped client's name, None while `client_name` belongs to nobody known.
        client_name: The name as the tool gives it; some tools know only projects or tags.
        worked_on: Calendar day of the start, in the owner's zone.
        started_at: Aware UTC instant; None where the tool gives only the day.
        seconds: 0 or more; what the tool says, not the difference of wall clocks.
        is_billable, is_invoiced: None when the tool does not say.
        rate_minor: Price of an hour in `currency`, None when the tool does not say.
        stated: As of a `Document`.
    """

    id: str
    client: str | None
    client_name: str
    project: str
    worked_on: date
    started_at: datetime | None
    seconds: int
    is_billable: bool | None = None
    is_invoiced: bool | None = None
    rate_minor: int | None = None
    currency: str = ""
    stated: str = "{}"
    source: str = ""
    line: int = 0
