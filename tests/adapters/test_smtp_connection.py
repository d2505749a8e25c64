"""What a server can do to a sending: refuse at any point, hang up, keep silent, talk for ever."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from goodterms.adapters import mail_size, smtp_connection
from goodterms.adapters.clock import FixedClock
from goodterms.adapters.smtp import SmtpSender
from goodterms.core.outgoing import Outgoing
from goodterms.errors import DeliveryError, RefusedError
from smtp_script import HANG_UP, SILENCE, TRICKLE, Script, script

REPORT = Outgoing(
    period="m:2026-10",
    subject="Good Terms",
    text="text\n.\nend\n",
    html="<p>x</p>",
    message_id="report.1@goodterms.invalid",
)


def send(server: Script, report: Outgoing = REPORT, **changes: object) -> str:
    values: dict[str, object] = {
        "to": "mara@studio.example",
        "clock": FixedClock(datetime(2026, 11, 16, 8, 30, tzinfo=UTC)),
        "host": "127.0.0.1",
        "port": server.port,
        "security": "plain",
        "timeout": 2.0,
        "whole": 5.0,
    }
    return SmtpSender(**{**values, **changes}).send(report)  # type: ignore[arg-type]


def refusal(**words: str) -> DeliveryError:
    with script(**words) as server, pytest.raises(DeliveryError) as caught:
        send(server)
    assert "x9" not in str(caught.value), "words of the server are not repeated"
    return caught.value


@pytest.mark.parametrize("step", ["mail", "rcpt", "data", "end"])
@pytest.mark.parametrize("code", [550, 552, 554])
def test_a_refusal_of_this_very_mail_is_for_good(step: str, code: int) -> None:
    found = refusal(**{step: f"{code} x9"})
    assert isinstance(found, RefusedError)
    assert str(code) in found.message
    assert "--resend" in found.hint


@pytest.mark.parametrize("step", ["mail", "rcpt", "data", "end"])
@pytest.mark.parametrize("code", [421, 451, 452])
def test_a_refusal_for_now_is_tried_again(step: str, code: int) -> None:
    found = refusal(**{step: f"{code} x9"})
    assert type(found) is DeliveryError
    assert str(code) in found.message


@pytest.mark.parametrize("step", ["mail", "rcpt"])
def test_a_server_that_asks_for_a_login_is_a_matter_of_settings(step: str) -> None:
    assert type(refusal(**{step: "530 5.7.0 x9"})) is DeliveryError


@pytest.mark.parametrize("greeting", ["554 x9", "421 x9", "nonsense", HANG_UP])
def test_a_server_that_does_not_want_us_is_tried_again(greeting: str) -> None:
    assert type(refusal(greeting=greeting)) is DeliveryError


@pytest.mark.parametrize("step", ["ehlo", "mail", "rcpt", "data", "end"])
def test_a_connection_that_is_lost_is_tried_again(step: str) -> None:
    assert type(refusal(**{step: HANG_UP})) is DeliveryError


@pytest.mark.parametrize("goodbye", [HANG_UP, SILENCE, TRICKLE, "421 x9", "500 x9"])
def test_a_mail_that_was_taken_is_sent_whatever_the_goodbye(goodbye: str) -> None:
    with script(quit=goodbye) as server:
        assert send(server) == f"127.0.0.1:{server.port}"
        assert len(server.mails) == 1


@pytest.mark.timeout(20)
@pytest.mark.parametrize("step", ["greeting", "ehlo", "end"])
def test_a_server_that_talks_for_ever_is_left(step: str) -> None:
    with script(**{step: TRICKLE}) as server, pytest.raises(DeliveryError, match="no answer"):
        send(server, whole=0.5)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("security", ["plain", "starttls", "tls"])
def test_a_server_that_says_nothing_is_left(security: str) -> None:
    with script(greeting=SILENCE) as server, pytest.raises(DeliveryError):
        send(server, security=security, timeout=10.0, whole=0.5)


def test_starttls_that_is_taken_back_sends_nothing() -> None:
    """Somebody in between answers 454, or drops the offer: no mail in clear."""
    for words in ({"starttls": "454 x9"}, {"ehlo": "250 peer"}):
        with script(**{"ehlo": "250-peer\r\n250 STARTTLS", **words}) as server:
            with pytest.raises(DeliveryError):
                send(server, security="starttls")
            assert server.mails == []
            assert not [each for each in server.heard if each.lower().startswith(("mail", "auth"))]


def test_no_name_of_this_machine_is_told() -> None:
    with script() as server:
        send(server)
        assert server.heard[0] == "ehlo [127.0.0.1]"


def test_a_mail_that_is_too_large_is_not_even_offered() -> None:
    large = replace(REPORT, text="x" * mail_size.MOST_BYTES)
    with script() as server, pytest.raises(RefusedError, match="bytes"):
        send(server, large)
    assert server.heard == []


def test_the_servers_own_limit_is_named() -> None:
    assert "552" in refusal(mail="552 x9").message


def test_a_name_that_means_another_machine_gets_nothing_in_clear(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """ "localhost" may be led elsewhere: what counts is who answers."""
    plain = smtp_connection.smtplib.SMTP._get_socket

    class Elsewhere:
        def __init__(self, found: object) -> None:
            self.found = found

        def __getattr__(self, name: str) -> object:
            return getattr(self.found, name)

        def getpeername(self) -> tuple[str, int]:
            return ("192.0.2.7", 25)

    def led(self: object, *given: object) -> object:
        return Elsewhere(plain(self, *given))

    monkeypatch.setattr(smtp_connection.smtplib.SMTP, "_get_socket", led)
    with script() as server:
        with pytest.raises(DeliveryError, match="without encryption"):
            send(server, host="localhost")
        time.sleep(0.05)
        assert server.heard == []
