"""FETCH in chunks, in which one message that cannot be read spoils none of the others.

While one answer is read the next command is already on its way, so that neither side waits for the
other. Source: IMAP study b.3, b.4 (poison handling) and cases 30 to 37.
"""

from __future__ import annotations

import imaplib
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from imapclient.exceptions import ProtocolError

from goodterms.adapters import imap_rows
from goodterms.adapters.imap_errors import MALFORMED, is_busy
from goodterms.core.refusals import Refusal, refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from goodterms.adapters.imap_lines import Pieces
    from goodterms.adapters.imap_rows import Row
    from goodterms.adapters.wire import GuardedClient

UNREADABLE = (ProtocolError, *MALFORMED)
"""What an answer that does not follow the grammar raises."""

WHOLE_REFUSAL = 4
"""From this many messages on, a NO to each of them is about the folder and not about the mails."""

WHOLE_BUSY = 3
"""From this many single messages on that the server is too busy for, it is too busy for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One UID FETCH: `items` of the messages `uids`."""

    uids: Sequence[int]
    items: Sequence[str]


@dataclass(slots=True)
class Fetched:
    """The answers to one FETCH.

    Attributes:
        rows: By UID; a message that is gone meanwhile is in neither.
        failed: UIDs whose answer could not be read, with the reason.
    """

    rows: dict[int, Row] = field(default_factory=dict)
    failed: dict[int, Exception] = field(default_factory=dict)


@dataclass(slots=True)
class _Asked:
    """A command that was sent, and what came back so far."""

    request: Request
    tag: bytes
    fetched: Fetched = field(default_factory=Fetched)
    error: Exception | None = None
    is_over: bool = False


class Fetching:
    """FETCH commands of one connection, several of which may be under way.

    Messages of commands under way must differ: answers are told apart by their UID, as servers may
    mix them (RFC 9051 5.5).
    """

    def __init__(self, client: GuardedClient) -> None:
        self._client = client
        self._waiting: deque[_Asked] = deque()
        self._by_uid: dict[int, Fetched] = {}

    @property
    def count(self) -> int:
        """Return how many answers have not been taken yet."""
        return len(self._waiting)

    @property
    def is_under_way(self) -> bool:
        """Return whether the server is still to answer: the connection is of no other use then."""
        return any(not each.is_over for each in self._waiting)

    def send(self, request: Request) -> None:
        """Send a command.

        Raises:
            imaplib.IMAP4.abort: The connection broke.
        """
        if not self._waiting:
            self._client.forget()
        asked = _Asked(request, self._client.ask(request.uids, request.items))
        self._waiting.append(asked)
        self._by_uid.update(dict.fromkeys(request.uids, asked.fetched))

    def receive(self) -> Fetched:
        """Return the answer to the oldest command; what failed is asked again in halves.

        Raises:
            imaplib.IMAP4.abort: The connection broke.
            imaplib.IMAP4.error: The server is busy, or refuses every single message.
            OSError: The connection broke.
        """
        asked = self._waiting[0]
        self._read(asked)
        if asked.error is not None:
            for each in self._waiting:  # nothing else may be under way while it is asked again
                self._read(each)
        self._waiting.popleft()
        for uid in asked.request.uids:
            self._by_uid.pop(uid, None)
        if asked.error is None:
            return asked.fetched
        return _halved(self._client, asked.request, asked.error)

    def _read(self, asked: _Asked) -> None:
        if asked.is_over:
            return
        try:
            for pieces in self._client.answers(asked.tag):
                try:
                    self._take(pieces)
                except UNREADABLE as error:
                    asked.error = error
            self._client.finish(asked.tag)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            asked.error = error
        asked.is_over = True

    def _take(self, pieces: Pieces | None) -> None:
        """Keep one answer; what nobody asked for is dropped."""
        if pieces is None:
            message = "a line of the answer is too long"
            raise ValueError(message)
        try:
            row = imap_rows.read(pieces)
        except UNREADABLE as error:
            found = imap_rows.uid_of(pieces)
            if found not in self._by_uid:
                raise
            self._by_uid[found].failed[found] = error
            return
        uid = row.get(b"UID")
        if isinstance(uid, int) and uid in self._by_uid:
            rows = self._by_uid[uid].rows
            rows[uid] = {**rows[uid], **row} if uid in rows else row


def item(row: Row, prefix: bytes, *, nil: bytes | None = None) -> bytes | None:
    """Return the bytes of the item whose name begins so; None when the server left it out.

    Names are matched by their beginning: servers spell the list of header fields in their own way.

    Args:
        row: What one message answered.
        prefix: Upper case.
        nil: Returned when the server says that there is nothing.
    """
    for name, value in row.items():
        if name.startswith(prefix):
            if isinstance(value, int):  # bare digits
                return str(value).encode("ascii")
            return value if isinstance(value, bytes) else nil
    return None


def internal_date(row: Row) -> datetime | None:
    """Return INTERNALDATE as an aware UTC instant; None when it is missing or absurd."""
    return imap_rows.instant(row.get(b"INTERNALDATE"))


def _halved(client: GuardedClient, request: Request, error: Exception) -> Fetched:
    """Ask a failed FETCH again in halves, until the bad message stands alone.

    A server that cannot serve one message says so in the same words as one that cannot serve at all
    (IMAP study c, Yahoo): it is the latter when the first few messages all fail.
    """
    fetched = Fetched()
    stack = [(list(request.uids), error)]
    while stack:
        uids, failure = stack.pop()
        if len(uids) == 1:
            fetched.failed[uids[0]] = failure
        if _is_unwilling(failure, fetched):
            raise failure
        middle = len(uids) // 2
        for half in (uids[:middle], uids[middle:]) if middle else ():
            asked = _once(client, Request(uids=half, items=request.items))
            if asked.error is not None:
                stack.append((half, asked.error))
            else:
                fetched.rows.update(asked.fetched.rows)
                fetched.failed.update(asked.fetched.failed)
    _check_some(fetched, request)
    return fetched


def _is_unwilling(failure: Exception, fetched: Fetched) -> bool:
    """Return whether asking on would only annoy the server."""
    if not _is_refusal(failure) or not is_busy(failure):
        return False
    is_limit = refusal(str(failure)) is Refusal.LIMIT
    return is_limit or (not fetched.rows and len(fetched.failed) >= WHOLE_BUSY)


def _check_some(fetched: Fetched, request: Request) -> None:
    """Raise the refusal when it was of everything."""
    refusals = [each for each in fetched.failed.values() if _is_refusal(each)]
    if len(refusals) < len(request.uids):
        return
    if len(request.uids) >= WHOLE_REFUSAL or is_busy(refusals[0]):
        raise refusals[0]


def _once(client: GuardedClient, request: Request) -> _Asked:
    """Ask once more, and leave a failure as it is."""
    fetching = Fetching(client)
    fetching.send(request)
    asked = fetching._waiting[0]  # noqa: SLF001 - the same module
    fetching._read(asked)  # noqa: SLF001 - likewise
    return asked


def _is_refusal(error: Exception) -> bool:
    """Return whether the server said NO or BAD, rather than something that cannot be parsed."""
    return isinstance(error, imaplib.IMAP4.error) and not isinstance(error, ProtocolError)
