"""The owner's word on columns: what a table seems to hold, what is missing, and how it is said.

``goodterms import --map "Column=field"`` names one column; with a field left empty the column is
not read. What is settled so is kept by the digest of the header, so that it is said only once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from goodterms.core import column_titles
from goodterms.core.columns import (
    ESSENTIAL,
    ColumnMapping,
    Field,
    TableKind,
    fields_of,
    header_digest,
    missing,
    normalise_title,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ONLY_PAYMENTS = frozenset(
    map(Field, set(column_titles.TITLES["payments"]) - set(column_titles.TITLES["invoices"]))
)
"""Fields that make a table one of payments."""


class ColumnError(ValueError):
    """A word on a column that cannot be taken; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a header seems to say when it does not say enough.

    Attributes:
        header: The titles as they stand in the file, empty ones left out.
        kind: What the table most likely holds.
        fields: Title as in the file to the field it is taken for.
        missing: Fields without which the table cannot be read.
        is_torn: Nothing is missing, but it could hold invoices or payments.
    """

    header: tuple[str, ...]
    kind: TableKind
    fields: Mapping[str, Field]
    missing: tuple[Field, ...]
    is_torn: bool = False


def proposal(header: Sequence[str]) -> Proposal:
    """Return what a header seems to say: the kind of which fewer columns are missing."""
    found = {kind: fields_of(kind, header) for kind in TableKind}
    lacks = {kind: missing(kind, found[kind].values()) for kind in TableKind}
    kind = min(TableKind, key=lambda each: (len(lacks[each]), -len(found[each])))
    chosen = found[kind]
    return Proposal(
        header=tuple(filter(None, header)),
        kind=kind,
        fields={each: chosen[name] for each in header if (name := normalise_title(each)) in chosen},
        missing=tuple(lacks[kind]),
        is_torn=not lacks[kind],
    )


def named_field(text: str) -> Field | None:
    """Return the field that a word names, None for "do not read this column".

    Raises:
        ColumnError: There is no such field.
    """
    bare = text.strip().lower().replace("-", "_").replace(" ", "_")
    if bare in ("", "none"):
        return None
    try:
        return Field(bare)
    except ValueError:
        known = ", ".join(each.value for each in Field)
        message = f'no field is called "{bare[:40]}"; known: {known}'
        raise ColumnError(message) from None


def with_columns(
    header: Sequence[str], pairs: Mapping[str, str], base: ColumnMapping | None = None
) -> ColumnMapping:
    """Return the mapping of a header with what the owner says of single columns.

    Args:
        header: The titles as they stand in the file.
        pairs: Title to the name of a field, "" to leave the column out.
        base: The mapping that was saved or proposed; None takes what the titles suggest.

    Raises:
        ColumnError: A title that the header does not have, or a field that does not exist.
    """
    titles = {normalise_title(each) for each in header}
    said: dict[str, Field | None] = {}
    for title, word in pairs.items():
        name = normalise_title(title)
        if name not in titles:
            message = f'no column is called "{title[:60]}"'
            raise ColumnError(message)
        said[name] = named_field(word)
    kind = _kind({each for each in said.values() if each}, base, header)
    same = base is not None and base.kind is kind
    former = dict(base.fields) if base is not None and same else fields_of(kind, header)
    taken = set(said.values())
    fields = {name: each for name, each in former.items() if each not in taken and name not in said}
    fields |= {name: each for name, each in said.items() if each}
    if base is not None and same:
        return replace(base, fields=fields)
    return ColumnMapping(digest=header_digest(header), kind=kind, fields=fields)


def _kind(said: set[Field], base: ColumnMapping | None, header: Sequence[str]) -> TableKind:
    """Return what a table holds by the fields the owner named, else by the rest of it."""
    if said & ONLY_PAYMENTS:
        return TableKind.PAYMENTS
    if said & ESSENTIAL[TableKind.INVOICES]:
        return TableKind.INVOICES
    return base.kind if base is not None else proposal(header).kind
