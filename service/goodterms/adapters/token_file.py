"""The tokens of one sign-in, in a file beside the database that only its owner can read.

A refresh token that the provider has replaced is worth nothing, so the new one is on disk, durably,
before anything uses what came with it (IMAP study b.7).
"""

from __future__ import annotations

import fcntl
import json
import os
import stat
import time
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from goodterms.adapters import private_file
from goodterms.core.consent import Consent
from goodterms.errors import ConsentError, SecretError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOGIN = "Run `goodterms login`"

LOCK_SECONDS = 90.0
"""Longest wait for another process that renews: twice what its exchange may take."""

RENEW_BEFORE = timedelta(minutes=5)
"""A token that ends sooner is renewed before use (IMAP study b.7)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What the provider gave.

    Attributes:
        user: The IMAP user the owner signed in for.
        client_id: The registration they belong to.
        token_url: Where they are renewed.
        access: The access token.
        refresh: The refresh token.
        expires_at: When the access token ends, by this machine's clock.
        consented_at: When the owner signed in.
        renewed_at: When the access token was given.
        consent_until: When the consent ends, if the provider said so.
        skew_seconds: This machine's clock minus the provider's, positive when it is ahead.
    """

    user: str
    client_id: str
    token_url: str
    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_at: datetime
    consented_at: datetime
    renewed_at: datetime
    consent_until: datetime | None = None
    skew_seconds: float = 0.0

    def consent(self, provider: str) -> Consent:
        """Return what the owner allowed and until when, without the tokens themselves."""
        return Consent(
            user=self.user,
            provider=provider,
            given_at=self.consented_at,
            renewed_at=self.renewed_at,
            ends_at=self.expires_at,
            until=self.consent_until,
            skew_seconds=self.skew_seconds,
        )

    def is_fresh(self, *, now: datetime) -> bool:
        """Return whether the access token can be used for at least `RENEW_BEFORE`."""
        return self.renewed_at - RENEW_BEFORE <= now < self.expires_at - RENEW_BEFORE


@dataclass(frozen=True, slots=True)
class TokenFile:
    """The file, and the lock beside it."""

    path: Path

    def read(self) -> Tokens:
        """Return the tokens.

        Raises:
            ConsentError: There is none, or the file is damaged.
            SecretError: Others can read the file, or we cannot.
        """
        try:
            with self.path.open("rb") as file:
                mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
                data = file.read()
        except FileNotFoundError:
            message = "nobody has signed in to the mailbox yet"
            raise ConsentError(message, hint=LOGIN) from None
        except OSError as error:
            message = f"the token file {self.path} cannot be read ({error.strerror})"
            raise SecretError(message, hint="Check who owns it") from error
        if mode & 0o077:
            message = f"the token file {self.path} can be read by others"
            raise SecretError(message, hint=f"chmod 600 {self.path}")
        try:
            return _parsed(data)
        except (ValueError, TypeError, KeyError, RecursionError):
            # not chained: an error of the parser holds the text
            message = f"the token file {self.path} is damaged"
            raise ConsentError(message, hint=LOGIN) from None

    def write(self, tokens: Tokens) -> None:
        """Replace the file durably; `OutputError` when it cannot be, and the former one stands."""
        self._sweep()
        values = {
            key: value.isoformat() if isinstance(value, datetime) else value
            for key, value in asdict(tokens).items()
        }
        private_file.write(self.path, json.dumps(values, indent=1) + "\n")

    def remove(self) -> bool:
        """Remove the file and return whether there was one."""
        self._sweep()
        try:
            self.path.unlink()
        except FileNotFoundError:
            return False
        return True

    @contextmanager
    def locked(self, *, seconds: float = LOCK_SECONDS) -> Iterator[None]:
        """Hold the file alone, in this process and against others.

        Raises:
            UnreachableError: Another process holds it for longer than `seconds`.
        """
        lock = self.path.with_name(f"{self.path.name}.lock")
        lock.parent.mkdir(mode=private_file.OWNER_DIRECTORY, parents=True, exist_ok=True)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            _await_lock(handle, seconds)
            yield
        finally:
            os.close(handle)  # gives the lock back, as the end of the process would

    def _sweep(self) -> None:
        """Remove what a process left behind that was killed while it wrote."""
        for left in self.path.parent.glob(f".{self.path.name}.*.part"):
            with suppress(OSError):
                left.unlink()


def _await_lock(handle: int, seconds: float) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() >= end:
                message = "another process of this program renews the sign-in and does not end"
                raise UnreachableError(message, hint="It is tried again later") from None
            time.sleep(0.05)
        else:
            return


def _parsed(data: bytes) -> Tokens:
    values = json.loads(data)
    if not isinstance(values, dict):
        raise TypeError
    known = {each.name for each in fields(Tokens)}
    found = {key: value for key, value in values.items() if key in known}
    for key in ("expires_at", "consented_at", "renewed_at", "consent_until"):
        if found.get(key) is not None:
            found[key] = datetime.fromisoformat(found[key])
            if found[key].tzinfo is None:
                raise ValueError(key)
    for key in ("user", "client_id", "token_url", "access", "refresh"):
        if not isinstance(found[key], str):
            raise TypeError(key)
    found["skew_seconds"] = float(found.get("skew_seconds", 0.0))
    return Tokens(**found)
