"""`goodterms import --history` and `--undo`: what was said of an invoice, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.app import money_importer
from goodterms.cli.ledger_view import neutral
from goodterms.core.amounts import amount_text
from goodterms.errors import ImportFileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from goodterms.adapters.store import SqliteStore
    from goodterms.adapters.store_sources import Taken
    from goodterms.adapters.store_takeback import Told, Voice
    from goodterms.app import App
    from goodterms.ports import Importer

SHOWN = (
    "kind", "buyer", "issue_date", "due_date", "total_minor", "paid_minor", "state", "net_minor",
    "hours", "paid_on", "amount_minor", "payer", "reference", "document", "status",
)  # fmt: skip
"""Columns whose values are compared, in the order of their telling."""

MOST_KNOWN = 10
"""Most imported files that are named when one is not known."""


def undo(app: App, path: Path) -> str:
    """Take an import back and return what was done, in a line.

    Raises:
        ImportFileError: This file was never imported.
    """
    with app.open_store() as store:
        taken = taken_file(store, money_importer(app.settings), path)
        counts = store.take_back(taken.id, app.clock.now())
    return (
        f"{neutral(taken.name)}: taken back. {counts['removed']} rows went, {counts['kept']} stay "
        f"because other files tell of them, {counts['changed']} of these as they were before."
    )


def taken_file(store: SqliteStore, importer: Importer, path: Path) -> Taken:
    """Return the import that a file or a file name means: the same content, else the last so named.

    Raises:
        ImportFileError: There is none.
    """
    digest = importer.digest(path)
    found = store.taken(digest) if digest else None
    named = store.taken_files(path.name) or store.taken_files(str(path))
    if found is None and not named:
        known = ", ".join(each.name for each in store.taken_files()[:MOST_KNOWN]) or "none"
        message = f"{path.name} was not imported"
        raise ImportFileError(message, hint=neutral(f"Imported last: {known}"))
    return found or named[0]


def told_of(app: App, number: str) -> Sequence[Told]:
    """Return the documents of a number and their payments, with everything ever said of them.

    Raises:
        ImportFileError: There is no such document.
    """
    with app.open_store() as store:
        found = store.told_of(number)
    if not found:
        message = f'no invoice has the number "{neutral(number)}"'
        raise ImportFileError(message, hint="`goodterms clients` shows what was imported")
    return found


def told_json(told: Told) -> dict[str, object]:
    """Return a row and what was said of it as JSON values."""
    return {
        "kind": told.kind,
        "now": dict(told.row),
        "said": [
            {
                "at": each.at.isoformat(),
                "file": each.source,
                "line": each.line,
                "former": each.is_former,
                "fields": dict(each.fields),
            }
            for each in told.voices
        ],
    }


def told_lines(told: Told) -> Iterator[str]:
    """Yield a row as it is, and what was said of it, oldest first."""
    yield neutral(f"{told.kind} {told.row['id']}: {summed(told.row)}")
    for each in told.voices:
        yield neutral(f"  {each.at:%Y-%m-%d %H:%M} {voice(told, each)}")


def voice(told: Told, said: Voice) -> str:
    """Return one thing that was said: where, and how it differs from what stands now."""
    place = f"{said.source}, line {said.line}" if said.line else said.source
    differences = ", ".join(
        f"{name} {shown(name, said.fields)}"
        for name in SHOWN
        if name in told.row and said.fields.get(name) != told.row[name]
    )
    if said.is_former:
        return f"changed; until then ({place}): {differences or 'other details'}"
    return f"read in {place}: {differences or 'what stands now'}"


def summed(row: Mapping[str, object]) -> str:
    """Return the present values of a row that there are."""
    return ", ".join(
        f"{name} {shown(name, row)}" for name in SHOWN if row.get(name) not in {None, ""}
    )


def shown(name: str, row: Mapping[str, object]) -> str:
    """Return a value for people; amounts with their currency."""
    value = row.get(name)
    if name.endswith("_minor") and isinstance(value, int):
        currency = str(row.get("currency", ""))
        return f"{amount_text(value, currency)} {currency}"
    return "none" if value in {None, ""} else str(value)
