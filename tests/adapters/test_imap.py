"""The mailbox over real servers."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from goodterms.adapters import imap
from goodterms.adapters.wire import READING_VERBS
from goodterms.core.mail import Body, Envelope
from goodterms.errors import (
    FolderError,
    MailboxError,
)
from imap_peers import ARRIVED, PASSWORD, account, mail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodterms.adapters.imap import ImapMailbox
    from imap_peers import Peer

ATTACHED = (
    b"From: ana@alba.example\r\nTo: mara@studio.example\r\nSubject: Plan\r\n"
    b"Message-ID: <9@alba.example>\r\nDate: Mon, 02 Mar 2026 10:30:00 +0100\r\n"
    b"MIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="a"\r\n\r\n'
    b'--a\r\nContent-Type: multipart/alternative; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\nDoru=C4=8Dak u petak.\r\n"
    b"--b\r\nContent-Type: text/html\r\n\r\n<p>not this</p>\r\n--b--\r\n"
    b'--a\r\nContent-Type: application/pdf; name="plan.pdf"\r\n'
    b'Content-Disposition: attachment; filename="plan.pdf"\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"
    b"--a\r\nContent-Type: message/rfc822\r\n\r\nFrom: boss@alba.example\r\nSubject: inner\r\n\r\n"
    b"words of somebody else\r\n--a--\r\n"
)


@pytest.fixture
def mailbox(peer: Peer) -> Iterator[ImapMailbox]:
    with imap.connect(account(peer), peer.password) as found:
        yield found


def opened(mailbox: ImapMailbox, folder: str = "INBOX") -> list[int]:
    """Open a folder and return all its UIDs."""
    state = mailbox.examine(folder)
    return mailbox.search(1, state.uidnext - 1, since=None, correspondents=None)


def test_folders_come_with_role_and_counts(peer: Peer, mailbox: ImapMailbox) -> None:
    peer.append("INBOX", mail(), ARRIVED)
    peer.append("Klijenti/Žuti papir", mail(), ARRIVED)
    peer.append("Trash", mail(), ARRIVED)
    found = {state.name: state for state in mailbox.folders()}
    assert list(found)[:2] == ["INBOX", "Sent"]
    assert "Trash" not in found
    assert [found[each].role for each in ("INBOX", "Sent", "Klijenti/Žuti papir")] == [
        "inbox", "sent", "",
    ]  # fmt: skip
    assert found["INBOX"].exists == 1
    assert found["Sent"].uidnext >= 1
    opened_state = mailbox.examine("Klijenti/Žuti papir")
    assert opened_state.exists == 1
    assert opened_state.uidvalidity == found["Klijenti/Žuti papir"].uidvalidity


def test_restricting_the_folders_keeps_the_given_order_and_reports_a_missing_one(
    peer: Peer,
) -> None:
    with imap.connect(account(peer), peer.password, folders=["Sent", "Gone"]) as mailbox:
        states = mailbox.folders()
        assert [(state.name, state.role) for state in states] == [("Sent", "sent"), ("Gone", "")]
        with pytest.raises(FolderError, match="'Gone' cannot be opened"):
            mailbox.examine("Gone")
        assert mailbox.examine("Sent").exists == 0


def test_reading_leaves_no_trace_and_sends_reading_verbs_only(peer: Peer) -> None:
    peer.append("INBOX", mail(), ARRIVED)
    peer.append("INBOX", ATTACHED, ARRIVED, [r"\Seen", r"\Flagged"])
    before = peer.flags("INBOX")
    assert any(r"\Recent" in flags for flags in before.values())
    lines: list[str] = []
    with imap.connect(account(peer), peer.password, transcript=lines) as mailbox:
        states = mailbox.folders()
        uids = opened(mailbox)
        assert len(mailbox.envelopes(uids)) == 2
        assert len(mailbox.bodies(uids)) == 2
        assert mailbox.folders() == states
    assert peer.flags("INBOX") == before
    verbs = {" ".join(line.split()[:2]) if line[:3] == "UID" else line.split()[0] for line in lines}
    assert verbs <= READING_VERBS
    assert {"EXAMINE", "UID SEARCH", "UID FETCH", "LOGOUT"} <= verbs
    assert not any(PASSWORD in line or peer.password in line for line in lines)


def test_search_finds_correspondents_in_any_of_three_headers(
    peer: Peer, mailbox: ImapMailbox
) -> None:
    peer.append("INBOX", mail(sender="Ana <ana@alba.example>"), ARRIVED)
    peer.append("INBOX", mail(sender="mara@studio.example", to="bob@brig.example"), ARRIVED)
    peer.append("INBOX", mail(sender="x@y.example", headers="Cc: c@alba.example\r\n"), ARRIVED)
    peer.append("INBOX", mail(sender="x@y.example"), ARRIVED)
    everybody = opened(mailbox)
    first, second, third, fourth = everybody

    def found(*names: str, low: int = 1, high: int = fourth) -> list[int]:
        return mailbox.search(low, high, since=date(2026, 1, 1), correspondents=names)

    assert found("@alba.example") == [first, third]
    assert found("bob@brig.example", "@alba.example") == [first, second, third]
    assert found("@alba.example", low=second) == [third]
    assert found() == []
    many = [f"person{number}@nobody.example" for number in range(90)]
    assert found(*many, "bob@brig.example") == [second]
    late = mailbox.search(1, fourth, since=date(2026, 3, 4), correspondents=None)
    assert late == []


@pytest.mark.parametrize(
    "bad",
    ['a"b@x.example', "a\r\nX LOGOUT", "a b@x.example", "\0", "", "žana@x.example", "(a@b.c)"],
)
def test_an_address_that_could_break_out_of_the_search_is_refused(
    mailbox: ImapMailbox, bad: str
) -> None:
    mailbox.examine("INBOX")
    with pytest.raises(MailboxError, match="cannot be searched for"):
        mailbox.search(1, 9, since=date(2026, 1, 1), correspondents=["ok@x.example", bad])


def test_arrival_keeps_the_instant_whatever_the_zone(peer: Peer, mailbox: ImapMailbox) -> None:
    instant = datetime(2026, 3, 29, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    peer.append("INBOX", mail(), instant)
    uids = opened(mailbox)
    (envelope,) = mailbox.envelopes(uids)
    assert isinstance(envelope, Envelope)
    assert envelope.internal_at == datetime(2026, 3, 28, 23, 30, tzinfo=UTC)
    assert envelope.internal_at.tzinfo is UTC


def test_envelopes_come_in_the_order_asked_and_without_the_expunged(
    peer: Peer, mailbox: ImapMailbox
) -> None:
    for number in range(5):
        peer.append("INBOX", mail(number=number, subject=f"Mail {number}"), ARRIVED)
    uids = opened(mailbox)
    peer.expunge("INBOX", uids[2])
    mailbox.examine("INBOX")  # a server may keep it readable for those who have it open
    backwards = uids[::-1]
    found = mailbox.envelopes(backwards)
    assert [each.location.uid for each in found if isinstance(each, Envelope)] == [
        uid for uid in backwards if uid != uids[2]
    ]
    assert [each.message_id for each in found if isinstance(each, Envelope)] == [
        f"{number}@alba.example" for number in (4, 3, 1, 0)
    ]
    assert set(mailbox.bodies(uids)) == set(uids) - {uids[2]}


def test_only_the_text_of_the_sender_is_read(peer: Peer, mailbox: ImapMailbox) -> None:
    peer.append("INBOX", ATTACHED, ARRIVED)
    peer.append("INBOX", mail(body="Doručak\r\n"), ARRIVED)
    html = mail(body="<p>Samo <b>HTML</b></p>").replace(b"text/plain", b"text/html")
    peer.append("INBOX", html, ARRIVED)
    picture = mail(body="x").replace(b"text/plain; charset=utf-8", b"image/png")
    peer.append("INBOX", picture, ARRIVED)
    with mailbox.recording() as lines:
        uids = opened(mailbox)
        found = mailbox.bodies(uids)
    bodies = [found[uid] for uid in uids]
    assert all(isinstance(each, Body) for each in bodies)
    assert bodies[0].text.strip() == "Doručak u petak."
    assert bodies[0].attachments == ("plan.pdf", "")
    assert bodies[1].text.strip() == "Doručak"
    assert "HTML" in bodies[2].text
    assert (bodies[3].text, bodies[3].flaws) == ("", ("no-text",))
    asked = [line for line in lines if "BODY.PEEK" in line]
    assert len(asked) == 2, "one FETCH for each part number"
    assert not any("BODY.PEEK[]" in line for line in asked)


def test_a_long_text_is_read_to_64_kib(peer: Peer, mailbox: ImapMailbox) -> None:
    peer.append("INBOX", mail(body="word " * 40_000), ARRIVED)
    (body,) = mailbox.bodies(opened(mailbox)).values()
    assert isinstance(body, Body)
    assert len(body.text) <= 65_536
    assert "truncated" in body.flaws


def test_nothing_is_read_before_a_folder_is_open(mailbox: ImapMailbox) -> None:
    with pytest.raises(FolderError, match="no folder is open"):
        mailbox.envelopes([1])
    with pytest.raises(FolderError, match="no folder is open"):
        mailbox.search(1, 5, since=None, correspondents=None)


def test_no_text_and_no_password_reaches_a_log(
    peer: Peer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="imapclient")
    peer.append("INBOX", mail(body="very private words\r\n"), ARRIVED)
    with imap.connect(account(peer), peer.password) as mailbox:
        mailbox.bodies(opened(mailbox))
    assert "private words" not in caplog.text
    assert peer.password not in caplog.text
