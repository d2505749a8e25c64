"""Other readers of the same mailbox: mbsync with notmuch, and imap_tools, each at its best.

A peer that is not installed is left out with a line that says so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import venv
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from peak import watched

MBSYNC = """\
FSync {fsync}
IMAPAccount bench
Host 127.0.0.1
Port {port}
User {user}
Pass {password}
SSLType None
AuthMechs LOGIN

IMAPStore far
Account bench

MaildirStore near
Path {place}/mail/
Inbox {place}/mail/INBOX
SubFolders Verbatim

Channel bench
Far :far:
Near :near:
Patterns *
Create Near
Sync Pull
SyncState *
"""

NOTMUCH = """\
[database]
path={place}/mail
[user]
name=Mara
primary_email=mara@studio-horvat.example
[new]
tags=new
ignore=.mbsyncstate;.uidvalidity;.mbsyncstate.journal;.mbsyncstate.lock;.mbsyncstate.new
"""

IMAP_TOOLS = """\
import sys
from imap_tools import MailBoxUnencrypted
port, user, password = sys.argv[1:]
size = number = 0
with MailBoxUnencrypted("127.0.0.1", int(port)).login(user, password) as box:
    for folder in box.folder.list():
        if "\\\\Noselect" in folder.flags or "\\\\NonExistent" in folder.flags:
            continue
        box.folder.set(folder.name, readonly=True)
        for mail in box.fetch(mark_seen=False, bulk=100):
            number += 1
            size += len(mail.from_) + len(mail.subject) + len(mail.text or mail.html)
print(number)
"""
"""Bulk fetching is its fastest way; 100 at a time keep its memory within bounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where the mailbox is."""

    port: int
    user: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """What one process cost: wall and CPU seconds, peak memory in MB (see `peak`)."""

    wall: float
    cpu: float
    peak: float
    output: str

    def plus(self, other: Took) -> Took:
        return Took(
            wall=self.wall + other.wall,
            cpu=self.cpu + other.cpu,
            peak=max(self.peak, other.peak),
            output=self.output + other.output,
        )


def ran(command: list[str], **environment: str) -> Took:
    """Run a process to its end; raises `RuntimeError` with its words when it failed."""
    begun = time.perf_counter()
    with TemporaryFile("w+", encoding="utf-8") as output, TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            command, stdout=output, stderr=errors, env={**os.environ, **environment}
        )
        with watched(process.pid) as peaks:
            _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        words, complaints = (each.seek(0) or each.read() for each in (output, errors))
    if process.returncode:
        message = f"{command} ended with {process.returncode}: {words}{complaints}"
        raise RuntimeError(message)
    return Took(wall=wall, cpu=usage.ru_utime + usage.ru_stime, peak=max(peaks), output=words)


def missing() -> dict[str, str]:
    """Return what to install for each peer that is not there."""
    needed = {"mbsync": "isync", "notmuch": "notmuch"}
    return {
        program: f"apt-get install {package}"
        for program, package in needed.items()
        if shutil.which(program) is None
    }


def mbsync(server: Server, place: Path, *, fsync: bool = True) -> Took:
    """Copy the mailbox into an empty folder, flushed to disk or not."""
    shutil.rmtree(place, ignore_errors=True)
    (place / "mail").mkdir(parents=True)
    text = MBSYNC.format(
        place=place,
        fsync="yes" if fsync else "no",
        port=server.port,
        user=server.user,
        password=server.password,
    )
    (place / "mbsyncrc").write_text(text, encoding="utf-8")
    os.sync()  # what earlier parts wrote is not this one's to wait for
    return ran(["mbsync", "-q", "-c", str(place / "mbsyncrc"), "bench"])


def notmuch(place: Path) -> Took:
    """Index what mbsync copied."""
    (place / "notmuch").write_text(NOTMUCH.format(place=place), encoding="utf-8")
    return ran(["notmuch", "new", "--quiet"], NOTMUCH_CONFIG=str(place / "notmuch"))


def imap_tools_python(place: Path, *, install: bool) -> Path | None:
    """Return a Python that has imap_tools, None without one; `install` makes it under `place`."""
    python = place / "imap_tools" / "bin" / "python"
    if not python.exists():
        if not install:
            return None
        venv.create(place / "imap_tools", with_pip=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "imap_tools==1.16.0"]
        subprocess.run(command, check=True)
    return python


def imap_tools(server: Server, python: Path) -> Took:
    """Fetch and parse everything, folder by folder."""
    return ran([str(python), "-c", IMAP_TOOLS, str(server.port), server.user, server.password])


def goodterms(config: Path, *arguments: str, profile: Path | None = None) -> Took:
    """Run the program in a process of its own, as its owner would."""
    profiled = [] if profile is None else ["-m", "cProfile", "-o", str(profile)]
    command = [sys.executable, *profiled, "-m", "goodterms", "--config", str(config), *arguments]
    return ran(command)
