"""What every request has to pass and every answer carries; plain ASGI, nothing behind it decides.

- Host: one of an exact list, port included, compared as the bytes came; anything else is refused.
  Forwarded hosts are never looked at. This is what stops DNS rebinding, where the origin of the
  attacker's page *is* ours. The framework's own check mis-splits IPv6 (decision study B3.2).
- Unsafe methods: the browser has to say that the form is ours (Sec-Fetch-Site) and from where it
  came (Origin); a header that is missing or given twice is a refusal.
- Size: of the address, and of the body before anybody reads it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BODY = 16_384
"""Bytes of a form; the largest has a note of 2,000 characters."""

MOST_TARGET = 2_048
"""Bytes of path and query."""

BODY_SECONDS = 10.0
"""Longest wait for a form to arrive whole."""

SAFE = frozenset({"GET", "HEAD"})
METHODS = SAFE | {"POST"}
SITES = frozenset({b"same-origin", b"none"})
"""Values of Sec-Fetch-Site for a form of ours, or one the owner repeats from the address bar."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""No script from anywhere; images are only the icon (decision study B3.2)."""

HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"cache-control", b"no-store"),
)
"""ASVS 3.4.3 to 3.4.8, 14.3.2. A page with forms says ``same-origin`` for its referrer in its head:
with ``no-referrer`` alone browsers send ``Origin: null`` and the second lock would be gone."""


def hosts(port: int, *, names: tuple[str, ...] = ("127.0.0.1", "localhost")) -> frozenset[bytes]:
    """Return the values of Host that are let in; the port is left out only where it is 80."""
    found = {f"{name}:{port}" for name in names}
    if port == 80:
        found |= set(names)
    return frozenset(each.encode("ascii") for each in found)


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets through what comes from the owner's own browser.

    Attributes:
        app: What stands behind.
        allowed: Exact values of Host; see `hosts`. An empty set lets nothing through.
        refused: Told which control refused a request, in one word, or the kind of an error that
            nobody expected; for the log, so nothing of the request is in it.
    """

    app: ASGIApp
    allowed: frozenset[bytes]
    refused: Callable[[str], None]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; anything but HTTP is closed."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        found = refusal(scope, self.allowed)
        body = b"" if found else await _body(scope, receive)
        if body is None:
            found = (413, "body")
        if found:
            self.refused(found[1])
            await _answer(found[0], send)
            return
        answer = Answer(send)
        try:
            await self.app(scope, _replay(body or b"", receive), answer)
        except Exception as error:  # noqa: BLE001 - the last net: a page fails, the service stays
            self.refused(f"error {type(error).__name__}")
            if not answer.is_begun:
                await _answer(500, send)


def refusal(scope: Scope, allowed: frozenset[bytes]) -> tuple[int, str] | None:
    """Return status and word of the control that refuses a request, None when it may pass."""
    headers: list[tuple[bytes, bytes]] = list(scope["headers"])
    host = _only(headers, b"host")
    if host is None or host not in allowed:
        return 421, "host"
    if len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"") > MOST_TARGET:
        return 414, "target"
    if scope["method"] not in METHODS:
        return 405, "method"
    if scope["method"] in SAFE:
        return None
    return _unsafe(headers, host)


def _unsafe(headers: list[tuple[bytes, bytes]], host: bytes) -> tuple[int, str] | None:
    """Hold a request that may change something against what the browser says of it."""
    if _only(headers, b"sec-fetch-site") not in SITES:
        return 403, "site"
    if _only(headers, b"origin") != b"http://" + host:
        return 403, "origin"
    kind = _only(headers, b"content-type") or b""
    if kind.partition(b";")[0].strip().lower() != b"application/x-www-form-urlencoded":
        return 415, "type"
    return None


def _only(headers: list[tuple[bytes, bytes]], name: bytes) -> bytes | None:
    """Return a header that is given exactly once."""
    found: list[bytes] = [value for key, value in headers if key.lower() == name]
    return found[0] if len(found) == 1 else None


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    """Return the whole body, None when it is too large; a safe method has none."""
    if scope["method"] in SAFE:
        return b""
    said = _only(list(scope["headers"]), b"content-length")
    if said is not None and (not said.isdigit() or len(said) > 9 or int(said) > MOST_BODY):
        return None
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _received(receive)
    except TimeoutError:
        return None


async def _received(receive: Receive) -> bytes | None:
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += bytes(message.get("body", b""))
        if len(body) > MOST_BODY:
            return None
        if not message.get("more_body", False):
            return body


def _replay(body: bytes, receive: Receive) -> Receive:
    """Hand the body on that was read already."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


class Answer:
    """Sends what stands behind the gate says, with our headers in place of its own."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.is_begun = False

    async def __call__(self, message: Message) -> None:
        """Send one message."""
        if message["type"] == "http.response.start":
            self.is_begun = True
            ours = {key for key, _ in HEADERS}
            kept = [each for each in message.get("headers", ()) if each[0].lower() not in ours]
            message = {**message, "headers": [*kept, *HEADERS]}
        await self._send(message)


async def _answer(status: int, send: Send) -> None:
    """Refuse without a word of what came: a refused request learns nothing."""
    text = b"Refused.\n"
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(text)).encode()),
        (b"connection", b"close"),
        *HEADERS,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})
