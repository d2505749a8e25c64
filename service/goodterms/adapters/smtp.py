"""Hand a report to the owner's submission server. TLS is required except on this machine."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodterms.adapters.letter import Letterhead, letter
from goodterms.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodterms.core.outgoing import Outgoing
    from goodterms.ports import Clock

LOOPBACK = ("127.0.0.1", "::1", "localhost")

TIMEOUT_SECONDS = 30.0
"""For the connection and for each answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpSender:
    """Sends by SMTP submission; implements `ports.Sender`.

    Attributes:
        to: The owner's address; `sender` the address in From, `to` when empty.
        security: ``tls`` (from the first byte), ``starttls``, or ``plain`` on this machine only.
        user, secret: Empty for a server that asks for no login.
        ca_file: Certificate authority of a private server, None for the system's.
    """

    to: str
    clock: Clock
    host: str
    port: int
    security: str
    user: str = ""
    secret: str = field(default="", repr=False)
    sender: str = ""
    ca_file: str | None = None
    timeout: float = TIMEOUT_SECONDS

    def send(self, outgoing: Outgoing) -> str:
        """Send to the owner and return the server's name.

        Raises:
            DeliveryError: The server could not be reached or trusted, or refused login or mail.
        """
        if self.security == "plain" and self.host not in LOOPBACK:
            message = f"the report was not sent: {self.host} would get it without encryption"
            raise DeliveryError(message, hint='Set smtp_security to "tls" or "starttls"')
        head = Letterhead(to=self.to, sender=self.sender)
        data = letter(outgoing, head, now=self.clock.now())
        try:
            with self._connected() as server:
                if self.user:
                    server.login(self.user, self.secret)
                server.sendmail(head.origin, [self.to], data)
        except (smtplib.SMTPException, OSError, UnicodeError, ValueError) as error:
            raise self._failure(error) from error
        return f"{self.host}:{self.port}"

    def _connected(self) -> smtplib.SMTP:
        """Return a connection that is encrypted, or on this machine."""
        if self.security == "tls":
            return smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.timeout, context=self._context()
            )
        server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        if self.security == "starttls":
            try:
                # raises when the server does not offer it: no fallback to plain text
                server.starttls(context=self._context())
            except BaseException:
                server.close()
                raise
        return server

    def _context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.ca_file)

    def _failure(self, error: Exception) -> DeliveryError:
        """Return the error in one sentence; never with secret or mail text."""
        where = f"{self.host}:{self.port}"
        for kind, said in REASONS.items():
            if isinstance(error, kind):
                text, hint = said(error)
                return DeliveryError(f"the report was not sent by {where}: {text}", hint=hint)
        text = type(error).__name__
        return DeliveryError(
            f"the report was not sent by {where}: no answer ({text})",
            hint="It stays in the outbox and is tried again; check smtp_host and smtp_port",
        )


def _refused(error: Exception) -> tuple[str, str]:
    code = getattr(error, "smtp_code", "")
    return f"the server refused it ({code})", "It stays in the outbox and is tried again"


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
    smtplib.SMTPRecipientsRefused: lambda _: (
        "the server refused the recipient",
        "Check [report] to",
    ),
    smtplib.SMTPResponseException: _refused,
}
