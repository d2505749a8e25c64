"""Bank statements in OFX 1 (SGML) and 2 (XML), also called QFX and QBO.

Source: OFX 1.6 and 2.2, chapter 11 (bank and credit card statements).
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from goodterms.adapters.invoices.decoding import decode
from goodterms.adapters.invoices.ofx_tree import refusal, tree
from goodterms.adapters.invoices.statements import ledger_file
from goodterms.core.bank_amounts import BankAmountError, bank_minor, is_currency
from goodterms.core.bookings import Booking, PaymentStatus

if TYPE_CHECKING:
    from goodterms.adapters.invoices.asked import Asked
    from goodterms.adapters.invoices.ofx_tree import Node
    from goodterms.ports import LedgerFile

STATEMENTS = ("STMTRS", "CCSTMTRS", "INVSTMTRS")
ACCOUNTS = ("BANKACCTFROM", "CCACCTFROM", "INVACCTFROM")

_CHARSET = re.compile(rb"CHARSET\s*[:=]\s*\"?(1252|1250|1251|ISO-8859-1)\b", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?:,\d{3})*\.)")


def read(data: bytes, name: str, asked: Asked) -> LedgerFile:
    """Return every booking of an OFX file; it is taken whole or not at all.

    Raises:
        ImportFileError: It is no complete OFX, or something that the format demands is empty.
    """
    statements = list(tree(_text(data, name), name).all(*STATEMENTS))
    if not statements:
        raise refusal(name, "holds no bank statement")
    bookings = [
        _booking(each, statement, name)
        for statement in statements
        for each in _transactions(statement, name)
    ]
    return ledger_file(bookings, (), name=name, form="ofx", asked=asked)


def _text(data: bytes, name: str) -> str:
    """Return the text: UTF-8 where it is, else as the header says, else as it looks."""
    head = _CHARSET.search(data[:2000])
    page = f"cp{head[1].decode()}" if head and head[1].isdigit() else "cp1252"
    if head:
        try:
            data.decode()
        except UnicodeDecodeError:
            data = data.decode(page, "replace").encode()
    return decode(data, name)


def _transactions(statement: Node, name: str) -> list[Node]:
    """Return the bookings of a statement; one without a currency is no statement."""
    found = list(statement.all("STMTTRN"))
    for balance in statement.all("LEDGERBAL"):
        _demanded(balance, "BALAMT", name)
    if not is_currency(_demanded(statement, "CURDEF", name).upper()):
        raise refusal(name, f"names no currency in the statement on line {statement.line}")
    return found


def _demanded(node: Node, field: str, name: str) -> str:
    """Return a value that the format demands.

    Raises:
        ImportFileError: It is missing or empty: the file is damaged.
    """
    told = node.get(field)
    if not told:
        raise refusal(name, f"has an empty {field} in the {node.name} on line {node.line}")
    return told


def _booking(row: Node, statement: Node, name: str) -> Booking:
    posted = _demanded(row, "DTPOSTED", name)
    told = _demanded(row, "TRNAMT", name)
    identity = _demanded(row, "FITID", name)
    own = next((each.get("CURSYM").upper() for each in row.all("CURRENCY")), "")
    currency = own if is_currency(own) else statement.get("CURDEF").upper()
    try:
        minor = bank_minor(_GROUPED.sub("", told), currency)
        day = _day(posted)
    except (BankAmountError, ValueError) as error:
        what = f"has a booking on line {row.line} that cannot be read: {error}"
        raise refusal(name, what) from None
    payee = next((each.get("NAME") for each in row.all("PAYEE", "EXTDPAYEE")), "")
    account = next((each.get("ACCTID") for each in statement.all(*ACCOUNTS)), "")
    party, memo = row.get("NAME") or payee, row.get("MEMO")
    is_correction = bool(row.get("CORRECTFITID"))
    return Booking(
        amount_minor=minor,
        currency=currency,
        booked_on=day,
        status=PaymentStatus.INFORMATION if is_correction else PaymentStatus.BOOKED,
        is_own=statement.name == "CCSTMTRS",
        account=account,
        bank_ref=identity,
        is_ref_local=True,
        party=party,
        texts=(memo,) if memo else (),
        line=row.line,
        stated=_stated(row, party, memo)
        | {"account": account, "currency": currency, "date": day.isoformat(), "id": identity}
        | {"signed_minor": minor},
    )


def _stated(row: Node, party: str, memo: str) -> dict[str, object]:
    """Return what is there of the texts of a booking."""
    optional = {
        "payer": party,
        "unstructured": [memo] if memo else [],
        "check_number": row.get("CHECKNUM").strip("0"),
        "reference_number": row.get("REFNUM"),
        "type": row.get("TRNTYPE"),
    }
    return {name: value for name, value in optional.items() if value}


def _day(told: str) -> date:
    """Return the calendar day in the bank's own zone.

    Raises:
        ValueError: It is none.
    """
    message = "expected its day as in 20260228"
    found = _DAY.match(told)
    if found is None:
        raise ValueError(message)
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        raise ValueError(message) from None
