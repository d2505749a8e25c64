"""Which parts of a message are its text, and their bytes as text."""

from __future__ import annotations

import binascii
import re
import unicodedata
from dataclasses import dataclass, field
from email.message import Message

from goodterms.core import charsets, header_words, html_text

ENCRYPTED = "encrypted"

CALENDAR = "calendar"
"""Flaw of an invitation or an answer to one: an event, whatever prose stands beside it (d 74)."""

_SIGNATURES = {
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-keys",
}

NAME_LIMIT = 120
"""Longest attachment name kept, in characters."""

TEXT_LIMIT = 65_536
"""Most bytes of one text part used (design, fetch; IMAP study b.3)."""

_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s{0,3}=\s{0,3}[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE
)

_NOT_BASE64 = bytes(
    octet for octet in range(256) if not (chr(octet).isascii() and chr(octet).isalnum())
).translate(None, b"+/=")

_UUENCODED = re.compile(rb"^begin [0-7]{3,4} [^\n]{0,200}\n", re.MULTILINE)

_PGP_SIGNED = re.compile(r"-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z]+: [^\n]*\n)*\n?")

_PGP_SIGNATURE = re.compile(r"^-----BEGIN PGP SIGNATURE-----$", re.MULTILINE)

_PGP_MESSAGE = "-----BEGIN PGP MESSAGE-----"

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def decode_part(
    payload: bytes, *, subtype: str, charset: str, encoding: str, truncated: bool
) -> tuple[str, tuple[str, ...]]:
    """Return the text of one text part and its flaws; never raises.

    Args:
        payload: The part's bytes as fetched, transfer encoding still on.
        subtype: ``plain`` or ``html``; anything else is read as plain text.
        charset: The charset parameter as sent, ``""`` when there is none.
        encoding: The transfer encoding as sent; unknown ones are read as they are.
        truncated: The fetch stopped at a size limit; a cut letter or base64 group is dropped.

    Returns:
        Text with plain line ends and without control, bidirectional and zero-width characters
        (hidden letters must not steer a score, decision study B3.2), and flaws out of
        ``charset``, ``encoding``, ``encrypted`` and ``truncated``.
    """
    flaws = ["truncated"] if truncated else []
    data, is_sound = undone(payload, encoding.strip().strip("\"'").lower())
    if not is_sound and not truncated:
        flaws.append("encoding")
    is_cut = truncated or len(data) > TEXT_LIMIT
    data = data[:TEXT_LIMIT]
    if is_cut and not truncated:
        flaws.append("truncated")
    is_html = subtype.strip().lower() == "html"
    if is_html and not charsets.codec_of(charset) and (match := _META_CHARSET.search(data[:4096])):
        charset = match[1].decode("ascii")
    text, is_certain = charsets.decode(data, charset, truncated=is_cut)
    if not is_certain:
        flaws.append("charset")
    readable = _without_armour(_legible(html_text.text(text) if is_html else text))
    if readable is None:
        return "", (*flaws, ENCRYPTED)
    return readable, tuple(flaws)


def undone(payload: bytes, encoding: str) -> tuple[bytes, bool]:
    """Undo a transfer encoding, lower case; the flag tells whether everything fitted."""
    if encoding == "base64":
        return unbase64(payload)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(payload), True
    if encoding in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        return _uudecoded(payload)
    return payload, True


def unbase64(payload: bytes) -> tuple[bytes, bool]:
    """Undo base64, padding missing or in the middle included; a cut last group gives what it can.

    The flag tells whether every group was whole: one letter alone carries no octet (IMAP study
    d 64).
    """
    blocks = payload.translate(None, _NOT_BASE64).split(b"=")
    wholes = [block[: len(block) - (len(block) % 4 == 1)] for block in blocks if block]
    data = b"".join(binascii.a2b_base64(each + b"=" * (-len(each) % 4)) for each in wholes)
    return data, sum(map(len, wholes)) == sum(map(len, blocks))


def _uudecoded(payload: bytes) -> tuple[bytes, bool]:
    """Undo uuencoding line by line up to the first bad one."""
    match = _UUENCODED.search(payload)
    found: list[bytes] = []
    for line in payload[match.end() if match else 0 :].splitlines():
        if line.strip() == b"end":
            return b"".join(found), True
        try:
            found.append(binascii.a2b_uu(line))
        except binascii.Error:
            break
    return b"".join(found), False


