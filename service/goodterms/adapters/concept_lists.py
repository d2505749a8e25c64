"""Read the concept lists (models/tone/concepts/<language>.toml) and check every term."""

from __future__ import annotations

import hashlib
import json
import tomllib
from typing import TYPE_CHECKING

from goodterms.core import concept_terms, tokens
from goodterms.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

MOST_TERMS = 20_000
"""Bound of all lists together."""


def load(folder: Path) -> dict[str, list[str]]:
    """Return concept name to sorted terms of all languages.

    Args:
        folder: Holds one ``<language>.toml`` per language; each must name the same concepts.

    Raises:
        ModelError: A file cannot be read, the languages differ in their concepts, or a term can
            never match (it is not folded, or the tokeniser would split it).
    """
    files = sorted(folder.glob("*.toml"))
    if not files:
        problem = f"no concept lists in {folder}"
        raise ModelError(problem)
    tables = {path.name: _table(path) for path in files}
    names = {name: sorted(table) for name, table in tables.items()}
    first = files[0].name
    for name, found in names.items():
        if found != names[first]:
            odd = ", ".join(sorted(set(found) ^ set(names[first])))
            problem = f"{first} and {name} do not name the same concepts: {odd}"
            raise ModelError(problem)
    merged = {
        concept: sorted({term for table in tables.values() for term in table[concept]})
        for concept in names[first]
    }
    check(merged)
    return merged


def digest(lists: dict[str, list[str]]) -> str:
    """Return 12 hex digits over all terms."""
    text = json.dumps(lists, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def check(lists: dict[str, list[str]]) -> None:
    """Raise `ModelError` when a term cannot be compiled or can never match."""
    if sum(map(len, lists.values())) > MOST_TERMS:
        problem = f"concept lists hold more than {MOST_TERMS} terms"
        raise ModelError(problem)
    for concept, terms in lists.items():
        for term in terms:
            for choice in term.replace("|", " ").split():
                if not _can_match(choice):
                    problem = f"concept {concept}: {choice!r} in {term!r} can never match"
                    raise ModelError(problem)
    try:
        concept_terms.compile_terms(lists)
    except ValueError as error:
        problem = f"concept lists: {error}"
        raise ModelError(problem) from error


def _table(path: Path) -> dict[str, list[str]]:
    """Return the terms of one file by concept."""
    try:
        with path.open("rb") as stream:
            raw = tomllib.load(stream)
    except (OSError, tomllib.TOMLDecodeError) as error:
        problem = f"{path.name} cannot be read: {error}"
        raise ModelError(problem) from error
    return {
        concept: [" ".join(term.split()) for term in str(text).split(",") if term.strip()]
        for concept, text in raw.items()
    }


def _can_match(choice: str) -> bool:
    """Return whether a choice of a term can equal a token."""
    if choice in {"_", ".."} or choice.startswith(("@", "<")):
        return True
    plain = choice.strip("*")
    return tokens.tokens(plain) == [plain]
