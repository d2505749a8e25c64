"""How a made-up mail becomes the bytes a server stores.

The bytes are put together by hand: transfer encodings, charsets and header folding are what the
demo is to be read through, and a general mail writer is slower than the whole rest of the year.
"""

from __future__ import annotations

import base64
import quopri
from email.header import Header
from email.utils import format_datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from goodterms.demo import quoting
from goodterms.demo.attachments import content, media_type
from goodterms.demo.people import Program

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodterms.demo.letters import Letter

EOL = "\r\n"
LINE_LIMIT = 900
"""Longest line sent as it is; longer ones are encoded (RFC 5322 allows 998)."""


def raw(letter: Letter) -> bytes:
    """Return the message as it lies on the server."""
    headers = _headers(letter)
    body = _body(letter)
    return (EOL.join([*headers, *body[0]]) + EOL + EOL).encode("ascii") + body[1]


def _headers(letter: Letter) -> list[str]:
    charset = letter.sender.charset
    local = letter.at.astimezone(ZoneInfo(letter.sender.zone)).replace(microsecond=0)
    domain = letter.sender.address.partition("@")[2]
    lines = [
        f"Received: from mail.{domain} by mx.studio-horvat.example with ESMTPS;",
        f"\t{format_datetime(letter.at.replace(microsecond=0))}",
        f"From: {mailbox(letter.sender.name, letter.sender.address, charset)}",
        "To: " + f",{EOL}\t".join(mailbox(*each, charset) for each in letter.to),
    ]
    if letter.cc:
        lines.append("Cc: " + f",{EOL}\t".join(mailbox(*each, charset) for each in letter.cc))
    lines += [
        f"Subject: {encoded(letter.subject, charset, 'Subject')}",
        f"Date: {format_datetime(local)}",
        f"Message-ID: <{letter.message_id}>",
    ]
    if letter.parent is not None:
        lines.append(f"In-Reply-To: <{letter.parent.message_id}>")
        lines.append("References: " + f"{EOL} ".join(f"<{each}>" for each in letter.references))
    return [*lines, *letter.extra, "MIME-Version: 1.0"]


def encoded(text: str, charset: str, name: str) -> str:
    """Return header text, as encoded words where it is not ASCII."""
    if text.isascii():
        return text
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        charset = "utf-8"
    return Header(text, charset, header_name=name).encode(linesep=EOL)


def mailbox(name: str, address: str, charset: str) -> str:
    """Return a mailbox as it stands in From or To."""
    if not name:
        return address
    if name.isascii():
        return f'"{name}" <{address}>'
    return f"{encoded(name, charset, 'From')} <{address}>"


def _body(letter: Letter) -> tuple[list[str], bytes]:
    """Return the headers and the bytes of the whole body."""
    plain = _text_part(letter, quoting.plain(letter), "plain")
    program = letter.sender.program
    if program is Program.PLAIN or letter.is_bare:
        main = plain
    elif program is Program.HTML:
        main = _text_part(letter, quoting.html(letter), "html")
    else:
        parts = [plain, _text_part(letter, quoting.html(letter), "html")]
        main = _multipart("alternative", parts, letter)
    if letter.calendar:
        main = _multipart("alternative", [main, _calendar_part(letter.calendar)], letter)
    if not letter.attachments:
        return main
    files = [_file_part(name, letter.message_id) for name in letter.attachments]
    return _multipart("mixed", [main, *files], letter)


def _text_part(letter: Letter, text: str, subtype: str) -> tuple[list[str], bytes]:
    """One text part in the writer's charset; what it cannot hold goes out as UTF-8."""
    charset = letter.sender.charset
    try:
        payload = text.encode(charset)
    except UnicodeEncodeError:
        charset, payload = "utf-8", text.encode()
    flowed = "; format=flowed" if subtype == "plain" and letter.is_flowed else ""
    kind = f"Content-Type: text/{subtype}; charset={charset}{flowed}"
    if letter.sender.program is Program.OFFICE and charset != "utf-8":
        return [kind, "Content-Transfer-Encoding: base64"], _base64(payload)
    if payload.isascii() and all(len(line) < LINE_LIMIT for line in payload.splitlines()):
        lines = payload.replace(b"\n", b"\r\n")
        return [kind, "Content-Transfer-Encoding: 7bit"], lines + b"\r\n"
    quoted = quopri.encodestring(payload).replace(b"\n", b"\r\n")
    return [kind, "Content-Transfer-Encoding: quoted-printable"], quoted + b"\r\n"


def _calendar_part(text: str) -> tuple[list[str], bytes]:
    kind = "Content-Type: text/calendar; charset=utf-8; method=REQUEST"
    return [kind, "Content-Transfer-Encoding: base64"], _base64(text.encode())


def _file_part(name: str, salt: str) -> tuple[list[str], bytes]:
    """One small made-up file."""
    shown = f'filename="{name}"' if name.isascii() else f"filename*=utf-8''{_percent(name)}"
    headers = [
        f"Content-Type: {media_type(name)}",
        f"Content-Disposition: attachment; {shown}",
        "Content-Transfer-Encoding: base64",
    ]
    return headers, _base64(content(name, salt))


def _multipart(
    subtype: str, parts: Sequence[tuple[list[str], bytes]], letter: Letter
) -> tuple[list[str], bytes]:
    mark = f"=_{subtype[:3]}_{letter.message_id.partition('@')[0]}{len(parts)}"
    opening = f"--{mark}{EOL}".encode("ascii")
    chunks = [
        opening + (EOL.join(headers) + EOL + EOL).encode("ascii") + payload + b"\r\n"
        for headers, payload in parts
    ]
    closing = f"--{mark}--{EOL}".encode("ascii")
    return [f'Content-Type: multipart/{subtype}; boundary="{mark}"'], b"".join(chunks) + closing


def _base64(payload: bytes) -> bytes:
    return base64.encodebytes(payload).replace(b"\n", b"\r\n")


def _percent(name: str) -> str:
    return "".join(
        chr(each) if (chr(each).isalnum() and each < 128) or each in b"-_." else f"%{each:02X}"
        for each in name.encode()
    )
