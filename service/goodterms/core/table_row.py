"""One row of a money table: its cells by field, read with the habits that the file proves.

A cell that cannot be read raises `RowError`, which names the field and what was expected; the
callers turn it into a stored problem, so that one bad row never stops the others.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from goodterms.core.amounts import (
    AmountError,
    currency_code,
    currency_in,
    decimal_sign,
    is_unclear_symbol,
    parse_amount,
    parse_hours,
)
from goodterms.core.calendar_dates import DateError, UnclearDateError, date_order, parse_date
from goodterms.core.columns import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from goodterms.core.columns import ColumnMapping

MONEY = (
    Field.TOTAL,
    Field.NET,
    Field.PAID,
    Field.BALANCE,
    Field.LINE_TOTAL,
    Field.AMOUNT,
    Field.MONEY_IN,
    Field.MONEY_OUT,
    Field.FEE,
)
DATES = (Field.ISSUE_DATE, Field.DUE_DATE, Field.LAST_PAYMENT, Field.PAID_ON)

TEXT_LIMIT = 300
"""Longest name or reference kept, in characters; more is no name."""


NO_CURRENCY = "XXX"
"""ISO 4217 "no currency": stands in a row whose currency only the owner can say."""

ASKED_FOR = {"currency": "give it with --currency", "date_order": "give it with --dates dmy or mdy"}
"""What the owner has to say for an undecided row, and how."""


class RowError(ValueError):
    """A row cannot be used; the message names the field."""


class UndecidedError(RowError):
    """A row that can be used once the owner says something that the file does not say.

    Attributes:
        about: ``currency`` or ``date_order``.
    """

    def __init__(self, message: str, *, about: str) -> None:
        super().__init__(message)
        self.about = about


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return text on one line, without control, formatting and bidirectional characters.

    Names end up in terminals and mails; none of these characters may reach them (eval, hostile).
    """
    spaced = " ".join(text.split())
    if spaced.isprintable():
        return spaced[:TEXT_LIMIT].rstrip()
    kept = (each for each in spaced if unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Co"))
    return " ".join("".join(kept).split())[:TEXT_LIMIT]


@lru_cache(maxsize=8192)
def _day(text: str, order: str) -> date:
    """Return a date; the same day stands in many rows, and is read and kept once."""
    return parse_date(text, order=order)


def unreadable(name: Field, error: ValueError) -> RowError:
    """Return the error for a cell, with the field in front of the reason."""
    return RowError(f"{name}: {plain(str(error))}")


def proved(mapping: ColumnMapping, rows: Iterable[TableRow]) -> ColumnMapping:
    """Return the mapping with the decimal sign and the order of dates that these rows prove.

    What this file proves comes before what an earlier file with the same header did. Each
    different text is looked at once, and no row is kept.
    """
    amounts: set[str] = set()
    dates: set[str] = set()
    for row in rows:
        amounts.update(row.cells[name] for name in MONEY if name in row.cells)
        dates.update(row.cells[name] for name in DATES if name in row.cells)
    return replace(
        mapping,
        decimal=decimal_sign(amounts) or mapping.decimal,
        date_order=date_order(dates) or mapping.date_order,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One record of a table.

    Attributes:
        line: Physical line it begins on; the first line of the file is 1.
        cells: Text by field, stripped; fields without a column are absent.
        flaw: Why the record as a whole cannot be trusted, "" when it can.
    """

    line: int
    cells: Mapping[Field, str]
    flaw: str = ""

    def text(self, name: Field) -> str:
        """Return a cell as plain text, "" when there is none."""
        return plain(self.cells.get(name, ""))

    def has(self, name: Field) -> bool:
        """Return whether a cell holds anything."""
        return bool(self.cells.get(name, "").strip())

    def money(self, name: Field, currency: str, mapping: ColumnMapping) -> int | None:
        """Return a cell in minor units, None when it is empty.

        Raises:
            RowError: It is no amount of this currency.
        """
        if not self.has(name):
            return None
        try:
            return parse_amount(self.cells[name], currency=currency, decimal=mapping.decimal)
        except AmountError as error:
            raise unreadable(name, error) from error

    def day(self, name: Field, mapping: ColumnMapping) -> date | None:
        """Return a cell as a calendar date, None when it is empty.

        Raises:
            RowError: It is no date, or could be two.
        """
        if not self.has(name):
            return None
        try:
            return _day(self.cells[name], mapping.date_order)
        except UnclearDateError as error:
            text = str(unreadable(name, error))
            raise UndecidedError(text, about="date_order") from error
        except DateError as error:
            raise unreadable(name, error) from error

    def hours(self) -> float | None:
        """Return the hours billed, None when the row does not say.

        Raises:
            RowError: The cell is no number of hours.
        """
        if not self.has(Field.HOURS):
            return None
        try:
            return parse_hours(self.cells[Field.HOURS])
        except AmountError as error:
            raise unreadable(Field.HOURS, error) from error

    def currency(self, amount: Field, mapping: ColumnMapping) -> str:
        """Return the currency: its own column, else beside the amount, else the mapping's.

        Raises:
            UndecidedError: The row does not say, or with a sign of several currencies (``$``).
            RowError: The cell names none.
        """
        if self.has(Field.CURRENCY) and not is_unclear_symbol(self.cells[Field.CURRENCY]):
            try:
                return currency_code(self.text(Field.CURRENCY))
            except AmountError as error:
                raise unreadable(Field.CURRENCY, error) from error
        found = currency_in(self.cells.get(amount, "")) or mapping.currency
        if not found:
            message = f"{Field.CURRENCY}: the file does not say; expected a currency column"
            raise UndecidedError(message, about="currency")
        return found