def _legible(text: str) -> str:
    """Return text with plain line ends and without characters that are not seen."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    # what is printable can be seen, and to ask for that costs a tenth of looking at each letter
    if text.replace("\n", " ").replace("\t", " ").replace("\xa0", " ").isprintable():
        return text
    unseen = "".join(
        letter
        for letter in set(text)
        if letter not in "\n\t" and unicodedata.category(letter) in _INVISIBLE
    )
    return text.translate(str.maketrans("", "", unseen)) if unseen else text


def _without_armour(text: str) -> str | None:
    """Return what an inline PGP signature covers, None when the text is encrypted."""
    if "-----BEGIN PGP" not in text:
        return text
    if _PGP_MESSAGE in text:
        return None
    text = _PGP_SIGNED.sub("", text, count=1)
    signature = _PGP_SIGNATURE.search(text)
    return text[: signature.start()] if signature else text


@dataclass(slots=True, kw_only=True)
class Collector:
    """Walks a message tree and keeps its text, attachment names and flaws.

    Attributes:
        depth: Deepest nesting followed.
        parts: How many parts may still be looked at.
        truncated: The raw message was cut, so its last part may be.
    """

    depth: int
    parts: int
    truncated: bool
    attachments: list[str] = field(default_factory=list)
    flaws: list[str] = field(default_factory=list)

    def text(self, part: Message, level: int = 0) -> str:
        """Return the text the sender put into this part and the parts below it."""
        self.parts -= 1
        if self.parts < 0 or level > self.depth:
            self.flaws.append("too-many-parts")
            return ""
        kind = part.get_content_type()
        if _is_encrypted(kind):
            self.flaws.append(ENCRYPTED)
            return ""
        if kind.startswith("message/") or _is_attached(part, kind):
            self._attach(part, kind)
            return ""
        children = part.get_payload() if part.is_multipart() else None
        if not isinstance(children, list):
            return self._leaf(part)
        if kind in {"multipart/signed", "multipart/report"}:
            children = children[:1]
        texts = [
            (each.get_content_type(), self.text(each, level + 1))
            for each in children
            if isinstance(each, Message)
        ]
        if kind == "multipart/alternative":
            return _best(texts)
        return "\n".join(text for _, text in texts if text.strip())

    def _attach(self, part: Message, kind: str) -> None:
        """Note an attachment; signatures, keys and pictures in the text are none."""
        if kind in _SIGNATURES:
            return
        disposition = part.get_content_disposition()
        if kind == "text/calendar" and disposition != "attachment":
            self.flaws.append(CALENDAR)
            return
        is_inline = disposition == "inline" or part.get("Content-ID")
        if kind.startswith("image/") and is_inline:
            return
        name = part.get_filename() or ""
        self.attachments.append(header_words.decoded(str(name), limit=NAME_LIMIT))

    def _leaf(self, part: Message) -> str:
        """Return the text of a text part."""
        payload, encoding = _octets(part)
        text, flaws = decode_part(
            payload,
            subtype=part.get_content_subtype(),
            charset=_charset(part),
            encoding=encoding,
            truncated=self.truncated,
        )
        self.flaws += flaws
        return text


def _octets(part: Message) -> tuple[bytes, str]:
    """Return a part's bytes and the transfer encoding still on them.

    Without ``decode`` the parser turns 8-bit bytes into text by the stated charset, with losses;
    base64 is ASCII anyway and our own reading of it bears a cut end.
    """
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding == "base64":
        payload = part.get_payload()
        return (payload.encode("ascii", "ignore") if isinstance(payload, str) else b""), encoding
    undone = part.get_payload(decode=True)
    return (undone if isinstance(undone, bytes) else b""), ""


def _charset(part: Message) -> str:
    """Return the charset parameter as sent; the language forms of RFC 2231 give their value."""
    value = part.get_param("charset", "")
    return str(value[2] if isinstance(value, tuple) else value)


def _is_encrypted(kind: str) -> bool:
    """Return whether a part can only be opened with a key; opaque S/MIME signatures count too."""
    return kind in {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}


def _is_attached(part: Message, kind: str) -> bool:
    """Return whether a part is a file and not the letter itself."""
    if part.get_content_disposition() == "attachment":
        return True
    if kind.startswith("multipart/"):
        return False
    return kind not in {"text/plain", "text/html"} or bool(part.get_filename())


def _best(kinds_and_texts: list[tuple[str, str]]) -> str:
    """Return the plain text of several alternatives, else the last that says anything."""
    said = [(kind, text) for kind, text in kinds_and_texts if text.strip()]
    plain = [text for kind, text in said if kind == "text/plain"]
    return plain[0] if plain else said[-1][1] if said else ""
