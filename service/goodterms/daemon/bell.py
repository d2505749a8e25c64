"""The bell that wakes the service: a signal rings it, whichever thread the kernel gave it to.

Only the main thread runs Python's signal handlers, and only when it wakes; a signal that another
thread took would wait until then. The wake-up descriptor is written to at once (Python
documentation of `signal.set_wakeup_fd`).
"""

from __future__ import annotations

import select
import signal
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OURS = 0
"""What is heard when `Bell.ring` was called and no signal came."""


class Bell:
    """Heard by the main thread; rung by signals and by `ring`."""

    def __init__(self, hearing: socket.socket, ringing: socket.socket) -> None:
        self._hearing = hearing
        self._ringing = ringing

    def ring(self) -> None:
        """Wake the main thread without a signal."""
        self._ringing.send(bytes([OURS]))

    def heard(self, seconds: float) -> int | None:
        """Wait for the next signal and return its number, `OURS`, or None when none came."""
        if not select.select([self._hearing], [], [], seconds)[0]:
            return None
        return self._hearing.recv(1)[0]


@contextmanager
def listening(numbers: Sequence[int]) -> Iterator[Bell]:
    """Yield a bell that these signals ring; afterwards they do again what they did."""
    hearing, ringing = socket.socketpair()
    with hearing, ringing:
        ringing.setblocking(False)  # noqa: FBT003 - the name of the standard library
        former = signal.set_wakeup_fd(ringing.fileno(), warn_on_full_buffer=False)
        handlers = {number: signal.signal(number, lambda *_: None) for number in numbers}
        try:
            yield Bell(hearing, ringing)
        finally:
            signal.set_wakeup_fd(former)
            for number, handler in handlers.items():
                signal.signal(number, handler)
