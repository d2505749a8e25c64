"""Two files beside the database for who looks without the program: what to do, and how it stands.

`attention.txt` is there only while the owner has to do something; `status.json` always tells what
`goodterms status --json` would. Both are the last resort of IMAP study b.7: they need no mail
server and no database.
"""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from goodterms.adapters import private_file
from goodterms.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

log = logging.getLogger("goodterms")


def notice_path(database: Path) -> Path:
    """Return the file that asks the owner to do something."""
    return database.with_name("attention.txt")


def status_path(database: Path) -> Path:
    """Return the file that says how the service stands."""
    return database.with_name("status.json")


def notices(database: Path) -> list[str]:
    """Return what the owner was asked to do, none when there is no such file."""
    try:
        return notice_path(database).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []


def say(database: Path, lines: Sequence[str]) -> None:
    """Let the file hold exactly these lines; without any it is removed."""
    if notices(database) == list(lines):
        return
    if lines:
        _write(notice_path(database), "".join(f"{line}\n" for line in lines))
        return
    with suppress(OSError):
        notice_path(database).unlink(missing_ok=True)


def show(database: Path, standing: Mapping[str, object]) -> None:
    """Write how the service stands."""
    text = json.dumps(standing, ensure_ascii=False, indent=2)
    _write(status_path(database), f"{text}\n")


def _write(path: Path, text: str) -> None:
    """Write, and go on where that is not possible: a full disk must not end the service."""
    try:
        private_file.write(path, text)
    except OutputError as error:
        log.warning("not written: %s", error)
