"""Rows of a money table to documents, payments and problems.

A bad row becomes a problem that names file, line, field and what was expected; the others are kept.
A row that only the owner can complete (its currency, the order of its dates) is read as far as
possible and shown, not kept; one problem names the option that helps.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from goodterms.core import document_words
from goodterms.core.buyers import client_for, client_named
from goodterms.core.columns import Field, TableKind
from goodterms.core.document_words import is_total
from goodterms.core.invoice_rows import OtherRowError, invoice_of
from goodterms.core.ledger_json import as_json, canonical, documents_json, undecided_json
from goodterms.core.line_sums import with_totals
from goodterms.core.mail import Problem
from goodterms.core.payment_rows import payment_of
from goodterms.core.table_row import (
    ASKED_FOR,
    DATES,
    NO_CURRENCY,
    RowError,
    TableRow,
    UndecidedError,
    proved,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from goodterms.core.client import Client
    from goodterms.core.columns import ColumnMapping
    from goodterms.core.invoice_rows import Invoice
    from goodterms.core.ledger import Document, Payment

__all__ = ["Ledger", "as_json", "documents_json", "read_rows"]

DAY_KEYS = {Field.PAID_ON: "date", Field.LAST_PAYMENT: "last_payment_date"}
"""Keys of dates in JSON where they differ from the name of the field."""


def read_rows(
    rows: Iterable[TableRow], mapping: ColumnMapping, *, source: str, clients: Sequence[Client]
) -> Ledger:
    """Return what the rows of one table hold.

    Args:
        rows: In the order of the file; gone through twice, so that none has to be kept.
        mapping: Which column means what; decimal sign and order of dates are proved anew.
        source: File name for the problems.
        clients: To find the client of each buyer and payer.
    """
    mapping = proved(mapping, rows)
    reading = Reading(mapping=mapping, source=source, clients=clients)
    if Field.LINE_TOTAL in mapping.fields.values() and Field.TOTAL not in mapping.fields.values():
        rows = with_totals(rows, mapping)
    for row in rows:
        if not _is_filler(row, mapping.kind):
            reading.take(row)
    return reading.done()


def _is_filler(row: TableRow, kind: TableKind) -> bool:
    """Return whether a row is empty, a group title, a sum or a footer."""
    if kind is TableKind.PAYMENTS:
        names = (Field.PAID_ON, Field.INVOICE, Field.PAYER)
    else:
        names = (Field.ISSUE_DATE, Field.NUMBER, Field.CLIENT)
    telling = [row.cells[name] for name in names if row.has(name)]
    return not telling or (not row.has(names[0]) and any(map(is_total, telling)))


@dataclass(slots=True, kw_only=True)
class Reading:
    """What was read of one table so far."""

    mapping: ColumnMapping
    source: str
    clients: Sequence[Client]
    invoices: dict[str, Invoice] = field(default_factory=dict)
    payments: list[Payment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    undecided: list[Mapping[str, object]] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    asked: dict[str, Question] = field(default_factory=dict)
    left_out: dict[str, list[int]] = field(default_factory=dict)
    last: str = ""

    def take(self, row: TableRow) -> None:
        """Read one row; a bad one becomes a problem."""
        try:
            self._take(row, self.mapping, frozenset())
        except UndecidedError:
            self._ask(row)
        except OtherRowError as error:
            self.left_out.setdefault(str(error), []).append(row.line)
        except RowError as error:
            self._problem(row.line, str(error))

    def _ask(self, row: TableRow) -> None:
        """Read a row with stand-ins for what only the owner can say."""
        supposed = replace(
            self.mapping,
            currency=self.mapping.currency or NO_CURRENCY,
            date_order=self.mapping.date_order or "dmy",
        )
        unknown = unknown_of(row, self.mapping)
        try:
            is_ours = self._take(row, supposed, frozenset(unknown))
        except OtherRowError as other:
            self.left_out.setdefault(str(other), []).append(row.line)
            return
        except RowError as other:
            self._problem(row.line, str(other))
            return
        firsts = {each.about: each for each in reversed(unknown.values())} if is_ours else {}
        for about, each in firsts.items():
            self.asked.setdefault(about, Question(text=str(each), line=row.line)).rows += 1

    def _take(self, row: TableRow, mapping: ColumnMapping, unknown: frozenset[str]) -> bool:
        """Keep what a row holds; return whether it is any claim or payment."""
        if self.mapping.kind is not TableKind.PAYMENTS:
            if not document_words.is_payment(row.text(Field.KIND)):
                self._take_invoice(row, mapping, unknown)
                return True
            row = _paying(row, mapping)
        payment = payment_of(row, mapping, self.seen, source=self.source)
        if payment is not None:
            self._take_payment(payment, row.text(Field.INVOICE), unknown)
        return payment is not None

    def _take_payment(self, payment: Payment, number: str, unknown: frozenset[str]) -> None:
        stated = {**json.loads(payment.stated), "invoice": number} if number else None
        mapped = replace(
            payment,
            client=client_named(payment.payer, self.clients),
            stated=canonical(stated) if stated else payment.stated,
        )
        if unknown:
            self.undecided.append(undecided_json(mapped, unknown))
        else:
            self.payments.append(mapped)

    def _take_invoice(self, row: TableRow, mapping: ColumnMapping, unknown: frozenset[str]) -> None:
        if self._continues(row):
            self.invoices[self.last] = self.invoices[self.last].with_line()
            return
        if row.flaw:
            raise RowError(row.flaw)
        invoice = invoice_of(row, mapping, source=self.source)
        former = self.invoices.get(invoice.document.id)
        if conflict := former.conflict(row, invoice.document) if former else "":
            raise RowError(conflict)
        self.last = invoice.document.id
        if former:
            self.invoices[self.last] = former.with_line()
            return
        self.invoices[self.last] = replace(invoice, unknown=unknown) if unknown else invoice
        if not unknown:
            for text in invoice.oddities:
                self._problem(row.line, text)

    def _continues(self, row: TableRow) -> bool:
        """Return whether a row only adds a line to the invoice above: its totals are empty."""
        above = self.invoices.get(self.last)
        if above is None or row.flaw or row.has(Field.TOTAL):
            return False
        same = row.text(Field.NUMBER) == above.document.number
        return same and not row.has(Field.ISSUE_DATE) and not above.conflict(row)

    def _problem(self, line: int, text: str, *, code: str = "") -> None:
        kind = "payment" if self.mapping.kind is TableKind.PAYMENTS else "invoice"
        self.problems.append(
            Problem(kind=kind, source=self.source, line=line, text=text, code=code)
        )

    def done(self) -> Ledger:
        """Return everything, with one problem for each thing that the owner has to say."""
        for about, question in self.asked.items():
            text = f"{question.sentence()}; {ASKED_FOR[about]}"
            self._problem(question.line, text, code=about)
        for reason, lines in self.left_out.items():
            more = f" ({len(lines)} rows)" if len(lines) > 1 else ""
            self._problem(lines[0], f"{reason}{more}")
        documents: list[Document] = []
        payments = self.payments
        for key in list(self.invoices):
            each = self.invoices.pop(key)
            settled = each.settled(client_for(each.document, self.clients))
            if each.unknown:
                self.undecided.append(undecided_json(settled.document, each.unknown))
                continue
            documents.append(settled.document)
            payments += [settled.payment] if settled.payment else []
        return Ledger(
            documents=tuple(documents),
            payments=tuple(payments),
            problems=tuple(sorted(self.problems, key=lambda each: each.line)),
            mapping=self.mapping,
            undecided=tuple(self.undecided),
        )


@dataclass(slots=True, kw_only=True)
class Question:
    """What the owner has to say for some rows: why, the first line, and how many they are."""

    text: str
    line: int
    rows: int = 0

    def sentence(self) -> str:
        """Return the reason with the number of rows that it holds for."""
        return f"{self.text} ({self.rows} rows)" if self.rows > 1 else self.text


def unknown_of(row: TableRow, mapping: ColumnMapping) -> dict[str, UndecidedError]:
    """Return what a row leaves to the owner, by key in JSON: dates that could be two, currency."""
    found: dict[str, UndecidedError] = {}
    for name in DATES:
        try:
            row.day(name, mapping)
        except UndecidedError as error:
            found[DAY_KEYS.get(name, name.value)] = error
        except RowError:
            continue
    if "issue_date" in found and not row.has(Field.DUE_DATE):
        found["due_date"] = found["issue_date"]
    amount = Field.AMOUNT if row.has(Field.AMOUNT) else Field.TOTAL
    try:
        row.currency(amount, mapping)
    except UndecidedError as error:
        found["currency"] = error
    except RowError:
        return found
    return found


def _paying(row: TableRow, mapping: ColumnMapping) -> TableRow:
    """Return a payment that stands among invoices as a row of a payment table.

    In a journal (`ColumnMapping.only`) it carries the number of its invoice; elsewhere its number
    is its own. Tools write it positive or negative.
    """
    cells = {
        Field.PAID_ON: row.cells.get(Field.ISSUE_DATE, ""),
        Field.AMOUNT: row.cells.get(Field.TOTAL, "").strip().lstrip("-\u2212"),
        Field.CURRENCY: row.cells.get(Field.CURRENCY, ""),
        Field.PAYER: row.cells.get(Field.CLIENT, ""),
    }
    if mapping.only:
        cells[Field.INVOICE] = row.cells.get(Field.NUMBER, "")
    return TableRow(line=row.line, cells=cells, flaw=row.flaw)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What one table gave, in the order of its rows; `mapping` holds what the table proved."""

    documents: tuple[Document, ...]
    payments: tuple[Payment, ...]
    problems: tuple[Problem, ...]
    mapping: ColumnMapping
    undecided: tuple[Mapping[str, object], ...] = ()
