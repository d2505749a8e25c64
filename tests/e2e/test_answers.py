"""An answer by mail through the whole program: sent, answered in Sent over real IMAP, obeyed."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import pytest

from builders import OWN
from goodterms.adapters.imap import connect
from hostile import NOW, config_for
from imap_peers import account
from program import run

if TYPE_CHECKING:
    from pathlib import Path

    from imap_peers import Peer

HTML = (
    '<div style="display:none">digest off</div><p>viđeno</p><blockquote>Code: {token}</blockquote>'
)


class Loop:
    """A config whose reports are files, one test mail, and answers put into folders."""

    def __init__(self, peer: Peer, folder: Path) -> None:
        self.peer, self.config = peer, config_for(peer, folder)
        ran = run("--config", self.config, "report", "--test")
        assert ran.status == 0, ran.err
        (path,) = (folder / "reports").glob("*.eml")
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        body = mail.get_body(("plain",))
        assert body is not None
        self.text = body.get_content().replace("\r\n", "\n")
        self.token = re.findall(r"GT-[A-Z2-7]{13}", self.text)[0]
        self.told = str(mail["Message-ID"])
        self.number = 0

    def answer(
        self, body: str, folder: str = "Sent", headers: str = "", kind: str = "plain"
    ) -> None:
        """Answer the mail; the copy lies in a folder."""
        self.number += 1
        lines = (
            f"From: Mara <{OWN}>", f"To: {OWN}", "Subject: Re: Good Terms: test mail",
            f"Message-ID: <a{self.number}@studio.example>", f"In-Reply-To: {self.told}",
            f"References: {self.told}", "Date: Mon, 23 Nov 2026 10:30:00 +0100",
            "MIME-Version: 1.0", f"Content-Type: text/{kind}; charset=utf-8",
            "Content-Transfer-Encoding: 8bit",
        )  # fmt: skip
        raw = "\r\n".join(lines) + f"\r\n{headers}\r\n" + body.replace("\n", "\r\n")
        # a long run of tests lies between the import of NOW and here
        self.peer.append(folder, raw.encode(), NOW + timedelta(hours=1))

    def quoted(self) -> str:
        return "\n\nOn Monday, Good Terms wrote:\n" + re.sub(
            "^", "> ", self.text, flags=re.MULTILINE
        )

    def fetch(self) -> tuple[int, int]:
        found = run("--config", self.config, "fetch", "--json").value
        return found["answers"], found["refused_answers"]

    def counts(self) -> object:
        return run("--config", self.config, "status", "--json").value["answers"]


@pytest.fixture
def loop(peer: Peer, tmp_path: Path) -> Loop:
    return Loop(peer, tmp_path)


def test_an_answer_in_sent_is_obeyed_and_counted_and_leaves_the_mailbox_as_it_was(
    loop: Loop,
) -> None:
    loop.answer("seen" + loop.quoted())
    loop.answer("A note to myself, no answer.", headers="")
    before = loop.peer.flags("Sent")
    assert loop.fetch() == (1, 1)
    assert loop.counts() == {"taken": 1, "verb": 1}
    assert loop.fetch() == (0, 0)
    assert loop.peer.flags("Sent") == before
    shown = run("--config", loop.config, "status").out
    assert "answers      1 by mail obeyed, 1 refused (verb 1)" in shown


def test_the_delivered_copy_and_a_forged_one_in_the_inbox_do_nothing(loop: Loop) -> None:
    loop.answer("seen" + loop.quoted(), folder="INBOX")
    loop.answer(f"seen {loop.token}", folder="INBOX", headers=f"Delivered-To: {OWN}\r\n")
    assert loop.fetch() == (0, 0)
    assert loop.counts() == {}


@pytest.mark.parametrize(
    "trace",
    [
        "Return-Path: <mara@studio.example>", "Delivered-To: mara@studio.example",
        "Authentication-Results: mx.studio.example; spf=pass", "Received-SPF: pass",
        "X-Original-To: mara@studio.example", "Envelope-To: mara@studio.example",
        "ARC-Authentication-Results: i=1; mx.studio.example",
    ],
)  # fmt: skip
def test_a_trace_of_delivery_in_sent_is_seen_over_the_wire(loop: Loop, trace: str) -> None:
    loop.answer(f"seen {loop.token}", headers=f"{trace}\r\n")
    assert loop.fetch() == (0, 1)
    assert loop.counts() == {"delivered": 1}


def test_an_answer_in_html_alone_is_read_as_it_looks(loop: Loop) -> None:
    loop.answer(HTML.format(token=loop.token), kind="html")
    assert loop.fetch() == (1, 0)


def test_a_second_use_is_refused(loop: Loop) -> None:
    loop.answer(f"seen {loop.token}")
    loop.answer(f"viđeno {loop.token}")
    assert loop.fetch() == (1, 1)
    assert loop.counts() == {"taken": 1, "used": 1}


def test_only_folders_that_the_server_marks_and_mail_to_oneself_are_asked_for(
    loop: Loop, peer: Peer
) -> None:
    loop.answer(f"seen {loop.token}")
    lines: list[str] = []
    with connect(account(peer), peer.password, transcript=lines) as mailbox:
        (sent,) = mailbox.sent()
        assert (sent.name, sent.role) == ("Sent", "sent")
        last = mailbox.examine("Sent").uidnext - 1
        assert mailbox.sent_to(1, last, since=None, recipients=(OWN,)) == [last]
        assert mailbox.sent_to(1, last, since=None, recipients=("eva@office.example",)) == []
        assert mailbox.sent_to(last + 1, last, since=None, recipients=(OWN,)) == []
        (envelope,) = mailbox.sent_headers([last])
        assert loop.told[1:-1] in envelope.parents  # type: ignore[union-attr]
    searches = [each for each in lines if "SEARCH" in each]
    assert searches
    assert not [each for each in searches if "FROM" in each or "CC" in each]
    with connect(account(peer), peer.password, folders=("INBOX",)) as mailbox:
        assert mailbox.sent() == [], "the owner restricts the reading"


def test_doctor_says_whether_answers_can_work(loop: Loop) -> None:
    def said() -> list[tuple[object, str]]:
        checks = run("--config", loop.config, "doctor", "--json").value
        return [(each["ok"], each["text"]) for each in checks if each["name"] == "answers"]

    ((ok, text),) = said()
    assert ok is None
    assert text.startswith("Sent is empty")
    loop.answer("seen", headers="Return-Path: <mara@studio.example>\r\n")
    ((ok, text),) = said()
    assert ok is None
    assert "look as if they had been delivered" in text
    loop.answer("seen")
    assert said() == [(True, "answers by mail are read in Sent")]
