"""Text to tokens and n-grams: one way for training and for scoring, in every language.

Letters are folded (``č`` and ``c`` are one letter), numbers, times, money, links and files become
typed tokens, so that no weight can hang on a name's spelling or on one certain amount. Source: tone
study e.2 and e.4; folding both sides cost nothing there and heals mail typed without diacritics.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

LOOSE = (2, 3)
"""Distances at which two words of a sentence are a loose pair; measured in the card."""

CHAR_LENGTHS = (3, 4)
"""Lengths of character n-grams inside a word and its two borders.

The tone study (e.4) names 2 to 5; on our corpus 3 and 4 alone measure the same (within 0.002 of
average precision, see the card) at half the size and twice the speed.
"""

LONGEST_WORD = 40
"""Longer runs of letters are cut: they are pasted data and would make scoring slow."""

LINK, ADDRESS, FILE, MONEY, TIME, DATE, SIZE, NUMBER = (
    "<link>",
    "<address>",
    "<file>",
    "<money>",
    "<time>",
    "<date>",
    "<size>",
    "<number>",
)

_TOKEN = re.compile(
    r"""
    (?P<plain>[^\W\d_]++(?![\w.+@:-]))  # begins nothing of what follows, as most words
  | (?P<link>https?://\S{1,300}|www\.\S{1,300})
  | (?P<address>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})
  | (?P<file>[\w-]{1,60}\.(?:pdf|docx?|xlsx?|png|jpe?g|psd|ai|svg|zip|mp[34]|mov|indd|eps|tiff?|csv
        |pptx?|html?|txt)\b)
  | (?P<money>[€$£]\s?\d[\d.,]{0,12}k?|\d[\d.,]{0,12}\s?(?:€|\$|£|(?:eura?|euros?|kn|kuna|usd|gbp
        |quid|pounds|dollars)\b))
  | (?P<time>\d{1,2}:\d{2}(?:\s?(?:am|pm|h)\b)?|\d{1,2}\.\d{2}\s?(?:am|pm|h)\b
        |\d{1,2}\s?(?:am|pm|h|oclock)\b)
  | (?P<date>\d{4}-\d{2}-\d{2}|\d{1,2}[./]\s?\d{1,2}(?:[./]\s?(?:\d{4}|\d{2})?|\b)(?![\d,])
        |\d{1,2}(?:st|nd|rd|th)\b)
  | (?P<size>\d[\d.,]{0,8}\s?(?:%|posto\b|px\b|pt\b|cm\b|mm\b))
  | (?P<number>\d[\d.,]{0,15}\d|\d)
  | (?P<word>[^\W\d_]+)
  | (?P<mark>[!?]+|\.{2,})
  | (?P<sign>[\u2190-\u2bff\U0001f000-\U0001faff])
    """,
    re.VERBOSE,
)

_TYPED = {
    "link": LINK,
    "address": ADDRESS,
    "file": FILE,
    "money": MONEY,
    "time": TIME,
    "date": DATE,
    "size": SIZE,
    "number": NUMBER,
}

_TYPED_INSIDE = re.compile(r"[\d@€$£]|://|www\.|\.\w")
"""What every link, address, file, amount and number holds; few sentences do."""

_UNTYPED = re.compile(r"[^\W\d_]+|[!?]+|\.{2,}|[\u2190-\u2bff\U0001f000-\U0001faff]")
"""Words, marks and signs: all that `_TOKEN` finds where nothing can be typed."""

_APOSTROPHE = re.compile(r"(?<=\w)['\u2019\u02bc](?=\w)")
_REPEAT = re.compile(r"([^\W\d_])\1{2,}")
_THRICE = re.compile(r"(.)\1\1")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def fold(text: str) -> str:
    """Return lower-case text without diacritics, inner apostrophes and drawn-out letters.

    The Croatian ``đ`` has no decomposition and is folded by hand; ``…`` becomes three dots (NFKC).
    """
    if text.isascii():
        lowered = text.lower()
    else:
        lowered = unicodedata.normalize("NFKC", text).lower()
        lowered = _NOT_ASCII.sub(_unmarked, lowered)
    if "'" in lowered or not lowered.isascii():
        lowered = _APOSTROPHE.sub("", lowered)
    return _REPEAT.sub(r"\1", lowered) if _THRICE.search(lowered) else lowered


def _unmarked(found: re.Match[str]) -> str:
    """Return a found character without its diacritics."""
    return without_marks(found[0])


@lru_cache(maxsize=4096)
def without_marks(character: str) -> str:
    """Return one lower-case character without diacritics; nothing for a mark alone."""
    parts = unicodedata.normalize("NFD", character.replace("đ", "d"))
    return "".join(each for each in parts if not unicodedata.combining(each))


def tokens(text: str) -> list[str]:
    """Return folded words, typed tokens (``<time>``), mark classes and pictograms, in order.

    Mark classes are ``?``, ``!``, ``??`` and ``!!`` (two or more; a mix counts as ``??``), and
    ``...`` (two or more dots). Other punctuation is dropped.
    """
    plain = fold(text)
    if not _TYPED_INSIDE.search(plain):
        return _untyped(plain)
    return [
        _TYPED.get(match.lastgroup or "") or _classed(match[0]) for match in _TOKEN.finditer(plain)
    ]


def untyped(piece: str) -> list[str] | None:
    """Return the tokens of a piece of text without white space; None when it may hold a typed one.

    Typed tokens alone reach over white space (``5 pm``): where a sentence has none, its tokens are
    those of its pieces.
    """
    plain = fold(piece)
    return None if _TYPED_INSIDE.search(plain) else _untyped(plain)


def _untyped(plain: str) -> list[str]:
    """Return the words, mark classes and pictograms of folded text without typed tokens."""
    return [
        piece if piece.isalpha() and len(piece) <= LONGEST_WORD else _classed(piece)
        for piece in _UNTYPED.findall(plain)
    ]


def is_word(token: str) -> bool:
    """Return whether a token is a word of letters (not typed, not a mark)."""
    return token.isalpha()


def word_grams(items: list[str]) -> list[str]:
    """Return the tokens, their neighbouring pairs (``a b``) and looser ones (``a  b``).

    A loose pair has one or two tokens in between; two blanks tell it from a neighbouring one.
    """
    found = items + [f"{left} {right}" for left, right in pairwise(items)]
    for distance in LOOSE:
        found += [f"{left}  {right}" for left, right in zip(items, items[distance:], strict=False)]
    return found


def char_grams(token: str) -> list[str]:
    """Return the 3- and 4-letter pieces of one word with a border on each side."""
    padded = f" {token} "
    size = len(padded)
    return [
        padded[start : start + length]
        for length in CHAR_LENGTHS
        for start in range(size - length + 1)
    ]


def all_char_grams(items: list[str]) -> list[str]:
    """Return the character pieces of all words of a text, repeated as often as they occur."""
    return [piece for token in items if token.isalpha() for piece in char_grams(token)]


def _classed(piece: str) -> str:
    """Return a word, cut to `LONGEST_WORD`, a sign, or the class of a run of marks."""
    if piece[0] not in "!?.":
        return piece[:LONGEST_WORD]
    if piece[0] == ".":
        return "..."
    if len(piece) == 1:
        return piece
    return "??" if "?" in piece else "!!"
