"""The money part of the database: ledger, imported files, column mappings, and whose rows are."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from goodterms.adapters.store_ledger_rows import document_of, entry_of, payment_of
from goodterms.adapters.store_mappings import MappingTables
from goodterms.adapters.store_takeback import TakebackTables
from goodterms.adapters.store_watching import WatchTables
from goodterms.core import matching
from goodterms.core.buyers import client_for, client_named
from goodterms.core.entry_clients import client_of
from goodterms.core.owner_words import with_buyers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.adapters.store_session import Row, Value
    from goodterms.core.client import Client
    from goodterms.core.ledger import Document, Entry


class MoneyTables(TakebackTables, MappingTables, WatchTables):
    """The money part of `ports.Store`."""

    def remap(self, clients: Sequence[Client]) -> int:
        """Give stored rows the client that the config names now; return how many changed.

        A row that fits no client any more belongs to nobody. Outbound messages and mail that came
        back are left to `fetch`, which reads them again when addresses change: whom they were meant
        for is not stored.
        """
        clients = with_buyers(clients, self.buyer_words())
        with self._writing():
            owners, changed = self._remap_documents(clients)
            return changed + self._remap_others(clients, owners) + self._remap_mail(clients)

    def _remap_documents(self, clients: Sequence[Client]) -> tuple[dict[str, str | None], int]:
        """Return the client of each document, and how many are another's than before."""
        documents = [document_of(row) for row in self._rows("SELECT * FROM document")]
        others = self._other_buyers()
        alike: dict[object, str | None] = {}  # most bills of a client name the buyer alike
        owners: dict[str, str | None] = {}
        for each in documents:
            said = others.get(each.id, ())
            key = (each.buyer, each.buyer_tax_id, each.buyer_email)
            if said or key not in alike:
                owners[each.id] = _owner(each, said, clients)
                if not said:
                    alike[key] = owners[each.id]
            else:
                owners[each.id] = alike[key]
        former: dict[str, Value] = {each.id: each.client for each in documents}
        return owners, self._reassign("document", former, owners)

    def _other_buyers(self) -> dict[str, list[Row]]:
        """Return what files say of documents that is not what the ledger says, by document."""
        found: dict[str, list[Row]] = defaultdict(list)
        sql = "SELECT row_id, said FROM ledger_claim WHERE kind = 'document' AND said <> ''"
        for row in self._rows(sql):
            found[str(row["row_id"])].append(json.loads(str(row["said"])))
        return found

    def _remap_others(self, clients: Sequence[Client], owners: Mapping[str, str | None]) -> int:
        payments = [payment_of(row) for row in self._rows("SELECT * FROM payment")]
        named = cache(lambda payer: client_named(payer, clients))
        payers = {
            each.id: owners[each.document]
            if each.document is not None and each.document in owners
            else named(each.payer)
            for each in payments
        }
        entries = [entry_of(row) for row in self._rows("SELECT * FROM entry")]
        workers = {each.id: _worked_for(each, clients) for each in entries}
        return self._reassign(
            "payment", {each.id: each.client for each in payments}, payers
        ) + self._reassign("entry", {each.id: each.client for each in entries}, workers)

    def _remap_mail(self, clients: Sequence[Client]) -> int:
        """Give inbound messages the client of their sender, all of one sender at once."""
        known = self._rows(
            "SELECT DISTINCT client, sender FROM message INDEXED BY message_sender"
            " WHERE direction = 'in' AND noise IS NOT 'bounce'"
        )
        mapping = matching.Mapping(clients)
        changed = 0
        for row in known:
            client = mapping.client_at(str(row["sender"]))
            name = client.name if client else ""
            if name != row["client"]:
                changed += self._execute(
                    "UPDATE message SET client = ? WHERE client = ? AND sender = ?"
                    " AND direction = 'in' AND noise IS NOT 'bounce'",
                    [name, row["client"], row["sender"]],
                )
        return changed

    def _reassign(
        self, table: str, former: Mapping[str, Value], now: Mapping[str, str | None]
    ) -> int:
        """Write the clients by row id that differ from the former ones; return how many."""
        changed = [(key, client) for key, client in now.items() if former[key] != client]
        for key, client in changed:
            sql = f"UPDATE {table} SET client = ? WHERE id = ?"  # noqa: S608 - constants only
            self._execute(sql, [client, key])
        return len(changed)


def _worked_for(entry: Entry, clients: Sequence[Client]) -> str | None:
    """Return whose hours an entry is, by what the tool said of it."""
    stated = json.loads(entry.stated)
    tags = stated.get("tags")
    return client_of(
        [entry.client_name, entry.project],
        [str(each) for each in tags] if isinstance(tags, list) else [],
        str(stated.get("client_tax_id") or ""),
        clients,
    )


def _owner(document: Document, others: Sequence[Row], clients: Sequence[Client]) -> str | None:
    """Return whose a document is: by what the ledger says, else by what one of the files says.

    An e-invoice may name the buyer in full where the owner's tool, and the config, say it short.
    """
    own = client_for(document, clients)
    if own is not None:
        return own
    variants = [
        replace(
            document,
            buyer=str(row["buyer"]),
            buyer_tax_id=str(row["buyer_tax_id"]),
            buyer_email=str(row["buyer_email"]),
        )
        for row in others
    ]
    found = {client_for(each, clients) for each in variants} - {None}
    return found.pop() if len(found) == 1 else None
