"""Ends a command that takes too long, by shutting its socket down from another thread.

A read timeout does not bound a command: a server that trickles one byte at a time kept a fetch with
a timeout of 3 s alive past 25 s, while shutting the socket down ended it on the second (IMAP study
0.6 and b.8).
"""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Watchdog:
    """Watches the one socket of a connection, and how long the whole reading takes.

    One thread serves all deadlines; to start one for each took longer than many a command. It ends
    by itself when it wakes up and nothing is under way.

    Attributes:
        expired: Seconds of the deadline that ended the connection, None while none did.
    """

    def __init__(self) -> None:
        self.expired: float | None = None
        self._sock: socket.socket | None = None
        self._cycle_ends: float | None = None
        self._ends: float | None = None
        self._seconds = 0.0
        self._wakes = 0.0
        self._thread: threading.Thread | None = None
        self._changed = threading.Condition()

    @property
    def is_over(self) -> bool:
        """Return whether the time for the whole reading is spent; nothing is cut by that."""
        return self._cycle_ends is not None and time.monotonic() >= self._cycle_ends

    def begin(self, seconds: float) -> None:
        """Give the whole reading so long, from now on."""
        self._cycle_ends = time.monotonic() + seconds

    def watch(self, sock: socket.socket) -> None:
        """Watch this socket from now on; TLS replaces the plain one."""
        self._sock = sock
        if self.expired is not None:  # while the name was looked up, for example
            self._shut()

    @contextmanager
    def deadline(self, seconds: float) -> Iterator[None]:
        """Shut the socket down when the block takes longer than `seconds`; not to be nested."""
        with self._changed:
            self._ends, self._seconds = time.monotonic() + seconds, seconds
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
                self._thread.start()
            elif self._ends < self._wakes:
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._ends = None

    def _watch(self) -> None:
        with self._changed:
            while self._ends is not None:
                self._wakes = self._ends
                left = self._ends - time.monotonic()
                if left > 0:
                    self._changed.wait(left)
                    continue
                self.expired, self._ends = self._seconds, None
                self._shut()
            self._thread = None

    def _shut(self) -> None:
        if self._sock is not None:
            # The plain call also for TLS: the reading thread must keep its TLS state.
            with suppress(OSError):
                socket.socket.shutdown(self._sock, socket.SHUT_RDWR)
