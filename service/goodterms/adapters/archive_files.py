"""Mail on disk, only ever read: an mbox file or a Maildir folder, as numbered messages."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from goodterms.core import header_dates, header_fields
from goodterms.errors import MailboxError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from pathlib import Path

MOST_BYTES = 4 * 1024 * 1024
"""Most bytes read of one message: its text stands before its attachments."""

HEAD_BYTES = 262_144
"""Most bytes of headers, as over IMAP (`imap_envelope.HEADER_BYTES`)."""

_BLOCK = 4 * 1024 * 1024
_SEPARATOR = re.compile(rb"\n\r?\n(From [^\n]{1,500})\n")
"""A line "From " after an empty one begins a message (RFC 4155, Appendix A)."""

_TAIL = 600
"""A separator that is cut by the end of a block is found again with so much of the block before."""

_ENVELOPE_DATE = re.compile(rb"[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d .{8,40}")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_RECEIVED = re.compile(rb"^Received:(?:[^\n]|\n[ \t]){0,4000}", re.IGNORECASE | re.MULTILINE)


class Archive(Protocol):
    """One folder of mail on disk; its messages are numbered from 1."""

    @property
    def name(self) -> str:
        """Return the folder's name, for messages and locations."""
        ...

    @property
    def validity(self) -> int:
        """Return a number that changes when messages may have other numbers than before."""
        ...

    def __len__(self) -> int:
        """Return how many messages there are."""
        ...

    def read(self, number: int, most: int = MOST_BYTES) -> bytes:
        """Return the beginning of a message; raises `MailboxError` when it cannot be read."""
        ...

    def size(self, number: int) -> int:
        """Return the bytes of a message, without reading it."""
        ...

    def arrived(self, number: int, head: bytes) -> datetime:
        """Return when it was received, by the best that the file tells."""
        ...


def mbox(path: Path) -> Mbox:
    """Return an mbox file, looked through once for where its messages begin.

    Raises:
        MailboxError: It cannot be read, or is no mbox file.
    """
    try:
        starts = tuple(_starts(path))
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(4096)
    except OSError as error:
        raise _refused(path, error) from error
    if size and not starts:
        message = f'{path.name} is no mbox file: no line begins with "From "'
        raise MailboxError(message, hint="Export the mail as mbox, or give a Maildir folder")
    # told by its first message, so that one that grows keeps its numbers
    first = head[: starts[1][0] if len(starts) > 1 else size].rstrip()
    return Mbox(path=path, starts=starts, length=size, validity=_validity(first))


def maildirs(path: Path) -> list[Maildir]:
    """Return the Maildir folders at and below a path, each with its messages by file name.

    Raises:
        MailboxError: There is none, or it cannot be read.
    """
    try:
        places = [path, *sorted(each for each in path.rglob("*") if each.is_dir())]
        found = [
            Maildir(name=_folder_name(place, path), files=files)
            for place in places
            if (place / "cur").is_dir() and (files := _files(place))
        ]
    except OSError as error:
        raise _refused(path, error) from error
    if not found:
        message = f"{path} holds no Maildir folder with messages"
        raise MailboxError(message, hint="Give a folder with cur, new and tmp in it")
    return found


def received(head: bytes) -> datetime | None:
    """Return the time in the topmost Received field: when the owner's server had the message."""
    match = _RECEIVED.search(head)
    if match is None:
        return None
    return _instant(match[0].rpartition(b";")[2])


def _instant(raw: bytes) -> datetime | None:
    text = " ".join(raw.decode("latin-1").split())
    found = header_dates.parse_date(text)
    return found[0] if found else None


def _dated(head: bytes) -> datetime | None:
    """Return the Date of the headers."""
    fields, _ = header_fields.split(head)
    found = header_dates.parse_date(fields["date"][0]) if "date" in fields else None
    return found[0] if found else None


