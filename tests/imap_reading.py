"""The whole program reading a mailbox of made-up mail: a config, `fetch`, and what was stored."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from builders import a_client
from program import Ran, run, write_config

if TYPE_CHECKING:
    from pathlib import Path

    from imap_peers import Peer

NOW = datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - for a program that reads the clock

LETTER = """\
From: Ana <{sender}>\r
To: mara@studio.example\r
Subject: Poster {number}\r
Message-ID: <{number}@alba.example>\r
Date: {date:%a, %d %b %Y %H:%M:%S +0000}\r
MIME-Version: 1.0\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: 8bit\r
\r
Please make the title number {number} of “Škure” two points larger.\r
"""


def letter(number: int, *, sender: str = "ana@alba.example") -> tuple[bytes, datetime]:
    """Return one letter of a client's and when it arrived, an hour after the former."""
    arrived = NOW - timedelta(days=60) + timedelta(hours=number)
    return LETTER.format(sender=sender, number=number, date=arrived).encode(), arrived


def deliver(peer: Peer, numbers: range, *, folder: str = "INBOX", sender: str = "") -> None:
    for number in numbers:
        raw, arrived = letter(number, sender=sender or "ana@alba.example")
        peer.append(folder, raw, arrived)


def configured(folder: Path, peer: Peer, *, port: int, **values: object) -> Path:
    """Write a config for a peer that is reached through `port`."""
    folder.mkdir(exist_ok=True)
    return write_config(
        folder,
        port=port,
        password=peer.password,
        clients=[a_client()],
        mailbox__user=peer.user,
        **values,
    )


def fetch(config: Path) -> Ran:
    return run("--config", config, "fetch", "--json")


def stored(config: Path) -> list[tuple[object, ...]]:
    """Return every message with all its facts and every place, in a fixed order."""
    with closing(sqlite3.connect(config.parent / "goodterms.db")) as database:
        messages = database.execute("SELECT * FROM message ORDER BY id").fetchall()
        places = database.execute(
            "SELECT folder, uid, message FROM location ORDER BY folder, uid"
        ).fetchall()
    return [*messages, *places]


def untouched(folder: Path, peer: Peer) -> list[tuple[object, ...]]:
    """Return what one fetch that nothing disturbs stores."""
    config = configured(folder, peer, port=peer.port)
    assert fetch(config).status == 0
    return stored(config)
