"""The bench of `fetch`: the demo's year over IMAP, beside the bare commands on the same wire."""

from __future__ import annotations

import imaplib
import json
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from goodterms import pipeline, settings
from goodterms.adapters.clock import FixedClock
from goodterms.app import App
from goodterms.demo import run as demonstration
from goodterms.demo import server, server_process
from peak import peak_mb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodterms.demo.world import World

UNREPLAYED = ("LOGIN", "AUTHENTICATE", "CAPABILITY", "LOGOUT")
"""Commands that imaplib sends by itself."""


@dataclass(frozen=True)
class Measured:
    """One line of the table: median of several runs, beside what it is compared with."""

    what: str
    value: str
    compared: str = ""


def times(value: float, other: float) -> str:
    return f"{value / other:.2f} times"


def measured(world: World, out: Path) -> list[Measured]:
    """The demo's year, read by `fetch` and by a loop that throws every answer away."""
    with serving(world, out):
        fetch(out, world.as_of)  # the server's own caches fill with the first reading
        found = [fetch(out, world.as_of) for _ in range(3)]
    wall, raw, cpu, again, again_cpu = (
        statistics.median(each[name] for each in found)
        for name in ("wall", "raw", "cpu", "again", "again_cpu")
    )
    seen, commands = found[0]["seen"], found[0]["commands"]
    quiet = found[0]["again_commands"]
    peak = max(each["peak"] for each in found)
    return [
        Measured(f"fetch {seen:.0f} messages", f"{wall:.2f} s", f"{seen / wall:.0f} messages a s"),
        Measured(
            "  the same commands by imaplib, unread", f"{raw:.2f} s", f"fetch {times(wall, raw)}"
        ),
        Measured("  CPU of fetch itself", f"{cpu:.2f} s", f"{1e3 * cpu / seen:.2f} ms a message"),
        Measured("  commands sent", f"{commands:.0f}", f"{seen / commands:.0f} messages each"),
        Measured("  peak memory", f"{peak:.0f} MB"),
        Measured("fetch again, nothing new", f"{1e3 * again:.0f} ms", f"{quiet:.0f} commands"),
        Measured(
            "  CPU of it", f"{1e3 * again_cpu:.0f} ms", f"1/{cpu / again_cpu:.0f} of the first"
        ),
    ]


@contextmanager
def serving(world: World, out: Path) -> Iterator[None]:
    with server_process.serve(
        world.folders, user=demonstration.USER, password=demonstration.PASSWORD
    ) as port:
        demonstration.cleared(out, demonstration.OURS)
        demonstration.demo_app(out, world, port=port, language="en")
        yield


def fetch(out: Path, as_of: datetime) -> dict[str, float]:
    """Run `fetch_here` in a process that holds nothing else, into an empty database."""
    for path in out.glob("goodterms.db*"):
        path.unlink()
    ran = subprocess.run(
        [sys.executable, __file__, str(out), as_of.isoformat()],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(ran.stdout)


def fetch_here(out: Path, as_of: datetime) -> dict[str, float]:
    app = App(settings.load(out / "config.toml", state=out), FixedClock(as_of))
    assert app.model
    first, again = reading(app), reading(app)
    peak = peak_mb()
    begun = time.perf_counter()
    replay(app.settings.mailbox.port, first.lines)
    return {
        "raw": time.perf_counter() - begun,
        "wall": first.wall,
        "cpu": first.cpu,
        "seen": first.seen,
        "commands": len(first.lines),
        "again": again.wall,
        "again_cpu": again.cpu,
        "again_commands": len(again.lines),
        "peak": peak,
    }


@dataclass(frozen=True)
class Read:
    wall: float
    cpu: float
    seen: int
    lines: list[str]


def reading(app: App) -> Read:
    """Run one `fetch`, connection and all, and keep what it sent."""
    begun, cpu = time.perf_counter(), time.process_time()
    with (
        app.open_store() as store,
        app.open_mailbox() as mailbox,
        mailbox.recording() as lines,
    ):
        found = pipeline.fetch(
            mailbox, store, app.reading(), now=app.clock.now(), progress=lambda *_: None
        )
    return Read(time.perf_counter() - begun, time.process_time() - cpu, found.seen, lines)


def replay(port: int, lines: list[str]) -> None:
    """Send the same commands through imaplib and look at nothing of the answers."""
    client = imaplib.IMAP4(server.HOST, port)
    client.login(demonstration.USER, demonstration.PASSWORD)
    client.state = "SELECTED"  # EXAMINE is among the lines; imaplib does not see it
    for line in lines:
        verb, _, rest = line.partition(" ")
        if verb not in UNREPLAYED:
            client.xatom(verb, *filter(None, [rest]))
            client.untagged_responses.clear()
    client.logout()


if __name__ == "__main__":
    place, instant = sys.argv[1:]
    sys.stdout.write(json.dumps(fetch_here(Path(place), datetime.fromisoformat(instant))))
