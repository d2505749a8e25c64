"""The guard on the wire: no byte that could change the mailbox leaves this process.

EXAMINE alone does not keep a mailbox unchanged: a MOVE sent after it really moved the message on a
common server (IMAP study 0.1). So every line is checked against an allow-list before it is sent;
whatever is not on the list raises, and the connection stays usable.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from goodterms.errors import ReadOnlyViolationError

READING_VERBS = frozenset(
    {
        "CAPABILITY",
        "ID",
        "STARTTLS",
        "LOGIN",
        "AUTHENTICATE",
        "LIST",
        "STATUS",
        "EXAMINE",
        "UNSELECT",
        "LOGOUT",
        "UID SEARCH",
        "UID FETCH",
    }
)
r"""Every verb that is used (IMAP study b.1.5). CLOSE expunges and SELECT clears ``\Recent``, so
neither is here; IDLE, ENABLE, NAMESPACE and NOOP would be harmless, but nothing needs them."""

_TAGGED = re.compile(rb"[A-P]{4}\d+ ")
"""What imaplib begins every command with."""

_LITERAL = re.compile(rb"\{[^{}]*\}$")
"""Announces bytes outside of the line; nothing that is read needs them, so they are refused."""

_SASL = re.compile(rb"[A-Za-z0-9+/]*={0,2}|\*")
"""One answer to AUTHENTICATE: base64 or a lone asterisk, never a command."""

_SECTION = rb"(?:[0-9.]*|HEADER\.FIELDS \([A-Z -]+\))"

_ITEM = (
    rb"(?:FLAGS|INTERNALDATE|RFC822\.SIZE|BODYSTRUCTURE|X-GM-MSGID|X-GM-THRID|EMAILID|THREADID"
    rb"|BODY\.PEEK\[" + _SECTION + rb"\]<\d+\.\d+>)"
)
_FETCH = re.compile(rb"[0-9,]+ \(" + _ITEM + rb"(?: " + _ITEM + rb")*\)", re.IGNORECASE)
"""Arguments of UID FETCH: text may only be asked for with PEEK, which sets no flag, and only up to
a number of bytes, so that no answer is without bound."""


def verb_of(line: bytes) -> str:
    """Return the verb of a tagged command line, UID included, upper case; "" without a tag."""
    tag = _TAGGED.match(line)
    words = line[tag.end() :].upper().split(b" ", 2) if tag else [b""]
    verb = b" ".join(words[:2]) if words[0] == b"UID" else words[0]
    return verb.decode("ascii", "replace")


def _arguments(line: bytes) -> bytes:
    """Return what follows tag and verb."""
    return line.split(b" ", 1 + len(verb_of(line).split()))[-1]


def _shown(line: bytes) -> str:
    """Return a command line without its tag and without secrets."""
    verb = verb_of(line)
    if verb in {"LOGIN", "AUTHENTICATE"}:
        return f"{verb} (redacted)"
    return line.split(b" ", 1)[1].decode("ascii", "replace")


def _refuse(what: str) -> NoReturn:
    message = f"refused to send {what}: this program only reads"
    raise ReadOnlyViolationError(message, hint="This is a defect; nothing was sent")


@dataclass(slots=True)
class Guard:
    """Checks outgoing bytes and hands on only whole, allowed lines.

    Bytes are held back until their line is complete, so that a refused command leaves no trace on
    the wire, however the library cuts it up.

    Attributes:
        transcript: Every line let through, oldest first, without secrets; None keeps none.
    """

    transcript: list[str] | None = None
    _held: bytes = b""
    _sasl: bool = False

    def take(self, data: bytes) -> bytes:
        """Return what may be sent now: `data` with what was held back before, or nothing yet.

        Raises:
            ReadOnlyViolationError: It is not on the list; nothing of that line is sent.
        """
        held, self._held = self._held + data, b""
        if not held.endswith(b"\r\n"):
            self._held = held
            return b""
        shown = self._checked(held[:-2])
        if self.transcript is not None:
            self.transcript.append(shown)
        return held

    def _checked(self, line: bytes) -> str:
        """Return one command, or one answer to the sign-in, as the transcript shows it."""
        if any(byte in line for byte in b"\r\n\0"):
            _refuse("a line break or NUL inside a command")
        if self._sasl and _SASL.fullmatch(line):
            return "(answer to the sign-in, redacted)"
        verb = verb_of(line)
        if verb not in READING_VERBS:
            _refuse(verb or "a line that is no command")
        if _LITERAL.search(line):
            _refuse(f"{verb} with a literal")
        if verb == "UID FETCH" and not _FETCH.fullmatch(_arguments(line)):
            _refuse("UID FETCH with something that may set a flag")
        self._sasl = verb == "AUTHENTICATE"
        return _shown(line)
