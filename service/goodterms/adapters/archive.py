"""An archive of mail on disk behind the same port as the mailbox, and texts read in parallel.

The pipeline reads it as it reads a server: headers first, texts of clients only, every chunk one
commit. Messages that the database knows already gain a location and nothing else.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from goodterms.adapters import weights
from goodterms.adapters.archive_files import HEAD_BYTES, MOST_BYTES
from goodterms.adapters.mime import parse_body, parse_envelope
from goodterms.core import facts, owner_reading
from goodterms.core.mail import Location, Problem
from goodterms.core.sync import FolderState
from goodterms.errors import FolderGoneError, MailboxError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from datetime import date

    from goodterms.adapters.archive_files import Archive
    from goodterms.core.attachment_choice import Attached
    from goodterms.core.mail import Body, Envelope, Message
    from goodterms.core.owner_layer import Layer
    from goodterms.core.tone_model import ToneModel

    Worker = Callable[[bytes], Body]

PIECE = 16
"""Texts handed to a worker at once: some 30 ms of work."""


class ArchiveMailbox:
    """`ports.Mailbox` over folders on disk; nothing in them is ever written.

    Args:
        archives: The folders.
        pool: Where texts are taken from their messages; None does so here.
    """

    received_bytes = 0

    def __init__(self, archives: Sequence[Archive], pool: Executor | None = None) -> None:
        self._archives = {each.name: each for each in archives}
        self._pool = pool
        self._open: Archive | None = None

    def folders(self) -> Sequence[FolderState]:
        """Return the folders."""
        return [_state(each) for each in self._archives.values()]

    def examine(self, folder: str) -> FolderState:
        """Open one folder."""
        if folder not in self._archives:
            message = f"{folder} is not in the archive"
            raise FolderGoneError(message)
        self._open = self._archives[folder]
        return _state(self._open)

    def search(
        self, low: int, high: int, *, since: date | None, correspondents: Sequence[str] | None
    ) -> Sequence[int]:
        """Return numbers of messages whose headers name a correspondent, whatever their age.

        An archive is given on purpose, so the horizon of the mailbox does not hold for it.
        """
        del since
        archive = self._opened()
        names = None
        if correspondents is not None:
            names = [each.lower().encode() for each in correspondents]
        found = []
        for number in range(max(low, 1), min(high, len(archive)) + 1):
            head = _head(archive.read(number, HEAD_BYTES)).lower()
            if names is None or any(each in head for each in names):
                found.append(number)
        return found

    def envelopes(self, uids: Sequence[int]) -> Sequence[Envelope | Problem]:
        """Return the headers of messages."""
        archive = self._opened()
        return [self._envelope(archive, uid) for uid in uids if 0 < uid <= len(archive)]

    def bodies(self, uids: Sequence[int]) -> Mapping[int, Body | Problem]:
        """Return the texts of messages."""
        archive = self._opened()
        known = [uid for uid in uids if 0 < uid <= len(archive)]
        raw = [archive.read(uid) for uid in known]
        return dict(zip(known, _spread(self._pool, parsed, raw), strict=True))

    def sent(self) -> Sequence[FolderState]:
        """Return nothing: what lies on disk proves nobody's answer."""
        return ()

    def sent_to(
        self, low: int, high: int, *, since: date | None, recipients: Sequence[str]
    ) -> Sequence[int]:
        """Return nothing; see `sent`."""
        del low, high, since, recipients
        return ()

    def sent_headers(self, uids: Sequence[int]) -> Sequence[Envelope | Problem]:
        """Return nothing; see `sent`."""
        del uids
        return ()

    def attached(self, uids: Sequence[int]) -> Mapping[int, Sequence[Attached]]:
        """Return nothing: invoices of an archive are imported as files."""
        del uids
        return {}

    def files(
        self, wanted: Mapping[int, Sequence[Attached]]
    ) -> Iterator[tuple[int, Mapping[str, bytes] | Problem]]:
        """Yield nothing; see `attached`."""
        del wanted
        yield from ()

    def _opened(self) -> Archive:
        if self._open is None:
            message = "no folder is open"
            raise MailboxError(message)
        return self._open

    def _envelope(self, archive: Archive, uid: int) -> Envelope | Problem:
        head = _head(archive.read(uid, HEAD_BYTES))
        return parse_envelope(
            head,
            location=Location(folder=archive.name, uidvalidity=archive.validity, uid=uid),
            internal_at=archive.arrived(uid, head),
            size=archive.size(uid),
        )


class ParallelTexts:
    """`ports.TextReader` that shares the work among the workers of a pool.

    The facts are the same as in one process: each text is read by itself.

    Args:
        pool: Processes of this machine or of a cluster (anything with `Executor.map`).
        layer: What the owner's corrections taught.
    """

    def __init__(self, pool: Executor, layer: Layer) -> None:
        self._pool = pool
        self._layer = layer

    def __call__(self, pairs: Sequence[tuple[Message, Body]], /) -> Sequence[Message]:
        """Return each message with the facts that its text gives, in order."""
        pieces = [pairs[start : start + PIECE] for start in range(0, len(pairs), PIECE)]
        layers = [self._layer] * len(pieces)
        return [each for piece in self._pool.map(read_piece, pieces, layers) for each in piece]


def parsed(raw: bytes) -> Body:
    """Return the text of one message; a worker's part of `ArchiveMailbox.bodies`."""
    return parse_body(raw, truncated=len(raw) >= MOST_BYTES)


def read_piece(pairs: Sequence[tuple[Message, Body]], layer: Layer) -> list[Message]:
    """Return messages with the facts of their texts; a worker's part of `ParallelTexts`."""
    read = owner_reading.reader(facts.reader(_model), _model, lambda: layer)
    return list(read(pairs))


@cache
def _model() -> ToneModel:
    """Return the model, loaded once in each worker."""
    return weights.load()


def _spread(pool: Executor | None, work: Worker, items: Sequence[bytes]) -> list[Body]:
    if pool is None:
        return [work(each) for each in items]
    return list(pool.map(work, items))


def _head(data: bytes) -> bytes:
    """Return the headers of a message with the empty line after them."""
    ends = [place + 2 for mark in (b"\n\n", b"\n\r\n") if (place := data.find(mark)) >= 0]
    return data[: min(ends, default=len(data))][:HEAD_BYTES]


def _state(archive: Archive) -> FolderState:
    return FolderState(
        name=archive.name,
        role="",
        uidvalidity=archive.validity,
        uidnext=len(archive) + 1,
        exists=len(archive),
    )
