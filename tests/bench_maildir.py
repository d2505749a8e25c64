"""A Maildir of made-up mail on disk, as delivery writes it: LF lines, sizes in the file names."""

from __future__ import annotations

import base64
import json
import os
import pwd
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from imapclient import imap_utf7

from bench_letters import FOLDERS, Posted, Writer, attached

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MEAN_BYTES = 60_000
WITH_FILES = 0.12
LARGE_BYTES = 60_000_000
LINE = 77
"""Bytes of a line of base64 with its end; files are cut out of one block at these borders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a Maildir holds: numbers are counts, `size` is bytes of all mail."""

    messages: int
    mapped: int
    with_files: int
    size: int
    until: str

    @property
    def mean(self) -> float:
        return self.size / self.messages


def made(place: Path, *, messages: int, seed: int, now: datetime) -> Shape:
    """Fill `place` unless it already holds this mail; the same seed and day give the same bytes."""
    until = datetime.combine(now.date(), time(), tzinfo=UTC)
    note = place / "shape.json"
    if note.exists():
        shape = Shape(**json.loads(note.read_text(encoding="utf-8")))
        if shape.messages == messages and shape.until == until.isoformat():
            return shape
    rng = Random(seed)  # noqa: S311 - made-up mail, not a secret
    shape = _fill(place / "Maildir", rng, Writer(seed, until), messages, until)
    note.write_text(json.dumps({name: getattr(shape, name) for name in Shape.__slots__}))
    return shape


def directory(top: Path, folder: str) -> Path:
    """Return where Maildir++ keeps a folder."""
    if folder == "INBOX":
        return top
    return top / ("." + imap_utf7.encode(folder.replace("/", ".")).decode())


def _fill(top: Path, rng: Random, writer: Writer, messages: int, until: datetime) -> Shape:
    owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    for folder in FOLDERS:
        for name in ("cur", "new", "tmp"):
            (directory(top, folder) / name).mkdir(parents=True)
    size = mapped = with_files = 0
    for number, posted in enumerate(_posts(rng, writer, messages, until)):
        stamp = posted.at.timestamp()
        crlf = len(posted.raw) + posted.raw.count(b"\n")
        name = f"{int(stamp)}.M{number}P1.bench,S={len(posted.raw)},W={crlf}:2,S"
        path = directory(top, posted.folder) / "cur" / name
        path.write_bytes(posted.raw)
        os.utime(path, (stamp, stamp))
        size += crlf
        mapped += posted.is_mapped
        with_files += b"\nContent-Disposition: attachment" in posted.raw
    if owner:
        for path in (top, *top.rglob("*")):
            os.chown(path, owner.pw_uid, owner.pw_gid)
    return Shape(
        messages=messages,
        mapped=mapped,
        with_files=with_files,
        size=size,
        until=until.isoformat(),
    )


def _posts(rng: Random, writer: Writer, messages: int, until: datetime) -> Iterator[Posted]:
    """Yield the mail of a box; twelve in a hundred carry a file, which brings the mean about."""
    block = base64.encodebytes(rng.randbytes(2_280_000))
    large = writer.large(until - timedelta(days=40), LARGE_BYTES)
    yield large
    left, room = messages * WITH_FILES - 1, messages * MEAN_BYTES - len(large.raw)
    for number, posted in enumerate(writer.letters(messages - 1)):
        room -= len(posted.raw)
        if rng.random() >= left / (messages - 1 - number):
            yield posted
            continue
        expected = max(room - 8_000 * (messages - number), 0) / left
        length = min(int(rng.expovariate(1 / max(expected, 20_000))), len(block) - LINE)
        left, room = left - 1, room - length
        start = rng.randrange(0, len(block) - length, LINE)
        raw = attached(posted.raw, f"file-{number}.pdf", block[start : start + length])
        yield Posted(folder=posted.folder, at=posted.at, raw=raw, is_mapped=posted.is_mapped)
