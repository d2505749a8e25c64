"""Hand a report to the owner's submission server. TLS is required except on this machine."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.adapters import mail_size
from goodterms.adapters.letter import Letterhead, letter
from goodterms.adapters.smtp_connection import (
    TIMEOUT_SECONDS,
    WHOLE_SECONDS,
    Server,
    connected,
    farewell,
)
from goodterms.errors import DeliveryError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodterms.core.outgoing import Outgoing
    from goodterms.ports import Clock

LOOPBACK = ("127.0.0.1", "::1", "localhost")

SETTING_CODES = frozenset({530, 534, 535, 538})
"""Refusals for want of a login or of encryption (RFC 4954 6): another setting mends them."""

FOR_GOOD = 500
"""From this code on a server says that the same mail will never be taken (RFC 5321 4.2.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpSender:
    """Sends by SMTP submission; implements `ports.Sender`.

    Attributes:
        to: The owner's address; `sender` the address in From, `to` when empty.
        key: Secret of this installation, see `adapters.mail_key`.
        security: ``tls`` (from the first byte), ``starttls``, or ``plain`` on this machine only.
        user, secret: Empty for a server that asks for no login.
        ca_file: Certificate authority of a private server, None for the system's.
        timeout, whole: Seconds for one answer of the server, and for everything.
    """

    to: str
    clock: Clock
    host: str
    port: int
    security: str
    user: str = ""
    secret: str = field(default="", repr=False)
    sender: str = ""
    key: bytes = field(default=b"", repr=False)
    ca_file: str | None = None
    timeout: float = TIMEOUT_SECONDS
    whole: float = WHOLE_SECONDS

    def send(self, outgoing: Outgoing) -> str:
        """Send to the owner and return the server's name.

        The mail is sent once the server said so to its last byte; what becomes of the connection
        afterwards does not matter.

        Raises:
            RefusedError: The server will never take this mail.
            DeliveryError: The server could not be reached or trusted, or refused login or mail.
        """
        if self.security == "plain" and self.host not in LOOPBACK:
            message = f"the report was not sent: {self.host} would get it without encryption"
            raise DeliveryError(message, hint='Set smtp_security to "tls" or "starttls"')
        place = f"{self.host}:{self.port}"
        head = Letterhead(to=self.to, sender=self.sender, key=self.key)
        data = mail_size.checked(letter(outgoing, head, now=self.clock.now()))
        try:
            with connected(self._server()) as connection:
                if self.user:
                    connection.login(self.user, self.secret)
                connection.sendmail(head.origin, [self.to], data)
                farewell(connection)
        except (smtplib.SMTPException, OSError, UnicodeError, ValueError) as error:
            raise failure(place, error) from error
        return place

    def _server(self) -> Server:
        return Server(
            host=self.host,
            port=self.port,
            security=self.security,
            ca_file=self.ca_file,
            timeout=self.timeout,
            whole=self.whole,
        )


def failure(where: str, error: Exception) -> DeliveryError:
    """Return the error in one sentence; never with secret, mail text, or words of the server."""
    for kind, said in REASONS.items():
        if isinstance(error, kind):
            text, hint = said(error)
            for_good = is_for_good(error)
            if for_good:
                hint += ". It is not tried again by itself: `goodterms report --resend ID`"
            shape = RefusedError if for_good else DeliveryError
            return shape(f"the report was not sent by {where}: {text}", hint=hint)
    text = type(error).__name__
    return DeliveryError(
        f"the report was not sent by {where}: no answer ({text})",
        hint="It stays in the outbox and is tried again; check smtp_host and smtp_port",
    )


def is_for_good(error: Exception) -> bool:
    """Return whether a server refused this very mail, its sender or its recipient for good."""
    codes = [code for code in codes_of(error) if isinstance(code, int)]
    kinds = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)
    return (
        isinstance(error, kinds)
        and bool(codes)
        and all(code >= FOR_GOOD and code not in SETTING_CODES for code in codes)
    )


def codes_of(error: Exception) -> list[object]:
    """Return the numbers a server answered with."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _ in error.recipients.values()]
    return [getattr(error, "smtp_code", None)]


def _refused(error: Exception) -> tuple[str, str]:
    code = codes_of(error)[0]
    if code in SETTING_CODES:
        return f"the server asks for a login ({code})", "Check smtp_user and smtp_security"
    return f"the server refused it ({code})", "Ask the provider what this code means"


def _refused_recipient(error: Exception) -> tuple[str, str]:
    codes = ", ".join(map(str, codes_of(error)))
    return f"the server refused the recipient ({codes})", "Check [report] to"


REASONS: dict[type[Exception], Callable[[Exception], tuple[str, str]]] = {
    ssl.SSLCertVerificationError: lambda _: (
        "its certificate cannot be trusted",
        "Check smtp_host; for a private server its authority has to be known to this machine",
    ),
    smtplib.SMTPAuthenticationError: lambda _: (
        "the server refused user or password",
        "Set the submission password again",
    ),
    smtplib.SMTPNotSupportedError: lambda _: (
        "the server does not offer what is needed",
        "Check smtp_security and smtp_user",
    ),
    smtplib.SMTPRecipientsRefused: _refused_recipient,
    smtplib.SMTPResponseException: _refused,
}
