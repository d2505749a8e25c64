"""Requests to an ASGI application as bytes, without a server: headers exactly as they are given."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from urllib.parse import urlencode

PORT = 8766
HOST = f"127.0.0.1:{PORT}".encode()
ORIGIN = b"http://" + HOST
FORM = (b"content-type", b"application/x-www-form-urlencoded")
OURS = ((b"sec-fetch-site", b"same-origin"), (b"origin", ORIGIN), FORM)


@dataclass
class Answered:
    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    def header(self, name: str) -> str:
        found = [value for key, value in self.headers if key == name]
        return found[-1] if found else ""

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(app, method="GET", target="/", *, headers=((b"host", HOST),), body=(b"",)) -> Answered:
    """Send one request; `body` in parts."""
    path, _, query = target.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name, value) for name, value in headers],
        "server": ("127.0.0.1", PORT),
        "client": ("127.0.0.1", 40_000),
    }
    parts = list(body)
    found = Answered()

    async def receive():
        if not parts:
            return {"type": "http.disconnect"}
        part = parts.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(parts)}

    async def send(message):
        if message["type"] == "http.response.start":
            found.status = message["status"]
            found.headers = [(key.decode(), value.decode()) for key, value in message["headers"]]
        else:
            found.body += message.get("body", b"")

    asyncio.run(app(scope, receive, send))
    return found


@dataclass
class Browser:
    """A browser of one person: keeps cookies, says where its forms come from."""

    app: object
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, target: str) -> Answered:
        sent = target.partition("#")[0]
        return self._kept(ask(self.app, "GET", sent, headers=self._headers()))

    def post(self, target: str, **fields: object) -> Answered:
        body = urlencode(fields, doseq=True).encode()
        found = ask(self.app, "POST", target, headers=(*self._headers(), *OURS), body=(body,))
        return self._kept(found)

    def _headers(self):
        cookie = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
        return ((b"host", HOST), *(((b"cookie", cookie.encode()),) if cookie else ()))

    def _kept(self, found: Answered) -> Answered:
        for value in (each for key, each in found.headers if key == "set-cookie"):
            name, _, rest = value.partition("=")
            secret = rest.partition(";")[0].strip('"')
            if secret and "Max-Age=0" not in rest:
                self.cookies[name] = secret
            else:
                self.cookies.pop(name, None)
        return found
