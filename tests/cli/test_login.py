"""`goodterms login` as the owner meets it: a provider and a mail server on loopback."""

from __future__ import annotations

import json
import stat
import threading
import urllib.request
import webbrowser
from pathlib import Path

import pytest
from click.testing import CliRunner

from builders import a_client
from goodterms.adapters.token_file import TokenFile
from goodterms.cli import goodterms
from goodterms.cli.login import consent_findings
from goodterms.cli.session import Session
from goodterms.errors import SecretError, SignInError
from program import Ran, run, write_config
from token_endpoint import CLIENT_ID, SCOPE, TokenEndpoint, serving
from token_peer import TokenPeer, token_peer

USER = "mara@studio.example"


@pytest.fixture
def endpoint():
    with serving() as running:
        yield running


@pytest.fixture
def peer(endpoint: TokenEndpoint):
    with token_peer(lambda user, token: user == USER and token in endpoint.valid) as running:
        yield running


def config(folder: Path, endpoint: TokenEndpoint, peer: TokenPeer, **values: object) -> Path:
    given = {
        "owner.addresses": [USER],
        "mailbox.user": USER,
        "mailbox.auth": "other",
        "mailbox.client_id": CLIENT_ID,
        "mailbox.oauth.device_url": f"{endpoint.base}/device",
        "mailbox.oauth.token_url": f"{endpoint.base}/token",
        "mailbox.oauth.scope": SCOPE,
    }
    given |= {key.replace("__", "."): value for key, value in values.items()}
    client = a_client(domains=("alba.example",))
    return write_config(folder, port=peer.port, password="unused", clients=[client], **given)


def by_browser(folder: Path, endpoint: TokenEndpoint, peer: TokenPeer, **values: object) -> Path:
    urls = {
        "mailbox__oauth__device_url": "",
        "mailbox__oauth__authorize_url": f"{endpoint.base}/authorize",
    }
    return config(folder, endpoint, peer, **urls, **values)


def login(path: Path, *options: str, stdin: str = "") -> Ran:
    return run("--config", path, "login", *options, stdin=stdin)


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch):
    """A browser whose owner agrees at once."""
    opened: list[str] = []

    def visit(page: str) -> None:
        with urllib.request.urlopen(page, timeout=5) as response:  # noqa: S310 - loopback
            response.read()

    def open_page(page: str) -> bool:
        opened.append(page)
        threading.Thread(target=visit, args=(page,)).start()
        return True

    monkeypatch.setattr(webbrowser, "open", open_page)
    return opened


def test_a_code_typed_in_elsewhere_opens_the_mailbox(
    tmp_path: Path, endpoint: TokenEndpoint, peer: TokenPeer
) -> None:
    endpoint.pending = ["authorization_pending"]
    path = config(tmp_path, endpoint, peer)
    ran = login(path)
    assert ran.status == 0, ran.err
    assert "https://provider.example/device" in ran.out
    assert "type in: ABCD-EFGH" in ran.out
    assert f"Signed in to 127.0.0.1 as {USER}, read-only: 1 folders." in ran.out
    assert peer.signed_in == [(USER, "access-1-secret")]
    kept = tmp_path / "goodterms.token.json"
    assert str(kept) in ran.out
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    written = ran.out + ran.err + path.read_text(encoding="utf-8")
    assert "access-1" not in written
    assert "refresh-1" not in written


def test_a_browser_comes_back_to_this_machine(
    tmp_path: Path, endpoint: TokenEndpoint, peer: TokenPeer, browser: list[str]
) -> None:
    ran = login(by_browser(tmp_path, endpoint, peer))
    assert ran.status == 0, ran.err
    assert browser[0] in ran.out
    assert peer.signed_in == [(USER, "access-1-secret")]


