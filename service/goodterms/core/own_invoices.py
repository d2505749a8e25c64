"""Whose invoice it is that the owner mailed to a client, and what is known of its payment.

A mail may carry an invoice of somebody else: a supplier's, passed on, or the client's own. With the
owner's tax numbers (``[owner] tax_ids``) the seller is certain. Without them an invoice counts as
the owner's unless something speaks against it, but then it is put to a client only when its buyer
is one: a debt must never be invented.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from goodterms.core.buyers import client_for, client_named, name_key, tax_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.core.client import Client
    from goodterms.core.ledger import Document


MAILED = "mail <"
"""How the source of a row begins that came from the owner's mail."""


def source(message_id: str, name: str) -> str:
    """Return the source of a mailed file: which mail, and which file of it."""
    return f"{MAILED}{message_id}>, {name}"


class Issuer(StrEnum):
    """Who wrote an invoice."""

    OWNER = "owner"
    LIKELY = "likely"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """Whose ledger this is.

    Attributes:
        name: The owner's name.
        addresses: The owner's mail addresses, lower case.
        tax_ids: The owner's tax numbers, as written on invoices; empty for unknown.
        clients: All clients.
    """

    name: str
    addresses: Sequence[str]
    tax_ids: Sequence[str]
    clients: Sequence[Client]

    @property
    def digest(self) -> str:
        """Return 16 hex digits that change with the owner's name, addresses or tax numbers."""
        told = [
            name_key(self.name),
            sorted(self.addresses),
            sorted(tax_key(each) for each in self.tax_ids),
        ]
        return hashlib.sha256(json.dumps(told).encode("ascii")).hexdigest()[:16]


def issuer(document: Document, books: Books) -> Issuer:
    """Return whether the owner wrote a document found in the owner's own outgoing mail."""
    name, tax = _seller(document)
    mine = {tax_key(each) for each in books.tax_ids} - {""}
    if mine and tax:
        return Issuer.OWNER if tax in mine else Issuer.OTHER
    if tax_key(document.buyer_tax_id) in mine or _is_owner(document.buyer, books):
        return Issuer.OTHER
    if document.buyer_email.strip().lower() in books.addresses:
        return Issuer.OTHER
    if any(tax and tax_key(each.tax_id) == tax for each in books.clients):
        return Issuer.OTHER
    if name and client_named(name, books.clients):
        return Issuer.OTHER
    return Issuer.OWNER if _is_owner(name, books) else Issuer.LIKELY


def filed(document: Document, client: Client, books: Books) -> Document | None:
    """Return a mailed document as it is to be kept; None when it is not the owner's.

    It belongs to the client whom its buyer names; where it names nobody known, and the owner
    certainly wrote it, to the client it was mailed to.

    Args:
        document: As the file states it.
        client: Whom the mail went to.
        books: Whose ledger this is.
    """
    by = issuer(document, books)
    if by is Issuer.OTHER:
        return None
    buyer = client_for(document, books.clients)
    if buyer is None and by is Issuer.OWNER and client.addresses and not document.buyer_email:
        document = replace(document, buyer_email=client.addresses[0])
        buyer = client_for(document, books.clients)
    return replace(document, client=buyer)


def _seller(document: Document) -> tuple[str, str]:
    """Return name and tax key of the seller as the file states them, "" where it does not."""
    stated = json.loads(document.stated)
    seller = stated.get("seller") if isinstance(stated, dict) else None
    if not isinstance(seller, dict):
        return "", ""
    name, tax = seller.get("name"), seller.get("tax_id")
    return name if isinstance(name, str) else "", tax_key(tax) if isinstance(tax, str) else ""


def _is_owner(name: str, books: Books) -> bool:
    """Return whether a name holds every word of the owner's, as trade names of one person do."""
    words = name_key(books.name).split()
    return bool(words) and set(words) <= set(name_key(name).replace(",", " ").split())
