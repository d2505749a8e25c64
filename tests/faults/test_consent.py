"""Faults 46 to 48 of the IMAP study: tokens that end, services that fail, clocks that are wrong."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from builders import a_client
from goodterms import settings
from goodterms.adapters import oauth_http
from goodterms.adapters.clock import FixedClock
from goodterms.app import App
from goodterms.errors import ConsentError, LimitError, MailboxError, SignInError, UnreachableError
from program import run, write_config
from token_endpoint import CLIENT_ID, SCOPE, TokenEndpoint, serving
from token_peer import TokenPeer, token_peer

USER = "mara@studio.example"


def present() -> datetime:
    """Return the real time: the program under test signs in by its real clock first."""
    return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - as said


@pytest.fixture
def endpoint():
    with serving() as running:
        yield running


@pytest.fixture
def peer(endpoint: TokenEndpoint):
    with token_peer(lambda user, token: user == USER and token in endpoint.valid) as running:
        yield running


@pytest.fixture
def config(tmp_path: Path, endpoint: TokenEndpoint, peer: TokenPeer) -> Path:
    """The config of an owner who has signed in, and whose access token has ended."""
    values = {
        "owner__addresses": [USER],
        "mailbox__user": USER,
        "mailbox__auth": "other",
        "mailbox__client_id": CLIENT_ID,
        "mailbox__oauth__device_url": f"{endpoint.base}/device",
        "mailbox__oauth__token_url": f"{endpoint.base}/token",
        "mailbox__oauth__scope": SCOPE,
    }
    clients = [a_client(domains=("alba.example",))]
    path = write_config(tmp_path, port=peer.port, password="x", clients=clients, **values)
    endpoint.expires_in = 60
    assert run("--config", path, "login").status == 0
    endpoint.expires_in = 3600
    endpoint.valid.clear()
    peer.lines.clear()
    return path


def app(path: Path, *, minutes: int = 0) -> App:
    """Return the program, its clock wrong by some minutes."""
    clock = FixedClock(present() + timedelta(minutes=minutes))
    return App(settings.load(path, state=path.parent), clock)


def test_fault_46_a_dead_consent_asks_the_owner_and_a_new_sign_in_heals_it(
    config: Path, endpoint: TokenEndpoint, peer: TokenPeer
) -> None:
    endpoint.refresh, endpoint.before = "replaced elsewhere", ""
    ran = run("--config", config, "fetch")
    assert ran.status == 1
    assert "has ended" in ran.err
    assert "Run `goodterms login` once" in ran.err
    assert peer.lines == [], "the mail server is not bothered with a dead token"
    with pytest.raises(ConsentError):
        app(config).open_mailbox()
    endpoint.refresh = "refresh-9"
    assert run("--config", config, "login").status == 0
    app(config).open_mailbox().close()


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ((503, {}, b"away"), UnreachableError),
        ((503, {"Retry-After": "90"}, b"away"), LimitError),
        ((429, {"Retry-After": "90"}, b""), LimitError),
        ((500, {}, b'{"error": "server_error"}'), UnreachableError),
        ((200, {}, b"<html>hotel wifi</html>"), UnreachableError),
    ],
    ids=["503", "503-later", "429", "500", "portal"],
)
def test_fault_47_a_token_service_that_fails_is_no_broken_mailbox(
    config: Path, endpoint: TokenEndpoint, answer: tuple, kind: type[MailboxError]
) -> None:
    kept = (config.parent / "goodterms.token.json").read_text()
    endpoint.scripted = [answer]
    with pytest.raises(kind) as caught:
        app(config).open_mailbox()
    assert not isinstance(caught.value, SignInError)
    if isinstance(caught.value, LimitError):
        assert caught.value.wait_seconds == 90
    assert (config.parent / "goodterms.token.json").read_text() == kept
    app(config).open_mailbox().close()


@pytest.mark.timeout(20)
def test_fault_47_a_token_service_that_hangs_is_given_up_in_time(
    config: Path, endpoint: TokenEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oauth_http, "READ_SECONDS", 0.2)
    endpoint.delay = 1.0
    with pytest.raises(UnreachableError):
        app(config).open_mailbox()
    time.sleep(1.0)  # the service did answer, too late; its answer is lost, the consent is not
    endpoint.delay = 0.0
    monkeypatch.undo()
    app(config).open_mailbox().close()


@pytest.mark.parametrize(("minutes", "side"), [(10, "ahead of"), (-10, "behind")])
def test_fault_48_a_clock_ten_minutes_off_is_said_when_a_token_is_refused(
    config: Path, peer: TokenPeer, minutes: int, side: str
) -> None:
    peer.is_good = lambda _user, _token: False
    with pytest.raises(SignInError) as caught:
        app(config, minutes=minutes).open_mailbox()
    assert f"clock is {abs(minutes)} minutes {side} the provider's: set it" in caught.value.hint
    peer.is_good = lambda _user, _token: True
    app(config, minutes=minutes).open_mailbox().close()
    found = app(config).consent()
    assert found is not None
    assert found.needs_look(now=present())
    told = json.loads(run("--config", config, "login", "--status", "--json").out)
    assert round(told["skew_seconds"] / 60) == minutes


def test_fault_48_a_right_clock_is_not_accused(config: Path, peer: TokenPeer) -> None:
    peer.is_good = lambda _user, _token: False
    with pytest.raises(SignInError) as caught:
        app(config).open_mailbox()
    assert "clock" not in str(caught.value)


def test_fault_48_a_clock_set_back_does_not_keep_an_ended_token(
    config: Path, endpoint: TokenEndpoint, peer: TokenPeer
) -> None:
    """What was renewed while the clock was a day ahead seems to last for a day too long."""
    file = app(config).token_file
    ahead = present() + timedelta(days=1)
    kept = file.read()
    file.write(replace(kept, renewed_at=ahead, expires_at=ahead + timedelta(hours=1)))
    before = len(endpoint.asked("refresh_token"))
    app(config).open_mailbox().close()
    assert len(endpoint.asked("refresh_token")) == before + 1
    assert len(peer.refused) == 0, "the ended token was not even tried"
