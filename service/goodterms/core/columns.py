"""Which column of a money table means what: a plain value, and the proposal made from the header.

Titles are compared without case, accents, spaces and punctuation, so that ``Invoice No.`` and
``invoice_no`` are one. The titles themselves are data in `core.column_titles`.
Source: invoices study, "Sources and their traps" (CSV of tools).
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from goodterms.core import column_titles
from goodterms.core.amounts import AmountError, currency_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

PLAIN_LETTERS = str.maketrans({"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ß": "ss"})
"""Letters that Unicode does not take apart into a base letter and an accent."""

TITLE_LIMIT = 200
"""Longest title that is looked at for a currency, in characters."""

_UNIT = re.compile(r"(?P<bare>.*?\S)(?:\s+in)?[\s(\[,/_-]+(?P<unit>[^\W\d_]{2,3}|[€£₹$])[)\]]?")


def normalise_title(title: str) -> str:
    """Return a column title as compared: lower case ASCII-like letters and digits only."""
    plain = unicodedata.normalize("NFKD", title.casefold().translate(PLAIN_LETTERS))
    return "".join(each for each in plain if each.isalnum())


def header_digest(header: Sequence[str]) -> str:
    """Return 16 hex digits that name a header: the same titles in the same order."""
    text = "\x1f".join(normalise_title(each) for each in header).rstrip("\x1f")
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def recognised(header: Sequence[str]) -> int:
    """Return how many of the titles are known; the row with most of them is the header."""
    return sum(not known_names(each).isdisjoint(column_titles.KNOWN) for each in header)


def known_names(title: str) -> set[str]:
    """Return the normalised title, and the one without a currency behind it (``Total (EUR)``)."""
    return {normalise_title(title), normalise_title(bare_title(title))}


def bare_title(title: str) -> str:
    """Return a title without the currency that some files write behind it."""
    found = _UNIT.fullmatch(title.strip()[:TITLE_LIMIT])
    return found["bare"] if found and _unit_code(found["unit"]) else title


def titled_currency(title: str) -> str:
    """Return the currency that a title names (``Betrag in EUR``, ``Celkem Kč``), else ""."""
    found = _UNIT.fullmatch(title.strip()[:TITLE_LIMIT])
    return _unit_code(found["unit"]) if found else ""


def _unit_code(unit: str) -> str:
    try:
        return currency_code(unit)
    except AmountError:
        return ""


def propose(header: Sequence[str], *, hint: str = "") -> ColumnMapping | None:
    """Return the mapping that the titles alone suggest.

    Args:
        header: The titles as they stand in the file.
        hint: File name and title rows; breaks a tie between invoices and payments only.

    Returns:
        None when the titles tell neither an invoice table nor a payment table.
    """
    titles = [normalise_title(each) for each in header]
    tool = column_titles.tool_of(titles)
    found = {kind: fields_of(kind, header, tool) for kind in TableKind}
    fitting = [kind for kind in TableKind if is_enough(kind, found[kind].values())]
    if tool is not None:
        fitting = [TableKind(tool.kind)]
    kind = fitting[0] if len(fitting) == 1 else _decide(titles, hint) if fitting else None
    if kind is None:
        return None
    return ColumnMapping(
        digest=header_digest(header),
        kind=kind,
        fields=found[kind],
        currency=_header_currency(header, found[kind]),
        constants={Field(name): text for name, text in tool.constants.items()} if tool else {},
        only=tool.only if tool else {},
    )


def is_enough(kind: TableKind, fields: Iterable[Field]) -> bool:
    """Return whether a table with these columns can be read."""
    return not missing(kind, fields)


def missing(kind: TableKind, fields: Iterable[Field]) -> list[Field]:
    """Return the columns without which a table cannot be read; lines stand for their total."""
    present = set(fields)
    if Field.LINE_TOTAL in present:
        present.add(Field.TOTAL)
    if Field.MONEY_IN in present:  # of two columns, one for each direction
        present.add(Field.AMOUNT)
    return sorted(ESSENTIAL[kind] - present)


def fields_of(
    kind: TableKind, header: Sequence[str], tool: column_titles.Tool | None = None
) -> dict[str, Field]:
    """Return title -> field; of several titles for one field the first in the table wins."""
    table = column_titles.TITLES[kind.value]
    if tool is not None and tool.kind == kind.value:
        table = {**table, **tool.titles}
    present: dict[str, str] = {}
    for each in header:
        for name in known_names(each):
            present.setdefault(name, normalise_title(each))
    chosen: dict[str, Field] = {}
    for name, candidates in table.items():
        for candidate in candidates:
            title = present.get(candidate, "")
            if title and title not in chosen:
                chosen[title] = Field(name)
                break
    return chosen


def _header_currency(header: Sequence[str], fields: Mapping[str, Field]) -> str:
    """Return the currency that the titles of the amounts name, "" for none or two."""
    named = {
        titled_currency(each) for each in header if fields.get(normalise_title(each)) in AMOUNTS
    }
    return named.pop() if len(named) == 1 else ""


def _decide(titles: Sequence[str], hint: str) -> TableKind | None:
    """Return what a table is that could be both; None when it has to be asked."""
    invoices = column_titles.INVOICE_PROOF & set(titles)
    payments = column_titles.PAYMENT_PROOF & set(titles)
    if invoices:
        return TableKind.INVOICES
    if payments:
        return TableKind.PAYMENTS
    words = normalise_title(hint)
    # "invoice payments" are payments, so their word comes first
    if any(word in words for word in column_titles.PAYMENT_WORDS):
        return TableKind.PAYMENTS
    if any(word in words for word in column_titles.INVOICE_WORDS):
        return TableKind.INVOICES
    return None


class TableKind(StrEnum):
    """What a table holds, one row each."""

    INVOICES = "invoices"
    PAYMENTS = "payments"


class Field(StrEnum):
    """What a column means; the first block belongs to invoices, the second to payments."""

    NUMBER = "number"
    ISSUE_DATE = "issue_date"
    DUE_DATE = "due_date"
    CLIENT = "client"
    TAX_ID = "tax_id"
    EMAIL = "email"
    CURRENCY = "currency"
    TOTAL = "total"
    NET = "net"
    PAID = "paid"
    BALANCE = "balance"
    STATE = "state"
    KIND = "kind"
    HOURS = "hours"
    TERMS = "terms"
    LAST_PAYMENT = "last_payment"
    REFERENCE = "reference"
    REFERS_TO = "refers_to"
    ITEM = "item"
    QUANTITY = "quantity"
    LINE_TOTAL = "line_total"

    PAID_ON = "paid_on"
    AMOUNT = "amount"
    INVOICE = "invoice"
    PAYER = "payer"
    TEXT = "text"
    PAYMENT_ID = "payment_id"
    PAYMENT_STATE = "payment_state"
    PAYMENT_TYPE = "payment_type"
    REFUNDED = "refunded"
    MONEY_IN = "money_in"
    MONEY_OUT = "money_out"
    DIRECTION = "direction"
    FEE = "fee"


AMOUNTS = (Field.TOTAL, Field.LINE_TOTAL, Field.AMOUNT, Field.MONEY_IN)
"""Columns whose titles may name the currency of all rows."""

ESSENTIAL: Mapping[TableKind, frozenset[Field]] = {
    TableKind.INVOICES: frozenset({Field.NUMBER, Field.ISSUE_DATE, Field.CLIENT, Field.TOTAL}),
    TableKind.PAYMENTS: frozenset({Field.PAID_ON, Field.AMOUNT}),
}
"""Without these columns a table cannot be read at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """How the columns of one header are read; kept in the store, so that it is asked only once.

    Attributes:
        digest: `header_digest` of the header it belongs to.
        fields: Normalised title to field; titles that mean nothing to us are absent.
        decimal: ``.`` or ``,`` once a file proved it, else "".
        date_order: ``dmy``, ``mdy`` or ``ymd`` once a file proved it (a day above 12), else "".
        currency: Currency of every row where the file has no currency column, else "".
        constants: Field to the text that every row has without a column of its own.
        only: Normalised title to the one normalised text that rows of ours have there.
    """

    digest: str
    kind: TableKind
    fields: Mapping[str, Field] = field(default_factory=dict)
    decimal: str = ""
    date_order: str = ""
    currency: str = ""
    constants: Mapping[Field, str] = field(default_factory=dict)
    only: Mapping[str, str] = field(default_factory=dict)

    @property
    def format(self) -> str:
        """Return the name of the format, ``csv-invoices`` or ``csv-payments``."""
        return f"csv-{self.kind}"

    def positions(self, header: Sequence[str]) -> dict[Field, int]:
        """Return the position of each field in a header; the first of equal titles counts."""
        found: dict[Field, int] = {}
        for position, title in enumerate(header):
            meaning = self.fields.get(normalise_title(title))
            if meaning is not None:
                found.setdefault(meaning, position)
        return found

    def to_json(self) -> str:
        """Return the mapping as canonical JSON."""
        return json.dumps(
            {
                "kind": self.kind.value,
                "fields": {title: meaning.value for title, meaning in self.fields.items()},
                "decimal": self.decimal,
                "date_order": self.date_order,
                "currency": self.currency,
                "constants": {name.value: text for name, text in self.constants.items()},
                "only": dict(self.only),
            },
            sort_keys=True,
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, digest: str, text: str) -> ColumnMapping:
        """Return the mapping that `to_json` wrote.

        Raises:
            ValueError: The text is not such a mapping.
        """
        try:
            raw = json.loads(text)
            return cls(
                digest=digest,
                kind=TableKind(raw["kind"]),
                fields={str(title): Field(name) for title, name in raw["fields"].items()},
                decimal=str(raw["decimal"]),
                date_order=str(raw["date_order"]),
                currency=str(raw["currency"]),
                constants={Field(n): str(text) for n, text in raw.get("constants", {}).items()},
                only={str(title): str(text) for title, text in raw.get("only", {}).items()},
            )
        except (KeyError, TypeError, AttributeError) as error:
            message = f"not a column mapping: {error}"
            raise ValueError(message) from error
