"""Which client a document or payment belongs to: by tax number, e-mail, then exact name.

Never by likeness: two clients with similar names are two clients. When two clients fit equally, the
document belongs to neither until the owner says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from goodterms.core.client import Client
    from goodterms.core.ledger import Document

SHORTEST_TAX_ID = 7
"""Shorter numbers are not compared without their country prefix."""


def tax_key(text: str) -> str:
    """Return a tax number as compared: capitals and digits, without a country prefix."""
    bare = re.sub(r"[^0-9A-Z]", "", text.upper())
    rest = re.sub(r"^[A-Z]{2}", "", bare)
    return rest if len(rest) >= SHORTEST_TAX_ID else bare


def name_key(text: str) -> str:
    """Return a name as compared: without case and doubled spaces, otherwise exact."""
    return " ".join(text.casefold().split())


def client_for(document: Document, clients: Sequence[Client]) -> str | None:
    """Return the name of the client a document belongs to, None when nobody or two fit."""
    tax, email = tax_key(document.buyer_tax_id), document.buyer_email.strip().lower()
    domain = email.rpartition("@")[2]
    tests: tuple[Callable[[Client], bool], ...] = (
        lambda client: bool(tax) and tax_key(client.tax_id) == tax,
        lambda client: bool(email) and email in client.addresses,
        lambda client: bool(domain) and domain in client.domains,
        lambda client: _is_named(client, document.buyer),
    )
    return _first(tests, clients)


def client_named(name: str, clients: Sequence[Client]) -> str | None:
    """Return the client that invoices and payments know by this name."""
    return _first((lambda client: _is_named(client, name),), clients)


def _is_named(client: Client, name: str) -> bool:
    key = name_key(name)
    return bool(key) and key in map(name_key, (*client.invoice_names, client.name))


def _first(tests: Sequence[Callable[[Client], bool]], clients: Sequence[Client]) -> str | None:
    """Return the one client that passes the first test anybody passes."""
    for test in tests:
        found = [client.name for client in clients if test(client)]
        if found:
            return found[0] if len(found) == 1 else None
    return None
