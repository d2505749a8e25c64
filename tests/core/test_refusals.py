"""Words of real providers, and what they mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodterms.core.refusals import LONGEST_WAIT, Refusal, refusal, wait_seconds


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("[AUTHENTICATIONFAILED] Invalid credentials (Failure)", Refusal.SIGN_IN),
        ("[AUTHENTICATIONFAILED] Authentication temporarily failed", Refusal.SIGN_IN),
        ("[AUTHORIZATIONFAILED] this user may not", Refusal.SIGN_IN),
        ("[EXPIRED] password is too old", Refusal.SIGN_IN),
        ("[WEBALERT https://mail.example/x] Web login required.", Refusal.SIGN_IN),
        ("[UNAVAILABLE] Temporary authentication failure.", Refusal.LATER),
        ("[unavailable] down", Refusal.LATER),
        ("[SERVERBUG] SEARCH Server error", Refusal.LATER),
        ("[INUSE] locked", Refusal.LATER),
        ("User is authenticated but not connected.", Refusal.LATER),
        ("LOGIN Server error - Please try again later", Refusal.LATER),
        ("Command Error. 10", Refusal.LATER),
        ("[LIMIT] Maximum number of connections from user+IP exceeded", Refusal.LIMIT),
        ("[ALERT] Too many simultaneous connections. (Failure)", Refusal.LIMIT),
        ("[OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)", Refusal.LIMIT),
        ("[THROTTLED] slow down", Refusal.LIMIT),
        ("Request is throttled. Suggested Backoff Time: 299961 milliseconds", Refusal.LIMIT),
        ("[UNAVAILABLE] busy. Suggested Backoff Time: 10 milliseconds", Refusal.LIMIT),
        ("[LIMIT] LOGIN Rate limit hit", Refusal.LIMIT),
        ("[NONEXISTENT] Unknown Mailbox: Too many connections (Failure)", Refusal.GONE),
        ("Mailbox doesn't exist: Clients/Alba", Refusal.GONE),
        ("Mailbox doesn't exist: Maintenance", Refusal.GONE),
        ("[CANNOT] invalid name", Refusal.OTHER),
        ("LOGIN failed.", Refusal.OTHER),
        ("", Refusal.OTHER),
    ],
)
def test_each_providers_words_have_one_meaning(text: str, meant: Refusal) -> None:
    assert refusal(text) is meant


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Request is throttled. Suggested Backoff Time: 299961 milliseconds", 299.961),
        ("Suggested Backoff Time: 4 seconds", 4.0),
        ("Suggested Backoff Time: 999999999 milliseconds", LONGEST_WAIT),
        ("Suggested Backoff Time: 99999999999999 milliseconds", None),
        ("[ALERT] Too many simultaneous connections. (Failure)", 300.0),
        ("[OVERQUOTA] Account exceeded command or bandwidth limits.", None),
    ],
)
def test_a_waiting_time_is_read_where_one_is_told(text: str, seconds: float | None) -> None:
    assert wait_seconds(text) == seconds


@given(st.text())
def test_any_text_has_a_meaning_and_a_sane_waiting_time(text: str) -> None:
    assert refusal(text) in Refusal
    told = wait_seconds(text)
    assert told is None or 0 <= told <= LONGEST_WAIT
