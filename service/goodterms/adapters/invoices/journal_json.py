"""What ``hledger print -O json`` writes: the same transactions, already understood by hledger.

Source: hledger manual, "JSON output"; numbers are a whole mantissa and its decimal places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from goodterms.adapters.invoices.plain_text import ledger_file
from goodterms.core.journal import JournalError, Posting, Transaction

if TYPE_CHECKING:
    from goodterms.adapters.invoices.asked import Asked
    from goodterms.ports import LedgerFile

MOST_DIGITS = 30
MOST_PLACES = 255
"""What hledger itself stores at most."""


def recognises(value: object) -> bool:
    """Return whether a parsed JSON value is a list of hledger's transactions."""
    first = value[0] if isinstance(value, list) and value else None
    return isinstance(first, Mapping) and {"tdate", "tpostings", "tdescription"} <= set(first)


def read_value(value: object, name: str, asked: Asked) -> LedgerFile:
    """Return what a parsed JSON value holds; a bad transaction becomes a problem.

    Args:
        value: Numbers are int or Decimal, never float (`json_text.parse`).
        name: The source of each row; lines are those of the journal that hledger read.
        asked: Clients, and the currency of amounts that name none.
    """
    found: list[Transaction] = []
    flaws: list[tuple[int, str]] = []
    for place, record in enumerate(value if isinstance(value, list) else (), 1):
        try:
            found.append(_transaction(record, place))
        except JournalError as error:
            flaws.append((error.line, str(error)))
    return ledger_file(found, flaws, name, "hledger", asked)


def _transaction(record: object, place: int) -> Transaction:
    if not isinstance(record, Mapping):
        message = "the record is no transaction"
        raise JournalError(message, place)
    line = _line(record.get("tsourcepos")) or place
    try:
        day = date.fromisoformat(_text(record, "tdate"))
    except ValueError as error:
        message = "tdate is no date such as 2026-01-31"
        raise JournalError(message, line) from error
    payee, mark, note = _text(record, "tdescription").partition("|")
    postings = record.get("tpostings")
    return Transaction(
        day=day,
        code=_text(record, "tcode"),
        payee=payee.strip() if mark else "",
        note=(note if mark else payee).strip(),
        tags=_tags(record.get("ttags")),
        links=(),
        postings=tuple(
            posting
            for each in (postings if isinstance(postings, list) else ())
            for posting in _postings(each, line)
        ),
        line=line,
    )


def _postings(record: object, line: int) -> list[Posting]:
    """Return a posting for each of its amounts; virtual ones that do not balance are left out."""
    if not isinstance(record, Mapping) or record.get("ptype") == "VirtualPosting":
        return []
    amounts = record.get("pamount")
    return [
        Posting(
            account=_text(record, "paccount").strip("[]"),
            amount=(number := _quantity(each.get("aquantity"), line)),
            commodity=_text(each, "acommodity"),
            cost=_cost(each.get("acost") or each.get("aprice"), number, line),
            tags=_tags(record.get("ptags")),
            line=line,
        )
        for each in (amounts if isinstance(amounts, list) else ())
        if isinstance(each, Mapping)
    ]


def _cost(price: object, number: Decimal, line: int) -> tuple[Decimal, str] | None:
    """Return the weight of an amount with a price, of one unit or of the whole."""
    if not isinstance(price, Mapping):
        return None
    inner = price.get("contents")
    if not isinstance(inner, Mapping):
        return None
    one = _quantity(inner.get("aquantity"), line)
    is_total = _text(price, "tag").startswith("Total")
    return (one.copy_sign(number) if is_total else number * one), _text(inner, "acommodity")


def _quantity(value: object, line: int) -> Decimal:
    """Return a number from its mantissa; its floating point form is never looked at."""
    mantissa = value.get("decimalMantissa") if isinstance(value, Mapping) else None
    places = value.get("decimalPlaces") if isinstance(value, Mapping) else None
    if (
        not isinstance(mantissa, int)
        or not isinstance(places, int)
        or len(str(abs(mantissa))) > MOST_DIGITS
        or not 0 <= places <= MOST_PLACES
    ):
        message = "an amount has no mantissa and decimal places within bounds"
        raise JournalError(message, line)
    return Decimal(mantissa).scaleb(-places)


def _tags(value: object) -> dict[str, str]:
    """Return tags from ``[["name", "value"], ...]``; the first of equal names counts."""
    found: dict[str, str] = {}
    for each in value if isinstance(value, list) else ():
        if isinstance(each, list) and len(each) == 2 and all(isinstance(x, str) for x in each):
            found.setdefault(each[0].lower(), each[1].strip())
    return found


def _line(value: object) -> int:
    """Return the line a transaction begins on, 0 when it does not say; older forms included."""
    if isinstance(value, Mapping):
        value = value.get("contents")
        if isinstance(value, Sequence) and len(value) == 2 and isinstance(value[1], list):
            first = value[1][0] if value[1] else 0
            return first if isinstance(first, int) else 0
        return 0
    first = value[0] if isinstance(value, list) and value else None
    line = first.get("sourceLine") if isinstance(first, Mapping) else 0
    return line if isinstance(line, int) and line > 0 else 0


def _text(record: Mapping[str, object], key: str) -> str:
    found = record.get(key)
    return found if isinstance(found, str) else ""
