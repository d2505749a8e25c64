"""A private Dovecot: own configuration, own folder, own ports on loopback, gone after the run."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from imapclient import imap_utf7

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from imap_certificate import Certificate

PASSWORD = "correct-horse"

DOVECOT = """\
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = no
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
mail_location = maildir:~/Maildir
first_valid_uid = 1
passdb {{
  driver = static
  args = password={{PLAIN}}{password}
}}
userdb {{
  driver = static
  args = uid={mail} gid={gid} home={base}/home/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    special_use = \\Sent
  }}
  mailbox Trash {{
    special_use = \\Trash
  }}
}}
"""


@dataclass(slots=True)
class DovecotMailbox:
    """One user's mailbox on the private Dovecot: a Maildir that the tests fill as files."""

    server: Dovecot
    user: str
    host: str = "127.0.0.1"
    password: str = PASSWORD
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def port(self) -> int:
        return self.server.port

    @property
    def tls_port(self) -> int:
        return self.server.tls_port

    @property
    def ca_file(self) -> str:
        return str(self.server.certificate.certificate)

    def append(
        self, folder: str, raw: bytes, internal_at: datetime, flags: Iterable[str] = ()
    ) -> None:
        letters = "".join(
            sorted({r"\Seen": "S", r"\Flagged": "F", r"\Answered": "R"}[f] for f in flags)
        )
        place = self.directory(folder) / ("cur" if letters else "new")
        number = next(self._numbers)
        path = (
            place
            / f"{int(internal_at.timestamp())}.M{number}.peer{f':2,{letters}' * bool(letters)}"
        )
        path.write_bytes(raw)
        os.utime(path, (internal_at.timestamp(), internal_at.timestamp()))
        self.server.give(path)

    def flags(self, folder: str) -> Mapping[int, frozenset[str]]:
        text = self.server.doveadm("fetch", "-u", self.user, "uid flags", "mailbox", folder)
        found: dict[int, frozenset[str]] = {}
        for block in filter(str.strip, text.split("\f")):
            values = dict(line.split(":", 1) for line in block.strip().splitlines())
            found[int(values["uid"])] = frozenset(values["flags"].split())
        return found

    def expunge(self, folder: str, uid: int) -> None:
        self.server.doveadm("expunge", "-u", self.user, "mailbox", folder, "uid", str(uid))

    def directory(self, folder: str) -> Path:
        """Return the Maildir of a folder, made when it is missing."""
        home = self.server.base / "home" / self.user
        top = home / "Maildir"
        place = (
            top
            if folder == "INBOX"
            else top / ("." + imap_utf7.encode(folder.replace("/", ".")).decode())
        )
        for path in (home, top, place, *(place / each for each in ("cur", "new", "tmp"))):
            path.mkdir(exist_ok=True)
            self.server.give(path)
        return place


@dataclass(slots=True)
class Dovecot:
    """A running Dovecot of our own: own configuration, own folder, own ports, on loopback."""

    base: Path
    port: int
    tls_port: int
    certificate: Certificate
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def mailbox(self) -> DovecotMailbox:
        """Return a new user's mailbox with an empty INBOX and Sent."""
        made = DovecotMailbox(self, f"user{next(self._numbers)}")
        made.directory("INBOX")
        made.directory("Sent")
        return made

    def give(self, path: Path) -> None:
        """Let the mail process own a path, when the tests run as root."""
        if os.geteuid() == 0:
            shutil.chown(path, "nobody", "nogroup")

    def doveadm(self, *arguments: str) -> str:
        """Run Dovecot's own tool on this instance."""
        command = ["doveadm", "-c", str(self.base / "dovecot.conf"), *arguments]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        return done.stdout


@contextmanager
def running_dovecot(certificate: Certificate) -> Iterator[Dovecot]:
    """Run a private Dovecot until the block ends; raises when it is not installed."""
    binary = shutil.which("dovecot")
    if binary is None:
        message = "GOODTERMS_DOVECOT=1 but there is no dovecot: install dovecot-imapd"
        raise FileNotFoundError(message)
    base = Path(tempfile.mkdtemp(prefix="goodterms-dovecot-"))
    base.chmod(0o755)
    (base / "home").mkdir()
    port, tls_port = free_port(), free_port()
    running = Dovecot(base=base, port=port, tls_port=tls_port, certificate=certificate)
    (base / "dovecot.conf").write_text(_configuration(running), encoding="utf-8")
    process = subprocess.Popen([binary, "-F", "-c", str(base / "dovecot.conf")])
    try:
        _await_port(port, process, base / "dovecot.log")
        yield running
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(base, ignore_errors=True)


def free_port() -> int:
    """Return a port of loopback that was free a moment ago."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def _configuration(running: Dovecot) -> str:
    as_root = os.geteuid() == 0
    own = pwd.getpwuid(os.geteuid()).pw_name
    return DOVECOT.format(
        base=running.base,
        certificate=running.certificate.certificate,
        key=running.certificate.key,
        password=PASSWORD,
        port=running.port,
        tls_port=running.tls_port,
        internal="dovecot" if as_root else own,
        group="dovecot" if as_root else own,
        login="dovenull" if as_root else own,
        mail="nobody" if as_root else own,
        gid="nogroup" if as_root else str(os.getegid()),
    )


def _await_port(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    text = log.read_text(encoding="utf-8") if log.exists() else "no log"
    message = f"Dovecot did not start: {text[-2000:]}"
    raise RuntimeError(message)
