"""Rows of a money table to documents, payments and problems, and both as JSON.

A bad row becomes a problem that names file, line, field and what was expected; the others are kept.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodterms.core.buyers import client_for, client_named
from goodterms.core.columns import Field, TableKind
from goodterms.core.document_words import is_total
from goodterms.core.invoice_rows import invoice_of
from goodterms.core.ledger import Document, DocumentState, Payment
from goodterms.core.mail import Problem
from goodterms.core.payment_links import summary_id
from goodterms.core.payment_rows import payment_of
from goodterms.core.table_row import RowError, proved

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from goodterms.core.client import Client
    from goodterms.core.columns import ColumnMapping
    from goodterms.core.invoice_rows import Invoice
    from goodterms.core.table_row import TableRow

Json = str | int | float | None

NOTHING_OWED = (DocumentState.PAID, DocumentState.VOID, DocumentState.WRITTEN_OFF)


def read_rows(
    rows: Sequence[TableRow], mapping: ColumnMapping, *, source: str, clients: Sequence[Client]
) -> Ledger:
    """Return what the rows of one table hold.

    Args:
        rows: In the order of the file.
        mapping: Which column means what; decimal sign and order of dates are proved anew.
        source: File name for the problems.
        clients: To find the client of each buyer and payer.
    """
    mapping = proved(mapping, rows)
    kept = [row for row in rows if not _is_filler(row, mapping.kind)]
    if mapping.kind is TableKind.PAYMENTS:
        return _payments(kept, mapping, source, clients)
    return _invoices(kept, mapping, source, clients)


def as_json(row: Document | Payment) -> dict[str, Json]:
    """Return a document or payment with the field names of ``import --json`` (design, section 4).

    ``client`` is the name in the file, ``mapped`` the owner's client; amounts are minor units.
    """
    return _document_json(row) if isinstance(row, Document) else _payment_json(row)


def documents_json(
    documents: Iterable[Document], payments: Iterable[Payment]
) -> list[dict[str, Json]]:
    """Return documents as JSON, each with the day of the last payment its own row tells of."""
    days = {each.id: each.paid_on.isoformat() for each in payments}
    return [
        {**_document_json(each), "last_payment_date": days.get(summary_id(each.id))}
        for each in documents
    ]


def _is_filler(row: TableRow, kind: TableKind) -> bool:
    """Return whether a row is empty, a group title, a sum or a footer."""
    filled = [text for text in row.cells.values() if text.strip()]
    if kind is TableKind.PAYMENTS:
        names = (Field.PAID_ON, Field.INVOICE, Field.PAYER)
    else:
        names = (Field.ISSUE_DATE, Field.NUMBER, Field.CLIENT)
    telling = [row.cells[name] for name in names if row.has(name)]
    if not row.has(names[0]) and any(is_total(text) for text in telling):
        return True
    return not filled or not telling


def _invoices(
    rows: Sequence[TableRow], mapping: ColumnMapping, source: str, clients: Sequence[Client]
) -> Ledger:
    found: dict[str, Invoice] = {}
    problems: list[Problem] = []
    last = ""
    for row in rows:
        try:
            if _continued(row, last, found):
                continue
            invoice = _checked(row, mapping, source, found)
        except RowError as error:
            problems.append(_problem("invoice", source, row, str(error)))
            continue
        last = invoice.document.id
        if last not in found:
            found[last] = invoice.with_client(client_for(invoice.document, clients))
            problems += [_problem("invoice", source, row, text) for text in invoice.oddities]
    return Ledger(
        documents=tuple(each.document for each in found.values()),
        payments=tuple(each.payment for each in found.values() if each.payment),
        problems=tuple(problems),
        mapping=mapping,
    )


def _continued(row: TableRow, last: str, found: Mapping[str, Invoice]) -> bool:
    """Return whether a row only adds a line to the invoice above: its totals are empty."""
    above = found.get(last)
    if above is None or row.flaw or row.has(Field.TOTAL):
        return False
    same = row.text(Field.NUMBER) == above.document.number
    return same and not row.has(Field.ISSUE_DATE) and not above.conflict(row)


def _checked(
    row: TableRow, mapping: ColumnMapping, source: str, found: Mapping[str, Invoice]
) -> Invoice:
    """Return the invoice of a row that neither is broken nor speaks against an earlier one."""
    if row.flaw:
        raise RowError(row.flaw)
    invoice = invoice_of(row, mapping, source=source)
    former = found.get(invoice.document.id)
    conflict = former.conflict(row) if former else ""
    if conflict:
        raise RowError(conflict)
    return invoice


def _payments(
    rows: Sequence[TableRow], mapping: ColumnMapping, source: str, clients: Sequence[Client]
) -> Ledger:
    found: list[Payment] = []
    problems: list[Problem] = []
    seen: Counter[str] = Counter()
    for row in rows:
        try:
            payment = payment_of(row, mapping, seen, source=source)
        except RowError as error:
            problems.append(_problem("payment", source, row, str(error)))
            continue
        if payment is not None:
            found.append(replace(payment, client=client_named(payment.payer, clients)))
    return Ledger(documents=(), payments=tuple(found), problems=tuple(problems), mapping=mapping)


def _problem(kind: str, source: str, row: TableRow, text: str) -> Problem:
    return Problem(kind=kind, source=source, line=row.line, text=text)


def _document_json(document: Document) -> dict[str, Json]:
    owed = 0 if document.state in NOTHING_OWED else document.total_minor - document.paid_minor
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
        "paid_minor": document.paid_minor,
        "balance_minor": owed,
        "net_minor": document.net_minor,
        "hours": document.hours,
        "state": document.state.value,
        "payment_reference": document.payment_reference,
        "file": document.source,
        "line": document.line,
    }


def _payment_json(payment: Payment) -> dict[str, Json]:
    return {
        "id": payment.id,
        "document": payment.document,
        "client": payment.payer,
        "mapped": payment.client,
        "date": payment.paid_on.isoformat(),
        "currency": payment.currency,
        "amount_minor": payment.amount_minor,
        "reference": payment.reference,
        "file": payment.source,
        "line": payment.line,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What one table gave, in the order of its rows; `mapping` holds what the table proved."""

    documents: tuple[Document, ...]
    payments: tuple[Payment, ...]
    problems: tuple[Problem, ...]
    mapping: ColumnMapping
