"""What a plain-text ledger says of clients: invoices, what settled them, what was given up.

A debit of a receivable is an invoice. A credit of one is a payment when money came in, a credit
note when income was taken back, and a write-off when it was booked as an expense. A payment belongs
to the invoice it names by tag, link or code; without one, to the only invoice of that account that
is open, and otherwise to none. Fees that a bank kept settle the invoice too: the client paid them.
Source: invoices study, "Sources and their traps" (hledger, beancount: links as invoice ids).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.core.journal import AccountKind, JournalError, deduction_of
from goodterms.core.journal_parts import NoCurrencyError, parts_of, references
from goodterms.core.ledger import Document, DocumentKind, DocumentState, Payment
from goodterms.core.mail import Problem
from goodterms.core.payment_links import reference_key
from goodterms.core.receivable_bills import Bill, bill_of, buyer_of, client_in, undecided_bills
from goodterms.core.table_row import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.core.client import Client
    from goodterms.core.journal import Transaction
    from goodterms.core.journal_parts import Part

Booked = tuple["Transaction", "Part", "tuple[Part, ...]"]
"""A posting to a receivable, with its transaction and all postings of that."""


def read_journal(
    transactions: Sequence[Transaction],
    *,
    source: str,
    tool: str,
    clients: Sequence[Client],
    currency: str,
) -> Receivables:
    """Return what the transactions of one file say of clients.

    Args:
        transactions: In any order; those without receivables are skipped.
        source: File name.
        tool: ``hledger`` or ``beancount``.
        clients: To find whose documents and payments they are.
        currency: ISO 4217 code for amounts that name none; "" leaves such invoices undecided.
    """
    book = _Book(source=source, tool=tool, clients=clients)
    booked: list[Booked] = []
    for each in sorted(transactions, key=lambda each: (each.day, each.line)):
        if each.touches_receivables():
            booked += book.understood(each, currency)
    for transaction, part, parts in booked:
        if part.minor > 0:
            book.bill(bill_of(transaction, part, parts), parts)
    for transaction, part, parts in booked:
        if part.minor < 0:
            book.credit(transaction, part, parts)
    return book.closed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Receivables:
    """What one journal gave; `undecided` are invoices that name no currency."""

    documents: tuple[Document, ...]
    payments: tuple[Payment, ...]
    undecided: tuple[Mapping[str, object], ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True, kw_only=True)
class _Book:
    """Collects while the transactions of one file are read."""

    source: str
    tool: str
    clients: Sequence[Client]
    bills: dict[str, Bill] = field(default_factory=dict)
    index: dict[str, list[Bill]] = field(default_factory=dict)
    waiting: dict[tuple[str, str], list[Bill]] = field(default_factory=dict)
    notes: list[Document] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    undecided: list[Mapping[str, object]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def understood(self, transaction: Transaction, currency: str) -> list[Booked]:
        """Return the postings of a transaction to receivables; what is wrong becomes a problem."""
        try:
            parts = parts_of(transaction, currency)
        except JournalError as error:
            self.problem(error.line or transaction.line, f"transaction: {error}")
            return []
        except NoCurrencyError:
            self.undecided += undecided_bills(transaction, self.source, self.tool, self.clients)
            return []
        return [
            (transaction, each, parts)
            for each in parts
            if each.kind is AccountKind.RECEIVABLE and each.minor
        ]

    def problem(self, line: int, text: str, code: str = "") -> None:
        """Note what could not be used."""
        self.problems.append(
            Problem(kind="invoice", source=self.source, line=line, text=plain(text), code=code)
        )

    def bill(self, bill: Bill, parts: Sequence[Part]) -> None:
        """Take an invoice; money that goes out to a client who has paid one is paid back."""
        is_out = all(each.kind in {AccountKind.MONEY, AccountKind.RECEIVABLE} for each in parts)
        former = self._named(bill.transaction, bill.part)
        if is_out and former:
            former[0].settled -= bill.part.minor
            self._pay(bill.transaction, bill.part, -bill.part.minor, former[0], {})
        elif bill.id in self.bills:
            line = self.bills[bill.id].transaction.line
            text = f'invoice "{bill.number}": stands twice, first on line {line}; expected it once'
            self.problem(bill.transaction.line, text)
        else:
            self.bills[bill.id] = bill
            self.waiting.setdefault((bill.part.account, bill.part.currency), []).append(bill)
            for key in bill.names():
                self.index.setdefault(key, []).append(bill)

    def credit(self, transaction: Transaction, part: Part, parts: Sequence[Part]) -> None:
        """Put a credit of a receivable to the invoices it settles."""
        debits = [each for each in parts if each.minor > 0]
        kinds = {each.kind for each in debits}
        shares = self._shares(transaction, part)
        if kinds & {AccountKind.MONEY, AccountKind.LIABILITY}:
            alone = sum(each.kind is AccountKind.RECEIVABLE and each.minor < 0 for each in parts)
            kept = _deductions(debits, part) if alone == 1 and len(shares) == 1 else Counter()
            for bill, amount in shares:
                self._pay(transaction, part, amount, bill, kept)
        elif AccountKind.INCOME in kinds:
            for bill, amount in shares:
                self._note(transaction, part, amount, bill, debits)
        else:
            self._give_up(transaction, shares)

    def closed(self) -> Receivables:
        """Return everything, the problems in the order of their lines."""
        if self.undecided:
            text = "the amounts name no currency, or a sign of several; say --currency CODE"
            self.problem(0, text, "undecided")
        documents = [
            *(each.document(self.source, self.tool, self.clients) for each in self.bills.values()),
            *self.notes,
        ]
        return Receivables(
            documents=tuple(sorted(documents, key=lambda each: (each.line, each.id))),
            payments=tuple(sorted(self.payments, key=lambda each: (each.paid_on, each.line))),
            undecided=tuple(self.undecided),
            problems=tuple(sorted(self.problems, key=lambda each: each.line)),
        )

    def _named(self, transaction: Transaction, part: Part) -> list[Bill]:
        """Return the invoices that a posting names, in its order."""
        found: dict[str, Bill] = {}
        for reference in references(transaction, part.tags):
            fitting = [
                each
                for each in self.index.get(reference_key(reference), ())
                if each.part.currency == part.currency
            ]
            known = [each for each in fitting if each.transaction.day <= transaction.day]
            for each in (known or fitting)[-1:]:
                found.setdefault(each.id, each)
        return list(found.values())

    def _shares(self, transaction: Transaction, part: Part) -> list[tuple[Bill | None, int]]:
        """Return how a credit is spread over the invoices it is for; None is nobody's."""
        left = -part.minor
        bills = self._named(transaction, part) or self._only_open(transaction, part)
        shares: list[tuple[Bill | None, int]] = []
        for each in bills[:-1]:
            amount = min(left, max(each.open, 0))
            if amount:
                shares.append((each, amount))
            left -= amount
        if left:
            shares.append((bills[-1] if bills else None, left))
        return shares

    def _only_open(self, transaction: Transaction, part: Part) -> list[Bill]:
        """Return the one open invoice of an account, or the one of exactly this amount."""
        place = (part.account, part.currency)
        self.waiting[place] = [each for each in self.waiting.get(place, ()) if each.open > 0]
        fitting = [each for each in self.waiting[place] if each.transaction.day <= transaction.day]
        exact = [each for each in fitting if each.open == -part.minor]
        if len(exact) == 1:
            return exact
        return fitting if len(fitting) == 1 else []

    def _pay(
        self,
        transaction: Transaction,
        part: Part,
        amount: int,
        bill: Bill | None,
        kept: Mapping[str, int],
    ) -> None:
        if bill is not None and amount > 0:
            bill.settled += amount
            bill.deducted.update(kept)
        stated = {"tool": self.tool, "cash_minor": amount - sum(kept.values()), **kept}
        owner = bill.transaction if bill else transaction
        named = references(transaction, part.tags)
        self.payments.append(
            Payment(
                id=self._id(transaction, part, amount, bill.id if bill else ""),
                document=bill.id if bill else None,
                client=client_in(owner, part.account, self.clients),
                amount_minor=amount,
                currency=part.currency,
                paid_on=transaction.day,
                payer=buyer_of(transaction, part.account),
                reference=plain(named[0] if named else transaction.note),
                stated=json.dumps(stated, sort_keys=True, ensure_ascii=False),
                source=self.source,
                line=transaction.line,
            )
        )

    def _id(self, transaction: Transaction, part: Part, amount: int, document: str) -> str:
        """Return an id from day, account, amount and invoice, and the ordinal among equals."""
        key = "\x1f".join(
            (str(transaction.day), part.account, part.currency, str(amount), document)
        )
        digest = hashlib.sha256(key.encode()).hexdigest()[:20]
        self.seen[digest] += 1
        return f"journal:{digest}" + (f"#{self.seen[digest]}" if self.seen[digest] > 1 else "")

    def _note(
        self,
        transaction: Transaction,
        part: Part,
        amount: int,
        bill: Bill | None,
        debits: Sequence[Part],
    ) -> None:
        """Take a credit note: income that was taken back."""
        if bill is not None:
            bill.credited += amount
        net = sum(each.minor for each in debits if each.kind is AccountKind.INCOME)
        number = plain(transaction.code or f"{bill.number if bill else ''} {transaction.day}")
        self.notes.append(
            Document(
                id=f"{number}/{transaction.day.year}",
                number=number,
                kind=DocumentKind.CREDIT_NOTE,
                client=client_in(
                    bill.transaction if bill else transaction, part.account, self.clients
                ),
                buyer=buyer_of(transaction, part.account),
                issue_date=transaction.day,
                due_date=None,
                due_basis="absent",
                currency=part.currency,
                total_minor=-amount,
                paid_minor=0,
                state=DocumentState.OPEN,
                net_minor=-net if amount == -part.minor and net <= amount else None,
                refers_to=(bill.number,) if bill else (),
                stated=json.dumps({"tool": self.tool}),
                source=self.source,
                line=transaction.line,
            )
        )

    def _give_up(self, transaction: Transaction, shares: Sequence[tuple[Bill | None, int]]) -> None:
        for bill, amount in shares:
            if bill is None:
                text = "transaction: a receivable is given up without naming its invoice; tag it"
                self.problem(transaction.line, text)
            else:
                bill.written_off += amount


def _deductions(debits: Sequence[Part], part: Part) -> Counter[str]:
    """Return what others kept of a payment: fees, discounts, tax withheld."""
    kept: Counter[str] = Counter()
    for each in debits:
        if each.kind is AccountKind.EXPENSE and each.currency == part.currency:
            kept[deduction_of(each.account)] += each.minor
    return kept
