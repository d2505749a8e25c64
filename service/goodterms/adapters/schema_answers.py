"""Tables of mails that leave and of what the owner answers to them."""

from __future__ import annotations

ANSWERS = """
ALTER TABLE outbox ADD COLUMN rest TEXT NOT NULL DEFAULT '{}';
ALTER TABLE outbox ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN begun_at TEXT;
ALTER TABLE outbox ADD COLUMN tried_at TEXT;
ALTER TABLE outbox ADD COLUMN refused_at TEXT;
ALTER TABLE outbox ADD COLUMN trouble TEXT NOT NULL DEFAULT '';
CREATE INDEX outbox_by_message_id ON outbox (message_id);
CREATE TABLE answer_offer (
    message_id TEXT NOT NULL, number INTEGER NOT NULL, digest TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL, verdict TEXT NOT NULL, verbs TEXT NOT NULL, issued_at TEXT NOT NULL,
    used_by TEXT, PRIMARY KEY (message_id, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE answer (
    id TEXT PRIMARY KEY, at TEXT NOT NULL, read_at TEXT NOT NULL, mail TEXT NOT NULL,
    refusal TEXT, verb TEXT, number INTEGER, client TEXT NOT NULL, verdict TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
"""Of a mail: ``rest`` is what else `core.outgoing.Outgoing` holds; ``begun_at`` is set while a try
is under way, so that it stays where a process ended in the middle; ``refused_at`` says that the
server will never take it. Of an offer: the digest of its token, and the answer that used it. Of an
answer: ``refusal`` is empty where it was obeyed; its text is not kept."""
