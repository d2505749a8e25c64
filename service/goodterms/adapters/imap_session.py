"""One signed-in connection: deadlines, errors, and commands that may be asked in several ways.

Source: IMAP study b.8 (deadlines) and cases 7, 8, 18, 19, 30, 31, 42.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from imapclient.exceptions import ProtocolError

from goodterms.adapters import imap_search
from goodterms.adapters.imap_errors import MALFORMED, translated
from goodterms.adapters.imap_fetch import Fetching, Request
from goodterms.adapters.imap_search import UnreadableAnswerError
from goodterms.adapters.imap_signin import hang_up
from goodterms.errors import FolderError, LimitError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from goodterms.adapters.imap_account import Account
    from goodterms.adapters.imap_fetch import Fetched
    from goodterms.adapters.imap_search import Criteria
    from goodterms.adapters.watchdog import Watchdog
    from goodterms.adapters.wire import GuardedClient

COMMAND_SECONDS = 60.0
"""Deadline of LIST, STATUS, EXAMINE and SEARCH (IMAP study b.8)."""

HEADER_SECONDS = 180.0
"""Deadline of one FETCH of headers (IMAP study b.8)."""

TEXT_SECONDS = 300.0
"""Deadline of one FETCH of structures or text (IMAP study b.8)."""

CYCLE_SECONDS = 900.0
"""After this the rest of a reading is left to the next one (IMAP study b.8)."""

AHEAD = 2
"""FETCH commands under way: while one answer is read, the server is at work on the next."""


class CycleOverError(UnreachableError):
    """The time of one reading is spent; what was stored stays, and the next one goes on there."""


class Session:
    """What `ImapMailbox` asks through.

    Attributes:
        client: The library, behind the guard.
        command_seconds, header_seconds, text_seconds: Deadlines of single commands.
    """

    def __init__(self, client: GuardedClient, account: Account, watchdog: Watchdog) -> None:
        self.client = client
        self.command_seconds = COMMAND_SECONDS
        self.header_seconds = HEADER_SECONDS
        self.text_seconds = TEXT_SECONDS
        self._account = account
        self._watchdog = watchdog
        self._omits_empty = False

    @contextmanager
    def bounded(self, seconds: float) -> Iterator[None]:
        """Let nothing but `MailboxError` out, after at most this time.

        A connection that broke, or on which the server's words could not be followed, is closed: it
        may be in the middle of an answer.

        Raises:
            CycleOverError: Before anything is asked, when the whole reading takes too long.
        """
        if self._watchdog.is_over:
            message = f"reading {self._account.host} takes long, so this run ends here"
            raise CycleOverError(message, hint="The next one goes on from here")
        try:
            with translated(self._account, self._watchdog), self._watchdog.deadline(seconds):
                yield
        except (UnreachableError, LimitError):
            hang_up(self.client)
            raise

    def search(
        self,
        low: int,
        high: int,
        *,
        since: date | None,
        correspondents: Sequence[str] | None,
        fields: Sequence[str] = imap_search.FIELDS,
    ) -> set[int]:
        """Return the UIDs found; asks in smaller steps where the server needs that.

        Raises:
            FolderError: The server refuses every way to ask.
        """

        def nested(low: int, high: int) -> set[int]:
            return self._all(
                imap_search.searches(
                    low, high, since=since, correspondents=correspondents, fields=fields
                )
            )

        def simple(low: int, high: int) -> set[int]:
            return self._all(
                imap_search.simple_searches(
                    low, high, since=since, correspondents=correspondents or (), fields=fields
                )
            )

        try:
            return imap_search.in_windows(nested, low, high)
        except FolderError:
            if correspondents is None:
                raise
        # Some servers refuse nested searches. Asking for everybody instead would read the headers
        # of strangers, so the same is asked in single steps.
        return imap_search.in_windows(simple, low, high)

    def check_silence(self, exists: int) -> None:
        """Ask for the last message, when a search was answered without a word.

        No line at all can mean that nothing was found, or that the answer came in another form,
        such as ESEARCH; the library takes both for nothing (IMAP study d 31).

        Raises:
            FolderError: There are messages, and even the last of them is not found.
        """
        if self.client.search_lines or not exists or self._omits_empty:
            return
        if not self._all([["UID", "*"]]):
            message = f"{exists} messages are said to be there, and a search finds none"
            raise FolderError(message, hint="The server does not answer searches as IMAP asks")
        self._omits_empty = True

    def fetch(self, requests: Sequence[Request], *, seconds: float) -> Iterator[Fetched]:
        """Yield the answers to several FETCH commands in their order; some are sent ahead."""
        fetching = Fetching(self.client)
        try:
            for request in requests:
                with self.bounded(seconds):
                    fetching.send(request)
                if fetching.count == AHEAD:
                    yield self._received(fetching, seconds)
            while fetching.count:
                yield self._received(fetching, seconds)
        finally:
            if fetching.is_under_way:
                hang_up(self.client)

    def _received(self, fetching: Fetching, seconds: float) -> Fetched:
        with self.bounded(seconds):
            return fetching.receive()

    def _all(self, searches: Sequence[Criteria]) -> set[int]:
        found: set[int] = set()
        for criteria in searches:
            with self.bounded(self.command_seconds):
                found.update(self._search(criteria))
        return found

    def _search(self, criteria: Criteria) -> Sequence[int]:
        self.client.forget()
        try:
            found: Sequence[int] = self.client.search(criteria)
        except (ProtocolError, *MALFORMED) as error:
            if self._watchdog.expired:
                raise
            message = f"{self._account.host} answered a search in a way that cannot be understood"
            raise UnreadableAnswerError(message) from error
        return found
