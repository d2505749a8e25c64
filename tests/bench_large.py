"""Does a mailbox cost by its size? Ten new messages, and the peak memory of a first sync."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import bench_large_server
import bench_sync
from bench_fetch import Measured, times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SMALL, MIDDLE, LARGE = 2_000, 20_000, 200_000
NEW = 10
RUNS = 5
COSTS = ("commands", "sent", "received", "cpu", "wall")


def measured(place: Path, *, full: bool) -> Iterator[Measured]:
    """Read made-up mailboxes of several sizes, each from nothing and then ten messages on."""
    firsts: dict[int, dict[str, float]] = {}
    few: dict[str, float] = {}
    for size in (SMALL, MIDDLE, LARGE) if full else (SMALL, MIDDLE):
        first, new = _read(place / f"large-{size}", size)
        firsts[size] = first
        base = firsts[MIDDLE if size > MIDDLE else SMALL]["peak"]
        yield Measured(
            f"first sync of {size} made-up messages",
            f"{first['peak']:.0f} MB peak",
            f"{times(first['peak'], base)} the smaller one's, goal at most 1.1;"
            f" {first['wall']:.1f} s, {first['scored']:.0f} scored",
        )
        yield Measured(
            f"  then {NEW} new ones",
            f"{1e3 * new['wall']:.0f} ms",
            f"{new['commands']:.0f} commands, {new['sent']:.0f} bytes out,"
            f" {new['received']:.0f} in, CPU {1e3 * new['cpu']:.0f} ms",
        )
        few = few or new
        if size > SMALL:
            shown = ", ".join(f"{name} {times(new[name], few[name])}" for name in COSTS)
            yield Measured(f"  beside {NEW} new ones in {SMALL}", "", f"{shown}; goal within 0.2")


def _read(folder: Path, size: int) -> tuple[dict[str, float], dict[str, float]]:
    """Return what the first sync of a mailbox took, and the median of those of ten new messages."""
    with _serving(size) as (port, arrive):
        config = bench_sync.configured(folder, port, user="large")
        for path in folder.glob("goodterms.db*"):
            path.unlink()
        first = bench_sync.sync(config)
        assert first["scored"] >= size * 0.15, first
        later = []
        for _ in range(RUNS):
            arrive(NEW)
            later.append(bench_sync.sync(config))
            assert later[-1]["seen"] == NEW * 3 // 10, later
    return first, bench_sync.medians(later)


@contextmanager
def _serving(size: int) -> Iterator[tuple[int, Callable[[int], None]]]:
    """Yield the port of a server with so many messages, and what lets more arrive."""
    command = [sys.executable, bench_large_server.__file__, str(size)]
    server = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    assert server.stdin
    assert server.stdout
    reading, writing = server.stdout, server.stdin

    def arrive(number: int) -> None:
        writing.write(f"add {number}\n")
        assert reading.readline() == "ok\n"

    try:
        yield int(reading.readline()), arrive
    finally:
        writing.close()
        server.wait(20)
        reading.close()
