"""The page on a port of loopback or a Unix socket, in this thread until asked to stop.

Sockets are made here and not by the server: a Unix socket of uvicorn's is open to everybody.
"""

from __future__ import annotations

import errno
import os
import socket
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

from goodterms.errors import OutputError
from goodterms.web.application import Site
from goodterms.web.gate import hosts
from goodterms.web.sessions import Sessions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from goodterms.settings.model import ReviewSettings
    from goodterms.web.desk import Desk

NAMES = ("127.0.0.1", "localhost", "[::1]")
"""Names of this machine for itself; names of the network never reach the page."""

HEADER_BYTES = 16_384
AT_ONCE = 32
IDLE_SECONDS = 5
STOP_SECONDS = 3
BACKLOG = 64


class PortTakenError(OutputError):
    """Another program listens there, or nobody may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the page is.

    Attributes:
        sockets: Listening; closed by `listening`.
        port: Of the address that a browser uses.
    """

    sockets: list[socket.socket]
    port: int

    def link(self, secret: str) -> str:
        """Return a login link."""
        return f"http://127.0.0.1:{self.port}/login?key={secret}"


def sessions(desk: Desk) -> Sessions:
    """Return the sessions of the database in use."""
    database = desk.app.settings.database
    return Sessions(database.with_name(f"{database.stem}.sessions.json"), desk.app.clock.now)


@contextmanager
def listening(how: ReviewSettings) -> Iterator[Place]:
    """Listen where the settings say, until the block ends.

    Raises:
        PortTakenError: It cannot be listened there.
    """
    place = _on_file(how.socket, how.port) if how.socket else _on_port(how.port)
    try:
        yield place
    finally:
        for each in place.sockets:
            each.close()
        if how.socket:
            with suppress(OSError):
                how.socket.unlink()


def _on_port(port: int) -> Place:
    """Listen on 127.0.0.1, and on ::1 where there is one; port 0 takes any that is free."""
    first = _bound(socket.AF_INET, "127.0.0.1", port)
    number = int(first.getsockname()[1])
    found = [first]
    with suppress(PortTakenError):
        found.append(_bound(socket.AF_INET6, "::1", number))
    return Place(sockets=found, port=number)


def _bound(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    try:
        made = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        message = f"port {port} of this machine cannot be used"
        raise PortTakenError(message) from error
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(BACKLOG)
    except OSError as error:
        made.close()
        message = f"port {port} of this machine cannot be used ({error.strerror})"
        raise PortTakenError(
            message, hint="Choose another one: `goodterms review --port`"
        ) from error
    return made


def _on_file(path: Path, port: int) -> Place:
    """Listen on a Unix socket that only its owner can open.

    One that a dead process left is replaced; one that answers, or another file, never is.
    """
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.is_socket() and _is_dead(path):
            path.unlink()
        former = os.umask(0o177)
        try:
            made.bind(str(path))
        finally:
            os.umask(former)
        made.listen(BACKLOG)
    except OSError as error:
        made.close()
        message = f"the socket {path} cannot be made ({error.strerror or error})"
        raise PortTakenError(message, hint="Check the path and who may write there") from error
    return Place(sockets=[made], port=port)


def _is_dead(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as tried:
        tried.settimeout(1.0)
        return tried.connect_ex(str(path)) == errno.ECONNREFUSED


@dataclass(frozen=True, slots=True)
class Service:
    """The page being served."""

    server: uvicorn.Server
    place: Place

    def run(self) -> None:
        """Serve until `stop` is called, or until SIGINT or SIGTERM in the main thread."""
        self.server.run(sockets=self.place.sockets)

    def stop(self) -> None:
        """Ask the server to end; it does within `STOP_SECONDS`."""
        self.server.should_exit = True


def service(desk: Desk, place: Place) -> Service:
    """Return the page, ready to run."""
    site = Site(desk, sessions(desk), hosts(place.port, names=NAMES), place.port)
    config = uvicorn.Config(
        site.application(),
        access_log=False,
        date_header=False,
        forwarded_allow_ips=None,
        h11_max_incomplete_event_size=HEADER_BYTES,
        http="h11",
        lifespan="off",
        limit_concurrency=AT_ONCE,
        log_config=None,
        log_level="warning",
        loop="asyncio",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
        timeout_keep_alive=IDLE_SECONDS,
        ws="none",
    )
    return Service(uvicorn.Server(config), place)


@contextmanager
def beside(desk: Desk, how: ReviewSettings) -> Iterator[Place]:
    """Serve the page in a thread of its own while the block runs."""
    with listening(how) as place:
        serving = service(desk, place)
        thread = threading.Thread(target=serving.run, name="page", daemon=True)
        thread.start()
        try:
            yield place
        finally:
            serving.stop()
            thread.join(STOP_SECONDS + 2)
