"""A small IMAP server that lets in who brings a good access token, and says why not otherwise."""

from __future__ import annotations

import base64
import re
import socketserver
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from goodterms.adapters.imap_account import Account

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REASON = '{"status":"401","schemes":"Bearer","scope":"mail.read"}'

SIMPLE = {
    "ID": "* ID NIL\r\n",
    "LIST": '* LIST (\\HasNoChildren) "/" INBOX\r\n',
    "STATUS": "* STATUS INBOX (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 7)\r\n",
    "LOGOUT": "* BYE bye\r\n",
}


class TokenPeer:
    """A running server.

    Attributes:
        lines: Every line that came, whole.
        signed_in: Users and tokens let in.
        refused: What the client answered to the reason it was given, decoded; None for "*".
    """

    def __init__(self, is_good: Callable[[str, str], bool], mechanisms: tuple[str, ...]) -> None:
        self.lines: list[str] = []
        self.signed_in: list[tuple[str, str]] = []
        self.refused: list[bytes | None] = []
        self.texts: list[str] = []
        self.is_good = is_good
        offers = " ".join(f"AUTH={each}" for each in mechanisms)
        self.before = f"IMAP4rev1 {offers}".strip()
        self.after = "IMAP4rev1 ID UNSELECT"
        self.no = "TAG NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)"
        self._server = _Server(("127.0.0.1", 0), _Conversation)
        self._server.peer = self
        self.host, self.port = "127.0.0.1", int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def account(self, **changes: object) -> Account:
        values: dict[str, object] = {
            "name": "test", "host": self.host, "port": self.port, "user": "mara@studio.example",
            "security": "plain", "by_token": True,
        }  # fmt: skip
        return Account(**(values | changes))

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join(5)
        self._server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    peer: TokenPeer


class _Conversation(socketserver.StreamRequestHandler):
    timeout = 10

    def handle(self) -> None:
        with suppress(OSError):
            self._converse(self.server.peer)

    def _converse(self, peer: TokenPeer) -> None:
        self._say("* OK ready\r\n")
        is_in = False
        while line := self._line():
            tag, _, rest = line.partition(" ")
            verb, _, argument = rest.partition(" ")
            if verb == "CAPABILITY":
                self._say(f"* CAPABILITY {peer.after if is_in else peer.before}\r\n")
            elif verb == "AUTHENTICATE":
                is_in = self._authenticate(argument)
                text = "TAG OK signed in" if is_in else peer.no
                self._say(text.replace("TAG", tag) + "\r\n")
                continue
            else:
                self._say(SIMPLE.get(verb, ""))
            self._say(f"{tag} OK done\r\n")
            if verb == "LOGOUT":
                return

    def _authenticate(self, mechanism: str) -> bool:
        peer = self.server.peer
        self._say("+ \r\n")
        text = base64.b64decode(self._line()).decode()
        peer.texts.append(text)
        user = re.search(r"(?:^user=|^n,a=)([^\x01,]*)", text)
        token = re.search(r"\x01auth=Bearer ([^\x01]*)\x01", text)
        assert user, mechanism
        assert token, mechanism
        if peer.is_good(user[1], token[1]):
            peer.signed_in.append((user[1], token[1]))
            return True
        self._say(f"+ {base64.b64encode(REASON.encode()).decode()}\r\n")
        answer = self._line()
        peer.refused.append(None if answer == "*" else base64.b64decode(answer))
        return False

    def _line(self) -> str:
        line = self.rfile.readline().decode()
        self.server.peer.lines.append(line.rstrip("\r\n"))
        return line.rstrip("\r\n")

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode())


@contextmanager
def token_peer(
    is_good: Callable[[str, str], bool], mechanisms: tuple[str, ...] = ("XOAUTH2",)
) -> Iterator[TokenPeer]:
    """Run a server until the block ends."""
    peer = TokenPeer(is_good, mechanisms)
    try:
        yield peer
    finally:
        peer.stop()
