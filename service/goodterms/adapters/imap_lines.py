"""Reads the server's lines: counted, bounded, and without losing the place in the conversation.

The library gives up in the middle of a line that is too long and takes its rest for the next
answer, so that one message of 20 000 parts would end every reading of its folder (IMAP study, cases
19 and 67). And it gathers all answers of a FETCH in one heap, in which one that is malformed spoils
its neighbours; here each stays by itself and can be read while the server sends the next.
"""

from __future__ import annotations

import imaplib
import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Pieces: TypeAlias = "tuple[bytes, ...]"
"""One answer to FETCH from its first parenthesis on: text, literal, text, literal ... text."""

ENDING_BYTES = 40
"""Kept of the end of a dropped line: a literal that is announced there must still be read."""

LITERAL_BYTES = 262_144
"""Kept of one literal; no more is ever asked for, but not every server keeps to it (c, d 18)."""

ANSWER_BYTES = 134_217_728
"""Kept of all that is sent in answer to one command; more is an attack or a defect."""

_BLOCK = 65_536

_ROW = re.compile(rb"\* \d+ FETCH (?=\(.*\r\n)", re.IGNORECASE | re.DOTALL)

_LITERAL = re.compile(rb"\{(\d{1,12})\}$")


class LineReader(imaplib.IMAP4):
    """A connection that reads over a line that is too long and fails the command it answered.

    Attributes:
        received: Bytes that the server sent.
    """

    received = 0
    _dropped = False
    _returned = b""
    _kept = 0

    def readline(self) -> bytes:
        """Return the next line; of one beyond the library's limit of 1 MB only a stand-in."""
        if self._returned:
            line, self._returned = self._returned, b""
            return line
        is_long = False
        while True:
            try:
                line = super().readline()
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error:
                is_long = True
                self.received += imaplib._MAXLINE  # type: ignore[attr-defined]  # noqa: SLF001
                continue
            self._count(len(line))
            if not is_long or not line:
                return line
            self._dropped = True
            return b"* 0 FETCH (" + line[-ENDING_BYTES:]

    def read(self, size: int) -> bytes:
        """Return the bytes of a literal; of a longer one the first `LITERAL_BYTES`."""
        data = super().read(min(size, LITERAL_BYTES))
        self._count(len(data))
        left = size - len(data)
        while left > 0 and data:
            skipped = len(super().read(min(left, _BLOCK)))
            self.received += skipped
            left -= skipped
            if not skipped:
                message = "the connection ended within a literal"
                raise self.abort(message)
        return data

    def answers(self, tag: bytes) -> Iterator[Pieces | None]:
        """Yield the answers to FETCH as they come, until the command with this tag has ended.

        An answer with a line that was dropped is None. Everything else the server says is left to
        the library.

        Raises:
            imaplib.IMAP4.abort: The connection broke, or what came is no IMAP.
        """
        while self.tagged_commands[tag] is None:
            line = self.readline()
            found = _ROW.match(line)
            if found is None:
                self._returned = line
                self._get_response()
                self._check_bye()
                continue
            self._dropped = False
            pieces = self._pieces(line[found.end() : -2])
            yield None if self._dropped or found[0] == b"* 0 FETCH " else pieces

    def _pieces(self, text: bytes) -> Pieces:
        pieces = [text]
        while text.endswith(b"}") and (literal := _LITERAL.search(text)):
            data = self.read(int(literal[1]))
            text = self._get_line()
            pieces += (data, text)
        return tuple(pieces)

    def _count(self, size: int) -> None:
        self.received += size
        self._kept += size
        if self._kept > ANSWER_BYTES:
            message = f"an answer of more than {ANSWER_BYTES} bytes"
            raise self.abort(message)

    def _new_tag(self) -> bytes:
        self._kept = 0
        tag: bytes = super()._new_tag()  # type: ignore[misc]
        return tag

    def _get_tagged_response(self, tag: bytes, expect_bye: bool = False) -> object:  # noqa: FBT001, FBT002 - the library's signature
        """Wait for the end of an answer; raises `ValueError` when a line of it was dropped."""
        self._dropped = False
        answer = super()._get_tagged_response(tag, expect_bye)  # type: ignore[misc]
        if self._dropped:
            message = "a line of the answer is too long"
            raise ValueError(message)
        return answer
