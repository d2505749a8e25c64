"""The demo's server in its own process: the same mail, and nothing left behind."""

from __future__ import annotations

import multiprocessing
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
from imapclient import IMAPClient

from goodterms.demo import server, server_process
from goodterms.errors import UnreachableError

RAW = b"From: ana@alba.example\r\nSubject: Bok\r\nMessage-ID: <%d@x>\r\n\r\nTekst %d\r\n"
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
FOLDERS = {
    "INBOX": [(RAW % (number, number), AT, [r"\Seen"]) for number in range(1, 40)],
    "Sent": [(RAW % (50, 50), AT, [])],
}
ITEMS = ["INTERNALDATE", "FLAGS", "RFC822.SIZE", "BODYSTRUCTURE", "BODY.PEEK[]"]

ABANDONED = """
import os, signal
from goodterms.demo import server_process
if __name__ == "__main__":
    with server_process.serve({}, user="u", password="p") as port:
        print(port, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
"""


def read(port: int) -> dict[str, object]:
    with IMAPClient("127.0.0.1", port, ssl=False, timeout=10) as client:
        client.normalise_times = False
        client.login("u", "p")
        found: dict[str, object] = {}
        for folder in FOLDERS:
            client.select_folder(folder, readonly=True)
            found[folder] = dict(client.fetch(client.search(), ITEMS))
        return found


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_it_serves_what_the_server_in_this_process_serves() -> None:
    with server.serve(FOLDERS, user="u", password="p") as served:
        here = read(served.port)
    with server_process.serve(FOLDERS, user="u", password="p") as port:
        assert read(port) == here
        assert len(here["INBOX"]) == 39


def asked_in_vain(ports: list[int]) -> None:
    with server_process.serve({}, user="u", password="p") as port:
        ports.append(port)
        assert is_open(port)
        int("trouble")


def test_it_ends_with_the_block_even_when_that_fails() -> None:
    ports: list[int] = []
    with pytest.raises(ValueError, match="trouble"):
        asked_in_vain(ports)
    assert not is_open(ports[0])
    assert multiprocessing.active_children() == []


def test_it_ends_when_the_process_that_asked_for_it_is_killed(tmp_path) -> None:
    script = tmp_path / "abandoned.py"
    script.write_text(ABANDONED, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=False, timeout=60
    )
    port = int(ran.stdout)
    deadline = time.monotonic() + 20
    while is_open(port) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_open(port)


def test_a_server_that_cannot_start_is_one_clear_error() -> None:
    with (
        pytest.raises(UnreachableError, match="the IMAP server of the demo did not start"),
        server_process.serve({"INBOX": [(None, AT, [])]}, user="u", password="p"),
    ):
        pass
