"""Answer lines that are too long to keep, without losing the place in the conversation.

The library gives up in the middle of such a line and takes its rest for the next answer, so that
one message of 20 000 parts would end every reading of its folder (IMAP study, cases 19 and 67).
"""

from __future__ import annotations

import imaplib

ENDING_BYTES = 40
"""Kept of the end of a dropped line: a literal that is announced there must still be read."""


class LineReader(imaplib.IMAP4):
    """A connection that reads over a line that is too long and fails the command it answered."""

    _dropped = False

    def readline(self) -> bytes:
        """Return the next line; of one beyond the library's limit of 1 MB only a stand-in."""
        is_long = False
        while True:
            try:
                line = super().readline()
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error:
                is_long = True
                continue
            if not is_long or not line:
                return line
            self._dropped = True
            return b"* 0 FETCH (" + line[-ENDING_BYTES:]

    def _get_tagged_response(self, tag: bytes, expect_bye: bool = False) -> object:  # noqa: FBT001, FBT002 - the library's signature
        """Wait for the end of an answer; raises `ValueError` when a line of it was dropped."""
        self._dropped = False
        answer = super()._get_tagged_response(tag, expect_bye)  # type: ignore[misc]
        if self._dropped:
            message = "a line of the answer is too long"
            raise ValueError(message)
        return answer
