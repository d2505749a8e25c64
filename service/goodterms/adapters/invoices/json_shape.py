"""A kind of JSON record: by which keys it is told, and where each of its fields stands.

A further tool is one entry in `json_shapes_accounting` or `json_shapes_invoicing`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What one kind of record of one tool looks like.

    Attributes:
        tool: Name, with what the record is.
        marks: Keys that together give it away.
        kind: ``invoices`` or ``payments``.
        fields: Name of a `core.columns.Field` to the paths that may hold it (`json_paths`).
        where: Key to the one text that it has to hold.
        words: Field to the tool's codes and what they mean in our words.
        constants: Field to a text that every record has.
        seconds: Fields that hold Unix times.
        is_minor: Amounts are in minor units.
        parties: Key of the id of a client in the list of clients of the same file.
    """

    tool: str
    marks: frozenset[str]
    kind: str
    fields: Mapping[str, Sequence[str]]
    where: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    seconds: frozenset[str] = frozenset()
    is_minor: bool = False
    parties: str = ""


def paths(text: str) -> Mapping[str, Sequence[str]]:
    """Return field -> paths from lines of ``field: path path``."""
    split = (line.partition(":") for line in text.strip().splitlines())
    return {name.strip(): tuple(paths.split()) for name, _, paths in split}
