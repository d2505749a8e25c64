"""What could not be read cleanly, in one line per kind; the messages themselves are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES = {
    "no-date": "has no Date header: the server's time of arrival counts",
    "bad-date": "has a Date header that cannot be right: the server's time of arrival counts",
    "future-date": "has a Date header in the future: the server's time of arrival counts",
    "no-message-id": "has no Message-ID: it is recognised by its content",
    "charset": "is in a broken or unknown character set: read as far as possible",
    "encoding": "has a broken transfer encoding: read as far as possible",
    "encrypted": "is encrypted: its time counts, its words cannot be read",
    "no-text": "holds no text: its time counts",
    "unreadable": "cannot be taken apart: its time counts, its words cannot be read",
    "quotes-unclear": "mixes quotes and new text: its time counts, its words are not judged",
    "truncated": "is very long: only its beginning was read",
    "too-many-parts": "has too many parts: only the first ones were read",
    "bad-sender": "has a sender address that cannot be read",
    "no-sender": "has no sender",
    "many-senders": "names several senders: the first one counts",
    "bounce": "says that mail to a client could not be delivered: check the client's address",
}
"""Kinds worth a line, in the order they are told; other kinds change nothing for the owner."""


def flaw_lines(flaws: Mapping[str, int]) -> list[str]:
    """Return one line per kind of flaw found, with how many messages it concerns."""
    return [
        f"{'1 message' if flaws[kind] == 1 else f'Each of {flaws[kind]} messages'} {sentence}."
        for kind, sentence in SENTENCES.items()
        if flaws.get(kind)
    ]
