"""Faults 69 and 70 of the IMAP study: only the words just written count, also in HTML alone."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING

import pytest

from goodterms.adapters.mime import parse_body
from goodterms.core.cleaning import newest
from hostile import fetched, mail

if TYPE_CHECKING:
    from pathlib import Path

    from imap_peers import Peer

MINE = "Please send the second draft of the poster today.\r\n"
INSULT = "You are an incompetent idiot and your work is garbage.\r\n"
HEADER = "On Tue, May 5, 2026 at 10:12 AM Mara <mara@studio.example> wrote:\r\n"
FOOTER = "This e-mail is confidential. If you received it by mistake, delete it immediately.\r\n"
HTML = "text/html; charset=utf-8"

DATED = "Poslano: 5.5.2026. 10:12\r\nPrima: A\r\nPredmet: x\r\n\r\n"
CYRILLIC = "Послато: 5.5.2026. 10:12\r\nЗа: А\r\nТема: x\r\n\r\n"
FORWARD = "---------- Forwarded message ---------\r\nFrom: M <m@x.example>\r\n\r\n"

BODIES = {
    "top": f"{MINE}\r\n{HEADER}> {INSULT}",
    "unmarked": f"{MINE}\r\n{HEADER}\r\n{INSULT}",
    "bottom": f"{HEADER}> {INSULT}\r\n{MINE}",
    "inline": f"{HEADER}> {INSULT}\r\n{MINE}\r\n> {INSULT}",
    "outlook": f"{MINE}\r\nOd: Mara\r\n{DATED}{INSULT}",
    "cyrillic": f"{MINE}\r\nОд: Мара\r\n{CYRILLIC}{INSULT}",
    "forward": f"{MINE}\r\n{FORWARD}{INSULT}",
    "signature": f"{MINE}\r\n-- \r\n{INSULT}",
    "footer": f"{MINE}\r\n{FOOTER}{INSULT}",
    "device": f"{MINE}\r\nSent from my iPhone\r\n\r\n{HEADER}> {INSULT}",
}


def test_fault_69_only_the_words_just_written_are_scored(peer: Peer, tmp_path: Path) -> None:
    own, theirs = mail("own", body=MINE), mail("insult", body=INSULT)
    mails = [mail(name, body=body) for name, body in BODIES.items()]
    found = fetched(peer, tmp_path, [own, theirs, *mails])
    assert json.loads(found["insult"]["scores"])["hostile"] > 0.5  # it would count, were it new
    for name in BODIES:
        assert found[name]["words"] == len(MINE.split()), name
        assert found[name]["scores"] == found["own"]["scores"], name
        assert "idiot" not in json.dumps(found[name]), name


def test_fault_69_a_bare_forward_has_no_words_of_its_senders(peer: Peer, tmp_path: Path) -> None:
    source = f"-----Original Message-----\r\nFrom: M <m@x.example>\r\n\r\n{INSULT}"
    found = fetched(peer, tmp_path, [mail("bare", body=source)])
    assert found["bare"]["words"] == 0
    assert json.loads(found["bare"]["scores"]) == {}


def test_fault_69_quotes_that_cannot_be_told_apart_are_counted_and_not_scored(
    peer: Peer, tmp_path: Path
) -> None:
    unclear = f"{MINE}\r\nAna wrote at 10:12:\r\n\r\n{INSULT}"
    found = fetched(peer, tmp_path, [mail("unclear", body=unclear)])
    assert "quotes-unclear" in found["unclear"]["flaws"]
    assert json.loads(found["unclear"]["scores"]) == {}
    assert "idiot" not in json.dumps(found["unclear"])


HIDDEN = (
    '<div style="display:none">{0}</div>',
    '<span style="font-size:0">{0}</span>',
    '<span style="opacity:0;color:#fff">{0}</span>',
    '<div hidden style="max-height:0">{0}</div>',
    "<style>p:after{{content:'{0}'}}</style>",
    "<script>document.write('{0}')</script>",
    "<!-- {0} -->",
    '<img src="https://track.invalid/p.gif?x=1" alt="" width="1" height="1">',
    '<link rel="stylesheet" href="https://track.invalid/s.css">',
    '<iframe src="https://track.invalid/f.html"></iframe>',
    '<blockquote type="cite">{0}</blockquote>',
    '<div id="divRplyFwdMsg">{0}</div><p>{0}</p>',
)


@pytest.mark.parametrize("number", range(len(HIDDEN)))
def test_fault_70_html_gives_its_visible_new_words_and_asks_nobody(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        pytest.fail("reading a mail opened a connection or looked a name up")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    page = f"<html><body><p>{MINE}</p>{HIDDEN[number].format(INSULT)}</body></html>"
    body = parse_body(mail(kind=HTML, body=page), truncated=False)
    assert newest(body.text).new.split() == MINE.split()


def test_fault_70_a_mail_in_html_alone_counts_like_the_same_words_in_plain_text(
    peer: Peer, tmp_path: Path
) -> None:
    page = "".join(["<html><body><p>", MINE, "</p>", *(each.format(INSULT) for each in HIDDEN)])
    mails = [mail("plain", body=MINE), mail("page", kind=HTML, body=page)]
    found = fetched(peer, tmp_path, mails)
    assert found["page"]["words"] == found["plain"]["words"] == len(MINE.split())
    assert found["page"]["scores"] == found["plain"]["scores"]
