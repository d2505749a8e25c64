"""Rows of an invoice table to documents and the payments they sum up.

Several rows with one number are the lines of one invoice: its totals stand on each of them and
count once. Source: invoices study, "Sources and their traps" and "Edge cases".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from goodterms.core import document_words
from goodterms.core.columns import Field, normalise_title
from goodterms.core.ledger import Document, DocumentKind, DocumentState, Payment
from goodterms.core.payment_links import summary_id
from goodterms.core.table_row import RowError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from goodterms.core.columns import ColumnMapping
    from goodterms.core.table_row import TableRow

SETTLED_WORDS = (DocumentState.VOID, DocumentState.DRAFT, DocumentState.WRITTEN_OFF)
"""States that amounts say nothing against."""

REPEATED = (Field.TOTAL, Field.NET, Field.PAID, Field.BALANCE, Field.CLIENT, Field.STATE)
"""Cells that have to agree on all lines of one invoice, or be empty on the further ones."""


def invoice_of(row: TableRow, mapping: ColumnMapping, *, source: str) -> Invoice:
    """Return the document of a row, its summed-up payment, and what is odd about it.

    Raises:
        RowError: The row cannot be used; the message names the field and what was expected.
    """
    number, issue_date = _identity(row, mapping)
    currency = row.currency(Field.TOTAL, mapping)
    total = row.money(Field.TOTAL, currency, mapping)
    if total is None:
        message = "total: missing; every invoice needs one"
        raise RowError(message)
    said, kind = _words(row, total)
    total = -abs(total) if kind is DocumentKind.CREDIT_NOTE else total
    paid = _paid(row, said, total, currency, mapping)
    due_date, due_basis = _due(row, issue_date, mapping)
    document = Document(
        id=f"{number}/{issue_date.year}",
        number=number,
        kind=kind,
        client=None,
        buyer=row.text(Field.CLIENT),
        issue_date=issue_date,
        due_date=due_date,
        due_basis=due_basis,
        currency=currency,
        total_minor=total,
        paid_minor=paid,
        state=_state(row, said, total, paid, mapping),
        net_minor=_net(row, total, currency, mapping),
        hours=_hours(row, total),
        buyer_tax_id=row.text(Field.TAX_ID),
        buyer_email=row.text(Field.EMAIL).lower(),
        payment_reference=row.text(Field.REFERENCE),
        source=source,
        line=row.line,
    )
    return Invoice(
        document=document,
        payment=_payment(document, row.day(Field.LAST_PAYMENT, mapping)),
        oddities=_oddities(document),
        cells={name: row.text(name) for name in REPEATED if row.has(name)},
    )


def _identity(row: TableRow, mapping: ColumnMapping) -> tuple[str, date]:
    """Return number and issue date; with the buyer they are what every row needs."""
    for name in (Field.NUMBER, Field.ISSUE_DATE, Field.CLIENT):
        if not row.text(name):
            message = f"{name}: missing; every invoice needs one"
            raise RowError(message)
    issue_date = row.day(Field.ISSUE_DATE, mapping)
    if issue_date is None:
        message = f"{Field.ISSUE_DATE}: missing; every invoice needs one"
        raise RowError(message)
    return row.text(Field.NUMBER), issue_date


def _words(row: TableRow, total: int) -> tuple[DocumentState | None, DocumentKind]:
    """Return what state and kind columns say; a negative total is a credit note anyway."""
    type_text, state_text = row.text(Field.KIND), row.text(Field.STATE)
    if normalise_title(type_text) in document_words.OTHERS:
        message = f'type: "{type_text}" is no invoice and no credit note'
        raise RowError(message)
    said = document_words.state_named(state_text) if state_text else None
    if state_text and said is None:
        message = f'status: "{state_text}" is unknown; expected a word such as open, paid or void'
        raise RowError(message)
    kind = document_words.kind_named(type_text)
    if isinstance(said, DocumentKind):
        kind, said = said, None
    if total < 0:
        kind = DocumentKind.CREDIT_NOTE
    return said, kind or DocumentKind.INVOICE


def _net(row: TableRow, total: int, currency: str, mapping: ColumnMapping) -> int | None:
    """Return the net of tax with the sign of the total."""
    net = row.money(Field.NET, currency, mapping)
    if net is None:
        return None
    return -abs(net) if total < 0 else net


def _hours(row: TableRow, total: int) -> float | None:
    """Return the hours with the sign of the total; an invoice cannot bill less than none."""
    hours = row.hours()
    if hours is None:
        return None
    if total < 0:
        return -abs(hours)
    if hours < 0:
        message = f'hours: "{row.text(Field.HOURS)}" on an invoice; expected none or more'
        raise RowError(message)
    return hours


def _paid(
    row: TableRow,
    said: DocumentState | None,
    total: int,
    currency: str,
    mapping: ColumnMapping,
) -> int:
    """Return what the file says was paid: its own column, else total less balance."""
    paid = row.money(Field.PAID, currency, mapping)
    if paid is not None:
        return paid
    balance = row.money(Field.BALANCE, currency, mapping)
    if balance is not None and said not in SETTLED_WORDS:
        return total - balance
    return total if said is DocumentState.PAID else 0


def _state(
    row: TableRow,
    said: DocumentState | None,
    total: int,
    paid: int,
    mapping: ColumnMapping,
) -> DocumentState:
    """Return the state: the owner's word where it is one, else what the amounts say."""
    if said in (*SETTLED_WORDS, DocumentState.DISPUTED, DocumentState.PAID):
        return said or DocumentState.OPEN
    if total <= 0:
        return DocumentState.OPEN
    if said is None and paid == 0 and _is_written_off(row, mapping):
        return DocumentState.WRITTEN_OFF
    if paid >= total:
        return DocumentState.PAID
    if paid > 0 or said is DocumentState.PARTIAL:
        return DocumentState.PARTIAL
    return DocumentState.OPEN


