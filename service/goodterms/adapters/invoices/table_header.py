"""The header of a table that does not tell itself: what is proposed, and what the owner says.

Source: issue 5, "any other CSV through a mapping that is proposed, previewed and saved".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodterms.core.column_choice import ColumnError, proposal, with_columns
from goodterms.core.columns import header_digest, missing, normalise_title, propose, recognised
from goodterms.core.table_row import plain
from goodterms.errors import ImportFileError, UnknownColumnsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from goodterms.core.column_choice import Proposal
    from goodterms.core.columns import ColumnMapping

HINT = (
    "Name the columns number, issue_date, client and total for invoices, or paid_on, amount and"
    " invoice for payments"
)

FEWEST_TITLES = 2
"""A row with fewer titles is no header."""

MOST_TITLES = 200
"""Longest list of titles in a message, in characters."""


def refusal(head: Sequence[Sequence[str]], name: str) -> ImportFileError:
    """Return the error for a file whose columns cannot be told, with what is proposed for them.

    Args:
        head: The first records of the file.
        name: File name.
    """
    likely = max(
        head, key=lambda each: (recognised(each), len(set(filter(None, each)))), default=()
    )
    found = proposal(likely)
    titles = plain(", ".join(found.header))[:MOST_TITLES]
    if recognised(likely) < FEWEST_TITLES:
        message = f"{name} has no row that names the columns of invoices or payments"
        if len(found.header) < FEWEST_TITLES:
            return ImportFileError(message, hint=HINT)
        hint = f'{HINT}, or say what they are with --map "Column=field"; the columns are: {titles}'
    else:
        message = f"{name} could hold invoices or payments, or lacks a column ({titles})"
        hint = _hint(found)
    return UnknownColumnsError(
        message,
        hint=hint,
        header=tuple(map(plain, found.header)),
        fields={plain(title): each.value for title, each in found.fields.items()},
        missing=tuple(each.value for each in found.missing),
    )


def _hint(found: Proposal) -> str:
    """Return what the columns are taken for, and how to say the rest."""
    pairs = ", ".join(f'"{plain(title)}" = {each}' for title, each in found.fields.items())
    if found.is_torn:
        first = next(iter(found.fields), "")
        words = (
            f'Say which with --map "{plain(first)}=issue_date" for invoices or'
            f' --map "{plain(first)}=paid_on" for payments'
        )
        return f"Read as {pairs[:MOST_TITLES]}. {words}" if pairs else words
    lacks = ", ".join(found.missing)
    return (
        f'Name what is missing for {found.kind} ({lacks}) with --map "Column=field"; read so far:'
        f" {pairs[:MOST_TITLES]}"
    )


def with_owner_columns(
    head: Sequence[list[str]],
    columns: Mapping[str, str],
    known: Mapping[str, ColumnMapping],
    name: str,
) -> tuple[int, ColumnMapping]:
    """Return the place of the header in the first records, and its mapping with the owner's word.

    Raises:
        ImportFileError: No record has these titles, a field does not exist, or others lack still.
    """
    wanted = {normalise_title(each) for each in columns}
    counts = [len(wanted & set(map(normalise_title, cells))) for cells in head]
    place = max(range(len(head)), key=lambda at: (counts[at], recognised(head[at])), default=-1)
    header = head[place] if place >= 0 else []
    saved = known.get(header_digest(header)) or propose(header, hint=name)
    try:
        mapping = with_columns(header, columns, saved)
    except ColumnError as error:
        titles = plain(", ".join(filter(None, header)))[:MOST_TITLES]
        message = f"{name}: {plain(str(error))}"
        raise ImportFileError(message, hint=f"Its columns are: {titles}") from error
    lacks = missing(mapping.kind, mapping.fields.values())
    if lacks:
        fields = mapping.fields
        message = f"{name} lacks a column for {', '.join(lacks)}"
        raise UnknownColumnsError(
            message,
            hint='Name each with --map "Column=field"',
            header=tuple(map(plain, filter(None, header))),
            fields={
                plain(each): fields[key].value
                for each in header
                if (key := normalise_title(each)) in fields
            },
            missing=tuple(each.value for each in lacks),
        )
    return place, mapping
