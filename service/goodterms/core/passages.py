"""Where a passage of cleaned text stands in the text it was taken from."""

from __future__ import annotations

import re

LONGEST = 4000
"""Longer passages are not searched for word by word."""


def locate(passage: str, text: str, *, start: int = 0) -> tuple[int, int] | None:
    """Return the range of `passage` in `text` from `start` on, blanks and line breaks being equal.

    Returns:
        ``(start, end)`` so that ``text[start:end]`` has the passage's words, None when they do not
        stand there in one piece.
    """
    found = text.find(passage, start)
    if passage and found >= 0:
        return found, found + len(passage)
    pieces = passage[:LONGEST].split()
    if not pieces:
        return None
    match = re.compile(r"\s+".join(map(re.escape, pieces))).search(text, start)
    return (match.start(), match.end()) if match else None


def shown(passage: str, text: str) -> str:
    """Return the passage as it stands in the text; its longest line found there; or nothing."""
    place = locate(passage, text)
    if place:
        return text[place[0] : place[1]]
    lines = sorted((line.strip() for line in passage.splitlines()), key=len, reverse=True)
    for line in lines:
        place = locate(line, text)
        if place:
            return text[place[0] : place[1]]
    return ""
