"""What the owner says of an ending, which papers a mail brought: one of the scripts of `schema`."""

from __future__ import annotations

EXIT = """
CREATE TABLE exit_word (
    id INTEGER PRIMARY KEY, client TEXT NOT NULL, step TEXT NOT NULL, state TEXT NOT NULL,
    said_on TEXT NOT NULL, day TEXT, rating INTEGER, note TEXT NOT NULL,
    undoes INTEGER REFERENCES exit_word (id)
) STRICT;
CREATE INDEX exit_word_by_client ON exit_word (client, said_on);
CREATE TRIGGER exit_word_is_not_changed BEFORE UPDATE ON exit_word
BEGIN SELECT RAISE(ABORT, 'words on an ending are append-only'); END;
ALTER TABLE message ADD COLUMN papers TEXT NOT NULL DEFAULT '[]';
"""
"""``papers`` holds kinds (``contract``, ``offer`` ...), never names of files. Messages read before
have none: their files' names were not kept."""
