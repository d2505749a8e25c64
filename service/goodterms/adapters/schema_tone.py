"""What learning from the owner keeps: one of the scripts of `schema`."""

from __future__ import annotations

LEARNING = """
CREATE TABLE tone_vector (
    message TEXT PRIMARY KEY REFERENCES message (id), model TEXT NOT NULL,
    features TEXT NOT NULL, odds TEXT NOT NULL, taken_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE tone_question (
    message TEXT NOT NULL REFERENCES message (id), label TEXT NOT NULL, week TEXT NOT NULL,
    half TEXT NOT NULL, answer TEXT NOT NULL, asked_at TEXT NOT NULL, answered_at TEXT,
    PRIMARY KEY (message, label)
) STRICT, WITHOUT ROWID;
CREATE TABLE tone_layer (
    model TEXT PRIMARY KEY, offsets TEXT NOT NULL, withheld TEXT NOT NULL, digest TEXT NOT NULL,
    fitted_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
"""Of a corrected message its features and log-odds (`core.owner_layer`), never its text; the
questions put and their answers; the layer fitted last for each model."""
