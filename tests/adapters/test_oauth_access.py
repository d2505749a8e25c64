"""Keeping and renewing tokens: in time, durably, by one process only."""

from __future__ import annotations

import json
import threading
import traceback
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from goodterms.adapters.oauth_access import signed_in
from goodterms.errors import ConsentError, LimitError, OutputError, SignInError, UnreachableError
from token_endpoint import CLIENT_ID, NOW, TokenEndpoint, access, serving

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def endpoint():
    with serving() as running:
        running.clock_offset = (NOW - datetime.now(UTC)).total_seconds()  # noqa: TID251 - server
        yield running


def test_a_fresh_token_is_used_without_asking_anybody(
    endpoint: TokenEndpoint, tmp_path: Path
) -> None:
    mine = access(endpoint, tmp_path)
    assert mine.tokens(now=NOW + timedelta(minutes=54)).access == "access-0-secret"
    assert endpoint.forms == []


def test_a_token_about_to_end_is_renewed_and_the_new_refresh_token_kept(
    endpoint: TokenEndpoint, tmp_path: Path
) -> None:
    mine = access(endpoint, tmp_path, client_secret="client-secret", scope_again=True)
    found = mine.tokens(now=NOW + timedelta(minutes=56))
    assert (found.access, found.refresh) == ("access-1-secret", "refresh-1")
    assert mine.file.read() == found
    assert found.consented_at == NOW
    assert endpoint.asked("refresh_token") == [
        {
            "grant_type": "refresh_token", "refresh_token": "refresh-0", "client_id": CLIENT_ID,
            "client_secret": "client-secret", "scope": "mail.read offline",
        }
    ]  # fmt: skip
    assert mine.tokens(now=LATER).refresh == "refresh-2", "each renewal uses the newest"


def test_a_provider_that_does_not_rotate_keeps_the_refresh_token(
    endpoint: TokenEndpoint, tmp_path: Path
) -> None:
    mine = access(endpoint, tmp_path)
    endpoint.scripted = [(200, {}, b'{"access_token": "access-x", "expires_in": 3599}')]
    found = mine.tokens(now=LATER)
    assert (found.access, found.refresh) == ("access-x", "refresh-0")


def test_the_new_token_is_on_disk_before_it_is_used(
    endpoint: TokenEndpoint, tmp_path: Path
) -> None:
    mine = access(endpoint, tmp_path)
    seen: list[str] = []

    def connect(token: str) -> str:
        kept = json.loads(mine.file.path.read_text())
        seen.append(kept["refresh"])
        return token

    assert signed_in(mine, connect, now=LATER) == "access-1-secret"
    assert seen == ["refresh-1"]


