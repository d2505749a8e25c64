"""What the ledger keeps beyond invoices and payments: one of the scripts of `schema`."""

from __future__ import annotations

LEDGER = """
ALTER TABLE document ADD COLUMN prepaid_minor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN refers_to TEXT NOT NULL DEFAULT '[]';
ALTER TABLE document ADD COLUMN stated TEXT NOT NULL DEFAULT '{}';
ALTER TABLE payment ADD COLUMN bank_ref TEXT NOT NULL DEFAULT '';
ALTER TABLE payment ADD COLUMN status TEXT NOT NULL DEFAULT 'booked';
ALTER TABLE payment ADD COLUMN stated TEXT NOT NULL DEFAULT '{}';
ALTER TABLE source_file ADD COLUMN format TEXT NOT NULL DEFAULT 'csv';
ALTER TABLE source_file ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE source_file ADD COLUMN entries INTEGER NOT NULL DEFAULT 0;
CREATE TABLE entry (
    id TEXT PRIMARY KEY, client TEXT, client_name TEXT NOT NULL, project TEXT NOT NULL,
    worked_on TEXT NOT NULL, started_at TEXT, seconds INTEGER NOT NULL CHECK (seconds >= 0),
    is_billable INTEGER, is_invoiced INTEGER, rate_minor INTEGER, currency TEXT NOT NULL,
    stated TEXT NOT NULL, source TEXT NOT NULL, line INTEGER NOT NULL
) STRICT;
CREATE INDEX entry_by_client ON entry (client, worked_on);
CREATE TABLE allocation_word (
    payment TEXT NOT NULL, document TEXT NOT NULL, applied_minor INTEGER, word TEXT NOT NULL,
    said_at TEXT NOT NULL, PRIMARY KEY (payment, document)
) STRICT, WITHOUT ROWID;
CREATE TABLE document_word (
    id INTEGER PRIMARY KEY, document TEXT NOT NULL, word TEXT NOT NULL, on_day TEXT NOT NULL,
    note TEXT NOT NULL, said_at TEXT NOT NULL
) STRICT;
CREATE TABLE buyer_word (
    buyer TEXT PRIMARY KEY, client TEXT NOT NULL, said_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
"""Hours worked; the owner's words: ``confirmed`` or ``rejected`` on a payment and a document (with
the amount, null for all that fits), ``disputed``, ``resolved``, ``written_off`` or ``owed`` on a
document from a day on, and which client a buyer is whom no rule could tell."""
