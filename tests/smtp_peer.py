"""A real SMTP server on loopback for the tests: plain, STARTTLS or TLS, with or without a login."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, SECRET = "mara@studio.example", "tajna 123"


@dataclass
class Inbox:
    """What the peer received; `refuse` makes it answer every recipient with that line."""

    host: str = "127.0.0.1"
    port: int = 0
    letters: list[Envelope] = field(default_factory=list)
    was_encrypted: list[bool] = field(default_factory=list)
    refuse: str = ""

    async def handle_RCPT(  # noqa: N802 - the name the library calls
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list
    ) -> str:
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - likewise
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self.letters.append(envelope)
        self.was_encrypted.append(server.transport.get_extra_info("cipher") is not None)
        return "250 OK"


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for 127.0.0.1 and return it with its key."""
    made, key = folder / "peer.pem", folder / "peer.key"
    order = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    order += ["-nodes", "-days", "2", "-subj", "/CN=peer", "-keyout", str(key), "-out", str(made)]
    order += ["-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(order, check=True, capture_output=True)
    return made, key


def sign_in(_server, _session, _envelope, _mechanism, given) -> AuthResult:
    is_right = isinstance(given, LoginPassword) and (
        given.login == USER.encode() and given.password == SECRET.encode()
    )
    return AuthResult(success=is_right, handled=False)


@contextmanager
def serve(
    *, security: str = "plain", pair: tuple[Path, Path] | None = None, login: bool = False
) -> Iterator[Inbox]:
    """Serve on a free port until the block ends."""
    inbox = Inbox()
    options: dict[str, object] = {"hostname": inbox.host, "port": 0}
    if pair is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*pair)
        if security == "tls":
            options["ssl_context"] = context
        else:
            options |= {"tls_context": context, "require_starttls": True}
    if login:  # the library counts a login as encrypted after STARTTLS only
        options |= {"authenticator": sign_in, "auth_required": True, "auth_require_tls": True}
    controller = _AnyPort(inbox, **options)
    controller.start()
    try:
        inbox.port = controller.server.sockets[0].getsockname()[1]
        yield inbox
    finally:
        controller.stop()


class _AnyPort(Controller):
    """Port 0 means a free one; the library's own first call needs to be told which."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
