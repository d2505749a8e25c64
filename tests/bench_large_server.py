"""An IMAP server that makes messages up as they are asked for: a mailbox of any size at no cost.

    .venv/bin/python tests/bench_large_server.py 200000

It prints its port; ``add N`` on its input lets N messages arrive, and is answered when they have.
It knows just enough of IMAP for a reader: everything about message n follows from n.
"""

from __future__ import annotations

import asyncio
import re
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import bench_letters
from goodterms.adapters.clock import SystemClock
from goodterms.demo import people, quoting
from goodterms.demo.letters import Letter

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = 358
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TERM = re.compile(rb'(?:FROM|TO|CC) "?([^ ")]+)', re.IGNORECASE)
ITEM = re.compile(rb"[A-Z0-9.]+(?:\[[^\]]*\])?(?:<[0-9.]+>)?", re.IGNORECASE)
LITERAL = re.compile(rb"\{(\d+)(\+?)\}$")
MAPPED = (1, 4, 7)
"""Last digits of the messages of clients: three in ten."""

CONNECTION_BYTES = 1 << 22


@dataclass(slots=True)
class Box:
    """One folder of `number` messages, UIDs 1 to `number`, evenly over a year."""

    number: int
    texts: tuple[bytes, ...]
    now: datetime
    step: timedelta = field(init=False)
    names: list[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.step = timedelta(days=DAYS) / self.number
        self.start = self.now - timedelta(days=DAYS)
        staff = [bench_letters.staff(each)[0].address for each in range(bench_letters.CLIENTS)]
        self.names = [each.encode() for each in staff]

    start: datetime = field(init=False)

    def client(self, uid: int) -> int | None:
        return uid // 10 % bench_letters.CLIENTS if uid % 10 in MAPPED else None

    def at(self, uid: int) -> datetime:
        return min(self.start + self.step * uid, self.now)

    def text(self, uid: int) -> bytes:
        return self.texts[uid % len(self.texts)]

    def headers(self, uid: int) -> bytes:
        client = self.client(uid)
        other = b"news%d@list.example" % (uid % 50) if client is None else self.names[client]
        mine = people.OWNER_ADDRESS.encode()
        both = (mine, other) if uid % 10 == MAPPED[0] else (other, mine)
        return (
            b"From: %b\r\nTo: %b\r\nSubject: Matter %d\r\nDate: %b\r\nMessage-ID: <%d@box.example>"
            b"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        ) % (*both, uid // 40, f"{self.at(uid):%a, %d %b %Y %H:%M:%S} +0000".encode(), uid)

    def search(self, line: bytes) -> Iterator[int]:
        low, high = self._range(line)
        since = re.search(rb'SINCE "?(\d+)-(\w{3})-(\d{4})', line, re.IGNORECASE)
        if since:
            month = MONTHS.index(since[2].decode().title()) + 1
            day = datetime(int(since[3]), month, int(since[1]), tzinfo=UTC)
            low = max(low, int((day - self.start) / self.step))
        terms = TERM.findall(line)
        wanted = {n for n, each in enumerate(self.names) if any(term in each for term in terms)}
        for uid in range(max(low, 1), high + 1):
            if not terms or self.client(uid) in wanted:
                yield uid

    def _range(self, line: bytes) -> tuple[int, int]:
        found = re.search(rb"UID SEARCH.* UID (\d+):(\d+|\*)", line, re.IGNORECASE)
        if not found:
            return 1, self.number
        return int(found[1]), self.number if found[2] == b"*" else min(int(found[2]), self.number)

    def row(self, uid: int, items: list[bytes]) -> bytes:
        shown = b" ".join(self._item(uid, each) for each in items if each.upper() != b"UID")
        return b"* %d FETCH (UID %d %b)\r\n" % (uid, uid, shown)

    def _item(self, uid: int, item: bytes) -> bytes:
        name = item.upper()
        text = self.text(uid)
        if name == b"INTERNALDATE":
            at = self.at(uid)
            stamp = f"{at:%d}-{MONTHS[at.month - 1]}-{at:%Y %H:%M:%S} +0000"
            return b'INTERNALDATE "%b"' % stamp.encode()
        if name == b"RFC822.SIZE":
            return b"RFC822.SIZE %d" % (len(text) + 300)
        if name == b"FLAGS":
            return b"FLAGS (\\Seen)"
        if name == b"BODYSTRUCTURE":
            lines = text.count(b"\n")
            kind = b'"TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "8BIT" %d %d' % (len(text), lines)
            return b"BODYSTRUCTURE (%b NIL NIL NIL NIL)" % kind
        whole = {b"BODY.PEEK[]": self.headers(uid) + text, b"BODY.PEEK[1]": text}
        plain = name.partition(b"<")[0]
        data = whole.get(plain, self.headers(uid) if b"HEADER" in name else text)
        shown = plain.replace(b".PEEK", b"") + (b"<0>" if b"<" in name else b"")
        return b"%b {%d}\r\n%b" % (shown, len(data), data)


def pool() -> tuple[bytes, ...]:
    """Return some hundred bodies with signatures and quotes."""
    writer = bench_letters.Writer(7, datetime(2026, 1, 5, tzinfo=UTC))
    threads = writer.talks(300)
    return tuple(_body(each).encode() for each in threads)


def _body(letter: Letter) -> str:
    return quoting.plain(letter).replace("\n", "\r\n") + "\r\n"


class Session:
    """One connection; answers every command at once."""

    def __init__(
        self, box: Box, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._box = box
        self._reader = reader
        self._writer = writer

    async def run(self) -> None:
        self._writer.write(b"* OK [CAPABILITY IMAP4rev1 UNSELECT] ready\r\n")
        while line := await self._command():
            tag, _, rest = line.partition(b" ")
            words = rest.upper().split(b" ", 2)
            verb = b" ".join(words[:2]) if words[0] == b"UID" else words[0]
            code = self._answer(verb, line)
            self._writer.write(b"%b OK %bdone\r\n" % (tag, code))
            await self._writer.drain()
            if verb == b"LOGOUT":
                break
        self._writer.close()

    async def _command(self) -> bytes:
        """Return one command with its literals put in."""
        line = (await self._reader.readline()).rstrip(b"\r\n")
        while literal := LITERAL.search(line):
            if not literal[2]:
                self._writer.write(b"+ go on\r\n")
            data = await self._reader.readexactly(int(literal[1]))
            rest = (await self._reader.readline()).rstrip(b"\r\n")
            line = line[: literal.start()] + b'"' + data + b'"' + rest
        return line

    def _answer(self, verb: bytes, line: bytes) -> bytes:
        """Write the untagged lines; return the response code of the tagged one."""
        box, write = self._box, self._writer.write
        if verb == b"CAPABILITY":
            write(b"* CAPABILITY IMAP4rev1 UNSELECT\r\n")
        elif verb == b"LIST":
            write(b'* LIST (\\HasNoChildren) "/" INBOX\r\n')
        elif verb == b"STATUS":
            numbers = (box.number, box.number + 1)
            write(b"* STATUS INBOX (MESSAGES %d UIDNEXT %d UIDVALIDITY 7)\r\n" % numbers)
        elif verb == b"EXAMINE":
            write(b"* FLAGS (\\Seen)\r\n* %d EXISTS\r\n* 0 RECENT\r\n" % box.number)
            write(b"* OK [UIDVALIDITY 7] kept\r\n* OK [UIDNEXT %d] next\r\n" % (box.number + 1))
            return b"[READ-ONLY] "
        elif verb == b"UID SEARCH":
            found = b" ".join(b"%d" % uid for uid in box.search(line))
            write(b"* SEARCH %b\r\n" % found if found else b"* SEARCH\r\n")
        elif verb == b"UID FETCH":
            self._fetch(line)
        return b""

    def _fetch(self, line: bytes) -> None:
        ids, _, wanted = line.split(b" ", 3)[3].partition(b" ")
        items = ITEM.findall(wanted)
        for each in ids.split(b","):
            low, _, high = each.partition(b":")
            last = self._box.number if high == b"*" else int(high or low)
            for uid in range(int(low), min(last, self._box.number) + 1):
                self._writer.write(self._box.row(uid, items))


async def serve(number: int) -> None:
    box = Box(number, pool(), SystemClock().now())

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await Session(box, reader, writer).run()

    server = await asyncio.start_server(connected, "127.0.0.1", 0, limit=CONNECTION_BYTES)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    async with server:
        loop = asyncio.get_running_loop()
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            box.number += int(line.split()[1])
            sys.stdout.write("ok\n")
            sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
