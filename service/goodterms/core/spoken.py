"""New text as the sentences that explicit words are looked for in: folded once, for every rule.

Sentences here are coarser than those of `core.sentences`, which tone is scored by: what matters is
that a request and its time stay together.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from goodterms.core.key_words import KEY_WORDS

LONGEST = 1000
"""Characters of a sentence that are read; people write shorter ones."""

LONGEST_REMEMBERED = 30
"""Characters of a word whose kinds are remembered."""

_END = re.compile(
    # a leading class lets the search skip to the next white space
    r"\s(?:(?<=[.!?…]\s)(?<!\d\.\s)\s*|(?<=\n)\s*\n|(?<=\n)(?=\s*(?:[-*•–]|\d+[.)]|[A-ZČĆŽŠĐ])))"
)

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")

_WORD = re.compile(r"\w+|\?")

_BITS = {name: 1 << number for number, name in enumerate(KEY_WORDS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence.

    Attributes:
        text: As it was written, white space made single, at most `LONGEST` characters.
        plain: The same, folded.
        kinds: Which rules its words may belong to; see `may`.
    """

    text: str
    plain: str
    kinds: int

    def may(self, name: str) -> bool:
        """Return whether the sentence holds a key word of a rule (a name in `KEY_WORDS`)."""
        return bool(self.kinds & _BITS[name])


@lru_cache(maxsize=2)
def read(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of new text; the last texts are remembered, since every rule asks."""
    found = []
    for each in sentences(text):
        plain = folded(each)
        found.append(Sentence(text=each, plain=plain, kinds=_kinds(plain)))
    return tuple(found)


def sentences(text: str) -> list[str]:
    """Split new text into sentences; a wrapped line goes on, a paragraph or list item ends one.

    Each is cut at `LONGEST` characters, so that no text can keep the patterns busy.
    """
    found = (" ".join(each.split()) for each in _END.split(text))
    return [each[:LONGEST] for each in found if each]


def folded(text: str) -> str:
    """Return text in lower case without diacritics and with plain apostrophes."""
    plain = text.lower()
    return plain if plain.isascii() else _NOT_ASCII.sub(_base, plain)


def may(plain: str, name: str) -> bool:
    """Return whether folded text holds a key word of a rule (a name in `KEY_WORDS`)."""
    return bool(_kinds(plain) & _BITS[name])


def _kinds(plain: str) -> int:
    """Return the rules that the words of folded text may belong to, a bit for each."""
    found = 0
    for chunk in plain.split():
        found |= _remembered(chunk) if len(chunk) <= LONGEST_REMEMBERED else _kinds_of(chunk)
    return found


def _kinds_of(chunk: str) -> int:
    """Return the rules that the words of a piece without blanks may belong to."""
    words = _WORD.findall(chunk)
    return sum(
        _BITS[name] for name, pattern in KEY_WORDS.items() if any(map(pattern.fullmatch, words))
    )


_remembered = lru_cache(maxsize=20_000)(_kinds_of)


def _base(found: re.Match[str]) -> str:
    """Return a found character without its diacritics."""
    return _decomposed(found[0])


@lru_cache(maxsize=4096)
def _decomposed(character: str) -> str:
    """Return a lower-case character as plain letters; nothing for a mark alone."""
    if character in "đ’":
        return "d" if character == "đ" else "'"
    parts = unicodedata.normalize("NFKD", character)
    return "".join(each for each in parts if not unicodedata.combining(each))
