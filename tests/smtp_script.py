"""A submission server that says what a test tells it to say, line by line."""

from __future__ import annotations

import socketserver
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

USUAL = {
    "greeting": "220 ready",
    "ehlo": "250-peer\r\n250 SIZE 1000000",
    "mail": "250 OK",
    "rcpt": "250 OK",
    "data": "354 go on",
    "end": "250 taken",
    "rset": "250 OK",
    "quit": "221 bye",
}
"""What is answered to each command; ``end`` to the dot after the mail."""

HANG_UP, SILENCE, TRICKLE = "hang up", "silence", "trickle"


class Script(socketserver.ThreadingTCPServer):
    """A running server; `heard` has the commands of all connections, `mails` what was taken."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = {**USUAL, **words}
        self.heard: list[str] = []
        self.mails: list[bytes] = []
        self.over = threading.Event()
        super().__init__(("127.0.0.1", 0), _Conversation)

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Conversation(socketserver.StreamRequestHandler):
    server: Script

    def handle(self) -> None:
        with suppress(OSError):
            if not self._say("greeting"):
                return
            for raw in self.rfile:
                word = raw.decode("latin-1").strip()
                self.server.heard.append(word)
                if not self._say(word.partition(" ")[0].lower()):
                    return
                if word.lower() == "data" and self.server.words["data"].startswith("354"):
                    self._take()
                    if not self._say("end"):
                        return

    def _take(self) -> None:
        lines = []
        for raw in self.rfile:
            if raw == b".\r\n":
                break
            lines.append(raw)
        self.server.mails.append(b"".join(lines))

    def _say(self, what: str) -> bool:
        """Answer; return whether the conversation goes on."""
        said = self.server.words.get(what, "502 what?")
        if said == HANG_UP:
            return False
        if said == SILENCE:
            self.server.over.wait(30)
            return False
        while said == TRICKLE and not self.server.over.is_set():
            self.wfile.write(b"250-")
            time.sleep(0.02)
            self.wfile.write(b"more\r\n")
        self.wfile.write(f"{said}\r\n".encode())
        return True


@contextmanager
def script(**words: str) -> Iterator[Script]:
    """Run a server until the block ends."""
    with Script(words) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join(5)
