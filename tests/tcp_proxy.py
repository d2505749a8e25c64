"""A proxy between the program and a real server, that records every byte and breaks on purpose."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = "127.0.0.1"


class Break(StrEnum):
    """What happens to an answer of the server's."""

    DROP = "drop"  # FIN
    RESET = "reset"  # RST
    STALL = "stall"  # nothing more comes, and nothing says so
    TRICKLE = "trickle"  # one byte at a time
    GARBAGE = "garbage"  # bytes in between that the server never sent


@dataclass(frozen=True)
class Fault:
    """How to break: once, `after` so many bytes of the answer to the command that contains `on`.

    `skip` commands of that kind go through before.
    """

    kind: Break
    on: bytes
    after: int = 0
    skip: int = 0
    pause: float = 0.02
    garbage: bytes = b"\x00\xff)( what\r\n"


class Proxy:
    """A running proxy.

    Attributes:
        connections: How many clients came.
        sent: What each of them sent, as it left the client.
        broken: How often a fault struck.
    """

    def __init__(self, target: int) -> None:
        self.sent: list[bytearray] = []
        self.broken = 0
        self.fault: Fault | None = None
        self._target = target
        self._listener = socket.create_server((HOST, 0))
        self.port = int(self._listener.getsockname()[1])
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    @property
    def connections(self) -> int:
        return len(self.sent)

    @property
    def lines(self) -> list[bytes]:
        """Return all lines of all clients, without line ends."""
        return [line for each in self.sent for line in bytes(each).split(b"\r\n") if line]

    def stop(self) -> None:
        self._stopped.set()
        with suppress(OSError):  # wakes the thread that waits for a connection
            socket.create_connection((HOST, self.port), 1).close()
        for thread in self._threads:
            thread.join(5)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            client, _ = self._listener.accept()
            if self._stopped.is_set():
                client.close()
                return
            server = socket.create_connection((HOST, self._target))
            link = _Link(client, server)
            self.sent.append(link.sent)
            for work in (self._forth, self._back):
                thread = threading.Thread(target=work, args=(link,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _forth(self, link: _Link) -> None:
        for data in link.read(link.client, self._stopped):
            link.sent += data
            with self._lock:
                self._arm(link, data)
            with suppress(OSError):
                link.server.sendall(data)
        link.close()

    def _arm(self, link: _Link, data: bytes) -> None:
        if self.fault is None:
            return
        link.seen += data.count(self.fault.on)
        if link.seen <= self.fault.skip:
            return
        link.fault, self.fault, link.left = self.fault, None, self.fault.after

    def _back(self, link: _Link) -> None:
        for data in link.read(link.server, self._stopped):
            with self._lock:
                fault, left = link.fault, link.left
            with suppress(OSError):
                if fault is None or len(data) <= left:
                    link.left -= len(data)
                    link.client.sendall(data)
                    continue
                link.client.sendall(data[:left])
                self.broken += 1
                link.fault = None
                if not self._break(link, fault, data[left:]):
                    return
        link.close()

    def _break(self, link: _Link, fault: Fault, rest: bytes) -> bool:
        """Do it; return whether the connection goes on."""
        if fault.kind is Break.GARBAGE:
            link.client.sendall(fault.garbage + rest)
            return True
        if fault.kind is Break.TRICKLE:
            for byte in rest:
                link.client.sendall(bytes([byte]))
                if self._stopped.wait(fault.pause):
                    break
            return True
        if fault.kind is Break.STALL:
            while not self._stopped.wait(0.05) and not link.is_closed:
                pass
        if fault.kind is Break.RESET:
            link.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            link.client.close()
        link.close()
        return False


class _Link:
    """One client and its connection to the server."""

    def __init__(self, client: socket.socket, server: socket.socket) -> None:
        self.client, self.server = client, server
        self.sent = bytearray()
        self.fault: Fault | None = None
        self.left = 0
        self.seen = 0
        self.is_closed = False

    def read(self, source: socket.socket, stopped: threading.Event) -> Iterator[bytes]:
        source.settimeout(0.1)
        while not stopped.is_set() and not self.is_closed:
            try:
                data = source.recv(65_536)
            except TimeoutError:
                continue
            except OSError:
                return
            if not data:
                return
            yield data

    def close(self) -> None:
        self.is_closed = True
        for each in (self.client, self.server):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


@contextmanager
def proxied(target: int) -> Iterator[Proxy]:
    """Run a proxy to a port of loopback until the block ends."""
    running = Proxy(target)
    try:
        yield running
    finally:
        running.stop()
