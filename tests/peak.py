"""How much memory a process held at most, in MB: its own, read while it lives.

What `resource` and `wait4` tell also counts the parent that a process came from (the kernel hands
the mark down through vfork and exec), so that a small child of a large bench looks large.
"""

from __future__ import annotations

import re
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOK_SECONDS = 0.02


def peak_mb(process: int | str = "self") -> float:
    """Return the highest resident size so far; 0 for a process that has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


@contextmanager
def watched(process: int) -> Iterator[list[float]]:
    """Look at another process again and again; the list holds its peak afterwards."""
    peaks = [0.0]
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(LOOK_SECONDS):
            peaks[0] = max(peaks[0], peak_mb(process))

    looker = threading.Thread(target=look, daemon=True)
    looker.start()
    try:
        yield peaks
    finally:
        ended.set()
        looker.join()
