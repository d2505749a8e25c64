"""Find the concepts of a sentence in its tokens; how terms are written: `core.concept_terms`."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.core.concept_terms import Bucket, Concepts, Element, Rest, Spoken

GAP = 3
"""Most tokens that ``..`` stands for; a bound keeps a pattern inside one thought."""


def find(concepts: Concepts, items: Sequence[str]) -> dict[int, tuple[int, int]]:
    """Return the concepts of one sentence: index to the first token range ``[start, end)``.

    Args:
        concepts: Compiled lists.
        items: Tokens of one sentence (`core.tokens.tokens`).
    """
    said = [spoken(concepts, token) for token in items]
    found: dict[int, tuple[int, int]] = {}
    for position, (singles, second, others) in enumerate(said):
        for index in singles:
            found.setdefault(index, (position, position + 1))
        following = items[position + 1] if position + 1 < len(items) else ""
        begun = [(each, position + 2) for each in second.get(following, ())]
        begun += [(each, position + 1) for each in others]
        for (index, rest), at in begun:
            end = _fits(rest, items, said, at)
            if end:
                found.setdefault(index, (position, end))
    return found


def heard(items: Sequence[str], said: Sequence[Spoken]) -> set[int]:
    """Return the indices that `find` returns, without the places and several times as fast.

    Args:
        items: Tokens of one sentence.
        said: What `spoken` returns for each.
    """
    found = set(chain.from_iterable([each[0] for each in said]))
    for position, (_, second, others) in enumerate(said, 1):
        if second and position < len(items) and items[position] in second:
            for index, rest in second[items[position]]:
                if index not in found and _fits(rest, items, said, position + 1):
                    found.add(index)
        for index, rest in others:
            if index not in found and _fits(rest, items, said, position):
                found.add(index)
    return found


def spoken(concepts: Concepts, token: str) -> Spoken:
    """Return what a token says by itself, and the longer terms that it can begin."""
    singles = _single(concepts, token)
    buckets = _beginning(concepts, token, singles)
    if len(buckets) == 1:
        return singles, buckets[0].second, buckets[0].others
    second: dict[str, tuple[Rest, ...]] = {}
    for bucket in buckets:
        for word, rest in bucket.second.items():
            second[word] = second.get(word, ()) + rest
    return singles, second, tuple(rest for bucket in buckets for rest in bucket.others)


def _single(concepts: Concepts, token: str) -> tuple[int, ...]:
    """Return the concepts that one token alone makes up."""
    found = concepts.exact.get(token, ())
    if not token.isalpha():
        return found
    for size in concepts.start_sizes:
        if size > len(token):
            break
        found += concepts.starts.get(token[:size], ())
    for size in concepts.end_sizes:
        # two letters must stand before an ending: it is an inflected word, not the ending itself
        if size + 2 <= len(token):
            found += concepts.ends.get(token[-size:], ())
    return found


def _beginning(concepts: Concepts, token: str, singles: tuple[int, ...]) -> list[Bucket]:
    """Return the longer terms that this token can begin."""
    found = []
    bucket = concepts.phrases.get(token)
    if bucket:
        found.append(bucket)
    for size in concepts.stem_sizes:
        if size > len(token):
            break
        bucket = concepts.stem_phrases.get(token[:size])
        if bucket:
            found.append(bucket)
    if concepts.concept_phrases:
        for index in dict.fromkeys(singles):
            bucket = concepts.concept_phrases.get(index)
            if bucket:
                found.append(bucket)
    return found


def _fits(rest: Sequence[Element], items: Sequence[str], said: Sequence[Spoken], at: int) -> int:
    """Return the end of the match of `rest` from token `at` on, 0 when it does not match."""
    if not rest:
        return at
    head, tail = rest[0], rest[1:]
    if head.gap:
        for skip in range(min(GAP, len(items) - at) + 1):
            end = _fits(tail, items, said, at + skip)
            if end:
                return end
        return 0
    if at < len(items) and _is(head, items[at], said[at][0]):
        return _fits(tail, items, said, at + 1)
    return 0


def _is(element: Element, token: str, singles: tuple[int, ...]) -> bool:
    """Return whether a token fits an element."""
    return (
        token in element.exact
        or (bool(element.starts) and token.startswith(element.starts))
        or (bool(element.ends) and token.endswith(element.ends))
        or (bool(element.concepts) and not element.concepts.isdisjoint(singles))
        or element.is_any
    )
