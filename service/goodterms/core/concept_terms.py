"""The terms of concepts: how they are written and what they are compiled to.

A concept such as ``way_out`` or ``minimiser`` is a list of terms per language. The lists of all
languages apply to every text (code switching is normal), so that a weight learned from one language
holds in the next (tone study e.4: character n-grams do not cross languages, AUC 0.54).

A term is one or more elements separated by blanks, matched against the tokens of one sentence:

    ``asap``        the token itself, folded        ``urgent*``   a token that begins so
    ``now|asap``    any of these                    ``*jte``      a token that ends so
    ``_``           any one token                   ``..``        up to three tokens, or none
    ``@today``      a token that alone makes up another concept
    ``<time>``      a typed token (see `core.tokens`)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_TERM = 8
"""Most elements in one term."""

Key = TypeVar("Key", str, int)
"""What longer terms are filed under: a word, the beginning of one, or a concept's index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One place of a term: any of these exact tokens, beginnings, endings or concepts.

    Attributes:
        exact: Whole tokens; empty together with the others means any token.
        starts: Beginnings of a token.
        ends: Endings of a token.
        concepts: Indices of concepts that a single token makes up.
        gap: Stands for zero to three tokens instead of one.
    """

    exact: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    concepts: frozenset[int] = frozenset()
    gap: bool = False

    @property
    def is_any(self) -> bool:
        """Return whether every token fits."""
        return not (self.gap or self.exact or self.starts or self.ends or self.concepts)

    @property
    def is_exact(self) -> bool:
        """Return whether only whole tokens fit."""
        return bool(self.exact) and not (self.starts or self.ends or self.concepts)


Rest = tuple[int, tuple[Element, ...]]
"""A concept's index and the elements still to be matched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """Longer terms that begin alike.

    Attributes:
        second: Concept and remaining elements, by the exact second token.
        others: Concept and all elements after the first, where the second is a pattern.
    """

    second: Mapping[str, tuple[Rest, ...]]
    others: tuple[Rest, ...]


Spoken = tuple[tuple[int, ...], Mapping[str, tuple[Rest, ...]], tuple[Rest, ...]]
"""The concepts that a token alone makes up; what it can begin, as in `Bucket`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concepts:
    """Compiled concept lists; plain values, built once by `compile_terms`.

    Attributes:
        names: Concept identifiers, sorted; an index into this is used everywhere else.
        exact, starts, ends: Single tokens, beginnings and endings to concept indices.
        start_sizes, end_sizes: Lengths that occur in `starts` and `ends`.
        phrases: Longer terms by their exact first token.
        stem_phrases: Longer terms by the beginning of their first token.
        stem_sizes: Lengths that occur in `stem_phrases`.
        concept_phrases: Longer terms by the concept their first token makes up.
    """

    names: tuple[str, ...]
    exact: Mapping[str, tuple[int, ...]]
    starts: Mapping[str, tuple[int, ...]]
    ends: Mapping[str, tuple[int, ...]]
    start_sizes: tuple[int, ...]
    end_sizes: tuple[int, ...]
    phrases: Mapping[str, Bucket]
    stem_phrases: Mapping[str, Bucket]
    stem_sizes: tuple[int, ...]
    concept_phrases: Mapping[int, Bucket]


def compile_terms(lists: Mapping[str, Iterable[str]]) -> Concepts:
    """Return the compiled form of concept name to terms.

    Raises:
        ValueError: A term is empty or too long, begins with ``_``, ``..`` or an ending, or names a
            concept that does not exist.
    """
    names = tuple(sorted(lists))
    number = {name: index for index, name in enumerate(names)}
    read: dict[str, Element] = {}
    singles: list[tuple[int, Element]] = []
    longer: list[tuple[int, tuple[Element, ...]]] = []
    for name in names:
        for term in sorted(set(lists[name])):
            elements = _elements(term, number, read)
            if len(elements) > 1:
                _check_first(elements[0], term)
                longer.append((number[name], elements))
            else:
                singles.append((number[name], elements[0]))
    exact = _table((word, index) for index, each in singles for word in sorted(each.exact))
    starts = _table((word, index) for index, each in singles for word in each.starts)
    ends = _table((word, index) for index, each in singles for word in each.ends)
    stems = _buckets((word, term) for term in longer for word in term[1][0].starts)
    return Concepts(
        names=names,
        exact=exact,
        starts=starts,
        ends=ends,
        start_sizes=tuple(sorted({len(word) for word in starts})),
        end_sizes=tuple(sorted({len(word) for word in ends})),
        phrases=_buckets((word, term) for term in longer for word in sorted(term[1][0].exact)),
        stem_phrases=stems,
        stem_sizes=tuple(sorted({len(word) for word in stems})),
        concept_phrases=_buckets(
            (index, term) for term in longer for index in sorted(term[1][0].concepts)
        ),
    )


def _elements(
    term: str, number: Mapping[str, int], read: dict[str, Element]
) -> tuple[Element, ...]:
    """Return the parsed elements of a term; those read before are used again."""
    parts = term.split()
    if not 1 <= len(parts) <= LONGEST_TERM:
        problem = f"a term has {len(parts)} elements: {term!r}"
        raise ValueError(problem)
    for part in parts:
        if part not in read:
            read[part] = _element(part, number)
    return tuple(read[part] for part in parts)


def _element(part: str, number: Mapping[str, int]) -> Element:
    """Return one parsed element."""
    if part.isalnum():  # most are plain words
        return Element(exact=frozenset((part,)))
    if part in {"_", ".."}:
        return Element(gap=part == "..")
    choices = part.split("|")
    named = [each[1:] for each in choices if each.startswith("@")]
    unknown = [each for each in named if each not in number]
    if unknown or "" in choices or "*" in choices:
        problem = f"unknown concept or empty choice in {part!r}"
        raise ValueError(problem)
    plain = [each for each in choices if not each.startswith("@")]
    return Element(
        exact=frozenset(each for each in plain if "*" not in each),
        starts=tuple(each[:-1] for each in plain if each.endswith("*")),
        ends=tuple(each[1:] for each in plain if each.startswith("*")),
        concepts=frozenset(number[each] for each in named),
    )


def _check_first(first: Element, term: str) -> None:
    """Raise when a longer term begins with something that cannot be looked up."""
    if first.gap or first.is_any or first.ends:
        problem = f"a term cannot begin with a gap or an ending: {term!r}"
        raise ValueError(problem)


def _table(entries: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    """Return the concepts of each word, without repetition."""
    found: dict[str, tuple[int, ...]] = {}
    for word, index in entries:
        if index not in found.get(word, ()):
            found[word] = (*found.get(word, ()), index)
    return found


def _buckets(entries: Iterable[tuple[Key, tuple[int, tuple[Element, ...]]]]) -> dict[Key, Bucket]:
    """Return longer terms by what they begin with, and by their second token where it is exact."""
    second: dict[Key, dict[str, list[Rest]]] = {}
    others: dict[Key, list[Rest]] = {}
    for key, (index, elements) in entries:
        table = second.setdefault(key, {})
        rest = others.setdefault(key, [])
        if elements[1].is_exact:
            for word in sorted(elements[1].exact):
                table.setdefault(word, []).append((index, elements[2:]))
        else:
            rest.append((index, elements[1:]))
    return {
        key: Bucket(
            second={word: tuple(each) for word, each in second[key].items()},
            others=tuple(others[key]),
        )
        for key in second
    }
