r"""Read and check the tone corpus: models/tone/{corpus,ordinary}/<language>-<author>.tsv.

A line is ``family<TAB>subject<TAB>body``; ``\n`` in the body is a line break, and the words that
earn a label stand in ``<label>...</label>``. Lines that begin with ``#`` are comments. A family is
a scenario with its minimal pairs; a family never stands on both sides of a split (tone study e).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.core.mail import LABELS, Problem
from goodterms.core.tokens import fold
from goodterms.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

ORDINARY = "o-"
"""Beginning of the family names of ordinary mail (models/tone/ordinary)."""

NEAR = 0.6
"""Most shared 5-grams of letters (Jaccard) between texts of two families (tone study e)."""

SHORT = 40
"""Texts of at most so many characters may resemble each other by chance."""

_TAG = re.compile(rf"<(/?)({'|'.join(LABELS)})>")
_ANY_TAG = re.compile(r"</?[a-z]+>")
_FAMILY = re.compile(r"[a-z0-9-]{3,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One authored message.

    Attributes:
        source: File name and line, for problems.
        language: ``en`` or ``hr``, from the file name.
        family: Language and family name, the unit of every split.
        text: The body without tags.
        spans: ``(label, start, end)`` in `text`.
    """

    source: str
    language: str
    family: str
    subject: str
    text: str
    spans: tuple[tuple[str, int, int], ...]

    @property
    def is_ordinary(self) -> bool:
        """Return whether this is mail of daily life, not a client's message or near miss."""
        return self.family.partition("/")[2].startswith(ORDINARY)

    @property
    def labels(self) -> frozenset[str]:
        """Return the labels the message carries."""
        return frozenset(label for label, _, _ in self.spans)


def load(*folders: Path) -> tuple[list[Row], list[Problem]]:
    """Return the rows of all files, in folder, file and line order, and what is wrong with them.

    Raises:
        ModelError: There is no corpus file, or a file is not readable UTF-8.
    """
    files = [path for folder in folders for path in sorted(folder.glob("*.tsv"))]
    if not files:
        problem = f"no corpus files (*.tsv) in {', '.join(map(str, folders))}"
        raise ModelError(problem)
    rows: list[Row] = []
    problems: list[Problem] = []
    for path in files:
        for number, line in _lines(path):
            found = parse(line, file=path.name, number=number)
            if isinstance(found, Problem):
                problems.append(found)
            else:
                rows.append(found)
    problems += duplicates(rows)
    return rows, problems


def digest(rows: Sequence[Row]) -> str:
    """Return 12 hex digits over families, texts and spans, in order."""
    summed = hashlib.sha256()
    for row in rows:
        summed.update(repr((row.family, row.subject, row.text, row.spans)).encode())
    return summed.hexdigest()[:12]


def parse(line: str, *, file: str, number: int) -> Row | Problem:
    """Return one row, or the problem that keeps it from being one."""
    parts = line.split("\t")
    if len(parts) != 3:
        return _problem(file, number, f"{len(parts)} columns instead of 3")
    family, subject, marked = parts
    language = file.partition("-")[0]
    if not _FAMILY.fullmatch(family):
        return _problem(file, number, "the family may hold a-z, 0-9 and - only, 3 to 40 of them")
    try:
        text, spans = untag(marked.replace("\\n", "\n"))
    except ValueError as error:
        return _problem(file, number, str(error))
    if _ANY_TAG.search(text) or _TAG.search(subject):
        return _problem(file, number, "an unknown tag in the body, or a tag in the subject")
    if not text.strip():
        return _problem(file, number, "the body is empty")
    return Row(
        source=f"{file}:{number}",
        language=language,
        family=f"{language}/{family}",
        subject=subject,
        text=text,
        spans=spans,
    )


def untag(marked: str) -> tuple[str, tuple[tuple[str, int, int], ...]]:
    """Return the text without tags and the labelled ranges.

    Raises:
        ValueError: Tags do not nest or are not closed.
    """
    pieces: list[str] = []
    spans: list[tuple[str, int, int]] = []
    open_tags: list[tuple[str, int]] = []
    position = length = 0
    for match in _TAG.finditer(marked):
        pieces.append(marked[position : match.start()])
        length += match.start() - position
        position = match.end()
        if not match[1]:
            open_tags.append((match[2], length))
        elif open_tags and open_tags[-1][0] == match[2]:
            spans.append((match[2], open_tags.pop()[1], length))
        else:
            problem = f"tags do not nest at {match[0]}"
            raise ValueError(problem)
    if open_tags:
        problem = f"the tag <{open_tags[-1][0]}> is not closed"
        raise ValueError(problem)
    pieces.append(marked[position:])
    return "".join(pieces), tuple(spans)


def duplicates(rows: Sequence[Row]) -> list[Problem]:
    """Return equal texts of one file, and near-equal texts of different families.

    Short texts of different files may be equal: people do write "hello??" more than once.
    """
    problems: list[Problem] = []
    seen: dict[tuple[str, str], Row] = {}
    holders: dict[str, list[int]] = defaultdict(list)
    grams = [_five_grams(row.text) for row in rows]
    for number, row in enumerate(rows):
        first = seen.setdefault((row.source.partition(":")[0], row.text), row)
        if first is not row:
            problems.append(_resembles(row, first, "the same text as"))
        if len(row.text) <= SHORT:
            continue
        shared: Counter[int] = Counter()
        for gram in grams[number]:
            shared.update(holders[gram])
            holders[gram].append(number)
        for other, common in shared.items():
            union = len(grams[number]) + len(grams[other]) - common
            if rows[other].family != row.family and common > NEAR * union:
                problems.append(_resembles(row, rows[other], "nearly the same text as"))
    return problems


def _resembles(row: Row, other: Row, how: str) -> Problem:
    """Return the problem of a text that stands twice."""
    return Problem(kind="corpus", source=row.source, text=f"{how} {other.source}")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line numbers and lines that hold a row."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = f"{path.name} cannot be read: {error}"
        raise ModelError(problem) from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line.rstrip("\r")


def _problem(file: str, number: int, text: str) -> Problem:
    """Return a problem of one line."""
    return Problem(kind="corpus", source=file, line=number, text=text)


def _five_grams(text: str) -> set[str]:
    """Return the character 5-grams of the folded text, white space collapsed."""
    plain = re.sub(r"\W+", " ", fold(text))
    return {plain[start : start + 5] for start in range(max(1, len(plain) - 4))}
