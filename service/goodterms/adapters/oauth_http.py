"""One form sent to a provider, one JSON answer back: bounded in time and size, no redirects.

Neither request nor answer appears in any error: they hold secrets.
"""

from __future__ import annotations

import http.client
import json
import ssl
from contextlib import closing
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from goodterms import __version__
from goodterms.adapters.imap_errors import LATER, distrusted
from goodterms.adapters.watchdog import Watchdog
from goodterms.core.refusals import LONGEST_WAIT
from goodterms.errors import LimitError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

READ_SECONDS = 20.0
"""Timeout of connecting and of each read."""

WHOLE_SECONDS = 40.0
"""Deadline of the whole exchange, should the answer trickle."""

ANSWER_BYTES = 65_536
"""Largest answer that is read; real ones are below 10 KB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the endpoint said.

    Attributes:
        status: HTTP status.
        values: The JSON object; empty when the body is none.
        date: The server's own clock, aware UTC; None when it does not tell.
    """

    status: int
    values: Mapping[str, object] = field(repr=False)
    date: datetime | None

    def text(self, key: str) -> str:
        """Return a text of the answer, "" when it is absent or no text."""
        found = self.values.get(key)
        return found if isinstance(found, str) else ""

    def seconds(self, key: str, default: float) -> float:
        """Return a duration of the answer within a year; some servers send numbers as text."""
        found = self.values.get(key)
        try:
            number = float(found) if isinstance(found, int | float | str) else default
        except ValueError:
            return default
        return number if 0 <= number <= 366 * 86_400 else default


def post(url: str, form: Mapping[str, str]) -> Answer:
    """Send a form and return the answer, whether it grants or refuses (status 200 or 4xx).

    Args:
        url: https, or http on this machine; checked by the settings.
        form: What is asked.

    Raises:
        UnreachableError: No connection, 5xx, a redirect, or no JSON where some is due.
        LimitError: 429, or 503 with a time to come back.
        CertificateError: The endpoint's certificate cannot be trusted.
    """
    host = urlsplit(url).hostname or ""
    watchdog = Watchdog()
    try:
        with watchdog.deadline(WHOLE_SECONDS):
            status, headers, body = _exchange(url, form, watchdog)
    except ssl.SSLCertVerificationError as error:
        raise distrusted(host, error) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        message = f"{host} does not answer as a sign-in service ({type(error).__name__})"
        # not chained: an error of the protocol may hold what was read
        raise UnreachableError(message, hint=LATER) from None
    _check_status(host, status, headers.get("Retry-After"))
    return Answer(status=status, values=_values(host, status, body), date=_date(headers))


def _exchange(
    url: str, form: Mapping[str, str], watchdog: Watchdog
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Return status, headers and body; no proxy of the environment sees it."""
    parts = urlsplit(url)
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(
            parts.netloc, timeout=READ_SECONDS, context=context
        )
    else:
        connection = http.client.HTTPConnection(parts.netloc, timeout=READ_SECONDS)
    with closing(connection):
        connection.connect()
        watchdog.watch(connection.sock)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, urlencode(form), _headers())
        response = connection.getresponse()
        body = response.read(ANSWER_BYTES + 1)
        if len(body) > ANSWER_BYTES:
            message = "the answer is too long"
            raise ValueError(message)
        return response.status, response.headers, body


def _headers() -> dict[str, str]:
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/json",
        "User-Agent": f"goodterms/{__version__}",
    }


def _check_status(host: str, status: int, retry_after: str | None) -> None:
    """Raise for a server that cannot now: those are no refusals (IMAP study b.7)."""
    wait = _wait(retry_after)
    if status == http.HTTPStatus.TOO_MANY_REQUESTS or (status >= 500 and wait is not None):
        message = f"{host} asks to slow down ({status})"
        raise LimitError(message, wait_seconds=wait, hint=LATER)
    if status >= 500:
        message = f"{host} cannot serve now ({status})"
        raise UnreachableError(message, hint=LATER)
    if status < 200 or 300 <= status < 400:
        message = f"{host} sends elsewhere ({status}), which is not followed"
        raise UnreachableError(message, hint="A network that wants a login may be in between")


def _wait(retry_after: str | None) -> float | None:
    """Return the seconds of a Retry-After header; the form with a date is rare and not read."""
    text = (retry_after or "").strip()
    return min(float(text), LONGEST_WAIT) if text.isascii() and text.isdigit() else None


def _values(host: str, status: int, body: bytes) -> Mapping[str, object]:
    try:
        values = json.loads(body)
    except (ValueError, RecursionError):
        values = None
    if isinstance(values, dict):
        return values
    if status < 300:
        message = f"{host} does not answer as a sign-in service (no JSON)"
        raise UnreachableError(message, hint="A network that wants a login may be in between")
    return {}


def _date(headers: http.client.HTTPMessage) -> datetime | None:
    try:
        found = parsedate_to_datetime(headers.get("Date", ""))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo is not None else None
