"""Bank statements in SWIFT MT940, with the dialects of banks.

The library mt-940 takes lines and balances apart (`mt940_tags` says where it is held); what it
would write to the log, content of the file, is not written.
Source: SWIFT Category 9 message reference guide, MT940; German "Datenformatstandards", appendix 3.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import mt940.models

from goodterms.adapters.invoices.decoding import decode
from goodterms.adapters.invoices.mt940_details import details_of
from goodterms.adapters.invoices.mt940_tags import Line, own_tags
from goodterms.adapters.invoices.statements import ledger_file
from goodterms.core.bank_amounts import bank_minor, is_currency
from goodterms.core.bookings import Booking
from goodterms.core.statements import Balances
from goodterms.errors import ImportFileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from goodterms.adapters.invoices.asked import Asked
    from goodterms.ports import LedgerFile

HINT = "Ask the bank's site for the statement again, or for CAMT.053"

MONEY_OUT = ("D", "RC")
"""Debit, and the reversal of a credit."""

RETURNED_IN = ("159", "181", "184")
RETURNED_OUT = ("108", "109")
"""Business transaction codes of the German banks: own transfers that came back, and direct debits
of clients that were taken back."""

logging.getLogger("mt940").setLevel(logging.CRITICAL + 1)


def read(data: bytes, name: str, asked: Asked) -> LedgerFile:
    """Return every booking of an MT940 file; it is taken whole or not at all.

    Raises:
        ImportFileError: It is no text, or one of its statements cannot be read.
    """
    text = decode(data.replace(b"\0", b" "), name)
    bookings: list[Booking] = []
    balances: list[Balances] = []
    last = Account(identity="", currency=asked.currency)
    for block in _blocks(text):
        found = _parsed(block, name)
        last = _account(found, last, asked.currency)
        rows = _rows(found, block, last, name)
        bookings += rows
        balances.append(_balances(found, rows, block.line))
    if not balances:
        message = f"{name} holds no bank statement"
        raise ImportFileError(message, hint=HINT)
    return ledger_file(bookings, balances, name=name, form="mt940", asked=asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One statement, from its ``:20:`` on; `line` is its first."""

    text: str
    line: int

    def booked_on_lines(self) -> list[int]:
        """Return the lines on which bookings begin."""
        lines = enumerate(self.text.split("\n"), self.line)
        return [number for number, each in lines if each.strip().startswith(":61:")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Whose statement it is; texts are "" where it does not say."""

    identity: str
    currency: str


def _blocks(text: str) -> Iterator[Block]:
    """Yield the statements of a file; what stands before the first is the envelope."""
    start, kept = 1, list[str]()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("{4::", "\n:").split("\n")
    for number, line in enumerate(lines, 1):
        if line.strip().startswith(":20:"):
            if any(each.strip().startswith((":61:", ":60", ":25:")) for each in kept):
                yield Block(text="\n".join(kept), line=start)
            start, kept = number, []
        kept.append(line)
    if any(each.strip().startswith(":") for each in kept):
        yield Block(text="\n".join(kept), line=start)


def _parsed(block: Block, name: str) -> mt940.models.Transactions:
    """Return a statement as the library reads it; its errors quote the file and are not told."""
    found = mt940.models.Transactions(
        processors=_processors(),
        tags=own_tags(),
    )
    try:
        found.parse(block.text)
    except (RuntimeError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError):
        message = f"{name}: the statement on line {block.line} is no readable MT940"
        raise ImportFileError(message, hint=HINT) from None
    if len(found.transactions) != len(block.booked_on_lines()):
        message = f"{name}: the statement on line {block.line} has bookings out of place"
        raise ImportFileError(message, hint=HINT)
    return found


def _processors() -> dict[str, list[Any]]:
    """Return what runs after the library's own steps."""
    own = mt940.models.Transactions.DEFAULT_PROCESSORS
    return {
        # the library finds steps by the name of the class, in lower case
        f"pre_{Line.__name__.lower()}": own["pre_statement"],
        f"post_{Line.__name__.lower()}": [*own["post_statement"], _with_type],
        "post_transaction_details": [_with_text, *own["post_transaction_details"]],
    }


def _with_type(_found: Any, _tag: Any, _told: Any, row: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    """Give a line without type one: the library overwrites such a line with the next."""
    return {**row, "id": row.get("id") or "N   "}


def _with_text(found: Any, _tag: Any, told: Any, row: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    """Keep field 86 as it stands; behind the closing balance it belongs to the statement."""
    is_closed = any("closing_balance" in each for each in found.data)
    return row if is_closed else {**row, "written": told["transaction_details"]}


def _account(found: mt940.models.Transactions, last: Account, asked: str) -> Account:
    """Return account and currency; a statement that names neither continues the one before."""
    identity = str(found.data.get("account_identification") or "").strip()
    currency = (found.currency or "").upper()
    if is_currency(currency):
        return Account(identity=identity or last.identity, currency=currency)
    same = not identity or identity == last.identity
    return Account(identity=identity or last.identity, currency=last.currency if same else asked)


def _rows(
    found: mt940.models.Transactions, block: Block, account: Account, name: str
) -> list[Booking]:
    try:
        return [
            _booking(each.data, account, line)
            for each, line in zip(found.transactions, block.booked_on_lines(), strict=True)
        ]
    except (ValueError, LookupError) as error:
        message = f"{name}: the statement on line {block.line} has an amount that cannot be read"
        raise ImportFileError(message, hint=HINT) from error


def _booking(row: dict[str, Any], account: Account, line: int) -> Booking:
    mark = str(row["status"]).upper()
    # without a currency a row is only shown, with two decimals as nearly all currencies have
    size = bank_minor(format(abs(row["amount"].amount), "f"), account.currency)
    minor = -size if mark in MONEY_OUT else size
    details = details_of(str(row.get("written") or ""))
    booked: date = row.get("entry_date") or row["date"]
    returned = RETURNED_OUT if minor < 0 else RETURNED_IN
    is_return = details.is_return or details.code in returned or row["id"] == "NRTI"
    return Booking(
        amount_minor=minor,
        currency=account.currency,
        booked_on=booked,
        is_reversal=mark in ("RC", "RD") or is_return,
        account=account.identity,
        bank_ref=str(row.get("bank_reference") or "").strip(),
        party=details.party,
        references=details.references,
        texts=details.texts,
        line=line,
        stated=_stated(row, account, minor, details.texts),
    )


def _stated(
    row: dict[str, Any], account: Account, minor: int, texts: Sequence[str]
) -> dict[str, object]:
    """Return the row in the words of the library: references and names as the bank sent them."""
    entry = row.get("entry_date")
    optional = {
        "bank_ref": row.get("customer_reference"),
        "payer": row.get("applicant_name"),
        "end_to_end": row.get("end_to_end_reference"),
        "unstructured": list(texts),
        "account": account.identity,
    }
    return {
        "currency": account.currency or None,
        "signed_minor": minor,
        "date": row["date"].isoformat(),
        "entry_date": entry.isoformat() if entry else None,
        "status": row["status"],
        **{name: value for name, value in optional.items() if value},
    }


def _balances(found: mt940.models.Transactions, rows: Sequence[Booking], line: int) -> Balances:
    data = found.data
    return Balances(
        opening=_balance(data.get("final_opening_balance") or data.get("opening_balance")),
        closing=_balance(data.get("final_closing_balance") or data.get("closing_balance")),
        moved=tuple((each.currency, each.amount_minor) for each in rows),
        line=line,
    )


def _balance(told: Any) -> tuple[str, int] | None:  # noqa: ANN401 - what the library gives
    """Return currency and signed minor units; None without, or when it cannot be read."""
    currency = str(told.amount.currency or "").upper() if told is not None else ""
    if not is_currency(currency):
        return None
    try:
        return currency, bank_minor(format(told.amount.amount, "f"), currency)
    except ValueError:
        return None
