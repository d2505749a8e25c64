"""Which part of a message holds its text, read from BODYSTRUCTURE.

Only that part is fetched. A forwarded message is never entered: its words are not the sender's.
Source: IMAP study b.3, e and cases 34, 35, 68 to 74.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Structure: TypeAlias = "Sequence[object]"
"""A body as the IMAP library gives it: a leaf is a tuple of atoms; a multipart begins with its
parts, either gathered in one list or standing one after the other."""

MAX_DEPTH = 50
"""Deepest nesting that is walked; deeper ones are read whole instead."""

MAX_PARTS = 1000
"""Most parts that are looked at."""

NAME_LIMIT = 200
"""Longest attachment name kept, in characters."""

_SIGNATURES = {
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-keys",
}
_ENCRYPTED = {"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"}
_REPORTS = {
    "message/delivery-status",
    "message/disposition-notification",
    "message/feedback-report",
    "text/rfc822-headers",
}

_NEVER_ATTACHED = _SIGNATURES | _ENCRYPTED | _REPORTS | {"text/calendar"}


class MalformedStructureError(ValueError):
    """The server described the message in a way that cannot be followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What to fetch of one message.

    Attributes:
        part: Part number such as ``1`` or ``1.2``; None when there is no text to fetch.
        subtype: ``plain`` or ``html``.
        charset: As declared, "" when not.
        encoding: Transfer encoding, lower case, "" when not declared.
        size: Encoded size in bytes as the server says.
        attachments: Names of attached parts, "" for a part without a name.
        encrypted: The text is encrypted, so that only time and names are known.
        calendar: A letter around an invitation; nobody wrote its text (IMAP study d 74).
    """

    part: str | None
    subtype: str = "plain"
    charset: str = ""
    encoding: str = ""
    size: int = 0
    attachments: tuple[str, ...] = ()
    encrypted: bool = False
    calendar: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One leaf of the structure."""

    number: str
    kind: str
    parameters: Mapping[str, str]
    encoding: str
    size: int
    content_id: str
    disposition: str
    filename: str

    @property
    def name(self) -> str:
        """Return the file name, "" when there is none."""
        return self.filename or decoded_name(self.parameters, "name")

    @property
    def is_attachment(self) -> bool:
        """Return whether a reader would see this as an attached file."""
        if self.disposition == "attachment":
            return self.kind not in _SIGNATURES
        if self.kind in _NEVER_ATTACHED:
            return False
        if self.kind.startswith("text/"):
            return bool(self.name)
        return not self.content_id or self.kind == "message/rfc822"


def choose(structure: Structure) -> Choice:
    """Return the first plain text that is no attachment, else the first HTML, and what is attached.

    An empty plain part beside a HTML part is passed over: some programs write only the latter.

    Raises:
        MalformedStructureError: Not a body structure, or one that is nested too deep.
    """
    parts = list(leaves(structure))
    attached: list[Part] = []
    texts: list[Part] = []
    for part in parts:
        (attached if part.is_attachment else texts).append(part)
    attachments = tuple(part.name for part in attached)
    if any(part.kind == "text/calendar" for part in texts):
        return Choice(part=None, attachments=attachments, calendar=True)
    plain = [part for part in texts if part.kind == "text/plain"]
    html = [part for part in texts if part.kind == "text/html"]
    filled = [part for part in plain if part.size > 2]
    for part in (filled or html or plain)[:1]:
        return Choice(
            part=part.number,
            subtype=part.kind.removeprefix("text/"),
            charset=part.parameters.get("charset", ""),
            encoding=part.encoding,
            size=part.size,
            attachments=attachments,
        )
    encrypted = any(part.kind in _ENCRYPTED for part in parts)
    return Choice(part=None, attachments=attachments, encrypted=encrypted)


def leaves(structure: Structure) -> Iterator[Part]:
    """Yield the leaves in their order; a forwarded message counts as one.

    Raises:
        MalformedStructureError: See `choose`.
    """
    stack = [(structure, "")]
    seen = 0
    while stack:
        body, number = stack.pop()
        seen += 1
        if seen > MAX_PARTS or number.count(".") > MAX_DEPTH:
            message = "too many parts"
            raise MalformedStructureError(message)
        children = _children(body)
        if children is None:
            yield _leaf(body, number or "1")
            continue
        prefix = f"{number}." if number else ""
        numbered = [(child, f"{prefix}{index}") for index, child in enumerate(children, start=1)]
        stack.extend(reversed(numbered))


