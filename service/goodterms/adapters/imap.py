"""The mailbox over IMAP: read-only, folder by folder, in chunks.

Source: IMAP study b.1 to b.4, b.7, b.8. The guard in `wire_guard` sees every byte that is sent.
"""

from __future__ import annotations

import imaplib
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from goodterms.adapters import (
    imap_answers,
    imap_body,
    imap_envelope,
    imap_files,
    imap_folders,
    imap_listing,
)
from goodterms.adapters.imap_account import Account
from goodterms.adapters.imap_errors import MALFORMED
from goodterms.adapters.imap_fetch import Request
from goodterms.adapters.imap_session import CYCLE_SECONDS, CycleOverError, Session
from goodterms.adapters.imap_signin import hang_up, open_client
from goodterms.adapters.watchdog import Watchdog
from goodterms.adapters.wire import Guard, GuardedClient
from goodterms.core.mail import Body, Problem
from goodterms.errors import FolderError, FolderGoneError, MailboxError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from types import TracebackType
    from typing import Self

    from goodterms.adapters.imap_fetch import Fetched
    from goodterms.core.attachment_choice import Attached
    from goodterms.core.mail import Envelope, Location
    from goodterms.core.sync import FolderState

__all__ = ["Account", "CycleOverError", "ImapMailbox", "connect"]

TOGETHER = 125
"""Messages in one FETCH. A chunk is asked for in several, so that while one answer is read the
server is at work on the next; more of them would only cost bytes."""

CLOSE_SECONDS = 5.0
"""Deadline of the farewell, which is only politeness."""


def connect(
    account: Account,
    secret: str,
    *,
    folders: Sequence[str] = (),
    transcript: list[str] | None = None,
    cycle_seconds: float = CYCLE_SECONDS,
) -> ImapMailbox:
    """Connect, sign in and return the mailbox; use it as a context manager.

    Args:
        account: Where and as whom.
        secret: Password or app password.
        folders: Names to restrict the reading to; empty for the usual ones.
        transcript: Takes every line sent, without secrets; for proofs and tests.
        cycle_seconds: After this nothing new is asked: every method raises `CycleOverError`.

    Raises:
        UnreachableError: No connection, or the server cannot serve now.
        CertificateError: The server's certificate cannot be trusted.
        SignInError: The server refused the user, or the password would travel in clear.
        SecretError: The secret is empty or contains a line break.
    """
    guard = Guard(transcript=transcript)
    watchdog = Watchdog()
    client = open_client(account, secret, guard=guard, watchdog=watchdog)
    watchdog.begin(cycle_seconds)
    return ImapMailbox(client, account, guard=guard, watchdog=watchdog, folders=folders)


