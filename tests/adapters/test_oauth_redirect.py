"""The loopback flow with PKCE: an endpoint, and a browser that this test plays."""

from __future__ import annotations

import socket
import traceback
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlsplit

import pytest

from goodterms.adapters import oauth_grant, oauth_redirect
from goodterms.adapters.oauth_provider import GOOGLE_SCOPE, provider
from goodterms.errors import SignInError
from goodterms.settings import SignInSettings
from token_endpoint import TokenEndpoint, serving

USER = "mara@studio.example"


@pytest.fixture
def endpoint():
    with serving() as running:
        yield running


def browse(address: str) -> tuple[int, str]:
    """Open an address as a browser does and return status and text of where it ends."""
    try:
        with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310 - loopback
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_the_browser_brings_a_code_and_the_verifier_earns_tokens(endpoint: TokenEndpoint) -> None:
    asked = endpoint.provider(device_url="")
    with oauth_redirect.waiting(asked, user=USER) as redirect:
        status, text = browse(redirect.page)
        assert (status, "You can close this page" in text) == (200, True)
        code = redirect.code(seconds=5)
        answer = redirect.exchange(asked, code)
        assert answer.text("refresh_token") == "refresh-1"
    form = endpoint.asked("authorization_code")[0]
    assert 43 <= len(form["code_verifier"]) <= 128
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", redirect.port), 1)


def test_the_page_asks_for_what_is_needed_and_no_secret_is_in_it(endpoint: TokenEndpoint) -> None:
    asked = provider(SignInSettings(auth="google", client_id="studio"), "client-secret")
    with oauth_redirect.waiting(asked, user=USER) as redirect:
        query = {key: found[0] for key, found in parse_qs(urlsplit(redirect.page).query).items()}
        state = query.pop("state")
        assert len(query.pop("code_challenge")) == 43
        assert len(state) >= 32
        assert redirect._verifier not in repr(redirect) + redirect.page
        assert query == {
            "response_type": "code",
            "client_id": "studio",
            "redirect_uri": f"http://127.0.0.1:{redirect.port}/",
            "scope": GOOGLE_SCOPE,
            "code_challenge_method": "S256",
            "login_hint": USER,
            "access_type": "offline",
            "prompt": "consent",
        }
        assert "client-secret" not in redirect.page + repr(asked)
    with oauth_redirect.waiting(asked, user=USER) as another:
        assert state not in another.page


def test_the_answer_of_another_sign_in_is_refused(endpoint: TokenEndpoint) -> None:
    endpoint.foreign_state = True
    asked = endpoint.provider(device_url="")
    with oauth_redirect.waiting(asked, user=USER) as redirect:
        status, text = browse(redirect.page)
        assert (status, "does not belong" in text) == (400, True)
        with pytest.raises(SignInError, match="another sign-in"):
            redirect.code(seconds=5)
    assert endpoint.asked("authorization_code") == []


def test_one_answer_is_taken_and_no_second(endpoint: TokenEndpoint) -> None:
    asked = endpoint.provider(device_url="")
    with oauth_redirect.waiting(asked, user=USER) as redirect:
        assert browse(redirect.address + "favicon.ico")[0] == 404
        assert browse(redirect.address)[0] == 404
        assert browse(redirect.address + "?" + "&".join(["a=b"] * 50))[0] == 400
        assert browse(redirect.page)[0] == 200
        assert browse(redirect.page)[0] == 400
        assert redirect.code(seconds=5) == "code-1"


def test_a_connection_that_says_nothing_keeps_nobody_waiting(endpoint: TokenEndpoint) -> None:
    asked = endpoint.provider(device_url="")
    with oauth_redirect.waiting(asked, user=USER) as redirect:
        with socket.create_connection(("127.0.0.1", redirect.port), 1):
            assert browse(redirect.page)[0] == 200
        assert redirect.code(seconds=5) == "code-1"


def test_a_consent_that_was_refused_says_so(endpoint: TokenEndpoint) -> None:
    asked = endpoint.provider(device_url="")
    with oauth_redirect.waiting(asked, user=USER) as redirect:
        state = parse_qs(urlsplit(redirect.page).query)["state"][0]
        browse(f"{redirect.address}?error=access_denied&state={state}")
        with pytest.raises(SignInError, match="refused \\(access_denied\\)"):
            redirect.code(seconds=5)


def test_nobody_coming_back_ends_with_a_clear_message(endpoint: TokenEndpoint) -> None:
    ended = pytest.raises(SignInError, match=r"no browser came back within 0\.1 seconds")
    asked = endpoint.provider(device_url="")
    with oauth_redirect.waiting(asked, user=USER) as redirect, ended as caught:
        redirect.code(seconds=0.1)
    assert "goodterms login" in str(caught.value)


def test_a_stolen_code_is_worth_nothing_without_the_verifier(endpoint: TokenEndpoint) -> None:
    asked = endpoint.provider(device_url="")
    with oauth_redirect.waiting(asked, user=USER) as mine:
        browse(mine.page)
        with oauth_redirect.waiting(asked, user=USER) as thief:
            answer = thief.exchange(asked, mine.code(seconds=5))
    refused = oauth_grant.refusal(answer, asked)
    assert isinstance(refused, SignInError)
    assert "code-1" not in "".join(traceback.format_exception(refused))


def test_an_address_with_a_query_of_its_own_keeps_it(endpoint: TokenEndpoint) -> None:
    asked = endpoint.provider(device_url="", authorize_url="https://p.example/auth?realm=a")
    with oauth_redirect.waiting(asked, user=USER) as redirect:
        assert redirect.page.startswith("https://p.example/auth?realm=a&response_type=code&")
