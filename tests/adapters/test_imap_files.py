"""How attached files are asked for: in pieces, together where alike, and never half of one."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from goodterms.adapters import imap_files
from goodterms.adapters.imap_fetch import Fetched
from goodterms.adapters.imap_lines import LITERAL_BYTES
from goodterms.adapters.wire_guard import Guard
from goodterms.core.attachment_choice import MOST_BYTES, Attached

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from goodterms.adapters.imap_fetch import Request

LETTER = (b"text", b"plain", None, None, None, b"7bit", 9, 1, None, None, None, None)
NAMED = (b"attachment", (b"filename", b"r.xml"))


def a_file(size: int, part: str = "2", encoding: str = "") -> Attached:
    return Attached(part=part, kind="application/pdf", name="r.pdf", encoding=encoding, size=size)


class Server:
    """Holds one file for every message; `short` bytes are lost at the end of a piece."""

    def __init__(self, content: bytes, *, short: int = 0) -> None:
        self.content = content
        self.short = short
        self.asked: list[Request] = []

    def fetch(self, requests: Sequence[Request]) -> Iterator[Fetched]:
        for request in requests:
            self.asked.append(request)
            yield Fetched(rows={uid: self._row(request.items) for uid in request.uids})

    def _row(self, items: Sequence[str]) -> dict[bytes, object]:
        row: dict[bytes, object] = {}
        for each in items:
            name, _, place = each.removesuffix(">").partition("<")
            start, count = (int(number) for number in place.split("."))
            piece = self.content[start : start + count]
            key = f"{name.replace('.PEEK', '')}<{start}>"
            row[key.encode()] = piece[: len(piece) - self.short] or None
        return row


def read(server: Server, file: Attached) -> object:
    ((_, found),) = imap_files.files(server.fetch, {7: [file]})
    assert isinstance(found, dict)
    return found.get(file.part)


@pytest.mark.parametrize("size", [0, 1, 1000, LITERAL_BYTES, LITERAL_BYTES + 1, MOST_BYTES])
def test_a_file_comes_whole_in_pieces_that_the_guard_lets_pass(size: int) -> None:
    content = bytes(each % 251 for each in range(size)) if size < 10_000 else b"ab" * (size // 2)
    content = content.ljust(size, b"c")
    server = Server(content)
    assert read(server, a_file(size)) == content
    (request,) = server.asked
    guard = Guard()
    line = f"ABCD1 UID FETCH 7 ({' '.join(request.items)})\r\n".encode()
    assert guard.take(line) == line
    assert all(int(each[:-1].rpartition(".")[2]) <= LITERAL_BYTES for each in request.items)


def test_a_file_that_does_not_come_whole_is_left_out() -> None:
    content = b"a" * (2 * LITERAL_BYTES + 10)
    assert read(Server(content, short=100), a_file(len(content))) is None
    assert read(Server(content[:10]), a_file(len(content))) is None
    assert read(Server(b"a" * 10_000, short=5_000), a_file(10_000)) is None
    assert read(Server(b"a" * LITERAL_BYTES), a_file(0)) is None, "there may be more"


def test_a_server_may_count_a_little_too_much() -> None:
    assert read(Server(b"a" * 1000), a_file(1147)) == b"a" * 1000


def test_the_transfer_encoding_is_undone() -> None:
    content = bytes(range(256)) * 20
    sent = base64.encodebytes(content)
    assert read(Server(sent), a_file(len(sent), encoding="base64")) == content


def test_messages_with_files_of_one_kind_share_a_command_of_bounded_size() -> None:
    server = Server(b"a" * 1000)
    wanted = {uid: [a_file(1000)] for uid in range(1, 41)} | {50: [a_file(1000, part="3")]}
    assert len(list(imap_files.files(server.fetch, wanted))) == 41
    assert [len(each.uids) for each in server.asked] == [16, 16, 8, 1]


def test_structures_without_use_have_no_files() -> None:
    structures: dict[int, object] = {
        1: (
            LETTER,
            (b"application", b"xml", None, None, None, b"base64", 99, None, NAMED),
            b"mixed",
        ),
        2: b"nonsense",
        3: (LETTER, (), b"mixed"),
    }

    def fetch(requests: Sequence[Request]) -> Iterator[Fetched]:
        (request,) = requests
        assert request.items == ("BODYSTRUCTURE",)
        rows = {uid: {b"BODYSTRUCTURE": value} for uid, value in structures.items()}
        yield Fetched(rows=rows, failed={4: ValueError()})

    found = imap_files.attached(fetch, [1, 2, 3, 4, 5], together=10)
    assert {uid: [each.name for each in files] for uid, files in found.items()} == {
        1: ["r.xml"], 2: [], 3: [], 4: [],
    }  # fmt: skip


def test_a_disposition_that_comes_as_one_line_is_read() -> None:
    line = b"attachment;\r\n filename*=utf-8''Ra%C4%8Dun.xml"
    part = (b"application", b"octet-stream", None, None, None, b"base64", 99, None, line)

    def fetch(requests: Sequence[Request]) -> Iterator[Fetched]:
        del requests
        yield Fetched(rows={1: {b"BODYSTRUCTURE": (LETTER, part, b"mixed")}})

    ((file,),) = imap_files.attached(fetch, [1], together=10).values()
    assert file.name == "Račun.xml"
