"""What the tone model knows of each word, remembered from one text to the next.

Words come again and again: what a word brings (its own feature, its character pieces, the concepts
it names or begins) is looked up once. It changes the speed, never a score.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from goodterms.core import concepts, tokens
from goodterms.core.tone_rows import Rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from goodterms.core.concept_terms import Concepts, Spoken
    from goodterms.core.tone_blocks import Block, Level

MOST_REMEMBERED = 20_000
"""Different words, and different pieces between blanks, that are remembered; about 1 KB each."""

LONGEST_REMEMBERED = 40
"""Characters of such a piece."""


Followers: TypeAlias = "dict[str, dict[str, int]]"
"""Positions of pairs by first and second word."""


class Entry(NamedTuple):
    """What one token brings.

    Attributes:
        token: The token.
        place: Position of its word feature; None when the model does not know it.
        after: Positions of its pairs with a next token, by that token.
        later: Positions of its loose pairs with a token that follows soon, likewise.
        pieces: Rows of its character pieces by position; empty for typed tokens and marks.
        said: Its concepts, and the terms it can begin (`concepts.spoken`).
        is_word: It is made of letters.
    """

    token: str
    place: int | None
    after: Mapping[str, int]
    later: Mapping[str, int]
    pieces: Mapping[int, int]
    said: Spoken
    is_word: bool


class Lexicon:
    """The model's numbers by what texts hold.

    Attributes:
        words: Rows of words and word pairs, by position.
        chars: Rows of character pieces, by position.
        concepts: Rows of concepts and their pairs, by position.
        pairs: Positions of concepts and their pairs, by two concept indices.
    """

    def __init__(
        self, blocks: tuple[Block, Block, Block], levels: tuple[Level, Level], compiled: Concepts
    ) -> None:
        self.words, self.chars, self.concepts = (
            Rows(number, block, levels) for number, block in enumerate(blocks)
        )
        self.pairs = Pairs(compiled, blocks[2].index)
        self._features = (blocks[0].index, blocks[1].index)
        self._concepts = compiled
        self._pairs: tuple[Followers, Followers] | None = None
        self._entries: dict[str, Entry] = {}
        self._pieces: dict[str, tuple[Entry, ...] | None] = {}

    def read(self, sentence: str) -> list[Entry]:
        """Return the entries of a sentence's tokens, in order."""
        found: list[Entry] = []
        for piece in sentence.split():
            entries = self._pieces[piece] if piece in self._pieces else self._read_piece(piece)
            if entries is None:
                return [self.entry(token) for token in tokens.tokens(sentence)]
            found += entries
        return found

    def entry(self, token: str) -> Entry:
        """Return what a token brings."""
        found = self._entries.get(token)
        if found is None:
            found = self._look_up(token)
            if len(self._entries) < MOST_REMEMBERED:
                self._entries[token] = found
        return found

    def _read_piece(self, piece: str) -> tuple[Entry, ...] | None:
        """Return the entries of a piece without blanks, None when it may hold a typed token."""
        items = tokens.untyped(piece)
        found = None if items is None else tuple(map(self.entry, items))
        if len(self._pieces) < MOST_REMEMBERED and len(piece) <= LONGEST_REMEMBERED:
            self._pieces[piece] = found
        return found

    def _look_up(self, token: str) -> Entry:
        """Return what a token brings, from the model's tables."""
        words, chars = self._features
        if self._pairs is None:
            self._pairs = _followers(words, " "), _followers(words, "  ")
        after, later = self._pairs
        is_word = tokens.is_word(token)
        grams = tokens.char_grams(token) if is_word else ()
        return Entry(
            token=token,
            place=words.get(token),
            after=after.get(token, {}),
            later=later.get(token, {}),
            pieces={
                place: self.chars[place]
                for place in sorted({chars[gram] for gram in grams if gram in chars})
            },
            said=concepts.spoken(self._concepts, token),
            is_word=is_word,
        )


class Pairs(dict[int, dict[int, int]]):
    """Positions of concept pairs, by first and second concept index, the first no larger.

    Twice the same index is the concept alone.
    """

    def __init__(self, compiled: Concepts, index: Mapping[str, int]) -> None:
        super().__init__()
        self._names = compiled.names
        self._index = index

    def __missing__(self, first: int) -> dict[int, int]:
        """Return the pairs of a concept by the second one, and remember them."""
        left = self._names[first]
        keys = [left, *(f"{left}+{right}" for right in self._names[first + 1 :])]
        found = self[first] = {
            second: self._index[key] for second, key in enumerate(keys, first) if key in self._index
        }
        return found


def _followers(index: Mapping[str, int], between: str) -> Followers:
    """Return the pairs of a block with so many blanks in between, by first and second word."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for gram, place in index.items():
        first, blanks, second = gram.partition(between)
        if blanks and not second.startswith(" "):
            found[first][second] = place
    return dict(found)
