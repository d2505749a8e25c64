"""Find and keep the mailbox password: systemd credential, keyring or 0600 file, environment.

A secret is never written to the config, the database or a log. Source: decision study B3.2.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

import keyring
import keyring.errors

from goodterms.adapters import private_file
from goodterms.errors import SecretError

SERVICE = "goodterms"
PROBE = "a-test-by-init"


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
            return _stripped(_text(path), str(path))
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
    text = _text(path)
    mode = path.stat().st_mode
    if stat.S_IMODE(mode) & 0o077:
        message = f"secret file {path} can be read by others"
        raise SecretError(message, hint=f"chmod 600 {path}")
    return _stripped(text, str(path))


def write(place: str, secret: str, *, name: str, user: str, beside: Path) -> str:
    """Keep a secret and return where it is.

    Raises:
        SecretError: The keyring cannot be used here.
        OutputError: The file cannot be written.
    """
    if place.startswith("file:"):
        path = located(place, beside=beside)
        private_file.write(path, secret + "\n")
        return str(path)
    try:
        keyring.set_password(f"{SERVICE}:{name}", user, secret)
    except keyring.errors.KeyringError as error:
        message = f"the keyring cannot be used here ({error})"
        hint = "Keep the secret in a file instead: --secret file:PATH"
        raise SecretError(message, hint=hint) from error
    return "the keyring"


def keyring_works() -> bool:
    """Return whether a secret put into the keyring comes back; tried with a word that is none.

    A machine without a keyring, a locked one, and a backend that swallows what it is given all fail
    here, before a real password is lost.
    """
    try:
        keyring.set_password(SERVICE, PROBE, PROBE)
        found = keyring.get_password(SERVICE, PROBE)
        keyring.delete_password(SERVICE, PROBE)
    except Exception:  # noqa: BLE001 - backends let through whatever their libraries raise
        return False
    return found == PROBE


def _from_keyring(service: str, user: str) -> str | None:
    try:
        return keyring.get_password(service, user)
    except keyring.errors.KeyringError:
        return None  # no keyring on this machine: the caller names what to do


def _text(path: Path) -> str:
    """Return what a secret file holds; no error tells anything of it."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        message = f"secret file {path} does not exist"
        raise SecretError(message, hint="Write the password into it, mode 0600") from None
    except OSError as error:
        message = f"secret file {path} cannot be read ({error.strerror})"
        raise SecretError(message) from error
    except UnicodeDecodeError:
        # not chained: a decoding error carries the bytes it failed on
        message = f"secret file {path} is not UTF-8 text"
        raise SecretError(message) from None


def _stripped(text: str, place: str) -> str:
    """Return the secret without its final newline; an empty one is an error, not a password."""
    secret = text.rstrip("\r\n")
    if not secret:
        message = f"secret in {place} is empty"
        raise SecretError(message)
    return secret
