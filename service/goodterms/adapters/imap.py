"""The mailbox over IMAP: read-only, folder by folder, in chunks.

Source: IMAP study b.1 to b.4, b.7, b.8. The guard in `wire` sees every byte that is sent.
"""

from __future__ import annotations

import imaplib
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from goodterms.adapters import (
    imap_body,
    imap_envelope,
    imap_fetch,
    imap_folders,
    imap_listing,
    imap_search,
)
from goodterms.adapters.imap_fetch import Fetched
from goodterms.adapters.imap_signin import MALFORMED, Account, hang_up, open_client, translated
from goodterms.adapters.watchdog import Watchdog
from goodterms.adapters.wire import Guard, GuardedClient
from goodterms.core.mail import Body, Envelope, Location, Problem
from goodterms.core.sync import CHUNK, FolderState
from goodterms.errors import FolderError, MailboxError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime
    from types import TracebackType
    from typing import Self


__all__ = ["Account", "ImapMailbox", "connect"]

COMMAND_SECONDS = 60.0
"""Deadline of LIST, STATUS, EXAMINE and SEARCH (IMAP study b.8)."""

FETCH_SECONDS = 180.0
"""Deadline of one FETCH (IMAP study b.8)."""

CLOSE_SECONDS = 5.0
"""Deadline of the farewell, which is only politeness."""


def connect(
    account: Account,
    secret: str,
    *,
    folders: Sequence[str] = (),
    transcript: list[str] | None = None,
) -> ImapMailbox:
    """Connect, sign in and return the mailbox; use it as a context manager.

    Args:
        account: Where and as whom.
        secret: Password or app password.
        folders: Names to restrict the reading to; empty for the usual ones.
        transcript: Takes every line sent, without secrets; for proofs and tests.

    Raises:
        UnreachableError: No connection, or the server cannot serve now.
        CertificateError: The server's certificate cannot be trusted.
        SignInError: The server refused the user, or the password would travel in clear.
        SecretError: The secret is empty or contains a line break.
    """
    guard = Guard(transcript=transcript)
    watchdog = Watchdog()
    client = open_client(account, secret, guard=guard, watchdog=watchdog)
    return ImapMailbox(client, account, guard=guard, watchdog=watchdog, folders=folders)


