"""A provider's sign-in service on loopback: device codes, the consent page, tokens that rotate."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from goodterms.adapters.oauth_access import Access
from goodterms.adapters.oauth_provider import Provider
from goodterms.adapters.token_file import TokenFile, Tokens

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator
    from pathlib import Path

CLIENT_ID = "studio-reader"
SCOPE = "mail.read offline"
USER = "mara@studio.example"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)

Scripted = tuple[int, dict[str, str], bytes]
"""Status, headers and body of an answer that is given instead of the ordinary one."""


class TokenEndpoint:
    """A running endpoint; its attributes say how it behaves, and record what it was asked.

    Attributes:
        forms: Every form that came, with its path.
        scripted: Answers of the token address to give first.
        valid: Access tokens that a mail server should take.
        refresh: The refresh token that is good now; the one before it is, until this one is used.
        pending: How often the device flow says to wait.
        clock_offset: Seconds added to the Date header.
        granted: What is added to every grant.
        owner: Whose tokens these are, for a mail server that asks.
    """

    def __init__(self, context: ssl.SSLContext | None) -> None:
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.scripted: list[Scripted] = []
        self.valid: set[str] = set()
        self.refresh = "refresh-0"
        self.before = ""
        self.pending: list[str] = []
        self.device: dict[str, object] = {}
        self.expires_in: object = 3600
        self.clock_offset = 0.0
        self.granted: dict[str, object] = {}
        self.foreign_state = False
        self.delay = 0.0
        self.owner = "mara"
        self.lock = threading.Lock()
        self._asked: dict[str, str] = {}
        self._numbers = itertools.count(1)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        scheme = "http" if context is None else "https"
        self.base = f"{scheme}://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def provider(self, **changes: object) -> Provider:
        """Return a provider that is served here, by device code unless `changes` say other."""
        values: dict[str, object] = {
            "name": "other",
            "device_url": f"{self.base}/device",
            "authorize_url": f"{self.base}/authorize",
            "token_url": f"{self.base}/token",
            "scope": SCOPE,
            "client_id": CLIENT_ID,
        }
        return Provider(**(values | changes))

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join(5)
        self._server.server_close()

    def asked(self, grant: str) -> list[dict[str, str]]:
        """Return the forms of one grant type."""
        return [form for _, form in self.forms if form.get("grant_type") == grant]

    def answer(self, path: str, form: dict[str, str]) -> Scripted:
        """Return what a form is answered."""
        self.forms.append((path, form))
        time.sleep(self.delay)
        if path == "/device":
            return _json(200, self._device_code())
        if path == "/introspect":
            active = str(form.get("token") in self.valid).lower()
            return _json(200, {"active": active, "username": self.owner})
        if path != "/token":
            return _json(404, {"error": "no such address"})
        if self.scripted:
            return self.scripted.pop(0)
        with self.lock:
            error = self._wrong(form)
            return _json(400, {"error": error}) if error else _json(200, self._grant())

    def consent(self, query: dict[str, str]) -> str:
        """Return where the browser is sent after the owner agreed."""
        self._asked = query
        state = "another" if self.foreign_state else query["state"]
        return f"{query['redirect_uri']}?{urlencode({'code': 'code-1', 'state': state})}"

    def _device_code(self) -> dict[str, object]:
        usual = {
            "device_code": "device-1", "user_code": "ABCD-EFGH", "interval": 0, "expires_in": 30,
            "verification_uri": "https://provider.example/device",
        }  # fmt: skip
        return usual | self.device

    def _wrong(self, form: dict[str, str]) -> str:
        if form.get("client_id") != CLIENT_ID:
            return "invalid_client"
        grant = form.get("grant_type", "")
        if grant.endswith("device_code"):
            return self.pending.pop(0) if self.pending else ""
        if grant == "authorization_code":
            digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
            challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            fits = (
                form.get("code") == "code-1"
                and challenge == self._asked.get("code_challenge")
                and self._asked.get("code_challenge_method") == "S256"
                and form.get("redirect_uri") == self._asked.get("redirect_uri")
            )
            return "" if fits else "invalid_grant"
        if form.get("refresh_token") not in {self.refresh, self.before} - {""}:
            return "invalid_grant"
        if form["refresh_token"] == self.refresh:
            self.before = self.refresh  # good until its successor is used
        return ""

    def _grant(self) -> dict[str, object]:
        number = next(self._numbers)
        access = f"access-{number}-secret"
        self.valid.add(access)
        self.refresh = f"refresh-{number}"
        return {
            "access_token": access,
            "token_type": "Bearer",
            "refresh_token": self.refresh,
            "expires_in": self.expires_in,
            **self.granted,
        }


def _json(status: int, values: dict[str, object]) -> Scripted:
    return status, {"Content-Type": "application/json"}, json.dumps(values).encode()


def _handler(endpoint: TokenEndpoint) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            form = {key: values[0] for key, values in parse_qs(raw).items()}
            self._send(*endpoint.answer(urlsplit(self.path).path, form))

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            self._send(302, {"Location": endpoint.consent(query)}, b"")

        def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
            self.send_response(status)
            for key, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(body)

        def date_time_string(self, timestamp: float | None = None) -> str:
            now = time.time() if timestamp is None else timestamp  # noqa: TID251 - a server's clock
            return formatdate(now + endpoint.clock_offset, usegmt=True)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[TokenEndpoint]:
    """Run an endpoint until the block ends; encrypted with a server's context."""
    endpoint = TokenEndpoint(context)
    try:
        yield endpoint
    finally:
        endpoint.stop()


def access(endpoint: TokenEndpoint, folder: Path, **changes: object) -> Access:
    """Return the access of an owner who signed in at NOW; the access token ends an hour later."""
    found = Access(
        provider=endpoint.provider(**changes),
        file=TokenFile(folder / "goodterms.token.json"),
        user=USER,
    )
    found.keep(
        Tokens(
            user=USER, client_id=CLIENT_ID, token_url=found.provider.token_url,
            access="access-0-secret", refresh="refresh-0", expires_at=NOW + timedelta(hours=1),
            consented_at=NOW, renewed_at=NOW,
        )
    )  # fmt: skip
    return found
