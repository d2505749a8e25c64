"""The device-code flow against an endpoint on loopback."""

from __future__ import annotations

import pytest

from goodterms.adapters import oauth_device
from goodterms.errors import SignInError, UnreachableError
from token_endpoint import CLIENT_ID, SCOPE, TokenEndpoint, serving


@pytest.fixture
def endpoint():
    with serving() as running:
        yield running


def polled(endpoint: TokenEndpoint) -> tuple[object, list[float]]:
    waits: list[float] = []
    provider = endpoint.provider()
    code = oauth_device.begin(provider)
    return oauth_device.poll(provider, code, wait=waits.append), waits


def test_the_owner_is_shown_a_page_and_a_code(endpoint: TokenEndpoint) -> None:
    endpoint.device = {"interval": 3, "expires_in": 900}
    code = oauth_device.begin(endpoint.provider())
    assert (code.page, code.user_code) == ("https://provider.example/device", "ABCD-EFGH")
    assert (code.interval, code.lasts) == (3.0, 900.0)
    assert endpoint.forms == [("/device", {"client_id": CLIENT_ID, "scope": SCOPE})]
    assert "device-1" not in repr(code)


def test_the_code_is_asked_for_until_the_owner_agreed(endpoint: TokenEndpoint) -> None:
    endpoint.device = {"interval": 2}
    endpoint.pending = ["authorization_pending", "slow_down", "authorization_pending"]
    answer, waits = polled(endpoint)
    assert waits == [2.0, 2.0, 7.0, 7.0]
    assert answer.text("refresh_token") == "refresh-1"
    assert endpoint.asked(oauth_device.GRANT)[-1]["device_code"] == "device-1"


def test_an_interval_that_is_not_told_is_five_seconds(endpoint: TokenEndpoint) -> None:
    endpoint.device = {"interval": None}
    assert polled(endpoint)[1] == [5.0]


def test_a_service_that_fails_meanwhile_is_asked_again_more_slowly(endpoint: TokenEndpoint) -> None:
    endpoint.device = {"interval": 2}
    endpoint.scripted = [(503, {}, b""), (429, {}, b"")]
    answer, waits = polled(endpoint)
    assert waits == [2.0, 7.0, 12.0]
    assert answer.status == 200


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("expired_token", "code ABCD-EFGH has ended"),
        ("code_expired", "code ABCD-EFGH has ended"),
        ("authorization_declined", "was refused"),
    ],
)
def test_an_end_without_consent_is_named(endpoint: TokenEndpoint, error: str, words: str) -> None:
    endpoint.pending = ["authorization_pending", error]
    with pytest.raises(SignInError, match=words):
        polled(endpoint)


@pytest.mark.timeout(20)
def test_a_code_whose_time_is_over_is_not_asked_for_any_more(endpoint: TokenEndpoint) -> None:
    endpoint.device = {"expires_in": 0}
    with pytest.raises(SignInError, match="has ended before anybody typed it in"):
        polled(endpoint)
    assert endpoint.asked(oauth_device.GRANT) == []


def test_a_registration_that_may_not_ask_is_told_to_the_owner(endpoint: TokenEndpoint) -> None:
    endpoint.device = {"error": "unauthorized_client"}
    with pytest.raises(SignInError, match="does not know this client id"):
        oauth_device.begin(endpoint.provider())


@pytest.mark.parametrize(
    "answer", [{"user_code": ""}, {"device_code": 7}, {"verification_uri": "javascript:x"}]
)
def test_an_answer_without_a_code_is_no_code(endpoint: TokenEndpoint, answer: dict) -> None:
    endpoint.device = answer
    with pytest.raises(UnreachableError, match="without a code"):
        oauth_device.begin(endpoint.provider())


def test_the_older_name_of_the_page_is_known(endpoint: TokenEndpoint) -> None:
    endpoint.device = {"verification_uri": None, "verification_url": "https://old.example/"}
    assert oauth_device.begin(endpoint.provider()).page == "https://old.example/"
