"""Sources of broken and hostile mail, and the program that reads them from a real server.

Cases: IMAP study d 53 to 79, decision study B3.1 and B3.2.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builders import a_client
from goodterms.adapters.store import open_store
from program import run, write_config

if TYPE_CHECKING:
    from imap_peers import Peer

NOW = datetime.now(UTC)  # noqa: TID251 - real mail for a program that reads the real clock
AT = NOW.replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=30)

REAL = Path(__file__).parents[2] / "shared" / "eval" / "real"

Row = dict[str, Any]

HIDDEN = "\u202e\u2066\u200b\u200d\ufeff\u2028\u2029\x1b\x07"


def mail(
    name: str = "one",
    *,
    sender: str = "From: Ana <ana@alba.example>\r\n",
    to: str = "mara@studio.example",
    subject: str | bytes = "Poster",
    at: datetime = AT,
    date: str = "",
    message_id: str = "",
    headers: str = "",
    kind: str = "text/plain; charset=utf-8",
    body: str | bytes = "Please answer me today, this is urgent.\r\n",
) -> bytes:
    """Return a source in which anything can be wrong; ``none`` leaves a header out."""
    lines = [f"To: {to}", f"Content-Type: {kind}"]
    lines += [f"Date: {date or format_datetime(at)}"] if date != "none" else []
    lines += [f"Message-ID: {message_id or f'<{name}@x.example>'}"] if message_id != "none" else []
    head = sender + "".join(f"{line}\r\n" for line in lines) + headers
    parts = [each.encode() if isinstance(each, str) else each for each in (subject, body)]
    return head.encode() + b"MIME-Version: 1.0\r\nSubject: " + b"\r\n\r\n".join(parts)


def config_for(peer: Peer, folder: Path, **values: object) -> Path:
    """Headers of everybody are read: pymap's own search gives up on broken headers."""
    return write_config(
        folder,
        port=peer.port,
        password=peer.password,
        clients=[a_client(domains=("alba.example",))],
        mailbox__user=peer.user,
        mailbox__read_other_headers=True,
        **values,
    )


def fetched(peer: Peer, folder: Path, mails: list[bytes]) -> dict[str, Row]:
    """Deliver into INBOX, fetch, and return the stored messages by the left part of their ids."""
    for source in mails:
        peer.append("INBOX", source, AT)
    ran = run("--config", config_for(peer, folder), "fetch", "--json")
    assert (ran.status, ran.err) == (0, "")
    assert ran.value["problems"] == 0
    return {row["message_id"].partition("@")[0]: row for row in stored(folder)}


def stored(folder: Path) -> list[Row]:
    with open_store(folder / "goodterms.db") as store:
        lines = store.dump().splitlines()
    return [json.loads(line.split(" ", 1)[1]) for line in lines if line.startswith("message ")]


MIXED = 'multipart/mixed; boundary="b"'
PART = "--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n"


def nested(depth: int) -> bytes:
    opened = "".join(
        f'--b{each}\r\nContent-Type: multipart/mixed; boundary="b{each + 1}"\r\n\r\n'
        for each in range(depth)
    )
    words = f"--b{depth}\r\n\r\ndeep words\r\n"
    return mail("deep", kind='multipart/mixed; boundary="b0"', body=opened + words)


def wide(parts: int) -> bytes:
    return mail("wide", kind=MIXED, body=PART * parts + "--b--\r\n")
