from __future__ import annotations

import email
import email.policy
import socket
from datetime import UTC, datetime

import pytest

import smtp_peer
from goodterms.adapters.clock import FixedClock
from goodterms.adapters.smtp import SmtpSender
from goodterms.core.outgoing import Outgoing
from goodterms.errors import DeliveryError

CLOCK = FixedClock(datetime(2026, 11, 16, 8, 30, tzinfo=UTC))
REPORT = Outgoing(
    period="m:2026-10",
    subject="Good Terms, listopad: 1 odgođen",
    text="Čestitke.\n.\nKraj\n",
    html="<p>Čestitke.</p>",
    message_id="report.1@goodterms.invalid",
)


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    return smtp_peer.certificate(tmp_path_factory.mktemp("smtp"))


def a_sender(peer, **changes):
    values = {"to": "mara@studio.example", "clock": CLOCK, "host": peer.host, "port": peer.port}
    return SmtpSender(**{"security": "plain", "timeout": 5.0, **values, **changes})


def test_report_arrives_whole_at_a_server_on_this_machine():
    with smtp_peer.serve() as peer:
        place = a_sender(peer).send(REPORT)

    assert place == f"127.0.0.1:{peer.port}"
    (envelope,) = peer.letters
    assert envelope.rcpt_tos == ["mara@studio.example"]
    written = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert written["Subject"] == "Good Terms, listopad: 1 odgođen"
    text = written.get_body(("plain",)).get_content()
    assert text.replace("\r\n", "\n") == REPORT.text


@pytest.mark.parametrize(("security", "login"), [("tls", False), ("starttls", True)])
def test_login_and_mail_travel_encrypted(security, login, pair):
    user, secret = (smtp_peer.USER, smtp_peer.SECRET) if login else ("", "")
    with smtp_peer.serve(security=security, pair=pair, login=login) as peer:
        a_sender(peer, security=security, user=user, secret=secret, ca_file=str(pair[0])).send(
            REPORT
        )

    assert len(peer.letters) == 1
    assert peer.was_encrypted == [True]


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_untrusted_certificate_ends_before_anything_is_said(security, pair):
    with (
        smtp_peer.serve(security=security, pair=pair) as peer,
        pytest.raises(DeliveryError, match="certificate"),
    ):
        a_sender(peer, security=security).send(REPORT)

    assert peer.letters == []


def test_server_without_starttls_gets_nothing():
    with smtp_peer.serve() as peer, pytest.raises(DeliveryError, match="does not offer"):
        a_sender(peer, security="starttls").send(REPORT)

    assert peer.letters == []


def test_unencrypted_mail_never_leaves_this_machine(monkeypatch):
    def no_connection(*_args, **_kwargs):
        pytest.fail("a connection was opened")

    monkeypatch.setattr(socket, "create_connection", no_connection)
    sender = SmtpSender(
        to="mara@studio.example", clock=CLOCK, host="mail.example", port=25, security="plain"
    )

    with pytest.raises(DeliveryError, match="without encryption"):
        sender.send(REPORT)


def test_wrong_password_is_named_without_the_password(pair):
    with smtp_peer.serve(security="starttls", pair=pair, login=True) as peer:
        sender = a_sender(
            peer, security="starttls", user=smtp_peer.USER, secret="wrong", ca_file=str(pair[0])
        )
        with pytest.raises(DeliveryError, match="user or password") as caught:
            sender.send(REPORT)

    assert "wrong" not in str(caught.value) + repr(sender)


@pytest.mark.parametrize("answer", ["550 no such user", "452 try again later"])
def test_refused_recipient_is_an_error_of_delivery(answer):
    with smtp_peer.serve() as peer:
        peer.refuse = answer
        with pytest.raises(DeliveryError, match="refused"):
            a_sender(peer).send(REPORT)

    assert peer.letters == []


def test_silent_port_is_an_error_with_a_hint():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        sender = SmtpSender(
            to="mara@studio.example",
            clock=CLOCK,
            host="127.0.0.1",
            port=taken.getsockname()[1],
            security="plain",
            timeout=0.3,
        )
        with pytest.raises(DeliveryError) as caught:
            sender.send(REPORT)

    assert "outbox" in caught.value.hint
