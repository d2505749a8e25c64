"""Connecting and signing in: what is refused, and in which words."""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING

import pytest

from goodterms.adapters import imap
from goodterms.demo import server
from goodterms.errors import (
    CertificateError,
    LimitError,
    SecretError,
    SignInError,
    UnreachableError,
)
from imap_peers import ARRIVED, PASSWORD, USER, account, mail
from imap_script import scripted

if TYPE_CHECKING:
    from pathlib import Path

    from imap_peers import Certificate, Peer


def test_a_wrong_password_is_a_sign_in_error_without_the_password(peer: Peer) -> None:
    with pytest.raises(SignInError) as caught:
        imap.connect(account(peer), "not-it-8471")
    assert peer.user in str(caught.value)
    assert "8471" not in str(caught.value)


def test_a_password_beyond_ascii_works_and_the_user_may_have_spaces() -> None:
    with server.serve({}, user="mara h", password='šifra "žž" 你') as served:
        who = imap.Account(
            name="t", host=served.host, port=served.port, user="mara h", security="plain"
        )
        with imap.connect(who, 'šifra "žž" 你') as mailbox:
            assert [state.name for state in mailbox.folders()] == ["INBOX"]
    with server.serve({}, user="mara h", password='a "b" \\ c') as served:
        who = imap.Account(
            name="t", host=served.host, port=served.port, user="mara h", security="plain"
        )
        imap.connect(who, 'a "b" \\ c').close()


@pytest.mark.parametrize("secret", ["", "a\r\nb", "a\0b", "a\n"])
def test_a_secret_with_a_line_break_is_refused_before_connecting(secret: str) -> None:
    who = imap.Account(name="t", host="127.0.0.1", port=1, user=USER, security="plain")
    with pytest.raises(SecretError):
        imap.connect(who, secret)


def test_a_password_never_goes_in_clear_to_another_machine() -> None:
    who = imap.Account(name="t", host="imap.alba.example", port=143, user=USER, security="plain")
    with pytest.raises(SignInError, match="in clear"):
        imap.connect(who, "x")


def test_nobody_listening_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    who = imap.Account(name="t", host="127.0.0.1", port=port, user=USER, security="plain")
    with pytest.raises(UnreachableError, match=f"nothing answers at 127.0.0.1:{port}"):
        imap.connect(who, "x")


def test_an_unknown_host_is_unreachable() -> None:
    who = imap.Account(name="t", host="no.such.invalid", port=993, user=USER, security="tls")
    with pytest.raises(UnreachableError, match=r"no\.such\.invalid"):
        imap.connect(who, "x")


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_encrypted_connections_are_verified(certificate: Certificate, security: str) -> None:
    how = server.Encryption(context=certificate.context(), starttls=security == "starttls")
    inbox = [(mail(), ARRIVED, ())]
    with server.serve({"INBOX": inbox}, user=USER, password=PASSWORD, encryption=how) as served:
        who = imap.Account(
            name="t", host=served.host, port=served.port, user=USER, security=security,
            ca_file=str(certificate.certificate),
        )  # fmt: skip
        lines: list[str] = []
        with imap.connect(who, PASSWORD, transcript=lines) as mailbox:
            assert isinstance(mailbox._client.socket(), ssl.SSLSocket)
            uid = mailbox.examine("INBOX").uidnext - 1
            assert len(mailbox.envelopes([uid])) == 1
        assert ("STARTTLS" in lines) == (security == "starttls")
        assert "UID FETCH" in " ".join(lines), "the guard is still there after STARTTLS"
        distrusted = imap.Account(
            name="t", host=served.host, port=served.port, user=USER, security=security
        )
        with pytest.raises(CertificateError, match="cannot be trusted"):
            imap.connect(distrusted, PASSWORD)


def test_a_real_tls_server_is_verified_too(peer: Peer) -> None:
    if peer.tls_port is None:
        pytest.skip("this server's TLS is tested above")
    for security in ("tls", "starttls"):
        imap.connect(account(peer, security=security), peer.password).close()
        with pytest.raises(CertificateError):
            imap.connect(account(peer, security=security, ca_file=None), peer.password)


def test_a_missing_certificate_file_is_named(tmp_path: Path) -> None:
    gone = str(tmp_path / "gone.pem")
    who = imap.Account(name="t", host="127.0.0.1", port=1, user=USER, security="tls", ca_file=gone)
    with pytest.raises(CertificateError, match=r"gone\.pem"):
        imap.connect(who, "x")


def test_plain_text_on_a_tls_port_says_so() -> None:
    with scripted() as script, pytest.raises(UnreachableError, match="TLS"):
        imap.connect(script.account(security="tls"), "x")


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("TAG NO [AUTHENTICATIONFAILED] wrong\r\n", SignInError),
        ("TAG NO LOGIN failed\r\n", SignInError),
        ("TAG NO [ALERT] Too many simultaneous connections\r\n", LimitError),
        ("TAG NO [OVERQUOTA] bandwidth\r\n", LimitError),
        ("TAG NO [SERVERBUG] oops\r\n", UnreachableError),
    ],
)
def test_a_busy_server_is_not_a_wrong_password(answer: str, kind: type[Exception]) -> None:
    with scripted({"LOGIN": answer}) as script, pytest.raises(kind):
        imap.connect(script.account(), "secret")


def test_the_server_cannot_make_us_repeat_the_password() -> None:
    with scripted({"LOGIN": lambda rest: f"TAG BAD what is {rest}\r\n"}) as script:
        with pytest.raises(SignInError) as caught:
            imap.connect(script.account(), "geheim-77")
        assert "geheim-77" not in str(caught.value)


def test_a_server_that_takes_no_passwords_says_so_before_one_is_sent() -> None:
    said = "* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2\r\nTAG OK done\r\n"
    with scripted({"CAPABILITY": said}) as script:
        with pytest.raises(SignInError, match="takes no passwords"):
            imap.connect(script.account(), "geheim-77")
        assert not any(line.startswith(("LOGIN", "AUTHENTICATE")) for line in script.lines)


def test_a_name_is_given_after_the_sign_in_and_only_if_asked_for() -> None:
    said = "* CAPABILITY IMAP4rev1 ID UNSELECT\r\nTAG OK done\r\n"
    answers = {"CAPABILITY": said, "ID": "* ID NIL\r\nTAG OK done\r\n"}
    with scripted(answers) as script:
        imap.connect(script.account(), "geheim-77").close()
        verbs = [line.split(" ")[0] for line in script.lines]
    assert verbs[:4] == ["CAPABILITY", "LOGIN", "CAPABILITY", "ID"]
    with scripted() as script:
        imap.connect(script.account(), "geheim-77").close()
        assert not any(line.startswith("ID") for line in script.lines)


@pytest.mark.parametrize("user", ["", "mara\r\nA1 LOGOUT", "mara\1x", "mara\x7f"])
def test_a_user_name_that_could_break_out_is_refused_before_connecting(user: str) -> None:
    with scripted() as script:
        with pytest.raises(SignInError, match="user name is empty or has a control character"):
            imap.connect(script.account(user=user), "geheim-77")
        assert script.lines == []
