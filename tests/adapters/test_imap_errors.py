"""Every library exception becomes one of the named errors."""

from __future__ import annotations

import imaplib
import socket
import ssl

import pytest
from imapclient.exceptions import ProtocolError

from goodterms.adapters.imap_account import Account
from goodterms.adapters.imap_errors import is_busy, opening, spoken, translated
from goodterms.adapters.watchdog import Watchdog
from goodterms.errors import (
    CertificateError,
    FolderError,
    FolderGoneError,
    LimitError,
    MailboxError,
    SecretError,
    SignInError,
    UnreachableError,
)

WHO = Account(name="t", host="imap.example", port=993, user="mara", security="tls")
NO = imaplib.IMAP4.error
GONE = imaplib.IMAP4.abort


def raised(error: Exception, *, around: object = translated) -> MailboxError:
    with pytest.raises(MailboxError) as caught, around(WHO, Watchdog()):
        raise error
    return caught.value


def distrust(code: int, words: str) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError("failed")
    error.verify_code, error.verify_message = code, words
    return error


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (NO("[OVERQUOTA] Account exceeded command or bandwidth limits"), LimitError, "slow down"),
        (NO("Request is throttled. Suggested Backoff Time: 4 seconds"), LimitError, "slow down"),
        (NO("[THROTTLED] wait"), LimitError, "slow down"),
        (NO("[UNAVAILABLE] FETCH server error"), UnreachableError, "cannot serve now"),
        (NO("User is authenticated but not connected."), UnreachableError, "cannot serve now"),
        (NO("[NONEXISTENT] no such folder"), FolderGoneError, "NONEXISTENT"),
        (NO("Mailbox does not exist"), FolderGoneError, "does not exist"),
        (NO("[EXPIRED] sign in again"), SignInError, "any more"),
        (NO("[CANNOT] not this one"), FolderError, "CANNOT"),
        (NO("SELECT command error: BAD [b'what?']"), FolderError, "what?"),
        (GONE("command: UID => socket error: EOF"), UnreachableError, "broke"),
        (GONE("Session invalidated - AccessTokenExpired"), UnreachableError, "AccessTokenExpired"),
        (GONE("Too many simultaneous connections"), LimitError, "slow down"),
        (
            GONE("command: NOOP => unexpected response: b'A1 OK'"),
            UnreachableError,
            "does not keep to IMAP: it answered A1 OK",
        ),
        (distrust(10, "certificate has expired"), CertificateError, "it has expired"),
        (distrust(9, "not yet"), CertificateError, "it is not valid yet"),
        (distrust(62, "Hostname mismatch"), CertificateError, "for another name"),
        (distrust(64, "IP address mismatch"), CertificateError, "for another name"),
        (distrust(18, "self-signed certificate"), CertificateError, "self-signed certificate"),
        (ssl.SSLError(1, "[SSL] wrong version"), UnreachableError, "does not speak TLS"),
        (socket.gaierror(-2, "unknown"), UnreachableError, "the name imap.example is not known"),
        (ConnectionRefusedError(), UnreachableError, "nothing answers at imap.example:993"),
        (TimeoutError(), UnreachableError, "does not answer"),
        (ConnectionResetError(104, "reset"), UnreachableError, "broke"),
        (OSError(113, "No route to host"), UnreachableError, "No route to host"),
        (ProtocolError("odd"), FolderError, "cannot be understood (ProtocolError)"),
        (IndexError(), FolderError, "cannot be understood (IndexError)"),
        (OverflowError(), FolderError, "cannot be understood (OverflowError)"),
    ],
)
def test_each_exception_has_its_kind(error: Exception, kind: type, words: str) -> None:
    found = raised(error)
    assert type(found) is kind
    assert words in found.message
    assert found.__cause__ is error


def test_the_time_to_wait_is_handed_on() -> None:
    told = raised(NO("Request is throttled. Suggested Backoff Time: 299961 milliseconds"))
    assert isinstance(told, LimitError)
    assert told.wait_seconds == pytest.approx(299.961)
    full = raised(GONE("Too many simultaneous connections"))
    assert isinstance(full, LimitError)
    assert full.wait_seconds == 300
    silent = raised(NO("[OVERQUOTA] Account exceeded command or bandwidth limits"))
    assert isinstance(silent, LimitError)
    assert silent.wait_seconds is None


def test_what_is_named_already_stays_as_it_is() -> None:
    for error in (FolderGoneError("x"), SecretError("y"), LimitError("z", wait_seconds=3)):
        with pytest.raises(type(error)) as caught, translated(WHO, Watchdog()):
            raise error
        assert caught.value is error


def test_while_connecting_an_odd_answer_is_the_servers_not_a_folders() -> None:
    for error in (NO(b"* NO not an IMAP server"), IndexError(), NO("[NONEXISTENT] nothing")):
        found = raised(error, around=opening)
        assert type(found) is UnreachableError
        assert "Check [mailbox] host and port" in found.hint


def test_after_the_deadline_whatever_broke_was_the_deadline() -> None:
    for error in (OSError(9, "bad file"), IndexError(), GONE("socket error: EOF")):
        watchdog = Watchdog()
        watchdog.expired = 60.0
        late = pytest.raises(UnreachableError, match="within 60 seconds")
        with late, translated(WHO, watchdog):
            raise error


def test_busy_means_later_or_less() -> None:
    assert is_busy(NO("[SERVERBUG] x"))
    assert is_busy(NO("[OVERQUOTA] x"))
    assert not is_busy(NO("[EXPUNGEISSUED] x"))


def test_the_servers_words_are_short_and_printable() -> None:
    assert spoken(NO("b'it\x1b[2J said\x07 so.'")) == "it[2J said so"
    assert len(spoken(NO("x" * 5000))) == 120
