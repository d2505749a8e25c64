"""What the ledger keeps beyond invoices and payments: one of the scripts of `schema`."""

from __future__ import annotations

LEDGER = """
ALTER TABLE document ADD COLUMN prepaid_minor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN refers_to TEXT NOT NULL DEFAULT '[]';
ALTER TABLE document ADD COLUMN stated TEXT NOT NULL DEFAULT '{}';
ALTER TABLE payment ADD COLUMN bank_ref TEXT NOT NULL DEFAULT '';
ALTER TABLE payment ADD COLUMN status TEXT NOT NULL DEFAULT 'booked';
ALTER TABLE payment ADD COLUMN stated TEXT NOT NULL DEFAULT '{}';
CREATE TABLE money_file (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, format TEXT NOT NULL, edition INTEGER NOT NULL,
    digest TEXT NOT NULL, as_of TEXT NOT NULL, first_at TEXT NOT NULL, last_at TEXT NOT NULL,
    documents INTEGER NOT NULL, payments INTEGER NOT NULL, entries INTEGER NOT NULL DEFAULT 0,
    problems INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO money_file
    SELECT 'before:' || name, name, 'csv', 0, '', '', first_at, last_at, documents, payments, 0,
    problems FROM source_file;
DROP TABLE source_file;
ALTER TABLE money_file RENAME TO source_file;
CREATE INDEX source_file_by_name ON source_file (name, format);
CREATE TABLE ledger_claim (
    kind TEXT NOT NULL, row_id TEXT NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL,
    said TEXT NOT NULL, PRIMARY KEY (kind, row_id, file)
) STRICT, WITHOUT ROWID;
INSERT INTO ledger_claim
    SELECT 'document', d.id, f.id, d.line, ''
    FROM document d JOIN source_file f ON f.name = d.source;
INSERT INTO ledger_claim
    SELECT 'payment', p.id, f.id, p.line, ''
    FROM payment p JOIN source_file f ON f.name = p.source;
CREATE TABLE watched_file (
    name TEXT PRIMARY KEY, size INTEGER NOT NULL, changed_ns INTEGER NOT NULL, digest TEXT NOT NULL,
    looked_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
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
"""What each file says of each row (``said`` is empty where it is exactly what the row says); files
of the watched folder that were looked at; hours worked; the owner's words: ``confirmed`` or
``rejected`` on a payment and a document (with the amount, null for all that fits), ``disputed``,
``resolved``, ``written_off`` or ``owed`` on a document from a day on, and which client a buyer is
whom no rule could tell."""
