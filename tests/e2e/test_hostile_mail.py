"""Broken and hostile mail through the whole program, over a real server.

Source of the cases: IMAP study d 53 to 79, decision study B3.1 and B3.2.
"""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.utils import format_datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from builders import a_client
from goodterms.adapters.store import open_store
from program import run, write_config

if TYPE_CHECKING:
    from imap_peers import Peer

NOW = datetime.now(UTC)  # noqa: TID251 - real mail for a program that reads the real clock
AT = NOW.replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=30)

REAL = Path(__file__).parents[3] / "shared" / "eval" / "real"

Row = dict[str, Any]

HIDDEN = "\u202e\u2066\u200b\u200d\ufeff\u2028\u2029\x1b\x07"

EVIL = (
    '<script>alert(1)</script><a href="http://evil.example/">x</a><img src=x onerror=1>'
    f" {{{{7*7}}}} {{% x %}} %(x)s [link=http://evil.example]y[/] [/z] {HIDDEN}"
)


def mail(
    name: str = "one",
    *,
    sender: str = "From: Ana <ana@alba.example>\r\n",
    to: str = "mara@studio.example",
    subject: str | bytes = "Poster",
    at: datetime = AT,
    date: str = "",
    message_id: str = "",
    headers: str = "",
    kind: str = "text/plain; charset=utf-8",
    body: str | bytes = "Please answer me today, this is urgent.\r\n",
) -> bytes:
    """Return a source in which anything can be wrong; ``none`` leaves a header out."""
    lines = [f"To: {to}", f"Content-Type: {kind}"]
    lines += [f"Date: {date or format_datetime(at)}"] if date != "none" else []
    lines += [f"Message-ID: {message_id or f'<{name}@x.example>'}"] if message_id != "none" else []
    head = sender + "".join(f"{line}\r\n" for line in lines) + headers
    parts = [each.encode() if isinstance(each, str) else each for each in (subject, body)]
    return head.encode() + b"MIME-Version: 1.0\r\nSubject: " + b"\r\n\r\n".join(parts)


def config_for(peer: Peer, folder: Path, **values: object) -> Path:
    """Headers of everybody are read: pymap's own search gives up on broken headers."""
    return write_config(
        folder,
        port=peer.port,
        password=peer.password,
        clients=[a_client(domains=("alba.example",))],
        mailbox__user=peer.user,
        mailbox__read_other_headers=True,
        **values,
    )


def fetched(peer: Peer, folder: Path, mails: list[bytes]) -> dict[str, Row]:
    """Deliver into INBOX, fetch, and return the stored messages by the left part of their ids."""
    for source in mails:
        peer.append("INBOX", source, AT)
    ran = run("--config", config_for(peer, folder), "fetch", "--json")
    assert (ran.status, ran.err) == (0, "")
    assert ran.value["problems"] == 0
    return {row["message_id"].partition("@")[0]: row for row in stored(folder)}


def stored(folder: Path) -> list[Row]:
    with open_store(folder / "goodterms.db") as store:
        lines = store.dump().splitlines()
    return [json.loads(line.split(" ", 1)[1]) for line in lines if line.startswith("message ")]


# --- identity and time ---------------------------------------------------------------------------


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


DATES = {
    "none": "no-date",
    "Fri, 31 Dec 9999 23:59:59 +0000": "bad-date",
    "Mon, 1 Jan 0001 00:00:00 +1400": "bad-date",
    "Thu, 1 Jan 1970 00:00:00 +0000": "bad-date",
    "Mon, 2 Nov 2026 10:00:00 +9999": "bad-date",
    "31 Feb 2026 10:00:00 +0000": "bad-date",
    "Mon, 2 Nov 99999999999 10:00:00 +0000": "bad-date",
    "x" * 100_000: "long-headers",
}


def test_an_absurd_date_gives_way_to_the_servers_time_and_is_noted(
    peer: Peer, tmp_path: Path
) -> None:
    mails = [mail(f"date{number}", date=date) for number, date in enumerate(DATES)]
    future = mail("future", date=format_datetime(AT + timedelta(days=2)))
    found = fetched(peer, tmp_path, [*mails, future])
    assert {row["arrived_at"] for row in found.values()} == {f"{AT:%Y-%m-%dT%H:%M:%SZ}"}
    assert found["future"]["flaws"] == "[]"
    for number, flaw in enumerate(DATES.values()):
        assert flaw in found[f"date{number}"]["flaws"]


def test_times_of_arrival_in_a_far_future_stop_no_judgement(peer: Peer, tmp_path: Path) -> None:
    for year in (2037, NOW.year + 2):
        peer.append("INBOX", mail(f"y{year}", date="none"), datetime(year, 1, 1, tzinfo=UTC))
    fetched(peer, tmp_path, [mail("now")])
    config = tmp_path / "config.toml"
    assert len(stored(tmp_path)) == 3
    assert run("--config", config, "assess").status == 0
    assert run("--config", config, "dossier", "Alba", "--out", tmp_path / "a.html").status == 0
    assert run("--config", config, "report", "--preview").status == 0


# --- text ----------------------------------------------------------------------------------------


