"""What `fetch` asks for, recorded by a proxy, and asked for again by a raw socket.

The raw socket is the physical limit: the same commands in the same order, with as many under way at
a time as were recorded, and answers read in big blocks and thrown away.
"""

from __future__ import annotations

import json
import re
import selectors
import socket
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = 1 << 20
HOST = "127.0.0.1"
COMMAND = re.compile(rb"([A-Za-z0-9.]+) ([A-Za-z]+)( [A-Za-z]+)?")
SIGN_IN = (b"LOGIN", b"AUTHENTICATE")


@dataclass
class Sent:
    """Bytes of the client that left at once.

    Attributes:
        after: How many answers (tagged or ``+``) had come when they left.
    """

    data: bytes
    after: int


@dataclass
class Recording:
    """One connection's traffic.

    Attributes:
        sent: What the client sent, in order.
        answers: Beginning of each tagged or ``+`` answer, in order.
        received: Bytes of the server.
    """

    sent: list[Sent] = field(default_factory=list)
    answers: list[bytes] = field(default_factory=list)
    received: int = 0

    @property
    def commands(self) -> list[bytes]:
        """Every command line that was sent; each is a round trip unless it was pipelined."""
        lines = b"".join(each.data for each in self.sent).split(b"\r\n")
        return [line for line in lines if COMMAND.match(line)]

    def to_json(self) -> str:
        """Return what `replay` needs."""
        sent = [[each.data.decode("latin-1"), each.after] for each in self.sent]
        answers = [each.decode("latin-1") for each in self.answers]
        return json.dumps({"sent": sent, "answers": answers})

    @classmethod
    def from_json(cls, text: str) -> Recording:
        """Return what `to_json` wrote."""
        read = json.loads(text)
        return cls(
            sent=[Sent(data.encode("latin-1"), after) for data, after in read["sent"]],
            answers=[each.encode("latin-1") for each in read["answers"]],
        )

    @property
    def waits(self) -> int:
        """How often the client waited for the server: round trips."""
        return len({each.after for each in self.sent})


class Scanner:
    """Finds tagged answers and continuations in the server's stream, literals left out."""

    def __init__(self) -> None:
        self._line = b""
        self._skip = 0
        self._inside = False

    def take(self, data: bytes) -> list[bytes]:
        """Return the beginnings of answers that ended within `data`."""
        found = []
        while data:
            if self._skip:
                taken = min(self._skip, len(data))
                data, self._skip = data[taken:], self._skip - taken
                continue
            line, end, data = data.partition(b"\n")
            self._line += line + end
            if not end:
                break
            literal = re.search(rb"\{(\d+)\}\r\n$", self._line)
            if not self._inside and not self._line.startswith(b"*"):
                found.append(self._line.split(b" ", 1)[0])
            self._inside, self._skip = literal is not None, int(literal[1]) if literal else 0
            self._line = b""
        return found


@contextmanager
def recording(port: int) -> Iterator[tuple[int, list[Recording]]]:
    """Yield the port of a proxy before `port`, and the connections made through it."""
    found: list[Recording] = []
    with socket.create_server((HOST, 0)) as listener:
        threading.Thread(target=_serve, args=(listener, port, found), daemon=True).start()
        try:
            yield listener.getsockname()[1], found
        finally:
            listener.shutdown(socket.SHUT_RDWR)


def _serve(listener: socket.socket, port: int, found: list[Recording]) -> None:
    with suppress(OSError):
        while True:
            client, _ = listener.accept()
            found.append(Recording())
            server = socket.create_connection((HOST, port))
            arguments = (client, server, found[-1])
            threading.Thread(target=_carry, args=arguments, daemon=True).start()


def _carry(client: socket.socket, server: socket.socket, into: Recording) -> None:
    scanner, selector = Scanner(), selectors.DefaultSelector()
    selector.register(client, selectors.EVENT_READ)
    selector.register(server, selectors.EVENT_READ)
    with client, server, suppress(OSError):
        while True:
            for key, _ in selector.select():
                data = key.fileobj.recv(BLOCK)  # type: ignore[union-attr]
                if not data:
                    return
                if key.fileobj is client:
                    into.sent.append(Sent(data, len(into.answers)))
                    server.sendall(data)
                else:
                    into.received += len(data)
                    into.answers += scanner.take(data)
                    client.sendall(data)


def replay(port: int, recorded: Recording) -> int:
    """Send the recorded commands again, look at nothing of the answers; return their bytes."""
    block, kept, seen, total = bytearray(BLOCK), b"", 0, 0
    awaited = [b"\r\n" + each + b" " for each in recorded.answers]
    with socket.create_connection((HOST, port)) as sock:
        kept = b"\r\n"
        while b"\r\n" not in kept[2:]:  # the greeting
            kept += sock.recv(BLOCK)
        kept = b"\r\n"
        for sent in recorded.sent:
            while seen < sent.after:
                place = kept.find(awaited[seen])
                if place >= 0:
                    kept, seen = kept[place + 1 :], seen + 1
                    continue
                kept = kept[-80:]
                size = sock.recv_into(block)
                if not size:
                    message = "the server hung up in the middle of the replay"
                    raise ConnectionError(message)
                total += size
                kept += bytes(memoryview(block)[:size])
            sock.sendall(sent.data)
    return total


if __name__ == "__main__":
    read = Recording.from_json(Path(sys.argv[2]).read_text(encoding="utf-8"))
    begun = time.perf_counter()
    replay(int(sys.argv[1]), read)
    sys.stdout.write(f"{time.perf_counter() - begun}\n")
