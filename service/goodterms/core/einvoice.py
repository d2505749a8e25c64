"""What an e-invoice states, whatever its syntax, and what the ledger makes of it.

Source: invoices study, "Canonical shape"; EN 16931-1 for the terms (BT-...).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from goodterms.core.buyers import tax_key
from goodterms.core.einvoice_kinds import CREDITS, kind_of
from goodterms.core.einvoice_values import line_of_words
from goodterms.core.ledger import Document, DocumentState
from goodterms.core.table_row import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class Side(StrEnum):
    """Whose invoice it is, seen from the owner."""

    OWN = "own"
    SUPPLIER = "supplier"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Seller or buyer.

    Attributes:
        name: As stated.
        tax_id: The tax number as stated, else the electronic address; None for neither.
        tax_number: Only what is compared with tax numbers, "" for none.
        numbers: Everything that could be the owner's tax number.
        email: "" for none.
    """

    name: str
    tax_id: str | None
    tax_number: str = ""
    numbers: tuple[str, ...] = ()
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """A part of what is owed and its day, None where the file gives none."""

    amount_minor: int
    due_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EInvoice:
    """One document; amounts in minor units and with the sign that the file gives them.

    Attributes:
        syntax: ``ubl``, ``cii``, ``zf1`` or ``fatturapa``.
        profile: The specification it follows (BT-24), "" for none.
        word: From `einvoice_kinds.kind_word`.
        due_date: The day on which all of it is due: of several, the last.
        total, payable: The texts in the file, None where it has none.
        total_minor: With tax (BT-112), None where the file leaves it out.
        payable_minor: What the buyer owes (BT-115).
        prepaid_minor: BT-113; None where the syntax knows no such thing.
        withheld_minor: Tax that the buyer keeps and pays for the seller (Italy).
        line: On which the document begins in its file.
    """

    syntax: str
    type_code: str
    word: str
    number: str
    issue_date: date
    due_date: date | None
    due_basis: str
    currency: str
    payable_minor: int
    seller: Party
    buyer: Party
    total_minor: int | None = None
    total: str | None = None
    payable: str | None = None
    prepaid_minor: int | None = None
    net_minor: int | None = None
    withheld_minor: int = 0
    profile: str = ""
    terms: str = ""
    references: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()
    instalments: tuple[Instalment, ...] = ()
    line: int = 0

    @property
    def sign(self) -> int:
        """Return -1 where amounts are to be turned to the seller's side, else 1."""
        return -1 if self.word in CREDITS else 1


def side_of(invoice: EInvoice, tax_ids: Iterable[str]) -> Side:
    """Return whose invoice it is.

    Without tax numbers of the owner, or of the seller, an imported file is taken as the owner's.

    Args:
        invoice: What the file states.
        tax_ids: The owner's own tax numbers, with or without a country before them.
    """
    own = {tax_key(each) for each in tax_ids} - {""}
    seller = {tax_key(each) for each in invoice.seller.numbers} - {""}
    buyer = {tax_key(each) for each in invoice.buyer.numbers} - {""}
    if not own or own & seller:
        return Side.OWN
    if own & buyer:
        return Side.SUPPLIER
    return Side.STRANGER if seller else Side.OWN


def document_of(invoice: EInvoice, *, source: str) -> Document:
    """Return the ledger's document; its client is for the caller to find.

    What is owed is always total less prepaid, so the total holds the file's rounding and leaves
    out what the buyer withholds; the totals as printed are in `stated`. It does not say whether it
    was paid, so it is `UNSAID` and never late on its own word.

    Args:
        invoice: What the file states.
        source: File name.
    """
    sign = invoice.sign
    prepaid = sign * (invoice.prepaid_minor or 0)
    owed = sign * invoice.payable_minor
    number = plain(invoice.number)
    return Document(
        id=f"{number}/{invoice.issue_date.year}",
        number=number,
        kind=kind_of(invoice.word, owed),
        client=None,
        buyer=plain(invoice.buyer.name),
        issue_date=invoice.issue_date,
        due_date=invoice.due_date,
        due_basis=invoice.due_basis,
        currency=invoice.currency,
        total_minor=owed + prepaid,
        paid_minor=0,
        state=DocumentState.PAID if prepaid and not owed else DocumentState.UNSAID,
        net_minor=None if invoice.net_minor is None else sign * invoice.net_minor,
        buyer_tax_id=plain(invoice.buyer.tax_number),
        buyer_email=plain(invoice.buyer.email),
        payment_reference=plain(next(iter(invoice.references), "")),
        prepaid_minor=prepaid,
        refers_to=tuple(map(plain, invoice.refers_to)),
        stated=json.dumps(stated(invoice), sort_keys=True, ensure_ascii=False),
        source=source,
        line=invoice.line,
    )


def stated(invoice: EInvoice) -> dict[str, object]:
    """Return what the file says in its own words and signs; keys without a value are left out."""
    always: dict[str, object] = {
        "syntax": invoice.syntax,
        "kind": invoice.word,
        "type_code": invoice.type_code or None,
        "seller": {"name": invoice.seller.name, "tax_id": invoice.seller.tax_id},
        "buyer": {"name": invoice.buyer.name, "tax_id": invoice.buyer.tax_id},
        "total": invoice.total,
        "total_minor": invoice.total_minor,
        "payable_minor": invoice.payable_minor,
        "receivable_minor": invoice.sign * invoice.payable_minor,
    }
    sometimes: dict[str, object] = {
        "profile": invoice.profile,
        "payable": invoice.payable,
        "terms_text": line_of_words(invoice.terms),
        "payment_reference": list(invoice.references),
        "refers_to": list(invoice.refers_to),
        "instalments": [
            {
                "amount_minor": each.amount_minor,
                "due_date": each.due_date.isoformat() if each.due_date else None,
            }
            for each in invoice.instalments
        ],
        "withheld_minor": invoice.withheld_minor or None,
        "prepaid_minor": invoice.prepaid_minor,
        "net_minor": invoice.net_minor,
    }
    return always | {key: value for key, value in sometimes.items() if value not in (None, "", [])}
