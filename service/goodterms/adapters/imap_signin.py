"""Connecting and signing in to an IMAP server, and the words for everything that can go wrong.

Source: IMAP study b.1 (connection) and b.7 (authentication).
"""

from __future__ import annotations

import imaplib
import ipaddress
import re
import socket
import ssl
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from imapclient.exceptions import LoginError, ProtocolError

from goodterms.adapters.wire import Guard, GuardedClient
from goodterms.errors import (
    CertificateError,
    FolderError,
    MailboxError,
    SecretError,
    SignInError,
    UnreachableError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodterms.adapters.watchdog import Watchdog

OPEN_SECONDS = 90.0
"""For name lookup, connection, TLS, greeting and sign-in together (IMAP study b.1.1)."""

MALFORMED = (ValueError, IndexError, TypeError, OverflowError, RecursionError, KeyError)
"""What the library raises on answers it cannot parse (IMAP study e)."""

_BUSY = re.compile(
    r"\[(UNAVAILABLE|LIMIT|INUSE|SERVERBUG|THROTTLED|OVERQUOTA|CONTACTADMIN)\]|too many"
    r"|simultaneous|throttl|not connected|try again|temporar|bandwidth|backoff",
    re.IGNORECASE,
)
"""A server that cannot now, which is not a wrong password (IMAP study b.7 and c)."""

_ATOM = re.compile(r"[A-Za-z0-9.@_+~#$&'!/=?^`|,;:<>-]+")
"""User names that need no quotes; the library does not quote them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One login on a server.

    Attributes:
        name: What the owner calls it.
        security: ``tls``, ``starttls`` or ``plain``; the last on loopback only.
        ca_file: PEM file of certificates to trust instead of the system's; None or "" for those.
    """

    name: str
    host: str
    port: int
    user: str
    security: str
    ca_file: str | None = None


def open_client(
    account: Account, secret: str, *, guard: Guard, watchdog: Watchdog
) -> GuardedClient:
    """Connect and sign in.

    Raises:
        UnreachableError: No connection, or the server cannot serve now: worth a retry.
        CertificateError: The certificate cannot be trusted.
        SignInError: User name or secret were refused, or would be sent in clear.
        SecretError: The secret contains a line break or NUL.
    """
    _check_credentials(account, secret)
    context = _context(account)
    with watchdog.deadline(OPEN_SECONDS), translated(account, watchdog):
        implicit = context if account.security == "tls" else None
        client = GuardedClient(
            account.host, account.port, guard=guard, watchdog=watchdog, tls=implicit
        )
        try:
            if account.security == "starttls":
                _encrypt(client, account, context)
            _sign_in(client, account, secret)
            _introduce(client)
        except BaseException:
            hang_up(client)
            raise
    return client


def hang_up(client: GuardedClient) -> None:
    """Close the connection without a word."""
    with suppress(OSError, imaplib.IMAP4.error):
        client.shutdown()


@contextmanager
def translated(account: Account, watchdog: Watchdog) -> Iterator[None]:
    """Turn everything that the library and the network raise into a `MailboxError`.

    A NO or BAD of the server becomes `FolderError`, or `UnreachableError` when it says that it is
    busy. An answer that cannot be parsed becomes `FolderError` too.
    """
    try:
        yield
    except (MailboxError, SecretError):
        raise
    except ssl.SSLCertVerificationError as error:
        message = f"the certificate of {account.host} cannot be trusted: {error.verify_message}"
        hint = "For a server of your own, name its certificate as ca_file in [mailbox]"
        raise CertificateError(message, hint=hint) from error
    except (OSError, imaplib.IMAP4.abort) as error:
        raise _unreachable(account, watchdog, error) from error
    except (ProtocolError, *MALFORMED) as error:
        if watchdog.expired:
            raise _unreachable(account, watchdog, error) from error
        message = f"{account.host} answered what cannot be understood ({type(error).__name__})"
        raise FolderError(message) from error
    except imaplib.IMAP4.error as error:
        said = spoken(error)
        if _BUSY.search(said):
            message = f"{account.host} cannot serve now: {said}"
            raise UnreachableError(message, hint="It is tried again later") from error
        message = f"{account.host} answered: {said}"
        raise FolderError(message) from error


def is_busy(error: Exception) -> bool:
    """Return whether a NO of the server means "later" and not "this one message"."""
    return bool(_BUSY.search(str(error)))


def spoken(error: Exception) -> str:
    """Return the server's own words of an error, printable and at most 120 characters."""
    text = str(error)
    quoted = re.search(r"b(['\"])(.*)\1", text, re.DOTALL)
    words = quoted[2] if quoted else text
    return "".join(each for each in words if each.isprintable())[:120].rstrip(". ")


def _unreachable(account: Account, watchdog: Watchdog, error: Exception) -> UnreachableError:
    where = f"{account.host}:{account.port}"
    if watchdog.expired:
        message = f"{where} did not finish its answer within {watchdog.expired:g} seconds"
        return UnreachableError(message, hint="It is tried again later")
    if isinstance(error, socket.gaierror):
        return UnreachableError(
            f"the name {account.host} is not known", hint="Check [mailbox] host"
        )
    if isinstance(error, ConnectionRefusedError):
        message = f"nothing answers at {where}"
        return UnreachableError(message, hint="Check [mailbox] host and port")
    if isinstance(error, TimeoutError):
        return UnreachableError(f"{where} does not answer", hint="It is tried again later")
    if isinstance(error, ssl.SSLError):
        message = f"{where} does not speak TLS as expected ({error.reason or 'closed'})"
        return UnreachableError(message, hint='Check [mailbox] port and security ("starttls"?)')
    return UnreachableError(f"the connection to {where} broke: {spoken(error)}")


def _check_credentials(account: Account, secret: str) -> None:
    """Refuse what would break out of a command line: the library sends it raw (study b.7)."""
    if any(each in secret for each in "\r\n\0") or not secret:
        message = f"the password of {account.user!r} is empty or has a line break inside"
        raise SecretError(message, hint="Store it again as one line")
    if any(each in account.user for each in "\r\n\0") or not account.user:
        message = "the user name is empty or has a line break inside"
        raise SignInError(message, hint="Check [mailbox] user")
    if account.security == "plain" and not _is_loopback(account.host):
        message = f"the password would go to {account.host} in clear"
        raise SignInError(message, hint='Set security = "tls" or "starttls" in [mailbox]')


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _context(account: Account) -> ssl.SSLContext:
    """Return a verifying TLS context."""
    try:
        return ssl.create_default_context(cafile=account.ca_file or None)
    except OSError as error:
        message = f"the certificate file {account.ca_file} cannot be read"
        raise CertificateError(message, hint="Check [mailbox] ca_file: it must be PEM") from error


def _encrypt(client: GuardedClient, account: Account, context: ssl.SSLContext) -> None:
    """Switch to TLS, or refuse to go on: a missing STARTTLS may be somebody in between."""
    if not client.has_capability("STARTTLS"):
        message = f"{account.host} does not offer encryption, so the password was not sent"
        raise SignInError(message, hint='Use security = "tls" with port 993')
    client.starttls(context)


def _sign_in(client: GuardedClient, account: Account, secret: str) -> None:
    """Use LOGIN for plain ASCII, else AUTHENTICATE PLAIN: LOGIN cannot carry more (study b.7)."""
    simple = secret.isascii() and account.user.isascii()
    offers_plain = client.has_capability("AUTH=PLAIN")
    if offers_plain and (not simple or client.has_capability("LOGINDISABLED")):
        attempt = client.plain_login
        user = account.user
    elif simple:
        attempt = client.login
        user = account.user if _ATOM.fullmatch(account.user) else _quoted(account.user)
    else:
        message = f"{account.host} takes only plain letters in user name and password"
        raise SignInError(message, hint="Set an app password at your provider and use that")
    try:
        attempt(user, secret)
    except LoginError as error:
        _refused(account, error, spoken(error).replace(secret, "***"))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _refused(account: Account, error: LoginError, said: str) -> NoReturn:
    """Tell a wrong password from a server that cannot now: the library mixes them (study b.7)."""
    dropped = isinstance(error.__context__, imaplib.IMAP4.abort)
    if "AUTHENTICATIONFAILED" not in str(error) and (dropped or _BUSY.search(str(error))):
        message = f"{account.host} ended the sign-in: {said}"
        raise UnreachableError(message, hint="It is tried again later") from error
    message = f"{account.host} refused the sign-in of {account.user}: {said}"
    hint = "Check user and password; many providers need an app password"
    raise SignInError(message, hint=hint) from error


def _introduce(client: GuardedClient) -> None:
    """Ask anew what the server can do and name this program: one provider insists on it."""
    client.read_capabilities()
    if not client.has_capability("ID"):
        return
    try:
        client.id_({"name": "goodterms"})
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, *MALFORMED):
        return  # its answer says nothing that is needed
