"""JSON files: invoices of tools, hours of time trackers, hledger; told apart by their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.adapters.invoices import (
    journal_json,
    json_exports,
    json_tables,
    json_text,
    time_json,
)
from goodterms.errors import ImportFileError

if TYPE_CHECKING:
    from goodterms.adapters.invoices.asked import Asked
    from goodterms.ports import LedgerFile


def read(data: bytes, name: str, asked: Asked) -> LedgerFile:
    """Return what a JSON file holds.

    Raises:
        ImportFileError: It is no well-formed JSON, or none that is known and whose keys read like
            the titles of a table.
    """
    value = json_text.parse(data, name)
    if journal_json.recognises(value):
        return journal_json.read_value(value, name, asked)
    if time_json.recognises(value):
        return time_json.read_value(value, name, asked, data)
    found = json_exports.found_in(value)
    if found:
        return json_exports.read_value(found, value, name, asked, data)
    if not json_tables.records_in(value)[1]:
        message = f"{name} holds no list of invoices, payments or hours"
        raise ImportFileError(message, hint="Export invoices or payments as CSV or JSON")
    return json_tables.read_value(value, name, asked, data)