def test_without_a_browser_the_address_and_the_way_to_it_are_printed(
    tmp_path: Path, endpoint: TokenEndpoint, peer: TokenPeer, browser: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("goodterms.adapters.oauth_redirect.Redirect.code", given_up)
    ran = login(by_browser(tmp_path, endpoint, peer), "--no-browser")
    assert browser == []
    assert f"{endpoint.base}/authorize?response_type=code" in ran.out
    assert "ssh -L " in ran.out
    assert (ran.status, ran.err) == (1, "Error: nobody came\n")


def given_up(_redirect: object) -> str:
    message = "nobody came"
    raise SignInError(message)


def test_a_consent_of_another_account_says_what_to_check(
    tmp_path: Path, endpoint: TokenEndpoint, peer: TokenPeer
) -> None:
    peer.is_good = lambda _user, _token: False
    ran = login(config(tmp_path, endpoint, peer))
    assert ran.status == 1
    assert "refused the sign-in of mara@studio.example" in ran.err
    assert "the consent may be of another account" in ran.err
    assert "secret" not in ran.out + ran.err
    assert TokenFile(tmp_path / "goodterms.token.json").read().user == USER


def test_the_kept_sign_in_serves_every_command_and_is_renewed(
    tmp_path: Path, endpoint: TokenEndpoint, peer: TokenPeer
) -> None:
    path = config(tmp_path, endpoint, peer)
    endpoint.expires_in = 120
    assert login(path).status == 0
    endpoint.valid.clear()
    ran = run("--config", path, "doctor", "--json")
    assert [each["text"] for each in ran.value if each["name"] == "sign-in"], ran.out
    renewed = [token for _, token in peer.signed_in[1:]]
    assert renewed == sorted(endpoint.valid)[-1:]
    assert len(endpoint.asked("refresh_token")) >= 1


def test_the_status_says_how_long_it_holds_and_asks_nobody(
    tmp_path: Path, endpoint: TokenEndpoint, peer: TokenPeer
) -> None:
    path = config(tmp_path, endpoint, peer)
    ran = login(path, "--status")
    assert (ran.status, ran.out) == (1, "")
    assert "nobody has signed in to the mailbox yet. Run `goodterms login`" in ran.err
    endpoint.granted = {"refresh_token_expires_in": 604_800}
    endpoint.clock_offset = 900
    ran = login(path)
    assert "The consent holds until" in ran.out
    assert "clock is 15 minutes behind the provider's: set it" in ran.err
    asked = len(endpoint.forms), len(peer.lines)
    ran = login(path, "--status")
    assert ran.status == 0
    assert f"Signed in as {USER} (other) on " in ran.out
    assert "says the provider" in ran.out
    assert "15 minutes behind" in ran.out
    values = json.loads(login(path, "--status", "--json").out)
    assert values["user"] == USER
    assert set(values) == {
        "user", "provider", "given_at", "renewed_at", "ends_at", "until", "skew_seconds",
    }  # fmt: skip
    assert (len(endpoint.forms), len(peer.lines)) == asked


def test_doctor_can_say_how_long_the_consent_holds(
    tmp_path: Path, endpoint: TokenEndpoint, peer: TokenPeer
) -> None:
    path = config(tmp_path, endpoint, peer)
    assert login(path).status == 0
    ((fine, text),) = consent_findings(Session(str(path)).app())
    assert fine is True
    assert "The provider does not say how long the consent holds." in text
    endpoint.granted = {"refresh_token_expires_in": 3600}
    assert login(path).status == 0
    ((fine, text),) = consent_findings(Session(str(path)).app())
    assert fine is None
    assert "says the provider" in text


def test_a_sign_in_can_be_forgotten(
    tmp_path: Path, endpoint: TokenEndpoint, peer: TokenPeer
) -> None:
    path = config(tmp_path, endpoint, peer)
    assert login(path).status == 0
    ran = login(path, "--forget")
    assert "The sign-in is forgotten here." in ran.out
    assert "To take the consent itself back: your provider" in ran.out
    assert not (tmp_path / "goodterms.token.json").exists()
    assert "Nobody is signed in here." in login(path, "--forget").out


def test_a_client_secret_is_asked_for_and_kept_where_the_config_says(
    tmp_path: Path, endpoint: TokenEndpoint, peer: TokenPeer, no_keyring: None
) -> None:
    path = config(tmp_path, endpoint, peer, mailbox__client_secret="file:client.secret")
    ran = login(path)
    assert ran.status == 78
    assert "client.secret does not exist" in ran.err
    line = next(
        n for n, text in enumerate(path.read_text().splitlines(), 1) if "client.sec" in text
    )
    assert f"{path}: line {line}: mailbox.client_secret: " in ran.err
    arguments = ["--config", str(path), "login", "--client-secret"]
    asked = CliRunner().invoke(goodterms, arguments, input="GOCSPX-77\n")
    assert asked.exit_code == 0, asked.output
    assert (tmp_path / "client.secret").read_text() == "GOCSPX-77\n"
    assert endpoint.forms[-1][1]["client_secret"] == "GOCSPX-77"
    assert "GOCSPX" not in asked.output


def test_a_place_is_needed_for_a_client_secret(
    tmp_path: Path, endpoint: TokenEndpoint, peer: TokenPeer
) -> None:
    ran = login(config(tmp_path, endpoint, peer), "--client-secret")
    assert ran.status == 1
    assert 'Set it to "keyring" or "file:PATH"' in ran.err


def test_with_a_password_there_is_nothing_to_sign_in_to(
    tmp_path: Path, endpoint: TokenEndpoint, peer: TokenPeer
) -> None:
    urls = {"mailbox__oauth__device_url": "", "mailbox__oauth__token_url": ""}
    path = config(
        tmp_path, endpoint, peer, mailbox__auth="password", mailbox__oauth__scope="", **urls
    )
    ran = login(path)
    assert ran.status == 1
    assert 'has auth = "password"' in ran.err


def test_what_signs_in_can_be_looked_for_without_connecting(
    tmp_path: Path, endpoint: TokenEndpoint, peer: TokenPeer, no_keyring: None
) -> None:
    path = config(tmp_path, endpoint, peer, mailbox__client_secret="file:client.secret")
    with pytest.raises(SecretError, match=r"mailbox\.client_secret") as caught:
        Session(str(path)).app().check_secrets()
    assert caught.value.exit_status == 78
    (tmp_path / "client.secret").touch(0o600)
    (tmp_path / "client.secret").write_text("GOCSPX-77\n")
    Session(str(path)).app().check_secrets()
    assert (endpoint.forms, peer.lines) == ([], [])