def _is_written_off(row: TableRow, mapping: ColumnMapping) -> bool:
    """Return whether nothing was paid and nothing is owed: Harvest's way to write off."""
    if not (row.has(Field.PAID) and row.has(Field.BALANCE)):
        return False
    return row.money(Field.BALANCE, "EUR", mapping) == 0


def _due(row: TableRow, issued: date, mapping: ColumnMapping) -> tuple[date | None, str]:
    """Return the due date and where it comes from."""
    due = row.day(Field.DUE_DATE, mapping)
    if due is not None:
        return due, "explicit"
    days = re.search(r"(?<![0-9])[0-9]{1,3}(?![0-9])", row.text(Field.TERMS))
    if days is not None and int(days[0]) <= 365:
        return issued + timedelta(days=int(days[0])), "terms"
    return None, "absent"


def _payment(document: Document, paid_on: date | None) -> Payment | None:
    """Return the payment an invoice row sums up; without a day it stays in `paid_minor` only."""
    if paid_on is None or document.paid_minor == 0:
        return None
    return Payment(
        id=summary_id(document.id),
        document=document.id,
        client=None,
        amount_minor=document.paid_minor,
        currency=document.currency,
        paid_on=paid_on,
        payer=document.buyer,
        reference=document.number,
        source=document.source,
        line=document.line,
    )


def _oddities(document: Document) -> tuple[str, ...]:
    """Return what the owner should look at in a row that is kept."""
    found = []
    if document.due_date is not None and document.due_date < document.issue_date:
        found.append(
            f"due_date: kept, but {document.due_date} lies before the issue date"
            f" {document.issue_date}"
        )
    if document.total_minor == 0:
        found.append("total: kept, but it is zero")
    if 0 <= document.total_minor < document.paid_minor:
        found.append("paid: kept, but more was paid than the total")
    if document.state is DocumentState.PAID and 0 < document.paid_minor < document.total_minor:
        found.append("paid: kept as paid, but less was paid than the total")
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """What one row gave.

    Attributes:
        oddities: Sentences about a row that is kept although something in it is unlikely.
        cells: The cells in which further lines of the same invoice have to agree.
    """

    document: Document
    payment: Payment | None
    oddities: tuple[str, ...]
    cells: Mapping[Field, str]

    def conflict(self, row: TableRow) -> str:
        """Return why a further line with this number is not part of it, "" when it is."""
        for name in REPEATED:
            text = row.text(name)
            if text and text != self.cells.get(name, ""):
                return (
                    f'{name}: "{text}" differs from line {self.document.line}, which has the same'
                    f" number {self.document.number}; that one was kept"
                )
        return ""

    def with_client(self, client: str | None) -> Invoice:
        """Return it with the client it was mapped to."""
        payment = replace(self.payment, client=client) if self.payment else None
        return replace(self, document=replace(self.document, client=client), payment=payment)