CHARSETS = (
    "x-unknown", "zlib", "rot13", "undefined", "idna", "unicode_escape", "us-ascii", "gb2312",
    "shift_jis", "utf-16", "../../etc/passwd", '"utf-8\x00"', "A" * 5000,
)  # fmt: skip


def test_no_charset_raises_unpacks_or_leaves_a_letter_that_cannot_be_stored(
    peer: Peer, tmp_path: Path
) -> None:
    octets = bytes(range(256)) + b"\r\nPlease answer today.\r\n"
    mails = [
        mail(f"c{number}", kind=f"text/plain; charset={label}", body=octets)
        for number, label in enumerate(CHARSETS)
    ]
    surrogates = "=?utf-16?B?2D3YPQ==?= =?utf-8?Q?=ED=A0=BD?="
    mails.append(mail("subject", subject=surrogates.encode() + b" \xe9\xff\xed\xa0\xbd"))
    found = fetched(peer, tmp_path, mails)
    assert len(found) == len(mails)
    assert all("charset" in found[f"c{number}"]["flaws"] for number in range(len(CHARSETS)))
    for row in found.values():
        assert "\x00" not in row["subject"] + row["excerpt"]
        assert (row["subject"] + row["excerpt"]).encode("utf-8")


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


MIXED = 'multipart/mixed; boundary="b"'
PART = "--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n"


def nested(depth: int) -> bytes:
    opened = "".join(
        f'--b{each}\r\nContent-Type: multipart/mixed; boundary="b{each + 1}"\r\n\r\n'
        for each in range(depth)
    )
    words = f"--b{depth}\r\n\r\ndeep words\r\n"
    return mail("deep", kind='multipart/mixed; boundary="b0"', body=opened + words)


def wide(parts: int) -> bytes:
    return mail("wide", kind=MIXED, body=PART * parts + "--b--\r\n")


def test_a_mail_of_any_size_or_shape_stops_no_other(peer: Peer, tmp_path: Path) -> None:
    forwarded = "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\nYou idiot!\r\n--b--"
    found = fetched(
        peer,
        tmp_path,
        [
            nested(60),
            wide(2_000),
            mail("large", body="Please answer today. " * 200_000),
            mail("quotes", body=">" * 100_000 + "\r\nOn Monday, Ana wrote:\r\n" * 5_000),
            mail("tags", kind="text/html", body="<div>" * 20_000 + "Nice work"),
            mail("forward", kind=MIXED, body=PART + forwarded),
            mail("zeros", body=b"Hello\x00 there\r\n" + bytes(5_000)),
            mail("nothing", body=""),
            mail("ordinary"),
        ],
    )
    assert len(found) == 9
    assert "too-many-parts" in found["wide"]["flaws"]
    assert "truncated" in found["large"]["flaws"]
    assert (found["forward"]["words"], found["forward"]["attachments"]) == (1, 1)
    assert found["ordinary"]["demand"] is not None


@pytest.mark.dovecot
@pytest.mark.skipif(
    os.environ.get("GOODTERMS_DOVECOT") != "1", reason="pymap cannot hold such mail; see imap_peers"
)
def test_a_mail_beyond_any_limit_stops_no_other(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    box = request.getfixturevalue("dovecot").mailbox()
    vast = mail("vast", body="Please answer today. " * 3_000_000)
    found = fetched(box, tmp_path, [nested(1_000), wide(20_000), vast, mail("ordinary")])
    assert "no-text" in found["deep"]["flaws"]
    assert "too-many-parts" in found["wide"]["flaws"]
    assert "truncated" in found["vast"]["flaws"]
    assert found["ordinary"]["demand"] is not None


# --- who wrote -----------------------------------------------------------------------------------


def test_only_the_mailbox_in_from_says_who_wrote(peer: Peer, tmp_path: Path) -> None:
    ana, mara = "ana@alba.example", "mara@studio.example"
    senders = {
        "named-as-owner": f'From: "{mara}" <{ana}>\r\n',
        "plus-tag": "From: ana+work@alba.example\r\n",
        "two-headers": f"From: {ana}\r\nFrom: {mara}\r\n",
        "named-as-client": f'From: "{ana}" <evil@evil.example>\r\n',
        "hidden-client": f"From: evil@evil.example\r\nFrom: {ana}\r\n",
        "like-client": "From: ana@notalba.example\r\n",
        "nobody": "From: <>\r\n",
        "none": "",
        "to-self": f"From: {mara}\r\n",
    }
    mails = [mail(name, sender=sender) for name, sender in senders.items()]
    mails.append(mail("tagged-owner", to="mara+clients@studio.example"))
    mails.append(mail("between-others", to="somebody@else.example"))
    found = fetched(peer, tmp_path, mails)
    assert {name: row["direction"] for name, row in found.items()} == {
        "named-as-owner": "in",
        "plus-tag": "in",
        "two-headers": "in",
        "tagged-owner": "in",
    }
    assert "many-senders" in found["two-headers"]["flaws"]


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
    peer.append("INBOX", mail("disguised", headers="X-Good-Terms: x\r\n"), NOW)
    found = run("--config", config, "fetch", "--json").value
    assert (found["seen"], found["mapped"], found["noise"]) == (3, 1, {"own-report": 1})


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
