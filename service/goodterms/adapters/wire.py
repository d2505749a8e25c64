"""The guard on the wire: no byte that could change the mailbox leaves this process.

EXAMINE alone does not keep a mailbox unchanged: a MOVE sent after it really moved the message on a
common server (IMAP study 0.1). So every line is checked against an allow-list before it is sent;
whatever is not on the list raises, and the connection stays usable.
"""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NoReturn

from imapclient import IMAPClient, SocketTimeout

from goodterms.adapters.imap_lines import LineReader
from goodterms.errors import ReadOnlyViolationError

if TYPE_CHECKING:
    import ssl

    from typing_extensions import Buffer

    from goodterms.adapters.watchdog import Watchdog

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
        "NOOP",
        "LOGOUT",
        "UID SEARCH",
        "UID FETCH",
    }
)
r"""Every verb this product needs (IMAP study b.1.5). CLOSE expunges and SELECT clears ``\Recent``,
so neither is here; IDLE, ENABLE and NAMESPACE are harmless but not used."""

CONNECT_SECONDS = 20.0
"""Timeout of connecting and of each read until the greeting came (IMAP study b.1.1)."""

READ_SECONDS = 60.0
"""Timeout of one read; the watchdog bounds whole commands (IMAP study b.8)."""

_TAGGED = re.compile(rb"[A-P]{4}\d+ ")
"""What imaplib begins every command with."""

_LITERAL = re.compile(rb"\{(\d+)(\+?)\}$")

_SASL = re.compile(rb"[A-Za-z0-9+/]*={0,2}|\*")
"""One answer to AUTHENTICATE: base64 or a lone asterisk, never a command."""

_ITEM = (
    rb"(?:UID|FLAGS|INTERNALDATE|RFC822\.SIZE|BODYSTRUCTURE"
    rb"|BODY\.PEEK\[[^\]{}\"\\]*\](?:<\d+\.\d+>)?)"
)
_FETCH = re.compile(rb"[0-9,:*]+ \(" + _ITEM + rb"(?: " + _ITEM + rb")*\)", re.IGNORECASE)
"""Arguments of UID FETCH: text may only be asked for with PEEK, which sets no flag."""


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


