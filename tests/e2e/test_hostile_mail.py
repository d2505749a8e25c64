"""Broken and hostile mail through the whole program, over a real server.

Source of the cases: IMAP study d 53 to 79, decision study B3.1 and B3.2; those with a number of
their own are in tests/faults.
"""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes, policy
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from hostile import AT, HIDDEN, NOW, REAL, config_for, fetched, mail, stored
from program import run

if TYPE_CHECKING:
    from pathlib import Path

    from imap_peers import Peer

EVIL = (
    '<script>alert(1)</script><a href="http://evil.example/">x</a><img src=x onerror=1>'
    f" {{{{7*7}}}} {{% x %}} %(x)s [link=http://evil.example]y[/] [/z] {HIDDEN}"
)


def test_mails_without_an_id_or_with_a_shared_one_are_told_apart_and_copies_are_one(
    peer: Peer, tmp_path: Path
) -> None:
    copied = mail("copy", subject="Copied")
    peer.append("Sent", copied, AT)
    later = AT + timedelta(hours=1)
    fetched(
        peer,
        tmp_path,
        [
            mail(message_id="none", subject="No id"),
            mail(message_id="none", subject="No id again"),
            mail("same", subject="First"),
            mail("same", subject="Second", at=later),
            copied,
            copied,
        ],
    )
    subjects = sorted(row["subject"] for row in stored(tmp_path))
    assert subjects == ["Copied", "First", "No id", "No id again", "Second"]


def test_names_and_subjects_are_one_bounded_line_without_hidden_signs(
    peer: Peer, tmp_path: Path
) -> None:
    encoded = "=?utf-8?B?DQpCY2M6IGV2aWxAZXZpbC5leGFtcGxlDQoNCg==?="
    found = fetched(
        peer,
        tmp_path,
        [
            mail("hidden", subject=f"a{HIDDEN}b", sender=f"From: {HIDDEN} <ana@alba.example>\r\n"),
            mail("huge", subject="A" * 200_000),
            mail("folded", subject="x\r\n " + "y\r\n " * 5_000 + "z"),
            mail("broken", subject=encoded + "b"),
            mail("many", headers="".join(f"X-{each}: y\r\n" for each in range(10_000))),
            mail("refs", headers="References: " + "<a@b.example> " * 20_000 + "\r\n"),
        ],
    )
    assert len(found) == 6
    assert found["hidden"]["subject"].replace(" ", "") == "ab"
    assert found["broken"]["subject"] == "Bcc: evil@evil.example b"
    for row in found.values():
        assert len(row["subject"]) <= 200
        assert row["subject"].isprintable()


def test_mail_from_the_owner_counts_as_the_owners_wherever_it_lies(
    peer: Peer, tmp_path: Path
) -> None:
    # a blind copy to oneself, a list, a second program: IMAP study b.6 goes by From alone
    own = mail("own", sender="From: mara@studio.example\r\n", to="ana@alba.example")
    assert fetched(peer, tmp_path, [own])["own"]["direction"] == "out"


def test_our_own_reports_and_answers_to_them_belong_to_no_client(
    peer: Peer, tmp_path: Path
) -> None:
    fetched(peer, tmp_path, [mail("ordinary")])
    config = tmp_path / "config.toml"
    assert run("--config", config, "assess").status == 0
    assert run("--config", config, "report").status == 0
    (path,) = (tmp_path / "reports").glob("*.eml")
    report = path.read_bytes()
    told = message_from_bytes(report)["Message-ID"]
    peer.append("INBOX", report, NOW)
    answer = mail(
        "answer",
        sender="From: mara@studio.example\r\n",
        headers=f"In-Reply-To: {told}\r\nReferences: {told}\r\n",
    )
    peer.append("INBOX", answer, NOW)
    quoted = mail("quoted", headers=f"References: <a@alba.example> {told}\r\n")
    peer.append("INBOX", quoted, NOW)
    peer.append("INBOX", mail("disguised", headers="X-Good-Terms: x\r\n"), NOW)
    found = run("--config", config, "fetch", "--json").value
    # a mark that was not made here hides no mail; what a forwarded report brought counts nowhere
    assert (found["seen"], found["mapped"], found["noise"]) == (4, 2, {"own-report": 1})


