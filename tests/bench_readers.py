"""Who reads the mailbox of the bench, and where it is served."""

from __future__ import annotations

import os
import pstats
import statistics
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import bench_letters
import bench_peers
import bench_sync
import bench_wire
from bench_fetch import Measured
from bench_peers import Server, Took, ran
from imap_certificate import make_certificate
from imap_dovecot import running_dovecot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bench_wire import Recording
    from imap_dovecot import DovecotMailbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What all parts share.

    Attributes:
        place: Folder on disk for the mailbox and everything the peers write.
        python: One that has imap_tools, if there is one.
        profile: Where to put a profile of one `fetch`.
        alone: Without the peers.
    """

    place: Path
    messages: int
    runs: int
    python: Path | None
    profile: Path | None
    alone: bool


@contextmanager
def serving(place: Path) -> Iterator[DovecotMailbox]:
    """Serve the Maildir of `place` with a Dovecot of our own."""
    certificates = place / "certificates"
    certificates.mkdir(exist_ok=True)
    with running_dovecot(make_certificate(certificates)) as dovecot:
        home = dovecot.base / "home" / "user1"
        home.mkdir()
        (home / "Maildir").symlink_to(place / "Maildir")
        yield dovecot.mailbox()


class Readers:
    """Everything that reads the mailbox from nothing, and then again."""

    def __init__(self, bench: Bench, mailbox: DovecotMailbox) -> None:
        self._bench = bench
        self._mailbox = mailbox
        self._server = Server(port=mailbox.port, user=mailbox.user, password=mailbox.password)
        self._copy = bench.place / "copy"

    def actions(self) -> dict[str, Callable[[], Took]]:
        """Return the readers by name; those whose programs are missing are left out."""
        found: dict[str, Callable[[], Took]] = {"fetch": self.fetch}
        if self._bench.alone:
            return found
        lacking = bench_peers.missing()
        if "mbsync" not in lacking:
            found["mbsync"] = lambda: bench_peers.mbsync(self._server, self._copy)
            if "notmuch" not in lacking:
                found["notmuch"] = lambda: bench_peers.notmuch(self._copy)
            found["mbsync, not flushed"] = lambda: bench_peers.mbsync(
                self._server, self._copy, fsync=False
            )
        python = self._bench.python
        if python is not None:
            found["imap_tools"] = lambda: bench_peers.imap_tools(self._server, python)
        return found

    def fetch(self, port: int | None = None, profile: Path | None = None) -> Took:
        config = self._config(port or self._server.port)
        for path in config.parent.glob("goodterms.db*"):
            path.unlink()
        os.sync()
        return bench_peers.goodterms(config, "fetch", "--json", profile=profile)

    def _config(self, port: int) -> Path:
        return bench_sync.configured(self._bench.place / "goodterms", port, user=self._server.user)

    def cold(self, name: str, action: Callable[[], Took]) -> Took:
        """Run once without the server's index caches and, where allowed, the system's.

        What was copied a moment ago is indexed as it is, for nobody empties caches in between.
        """
        if name == "notmuch":
            return action()
        for path in (self._bench.place / "Maildir").rglob("dovecot.index*"):
            path.unlink()
        os.sync()
        with suppress(OSError):
            Path("/proc/sys/vm/drop_caches").write_text("3", encoding="ascii")
        return action()

    def record(self) -> Recording:
        """Fetch once through a proxy, and return the one connection made."""
        with bench_wire.recording(self._server.port) as (port, connections):
            self.fetch(port)
        return connections[0]

    def raw(self, recorded: Recording) -> float:
        """Replay in a process of its own; return seconds, from connecting on."""
        path = self._bench.place / "recording.json"
        path.write_text(recorded.to_json(), encoding="utf-8")
        arguments = [str(self._server.port), str(path)]
        return float(ran([sys.executable, bench_wire.__file__, *arguments]).output)

    def again(self) -> list[Measured]:
        """Fetch when there is nothing new: the process, its commands, and the sync by itself."""
        config = self._config(self._server.port)
        whole = bench_peers.goodterms(config, "fetch", "--json")
        inside = [bench_sync.sync(config) for _ in range(self._bench.runs)]
        cpu, wall = (statistics.median(each[name] for each in inside) for name in ("cpu", "wall"))
        number = len(bench_letters.FOLDERS)
        return [
            Measured(
                f"fetch again, nothing new in {number} folders",
                f"{1e3 * wall:.0f} ms",
                f"{inside[0]['commands']:.0f} commands, goal at most 20",
            ),
            Measured("  CPU of the sync itself", f"{cpu:.3f} s", "goal at most 0.3 s"),
            Measured("  CPU of the process, start included", f"{whole.cpu:.2f} s"),
        ]

    def profiled(self) -> None:
        """Profile one more fetch and show where its time goes."""
        profile = self._bench.profile
        if profile is not None:
            self.fetch(profile=profile)
            pstats.Stats(str(profile)).sort_stats("tottime").print_stats(30)
