"""Everything that the library, TLS and the network raise, as a `MailboxError` of one clear kind.

Source: IMAP study b.7, b.8, and e for what the library lets through.
"""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
from contextlib import contextmanager
from typing import TYPE_CHECKING

from imapclient.exceptions import ProtocolError

from goodterms.core.refusals import Refusal, refusal, wait_seconds
from goodterms.errors import (
    CertificateError,
    FolderError,
    FolderGoneError,
    LimitError,
    MailboxError,
    SecretError,
    SignInError,
    UnreachableError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodterms.adapters.imap_account import Account
    from goodterms.adapters.watchdog import Watchdog

MALFORMED = (ValueError, IndexError, TypeError, OverflowError, RecursionError, KeyError)
"""What the library raises on answers it cannot parse (IMAP study e)."""

LATER = "It is tried again later"

NOT_CONNECTED = (
    "It is tried again later. If it stays so, IMAP may be switched off for this mailbox, or the "
    "consent may lack IMAP"
)
"""For "User is authenticated but not connected" of one provider (IMAP study c)."""

_EXPIRED, _NOT_YET, _OTHER_NAMES = {10}, {9}, {62, 64}
"""OpenSSL's verification codes (x509_vfy.h): expired; not yet valid; other name, other address."""

_NOT_IMAP = re.compile(r"(?:^|=> )unexpected (?:tagged )?response")
"""How imaplib says that a line is none of the protocol, a tagged OK without text for example."""

_OWN_CERTIFICATE = "For a server of your own, name its certificate as ca_file in [mailbox]"


@contextmanager
def translated(account: Account, watchdog: Watchdog) -> Iterator[None]:
    """Turn everything that the library and the network raise into a `MailboxError`.

    A NO or BAD of the server becomes what it means, see `core.refusals`: `LimitError`,
    `UnreachableError`, `SignInError`, `FolderGoneError`, else `FolderError`. An answer that cannot
    be parsed becomes `FolderError` too.
    """
    try:
        yield
    except (MailboxError, SecretError):
        raise
    except ssl.SSLCertVerificationError as error:
        raise distrusted(account.host, error) from error
    except (OSError, imaplib.IMAP4.abort) as error:
        raise broken(account, watchdog, error) from error
    except (ProtocolError, *MALFORMED) as error:
        if watchdog.expired:
            raise broken(account, watchdog, error) from error
        message = f"{account.host} answered what cannot be understood ({type(error).__name__})"
        raise FolderError(message) from error
    except imaplib.IMAP4.error as error:
        raise refused(account.host, spoken(error), str(error)) from error


@contextmanager
def opening(account: Account, watchdog: Watchdog) -> Iterator[None]:
    """Translate while connecting, when no folder is concerned: what is odd then is the server."""
    try:
        with translated(account, watchdog):
            yield
    except FolderError as error:
        hint = error.hint or "Check [mailbox] host and port: it may not be an IMAP server"
        raise UnreachableError(error.message, hint=hint) from error


def refused(host: str, said: str, whole: str) -> MailboxError:
    """Return the error for a NO or BAD.

    Args:
        host: Who said it.
        said: The server's words for the message, see `spoken`.
        whole: All of the answer, to look for codes in.
    """
    meant = refusal(whole)
    if meant is Refusal.LIMIT:
        message = f"{host} asks to slow down: {said}"
        return LimitError(message, wait_seconds=wait_seconds(whole), hint=LATER)
    if meant is Refusal.LATER:
        return UnreachableError(f"{host} cannot serve now: {said}", hint=later_hint(whole))
    if meant is Refusal.SIGN_IN:
        message = f"{host} does not accept the sign-in any more: {said}"
        return SignInError(message, hint="Check user and password, or run `goodterms login` again")
    kind = FolderGoneError if meant is Refusal.GONE else FolderError
    return kind(f"{host} answered: {said}")


def later_hint(whole: str) -> str:
    """Return what to do about a server that cannot now, by all of its answer."""
    return NOT_CONNECTED if "not connected" in whole.lower() else LATER


def is_busy(error: Exception) -> bool:
    """Return whether a NO of the server means "later" and not "this one message"."""
    return refusal(str(error)) in {Refusal.LATER, Refusal.LIMIT}


def spoken(error: Exception) -> str:
    """Return the server's own words of an error, printable and at most 120 characters."""
    text = str(error)
    quoted = re.search(r"b(['\"])(.*)\1", text, re.DOTALL)
    words = quoted[2] if quoted else text
    return "".join(each for each in words if each.isprintable())[:120].rstrip(". ")


def distrusted(host: str, error: ssl.SSLCertVerificationError) -> CertificateError:
    """Return the error for a certificate, in its own words for each way to be wrong."""
    about = f"the certificate of {host} cannot be trusted: "
    if error.verify_code in _EXPIRED:
        hint = "Check the date of this machine; else only who runs the server can renew it"
        return CertificateError(f"{about}it has expired", hint=hint)
    if error.verify_code in _NOT_YET:
        hint = "Check the date of this machine"
        return CertificateError(f"{about}it is not valid yet", hint=hint)
    if error.verify_code in _OTHER_NAMES:
        hint = f"Check [mailbox] host: the server at {host} says that it is another one"
        return CertificateError(f"{about}it is for another name", hint=hint)
    return CertificateError(f"{about}{error.verify_message}", hint=_OWN_CERTIFICATE)


def broken(account: Account, watchdog: Watchdog, error: Exception) -> MailboxError:
    """Return the error for a connection that ended or never was."""
    where = f"{account.host}:{account.port}"
    if watchdog.expired:
        message = f"{where} did not finish its answer within {watchdog.expired:g} seconds"
        return UnreachableError(message, hint=LATER)
    if isinstance(error, imaplib.IMAP4.abort):
        return _ended(where, error)
    return _unreachable(account, error)


def _unreachable(account: Account, error: Exception) -> UnreachableError:
    where = f"{account.host}:{account.port}"
    message, hint = f"the connection to {where} broke: {spoken(error)}", LATER
    if isinstance(error, socket.gaierror):
        message, hint = f"the name {account.host} is not known", "Check [mailbox] host"
    elif isinstance(error, ConnectionRefusedError):
        message, hint = f"nothing answers at {where}", "Check [mailbox] host and port"
    elif isinstance(error, TimeoutError):
        message = f"{where} does not answer"
    elif isinstance(error, ssl.SSLError):
        reason = getattr(error, "reason", None) or "closed"
        message = f"{where} does not speak TLS as expected ({reason})"
        hint = 'Check [mailbox] port and security ("starttls"?)'
    return UnreachableError(message, hint=hint)


def _ended(where: str, error: Exception) -> MailboxError:
    """Return the error for a server that said BYE, or what no IMAP server says."""
    said = spoken(error)
    if refusal(str(error)) is Refusal.LIMIT:
        message = f"{where} asks to slow down: {said}"
        return LimitError(message, wait_seconds=wait_seconds(str(error)), hint=LATER)
    message = f"the connection to {where} broke: {said}"
    return not_imap(where, error) or UnreachableError(message, hint=LATER)


def not_imap(where: str, error: Exception) -> UnreachableError | None:
    """Return the error for a line that no IMAP server may say, None when it was none of those."""
    if not _NOT_IMAP.search(str(error)):
        return None
    message = f"{where} does not keep to IMAP: it answered {spoken(error)}"
    return UnreachableError(message, hint="Whoever runs the server should know")
