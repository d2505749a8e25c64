"""Find the concepts of a sentence in its tokens; how terms are written: `core.concept_terms`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goodterms.core.concept_terms import Bucket, Concepts, Element

GAP = 3
"""Most tokens that ``..`` stands for; a bound keeps a pattern inside one thought."""


def find(concepts: Concepts, items: Sequence[str]) -> dict[int, tuple[int, int]]:
    """Return the concepts of one sentence: index to the first token range ``[start, end)``.

    Args:
        concepts: Compiled lists.
        items: Tokens of one sentence (`core.tokens.tokens`).
    """
    singles = [_single(concepts, token) for token in items]
    found: dict[int, tuple[int, int]] = {}
    for position, token in enumerate(items):
        for index in singles[position]:
            if index not in found:
                found[index] = (position, position + 1)
        for bucket in _beginning(concepts, token, singles[position]):
            for index, end in _matches(bucket, items, singles, position + 1):
                if index not in found:
                    found[index] = (position, end)
    return found


def _matches(
    bucket: Bucket, items: Sequence[str], singles: Sequence[tuple[int, ...]], at: int
) -> Iterator[tuple[int, int]]:
    """Yield concept and end of each longer term whose second token would stand at `at`."""
    following = bucket.second.get(items[at], ()) if at < len(items) else ()
    for index, rest in following:
        end = _fits(rest, items, singles, at + 1)
        if end:
            yield index, end
    for index, rest in bucket.others:
        end = _fits(rest, items, singles, at)
        if end:
            yield index, end


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


def _fits(
    rest: Sequence[Element], items: Sequence[str], singles: Sequence[tuple[int, ...]], at: int
) -> int:
    """Return the end of the match of `rest` from token `at` on, 0 when it does not match."""
    if not rest:
        return at
    head, tail = rest[0], rest[1:]
    if head.gap:
        for skip in range(min(GAP, len(items) - at) + 1):
            end = _fits(tail, items, singles, at + skip)
            if end:
                return end
        return 0
    if at < len(items) and _is(head, items[at], singles[at]):
        return _fits(tail, items, singles, at + 1)
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
