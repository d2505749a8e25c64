"""Ends a command that takes too long, by shutting its socket down from another thread.

A read timeout does not bound a command: a server that trickles one byte at a time kept a fetch with
a timeout of 3 s alive past 25 s, while shutting the socket down ended it on the second (IMAP study
0.6 and b.8).
"""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Watchdog:
    """Watches the one socket of a connection.

    Attributes:
        expired: Seconds of the deadline that ended the connection, None while none did.
    """

    def __init__(self) -> None:
        self.expired: float | None = None
        self._sock: socket.socket | None = None

    def watch(self, sock: socket.socket) -> None:
        """Watch this socket from now on; TLS replaces the plain one."""
        self._sock = sock

    @contextmanager
    def deadline(self, seconds: float) -> Iterator[None]:
        """Shut the socket down when the block takes longer than `seconds`."""
        timer = threading.Timer(seconds, self._expire, (seconds,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _expire(self, seconds: float) -> None:
        self.expired = seconds
        if self._sock is not None:
            # The plain call also for TLS: the reading thread must keep its TLS state.
            with suppress(OSError):
                socket.socket.shutdown(self._sock, socket.SHUT_RDWR)
