"""Foreign text in pieces, those with the earning words marked.

The pieces are escaped one by one and joined by the template, so that no mark can open or close
anything inside the text (decision model B3.2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.core.findings import visible
from goodterms.core.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Collection

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text; `is_marked` when it is a word that earned the score."""

    text: str
    is_marked: bool


def pieces(text: str, words: Collection[str] = ()) -> tuple[Piece, ...]:
    """Return one visible line of foreign text in pieces.

    Args:
        text: As stored, at most a few hundred characters.
        words: The earning words in any spelling; letters are folded as for scoring.

    Returns:
        Pieces whose texts joined are the visible line; nothing for no text.
    """
    line, wanted = visible(text), {fold(each) for each in words}
    found: list[Piece] = []
    start = 0
    for match in _WORD.finditer(line) if wanted else ():
        if fold(match[0]) in wanted:
            found.append(Piece(text=line[start : match.start()], is_marked=False))
            found.append(Piece(text=match[0], is_marked=True))
            start = match.end()
    found.append(Piece(text=line[start:], is_marked=False))
    return tuple(each for each in found if each.text)
