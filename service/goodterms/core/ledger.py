"""The nouns of money: documents (invoices, credit notes), payments and what was paid on what.

Amounts are integers in minor units of an ISO 4217 currency, never floats. For rules see `money`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class DocumentKind(StrEnum):
    """What a document is."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    PREPAYMENT = "prepayment"
    CANCELLED = "cancelled"


class DocumentState(StrEnum):
    """How the source describes the document; payments decide what is really settled."""

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
    """

    id: str
    document: str | None
    client: str | None
    amount_minor: int
    currency: str
    paid_on: date
    payer: str = ""
    reference: str = ""
    source: str = ""
    line: int = 0
