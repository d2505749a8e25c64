"""The files of one `goodterms import`, read one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from goodterms.core.mail import Problem
from goodterms.core.summary import ImportSummary
from goodterms.errors import ImportFileError
from goodterms.ports import LedgerFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Take = Callable[[Path], tuple[LedgerFile, ImportSummary]]
"""Reads one money file and says what it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file.

    Attributes:
        name: File name.
        read: What it holds, None when it was refused.
        problems: Rows that were refused, or why the file was.
    """

    name: str
    read: LedgerFile | None = None
    summary: ImportSummary = field(default_factory=ImportSummary)
    problems: Sequence[Problem] = ()

    def without_rows(self) -> Outcome:
        """Return it without what the file holds: a hundred thousand rows need not be kept."""
        if self.read is None:
            return self
        bare = LedgerFile(source=self.read.source, format=self.read.format)
        return replace(self, read=bare, summary=replace(self.summary, outcomes={}))


def listed(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files; of a folder those in it and below, by name, without hidden ones and links.

    Raises:
        ImportFileError: A folder cannot be read, or there is no file in it.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        try:
            inside = sorted(each for each in path.rglob("*") if _is_plain(each, path))
        except OSError as error:
            message = f"{path} cannot be read: {error.strerror or error}"
            raise ImportFileError(message, hint="Check the path") from error
        if not inside:
            message = f"{path} is a folder without files"
            raise ImportFileError(message, hint="Name the files to import")
        yield from inside


def _is_plain(path: Path, top: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(top).parts)
    return not hidden and path.is_file() and not path.is_symlink()


def outcome_of(take: Take, path: Path) -> Outcome:
    """Read one file; one that is refused is an outcome, too."""
    try:
        read, summary = take(path)
    except ImportFileError as error:
        problem = Problem(kind="file", source=path.name, text=str(error))
        return Outcome(name=path.name, problems=[problem])
    return Outcome(name=path.name, read=read, summary=summary, problems=read.problems)


def outcomes_of(take: Take, paths: Sequence[Path]) -> Iterator[Outcome]:
    """Read the files in their order, and then once more those that left something open.

    What one file proves of a shape (the order of dates) may be what an earlier one left open.
    """
    waiting: list[tuple[Path, Outcome]] = []
    for path in paths:
        found = outcome_of(take, path)
        if found.read is not None and found.read.undecided and len(paths) > 1:
            waiting.append((path, found))
        else:
            yield found
    for path, _ in waiting:
        yield outcome_of(take, path)