def _starts(path: Path) -> Iterator[tuple[int, int, datetime | None]]:
    """Yield where each message's separator begins, where its headers do, and the time in it."""
    with path.open("rb") as stream:
        at, tail, last = 0, b"\n\n", -1  # the first line counts as if an empty one stood before
        while block := stream.read(_BLOCK):
            text = tail + block
            base = at - len(tail)
            for match in _SEPARATOR.finditer(text):
                begin = base + match.start(1)
                if begin > last:
                    last = begin
                    yield begin, base + match.end(), _separator_time(match[1])
            at += len(block)
            tail = text[-_TAIL:]


def _separator_time(line: bytes) -> datetime | None:
    """Return the time at the end of a separator; it has no zone and counts as UTC (RFC 4155)."""
    match = _ENVELOPE_DATE.search(line)
    if match is None:
        return None
    words = match[0].decode("latin-1").split()
    try:
        found = datetime.strptime(" ".join(words[:5]), "%a %b %d %H:%M:%S %Y")  # noqa: DTZ007
    except ValueError:
        return None
    return found.replace(tzinfo=UTC)


def _files(place: Path) -> tuple[Path, ...]:
    found = [
        each
        for part in ("cur", "new")
        if (place / part).is_dir()
        for each in (place / part).iterdir()
        if each.is_file() and not each.name.startswith(".")
    ]
    return tuple(sorted(found, key=lambda each: (each.name.partition(":")[0], each.name)))


def _folder_name(place: Path, root: Path) -> str:
    inside = place.relative_to(root).as_posix()
    return root.name if inside == "." else f"{root.name}/{inside.lstrip('.')}"


def _validity(data: bytes) -> int:
    return zlib.crc32(data) or 1


def _refused(path: Path, error: OSError) -> MailboxError:
    message = f"{path} cannot be read: {error.strerror or error}"
    return MailboxError(message, hint="Check the path and who may read it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mbox:
    """An mbox file.

    Attributes:
        starts: Of each message where its separator begins, where its headers do, and the time that
            the separator tells (None when it tells none).
        length: Bytes of the file when it was looked through.
    """

    path: Path
    starts: tuple[tuple[int, int, datetime | None], ...]
    length: int
    validity: int

    @property
    def name(self) -> str:
        """Return the file's name."""
        return self.path.name

    def __len__(self) -> int:
        """Return how many messages there are."""
        return len(self.starts)

    def read(self, number: int, most: int = MOST_BYTES) -> bytes:
        """Return the beginning of a message; quoted lines "From " are as they were written."""
        try:
            with self.path.open("rb") as stream:
                stream.seek(self.starts[number - 1][1])
                data = stream.read(min(self.size(number), most))
        except OSError as error:
            raise _refused(self.path, error) from error
        return _QUOTED.sub(rb"\1", data)

    def size(self, number: int) -> int:
        """Return the bytes of a message as they lie in the file."""
        end = self.starts[number][0] if number < len(self.starts) else self.length
        return end - self.starts[number - 1][1]

    def arrived(self, number: int, head: bytes) -> datetime:
        """Return when it was received: Received, the separator's time, Date, the epoch at last."""
        told = self.starts[number - 1][2]
        return received(head) or told or _dated(head) or datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Maildir:
    """One Maildir folder; messages are in the order of their file names, without flags."""

    name: str
    files: tuple[Path, ...]

    @property
    def validity(self) -> int:
        """Return a number over all names: a message in between gives the later ones others."""
        return _validity("\n".join(each.name.partition(":")[0] for each in self.files).encode())

    def __len__(self) -> int:
        """Return how many messages there are."""
        return len(self.files)

    def read(self, number: int, most: int = MOST_BYTES) -> bytes:
        """Return the beginning of a message."""
        path = self.files[number - 1]
        try:
            with path.open("rb") as stream:
                return stream.read(most)
        except OSError as error:
            raise _refused(path, error) from error

    def size(self, number: int) -> int:
        """Return the bytes of a message's file."""
        return self._stat(number).st_size

    def arrived(self, number: int, head: bytes) -> datetime:
        """Return when it was received: Received, else the file's time, as mbsync keeps it."""
        return received(head) or datetime.fromtimestamp(self._stat(number).st_mtime, UTC)

    def _stat(self, number: int) -> os.stat_result:
        path = self.files[number - 1]
        try:
            return path.stat()
        except OSError as error:
            raise _refused(path, error) from error
