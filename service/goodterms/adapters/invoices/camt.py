"""Bank statements and notices in ISO 20022 CAMT.052, .053 and .054, of any version.

Told by structure and not by the number in the namespace: versions 1 to 13 differ in where a name
or a status stands, never in what it means. The rows are made in `camt_rows`.
Source: ISO 20022 message definitions camt.052.001, camt.053.001 and camt.054.001, 2009 to 2024.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters.invoices.camt_rows import Entry, Statement, bookings_of
from goodterms.adapters.invoices.statements import ledger_file
from goodterms.adapters.invoices.xml_gate import child, children, line_of, local, parse, text
from goodterms.core.bank_amounts import BankAmountError
from goodterms.core.bookings import PaymentStatus
from goodterms.core.statements import Balances
from goodterms.errors import ImportFileError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.adapters.invoices.asked import Asked
    from goodterms.adapters.invoices.xml_gate import Element
    from goodterms.ports import LedgerFile

STATEMENTS = ("Stmt", "Rpt", "Ntfctn")
"""A statement of days (.053), a report within one (.052), a notice of single bookings (.054)."""

OPENING = ("OPBD", "PRCD")
CLOSING = ("CLBD",)
"""Codes of the booked balances (ISO 20022 external code set, BalanceType)."""

HINT = "Ask the bank's site for the statement again"


def read(data: bytes, name: str, asked: Asked) -> LedgerFile:
    """Return every booking of a CAMT file; it is taken whole or not at all.

    Raises:
        ImportFileError: It is unsafe XML, no CAMT, or one of its bookings cannot be read.
    """
    root = parse(data, name)
    found = [
        _statement(each)
        for message in root
        if local(message).startswith("BkToCstmr")
        for each in message
        if local(each) in STATEMENTS
    ]
    if not found:
        message = f"{name} holds no bank statement"
        raise ImportFileError(message, hint=HINT)
    bookings, balances = [], []
    for statement in found:
        entries = [_entry(each, statement, name) for each in children(statement.element, "Ntry")]
        balances.append(_balances(statement, entries))
        bookings += [row for entry in entries for row in bookings_of(entry)]
    return ledger_file(bookings, balances, name=name, form="camt", asked=asked)


def _statement(element: Element) -> Statement:
    account = child(element, "Acct")
    identity = text(account, "Id", "IBAN") or text(account, "Id", "Othr", "Id")
    return Statement(
        element=element,
        account=identity or text(account, "Id", "PrtryAcct", "Id"),
        currency=text(account, "Ccy"),
        holder=text(account, "Ownr", "Nm"),
    )


def _entry(element: Element, statement: Statement, name: str) -> Entry:
    try:
        return Entry.of(element, statement)
    except (BankAmountError, ValueError) as error:
        message = f"{name}: the booking on line {line_of(element)} cannot be read: {error}"
        raise ImportFileError(message, hint=HINT) from error


def _balances(statement: Statement, entries: Sequence[Entry]) -> Balances:
    booked = [each for each in entries if each.status is PaymentStatus.BOOKED]
    return Balances(
        opening=_balance(statement.element, OPENING),
        closing=_balance(statement.element, CLOSING),
        moved=tuple((each.currency, each.amount_minor) for each in booked),
        line=line_of(statement.element),
    )


def _balance(element: Element, codes: Sequence[str]) -> tuple[str, int] | None:
    """Return the first balance of these codes; None when there is none, or one cannot be read.

    A statement over several pages repeats them, and says nothing that could be checked.
    """
    for code in codes:
        named = [
            each
            for each in children(element, "Bal")
            if code in (text(each, "Tp", "CdOrPrtry", "Cd"), text(each, "Tp", "Cd"))
        ]
        if len(named) == 1:
            try:
                found = Entry.of(named[0], Statement(element=element))
            except (BankAmountError, ValueError):
                return None
            return found.currency, found.amount_minor
    return None
