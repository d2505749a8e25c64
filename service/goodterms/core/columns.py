"""Which column of a money table means what: a plain value, and the proposal made from the header.

Titles are compared without case, accents, spaces and punctuation, so that ``Invoice No.`` and
``invoice_no`` are one. The titles themselves are data in `core.column_titles`.
Source: invoices study, "Sources and their traps" (CSV of tools).
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from goodterms.core import column_titles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PLAIN_LETTERS = str.maketrans({"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ß": "ss"})
"""Letters that Unicode does not take apart into a base letter and an accent."""


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
    return sum(normalise_title(each) in column_titles.KNOWN for each in header)


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
    found = {kind: _fields(kind, titles, tool) for kind in TableKind}
    fitting = [kind for kind in TableKind if ESSENTIAL[kind] <= set(found[kind].values())]
    if tool is not None:
        fitting = [TableKind(tool.kind)]
    kind = fitting[0] if len(fitting) == 1 else _decide(titles, hint) if fitting else None
    if kind is None:
        return None
    return ColumnMapping(digest=header_digest(header), kind=kind, fields=found[kind])


def _fields(
    kind: TableKind, titles: Sequence[str], tool: column_titles.Tool | None
) -> dict[str, Field]:
    """Return title -> field; of several titles for one field the first in the table wins."""
    table = column_titles.TITLES[kind.value]
    if tool is not None and tool.kind == kind.value:
        table = {**table, **tool.titles}
    present = set(titles)
    chosen: dict[str, Field] = {}
    for name, candidates in table.items():
        for title in candidates:
            if title in present and title not in chosen:
                chosen[title] = Field(name)
                break
    return chosen


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

    PAID_ON = "paid_on"
    AMOUNT = "amount"
    INVOICE = "invoice"
    PAYER = "payer"
    TEXT = "text"
    PAYMENT_ID = "payment_id"
    PAYMENT_STATE = "payment_state"
    PAYMENT_TYPE = "payment_type"


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
    """

    digest: str
    kind: TableKind
    fields: Mapping[str, Field] = field(default_factory=dict)
    decimal: str = ""
    date_order: str = ""
    currency: str = ""

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
            )
        except (KeyError, TypeError, AttributeError) as error:
            message = f"not a column mapping: {error}"
            raise ValueError(message) from error
