"""The folder whose money files the service imports: what is new in it and no longer written to.

Nothing in it is ever moved, changed or deleted, and nothing is remembered of a file but its name,
size, time of change and digest.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from goodterms.errors import ImportFileError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

SETTLED = timedelta(minutes=1)
"""A file that changed more lately may still be written."""

MOST_AT_ONCE = 100
"""Most files that one look takes, so that mail is read in between."""

PARTS = (".part", ".partial", ".crdownload", ".download", ".tmp", ".swp", "~")
"""Endings of files that another program is still writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file as it was seen."""

    path: Path
    size: int
    changed_ns: int


def pending(
    folder: Path, known: Mapping[str, tuple[int, int]], *, now: datetime
) -> tuple[Found, ...]:
    """Return the files to take now, by name; folders, links and hidden files are none.

    Args:
        folder: Only what lies directly in it counts.
        known: Size and time of change of each file that was looked at, by name.
        now: The present.

    Raises:
        ImportFileError: The folder cannot be read.
    """
    try:
        with os.scandir(folder) as entries:
            seen = [_found(each) for each in entries if _may_be(each.name)]
    except OSError as error:
        message = f"the folder {folder} cannot be read: {error.strerror or error}"
        raise ImportFileError(message, hint="Check [import] folder in the config") from error
    found = [
        each
        for each in seen
        if each is not None
        and known.get(each.path.name) != (each.size, each.changed_ns)
        and _is_settled(each, now)
    ]
    return tuple(sorted(found, key=lambda each: each.path.name)[:MOST_AT_ONCE])


def _may_be(name: str) -> bool:
    """Return whether a name may be that of a finished file; SQLite cannot hold broken ones."""
    whole = name.isprintable() and not name.startswith((".", "~$"))
    return whole and not name.casefold().endswith(PARTS)


def _found(entry: os.DirEntry[str]) -> Found | None:
    """Return a file as it is; None for what is no plain file, or is gone by now."""
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode) or not status.st_size:
        return None
    return Found(path=Path(entry.path), size=status.st_size, changed_ns=status.st_mtime_ns)


def _is_settled(found: Found, now: datetime) -> bool:
    """Return whether a file is not written to any more.

    One from the future has the time of another clock, which would never come to rest.
    """
    age = now.timestamp() - found.changed_ns // 1_000_000_000
    return not -SETTLED.total_seconds() < age < SETTLED.total_seconds()
