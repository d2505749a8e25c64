"""Header text as people read it: encoded words decoded, nothing left that could mislead a display.

Bounded, and tolerant where the library is not: GBK words labelled gb2312, letters cut between two
words, encoded words inside quotes (IMAP study e, d 61 and 63).
"""

from __future__ import annotations

import binascii
import re
import unicodedata

from goodterms.core import charsets

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]{0,4000})\?=")

_BETWEEN = re.compile(r"(\?=)[ \t\r\n]{1,20}(?==\?)")

_QUOTED_OCTET = re.compile(rb"=([0-9A-Fa-f]{2})")

_UNPRINTED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode categories of control, format (bidirectional, zero width) and unassigned characters."""


def decoded(raw: str, *, limit: int) -> str:
    """Return one line of display text of at most `limit` characters.

    Args:
        raw: A header's text, unfolded or not; encoded words may be broken in any way.
        limit: Longest answer, in characters.
    """
    if "=?" in raw:
        raw = "".join(_pieces(_BETWEEN.sub(r"\1", raw[: 4000 + limit * 40])))
    return shown(raw[: limit * 4], limit=limit)


def shown(text: str, *, limit: int) -> str:
    """Return text on one line without control, bidirectional, invisible and surrogate characters.

    Decision study B3.2: a name or subject must not rearrange the line it is shown in.
    """
    if not text.isprintable():  # line ends are not, either
        text = "".join(
            letter if unicodedata.category(letter) not in _UNPRINTED else " " * letter.isspace()
            for letter in text
        )
    return " ".join(text.split())[:limit].rstrip()


def _pieces(raw: str) -> list[str]:
    """Split into plain text and decoded words; neighbours of one charset are decoded together."""
    found: list[str] = []
    end, charset, waiting = 0, "", b""
    for match in _WORD.finditer(raw):
        plain = raw[end : match.start()]
        label = match[1].partition("*")[0].lower()
        if waiting and (plain or label != charset):
            found.append(charsets.decode(waiting, charset)[0])
            waiting = b""
        found.append(plain)
        charset, end = label, match.end()
        waiting += _octets(match[2], match[3])
    if waiting:
        found.append(charsets.decode(waiting, charset)[0])
    found.append(raw[end:])
    return found


def _octets(kind: str, text: str) -> bytes:
    """Undo the B or Q encoding of one word; what does not fit is left out."""
    data = text.encode("utf-8", "replace")
    if kind in "bB":
        data = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
        # one letter too many carries no octet; padding is often missing
        data = data[: len(data) - (len(data) % 4 == 1)]
        return binascii.a2b_base64(data + b"=" * (-len(data) % 4))
    data = data.replace(b"_", b" ")
    return _QUOTED_OCTET.sub(lambda match: bytes([int(match[1], 16)]), data)
