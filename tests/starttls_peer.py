"""A mail server that offers STARTTLS, and can be tampered with as somebody in between could."""

from __future__ import annotations

import socket
import socketserver
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from goodterms.adapters.imap_account import Account

if TYPE_CHECKING:
    from collections.abc import Iterator

    from imap_certificate import Certificate

CAPABILITIES = "* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\r\n"


class StarttlsPeer(socketserver.ThreadingTCPServer):
    """A running server.

    Attributes:
        injected: Sent in clear in the same segment as the OK to STARTTLS.
        encrypted: Lines that came over TLS, without their tags.
        in_clear: Lines that came before it.
    """

    daemon_threads = True

    def __init__(self, certificate: Certificate, injected: bytes) -> None:
        self.certificate, self.injected = certificate, injected
        self.context = certificate.context()
        self.encrypted: list[str] = []
        self.in_clear: list[str] = []
        super().__init__(("127.0.0.1", 0), _Conversation)

    def account(self) -> Account:
        return Account(
            name="test", host="127.0.0.1", port=int(self.server_address[1]), user="mara",
            security="starttls", ca_file=str(self.certificate.certificate),
        )  # fmt: skip


class _Conversation(socketserver.BaseRequestHandler):
    server: StarttlsPeer

    def handle(self) -> None:
        with suppress(OSError):
            self._converse()

    def _converse(self) -> None:
        self.request.settimeout(10)
        self.request.sendall(b"* OK ready\r\n")
        if not self._answer(self.request, self.server.in_clear):
            return
        with self.server.context.wrap_socket(self.request, server_side=True) as encrypted:
            self._answer(encrypted, self.server.encrypted)

    def _answer(self, sock: socket.socket, lines: list[str]) -> bool:
        """Answer until STARTTLS (True) or the end of the connection."""
        with sock.makefile("rb") as reader:
            for raw in reader:
                tag, _, rest = raw.decode().rstrip("\r\n").partition(" ")
                lines.append(rest)
                if rest == "STARTTLS":
                    sock.sendall(f"{tag} OK go ahead\r\n".encode() + self.server.injected)
                    return True
                said = CAPABILITIES if rest == "CAPABILITY" else ""
                sock.sendall(f"{said}{tag} OK done\r\n".encode())
        return False


@contextmanager
def starttls_peer(certificate: Certificate, *, injected: bytes = b"") -> Iterator[StarttlsPeer]:
    """Run a server until the block ends."""
    with StarttlsPeer(certificate, injected) as peer:
        thread = threading.Thread(target=peer.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield peer
        finally:
            peer.shutdown()
            thread.join(5)
