"""Signing in with a token, against a server that checks it."""

from __future__ import annotations

import traceback
from dataclasses import replace

import pytest

from goodterms.adapters import imap
from goodterms.adapters.imap_account import Account
from goodterms.adapters.imap_sasl import answer_for, wants_vendor
from goodterms.errors import SecretError, SignInError, UnreachableError
from token_peer import token_peer

TOKEN = "ya29.good-token_1"
ENDED = "ya29.ended-token"


def is_good(user: str, token: str) -> bool:
    return (user, token) == ("mara@studio.example", TOKEN)


@pytest.mark.parametrize("mechanism", ["XOAUTH2", "OAUTHBEARER"])
def test_the_mechanism_on_offer_carries_the_token(mechanism: str) -> None:
    lines: list[str] = []
    with token_peer(is_good, (mechanism,)) as peer:
        with imap.connect(peer.account(), TOKEN, transcript=lines) as mailbox:
            assert [each.name for each in mailbox.folders()] == ["INBOX"]
        assert peer.signed_in == [("mara@studio.example", TOKEN)]
        assert any(f"AUTHENTICATE {mechanism}" in line for line in peer.lines)
        assert sum(line.endswith("CAPABILITY") for line in peer.lines) == 2, "asked anew after it"
        ids = [number for number, line in enumerate(peer.lines) if " ID " in line]
        assert ids, "the program names itself once it is in"
        assert ids[0] > next(n for n, line in enumerate(peer.lines) if "AUTHENTICATE" in line)
    assert TOKEN not in "\n".join(lines)
    assert "(answer to the sign-in, redacted)" in lines


@pytest.mark.parametrize(("mechanism", "last"), [("XOAUTH2", b""), ("OAUTHBEARER", b"\1")])
def test_a_refused_token_gets_the_servers_reason_and_is_not_sent_again(
    mechanism: str, last: bytes
) -> None:
    with token_peer(is_good, (mechanism,)) as peer:
        with pytest.raises(SignInError) as caught:
            imap.connect(peer.account(), ENDED)
        assert peer.refused == [last]
        assert len(peer.texts) == 1
    assert "Invalid credentials" in caught.value.message
    assert "(status 401)" in str(caught.value)
    shown = "".join(traceback.format_exception(caught.value))
    assert "ya29" not in shown


def test_a_server_that_repeats_the_token_does_not_get_it_into_an_error() -> None:
    with token_peer(is_good) as peer:
        peer.no = f"TAG NO what is {ENDED}"
        with pytest.raises(SignInError) as caught:
            imap.connect(peer.account(), ENDED)
    shown = "".join(traceback.format_exception(caught.value))
    assert "ya29" not in shown
    assert "***" in shown


def test_a_busy_server_is_not_a_bad_token() -> None:
    with token_peer(is_good) as peer:
        peer.no = "TAG NO [UNAVAILABLE] try later"
        with pytest.raises(UnreachableError):
            imap.connect(peer.account(), ENDED)


def test_a_server_without_token_sign_in_is_told_no_token() -> None:
    with token_peer(is_good, ("PLAIN",)) as peer:
        with pytest.raises(SignInError, match="does not take access tokens"):
            imap.connect(peer.account(), TOKEN)
        assert not any("AUTHENTICATE" in line for line in peer.lines)


@pytest.mark.parametrize("token", ["a\1b", "a\rb", "ünicode", ""])
def test_a_token_that_could_break_out_is_refused_before_connecting(token: str) -> None:
    with token_peer(is_good) as peer:
        with pytest.raises(SecretError) as caught:
            imap.connect(peer.account(), token)
        assert peer.lines == []
    assert not token or token not in str(caught.value)


WHO = Account(
    name="t", host="imap.example", port=993, user="mara@studio.example", security="tls",
    by_token=True,
)  # fmt: skip


def test_one_provider_is_told_who_built_the_program() -> None:
    text = answer_for("XOAUTH2", replace(WHO, host="imap.mail.yahoo.com"), TOKEN)(b"")
    assert text == f"user=mara@studio.example\1auth=Bearer {TOKEN}\1vendor=goodterms\1\1".encode()
    assert not wants_vendor("imap.gmail.com")
    assert not wants_vendor("notyahoo.com")


def test_a_user_with_a_comma_stays_one_user() -> None:
    text = answer_for("OAUTHBEARER", replace(WHO, user="a,b=c"), TOKEN)(b"") or b""
    assert text.startswith(b"n,a=a=2Cb=3Dc,\1host=imap.example\1port=993\1")


@pytest.mark.parametrize("challenge", [b"", b"[]", b"{}", b'{"status"', b"[" * 5000, b"\xff"])
def test_an_endless_challenge_is_cancelled_and_no_repr_shows_the_token(challenge: bytes) -> None:
    answer = answer_for("XOAUTH2", WHO, TOKEN)
    assert TOKEN not in repr(answer)
    assert answer(b"") is not None
    assert answer(challenge) == b""
    assert answer(b"more") is None
    assert answer.explanation() == ""
