"""What is kept of the files that the owner mailed: one of the scripts of `schema`."""

from __future__ import annotations

FILES = """
ALTER TABLE message ADD COLUMN files_state TEXT NOT NULL DEFAULT 'unopened';
ALTER TABLE message ADD COLUMN files_tries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN files_tried_at TEXT;
CREATE INDEX message_unopened ON message (internal_at)
    WHERE direction = 'out' AND attachments > 0 AND files_state = 'unopened';
"""
"""Of an outgoing message with files: ``unopened``, or what came of it in one word. Only the state
is kept; the files are not."""
