"""Rows of an invoice table to documents and the payments they sum up.

Several rows with one number are the lines of one invoice: its totals stand on each of them and
count once. Source: invoices study, "Sources and their traps" and "Edge cases".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from goodterms.core import document_words
from goodterms.core.columns import Field
from goodterms.core.invoice_state import paid_of, state_of, told_apart
from goodterms.core.ledger import Document, DocumentKind, DocumentState, Payment
from goodterms.core.payment_links import summary_id
from goodterms.core.table_row import RowError

if TYPE_CHECKING:
    from datetime import date

    from goodterms.core.columns import ColumnMapping
    from goodterms.core.table_row import TableRow

AGREEING = {
    Field.TOTAL: "total_minor",
    Field.NET: "net_minor",
    Field.PAID: "paid_minor",
    Field.BALANCE: "paid_minor",
    Field.STATE: "state",
}
"""Facts in which all rows of one invoice have to agree where they have the cell."""

LINES = frozenset({Field.ITEM, Field.QUANTITY, Field.LINE_TOTAL})
"""Columns that a table with one row for each line of an invoice has."""

TERMS_CELL = re.compile(
    r"(?i)[0-9]{1,3}(?:\s*(?:d|days?|dana|dan|dni|tagen?|jours?|giorni|d[ií]as?))?"
)
"""A due date that says days (``30 dana``) and no day."""


def invoice_of(row: TableRow, mapping: ColumnMapping, *, source: str) -> Invoice:
    """Return the document of a row, its summed-up payment, and what is odd about it.

    Raises:
        RowError: The row cannot be used; the message names the field and what was expected.
    """
    _check_type(row)
    row = told_apart(row) if row.has(Field.PAID) else row
    number, issue_date = _identity(row, mapping)
    currency = row.currency(Field.TOTAL, mapping)
    total = row.money(Field.TOTAL, currency, mapping)
    if total is None:
        message = "total: missing; every invoice needs one"
        raise RowError(message)
    said, kind = _words(row, total)
    total = -abs(total) if kind is DocumentKind.CREDIT_NOTE else total
    paid = paid_of(row, said, total, currency, mapping)
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
        state=state_of(row, said, total, paid, mapping),
        net_minor=_net(row, total, currency, mapping),
        hours=_hours(row, total),
        buyer_tax_id=row.text(Field.TAX_ID),
        buyer_email=lower(row.text(Field.EMAIL)),
        payment_reference=row.text(Field.REFERENCE),
        refers_to=_refers_to(row),
        source=source,
        line=row.line,
    )
    return Invoice(
        document=document,
        payment=_payment(document, row.day(Field.LAST_PAYMENT, mapping)),
        oddities=_oddities(document),
        has_lines=not LINES.isdisjoint(row.cells),
    )


class OtherRowError(RowError):
    """A row of something that is no claim on a client: an offer, a bill of the owner's own."""


@lru_cache(maxsize=4096)
def lower(text: str) -> str:
    """Return a text in lower case; that of a client stands in many rows and is kept once."""
    return text.lower()


def _check_type(row: TableRow) -> None:
    text = row.text(Field.KIND)
    if document_words.is_other(text):
        message = f'type: "{text}" is no invoice and no credit note'
        raise OtherRowError(message)


def _refers_to(row: TableRow) -> tuple[str, ...]:
    """Return the numbers that a row says it credits or corrects: a column, or a state's words."""
    texts = (row.text(Field.STATE), row.text(Field.KIND))
    said = row.text(Field.REFERS_TO) or next(filter(None, map(document_words.referred, texts)), "")
    return (said,) if said else ()


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


def _due(row: TableRow, issued: date, mapping: ColumnMapping) -> tuple[date | None, str]:
    """Return the due date and where it comes from."""
    in_days = TERMS_CELL.fullmatch(row.text(Field.DUE_DATE))
    due = None if in_days else row.day(Field.DUE_DATE, mapping)
    if due is not None:
        return due, "explicit"
    terms = in_days[0] if in_days else row.text(Field.TERMS)
    days = re.search(r"(?<![0-9])[0-9]{1,3}(?![0-9])", terms)
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


def _differs(name: Field, row: TableRow, mine: Document, other: Document) -> bool:
    """Return whether a cell of a further row speaks against the first."""
    fact = AGREEING[name]
    return row.has(name) and getattr(mine, fact) != getattr(other, fact)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """What one row gave.

    Attributes:
        oddities: Sentences about a row that is kept although something in it is unlikely.
        has_lines: The table has one row for each line of an invoice.
        lines: How many rows of the table are lines of this invoice.
        unknown: Keys in JSON of what only the owner can say of it: dates, and ``currency``.
    """

    document: Document
    payment: Payment | None
    oddities: tuple[str, ...]
    has_lines: bool = False
    lines: int = 1
    unknown: frozenset[str] = frozenset()

    def conflict(self, row: TableRow, other: Document | None = None) -> str:
        """Return why a further row with this number is not part of it, "" when it is.

        Args:
            row: The further row; cells that it leaves empty agree.
            other: The document it would be by itself, None when it has no totals.
        """
        mine = self.document
        name = (
            Field.CLIENT if row.has(Field.CLIENT) and row.text(Field.CLIENT) != mine.buyer else None
        )
        if other is not None and name is None:
            name = next((each for each in AGREEING if _differs(each, row, mine, other)), None)
        if name is None:
            return ""
        return (
            f'{name}: "{row.text(name)}" differs from line {mine.line}, which has the same'
            f" number {mine.number}; that one was kept"
        )

    def with_line(self) -> Invoice:
        """Return it with one line more."""
        return replace(self, lines=self.lines + 1)

    def settled(self, client: str | None) -> Invoice:
        """Return it with the client it was mapped to, and what the table states of its lines."""
        if client is None and not self.has_lines:
            return self
        stated = f'{{"lines": {self.lines}}}' if self.has_lines else "{}"
        payment = replace(self.payment, client=client) if self.payment else None
        document = replace(self.document, client=client, stated=stated)
        return replace(self, document=document, payment=payment)
