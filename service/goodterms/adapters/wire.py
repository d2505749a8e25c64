"""The IMAP connection behind the guard: what the library sends goes through `wire_guard`.

Source: IMAP study b.1 (connection) and e (what the library leaves to its callers).
"""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Literal

from imapclient import IMAPClient, SocketTimeout

from goodterms.adapters.imap_lines import LineReader
from goodterms.adapters.wire_guard import READING_VERBS, Guard, verb_of

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Sequence

    from typing_extensions import Buffer

    from goodterms.adapters.imap_lines import Pieces
    from goodterms.adapters.watchdog import Watchdog

__all__ = ["READING_VERBS", "Guard", "GuardedClient", "GuardedConnection", "verb_of"]

CONNECT_SECONDS = 20.0
"""Timeout of connecting and of each read until the greeting came (IMAP study b.1.1)."""

READ_SECONDS = 60.0
"""Timeout of one read; the watchdog bounds whole commands (IMAP study b.8)."""

SILENT_MILLISECONDS = 30_000
"""How long sent bytes may stay unacknowledged before the connection counts as lost (b.1.3)."""


def _keep_alive(sock: socket.socket) -> None:
    """Notice a peer that is gone within a few minutes (IMAP study b.1.3)."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    if hasattr(socket, "TCP_KEEPIDLE"):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 60)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENT_MILLISECONDS)


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
        sock = self._connected(timeout)
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

    def _connected(self, timeout: float | None) -> socket.socket:
        """Return a socket to the first address that answers, within the watchdog's one budget.

        The library would give each address the whole time, out of the watchdog's sight.
        """
        failure: OSError = TimeoutError("no time left to connect")
        for family, kind, protocol, _, address in socket.getaddrinfo(
            self.host, self.port, type=socket.SOCK_STREAM
        ):
            if self._watchdog.expired:
                break
            sock = socket.socket(family, kind, protocol)
            self._watchdog.watch(sock)
            try:
                sock.settimeout(timeout)
                sock.connect(address)
            except OSError as error:
                sock.close()
                failure = error
            else:
                return sock
        raise failure

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
    """An IMAPClient that can only read.

    Attributes:
        search_lines: How many SEARCH lines the last search was answered with.
    """

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
        self.search_lines = 0
        timeout = SocketTimeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
        super().__init__(host, port, ssl=tls is not None, ssl_context=tls, timeout=timeout)
        # The library normalises dates to naive local time by default, and overflows doing so.
        self.normalise_times = False
        # Its debug log would hold message texts.
        self._imap.debug = 0

    @property
    def received_bytes(self) -> int:
        """Return how many bytes the server has sent over this connection."""
        return int(self._imap.received)

    def read_capabilities(self) -> None:
        """Ask anew what the server can do: the list differs before and after the sign-in.

        The library would go on with the list of the greeting.
        """
        self._imap.untagged_responses.pop("CAPABILITY", None)
        self._cached_capabilities = self._do_capabilites()

    def _do_capabilites(self) -> tuple[bytes, ...]:
        """Return what the server can do: nothing special, if it answers without a list."""
        try:
            return tuple(super()._do_capabilites())
        except AttributeError:  # the library expects one
            return ()

    def forget(self) -> None:
        """Drop what the server said so far: the library would mix it into the next answer."""
        self._imap.untagged_responses.clear()

    def leave(self) -> None:
        """Leave the open folder, if one is open and the server can do that without CLOSE."""
        if self._imap.state == "SELECTED" and self.has_capability("UNSELECT"):
            self.unselect_folder()

    def ask(self, uids: Sequence[int], items: Sequence[str]) -> bytes:
        """Send a UID FETCH without waiting for its answer; returns its tag."""
        tag: bytes = self._imap._command(  # noqa: SLF001 - as the library's own fetch does
            "UID", "FETCH", ",".join(map(str, uids)), f"({' '.join(items)})"
        )
        return tag

    def answers(self, tag: bytes) -> Iterator[Pieces | None]:
        """Yield the answers to a FETCH as they come; see `LineReader.answers`."""
        yield from self._imap.answers(tag)

    def finish(self, tag: bytes) -> None:
        """End a FETCH all of whose answers were read; raises as the library does on NO and BAD."""
        kind, data = self._imap._command_complete("FETCH", tag)  # noqa: SLF001 - likewise
        self._checkok("fetch", kind, data)

    def _raw_command_untagged(self, command: bytes, *arguments: object, **named: object) -> object:
        """Join several SEARCH lines to the one that the library expects (IMAP study d 30)."""
        data = super()._raw_command_untagged(command, *arguments, **named)
        if command != b"SEARCH":
            return data
        lines = [each for each in data if isinstance(each, bytes)]
        self.search_lines = len(lines)
        return [b" ".join(filter(None, lines))]

    def _create_IMAP4(self) -> GuardedConnection:  # noqa: N802 - the library's name
        return GuardedConnection(
            self.host,
            self.port,
            guard=self._guard,
            watchdog=self._watchdog,
            tls=self.ssl_context,
        )
