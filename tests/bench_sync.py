"""One sync inside a process of its own, start-up left out: what it costs and what it sends."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import bench_letters
from goodterms import pipeline, settings
from goodterms.adapters import private_file
from goodterms.adapters.bundled import bundled
from goodterms.adapters.clock import SystemClock
from goodterms.app import App
from goodterms.demo import people
from goodterms.settings.template import filled
from imap_dovecot import PASSWORD
from peak import peak_mb

NAMES = ("wall", "cpu", "commands", "sent", "received", "seen", "scored", "peak")


def configured(folder: Path, port: int, *, user: str) -> Path:
    """Write a config with the bench's clients; its database lies beside it."""
    folder.mkdir(exist_ok=True)
    secret, path = folder / "secret", folder / "config.toml"
    for each in (secret, path):
        each.unlink(missing_ok=True)
    private_file.write(secret, PASSWORD + "\n")
    values: dict[str, object] = {
        "owner.name": people.OWNER_NAME,
        "owner.addresses": list(people.OWNER_ADDRESSES),
        "mailbox.host": "127.0.0.1",
        "mailbox.port": port,
        "mailbox.security": "plain",
        "mailbox.user": user,
        "mailbox.secret": "file:secret",
        "store.path": "goodterms.db",
    }
    example = bundled("config.example.toml").read_text(encoding="utf-8")
    private_file.write(path, filled(example, values, bench_letters.clients()))
    return path


def sync(config: Path) -> dict[str, float]:
    """Run `sync_here` in a process that holds nothing else."""
    command = [sys.executable, __file__, str(config)]
    ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(ran.stdout)
    return found


def medians(several: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(each[name] for each in several) for name in NAMES}


def sync_here(config: Path) -> dict[str, float]:
    """Fetch once, connection and all, with everything loaded before."""
    app = App(settings.load(config, state=config.parent), SystemClock())
    assert app.model
    begun, cpu = time.perf_counter(), time.process_time()
    with (
        app.open_store(thorough=False) as store,
        app.open_mailbox() as mailbox,
        mailbox.recording() as lines,
    ):
        found = pipeline.fetch(
            mailbox, store, app.reading(), now=app.clock.now(), progress=lambda *_: None
        )
        received = mailbox.received_bytes
    return {
        "wall": time.perf_counter() - begun,
        "cpu": time.process_time() - cpu,
        "commands": len(lines),
        "sent": sum(len(line) + 2 for line in lines),
        "received": received,
        "seen": found.seen,
        "scored": found.scored,
        "peak": peak_mb(),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(sync_here(Path(sys.argv[1]))))
