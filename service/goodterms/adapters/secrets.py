"""Find and keep the mailbox password: systemd credential, keyring or 0600 file, environment.

A secret is never written to the config, the database or a log. Source: decision study B3.2.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

import keyring
import keyring.errors

from goodterms.errors import SecretError

SERVICE = "goodterms"


def read(place: str, *, name: str, user: str, beside: Path) -> str:
    """Return a secret.

    Args:
        place: ``keyring`` or ``file:PATH`` as the config says; a relative path is meant beside the
            config file.
        name: Name of the systemd credential, for example ``imap-password``.
        user: The user name at the server, which the keyring entry is kept under.
        beside: The config file.

    Raises:
        SecretError: Nothing there, empty, or a file that others can read.
    """
    if credentials := os.environ.get("CREDENTIALS_DIRECTORY"):
        path = Path(credentials) / name
        if path.exists():
            return _stripped(path.read_text(encoding="utf-8"), str(path))
    if place.startswith("file:"):
        return read_file(located(place, beside=beside))
    found = _from_keyring(f"{SERVICE}:{name}", user)
    if found is None:
        found = os.environ.get(f"GOODTERMS_{name.upper().replace('-', '_')}")
    if not found:
        message = f"no {name} for {user} in the keyring"
        hint = 'Run `goodterms init` again, or keep it in a file with secret = "file:PATH"'
        raise SecretError(message, hint=hint)
    return found


def located(place: str, *, beside: Path) -> Path:
    """Return the path of a ``file:PATH`` place."""
    path = Path(place.removeprefix("file:")).expanduser()
    return path if path.is_absolute() else beside.parent / path


def read_file(path: Path) -> str:
    """Return the secret in a file that only its owner can read."""
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        message = f"secret file {path} does not exist"
        raise SecretError(message, hint="Write the password into it, mode 0600") from None
    except (OSError, UnicodeDecodeError) as error:
        message = f"secret file {path} cannot be read ({error})"
        raise SecretError(message) from error
    if stat.S_IMODE(mode) & 0o077:
        message = f"secret file {path} can be read by others"
        raise SecretError(message, hint=f"chmod 600 {path}")
    return _stripped(text, str(path))


def write(place: str, secret: str, *, name: str, user: str, beside: Path) -> str:
    """Keep a secret and return where it is.

    Raises:
        SecretError: The keyring cannot be used here.
    """
    if place.startswith("file:"):
        path = located(place, beside=beside)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(secret + "\n")
        return str(path)
    try:
        keyring.set_password(f"{SERVICE}:{name}", user, secret)
    except keyring.errors.KeyringError as error:
        message = f"the keyring cannot be used here ({error})"
        hint = "Keep the secret in a file instead: --secret file:PATH"
        raise SecretError(message, hint=hint) from error
    return "the keyring"


def _from_keyring(service: str, user: str) -> str | None:
    try:
        return keyring.get_password(service, user)
    except keyring.errors.KeyringError:
        return None  # no keyring on this machine: the caller names what to do


def _stripped(text: str, place: str) -> str:
    """Return the secret without its final newline; an empty one is an error, not a password."""
    secret = text.rstrip("\r\n")
    if not secret:
        message = f"secret in {place} is empty"
        raise SecretError(message)
    return secret
