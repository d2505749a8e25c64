"""A table in plain text: columns as wide as they need to be, and no wider."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME_WIDTH = 17
"""Longest text of the first column; longer ones are cut with an ellipsis."""

LEFT = 3
"""Columns aligned to the left; the others hold numbers."""


def lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows of equal length as aligned lines.

    Args:
        rows: The head first. The last cell of a row is no column: when it is not empty, it follows
            in brackets on a line of its own.
    """
    cut = [(_cut(first), *rest) for first, *rest in rows]
    widths = [max(len(row[place]) for row in cut) for place in range(len(cut[0]) - 1)]
    found = []
    for *cells, below in cut:
        aligned = [
            each.ljust(width) if place < LEFT else each.rjust(width)
            for place, (each, width) in enumerate(zip(cells, widths, strict=True))
        ]
        found.append(" ".join(aligned).rstrip())
        if below:
            found.append(" " * (widths[0] + 1) + f"({below})")
    return found


def _cut(name: str) -> str:
    return name if len(name) <= NAME_WIDTH else name[: NAME_WIDTH - 1] + "…"
