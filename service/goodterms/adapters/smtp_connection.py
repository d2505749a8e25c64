"""One connection to a submission server: bounded as a whole, encrypted or on this machine.

The library's own time limit is for single reads; a server that trickles would hold us for ever. So
a watchdog shuts the socket down, and it watches a duplicate, which stays good when TLS takes over.
"""

from __future__ import annotations

import ipaddress
import smtplib
import ssl
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodterms.adapters.watchdog import Watchdog
from goodterms.errors import DeliveryError

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator

TIMEOUT_SECONDS = 30.0
"""For the connection and for each answer."""

WHOLE_SECONDS = 180.0
"""For everything from the connection to the server's last word (RFC 5321 4.5.3.2 would allow ten
minutes for that word alone; a report has 60 KB)."""

OURSELVES = "[127.0.0.1]"
"""How we introduce ourselves: no name of this machine leaves it, and none is looked up."""


GREETING = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where mails are handed over.

    Attributes:
        security: ``tls`` (from the first byte), ``starttls``, or ``plain`` on this machine only.
        ca_file: Certificate authority of a private server, None for the system's.
        timeout, whole: Seconds for one answer, and for everything.
    """

    host: str
    port: int
    security: str
    ca_file: str | None = None
    timeout: float = TIMEOUT_SECONDS
    whole: float = WHOLE_SECONDS


class _Watched(smtplib.SMTP):
    """The library's connection with its socket under watch from the first byte."""

    def __init__(self, watchdog: Watchdog, *, only_here: bool, timeout: float) -> None:
        self.watchdog, self.only_here = watchdog, only_here
        self.twin: socket.socket | None = None
        super().__init__(local_hostname=OURSELVES, timeout=timeout)

    def reach(self, host: str, port: int) -> None:
        """Connect and hear the greeting; the certificate has to name this very host."""
        self._host = host
        code, said = self.connect(host, port)
        if code != GREETING:
            raise smtplib.SMTPConnectError(code, said)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        found: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]
        self.twin = found.dup()
        self.watchdog.watch(self.twin)
        if self.only_here and not ipaddress.ip_address(found.getpeername()[0]).is_loopback:
            found.close()
            raise _elsewhere(host)
        return found

    def close(self) -> None:
        super().close()
        if self.twin is not None:
            self.twin.close()


class _Encrypted(_Watched):
    """The same with TLS from the first byte."""

    def __init__(
        self, watchdog: Watchdog, *, only_here: bool, timeout: float, context: ssl.SSLContext
    ) -> None:
        self.context = context
        super().__init__(watchdog, only_here=only_here, timeout=timeout)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        found = super()._get_socket(host, port, timeout)
        try:
            return self.context.wrap_socket(found, server_hostname=host)
        except BaseException:
            found.close()
            raise


@contextmanager
def connected(server: Server) -> Iterator[smtplib.SMTP]:
    """Connect, yield the connection, and close it without a word.

    Nothing is said after the block: an answer to QUIT that goes wrong would make a mail that was
    taken look like one that was not.

    Raises:
        DeliveryError: The server is not on this machine and would get the mail in clear.
        OSError, smtplib.SMTPException: Everything else, a server that takes too long among it.
    """
    watchdog = Watchdog()
    connection = _opened(server, watchdog)
    try:
        with watchdog.deadline(server.whole):
            connection.reach(server.host, server.port)
            if server.security == "starttls":
                # raises when the server does not offer it: no fallback to plain text
                connection.starttls(context=_context(server))
            yield connection
    finally:
        connection.close()


def farewell(connection: smtplib.SMTP) -> None:
    """Say goodbye and wait for no answer: until the receipt is written a mail can leave twice."""
    with suppress(OSError, smtplib.SMTPException, ValueError):
        connection.putcmd("quit")


def _opened(server: Server, watchdog: Watchdog) -> _Watched:
    """Return a connection that is not made yet."""
    if server.security == "tls":
        return _Encrypted(
            watchdog, only_here=False, timeout=server.timeout, context=_context(server)
        )
    return _Watched(watchdog, only_here=server.security == "plain", timeout=server.timeout)


def _context(server: Server) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=server.ca_file)


def _elsewhere(host: str) -> DeliveryError:
    message = f"the report was not sent: {host} would get it without encryption"
    return DeliveryError(message, hint='Set smtp_security to "tls" or "starttls"')
