"""The loopback flow: the owner's browser comes back to this machine with a code.

Source: RFC 8252 (loopback redirect), RFC 7636 (PKCE with S256), RFC 6749 10.12 (state); Google's
page on installed programs (IMAP study b.7).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import queue
import secrets
import socketserver
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from goodterms.adapters import oauth_http
from goodterms.errors import SignInError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodterms.adapters.oauth_http import Answer
    from goodterms.adapters.oauth_provider import Provider

WAIT_SECONDS = 600.0
"""How long the owner may take at the provider's page."""

CONNECTION_SECONDS = 10.0
"""Browsers open connections that they do not use; one is not waited for longer."""

DONE = "Good Terms has the answer. You can close this page and go back to the terminal.\n"
REFUSED = "This answer does not belong to the sign-in that is waiting. Nothing was done.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """One sign-in that waits for the browser to come back.

    Attributes:
        page: Address that the owner opens.
        port: Where this machine waits.
    """

    page: str
    port: int
    _verifier: str = field(repr=False)
    _answers: queue.Queue[dict[str, str]] = field(repr=False)

    @property
    def address(self) -> str:
        """Return where the browser comes back to."""
        return f"http://127.0.0.1:{self.port}/"

    def code(self, *, seconds: float = WAIT_SECONDS) -> str:
        """Wait for the browser and return the code it brings.

        Raises:
            SignInError: Nobody came in time, another sign-in's answer came, or the owner refused.
        """
        again = "Run `goodterms login` to try again"
        try:
            found = self._answers.get(timeout=seconds)
        except queue.Empty:
            message = f"no browser came back within {seconds:g} seconds"
            raise SignInError(message, hint=again) from None
        if not found:
            message = "the browser brought the answer of another sign-in; it was not used"
            raise SignInError(message, hint=again)
        if "code" not in found:
            said = "".join(each for each in found.get("error", "")[:60] if each.isprintable())
            message = f"the consent was refused ({said or 'no code'})"
            raise SignInError(message, hint=again)
        return found["code"]

    def exchange(self, provider: Provider, code: str) -> Answer:
        """Trade the code for tokens; raises as `oauth_http.post` does."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.address,
            "code_verifier": self._verifier,
            **provider.identified(),
        }
        return oauth_http.post(provider.token_url, form)


@contextmanager
def waiting(provider: Provider, *, user: str) -> Iterator[Redirect]:
    """Listen on a free port of this machine, for one answer, until the block ends."""
    state = secrets.token_urlsafe(32)
    with _Listener(state) as listener:
        thread = threading.Thread(
            target=listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )
        thread.start()
        try:
            yield _redirect(provider, listener, user=user)
        finally:
            listener.shutdown()
            thread.join(CONNECTION_SECONDS)


def _redirect(provider: Provider, listener: _Listener, *, user: str) -> Redirect:
    verifier = secrets.token_urlsafe(64)
    digest = hashlib.sha256(verifier.encode()).digest()
    wanted = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": f"http://127.0.0.1:{listener.port}/",
        "scope": provider.scope,
        "state": listener.state,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
        "login_hint": user,
        **provider.asked,
    }
    joint = "&" if urlsplit(provider.authorize_url).query else "?"
    return Redirect(
        page=f"{provider.authorize_url}{joint}{urlencode(wanted)}",
        port=listener.port,
        _verifier=verifier,
        _answers=listener.answers,
    )


class _Listener(socketserver.ThreadingTCPServer):
    """Takes the first answer, an empty one for a foreign sign-in; refuses what comes later."""

    daemon_threads = True

    def __init__(self, state: str) -> None:
        self.state = state
        self.answers: queue.Queue[dict[str, str]] = queue.Queue(maxsize=1)
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a connection that broke: a traceback could hold the code."""

    @property
    def port(self) -> int:
        """Return the port that the system chose."""
        return int(self.server_address[1])


class _Handler(BaseHTTPRequestHandler):
    """Answers the browser; nothing of what it brings is logged."""

    timeout = CONNECTION_SECONDS
    server: _Listener

    def do_GET(self) -> None:
        """Take an answer to ``/``; icons and the like are not there."""
        try:
            parts = urlsplit(self.path)
            found = {key: each[0] for key, each in parse_qs(parts.query, max_num_fields=20).items()}
        except ValueError:
            self._say(400, REFUSED)
            return
        if parts.path != "/" or not found:
            self._say(404, "Nothing here.\n")
            return
        # without the state nothing that came is to be believed: the waiting ends with nothing
        given = found.get("state", "").encode()
        is_ours = hmac.compare_digest(given, self.server.state.encode())
        try:
            self.server.answers.put_nowait(found if is_ours else {})
        except queue.Full:
            is_ours = False
        self._say(*((200, DONE) if is_ours else (400, REFUSED)))

    def _say(self, status: int, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Log nothing: the address holds the code."""
