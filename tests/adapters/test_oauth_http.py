"""What a provider's endpoint may answer, and what becomes of it."""

from __future__ import annotations

import socket
import threading
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from goodterms.adapters import oauth_http
from goodterms.errors import CertificateError, LimitError, UnreachableError
from token_endpoint import serving

if TYPE_CHECKING:
    from pathlib import Path

    from imap_peers import Certificate

FORM = {"grant_type": "refresh_token", "refresh_token": "secret-refresh", "client_id": "x"}


def test_an_answer_brings_status_values_and_the_servers_clock() -> None:
    with serving() as endpoint:
        endpoint.scripted = [(400, {}, b'{"error": "invalid_grant", "expires_in": "7"}')]
        found = oauth_http.post(f"{endpoint.base}/token", FORM)
    assert (found.status, found.text("error"), found.text("gone")) == (400, "invalid_grant", "")
    assert found.seconds("expires_in", 1.0) == 7.0
    assert found.seconds("gone", 1.0) == 1.0
    assert found.date is not None
    assert abs((datetime.now(UTC) - found.date).total_seconds()) < 60  # noqa: TID251 - its clock
    assert endpoint.forms == [("/token", FORM)]
    assert "invalid_grant" not in repr(found)


@pytest.mark.parametrize(
    ("status", "headers", "kind", "wait"),
    [
        (429, {"Retry-After": "120"}, LimitError, 120.0),
        (429, {}, LimitError, None),
        (429, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, LimitError, None),
        (503, {"Retry-After": "30"}, LimitError, 30.0),
        (503, {}, UnreachableError, None),
        (500, {}, UnreachableError, None),
    ],
)
def test_a_service_that_cannot_now_is_worth_a_retry(
    status: int, headers: dict[str, str], kind: type[Exception], wait: float | None
) -> None:
    with serving() as endpoint:
        endpoint.scripted = [(status, headers, b"busy")]
        with pytest.raises(kind) as caught:
            oauth_http.post(f"{endpoint.base}/token", FORM)
    assert getattr(caught.value, "wait_seconds", None) == wait


def test_a_redirect_is_not_followed() -> None:
    with serving() as endpoint, serving() as other:
        endpoint.scripted = [(307, {"Location": f"{other.base}/token"}, b"")]
        with pytest.raises(UnreachableError, match="not followed"):
            oauth_http.post(f"{endpoint.base}/token", FORM)
        assert other.forms == []


@pytest.mark.parametrize("body", [b"", b"<html>sign in here</html>", b"[1]", b"\xff", b"[" * 9000])
def test_what_is_no_json_object_grants_nothing(body: bytes) -> None:
    with serving() as endpoint:
        endpoint.scripted = [(200, {}, body), (400, {}, body)]
        with pytest.raises(UnreachableError, match="does not answer as a sign-in service"):
            oauth_http.post(f"{endpoint.base}/token", FORM)
        assert oauth_http.post(f"{endpoint.base}/token", FORM).values == {}


def test_a_long_answer_is_not_read_to_its_end() -> None:
    with serving() as endpoint:
        endpoint.scripted = [(200, {}, b" " * 1_000_000)]
        with pytest.raises(UnreachableError):
            oauth_http.post(f"{endpoint.base}/token", FORM)


@pytest.mark.timeout(20)
def test_an_answer_that_trickles_ends_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oauth_http, "WHOLE_SECONDS", 0.5)
    with trickling() as base, pytest.raises(UnreachableError):
        oauth_http.post(f"{base}/token", FORM)


@pytest.mark.timeout(20)
def test_a_service_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oauth_http, "READ_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        base = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(UnreachableError) as caught:
            oauth_http.post(f"{base}/token", FORM)
    shown = "".join(traceback.format_exception(caught.value))
    assert "secret-refresh" not in shown


def test_nobody_there_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(UnreachableError, match="ConnectionRefusedError"):
        oauth_http.post(f"http://127.0.0.1:{port}/token", FORM)


def test_a_proxy_of_the_environment_sees_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with serving() as endpoint:
        endpoint.scripted = [(200, {}, b"{}")]
        assert oauth_http.post(f"{endpoint.base}/token", FORM).status == 200


def test_the_certificate_is_verified(
    certificate: Certificate, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with serving(certificate.context()) as endpoint:
        endpoint.scripted = [(200, {}, b"{}")]
        with pytest.raises(CertificateError, match="cannot be trusted"):
            oauth_http.post(f"{endpoint.base}/token", FORM)
        assert endpoint.forms == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate.certificate))
        assert oauth_http.post(f"{endpoint.base}/token", FORM).status == 200


class trickling:  # noqa: N801 - reads as a context
    """A peer that sends one byte at a time for ever."""

    def __enter__(self) -> str:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def _serve(self) -> None:
        connection, _ = self.listener.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n")
            while not self.stopped.wait(0.05):
                try:
                    connection.sendall(b" ")
                except OSError:
                    return

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self.thread.join(5)
        self.listener.close()
