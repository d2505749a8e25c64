"""Seeded ways to break a mail: what networks, old programs and ill will do to one."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

LARGEST = 300_000
"""Mails are cut to this many bytes; the reader never sees more of one (see `imap_body`)."""

CHARSETS = (
    b"utf-8", b"us-ascii", b"iso-8859-2", b"windows-1250", b"iso-2022-jp", b"iso-2022-kr", b"hz",
    b"utf-7", b"utf-16", b"utf-32", b"gb2312", b"big5", b"shift_jis", b"euc-kr", b"zlib", b"rot13",
    b"idna", b"undefined", b"unicode_escape", b"x-unknown", b"utf-8\x00", b'"', b"=?", b"A" * 900,
)  # fmt: skip

TOKENS = (
    b"\x00", b"\r", b"\n", b"\r\n\r\n", b"\xff\xfe", b"\xed\xa0\xbd", b"\xe2\x80\xae",
    b"=?utf-8?b?", b"?=", b'"', b"(", b")", b"<", b">", b"@", b":", b";", b"\\", b"--", b"> ",
    b"On ", b" wrote:\n", b"-- \n", b"<div>", b"</", b"<!--", b"&#x110000;", b"&#", b"{9}",
    b"-----BEGIN PGP MESSAGE-----", b"9" * 400, b"(" * 400, b">" * 400, b"<b>" * 300,
    b" " * 3000, b"a@b.c," * 300, b"\t\n" * 300,
)  # fmt: skip

_BOUNDARY = re.compile(rb'boundary="?([^"\r\n;]{1,70})', re.IGNORECASE)

_CHARSET = re.compile(rb'charset="?[^"\r\n;]{1,70}', re.IGNORECASE)

_FIELD = re.compile(rb"^[!-9;-~]{1,76}:[^\n]*\n(?:[ \t][^\n]*\n)*", re.MULTILINE)

_ENCODINGS = (b"base64", b"quoted-printable", b"7bit", b"8bit", b"binary", b"x-uuencode", b"?")


def mutated(raw: bytes, letters: Sequence[bytes], chance: random.Random) -> bytes:
    """Return a mail broken in one to six ways."""
    for _ in range(chance.randint(1, 6)):
        raw = chance.choice(WAYS)(raw, letters, chance)
    return raw[:LARGEST]


def _place(raw: bytes, chance: random.Random) -> int:
    """Return an offset; half of the time among the headers, where most of the reading happens."""
    end = min(len(raw), 1_500) if chance.random() < 0.5 else len(raw)
    return chance.randrange(end + 1)


def flip(raw: bytes, letters: Sequence[bytes], chance: random.Random) -> bytes:
    """Change some single bytes."""
    changed = bytearray(raw)
    for _ in range(min(len(raw), chance.randint(1, 12))):
        changed[min(_place(raw, chance), len(raw) - 1)] = chance.randrange(256)
    return bytes(changed)


def insert(raw: bytes, letters: Sequence[bytes], chance: random.Random) -> bytes:
    """Put in something that means something somewhere."""
    at = _place(raw, chance)
    return raw[:at] + chance.choice(TOKENS) + raw[at:]


def remove(raw: bytes, letters: Sequence[bytes], chance: random.Random) -> bytes:
    """Take out a piece."""
    at = _place(raw, chance)
    return raw[:at] + raw[at + chance.randint(1, 200) :]


def truncate(raw: bytes, letters: Sequence[bytes], chance: random.Random) -> bytes:
    """Keep the beginning."""
    return raw[: _place(raw, chance)]


def splice(raw: bytes, letters: Sequence[bytes], chance: random.Random) -> bytes:
    """Go on with another mail."""
    other = chance.choice(letters)
    return raw[: _place(raw, chance)] + other[_place(other, chance) :]


def repeat(raw: bytes, letters: Sequence[bytes], chance: random.Random) -> bytes:
    """Say a piece again and again."""
    at = _place(raw, chance)
    piece = raw[at : at + chance.randint(1, 60)]
    return raw[:at] + piece * chance.choice((2, 10, 100, 1000)) + raw[at:]


def double_header(raw: bytes, letters: Sequence[bytes], chance: random.Random) -> bytes:
    """Repeat one header field, or put one of another mail before all."""
    fields = _FIELD.findall(chance.choice((raw, chance.choice(letters)))[:4_000])
    return chance.choice(fields) * chance.choice((1, 2, 50)) + raw if fields else raw


def boundary(raw: bytes, letters: Sequence[bytes], chance: random.Random) -> bytes:
    """Take a boundary away, make it the other one's, end it early or double it."""
    marks = _BOUNDARY.findall(raw)
    if not marks:
        return raw
    mark, other = chance.choice(marks), chance.choice(marks)
    changed = (b"", other, mark + b"--", mark[:-1], b"\x00")
    return raw.replace(b"--" + mark, b"--" + chance.choice(changed), chance.randint(1, 3))


def charset(raw: bytes, letters: Sequence[bytes], chance: random.Random) -> bytes:
    """State another charset."""
    return _CHARSET.sub(lambda _: b"charset=" + chance.choice(CHARSETS), raw)


def encoding(raw: bytes, letters: Sequence[bytes], chance: random.Random) -> bytes:
    """State another transfer encoding."""
    line = b"Content-Transfer-Encoding: " + chance.choice(_ENCODINGS) + b"\r\n"
    return line + re.sub(rb"(?im)^content-transfer-encoding:[^\n]*\n", line, raw)


def nest(raw: bytes, letters: Sequence[bytes], chance: random.Random) -> bytes:
    """Wrap into multiparts, a few or very many deep."""
    kind = chance.choice((b"mixed", b"alternative", b"related", b"signed", b"report", b"digest"))
    for level in range(chance.choice((1, 2, 25, 90))):
        mark = b"n%d" % level
        head = b"Content-Type: multipart/" + kind + b"; boundary=" + mark + b"\r\n\r\n--" + mark
        raw = head + b"\r\n" + raw + b"\r\n--" + mark + b"--\r\n"
    return raw


def random_base64(raw: bytes, letters: Sequence[bytes], chance: random.Random) -> bytes:
    """Put random bytes, base64 on them, where the text is."""
    head, _, _ = raw.partition(b"\r\n\r\n")
    data = base64.encodebytes(chance.randbytes(chance.randint(0, 4_000)))
    return head + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + data


WAYS: tuple[Callable[[bytes, Sequence[bytes], random.Random], bytes], ...] = (
    flip, insert, remove, truncate, splice, repeat, double_header, boundary, charset, encoding,
    nest, random_base64,
)  # fmt: skip