def _keep_alive(sock: socket.socket) -> None:
    """Notice a peer that is gone within a few minutes (IMAP study b.1.3)."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    if hasattr(socket, "TCP_KEEPIDLE"):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 60)


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
    _command: bytes = b""
    _literal: int = 0
    _sasl: bool = False

    def take(self, data: bytes) -> bytes:
        """Return what may be sent now: `data` with what was held back before, or nothing yet.

        Raises:
            ReadOnlyViolationError: It is not on the list; nothing of that line is sent.
        """
        try:
            if self._literal:
                return self._take_literal(data)
            self._held += data
            if not self._held.endswith(b"\r\n"):
                return b""
            self._check(self._held)
        except ReadOnlyViolationError:
            self._held, self._command, self._literal = b"", b"", 0
            raise
        held, self._held = self._held, b""
        return held

    def _take_literal(self, data: bytes) -> bytes:
        """Let the announced bytes of a search argument through, if that is what they are.

        A server may refuse the literal; what is sent next is then a command and must not pass as
        data.
        """
        if len(data) != self._literal or _TAGGED.match(data):
            _refuse("something else than the announced argument")
        self._literal = 0
        return data

    def _check(self, text: bytes) -> None:
        """Check one command with its literals, the rest of one, or one answer to the sign-in."""
        shown = []
        while text:
            line, text = text.split(b"\r\n", 1)
            shown.append(self._check_line(line))
            literal = _LITERAL.search(line)
            if literal is not None and self._command:
                text = self._after_literal(literal, text)
            elif text:
                _refuse("two commands at once")
            else:
                self._command = b""
        if self.transcript is not None:
            self.transcript.extend(filter(None, shown))

    def _check_line(self, line: bytes) -> str:
        """Return the line as the transcript shows it; what follows a literal is not shown."""
        if any(byte in line for byte in b"\r\n\0"):
            _refuse("a line break or NUL inside a command")
        if self._command:
            return ""
        if self._sasl and _SASL.fullmatch(line):
            return "(answer to the sign-in, redacted)"
        verb = verb_of(line)
        if verb not in READING_VERBS:
            _refuse(verb or "a line that is no command")
        if verb == "UID FETCH" and not _FETCH.fullmatch(_arguments(line)):
            _refuse("UID FETCH with something that may set a flag")
        self._sasl = verb == "AUTHENTICATE"
        self._command = line
        return _shown(line)

    def _after_literal(self, literal: re.Match[bytes], text: bytes) -> bytes:
        """Return what follows a literal sent at once (LITERAL+), or wait for the literal."""
        verb = verb_of(self._command)
        if verb != "UID SEARCH":
            _refuse(f"{verb} with a literal")
        size = int(literal[1])
        if literal[2]:
            if len(text) < size + 2:
                _refuse("a literal shorter than announced")
            return text[size:]
        if text:
            _refuse("a literal before the server asked for it")
        self._literal = size
        return b""


class GuardedConnection(LineReader):
    """imaplib's connection, plain or TLS, whose every byte goes through the guard.

    STARTTLS replaces the socket but not this object, so the guard stays.
    """

    def __init__(
        self, host: str, port: int, *, guard: Guard, watchdog: Watchdog, tls: ssl.SSLContext | None
    ) -> None:
        self._guard = guard
        self._watchdog = watchdog
        self._tls = tls
        super().__init__(host, port, timeout=CONNECT_SECONDS)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        sock = socket.create_connection((self.host, self.port), timeout)
        self._watchdog.watch(sock)
        _keep_alive(sock)
        if self._tls is None:
            return sock
        # The handshake is made apart, so that the watchdog already holds the new socket.
        wrapped = self._tls.wrap_socket(
            sock, server_hostname=self.host, do_handshake_on_connect=False
        )
        self._watchdog.watch(wrapped)
        try:
            wrapped.do_handshake()
        except BaseException:
            wrapped.close()
            raise
        return wrapped

    def starttls(
        self, ssl_context: ssl.SSLContext | None = None
    ) -> tuple[Literal["OK"], list[None]]:
        """Encrypt the connection; whatever the server said in clear before is forgotten."""
        answer = super().starttls(ssl_context)
        self._watchdog.watch(self.sock)
        self.untagged_responses.clear()
        return answer

    def send(self, data: Buffer) -> None:
        """Send what the guard lets through; raises `ReadOnlyViolationError` and sends nothing."""
        allowed = self._guard.take(bytes(data))
        if allowed:
            super().send(allowed)


class GuardedClient(IMAPClient):  # type: ignore[misc] # the library has no type information
    """An IMAPClient that can only read."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        guard: Guard,
        watchdog: Watchdog,
        tls: ssl.SSLContext | None,
    ) -> None:
        self._guard = guard
        self._watchdog = watchdog
        timeout = SocketTimeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
        super().__init__(host, port, ssl=tls is not None, ssl_context=tls, timeout=timeout)
        # The library normalises dates to naive local time by default, and overflows doing so.
        self.normalise_times = False
        # Its debug log would hold message texts.
        self._imap.debug = 0

    def read_capabilities(self) -> None:
        """Ask anew what the server can do: the list differs before and after the sign-in.

        The library would go on with the list of the greeting.
        """
        self._imap.untagged_responses.pop("CAPABILITY", None)
        self._cached_capabilities = self._do_capabilites()

    def forget(self) -> None:
        """Drop what the server said so far: the library would mix it into the next answer."""
        self._imap.untagged_responses.clear()

    def leave(self) -> None:
        """Leave the open folder, if one is open and the server can do that without CLOSE."""
        if self._imap.state == "SELECTED" and self.has_capability("UNSELECT"):
            self.unselect_folder()

    def _create_IMAP4(self) -> GuardedConnection:  # noqa: N802 - the library's name
        return GuardedConnection(
            self.host,
            self.port,
            guard=self._guard,
            watchdog=self._watchdog,
            tls=self.ssl_context,
        )