# --- what is shown -------------------------------------------------------------------------------


class Seen(HTMLParser):
    """The tags and the attributes that lead somewhere or run something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.leading: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name in {"href", "src", "action", "srcset", "background"} or name.startswith("on"):
                self.leading.add(value or "")


def hostile_year(peer: Peer) -> None:
    """A client whose every header and text attacks, at night, with answers by the owner."""
    for number in range(40):
        at = (NOW - timedelta(days=100 - 2 * number)).replace(hour=22, minute=5)
        text = f"This is unacceptable {EVIL}, you must answer me today! {EVIL}\r\n"
        source = mail(
            f"evil{number}",
            sender=f'From: "{EVIL.replace(chr(34), "")}" <ana@alba.example>\r\n',
            subject=f"{number} {EVIL}",
            at=at,
            body=text,
        )
        peer.append("INBOX", source, at)
        answer = mail(
            f"own{number}",
            sender="From: mara@studio.example\r\n",
            to="ana@alba.example",
            subject=f"Offer {EVIL}",
            at=at + timedelta(hours=14),
            headers=f"In-Reply-To: <evil{number}@x.example>\r\n",
            body=f"Here is my offer. {EVIL}",
        )
        peer.append("Sent", answer, at + timedelta(hours=14))


def test_no_foreign_text_becomes_markup_header_or_link(peer: Peer, tmp_path: Path) -> None:
    hostile_year(peer)
    config = config_for(peer, tmp_path, report__privacy="full")
    page = tmp_path / "alba.html"
    for command in (["fetch"], ["assess"], ["report"], ["dossier", "Alba", "--out", page]):
        ran = run("--config", config, *command)
        assert ran.status == 0, ran.err
    assert all(row["subject"].isprintable() for row in stored(tmp_path))

    dossier = page.read_text(encoding="utf-8")
    assert "&lt;script&gt;" in dossier
    seen = Seen(dossier)
    assert not seen.tags & {"script", "img", "iframe", "object", "link", "base", "form"}
    assert all(value.startswith("#") for value in seen.leading)

    (path,) = (tmp_path / "reports").glob("*.eml")
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert not {"bcc", "cc", "reply-to"} & {name.lower() for name, _ in message.items()}
    text, html = (part.get_content() for part in message.iter_parts())
    assert not Seen(html).leading
    assert not Seen(html).tags & {"script", "img", "a"}
    for shown in (text, html, dossier):
        assert not set(HIDDEN) & set(shown)
    for mailed in (text, html):
        assert not re.search(r"://|evil\.example", mailed)


def test_names_of_folders_are_shown_as_they_are(
    peer: Peer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    folder = "Old [/x] [bold]"
    if peer.user == "mara":
        peer.append(folder, mail("ordinary"), AT)
    ran = run("--config", config_for(peer, tmp_path), "fetch")
    assert ran.status == 0
    assert peer.user != "mara" or folder in ran.err


# --- mail of other projects ----------------------------------------------------------------------


@pytest.mark.skipif(not REAL.is_dir(), reason="the real mail beside the repository is not there")
def test_every_file_of_real_mail_is_read_as_a_clients_and_nothing_is_lost(
    peer: Peer, tmp_path: Path
) -> None:
    head = b"From: Ana <ana@alba.example>\r\nTo: mara@studio.example\r\n"
    files = [
        path
        for name in ("mime_fixtures", "spamassassin_ham")
        for path in sorted((REAL / name).rglob("*.eml"))
    ]
    assert len(files) > 300
    for number, path in enumerate(files):
        peer.append("INBOX", head + path.read_bytes(), NOW - timedelta(hours=10 * number + 10))
    config = config_for(peer, tmp_path)
    found = run("--config", config, "fetch", "--json").value
    assert (found["seen"], found["mapped"], found["problems"]) == (len(files), len(files), 0)
    rows = stored(tmp_path)
    assert len(rows) > 0.97 * len(files)
    assert all(row["subject"] == "" or row["subject"].isprintable() for row in rows)
    for command in (["assess"], ["report", "--preview"], ["explain", "Alba"]):
        assert run("--config", config, *command).status == 0
    again = run("--config", config, "fetch", "--json").value
    assert again["seen"] == 0
