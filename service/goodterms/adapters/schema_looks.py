"""What judging keeps for the next time: one of the scripts of `schema`.

Tables whose names begin with ``_`` hold no facts: all in them can be made again.
"""

from __future__ import annotations

_FACTS = (
    "id, client, direction, arrived_at, message_id, parents, sender, thread_hint, noise, scores,"
    " model, demand, delivers, offers, asks_change, adds, papers, text_state"
)

LOOKS = """
CREATE INDEX message_written ON message (arrived_at, client)
    WHERE direction = 'out' AND noise IS NULL AND text_state <> 'wanted';
CREATE INDEX message_sender ON message (client, sender)
    WHERE direction = 'in' AND noise IS NOT 'bounce';
CREATE TABLE _mail_change (
    client TEXT PRIMARY KEY, number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER message_is_new AFTER INSERT ON message
BEGIN INSERT INTO _mail_change VALUES (NEW.client, 1)
    ON CONFLICT DO UPDATE SET number = number + 1; END;
CREATE TRIGGER message_is_gone AFTER DELETE ON message
BEGIN INSERT INTO _mail_change VALUES (OLD.client, 1)
    ON CONFLICT DO UPDATE SET number = number + 1; END;
CREATE TRIGGER message_is_other AFTER UPDATE OF @FACTS@ ON message
BEGIN INSERT INTO _mail_change VALUES (OLD.client, 1)
    ON CONFLICT DO UPDATE SET number = number + 1; INSERT INTO _mail_change VALUES (NEW.client, 1)
    ON CONFLICT DO UPDATE SET number = number + 1; END;
CREATE TABLE _look (
    client TEXT PRIMARY KEY, rests_on TEXT NOT NULL, pace TEXT NOT NULL, from_at TEXT NOT NULL,
    until_at TEXT NOT NULL, crowded TEXT NOT NULL, votes TEXT NOT NULL, text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
""".replace("@FACTS@", _FACTS)
"""How often the facts of a client's messages changed, counted by the database itself so that no
writer can forget it; and the last assessment of each client with a digest of all it rests on."""
