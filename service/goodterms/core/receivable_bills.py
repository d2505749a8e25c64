"""One invoice of a plain-text ledger while what settles it is put to it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.core.buyers import client_named
from goodterms.core.calendar_dates import DateError, parse_date
from goodterms.core.journal import AccountKind, kind_of, leaf_of
from goodterms.core.journal_parts import name_before, number_in, references
from goodterms.core.ledger import Document, DocumentKind, DocumentState
from goodterms.core.payment_links import reference_key
from goodterms.core.table_row import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from goodterms.core.client import Client
    from goodterms.core.journal import Transaction
    from goodterms.core.journal_parts import Part

DUE_TAGS = ("due", "duedate", "due-date", "due_date", "dospijece", "dospijeće", "falligkeit")
NUMBER_TAGS = ("number", "no", "nr", "broj", "invoice-number", "invoice_number")


def buyer_of(transaction: Transaction, account: str) -> str:
    """Return whom a transaction names: the payee, else its description.

    Of one that speaks of an invoice it is what stands before, else the account's own name.
    """
    note = transaction.note
    if transaction.payee:
        return plain(transaction.payee)
    if number_in(note):
        return plain(name_before(note) or leaf_of(account) or note)
    return plain(note or leaf_of(account))


def client_in(transaction: Transaction, account: str, clients: Sequence[Client]) -> str | None:
    """Return the client that payee, account or note name exactly."""
    leaf = leaf_of(account)
    last = leaf.rpartition(":")[2]
    spaced = (each.replace("-", " ").replace("_", " ") for each in (leaf, last))
    names = (transaction.payee, leaf, last, *spaced, buyer_of(transaction, account))
    return next((found for name in names if (found := client_named(name, clients))), None)


def due_of(part: Part) -> tuple[date | None, str]:
    """Return the due date that a tag names, and why."""
    for name in DUE_TAGS:
        if part.tags.get(name):
            try:
                return parse_date(part.tags[name], order=""), "explicit"
            except DateError:
                break
    return None, "absent"


def number_of(transaction: Transaction, part: Part) -> str:
    """Return the number of an invoice: its code or tag, else what makes it unique."""
    tagged = [part.tags.get(name, "") for name in NUMBER_TAGS]
    named = [transaction.code, *tagged, number_in(transaction.note)]
    named += references(transaction, part.tags)
    fallback = f"{leaf_of(part.account) or transaction.payee or part.account} {transaction.day}"
    return plain(next((each for each in named if each), fallback))


@dataclass(slots=True, kw_only=True)
class Bill:
    """An invoice.

    Attributes:
        settled: Of the total, minor units, what payments covered, deductions included.
        deducted: What others kept of the payments, by the name under which it is stated.
    """

    transaction: Transaction
    part: Part
    number: str
    net: int | None
    settled: int = 0
    credited: int = 0
    written_off: int = 0
    deducted: Counter[str] = field(default_factory=Counter)

    @property
    def id(self) -> str:
        """Return the id of its document."""
        return f"{self.number}/{self.transaction.day.year}"

    @property
    def open(self) -> int:
        """Return what is still owed, minor units; negative when more came."""
        return self.part.minor - self.settled - self.credited - self.written_off

    def names(self) -> set[str]:
        """Return the normalised references that name it."""
        own = (self.number, *references(self.transaction, self.part.tags))
        return {reference_key(each) for each in own} - {""}

    def document(self, source: str, tool: str, clients: Sequence[Client]) -> Document:
        """Return it as a document, as it stands at the end of the journal."""
        due, basis = due_of(self.part)
        stated: dict[str, object] = {
            "tool": tool,
            "open_minor": self.open,
            "settled_minor": self.settled,
        }
        named = references(self.transaction, self.part.tags)
        if named:
            stated["key"] = plain(named[0])
        if self.deducted:
            kept = sum(self.deducted.values())
            stated |= {"cash_minor": self.settled - kept, **self.deducted}
        stated |= {"written_off_minor": self.written_off} if self.written_off else {}
        stated |= {"credited_minor": self.credited} if self.credited else {}
        return Document(
            id=self.id,
            number=self.number,
            kind=DocumentKind.INVOICE,
            client=client_in(self.transaction, self.part.account, clients),
            buyer=buyer_of(self.transaction, self.part.account),
            issue_date=self.transaction.day,
            due_date=due,
            due_basis=basis,
            currency=self.part.currency,
            total_minor=self.part.minor,
            paid_minor=self.settled,
            state=self._state(),
            net_minor=self.net,
            stated=json.dumps(stated, sort_keys=True, ensure_ascii=False),
            source=source,
            line=self.transaction.line,
        )

    def _state(self) -> DocumentState:
        if self.written_off and self.open <= 0:
            return DocumentState.WRITTEN_OFF
        if self.open <= 0:
            return DocumentState.PAID
        return DocumentState.PARTIAL if self.settled > 0 else DocumentState.OPEN


def bill_of(transaction: Transaction, part: Part, parts: Sequence[Part]) -> Bill:
    """Return the invoice that a debit of a receivable is; its net is the income booked with it."""
    debits = [each for each in parts if each.kind is AccountKind.RECEIVABLE and each.minor > 0]
    income = -sum(
        each.minor
        for each in parts
        if each.kind is AccountKind.INCOME and each.currency == part.currency
    )
    net = income if len(debits) == 1 and 0 < income <= part.minor else None
    return Bill(transaction=transaction, part=part, number=number_of(transaction, part), net=net)


def undecided_bills(
    transaction: Transaction, source: str, tool: str, clients: Sequence[Client]
) -> list[dict[str, object]]:
    """Return the invoices of a transaction without a currency, as JSON values."""
    return [
        {
            "number": plain(transaction.code or number_in(transaction.note)),
            "kind": DocumentKind.INVOICE.value,
            "client": buyer_of(transaction, each.account),
            "mapped": client_in(transaction, each.account, clients),
            "issue_date": transaction.day.isoformat(),
            "currency": None,
            "total": f"{each.amount:f}",
            "total_minor": None,
            "tool": tool,
            "file": source,
            "line": transaction.line,
        }
        for each in transaction.postings
        if each.amount is not None
        and each.amount > 0
        and kind_of(each.account) is AccountKind.RECEIVABLE
    ]
