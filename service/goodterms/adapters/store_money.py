"""Documents, payments, imported files and column mappings in the database."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from goodterms.adapters.store_mail import MailTables
from goodterms.adapters.store_session import Row, Value, day, stamp
from goodterms.core import matching
from goodterms.core.buyers import client_for, client_named
from goodterms.core.columns import ColumnMapping
from goodterms.core.ledger import Document, DocumentKind, DocumentState, Payment
from goodterms.core.mail import Direction
from goodterms.core.payment_links import linked
from goodterms.errors import StoreError
from goodterms.ports import Saved

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from goodterms.core.client import Client
    from goodterms.core.mail import Problem

ORIGIN = ("source", "line")
"""Where a row came from: no reason to call it changed when another file says the same."""


def document_row(document: Document) -> Row:
    """Return a document as stored."""
    return {
        "id": document.id,
        "number": document.number,
        "kind": document.kind.value,
        "client": document.client,
        "buyer": document.buyer,
        "issue_date": document.issue_date.isoformat(),
        "due_date": document.due_date.isoformat() if document.due_date else None,
        "due_basis": document.due_basis,
        "currency": document.currency,
        "total_minor": document.total_minor,
        "paid_minor": document.paid_minor,
        "state": document.state.value,
        "net_minor": document.net_minor,
        "hours": document.hours,
        "buyer_tax_id": document.buyer_tax_id,
        "buyer_email": document.buyer_email,
        "payment_reference": document.payment_reference,
        "prepaid_minor": document.prepaid_minor,
        "refers_to": json.dumps(document.refers_to, ensure_ascii=False),
        "stated": document.stated,
        "source": document.source,
        "line": document.line,
    }


def document_of(row: dict[str, Any]) -> Document:
    """Return the document that `document_row` stored."""
    return Document(
        **{
            **row,
            "kind": DocumentKind(row["kind"]),
            "issue_date": date.fromisoformat(row["issue_date"]),
            "due_date": day(row["due_date"]),
            "state": DocumentState(row["state"]),
            "refers_to": tuple(json.loads(row["refers_to"])),
        }
    )


def payment_row(payment: Payment) -> Row:
    """Return a payment as stored."""
    return {
        "id": payment.id,
        "document": payment.document,
        "client": payment.client,
        "amount_minor": payment.amount_minor,
        "currency": payment.currency,
        "paid_on": payment.paid_on.isoformat(),
        "payer": payment.payer,
        "reference": payment.reference,
        "bank_ref": payment.bank_ref,
        "status": payment.status,
        "stated": payment.stated,
        "source": payment.source,
        "line": payment.line,
    }


def payment_of(row: dict[str, Any]) -> Payment:
    """Return the payment that `payment_row` stored."""
    return Payment(**{**row, "paid_on": date.fromisoformat(row["paid_on"])})


def merged(former: Row, row: Row) -> Row:
    """Return the new row with what it does not tell taken from the former one.

    Overlapping exports differ in their columns: one that knows no due date does not unsay it.
    """
    kept = {
        name: former[name]
        for name, value in row.items()
        if value in (None, "") and former.get(name) not in (None, "")
    }
    if "due_date" in kept:
        kept["due_basis"] = former["due_basis"]
    return {**row, **kept}


class MoneyTables(MailTables):
    """The money part of `ports.Store`."""

    def save_ledger(
        self,
        source: str,
        documents: Sequence[Document],
        payments: Sequence[Payment],
        problems: Sequence[Problem],
        now: datetime,
    ) -> Saved:
        """Write one file's rows and its problems together; a second time changes nothing.

        The problems take the place of those of an earlier reading of this file; a row that changed
        is replaced, and its former content kept in ``ledger_history``.
        """
        counts = {"added": 0, "changed": 0, "same": 0}
        rows = (
            ("document", [document_row(each) for each in documents]),
            ("payment", [payment_row(each) for each in payments]),
        )
        with self._writing():
            for table, new in rows:
                known = self._known(table, sorted({str(row["id"]) for row in new}))
                for row in new:
                    counts[self._save_row(table, row, known, now)] += 1
            kinds = ["invoice", "payment", "file"]
            self._execute(
                "DELETE FROM problem WHERE source = ? AND kind IN (?, ?, ?)", [source, *kinds]
            )
            self._save_problems(problems)
            self._save_source(source, [len(documents), len(payments), len(problems)], now)
        return Saved(**counts)

    def _save_row(self, table: str, row: Row, known: dict[str, Row], now: datetime) -> str:
        """Write one row; return ``added``, ``changed`` or ``same``."""
        key = str(row["id"])
        former = known.get(key)
        if former is None:
            known[key] = row
            self._insert(table, row)
            return "added"
        row = merged(former, row)
        if all(former[name] == value for name, value in row.items() if name not in ORIGIN):
            return "same"
        known[key] = row
        text = json.dumps(former, sort_keys=True, ensure_ascii=False)
        self._insert(
            "ledger_history",
            {"kind": table, "row_id": key, "replaced_at": stamp(now), "former": text},
        )
        names = [name for name in row if name != "id"]
        pairs = ", ".join(f"{name} = ?" for name in names)
        sql = f"UPDATE {table} SET {pairs} WHERE id = ?"  # noqa: S608 - constants only
        self._execute(sql, [*(row[name] for name in names), key])
        return "changed"

    def _save_source(self, source: str, counts: Sequence[int], now: datetime) -> None:
        row: Row = {
            "name": source,
            "first_at": stamp(now),
            "last_at": stamp(now),
            "documents": counts[0],
            "payments": counts[1],
            "problems": counts[2],
        }
        self._insert(
            "source_file",
            row,
            clause="ON CONFLICT DO UPDATE SET last_at = max(last_at, excluded.last_at),"
            " documents = excluded.documents, payments = excluded.payments,"
            " problems = excluded.problems",
        )

    def ledger(self) -> tuple[tuple[Document, ...], tuple[Payment, ...]]:
        """Return all documents by issue date and all payments by day, linked where certain."""
        documents = tuple(
            document_of(row) for row in self._rows("SELECT * FROM document ORDER BY issue_date, id")
        )
        payments = [payment_of(row) for row in self._rows("SELECT * FROM payment")]
        return documents, linked(documents, payments)

    def remap(self, clients: Sequence[Client]) -> int:
        """Give stored rows the client that the config names now; return how many changed.

        A row that fits no client any more belongs to nobody. Outbound messages and mail that came
        back are left to `fetch`, which reads them again when addresses change: whom they were meant
        for is not stored.
        """
        with self._writing():
            documents = [document_of(row) for row in self._rows("SELECT * FROM document")]
            payments = [payment_of(row) for row in self._rows("SELECT * FROM payment")]
            inbound = self._rows(
                "SELECT id, client, sender FROM message"
                " WHERE direction = ? AND noise IS NOT 'bounce'",
                [Direction.IN.value],
            )
            owners = {each.id: client_for(each, clients) for each in documents}
            payers = {
                each.id: owners[each.document]
                if each.document in owners
                else client_named(each.payer, clients)
                for each in payments
            }
            mapping = matching.Mapping(clients)
            senders = {str(row["id"]): mapping.client_at(str(row["sender"])) for row in inbound}
            writers = {key: client.name if client else "" for key, client in senders.items()}
            return (
                self._reassign("document", {each.id: each.client for each in documents}, owners)
                + self._reassign("payment", {each.id: each.client for each in payments}, payers)
                + self._reassign("message", {str(r["id"]): r["client"] for r in inbound}, writers)
            )

    def _reassign(
        self, table: str, former: Mapping[str, Value], now: Mapping[str, str | None]
    ) -> int:
        """Write the clients by row id that differ from the former ones; return how many."""
        changed = [(key, client) for key, client in now.items() if former[key] != client]
        for key, client in changed:
            sql = f"UPDATE {table} SET client = ? WHERE id = ?"  # noqa: S608 - constants only
            self._execute(sql, [client, key])
        return len(changed)

    def mappings(self) -> Mapping[str, ColumnMapping]:
        """Return the saved column mappings by header digest."""
        rows = self._rows("SELECT digest, mapping FROM column_mapping ORDER BY digest")
        try:
            return {
                str(row["digest"]): ColumnMapping.from_json(str(row["digest"]), str(row["mapping"]))
                for row in rows
            }
        except ValueError as error:
            message = f"the database {self._path} holds a damaged column mapping"
            raise StoreError(message) from error

    def save_mapping(self, mapping: ColumnMapping, now: datetime) -> None:
        """Keep a column mapping for later files with the same header; the same one changes nothing.

        What an earlier file proved (decimal sign, order of dates) is not unsaid by one that proves
        nothing.
        """
        known = self.mappings().get(mapping.digest)
        if known is not None:
            mapping = replace(
                mapping,
                decimal=mapping.decimal or known.decimal,
                date_order=mapping.date_order or known.date_order,
                currency=mapping.currency or known.currency,
            )
            if mapping == known:
                return
        row: Row = {
            "digest": mapping.digest,
            "mapping": mapping.to_json(),
            "saved_at": stamp(now),
        }
        clause = (
            "ON CONFLICT DO UPDATE SET mapping = excluded.mapping, saved_at = excluded.saved_at"
        )
        with self._writing():
            self._insert("column_mapping", row, clause=clause)