class ImapMailbox:
    """The `Mailbox` port over one connection; one thread owns it.

    Attributes:
        recent: How many messages of the open folder the server calls recent.
        session: Holds the deadlines, which tests shorten.
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
        self.session = Session(client, account, watchdog)
        self._client = client
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

    @property
    def received_bytes(self) -> int:
        """Return how many bytes the server has sent over this connection."""
        return self._client.received_bytes

    def folders(self) -> list[FolderState]:
        """Return the folders worth reading; see `imap_folders.choose`.

        One whose STATUS the server does not answer has zeros: opening it says why. An open folder
        is left, for its STATUS may not be asked.
        """
        self._opened = None
        with self.session.bounded(self.session.command_seconds):
            self._client.leave()
            listed = imap_listing.listed(self._client)
            whole = self._client.has_capability("X-GM-EXT-1")
        found = []
        for folder in imap_folders.choose(listed, all_is_complete=whole, only=self._only):
            with self.session.bounded(self.session.command_seconds):
                found.append(imap_listing.status(self._client, folder))
        return found

    def examine(self, folder: str) -> FolderState:
        """Open one folder.

        Raises:
            FolderGoneError: It was renamed or deleted since it was listed.
            FolderError: The server does not say that it is READ-ONLY, or refuses.
        """
        self._opened = None
        try:
            with self.session.bounded(self.session.command_seconds):
                state, self.recent = imap_listing.examine(self._client, folder)
        except FolderError as error:
            if repr(folder) in error.message:
                raise
            message = f"the folder {folder!r} cannot be opened: {error.message}"
            raise type(error)(message, hint=error.hint) from error
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
        exists = self._require_open().exists
        if high < low or (correspondents is not None and not correspondents):
            return []
        found = self.session.search(low, high, since=since, correspondents=correspondents)
        if not found:
            self.session.check_silence(exists)
        return sorted(uid for uid in found if low <= uid <= high)

    def flags(self, uids: Sequence[int]) -> dict[int, frozenset[str]]:
        """Return the flags by UID; only the proof of `imap_proof` needs them."""
        rows: dict[int, object] = {}
        for fetched in self._fetch(uids, ("FLAGS",)):
            rows.update((uid, row.get(b"FLAGS")) for uid, row in fetched.rows.items())
        return {
            uid: frozenset(each.decode("ascii", "replace") for each in found)
            for uid, found in rows.items()
            if isinstance(found, tuple)
        }

    def sent(self) -> list[FolderState]:
        r"""Return the folders that the server marks as ``\Sent``; see `imap_answers`."""
        self._opened = None
        return imap_answers.sent(self.session, only=self._only)

    def sent_to(
        self, low: int, high: int, *, since: date | None, recipients: Sequence[str]
    ) -> list[int]:
        """Return UIDs from `low` to `high` whose To names one of the addresses, ascending."""
        self._require_open()
        return imap_answers.sent_to(self.session, low, high, since=since, recipients=recipients)

    def envelopes(self, uids: Sequence[int]) -> list[Envelope | Problem]:
        """Return the headers of the given UIDs, in their order; an expunged one is left out."""
        return self._headers(uids, imap_envelope.items(self._client.has_capability))

    def sent_headers(self, uids: Sequence[int]) -> list[Envelope | Problem]:
        """Return headers as `envelopes` does, with traces of a delivery among them."""
        return self._headers(uids, imap_answers.ITEMS)

    def bodies(self, uids: Sequence[int]) -> dict[int, Body | Problem]:
        """Return the text of the given UIDs; an expunged one is left out."""
        self._require_open()
        found: dict[int, Body | Problem] = {}
        for uid, body in imap_body.read(self._texts, uids, together=TOGETHER).items():
            if isinstance(body, Exception):
                reason = type(body).__name__
                found[uid] = self._problem(uid, f"the text cannot be read ({reason})")
            else:
                found[uid] = body
        return found

    def attached(self, uids: Sequence[int]) -> dict[int, tuple[Attached, ...]]:
        """Return what is attached to the given UIDs; no file is read."""
        self._require_open()
        return imap_files.attached(self._texts, uids, together=TOGETHER)

    def files(
        self, wanted: Mapping[int, Sequence[Attached]]
    ) -> Iterator[tuple[int, dict[str, bytes] | Problem]]:
        """Yield the bytes of attached files by part number, message by message."""
        self._require_open()
        for uid, found in imap_files.files(self._texts, wanted):
            if isinstance(found, Exception):
                reason = type(found).__name__
                yield uid, self._problem(uid, f"the attached files cannot be read ({reason})")
            else:
                yield uid, found

    def look_up(self, place: Location) -> Body | Problem:
        """Read the text of one message again, for evidence.

        Raises:
            FolderGoneError: The folder is gone, or its messages were numbered anew since.
            FolderError: The folder cannot be read.
        """
        state = self.examine(place.folder)
        if state.uidvalidity != place.uidvalidity:
            message = f"the messages of {place.folder!r} were numbered anew since"
            raise FolderGoneError(message, hint="`goodterms fetch` finds them again")
        gone = self._problem(place.uid, "the message is no longer there")
        return self.bodies([place.uid]).get(place.uid, gone)

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

    def _headers(self, uids: Sequence[int], items: Sequence[str]) -> list[Envelope | Problem]:
        state = self._require_open()
        return imap_envelope.read(self._fetch(uids, items), uids, state)

    def _require_open(self) -> FolderState:
        if self._opened is None:
            message = "no folder is open"
            raise FolderError(message)
        return self._opened

    def _fetch(self, uids: Sequence[int], items: Sequence[str]) -> Iterator[Fetched]:
        self._require_open()
        requests = [
            Request(uids=uids[start : start + TOGETHER], items=items)
            for start in range(0, len(uids), TOGETHER)
        ]
        yield from self.session.fetch(requests, seconds=self.session.header_seconds)

    def _texts(self, requests: Sequence[Request]) -> Iterator[Fetched]:
        yield from self.session.fetch(requests, seconds=self.session.text_seconds)

    def _problem(self, uid: int, text: str) -> Problem:
        folder = self._require_open().name
        return Problem(kind="message", source=f"{folder}/{uid}", text=text)