def decoded_name(parameters: Mapping[str, str], key: str) -> str:
    """Return a file name from its parameters, whichever way it was encoded.

    Handles ``name``, encoded words in it, and ``name*`` and ``name*0*`` of RFC 2231.
    """
    if key in parameters:
        return _cleaned(_words(parameters[key]))
    if not any(name.startswith(key) for name in parameters):
        return ""
    numbered = re.compile(re.escape(key) + r"\*(?:(\d+)\*?)?")
    pieces = sorted(
        (int(found[1] or 0), name)
        for name in parameters
        if (found := numbered.fullmatch(name)) is not None
    )
    if not pieces:
        return ""
    joined = "".join(parameters[name] for _, name in pieces)
    if not pieces[0][1].endswith("*"):
        return _cleaned(joined)
    charset, _, text = joined.split("'", 2) if joined.count("'") >= 2 else ("utf-8", "", joined)
    try:
        return _cleaned(unquote_to_bytes(text).decode(charset or "utf-8", "replace"))
    except (LookupError, ValueError):
        return _cleaned(text)


def _words(text: str) -> str:
    if "=?" not in text:
        return text
    try:
        return str(make_header(decode_header(text)))
    except (MessageError, LookupError, ValueError, TypeError):
        return text


def _cleaned(text: str) -> str:
    """Return one printable line: the name comes from a stranger."""
    shown = text
    if not text.isprintable():
        shown = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(shown.split())[:NAME_LIMIT]


def _children(body: Structure) -> list[Structure] | None:
    """Return the parts of a multipart, None for a leaf."""
    if not isinstance(body, (tuple, list)) or not body:
        message = "a part is empty or no list"
        raise MalformedStructureError(message)
    first = body[0]
    if isinstance(first, list):
        if not first:
            message = "a multipart without parts"
            raise MalformedStructureError(message)
        return list(first)
    if not isinstance(first, tuple):
        return None
    found: list[Structure] = []
    for each in body:
        if not isinstance(each, tuple):
            break
        found.append(each)
    return found


def _leaf(body: Structure, number: str) -> Part:
    if len(body) < 7:
        message = f"part {number} has {len(body)} fields"
        raise MalformedStructureError(message)
    kind = f"{_text(body[0])}/{_text(body[1])}".lower()
    disposition, named = _disposition(body, kind)
    size = body[6]
    return Part(
        number=number,
        kind=kind,
        parameters=_parameters(body[2]),
        encoding=_text(body[5]).lower(),
        size=size if isinstance(size, int) else 0,
        content_id=_text(body[3]),
        disposition=disposition,
        filename=decoded_name(named, "filename"),
    )


def _disposition(body: Structure, kind: str) -> tuple[str, dict[str, str]]:
    """Return the disposition and its parameters; its place depends on the type (RFC 3501 7.4.2)."""
    place = 8
    if kind.startswith("text/"):
        place = 9
    elif kind == "message/rfc822":
        place = 11
    field = body[place] if len(body) > place else None
    if isinstance(field, bytes):
        return _unparsed(field)
    if not isinstance(field, tuple) or not field:
        return "", {}
    return _text(field[0]).lower(), _parameters(field[1] if len(field) > 1 else None)


def _unparsed(field: bytes) -> tuple[str, dict[str, str]]:
    """Return the same from a header line: pymap gives it whole, against the grammar."""
    header = Message()
    header["Content-Disposition"] = " ".join(_text(field).split())
    try:
        name = header.get_filename("")
    except (ValueError, TypeError, LookupError):
        name = ""
    return _text(field).partition(";")[0].strip().lower(), {"filename": str(name)}


def _parameters(field: object) -> dict[str, str]:
    """Return parameters by lower-case name; anything odd is left out."""
    if not isinstance(field, tuple) or not field:
        return {}
    pairs = zip(field[::2], field[1::2], strict=False)
    return {_text(name).lower(): _text(value) for name, value in pairs}


def _text(atom: object) -> str:
    """Return an atom as text; the library makes a number of bare digits."""
    if isinstance(atom, bytes):
        return atom.decode("utf-8", "replace")
    return str(atom) if isinstance(atom, int) else ""
