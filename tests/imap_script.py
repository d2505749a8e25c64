"""A scripted IMAP server: answers each verb with given lines, for what no real server does."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from goodterms.adapters.imap_signin import Account

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Answer = str | bytes | Callable[[str], str | bytes]

ORDINARY: Mapping[str, Answer] = {
    "CAPABILITY": "* CAPABILITY IMAP4rev1 UNSELECT\r\nTAG OK done\r\n",
    "LOGIN": "TAG OK signed in\r\n",
    "LIST": '* LIST (\\HasNoChildren) "/" INBOX\r\nTAG OK done\r\n',
    "EXAMINE": (
        "* 3 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 4] ok\r\n"
        "TAG OK [READ-ONLY] done\r\n"
    ),
    "UNSELECT": "TAG OK done\r\n",
    "LOGOUT": "* BYE bye\r\nTAG OK done\r\n",
}


class Scripted:
    """A running script.

    Attributes:
        lines: Every line received, without its tag.
        greeting: First bytes sent to a client.
        slowly: Seconds between single bytes of an answer; 0 sends it at once.
    """

    def __init__(self, answers: Mapping[str, Answer], greeting: str, slowly: float) -> None:
        self.host = "127.0.0.1"
        self.lines: list[str] = []
        self._answers = {**ORDINARY, **answers}
        self._greeting = greeting
        self._slowly = slowly
        self._listener = socket.create_server((self.host, 0))
        self.port = self._listener.getsockname()[1]
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def account(self, **changes: object) -> Account:
        values: dict[str, object] = {
            "name": "test", "host": self.host, "port": self.port, "user": "mara",
            "security": "plain",
        }  # fmt: skip
        return Account(**(values | changes))

    def stop(self) -> None:
        self._stopped.set()
        with suppress(OSError):  # wakes the thread that waits for a connection
            socket.create_connection((self.host, self.port), 1).close()
        self._thread.join(5)
        self._listener.close()

    def _serve(self) -> None:
        while not self._stopped.is_set():
            connection, _ = self._listener.accept()
            connection.settimeout(5)
            with connection, suppress(OSError):
                self._converse(connection)

    def _converse(self, connection: socket.socket) -> None:
        connection.sendall(self._greeting.encode())
        with connection.makefile("rb") as lines:
            for line in lines:
                tag, _, rest = line.decode("utf-8", "replace").rstrip("\r\n").partition(" ")
                self.lines.append(rest)
                verb = rest.removeprefix("UID ").split(" ")[0]
                answer = self._answers.get(verb, "TAG BAD unknown\r\n")
                if callable(answer):
                    answer = answer(rest)
                raw = answer if isinstance(answer, bytes) else answer.encode()
                self._send(connection, raw.replace(b"TAG", tag.encode()), slow=verb == "FETCH")
                if verb == "LOGOUT" or raw.startswith(b"* BYE"):
                    return

    def _send(self, connection: socket.socket, raw: bytes, *, slow: bool) -> None:
        if not slow or not self._slowly:
            connection.sendall(raw)
            return
        for byte in raw:
            if self._stopped.is_set():
                return
            connection.sendall(bytes([byte]))
            time.sleep(self._slowly)


@contextmanager
def scripted(
    answers: Mapping[str, Answer] | None = None,
    *,
    greeting: str = "* OK ready\r\n",
    slowly: float = 0.0,
) -> Iterator[Scripted]:
    """Run a script until the block ends; ``TAG`` in an answer is replaced."""
    running = Scripted(answers or {}, greeting, slowly)
    try:
        yield running
    finally:
        running.stop()
