"""Real IMAP servers for the tests: pymap in this process, and a private Dovecot when asked for.

``GOODTERMS_DOVECOT=1`` adds Dovecot to every test that takes the `peer` fixture; its absence is
then a failure and not a skip.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

import pytest

from goodterms.adapters.imap_signin import Account
from goodterms.demo import server
from imap_certificate import Certificate, make_certificate
from imap_dovecot import Dovecot, running_dovecot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

USER = "mara"
PASSWORD = "correct horse"
ARRIVED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class Peer(Protocol):
    """What the tests need of a server, whichever it is."""

    host: str
    port: int
    tls_port: int | None
    user: str
    password: str
    ca_file: str | None

    def append(
        self, folder: str, raw: bytes, internal_at: datetime, flags: Iterable[str] = ()
    ) -> None:
        """Deliver one message, as a mail server would."""
        ...

    def flags(self, folder: str) -> Mapping[int, frozenset[str]]:
        r"""Return the flags by UID, ``\\Recent`` included, without changing them."""
        ...

    def expunge(self, folder: str, uid: int) -> None:
        """Remove one message, as another mail program would."""
        ...


def peer_names() -> list[object]:
    """Return the parameters of the `peer` fixture."""
    names: list[object] = ["pymap"]
    if os.environ.get("GOODTERMS_DOVECOT") == "1":
        names.append(pytest.param("dovecot", marks=pytest.mark.dovecot))
    return names


@pytest.fixture(params=peer_names())
def peer(request: pytest.FixtureRequest) -> Iterator[Peer]:
    """A server with an empty INBOX and Sent; a new mailbox for each test."""
    if request.param == "dovecot":
        yield request.getfixturevalue("dovecot").mailbox()
        return
    with server.serve({"INBOX": [], "Sent": []}, user=USER, password=PASSWORD) as served:
        yield PymapPeer(served)


@pytest.fixture(scope="session")
def dovecot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dovecot]:
    """One private Dovecot for the whole run."""
    certificate = make_certificate(tmp_path_factory.mktemp("certificate"))
    with running_dovecot(certificate) as running:
        yield running


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate for 127.0.0.1 and localhost that no system trusts."""
    return make_certificate(tmp_path_factory.mktemp("certificate"))


def account(peer: Peer, *, security: str = "plain", **changes: object) -> Account:
    """Return the account of a peer."""
    port = peer.tls_port if security == "tls" else peer.port
    values: dict[str, object] = {
        "name": "test",
        "host": peer.host,
        "port": port,
        "user": peer.user,
        "security": security,
        "ca_file": peer.ca_file,
    }
    return Account(**(values | changes))


def mail(
    *,
    sender: str = "ana@alba.example",
    to: str = "mara@studio.example",
    subject: str = "Hello",
    body: str = "Dear Mara,\r\n\r\nthe text.\r\n",
    number: int = 1,
    headers: str = "",
) -> bytes:
    """Return the source of one plain message."""
    return (
        f"From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\n"
        f"Message-ID: <{number}@alba.example>\r\nDate: Mon, 02 Mar 2026 10:30:00 +0100\r\n"
        f"{headers}MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{body}"
    ).encode()


class PymapPeer:
    """The demo's own server."""

    def __init__(self, served: server.Served, ca_file: str | None = None) -> None:
        self.host, self.port, self.tls_port = served.host, served.port, None
        self.user, self.password, self.ca_file = served.user, served.password, ca_file
        self._served = served

    def append(
        self, folder: str, raw: bytes, internal_at: datetime, flags: Iterable[str] = ()
    ) -> None:
        self._served.append(folder, raw, internal_at, flags)

    def flags(self, folder: str) -> Mapping[int, frozenset[str]]:
        return self._served.flags(folder)

    def expunge(self, folder: str, uid: int) -> None:
        self._served.expunge(folder, [uid])