def test_a_token_that_cannot_be_kept_is_not_used(
    endpoint: TokenEndpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = access(endpoint, tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    used: list[str] = []
    with pytest.raises(OutputError, match="No space left"):
        signed_in(mine, used.append, now=LATER)
    monkeypatch.undo()
    assert used == []
    assert mine.tokens(now=LATER).access in endpoint.valid, "the former refresh token still stands"


@pytest.mark.timeout(20)
def test_ten_threads_renew_once(endpoint: TokenEndpoint, tmp_path: Path) -> None:
    mine = access(endpoint, tmp_path)
    endpoint.delay = 0.2
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.append(mine.tokens(now=LATER).access))
        for _ in range(10)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join(10)
    assert found == ["access-1-secret"] * 10
    assert len(endpoint.asked("refresh_token")) == 1


@pytest.mark.parametrize(
    ("days", "name", "hinted"),
    [(7, "google", True), (8, "google", True), (9, "google", False), (7, "microsoft", False)],
)
def test_a_dead_consent_asks_for_a_sign_in_and_explains_an_early_death(
    endpoint: TokenEndpoint, tmp_path: Path, days: int, name: str, hinted: bool
) -> None:
    mine = access(endpoint, tmp_path, name=name)
    endpoint.scripted = [(400, {}, b'{"error": "invalid_grant"}')]
    with pytest.raises(ConsentError) as caught:
        mine.tokens(now=NOW + timedelta(days=days))
    text = str(caught.value)
    assert f"on 2026-03-02 has ended, after {days} days" in text
    assert "Run `goodterms login` once" in text
    assert ('"Testing" after 7 days' in text) is hinted
    assert mine.file.read().refresh == "refresh-0", "a new sign-in replaces it, nothing else"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ((400, {}, b'{"error": "interaction_required"}'), ConsentError),
        ((401, {}, b'{"error": "invalid_client"}'), SignInError),
        ((400, {}, b'{"error": "invalid_request", "error_description": "no"}'), SignInError),
        ((400, {}, b'{"error": "temporarily_unavailable"}'), UnreachableError),
        ((400, {}, b"oops"), SignInError),
        ((200, {}, b'{"access_token": "a b\\u0001"}'), UnreachableError),
        ((200, {}, b'{"access_token": 7}'), UnreachableError),
        ((200, {}, b"{}"), UnreachableError),
        ((503, {}, b""), UnreachableError),
        ((429, {"Retry-After": "60"}, b""), LimitError),
    ],
    ids=str,
)
def test_each_refusal_has_its_kind_and_shows_no_token(
    endpoint: TokenEndpoint, tmp_path: Path, answer: tuple, kind: type[Exception]
) -> None:
    mine = access(endpoint, tmp_path)
    endpoint.scripted = [answer]
    with pytest.raises(kind) as caught:
        mine.tokens(now=LATER)
    assert type(caught.value) is kind
    shown = "".join(traceback.format_exception(caught.value))
    assert "refresh-0" not in shown
    assert mine.tokens(now=LATER).access in endpoint.valid, "it goes on when the service does"


def test_an_error_of_the_endpoint_cannot_repeat_a_token(
    endpoint: TokenEndpoint, tmp_path: Path
) -> None:
    mine = access(endpoint, tmp_path)
    long = "eyJ0" * 40
    body = json.dumps({"error": "invalid_request", "error_description": f"bad token {long}"})
    endpoint.scripted = [(400, {}, body.encode())]
    with pytest.raises(SignInError, match=r"\(bad token\)") as caught:
        mine.tokens(now=LATER)
    assert "eyJ0eyJ0" not in str(caught.value)


def test_the_sign_in_of_another_mailbox_or_registration_is_not_used(
    endpoint: TokenEndpoint, tmp_path: Path
) -> None:
    mine = access(endpoint, tmp_path)
    with pytest.raises(ConsentError, match=r"is of mara@studio\.example, not of ana@"):
        replace(mine, user="ana@studio.example").tokens(now=NOW)
    other = replace(mine, provider=replace(mine.provider, client_id="another"))
    with pytest.raises(ConsentError, match="another registration"):
        other.tokens(now=NOW)
    assert endpoint.forms == []


def refusing(*bad: str) -> tuple[list[str], object]:
    tried: list[str] = []

    def connect(token: str) -> str:
        tried.append(token)
        if token in bad:
            message = "refused"
            raise SignInError(message, hint="Check user")
        return token

    return tried, connect


def test_a_token_that_the_server_refuses_is_renewed_once(
    endpoint: TokenEndpoint, tmp_path: Path
) -> None:
    mine = access(endpoint, tmp_path)
    tried, connect = refusing("access-0-secret")
    assert signed_in(mine, connect, now=NOW + timedelta(minutes=1)) == "access-1-secret"
    assert tried == ["access-0-secret", "access-1-secret"]


def test_a_server_that_refuses_every_token_is_not_asked_in_a_loop(
    endpoint: TokenEndpoint, tmp_path: Path
) -> None:
    mine = access(endpoint, tmp_path)
    tried, connect = refusing("access-0-secret", "access-1-secret", "access-2-secret")
    with pytest.raises(SignInError):
        signed_in(mine, connect, now=NOW + timedelta(minutes=1))
    assert len(tried) == 2
    tried.clear()
    with pytest.raises(SignInError):
        signed_in(mine, connect, now=LATER)
    assert tried == ["access-2-secret"], "what was renewed a moment ago is not renewed again"