class ImapMailbox:
    """The `Mailbox` port over one connection; one thread owns it.

    Attributes:
        recent: How many messages of the open folder the server calls recent.
        fetch_seconds: Deadline of one FETCH.
    """

    def __init__(
        self,
        client: GuardedClient,
        account: Account,
        *,
        guard: Guard,
        watchdog: Watchdog,
        folders: Sequence[str] = (),
    ) -> None:
        self.recent = 0
        self.fetch_seconds = FETCH_SECONDS
        self._client = client
        self._account = account
        self._guard = guard
        self._watchdog = watchdog
        self._only = tuple(folders)
        self._opened: FolderState | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave the folder and the server; never raises."""
        with (
            self._watchdog.deadline(CLOSE_SECONDS),
            suppress(MailboxError, OSError, imaplib.IMAP4.error, *MALFORMED),
        ):
            self._client.leave()
            self._client.logout()
        hang_up(self._client)

    def folders(self) -> list[FolderState]:
        """Return the folders worth reading; see `imap_folders.choose`.

        One whose STATUS the server does not answer has zeros: opening it says why. An open folder
        is left, for its STATUS may not be asked.
        """
        self._opened = None
        with self._bounded(COMMAND_SECONDS):
            self._client.leave()
            listed = imap_listing.listed(self._client)
            whole = self._client.has_capability("X-GM-EXT-1")
        found = []
        for folder in imap_folders.choose(listed, all_is_complete=whole, only=self._only):
            with self._bounded(COMMAND_SECONDS):
                found.append(imap_listing.status(self._client, folder))
        return found

    def examine(self, folder: str) -> FolderState:
        """Open one folder; raises `FolderError` unless the server says that it is READ-ONLY."""
        self._opened = None
        try:
            with self._bounded(COMMAND_SECONDS):
                state, self.recent = imap_listing.examine(self._client, folder)
        except FolderError as error:
            if repr(folder) in error.message:
                raise
            message = f"the folder {folder!r} cannot be opened: {error.message}"
            raise FolderError(message, hint=error.hint) from error
        self._opened = state
        return state

    def search(
        self, low: int, high: int, *, since: date | None, correspondents: Sequence[str] | None
    ) -> list[int]:
        """Return UIDs from `low` to `high`, ascending; see the port.

        Raises:
            FolderError: No folder is open, or the server refuses every way to ask.
            MailboxError: A correspondent that cannot be searched for safely.
        """
        self._require_open()
        if high < low or (correspondents is not None and not correspondents):
            return []
        nested = imap_search.searches(low, high, since=since, correspondents=correspondents)
        try:
            found = self._search_all(nested)
        except FolderError:
            if correspondents is None:
                raise
            # Some servers refuse nested searches. Asking for everybody instead would read the
            # headers of strangers, so the same is asked in single steps.
            found = self._search_all(
                imap_search.simple_searches(low, high, since=since, correspondents=correspondents)
            )
        return sorted(uid for uid in found if low <= uid <= high)

    def received(self, uids: Sequence[int]) -> dict[int, datetime]:
        """Return INTERNALDATE by UID, aware UTC; a message without a sane one is left out."""
        fetched = self._fetch(uids, ("INTERNALDATE",))
        dates = {uid: imap_fetch.internal_date(row) for uid, row in fetched.rows.items()}
        return {uid: instant for uid, instant in dates.items() if instant is not None}

    def flags(self, uids: Sequence[int]) -> dict[int, frozenset[str]]:
        """Return the flags by UID; only the proof of `imap_proof` needs them."""
        rows = self._fetch(uids, ("FLAGS",)).rows
        flags = {uid: row.get(b"FLAGS") for uid, row in rows.items()}
        return {
            uid: frozenset(each.decode("ascii", "replace") for each in found)
            for uid, found in flags.items()
            if isinstance(found, tuple)
        }

    def envelopes(self, uids: Sequence[int]) -> list[Envelope | Problem]:
        """Return the headers of the given UIDs, in their order; an expunged one is left out."""
        state = self._require_open()
        fetched = self._fetch(uids, imap_envelope.ITEMS)
        found: list[Envelope | Problem] = []
        for uid in uids:
            if uid in fetched.rows:
                place = Location(folder=state.name, uidvalidity=state.uidvalidity, uid=uid)
                read = imap_envelope.envelope(fetched.rows[uid], place)
                found.append(self._problem(uid, read) if isinstance(read, str) else read)
            elif uid in fetched.failed:
                reason = type(fetched.failed[uid]).__name__
                found.append(self._problem(uid, f"the headers cannot be read ({reason})"))
        return found

    def bodies(self, uids: Sequence[int]) -> dict[int, Body | Problem]:
        """Return the text of the given UIDs; an expunged one is left out."""
        found: dict[int, Body | Problem] = {}
        for uid, body in imap_body.read(self._fetch, uids, together=CHUNK).items():
            if isinstance(body, Exception):
                reason = type(body).__name__
                found[uid] = self._problem(uid, f"the text cannot be read ({reason})")
            else:
                found[uid] = body
        return found

    @contextmanager
    def recording(self) -> Iterator[list[str]]:
        """Yield a list that takes every line sent within the block."""
        before = self._guard.transcript
        lines: list[str] = []
        self._guard.transcript = lines
        try:
            yield lines
        finally:
            self._guard.transcript = before
            if before is not None:
                before.extend(lines)

    @contextmanager
    def _bounded(self, seconds: float) -> Iterator[None]:
        """Let nothing but `MailboxError` out, after at most this time."""
        with translated(self._account, self._watchdog), self._watchdog.deadline(seconds):
            yield

    def _require_open(self) -> FolderState:
        if self._opened is None:
            message = "no folder is open"
            raise FolderError(message)
        return self._opened

    def _search_all(self, searches: Sequence[imap_search.Criteria]) -> set[int]:
        found: set[int] = set()
        for criteria in searches:
            with self._bounded(COMMAND_SECONDS):
                self._client.forget()
                found.update(self._client.search(criteria))
        return found

    def _fetch(
        self, uids: Sequence[int], items: Sequence[str], *, together: int = CHUNK
    ) -> Fetched:
        self._require_open()
        found = Fetched()
        for start in range(0, len(uids), together):
            with self._bounded(self.fetch_seconds):
                part = imap_fetch.fetch(self._client, uids[start : start + together], items)
            found.rows.update(part.rows)
            found.failed.update(part.failed)
        return found

    def _problem(self, uid: int, text: str) -> Problem:
        folder = self._require_open().name
        return Problem(kind="message", source=f"{folder}/{uid}", text=text)
