"""Split new text into sentences, English and Croatian; each is a piece of the text as it stands."""

from __future__ import annotations

import re

WRAP = 60
"""A text whose longest line is shorter was not wrapped by a program."""

WIDEST_WRAP = 100
"""A text with longer lines was not wrapped by a program either: every line is a paragraph."""

_NEVER = """
mr mrs ms dr prof st vs e.g i.e eg ie approx dept fig cca
npr tj tzv odn gosp gđa gda gđ str br ul čl cl st tel mob sv ing mag dipl oec spec bacc
sc doc akad izv inž inz usp fra
"""

NEVER_LAST = frozenset(_NEVER.split())
"""Abbreviations after which the sentence goes on, whatever follows."""

_SOMETIMES = (
    "etc inc ltd co corp jr sr itd itsl isl sl god min sek mil mlrd tis d.o.o d.d o.o a.m p.m"
)

SOMETIMES_LAST = frozenset(_SOMETIMES.split())
"""Abbreviations that end a sentence only before a capital letter."""

_END = re.compile(r"([.!?…][.!?…]{0,19})([\"'”’»)\]]{0,3})(?=\s)")

_BULLET = re.compile(r"\s{0,12}(?:[-*•–·+o]|\(?\d{1,2}[.)]|[a-z]\))\s{1,5}\S")

_BEFORE_WORD = re.compile(r"[\s\"'(„“]")

WORD_LIMIT = 40
"""Characters before a mark that are looked at for an abbreviation."""


def sentences(new: str) -> list[str]:
    """Return the sentences in order, without surrounding white space.

    Lines that a program wrapped are read on, so a sentence may hold line breaks; an empty line,
    a short line and a bullet end one. Every sentence is a substring of `new`.
    """
    found: list[str] = []
    for start, end in _runs(new):
        found += _split(new[start:end])
    return found


def _runs(new: str) -> list[tuple[int, int]]:
    """Return the stretches of text that were typed without a line break."""
    lines = new.splitlines(keepends=True)
    longest = max((len(line.rstrip()) for line in lines), default=0)
    width = max(WRAP, longest) if longest <= WIDEST_WRAP else 0
    runs: list[tuple[int, int]] = []
    start = position = 0
    for index, line in enumerate(lines):
        position += len(line)
        following = lines[index + 1] if index + 1 < len(lines) else ""
        if _ends(line, following, width):
            runs.append((start, position))
            start = position
    return runs


def _ends(line: str, following: str, width: int) -> bool:
    """Return whether a line break was meant: the next word would have fitted into the line."""
    if not width or not line.strip() or not following.strip() or _BULLET.match(following):
        return True
    room = width - len(line.rstrip()) - 1
    return room > 0 and len(following.split(maxsplit=1)[0]) <= room


def _split(run: str) -> list[str]:
    """Return the sentences of one stretch of text."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(run):
        if _is_end(run, start, match):
            found.append(run[start : match.end()].strip())
            start = match.end()
    found.append(run[start:].strip())
    return [each for each in found if each]


def _is_end(run: str, start: int, match: re.Match[str]) -> bool:
    """Return whether a sentence ends at these marks."""
    if match[1][-1] in "!?" or "?" in match[1]:
        return True
    rest = run[match.end() : match.end() + 20].lstrip()
    goes_on = rest[:1].islower()
    if len(match[1]) > 1 or match[1] == "…":
        return not goes_on
    before = run[max(start, match.start() - WORD_LIMIT) : match.start()]
    word = _BEFORE_WORD.split(before.removesuffix("\n"))[-1].lower()
    if not word or word in NEVER_LAST or (len(word) == 1 and word.isalpha()):
        return False
    if word == "no":
        return not rest[:1].isdigit()
    if word in SOMETIMES_LAST or word.rstrip(".").isdigit():
        return not goes_on and not rest[:1].isdigit()
    return True
