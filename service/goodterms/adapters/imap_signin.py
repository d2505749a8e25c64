"""Connecting and signing in to an IMAP server.

Source: IMAP study b.1 (connection) and b.7 (authentication).
"""

from __future__ import annotations

import base64
import imaplib
import ipaddress
import re
import ssl
from contextlib import suppress
from typing import TYPE_CHECKING

from imapclient.exceptions import LoginError

from goodterms.adapters import imap_sasl
from goodterms.adapters.imap_account import Account
from goodterms.adapters.imap_errors import (
    LATER,
    MALFORMED,
    is_busy,
    later_hint,
    not_imap,
    opening,
    spoken,
    translated,
)
from goodterms.adapters.wire import Guard, GuardedClient
from goodterms.core.refusals import Refusal, refusal, wait_seconds
from goodterms.errors import (
    CertificateError,
    LimitError,
    MailboxError,
    SecretError,
    SignInError,
    UnreachableError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodterms.adapters.watchdog import Watchdog

__all__ = [
    "MALFORMED",
    "Account",
    "hang_up",
    "is_busy",
    "open_client",
    "spoken",
    "translated",
]

OPEN_SECONDS = 90.0
"""For name lookup, connection, TLS, greeting and sign-in together (IMAP study b.1.1)."""

ENCRYPTED = 'Use security = "tls" with port 993'

_ATOM = re.compile(r"[A-Za-z0-9.@_+~#$&'!/=?^`|,;:<>-]+")
"""User names that need no quotes; the library does not quote them."""


def open_client(
    account: Account, secret: str, *, guard: Guard, watchdog: Watchdog
) -> GuardedClient:
    """Connect and sign in.

    Args:
        account: Where and as whom; `Account.by_token` says what `secret` is.
        secret: Password or access token.
        guard: Sees every byte that is sent.
        watchdog: Bounds the whole.

    Raises:
        UnreachableError: No connection, or the server cannot serve now: worth a retry.
        LimitError: The server asks to slow down.
        CertificateError: The certificate cannot be trusted.
        SignInError: User name or secret were refused, or would be sent in clear.
        SecretError: The secret contains a line break or NUL.
    """
    check_credentials(account, secret)
    context = _context(account)
    with watchdog.deadline(OPEN_SECONDS), opening(account, watchdog):
        implicit = context if account.security == "tls" else None
        client = GuardedClient(
            account.host, account.port, guard=guard, watchdog=watchdog, tls=implicit
        )
        try:
            if account.security == "starttls":
                _encrypt(client, account, context)
            if not _is_signed_in(client):
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


def check_credentials(account: Account, secret: str) -> None:
    """Refuse what would break out of a command line: the library sends it raw (study b.7)."""
    what = "access token" if account.by_token else "password"
    if any(each in secret for each in "\r\n\0") or not secret:
        message = f"the {what} of {account.user!r} is empty or has a line break inside"
        raise SecretError(message, hint="Store it again as one line")
    if account.by_token and not (secret.isascii() and secret.isprintable()):
        message = f"the access token of {account.user!r} is not plain text"
        raise SecretError(message, hint="Run `goodterms login` again")
    if any(ord(each) < 32 or ord(each) == 127 for each in account.user) or not account.user:
        message = "the user name is empty or has a control character inside"
        raise SignInError(message, hint="Check [mailbox] user")
    if account.security == "plain" and not _is_loopback(account.host):
        message = f"the {what} would go to {account.host} in clear"
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


def _is_signed_in(client: GuardedClient) -> bool:
    """Return whether the server took us in without asking (PREAUTH), as through a tunnel."""
    return bool(client.welcome.upper().startswith(b"* PREAUTH"))


def _encrypt(client: GuardedClient, account: Account, context: ssl.SSLContext) -> None:
    """Switch to TLS, or refuse to go on: whatever hinders it may be somebody in between.

    Raises:
        SignInError: There is no STARTTLS, or it was refused, or the server spoke on in clear.
    """
    message = f"{account.host} does not offer encryption, so the password was not sent"
    if _is_signed_in(client) or not client.has_capability("STARTTLS"):
        raise SignInError(message, hint=ENCRYPTED)
    in_clear = client._imap.file  # noqa: SLF001 - the library has no name for what it read ahead
    try:
        client.starttls(context)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise SignInError(message, hint=ENCRYPTED) from error
    if _left_over(in_clear.peek):
        # What came with the OK was not encrypted; taken for an answer of the server's it could say
        # anything (CVE-2021-33515 and its kin).
        message = f"{account.host} sent more in clear after encryption began: it is not trusted"
        raise SignInError(message, hint=ENCRYPTED)


def _left_over(peek: Callable[[], bytes]) -> bool:
    """Return whether a reader still holds bytes of before the encryption; never reads the socket.

    The socket below the reader was taken over by TLS, so that an empty reader can only fail.
    """
    try:
        return bool(peek())
    except (OSError, ValueError):
        return False


def _sign_in(client: GuardedClient, account: Account, secret: str) -> None:
    """Send token or password and say in what way it failed, without repeating either."""
    explain = None
    try:
        if account.by_token:
            mechanism = _token_mechanism(client, account)
            answer = imap_sasl.answer_for(mechanism, account, secret)
            explain = answer.explanation
            client.sasl_login(mechanism, answer)
        else:
            _send_password(client, account, secret)
    except LoginError as error:
        clean = _without(secret, account, error)
        refused = not_imap(account.host, clean) or _refused(account, error, spoken(clean))
        if explain is not None and explain():
            refused.message += f" ({explain()})"
        if _repeats(secret, account, str(error)):
            # not chained: its text holds the secret
            raise refused from None
        raise refused from error


def _token_mechanism(client: GuardedClient, account: Account) -> str:
    for mechanism in imap_sasl.MECHANISMS:
        if client.has_capability(f"AUTH={mechanism}"):
            return mechanism
    message = f"{account.host} does not take access tokens"
    raise SignInError(message, hint='Set auth = "password" in [mailbox], and use an app password')


def _send_password(client: GuardedClient, account: Account, secret: str) -> None:
    """Use LOGIN for plain ASCII, else AUTHENTICATE PLAIN: LOGIN cannot carry more (study b.7)."""
    simple = secret.isascii() and account.user.isascii()
    closed = client.has_capability("LOGINDISABLED")
    if client.has_capability("AUTH=PLAIN") and (not simple or closed):
        client.plain_login(account.user, secret)
        return
    if closed:
        message = f"{account.host} takes no passwords"
        hint = 'Set auth in [mailbox] to "google" or "microsoft", if it is one of them'
        raise SignInError(message, hint=hint)
    if not simple:
        message = f"{account.host} takes only plain letters in user name and password"
        raise SignInError(message, hint="Set an app password at your provider and use that")
    client.login(account.user if _ATOM.fullmatch(account.user) else _quoted(account.user), secret)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _forms(secret: str, account: Account) -> tuple[str, ...]:
    """Return every form in which the secret goes to the server, longest first."""
    plain = base64.b64encode(f"\0{account.user}\0{secret}".encode()).decode()
    return (plain, _quoted(secret)[1:-1], secret)


def _repeats(secret: str, account: Account, text: str) -> bool:
    return any(form in text for form in _forms(secret, account))


def _without(secret: str, account: Account, error: Exception) -> Exception:
    """Return the error without the secret, should the server have repeated it."""
    text = str(error)
    for form in _forms(secret, account):
        text = text.replace(form, "***")
    return Exception(text)


def _refused(account: Account, error: LoginError, said: str) -> MailboxError:
    """Tell a wrong password from a server that cannot now: the library mixes them (study b.7)."""
    meant = refusal(str(error))
    if meant is Refusal.LIMIT:
        message = f"{account.host} asks to slow down: {said}"
        return LimitError(message, wait_seconds=wait_seconds(str(error)), hint=LATER)
    dropped = isinstance(error.__context__, imaplib.IMAP4.abort)
    if meant is not Refusal.SIGN_IN and (dropped or meant is Refusal.LATER):
        message = f"{account.host} ended the sign-in: {said}"
        return UnreachableError(message, hint=later_hint(str(error)))
    message = f"{account.host} refused the sign-in of {account.user}: {said}"
    hint = "Check user and password; many providers need an app password"
    if account.by_token:
        hint = "Check [mailbox] user: the consent may be of another account. `goodterms login`"
    return SignInError(message, hint=hint)


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
