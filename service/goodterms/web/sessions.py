"""Who may see the page: one-time login links and sessions, kept hashed in a file of mode 0600.

The file lies beside the database and not in it, so that no backup brings an ended session back.
Both secrets have 256 bits (ASVS 7.2.3 asks for 128); only their SHA-256 is kept, which suffices
for a secret that nobody can guess. Source: decision study B3.2, "Login"; ASVS 6.5, 7.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import stat
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from goodterms.adapters import private_file
from goodterms.errors import SecretError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SECRET_BYTES = 32
LINK_LASTS = timedelta(minutes=10)
"""A login link ends after this (decision study B3.2; ASVS 6.5.5)."""

SESSION_LASTS = timedelta(days=30)
IDLE = timedelta(days=7)
"""A session that nobody used for this long ends sooner."""

SEEN_EVERY = timedelta(hours=1)
"""How exactly the last use of a session is written down; not each request writes a file."""

MOST_SESSIONS = 20
MOST_LINKS = 20
"""More of them than anybody needs; the oldest end first."""

MOST_BYTES = 65_536


def digest(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


@dataclass(slots=True, kw_only=True)
class Kept:
    """What the file holds.

    Attributes:
        links: Digest of a login link to when it ends.
        sessions: Digest of a session to when it was begun and last used.
    """

    links: dict[str, datetime] = field(default_factory=dict)
    sessions: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)

    def prune(self, now: datetime) -> None:
        """Forget what has ended, and the oldest of what is too many."""
        links = {key: end for key, end in self.links.items() if now < end <= now + LINK_LASTS}
        self.links = dict(sorted(links.items(), key=lambda each: each[1])[-MOST_LINKS:])
        kept = {key: each for key, each in self.sessions.items() if is_open(*each, now=now)}
        self.sessions = dict(sorted(kept.items(), key=lambda each: each[1])[-MOST_SESSIONS:])


def is_open(begun: datetime, seen: datetime, *, now: datetime) -> bool:
    """Return whether a session still stands; one from the future never does."""
    return begun <= now < begun + SESSION_LASTS and now < seen + IDLE


@dataclass(frozen=True, slots=True)
class Sessions:
    """The file beside the database; safe for several processes.

    Attributes:
        path: The file; `<database>.sessions.json`.
        now: The present, aware UTC.
    """

    path: Path
    now: Callable[[], datetime]

    def new_link(self) -> str:
        """Return the secret of a new login link."""
        secret = secrets.token_urlsafe(SECRET_BYTES)
        with self._changing() as kept:
            kept.links[digest(secret)] = self.now() + LINK_LASTS
        return secret

    def is_link(self, secret: str) -> bool:
        """Return whether a login link could be used now; nothing is used up."""
        end = self._read().links.get(digest(secret))
        return end is not None and self.now() < end <= self.now() + LINK_LASTS

    def begin(self, link: str) -> str | None:
        """Use a login link up; return the secret of a new session, None when it is worth nothing.

        Two that come at once are told apart by the lock: one of them gets a session.
        """
        with self._changing() as kept:
            if kept.links.pop(digest(link), None) is None:
                return None
            secret = secrets.token_urlsafe(SECRET_BYTES)
            kept.sessions[digest(secret)] = (self.now(), self.now())
            return secret

    def is_session(self, secret: str) -> bool:
        """Return whether a session stands; its use is written down now and then."""
        now, key = self.now(), digest(secret)
        found = self._read().sessions.get(key)
        if found is None or not is_open(*found, now=now):
            return False
        if now - found[1] >= SEEN_EVERY:
            with self._changing() as kept:
                if key in kept.sessions:
                    kept.sessions[key] = (found[0], now)
        return True

    def end(self, secret: str) -> None:
        """End one session (ASVS 7.4.1)."""
        with self._changing() as kept:
            kept.sessions.pop(digest(secret), None)

    def end_all(self) -> int:
        """End every session and link; return how many sessions there were."""
        with self._changing() as kept:
            count = len(kept.sessions)
            kept.sessions.clear()
            kept.links.clear()
            return count

    @contextmanager
    def _changing(self) -> Iterator[Kept]:
        """Read, change and write the file under a lock."""
        lock = self.path.with_name(f"{self.path.name}.lock")
        lock.parent.mkdir(parents=True, exist_ok=True, mode=private_file.OWNER_DIRECTORY)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            kept = self._read()
            kept.prune(self.now())
            yield kept
            kept.prune(self.now())
            private_file.write(self.path, json.dumps(_values(kept), indent=1) + "\n")
        finally:
            os.close(handle)

    def _read(self) -> Kept:
        """Return what the file holds; a damaged one holds nothing, so that everybody signs in anew.

        Raises:
            SecretError: Others can read the file.
        """
        try:
            with self.path.open("rb") as file:
                mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
                data = file.read(MOST_BYTES + 1)
        except FileNotFoundError:
            return Kept()
        if mode & 0o077:
            message = f"the session file {self.path} can be read by others"
            raise SecretError(message, hint=f"chmod 600 {self.path}")
        try:
            return _parsed(data)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return Kept()


def _values(kept: Kept) -> dict[str, object]:
    return {
        "links": {key: end.isoformat() for key, end in kept.links.items()},
        "sessions": {
            key: [begun.isoformat(), seen.isoformat()]
            for key, (begun, seen) in kept.sessions.items()
        },
    }


def _parsed(data: bytes) -> Kept:
    values = json.loads(data)
    return Kept(
        links={str(key): _instant(end) for key, end in values["links"].items()},
        sessions={
            str(key): (_instant(begun), _instant(seen))
            for key, (begun, seen) in values["sessions"].items()
        },
    )


def _instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found
