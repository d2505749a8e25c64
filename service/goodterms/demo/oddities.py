"""Mail as it should not be, of which every real mailbox holds some: done to finished bytes.

Chosen among decent clients' mail, so that no verdict hangs on it (IMAP study, table of faults).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_DATE = re.compile(rb"^Date: [^\r\n]*\r\n", re.MULTILINE)
_CHARSET = re.compile(rb"charset=[\w-]+")


def without_date(raw: bytes) -> bytes:
    """Return the mail without its Date header."""
    return _DATE.sub(b"", raw, count=1)


def with_absurd_date(raw: bytes) -> bytes:
    """Return the mail dated by a clock that lost its battery."""
    return _DATE.sub(b"Date: Thu, 01 Jan 1970 00:00:12 +0000\r\n", raw, count=1)


def with_broken_charset(raw: bytes) -> bytes:
    """Return the mail with a charset that nobody knows, and raw bytes in its text."""
    named = _CHARSET.sub(b"charset=x-made-up-7", raw)
    return named.replace(
        b"Content-Transfer-Encoding: quoted-printable", b"Content-Transfer-Encoding: 8bit"
    )


ODDITIES: tuple[Callable[[bytes], bytes], ...] = (
    without_date,
    with_absurd_date,
    with_broken_charset,
)
"""Each is done to one mail of the year."""
