"""Read-only SQL views for owners who ask their own questions; a stable face over the tables.

Made when the database is opened, and made anew when their text changed. None shows an excerpt, a
sender or a Message-ID: what leaves through a query tool should be counts, days and amounts. The
names begin with ``view_`` and are documented by `DESCRIPTIONS`, which also feeds the metadata file
for Datasette (``goodterms export --datasette FILE``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

VIEWS = {
    "view_verdicts": """
SELECT client, as_of, verdict, json_extract(text, '$.burn') AS burn,
    json_extract(text, '$.interval[0]') AS burn_low,
    json_extract(text, '$.interval[1]') AS burn_high,
    json_extract(text, '$.W') AS trouble_minutes, json_extract(text, '$.E') AS granted_minutes,
    json_extract(text, '$.data_weight') AS data_weight, rules_version, recorded_at
FROM verdict""",
    "view_latest_verdicts": """
SELECT * FROM (SELECT verdicts.*, row_number() OVER
    (PARTITION BY client ORDER BY as_of DESC, recorded_at DESC) AS place
    FROM view_verdicts AS verdicts) WHERE place = 1""",
    "view_incidents": """
SELECT latest.client, json_extract(each.value, '$.id') AS id,
    json_extract(each.value, '$.code') AS code, json_extract(each.value, '$.at') AS at,
    json_extract(each.value, '$.w') AS price_minutes, json_extract(each.value, '$.p') AS weight,
    json_extract(each.value, '$.w') * json_extract(each.value, '$.p') AS minutes,
    json_extract(each.value, '$.hard') AS is_hard, json_extract(each.value, '$.why') AS why
FROM (SELECT client, text, row_number() OVER (PARTITION BY client ORDER BY as_of DESC, id DESC)
    AS place FROM verdict) AS latest, json_each(latest.text, '$.incidents') AS each
WHERE latest.place = 1""",
    "view_messages": """
SELECT id, client, direction, arrived_at, noise, language, words, delivers, offers, asks_change
FROM message""",
    "view_documents": """
SELECT id, client, number, kind, state, issue_date, due_date, currency, total_minor
FROM document""",
    "view_payments": """
SELECT id, client, document, paid_on, currency, amount_minor
FROM payment""",
    "view_decisions": """
SELECT id, client, kind, decided_on, until, value
FROM decision""",
}
"""Name to query, in the order they are made: a later one may rest on an earlier one."""

DESCRIPTIONS = {
    "view_verdicts": "Every verdict ever stored; minutes are of the long window.",
    "view_latest_verdicts": "The latest verdict of each client.",
    "view_incidents": "Incidents of each client's latest verdict; minutes = price times weight.",
    "view_messages": "Messages of clients: when, which way, what was done in them; no text.",
    "view_documents": "Invoices and other documents; amounts in minor units of the currency.",
    "view_payments": "Payments with the document they settle, if it is known.",
    "view_decisions": "What the owner decided; notes stay in the table.",
}


def refresh(db: Database) -> None:
    """Make the views, or make them anew where their text changed; one transaction."""
    wanted = {name: f"CREATE VIEW {name} AS{sql}" for name, sql in VIEWS.items()}
    if _known(db) == wanted:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        for name in reversed(_known(db)):
            db.execute(f"DROP VIEW {name}")
        for statement in wanted.values():
            db.execute(statement)
        db.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


def _known(db: Database) -> dict[str, str]:
    """Return our views as they stand in the file, in the order they were made."""
    sql = "SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY rowid"
    return {name: text for name, text in db.execute(sql).fetchall() if name.startswith("view_")}


def metadata() -> dict[str, object]:
    """Return the metadata file for Datasette: the views described, every table hidden."""
    tables: dict[str, object] = {name: {"description": text} for name, text in DESCRIPTIONS.items()}
    return {
        "title": "Good Terms",
        "description": "Read-only views. Run: datasette --immutable goodterms.db -m metadata.json",
        "databases": {"goodterms": {"tables": tables}},
    }
