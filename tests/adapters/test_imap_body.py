"""How the text of many messages is asked for: few round trips, no answer without bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from goodterms.adapters import imap_body
from goodterms.adapters.imap_fetch import Fetched
from goodterms.core.mail import Body

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from goodterms.adapters.imap_fetch import Request
    from goodterms.adapters.imap_rows import Row

KIB = 1024
MOST = 250


class Server:
    """Answers with one plain text of the announced size for each message."""

    def __init__(self, sizes: Mapping[int, int]) -> None:
        self.sizes = sizes
        self.asked: list[tuple[int, str]] = []

    def fetch(self, requests: Sequence[Request]) -> Iterator[Fetched]:
        for request in requests:
            self.asked.append((len(request.uids), request.items[0]))
            yield Fetched(rows={uid: self._row(uid, request.items[0]) for uid in request.uids})

    def _row(self, uid: int, item: str) -> Row:
        size = self.sizes[uid]
        if item == "BODYSTRUCTURE":
            text = (b"text", b"plain", (b"charset", b"utf-8"), None, None, b"7bit", size, 1)
            return {b"BODYSTRUCTURE": text}
        return {b"BODY[1]<0>": b"word " * (min(size, imap_body.PART_BYTES) // 5)}

    def texts_asked(self) -> list[int]:
        return [count for count, item in self.asked if item.startswith("BODY.PEEK[1]")]


def test_short_texts_of_a_whole_chunk_come_in_one_fetch() -> None:
    server = Server(dict.fromkeys(range(1, MOST + 1), 2 * KIB))
    found = imap_body.read(server.fetch, list(server.sizes), together=MOST)
    assert len(found) == MOST
    assert all(isinstance(each, Body) and each.text for each in found.values())
    assert server.texts_asked() == [MOST]


@pytest.mark.parametrize("size", [64 * KIB, 900 * KIB])
def test_long_texts_come_in_answers_of_bounded_size(size: int) -> None:
    server = Server(dict.fromkeys(range(1, 121), size))
    assert len(imap_body.read(server.fetch, list(server.sizes), together=MOST)) == 120
    assert server.texts_asked() == [50, 50, 20]


def test_one_long_text_among_short_ones_costs_no_round_trip() -> None:
    server = Server({1: KIB, 2: 900 * KIB, 3: KIB})
    assert len(imap_body.read(server.fetch, [1, 2, 3], together=MOST)) == 3
    assert server.texts_asked() == [3]


def test_a_size_that_cannot_be_true_changes_no_bound() -> None:
    server = Server(dict.fromkeys(range(1, 5), -900 * KIB) | {5: 64 * KIB})
    imap_body.read(server.fetch, list(server.sizes), together=2)
    assert [count for count in server.texts_asked() if count > 2] == []
