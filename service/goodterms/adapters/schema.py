"""Tables of the database, their migrations, and the checks that a file is ours.

All tables are STRICT. Instants are ISO UTC text ``YYYY-MM-DDTHH:MM:SSZ``, calendar dates ISO text,
money integer minor units, lists and small tables JSON text. Source: IMAP study b.6, b.9, (e).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from goodterms.adapters.schema_answers import ANSWERS
from goodterms.adapters.schema_exit import EXIT
from goodterms.adapters.schema_files import FILES
from goodterms.adapters.schema_ledger import LEDGER
from goodterms.adapters.schema_looks import LOOKS
from goodterms.adapters.schema_tone import LEARNING

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x474F4F44
"""``GOOD`` in the file header: tells our database from any other SQLite file."""

SCHEMA_VERSION = 8
"""Number of migrations; kept in ``user_version``, so that older code refuses a newer file."""

migrations = Migrations("goodterms")

_MAIL = """
CREATE TABLE message (
    id TEXT PRIMARY KEY, client TEXT NOT NULL, direction TEXT NOT NULL,
    arrived_at TEXT NOT NULL, clock TEXT NOT NULL, sent_at TEXT, sent_offset_minutes INTEGER,
    internal_at TEXT NOT NULL, message_id TEXT NOT NULL, parents TEXT NOT NULL,
    sender TEXT NOT NULL, subject TEXT NOT NULL, size INTEGER NOT NULL, thread_hint TEXT NOT NULL,
    noise TEXT, language TEXT, words INTEGER NOT NULL, scores TEXT NOT NULL, demand TEXT,
    delivers INTEGER NOT NULL, offers INTEGER NOT NULL, asks_change INTEGER NOT NULL,
    adds INTEGER NOT NULL, attachments INTEGER NOT NULL,
    excerpt TEXT NOT NULL CHECK (length(excerpt) <= 280),
    flaws TEXT NOT NULL
) STRICT;
CREATE INDEX message_by_client ON message (client, arrived_at);
CREATE TABLE location (
    account TEXT NOT NULL, folder TEXT NOT NULL, uidvalidity INTEGER NOT NULL,
    uid INTEGER NOT NULL, message TEXT NOT NULL REFERENCES message (id),
    PRIMARY KEY (account, folder, uidvalidity, uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX location_by_message ON location (message);
CREATE TABLE cursor (
    account TEXT NOT NULL, folder TEXT NOT NULL, uidvalidity INTEGER NOT NULL,
    high INTEGER NOT NULL, low INTEGER NOT NULL, mapping TEXT NOT NULL,
    PRIMARY KEY (account, folder)
) STRICT, WITHOUT ROWID;
CREATE TABLE problem (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, source TEXT NOT NULL, line INTEGER NOT NULL,
    text TEXT NOT NULL, UNIQUE (kind, source, line, text)
) STRICT;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""

_MONEY = """
CREATE TABLE document (
    id TEXT PRIMARY KEY, number TEXT NOT NULL, kind TEXT NOT NULL, client TEXT,
    buyer TEXT NOT NULL, issue_date TEXT NOT NULL, due_date TEXT, due_basis TEXT NOT NULL,
    currency TEXT NOT NULL, total_minor INTEGER NOT NULL, paid_minor INTEGER NOT NULL,
    state TEXT NOT NULL, net_minor INTEGER, hours REAL, buyer_tax_id TEXT NOT NULL,
    buyer_email TEXT NOT NULL, payment_reference TEXT NOT NULL, source TEXT NOT NULL,
    line INTEGER NOT NULL
) STRICT;
CREATE INDEX document_by_client ON document (client, issue_date);
CREATE TABLE payment (
    id TEXT PRIMARY KEY, document TEXT, client TEXT, amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL, paid_on TEXT NOT NULL, payer TEXT NOT NULL, reference TEXT NOT NULL,
    source TEXT NOT NULL, line INTEGER NOT NULL
) STRICT;
CREATE TABLE ledger_history (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, row_id TEXT NOT NULL, replaced_at TEXT NOT NULL,
    former TEXT NOT NULL
) STRICT;
CREATE TABLE source_file (
    name TEXT PRIMARY KEY, first_at TEXT NOT NULL, last_at TEXT NOT NULL,
    documents INTEGER NOT NULL, payments INTEGER NOT NULL, problems INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE column_mapping (
    digest TEXT PRIMARY KEY, mapping TEXT NOT NULL, saved_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

_JUDGEMENT = """
CREATE TABLE verdict (
    id INTEGER PRIMARY KEY, client TEXT NOT NULL, as_of TEXT NOT NULL, verdict TEXT NOT NULL,
    policy_digest TEXT NOT NULL, model_digest TEXT NOT NULL, rules_version INTEGER NOT NULL,
    text TEXT NOT NULL, recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX verdict_by_client ON verdict (client, as_of);
CREATE TRIGGER verdict_is_not_changed BEFORE UPDATE ON verdict
BEGIN SELECT RAISE(ABORT, 'verdict rows are append-only'); END;
CREATE TRIGGER verdict_is_not_deleted BEFORE DELETE ON verdict
BEGIN SELECT RAISE(ABORT, 'verdict rows are append-only'); END;
CREATE TABLE decision (
    id INTEGER PRIMARY KEY, client TEXT NOT NULL, kind TEXT NOT NULL, decided_on TEXT NOT NULL,
    until TEXT, value INTEGER, note TEXT NOT NULL
) STRICT;
CREATE TABLE correction (
    id INTEGER PRIMARY KEY, message TEXT NOT NULL, code TEXT NOT NULL, kind TEXT NOT NULL,
    corrected_at TEXT NOT NULL
) STRICT;
CREATE INDEX correction_by_message ON correction (message);
"""

_WORK = """
CREATE TABLE job (name TEXT PRIMARY KEY, due_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE report_period (
    period TEXT PRIMARY KEY, claimed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY, period TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL,
    html TEXT NOT NULL, message_id TEXT NOT NULL, added_at TEXT NOT NULL, done_at TEXT
) STRICT;
"""

_READING = """
ALTER TABLE message ADD COLUMN text_state TEXT NOT NULL DEFAULT 'done';
CREATE INDEX message_wanted ON message (id) WHERE text_state = 'wanted';
ALTER TABLE location ADD COLUMN state TEXT NOT NULL DEFAULT 'present';
ALTER TABLE location ADD COLUMN missed_at TEXT;
CREATE INDEX location_missed ON location (account, folder) WHERE state = 'missed';
ALTER TABLE cursor ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
UPDATE cursor SET seen = coalesce((SELECT max(uid) FROM location WHERE
    location.account = cursor.account AND location.folder = cursor.folder
    AND location.uidvalidity = cursor.uidvalidity), 0);
ALTER TABLE problem ADD COLUMN code TEXT NOT NULL DEFAULT '';
ALTER TABLE problem ADD COLUMN count INTEGER NOT NULL DEFAULT 1;
ALTER TABLE problem ADD COLUMN first_at TEXT;
ALTER TABLE problem ADD COLUMN last_at TEXT;
CREATE TABLE alias (
    account TEXT NOT NULL, provider_id TEXT NOT NULL,
    message TEXT NOT NULL REFERENCES message (id), PRIMARY KEY (account, provider_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE pending (
    account TEXT NOT NULL, folder TEXT NOT NULL, uidvalidity INTEGER NOT NULL,
    uid INTEGER NOT NULL, part TEXT NOT NULL, tries INTEGER NOT NULL, tried_at TEXT,
    PRIMARY KEY (account, folder, uidvalidity, uid)
) STRICT, WITHOUT ROWID;
CREATE TABLE folder (
    account TEXT NOT NULL, folder TEXT NOT NULL, checked_at TEXT, checked_exists INTEGER,
    checked_uidnext INTEGER, missing_at TEXT, PRIMARY KEY (account, folder)
) STRICT, WITHOUT ROWID;
CREATE TABLE folder_reset (
    account TEXT NOT NULL, folder TEXT NOT NULL, at TEXT NOT NULL,
    uidvalidity INTEGER NOT NULL, PRIMARY KEY (account, folder, at, uidvalidity)
) STRICT, WITHOUT ROWID;
CREATE TABLE arrival_hour (
    account TEXT NOT NULL, folder TEXT NOT NULL, hour TEXT NOT NULL, messages INTEGER NOT NULL,
    PRIMARY KEY (account, folder, hour)
) STRICT, WITHOUT ROWID;
INSERT INTO arrival_hour (account, folder, hour, messages)
    SELECT l.account, l.folder, substr(m.internal_at, 1, 13), count(*)
    FROM location l JOIN message m ON m.id = l.message GROUP BY 1, 2, 3;
CREATE TABLE traffic (
    account TEXT NOT NULL, day TEXT NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY (account, day)
) STRICT, WITHOUT ROWID;
"""
"""What a reading knows of itself. Of a message: ``text_state`` is ``wanted``, ``done`` or the word
why its text will never be read. Of a location: ``state`` is ``present``, ``missed``, ``gone`` or
``stale`` (under a former UIDVALIDITY)."""


_RESCORING = """
ALTER TABLE message ADD COLUMN model TEXT NOT NULL DEFAULT '';
CREATE INDEX message_scored ON message (model, internal_at) WHERE scores <> '{}';
CREATE TABLE rescore_miss (
    message TEXT PRIMARY KEY REFERENCES message (id), model TEXT NOT NULL, tries INTEGER NOT NULL,
    tried_at TEXT NOT NULL, reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
"""Which model scored a message, and which texts a later one asked for in vain: ``reason`` is empty
while they are asked for again, else the word why the message keeps its scores."""


@migrations()
def m001_first_tables(db: Database) -> None:
    """Create the tables of the first version."""
    for script in (_MAIL, _MONEY, _JUDGEMENT, _WORK):
        for statement in _statements(script):
            db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


@migrations()
def m002_reading_in_two_stages(db: Database) -> None:
    """Add what is needed to resume between headers and text, and to follow folders and ids.

    All messages of version 1 were stored with their text, so none wants it again.
    """
    for statement in _statements(_READING):
        db.execute(statement)
    db.execute("PRAGMA user_version = 2")


@migrations()
def m003_scores_name_their_model(db: Database) -> None:
    """Let scores name the model that gave them; those of before name none, so they are old."""
    for statement in _statements(_RESCORING):
        db.execute(statement)
    db.execute("PRAGMA user_version = 3")


@migrations()
def m004_learning_from_the_owner(db: Database) -> None:
    """Add what corrections teach; those of before have no vector until one is taken."""
    for statement in _statements(LEARNING):
        db.execute(statement)
    db.execute("PRAGMA user_version = 4")


@migrations()
def m005_the_whole_ledger(db: Database) -> None:
    """Add hours, what the sources state, the owner's words on money, and mailed invoices.

    Files that were mailed before are looked at by the next readings.
    """
    for script in (LEDGER, FILES):
        for statement in _statements(script):
            db.execute(statement)
    db.execute("PRAGMA user_version = 5")


@migrations()
def m006_answers_by_mail(db: Database) -> None:
    """Add how the sending of a mail stands, what it offers, and what was answered."""
    for statement in _statements(ANSWERS):
        db.execute(statement)
    db.execute("PRAGMA user_version = 6")


@migrations()
def m007_words_on_an_ending(db: Database) -> None:
    """Add what the owner says of the steps of an ending, and the kinds of papers mails brought."""
    for statement in _statements(EXIT):
        db.execute(statement)
    db.execute("PRAGMA user_version = 7")


@migrations()
def m008_looks(db: Database) -> None:
    """Add what judging keeps for the next time, and indexes for what it asks of all mail."""
    for statement in _statements(LOOKS):
        db.execute(statement)
    db.execute("PRAGMA user_version = 8")


def _statements(script: str) -> list[str]:
    """Split a script; `executescript` would commit the surrounding transaction."""
    found: list[str] = []
    for part in script.split(";\n"):
        text = part.strip()
        if text:
            found.append(text)
    return found
